//! The lines of a flow: where each ends, and how the text goes on at the next one.
//!
//! What does not belong here: what a line is made of (`line`).

use crate::scene::{Run, TextLine};

use super::letters::is_hyphenated_script;
use super::line::{Draft, Part, Seam};
use super::snapshot::{Element, Piece};

/// Lines of a flow, as its pieces come.
#[derive(Default)]
pub(super) struct Drafts<'a> {
    lines: Vec<Draft>,
    /// Whether the author ended the last line.
    is_ended: bool,
    /// Whether a box stands behind the last piece.
    pub(super) is_apart: bool,
    /// Whether a column begins with the next piece.
    pub(super) is_turned: bool,
    last: Option<(Element<'a>, Piece<'a>)>,
}

impl<'a> Drafts<'a> {
    /// The author ends the line; one on which nothing stands, too.
    pub(super) fn end(&mut self) {
        if self.is_ended || self.lines.is_empty() {
            self.lines.push(Draft::default());
        }
        if let Some(last) = self.lines.last_mut() {
            last.ends = true;
        }
        self.is_ended = true;
    }

    pub(super) fn add(
        &mut self,
        piece: (Element<'a>, Piece<'a>),
        parts: Vec<Part>,
        is_upright: bool,
    ) {
        let Some(first) = parts.first() else { return };
        let line = self.lines.last_mut().filter(|_| !self.is_ended);
        let is_turned = std::mem::take(&mut self.is_turned);
        let continues = |line: &Draft| !is_turned && line.continues_with(first, is_upright);
        if !line.as_deref().is_some_and(continues) {
            if let (Some(line), Some(last)) = (line, self.last) {
                line.seam = seam(last, piece);
            }
            self.lines.push(Draft::default());
            self.is_apart = false;
        }
        self.is_ended = false;
        self.last = Some(piece);
        if let Some(line) = self.lines.last_mut() {
            for mut part in parts {
                part.is_apart = std::mem::take(&mut self.is_apart);
                line.parts.push(part);
            }
        }
    }

    /// The lines, in order.
    pub(super) fn lines(self) -> Vec<Draft> {
        self.lines
    }
}

/// How a text goes on from the last piece of a line to the first of the next one.
fn seam((text, last): (Element<'_>, Piece<'_>), (other, next): (Element<'_>, Piece<'_>)) -> Seam {
    let is_same = text.index() == other.index();
    if is_same && last.goes_on_in(&next) {
        let letters = (last.text().chars().last(), next.text().chars().next());
        return match letters {
            (Some(one), Some(other)) if one.is_whitespace() || other.is_whitespace() => {
                Seam::Spaced
            }
            (Some(one), Some(other)) if [one, other].into_iter().all(is_hyphenated_script) => {
                Seam::InWord
            }
            _ => Seam::Closed,
        };
    }
    let is_spaced = is_same
        || last.after().starts_with(char::is_whitespace)
        || next.before().ends_with(char::is_whitespace)
        || last.text().ends_with(char::is_whitespace)
        || text
            .texts_until(other)
            .any(|between| !between.is_empty() && between.trim().is_empty());
    if is_spaced {
        Seam::Spaced
    } else {
        Seam::Closed
    }
}

/// Puts empty lines between their neighbours: they have the place and the letters of the
/// one before. At both ends they are left out.
pub(super) fn place_empty_lines(lines: &mut Vec<TextLine>) {
    let is_shown = |line: &TextLine| !line.runs.is_empty();
    let end = lines.iter().rposition(is_shown).map_or(0, |last| last + 1);
    lines.truncate(end);
    lines.drain(..lines.iter().position(is_shown).unwrap_or(0));
    let shown: Vec<usize> = (0..lines.len())
        .filter(|index| lines.get(*index).is_some_and(is_shown))
        .collect();
    for (from, to) in shown.iter().zip(shown.iter().skip(1)) {
        let (Some(first), Some(last)) = (lines.get(*from).cloned(), lines.get(*to)) else {
            continue;
        };
        let step = (last.baseline - first.baseline) / (to - from) as f64;
        let empty = Run {
            text: String::new(),
            ..first.runs.last().cloned().unwrap_or_default()
        };
        for (line, count) in lines.iter_mut().take(*to).skip(from + 1).zip(1_u32..) {
            *line = TextLine {
                x: first.x,
                width: first.width,
                baseline: first.baseline + step * f64::from(count),
                runs: vec![empty.clone()],
                ends: true,
                ..TextLine::default()
            };
        }
    }
}
