//! A line of text of its parts.
//!
//! What does not belong here: which parts stand on a line (`flow`), and what letters look
//! like (`letters`).

use std::collections::HashMap;
use std::sync::Arc;

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use crate::scene::{Rect, Run, TextLine};

use super::area::union;
use super::fonts::Face;
use super::letters::{is_hyphenated_script, is_joined, is_leftwards};

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
    /// Whether the spaces of its line are made wider.
    pub(super) is_justified: bool,
}

impl Part {
    fn is_blank(&self) -> bool {
        self.run.text.trim().is_empty()
    }

    /// Leaves out of its width what its spaces were made wider.
    fn slacken(&mut self) {
        if !self.is_justified || !self.face.is_known() {
            return;
        }
        let spacing = self.run.letter_spacing * self.run.text.chars().count() as f64;
        let width = self.face.width(&self.run.text) * self.run.size + spacing;
        self.run.width = self.run.width.min(width);
    }
}

/// How a text goes on at the next line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Seam {
    /// It does not.
    #[default]
    Open,
    /// Behind white space, of which nothing is shown.
    Spaced,
    /// Right away.
    Closed,
    /// Right away, within a word of one text.
    InWord,
}

#[derive(Default)]
pub(super) struct Draft {
    /// In the order in which they are read.
    pub(super) parts: Vec<Part>,
    /// Whether the author ends it.
    pub(super) ends: bool,
    pub(super) seam: Seam,
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

    /// The line in pieces that belong together, each with whether the author ends it. The
    /// last one goes on as the line does.
    pub(super) fn pieces(self, is_upright: bool) -> Vec<Draft> {
        let mut stretches: Vec<Vec<Part>> = Vec::new();
        for part in self.parts {
            match stretches.last_mut().filter(|_| !part.is_apart) {
                Some(stretch) => stretch.push(part),
                None => stretches.push(vec![part]),
            }
        }
        let near = |stretch| {
            if is_upright {
                near_each_other(stretch)
            } else {
                vec![stretch]
            }
        };
        let pieces = stretches.into_iter().flat_map(near);
        let mut pieces: Vec<Draft> = pieces
            .map(|parts| Draft {
                parts,
                ends: self.ends,
                seam: Seam::Open,
            })
            .collect();
        if pieces.is_empty() {
            pieces.push(Draft {
                ends: self.ends,
                ..Draft::default()
            });
        }
        if let Some(last) = pieces.last_mut() {
            last.seam = self.seam;
        }
        pieces
    }
}

/// Parts of a level line, apart where wide gaps are between them. Letters that run from
/// right to left stand in another order than they are read.
fn near_each_other(parts: Vec<Part>) -> Vec<Vec<Part>> {
    let mut by_place: Vec<(usize, &Part)> = parts.iter().enumerate().collect();
    by_place.sort_by(|(_, one), (_, other)| one.bounds.x.total_cmp(&other.bounds.x));
    let (mut group, mut reach) = (0, None);
    let mut groups = vec![0; parts.len()];
    for (index, part) in by_place {
        let Rect { x, width, .. } = part.bounds;
        if width > 0.0 {
            let reached = reach.unwrap_or(x);
            group += usize::from(x - reached > FILLED_GAP * part.run.size);
            reach = Some(reached.max(x + width));
        }
        if let Some(own) = groups.get_mut(index) {
            *own = group;
        }
    }
    let mut near: Vec<Vec<Part>> = Vec::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    for (part, group) in parts.into_iter().zip(groups) {
        let place = *places.entry(group).or_insert(near.len());
        match near.get_mut(place) {
            Some(parts) => parts.push(part),
            None => near.push(vec![part]),
        }
    }
    near
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

/// The gap behind each part of a level line, where the one that is read next stands next
/// to it.
fn gaps(parts: &[Part]) -> Vec<f64> {
    let mut by_place: Vec<(usize, &Part)> = parts.iter().enumerate().collect();
    by_place.sort_by(|(_, one), (_, other)| one.bounds.x.total_cmp(&other.bounds.x));
    let mut gaps = vec![0.0; parts.len()];
    let pairs = by_place.iter().zip(by_place.iter().skip(1));
    for ((left, one), (right, other)) in pairs {
        let is_next = left.abs_diff(*right) == 1;
        if let Some(own) = gaps.get_mut(*left.min(right)).filter(|_| is_next) {
            *own = gap(&one.bounds, &other.bounds);
        }
    }
    gaps
}

/// The area of a line's parts.
pub(super) fn area_of(draft: &Draft) -> Option<Rect> {
    draft.parts.iter().map(|part| part.bounds).reduce(union)
}

/// A line of its parts; none where nothing is to be seen on it and it is not ended.
pub(super) fn line(draft: &mut Draft, is_upright: bool, scale: f64) -> Option<TextLine> {
    let is_trimmed = trim(&mut draft.parts, is_upright);
    let mut ends = draft.ends;
    if draft.parts.is_empty() {
        return ends.then(|| TextLine {
            ends,
            ..TextLine::default()
        });
    }
    if !ends {
        ends = hyphenate(&mut draft.parts, draft.seam);
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
    let baseline = tallest(parts)?.baseline;
    for part in &mut draft.parts {
        part.slacken();
        let run = &mut part.run;
        run.drift = part.face.drift(&run.text, run.size * scale) / scale;
    }
    let parts = &draft.parts;
    Some(TextLine {
        x,
        width: right - x,
        baseline,
        first_word: first_word(parts),
        runs: runs(parts, baseline, is_upright),
        ends,
        is_spaced: !ends && (is_trimmed || draft.seam == Seam::Spaced),
    })
}

/// The part with the largest letters: white space, which may be of another font, counts
/// only where there is nothing else.
fn tallest(parts: &[Part]) -> Option<&Part> {
    parts.iter().max_by(|one, other| {
        let is_seen = |part: &Part| !part.is_blank();
        let by_sight = is_seen(one).cmp(&is_seen(other));
        by_sight.then(one.run.size.total_cmp(&other.run.size))
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
        let fitting = last.face.fitting(&last.run.text, room / scale);
        last.run.text.truncate(fitting);
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

/// Takes white space away where a line ends, and what is nothing else. Answers whether
/// there was any.
fn trim(parts: &mut Vec<Part>, is_upright: bool) -> bool {
    let mut is_trimmed = false;
    while let Some(last) = parts.last_mut() {
        let kept = last.run.text.trim_end_matches([' ', '\u{200b}']).len();
        if kept == last.run.text.len() {
            break;
        }
        is_trimmed |= last.run.text.ends_with(' ');
        if kept > 0 {
            let cut = last.run.text.split_off(kept);
            let width = (last.face.width(&cut) * last.run.size).min(last.run.width);
            last.run.width -= width;
            let is_at_left = is_upright && is_leftwards(&last.run.text);
            let from = if is_at_left { width } else { 0.0 };
            last.bounds = along(last.bounds, is_upright, from, last.run.width);
            break;
        }
        parts.pop();
    }
    parts.retain(|part| !part.run.text.is_empty());
    is_trimmed
}

/// Writes the hyphen out at which the browser broke a word. Answers whether there was one:
/// no other program would break there.
fn hyphenate(parts: &mut [Part], seam: Seam) -> bool {
    let Some(last) = parts.last_mut() else {
        return false;
    };
    let goes_on = matches!(seam, Seam::Closed | Seam::InWord);
    let is_soft = goes_on && last.run.text.ends_with('\u{ad}');
    let is_split =
        seam == Seam::InWord && last.may_hyphenate && last.run.text.ends_with(is_hyphenated_script);
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
    let gaps = if is_upright { gaps(parts) } else { Vec::new() };
    let gaps = gaps.into_iter().chain(std::iter::repeat(0.0));
    // What the space that a part begins with is wider.
    let mut before = 0.0;
    for ((index, part), gap) in parts.iter().enumerate().zip(gaps) {
        let mut run = part.run.clone();
        run.text.retain(|letter| letter != '\u{ad}');
        let rise = if is_upright {
            baseline - part.baseline
        } else {
            part.baseline - baseline
        };
        let is_raised = rise.abs() > 0.75 && !part.is_blank();
        run.rise = if is_raised { rise } else { 0.0 };
        if before > 0.0 {
            let rest = run.text.split_off(1);
            let share = 1.0 / (rest.chars().count() + 1) as f64;
            let space = std::mem::replace(&mut run.text, rest);
            append(&mut runs, widened(&run, space, share, before));
            run.width *= 1.0 - share;
            before = 0.0;
        }
        append(&mut runs, run);
        let next = parts.get(index + 1).filter(|_| gap > 0.3);
        let Some(next) = next.map(|next| &next.run.text) else {
            continue;
        };
        if next.starts_with(' ') && !part.run.text.ends_with(' ') {
            before = gap;
        } else if !part.run.text.ends_with(is_joined) {
            widen_last_letter(&mut runs, gap);
        }
    }
    runs
}

/// Adds a run, to the last one if it is of its kind.
fn append(runs: &mut Vec<Run>, run: Run) {
    if run.text.is_empty() {
        return;
    }
    match runs.last_mut().filter(|last| is_alike(last, &run)) {
        Some(last) => {
            let share = run.width / (last.width + run.width).max(f64::MIN_POSITIVE);
            last.drift += (run.drift - last.drift) * share;
            last.text.push_str(&run.text);
            last.width += run.width;
        }
        None => runs.push(run),
    }
}

/// Whether two runs differ in nothing but their letters.
fn is_alike(one: &Run, other: &Run) -> bool {
    let look = |run: &Run| {
        (
            run.size,
            run.letter_spacing,
            run.rise,
            run.underline,
            run.strike,
        )
    };
    look(one) == look(other)
        && (&one.gradient, one.outline) == (&other.gradient, other.outline)
        && one.font == other.font
        && (one.color, one.highlight) == (other.color, other.highlight)
        && one.link == other.link
        && one.language == other.language
}

/// Fills a gap behind the last letter.
fn widen_last_letter(runs: &mut Vec<Run>, gap: f64) {
    let Some(last) = runs.last_mut() else { return };
    let Some((at, _)) = last.text.grapheme_indices(true).next_back() else {
        return;
    };
    let share = 1.0 / last.text.chars().count() as f64;
    let letter = last.text.split_off(at);
    let letter = widened(last, letter, share, gap);
    last.width *= 1.0 - share;
    if last.text.is_empty() {
        runs.pop();
    }
    runs.push(letter);
}

/// Letters that take this share of their run, and a gap behind them.
fn widened(run: &Run, text: String, share: f64, gap: f64) -> Run {
    Run {
        text,
        width: run.width * share + gap,
        letter_spacing: run.letter_spacing + gap,
        ..run.clone()
    }
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
