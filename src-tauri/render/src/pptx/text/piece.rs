//! Pieces of paragraphs: lines that follow each other evenly, as those of one paragraph
//! do in programs for slides.
//!
//! Most paragraphs are one piece. One whose lines are not evenly apart, or that run
//! around something, is several. What does not belong here: how wide a box is.

use unicode_segmentation::UnicodeSegmentation;

use super::super::xml::legal;
use super::flow::{Anchor, Placed};
use crate::scene::{Bullet, Paragraph, Vertical};
use lectern_core::render::MadeFor;

/// How far a line may be from where even lines would be, in px.
const UNEVEN: f64 = 0.6;
/// How far lines may begin apart that begin together, in px.
const ASKEW: f64 = 1.0;
/// The least that a line is made high, as a share of its size: so near are only lines
/// that stand beside each other.
pub(super) const LOWEST: f64 = 0.5;
/// The least distance between a bullet and its text, as a share of the bullet's size.
const BULLET_ROOM: f64 = 0.2;
/// How wide a letter of a bullet is, as a share of its size, where nothing says so.
const BULLET_LETTER: f64 = 0.6;

/// Lines of a paragraph that follow each other evenly.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub(super) paragraph: &'a Paragraph,
    /// One or more.
    pub(super) lines: Vec<Placed<'a>>,
    /// From line to line.
    pub(super) pitch: f64,
    /// Its bullet, if it has one that the programs' own can stand for, and where that
    /// begins as it is read.
    pub(super) bullet: Option<(&'a Bullet, f64)>,
}

impl<'a> Piece<'a> {
    fn new(paragraph: &'a Paragraph, lines: Vec<Placed<'a>>, pitch: f64) -> Self {
        Self {
            paragraph,
            lines,
            pitch,
            bullet: None,
        }
    }

    /// Where its first line's upper end is.
    pub(super) fn top(&self, made_for: MadeFor) -> f64 {
        let first = self.lines.first();
        first.map_or(0.0, |line| {
            line.base - line.letters.seat(self.pitch, made_for)
        })
    }

    /// How high it is.
    pub(super) fn height(&self) -> f64 {
        self.pitch * self.lines.len() as f64
    }

    /// Where its lines begin, but for a first one with an indent.
    pub(super) fn margin(&self) -> f64 {
        let body = self.lines.get(1).or(self.lines.first());
        body.map_or(0.0, |line| line.begin)
    }

    /// Where its first line or its bullet begins.
    pub(super) fn first(&self) -> f64 {
        let line = self.lines.first().map_or(0.0, |line| line.begin);
        self.bullet.map_or(line, |(_, begin)| begin)
    }

    /// How far it begins below `bottom`, in a box that begins at `top`; nothing if it
    /// cannot be below at all. A line that stands alone is made less high if it has to be.
    pub(super) fn follow(&mut self, top: f64, bottom: f64, made_for: MadeFor) -> Option<f64> {
        let first = self.lines.first()?;
        let end = top + first.letters.end(first.base - top, made_for);
        let before = end - self.pitch - bottom;
        if before >= 0.0 {
            return Some(before);
        }
        if self.lines.len() == 1 && self.pitch + before >= first.letters.size * LOWEST {
            self.pitch += before;
            return Some(0.0);
        }
        (before > -UNEVEN).then_some(0.0)
    }
}

/// The pieces of a paragraph, in order.
pub(super) fn pieces(
    paragraph: &Paragraph,
    vertical: Vertical,
    made_for: MadeFor,
) -> Vec<Piece<'_>> {
    let anchor = Anchor::of(paragraph);
    let mut runs: Vec<Even<'_>> = Vec::new();
    for line in &paragraph.lines {
        let line = Placed::new(line, vertical, paragraph.right_to_left);
        let taken = runs
            .last_mut()
            .is_some_and(|even| even.takes(line, anchor, made_for));
        if !taken {
            runs.push(Even::new(line));
        }
    }
    let mut pieces: Vec<_> = runs
        .into_iter()
        .map(|even| even.piece(paragraph, made_for))
        .collect();
    if let Some(first) = pieces.first_mut() {
        first.bullet = own_bullet(paragraph, &first.lines, vertical);
    }
    pieces
}

/// A paragraph's bullet and where it begins, if a program's own bullet would be there:
/// before a text that hangs beside it.
fn own_bullet<'a>(
    paragraph: &'a Paragraph,
    lines: &[Placed<'_>],
    vertical: Vertical,
) -> Option<(&'a Bullet, f64)> {
    let bullet = paragraph.bullet.as_ref().filter(|it| is_known(it))?;
    let first = lines.first()?;
    let begin = match (vertical, paragraph.right_to_left) {
        (Vertical::Up, _) => -bullet.x,
        (_, false) => bullet.x,
        (_, true) => -(bullet.x + bullet_width(bullet)),
    };
    let hangs = lines
        .get(1)
        .is_none_or(|second| (second.begin - first.begin).abs() <= ASKEW);
    let room = first.begin - begin;
    let fits = (bullet.size * BULLET_ROOM..=first.letters.size * 8.0).contains(&room);
    (Anchor::of(paragraph) == Anchor::Start && hangs && fits).then_some((bullet, begin))
}

/// Whether programs know such a bullet: a single letter, or a number of theirs
/// (`ST_TextBulletStartAtNum`).
fn is_known(bullet: &Bullet) -> bool {
    match bullet.number {
        Some(number) => (1..=32_767).contains(&number),
        None => {
            let letter = legal(&bullet.text);
            letter.graphemes(true).count() == 1 && !letter.trim().is_empty()
        }
    }
}

/// About how wide a bullet is.
pub(super) fn bullet_width(bullet: &Bullet) -> f64 {
    bullet.text.chars().count().min(100) as f64 * bullet.size * BULLET_LETTER
}

/// Where a line's lower end is, but for rounding.
fn lower_end(line: &Placed<'_>, made_for: MadeFor) -> f64 {
    line.base + line.letters.below(made_for)
}

/// Lines that are even so far.
struct Even<'a> {
    lines: Vec<Placed<'a>>,
    /// What the distance between lines can be for all of them to be near enough.
    pitch: (f64, f64),
}

impl<'a> Even<'a> {
    fn new(line: Placed<'a>) -> Self {
        Self {
            lines: vec![line],
            pitch: (line.letters.size * LOWEST, f64::INFINITY),
        }
    }

    /// Takes one more line, if it is where even lines would be.
    fn takes(&mut self, line: Placed<'a>, anchor: Anchor, made_for: MadeFor) -> bool {
        let (Some(first), Some(last)) = (self.lines.first(), self.lines.last()) else {
            return false;
        };
        let may_be_indent = self.lines.len() == 1 && anchor == Anchor::Start && !last.line.ends;
        let askew = (line.anchor(anchor) - last.anchor(anchor)).abs() > ASKEW;
        // The lower ends of even lines are evenly apart, whatever their letters' sizes.
        let far = lower_end(&line, made_for) - lower_end(first, made_for);
        let count = self.lines.len() as f64;
        let (low, high) = self.pitch;
        let pitch = (
            low.max((far - UNEVEN) / count),
            high.min((far + UNEVEN) / count),
        );
        if (askew && !may_be_indent) || pitch.0 > pitch.1 {
            return false;
        }
        self.pitch = pitch;
        self.lines.push(line);
        true
    }

    fn piece(self, paragraph: &'a Paragraph, made_for: MadeFor) -> Piece<'a> {
        let (first, last) = (self.lines.first(), self.lines.last());
        let steps = self.lines.len().saturating_sub(1);
        let pitch = match (first, last) {
            (Some(first), Some(last)) if steps > 0 => {
                let mean = (lower_end(last, made_for) - lower_end(first, made_for)) / steps as f64;
                mean.clamp(self.pitch.0, self.pitch.1)
            }
            (Some(first), _) => first.letters.alone(),
            _ => 0.0,
        };
        Piece::new(paragraph, self.lines, pitch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Run, TextLine};

    fn paragraph(lines: &[(f64, f64)]) -> Paragraph {
        let lines = lines.iter().map(|(x, baseline)| TextLine {
            x: *x,
            width: 100.0,
            baseline: *baseline,
            runs: vec![Run {
                text: "word".to_owned(),
                size: 20.0,
                ..Run::default()
            }],
            ..TextLine::default()
        });
        Paragraph {
            lines: lines.collect(),
            ..Paragraph::default()
        }
    }

    fn lengths(lines: &[(f64, f64)]) -> Vec<usize> {
        let paragraph = paragraph(lines);
        let pieces = pieces(&paragraph, Vertical::Horizontal, MadeFor::Every);
        pieces.iter().map(|piece| piece.lines.len()).collect()
    }

    #[test]
    fn lines_that_a_browser_rounded_are_one_piece() {
        let lines: Vec<_> = (0..20)
            .map(|it| (0.0, (f64::from(it) * 29.4).round()))
            .collect();
        let paragraph = paragraph(&lines);
        let pieces = pieces(&paragraph, Vertical::Horizontal, MadeFor::Every);
        let [piece] = pieces.as_slice() else {
            panic!("{} pieces", pieces.len());
        };
        assert!((piece.pitch - 29.4).abs() < 0.05, "{}", piece.pitch);
    }

    #[test]
    fn lines_that_are_not_even_are_several_pieces() {
        assert_eq!(lengths(&[(0.0, 30.0), (0.0, 60.0), (0.0, 96.0)]), [2, 1]);
        assert_eq!(lengths(&[(0.0, 30.0), (0.0, 30.0)]), [1, 1]);
        assert_eq!(lengths(&[(40.0, 30.0), (0.0, 60.0), (0.0, 90.0)]), [3]);
        assert_eq!(lengths(&[(0.0, 30.0), (0.0, 60.0), (50.0, 90.0)]), [2, 1]);
    }

    #[test]
    fn a_bullet_is_a_programs_own_where_text_hangs_beside_it() {
        let with_bullet_at = |x| {
            let mut paragraph = paragraph(&[(100.0, 30.0), (100.0, 60.0)]);
            paragraph.bullet = Some(Bullet {
                text: "•".to_owned(),
                number: None,
                x,
                font: crate::scene::Font::default(),
                size: 20.0,
                color: crate::scene::Color::default(),
            });
            paragraph
        };
        let is_own = |x| {
            let paragraph = with_bullet_at(x);
            let own = pieces(&paragraph, Vertical::Horizontal, MadeFor::Every);
            own.iter().any(|piece| piece.bullet.is_some())
        };
        assert!(is_own(80.0));
        assert!(!is_own(99.0), "no room for it");
        assert!(!is_own(300.0), "behind the text");
    }
}
