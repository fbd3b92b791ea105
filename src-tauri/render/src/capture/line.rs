//! A line of text of its parts.
//!
//! What does not belong here: which parts stand on a line (`flow`), and what letters look
//! like (`letters`).

use std::sync::Arc;

use unicode_linebreak::linebreaks;

use crate::scene::{Rect, Run, TextLine};

use super::area::union;
use super::fonts::Face;

/// A gap between two runs that is filled by spacing, in em; a larger one separates
/// texts.
const FILLED_GAP: f64 = 1.2;

/// A part of a line before it is put together.
pub(super) struct Part {
    pub(super) run: Run,
    pub(super) bounds: Rect,
    pub(super) baseline: f64,
    pub(super) face: Arc<Face>,
    /// Whether more than spacing separates it from the part before.
    pub(super) is_apart: bool,
    pub(super) may_hyphenate: bool,
}

#[derive(Default)]
pub(super) struct Draft {
    pub(super) parts: Vec<Part>,
    pub(super) ends: bool,
}

impl Draft {
    pub(super) fn continues_with(&self, part: &Part, is_upright: bool) -> bool {
        let extent = |bounds: Rect| {
            if is_upright {
                (bounds.y, bounds.height)
            } else {
                (bounds.x, bounds.width)
            }
        };
        self.parts.iter().any(|own| {
            let ((start, height), (other, other_height)) =
                (extent(own.bounds), extent(part.bounds));
            let apart = (start + height / 2.0) - (other + other_height / 2.0);
            apart.abs() < height.min(other_height) / 2.0
        })
    }

    /// The line in pieces that belong together, each with whether the author ends it.
    pub(super) fn pieces(self) -> Vec<Draft> {
        let ends = self.ends;
        let mut pieces: Vec<Draft> = Vec::new();
        for part in self.parts {
            let last = pieces.last().and_then(|piece| piece.parts.last());
            let gap = last.map_or(0.0, |last| gap(&last.bounds, &part.bounds));
            let is_apart = part.is_apart || gap > FILLED_GAP * part.run.size;
            if is_apart || pieces.is_empty() {
                pieces.push(Draft::default());
            }
            if let Some(piece) = pieces.last_mut() {
                piece.parts.push(part);
            }
        }
        if pieces.is_empty() {
            pieces.push(Draft::default());
        }
        for piece in &mut pieces {
            piece.ends = ends;
        }
        pieces
    }
}

/// How far a box stands from the one before it on a level line, in either direction.
fn gap(before: &Rect, after: &Rect) -> f64 {
    let rightwards = after.x - (before.x + before.width);
    let leftwards = before.x - (after.x + after.width);
    if before.width == 0.0 || after.width == 0.0 {
        return 0.0;
    }
    rightwards.max(leftwards)
}

/// The area of a line's parts.
pub(super) fn area_of(draft: &Draft) -> Option<Rect> {
    draft.parts.iter().map(|part| part.bounds).reduce(union)
}

/// A line of its parts; none where nothing is to be seen on it and it is not ended.
pub(super) fn line(draft: &mut Draft, is_upright: bool) -> Option<TextLine> {
    trim(&mut draft.parts, is_upright);
    let mut ends = draft.ends;
    if draft.parts.is_empty() {
        return ends.then(|| TextLine {
            ends,
            ..TextLine::default()
        });
    }
    if !ends {
        ends = hyphenate(&mut draft.parts);
    }
    let parts = &draft.parts;
    let start = |bounds: &Rect| if is_upright { bounds.x } else { bounds.y };
    let length = |bounds: &Rect| {
        if is_upright {
            bounds.width
        } else {
            bounds.height
        }
    };
    let x = parts
        .iter()
        .map(|part| start(&part.bounds))
        .fold(f64::MAX, f64::min);
    let right = parts
        .iter()
        .map(|part| start(&part.bounds) + length(&part.bounds))
        .fold(f64::MIN, f64::max);
    let tallest = parts
        .iter()
        .max_by(|one, other| one.run.size.total_cmp(&other.run.size))?;
    let baseline = tallest.baseline;
    Some(TextLine {
        x,
        width: right - x,
        baseline,
        first_word: first_word(parts),
        runs: runs(parts, baseline, is_upright),
        ends,
    })
}

/// Leaves out what reaches over a limit, and ends with three dots.
pub(super) fn cut_off(parts: &mut Vec<Part>, limit: f64) {
    const DOTS: &str = "\u{2026}";
    let end = |part: &Part| part.bounds.x + part.bounds.width;
    if parts.iter().map(end).fold(f64::MIN, f64::max) <= limit + 0.5 {
        return;
    }
    while let Some(last) = parts.last_mut() {
        let scale = last.run.width / last.face.width(&last.run.text).max(f64::MIN_POSITIVE);
        let room = limit - last.bounds.x - last.face.width(DOTS) * scale;
        while !last.run.text.is_empty() && last.face.width(&last.run.text) * scale > room {
            last.run.text.pop();
        }
        if !last.run.text.is_empty() || parts.len() == 1 {
            break;
        }
        parts.pop();
    }
    if let Some(last) = parts.last_mut() {
        let scale = last.run.size;
        last.run.text.push_str(DOTS);
        last.run.width = last.face.width(&last.run.text) * scale;
        last.bounds.width = last.run.width;
    }
}

/// Takes white space away where a line ends, and what is nothing else.
fn trim(parts: &mut Vec<Part>, is_upright: bool) {
    while let Some(last) = parts.last_mut() {
        let kept = last.run.text.trim_end_matches([' ', '\u{200b}']).len();
        if kept == last.run.text.len() {
            break;
        }
        if kept > 0 {
            let cut = last.run.text.split_off(kept);
            let width = last.face.width(&cut) * last.run.size;
            last.run.width = (last.run.width - width).max(0.0);
            last.bounds = along(last.bounds, is_upright, 0.0, last.run.width);
            break;
        }
        parts.pop();
    }
    parts.retain(|part| !part.run.text.is_empty());
}

/// Writes the hyphen out at which the browser broke a word. Answers whether there was one:
/// no other program would break there.
fn hyphenate(parts: &mut [Part]) -> bool {
    let Some(last) = parts.last_mut() else {
        return false;
    };
    let is_soft = last.run.text.ends_with('\u{ad}');
    let is_split = last.may_hyphenate && last.run.text.ends_with(char::is_alphabetic);
    if is_soft {
        last.run.text.pop();
    }
    if is_soft || is_split {
        last.run.text.push('-');
    }
    is_soft || is_split
}

/// How wide the first word of a line is, up to where it could have been broken.
fn first_word(parts: &[Part]) -> f64 {
    let text: String = parts.iter().map(|part| part.run.text.as_str()).collect();
    let end = linebreaks(&text).next().map_or(text.len(), |(end, _)| end);
    let mut left = text[..end].trim_end().len();
    let mut width = 0.0;
    for part in parts {
        let own = &part.run.text;
        if left >= own.len() {
            width += part.run.width;
            left -= own.len();
            continue;
        }
        let share = part.face.width(&own[..left]) / part.face.width(own).max(f64::MIN_POSITIVE);
        return width + part.run.width * share;
    }
    width
}

/// The runs of parts, those of one kind together.
fn runs(parts: &[Part], baseline: f64, is_upright: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let mut run = part.run.clone();
        run.text.retain(|letter| letter != '\u{ad}');
        let rise = if is_upright {
            baseline - part.baseline
        } else {
            part.baseline - baseline
        };
        run.rise = if rise.abs() > 0.75 { rise } else { 0.0 };
        let next = parts.get(index + 1).filter(|_| is_upright);
        let gap = next.map_or(0.0, |next| gap(&part.bounds, &next.bounds));
        match runs.last_mut().filter(|last| is_alike(last, &run)) {
            Some(last) => {
                last.text.push_str(&run.text);
                last.width += run.width;
            }
            None => runs.push(run),
        }
        if gap > 0.3 {
            widen_last_letter(&mut runs, gap);
        }
    }
    runs
}

fn is_alike(one: &Run, other: &Run) -> bool {
    let plain = |run: &Run| Run {
        text: String::new(),
        width: 0.0,
        ..run.clone()
    };
    plain(one) == plain(other)
}

/// Fills a gap behind the last letter.
fn widen_last_letter(runs: &mut Vec<Run>, gap: f64) {
    let Some(last) = runs.last_mut() else { return };
    let Some((at, _)) = last.text.char_indices().next_back() else {
        return;
    };
    let letter = last.text.split_off(at);
    let mut widened = Run {
        text: letter,
        letter_spacing: last.letter_spacing + gap,
        ..last.clone()
    };
    let share = 1.0 / (last.text.chars().count() + 1) as f64;
    widened.width = last.width * share + gap;
    last.width *= 1.0 - share;
    if last.text.is_empty() {
        runs.pop();
    }
    runs.push(widened);
}

/// A piece of a line from `from`, so long.
pub(super) fn along(bounds: Rect, is_upright: bool, from: f64, length: f64) -> Rect {
    if is_upright {
        Rect {
            x: bounds.x + from,
            width: length,
            ..bounds
        }
    } else {
        Rect {
            y: bounds.y + from,
            height: length,
            ..bounds
        }
    }
}
