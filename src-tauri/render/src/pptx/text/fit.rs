//! Boxes for texts: where each stands, and how wide it is so that every line ends where
//! the browser ended it.
//!
//! A line of a paragraph can be as long as the box is wide. So a box that is wider than
//! the longest line, and too narrow for any line with the next one's first word, breaks
//! its paragraphs as the browser did, and anew when they are changed. Where there is no
//! room between the two, the breaks are written down. What does not belong here: markup.

use std::borrow::Cow;

use super::super::measure::FARTHEST;
use super::flow::{Anchor, Placed, on_slide};
use super::join::{Seam, seam};
use super::piece::{Piece, bullet_width, pieces};
use super::seat::Letters;
use crate::scene::{Align, Bullet, Paragraph, Rect, Run, Text, TextLine, Vertical};
use lectern_core::render::MadeFor;

/// The least room for a box to break lines by itself: programs measure letters a little
/// differently. As a share of the longest line, and in px.
const WINDOW: (f64, f64) = (0.02, 6.0);
/// What a box is wider than its text where nothing is to be broken, the same way.
const SLACK: (f64, f64) = (0.03, 4.0);
/// How wide a space is, as a share of the size of its font, where nothing says so.
const SPACE: f64 = 0.25;
/// How far texts may be apart that are set to the same middle or end, in px.
const ASKEW: f64 = 1.0;
/// The most that can be between two paragraphs of a box, in px.
const FARTHEST_PARAGRAPH: f64 = 2_000.0;

/// A box of text.
#[derive(Clone, Debug)]
pub(in super::super) struct TextBox<'a> {
    /// Where it stands.
    pub(in super::super) rect: Rect,
    pub(in super::super) vertical: Vertical,
    /// Whether it breaks lines that are too long for it.
    pub(in super::super) wraps: bool,
    pub(in super::super) paragraphs: Vec<BoxParagraph<'a>>,
}

/// A paragraph of a box.
#[derive(Clone, Debug)]
pub(in super::super) struct BoxParagraph<'a> {
    pub(super) align: Align,
    pub(super) right_to_left: bool,
    pub(super) lines: Vec<BoxLine<'a>>,
    /// From the side where reading begins to its lines.
    pub(super) margin: f64,
    /// From there to its first line, or its bullet.
    pub(super) indent: f64,
    /// From line to line.
    pub(super) pitch: f64,
    /// From the paragraph before.
    pub(super) before: f64,
    pub(super) marker: Option<Marker<'a>>,
}

impl TextBox<'_> {
    /// Whether there is anything to be seen of it.
    fn says_something(&self) -> bool {
        let lines = self.paragraphs.iter().flat_map(|it| &it.lines);
        lines
            .flat_map(|line| &line.runs)
            .any(|run| run.highlight.is_some() || run.text.chars().any(|it| !it.is_whitespace()))
    }
}

/// A line of a box's paragraph, and what is between it and the next one.
#[derive(Clone, Debug)]
pub(super) struct BoxLine<'a> {
    pub(super) runs: Vec<Cow<'a, Run>>,
    pub(super) then: Then,
}

/// What is between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// A break that stays.
    Break,
    /// A space, at which the box breaks the line.
    Space,
    /// Nothing.
    Nothing,
}

/// What a program puts before a paragraph.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Marker<'a> {
    /// A letter.
    Letter(&'a Bullet),
    /// A number, and that of the first in its row.
    Number(&'a Bullet, u32),
}

/// The boxes of a text: one, but where paragraphs stand beside each other or are set to
/// different sides. A bullet that no program would put where it is has a box of its own,
/// and what says nothing has none.
pub(in super::super) fn boxes(text: &Text, made_for: MadeFor) -> Vec<TextBox<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut bullets = Vec::new();
    for paragraph in &text.paragraphs {
        for (index, piece) in pieces(paragraph, text.vertical, made_for)
            .into_iter()
            .enumerate()
        {
            if let (0, None, Some(bullet)) = (index, piece.bullet, &paragraph.bullet) {
                bullets.extend(lone_bullet(bullet, &piece, text.vertical, made_for));
            }
            let group = match groups.last_mut() {
                Some(group) => group.take(piece, made_for),
                None => Err(piece),
            };
            if let Err(piece) = group {
                groups.push(Group::new(piece, made_for));
            }
        }
    }
    groups
        .into_iter()
        .map(|group| group.text_box(text.vertical))
        .chain(bullets)
        .filter(TextBox::says_something)
        .collect()
}

/// Pieces one below the other, set to the same side.
struct Group<'a> {
    pieces: Vec<Piece<'a>>,
    /// What is above each piece.
    before: Vec<f64>,
    top: f64,
    bottom: f64,
}

impl<'a> Group<'a> {
    fn new(piece: Piece<'a>, made_for: MadeFor) -> Self {
        let top = piece.top(made_for);
        Self {
            bottom: top + piece.height(),
            pieces: vec![piece],
            before: vec![0.0],
            top,
        }
    }

    /// Takes a piece that can be below the others, or gives it back.
    fn take(&mut self, mut piece: Piece<'a>, made_for: MadeFor) -> Result<(), Piece<'a>> {
        if !self.agrees(&piece) {
            return Err(piece);
        }
        match piece.follow(self.top, self.bottom, made_for) {
            Some(before) if before <= FARTHEST_PARAGRAPH => {
                self.bottom += before + piece.height();
                self.before.push(before);
                self.pieces.push(piece);
                Ok(())
            }
            _ => Err(piece),
        }
    }

    fn agrees(&self, piece: &Piece<'_>) -> bool {
        let Some(first) = self.pieces.first() else {
            return false;
        };
        let (one, other) = (first.paragraph, piece.paragraph);
        let anchor = Anchor::of(one);
        let place = |piece: &Piece<'_>| piece.lines.first().map(|line| line.anchor(anchor));
        let apart = match (place(first), place(piece)) {
            (Some(one), Some(other)) => (one - other).abs(),
            _ => 0.0,
        };
        one.right_to_left == other.right_to_left
            && anchor == Anchor::of(other)
            && (one.align == Align::Justify) == (other.align == Align::Justify)
            && (anchor == Anchor::Start || apart <= ASKEW)
    }

    fn anchor(&self) -> Anchor {
        self.pieces
            .first()
            .map_or(Anchor::Start, |piece| Anchor::of(piece.paragraph))
    }

    fn text_box(&self, vertical: Vertical) -> TextBox<'a> {
        let begin = self.begin();
        let width = self.width(begin);
        let anchor = self.anchor();
        let along = width.along();
        let begin = match anchor {
            Anchor::Start => begin,
            Anchor::Middle => self.place(anchor) - along / 2.0,
            Anchor::End => self.place(anchor) - along,
        };
        let right_to_left = self
            .pieces
            .first()
            .is_some_and(|piece| piece.paragraph.right_to_left);
        TextBox {
            rect: on_slide(
                (begin, self.top),
                (along, self.bottom - self.top),
                vertical,
                right_to_left,
            ),
            vertical,
            wraps: width.wraps(),
            paragraphs: self.paragraphs(begin, width),
        }
    }

    /// Where lines begin that are set to the start.
    fn begin(&self) -> f64 {
        let begins = self.pieces.iter().flat_map(|piece| {
            let lines = piece.lines.iter().map(|line| line.begin);
            lines.chain([piece.first()])
        });
        begins.reduce(f64::min).unwrap_or_default()
    }

    /// The middle or the end that all lines share.
    fn place(&self, anchor: Anchor) -> f64 {
        let lines = self.pieces.iter().flat_map(|piece| &piece.lines);
        let (mut sum, mut count) = (0.0, 0.0);
        for line in lines {
            sum += line.anchor(anchor);
            count += 1.0;
        }
        sum / f64::max(count, 1.0)
    }

    /// How wide the box is, if its lines begin here.
    fn width(&self, begin: f64) -> Width {
        let from = |line: &Placed<'_>| match self.anchor() {
            Anchor::Start => line.begin - begin,
            Anchor::Middle | Anchor::End => 0.0,
        };
        let (mut widest, mut fullest) = (0.0_f64, 0.0_f64);
        let mut narrowest = f64::INFINITY;
        for piece in &self.pieces {
            for (line, next) in with_next(&piece.lines) {
                let own = own_width(line, piece.paragraph);
                widest = widest.max(from(line) + line.line.width);
                fullest = fullest.max(from(line) + own);
                if let Some(next) = next.filter(|next| !stays(line.line, next.line)) {
                    let needed = own + space(line, next) + next.line.first_word;
                    narrowest = narrowest.min(from(line) + needed);
                }
            }
        }
        let is_justified = self
            .pieces
            .iter()
            .any(|piece| piece.paragraph.align == Align::Justify);
        if is_justified && narrowest.is_finite() {
            return Width::justified(widest, fullest, narrowest);
        }
        Width::between(widest, narrowest)
    }

    fn paragraphs(&self, begin: f64, width: Width) -> Vec<BoxParagraph<'a>> {
        let mut numbers = Numbers::default();
        let pieces = self.pieces.iter().zip(&self.before);
        pieces
            .map(|(piece, before)| {
                let bullet = piece.bullet.map(|(bullet, _)| bullet);
                let (margin, indent) = match self.anchor() {
                    Anchor::Start => (piece.margin() - begin, piece.first() - piece.margin()),
                    Anchor::Middle | Anchor::End => (0.0, 0.0),
                };
                BoxParagraph {
                    align: width.align(piece.paragraph),
                    right_to_left: piece.paragraph.right_to_left,
                    lines: box_lines(&piece.lines, width.wraps()),
                    margin,
                    indent,
                    pitch: piece.pitch,
                    before: *before,
                    marker: numbers.marker(bullet),
                }
            })
            .collect()
    }
}

/// How wide a box is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Width {
    /// It breaks lines.
    Wraps(f64),
    /// It breaks lines, and they reach both sides.
    Justified(f64),
    /// Its breaks are written down.
    Pinned(f64),
}

impl Width {
    /// Between the widest line and the narrowest that is one word too long.
    fn between(widest: f64, narrowest: f64) -> Self {
        let (share, pixels) = WINDOW;
        let window = narrowest - widest;
        if window.is_finite() && window >= f64::max(pixels, widest * share) {
            return Self::Wraps(widest + window / 2.0);
        }
        let (share, pixels) = SLACK;
        Self::Pinned(widest + f64::max(pixels, widest * share))
    }

    /// As wide as the lines, but with room for the fullest of them, and none for a line
    /// that is one word too long.
    fn justified(widest: f64, fullest: f64, narrowest: f64) -> Self {
        let (share, pixels) = WINDOW;
        let half = f64::max(pixels, widest * share) / 2.0;
        let room = half.min((narrowest - fullest).max(0.0) / 2.0);
        Self::Justified(widest.max(fullest + room).min(narrowest - room))
    }

    fn along(self) -> f64 {
        let (Self::Wraps(width) | Self::Justified(width) | Self::Pinned(width)) = self;
        width.min(FARTHEST)
    }

    fn wraps(self) -> bool {
        !matches!(self, Self::Pinned(_))
    }

    /// A line that ends in a break of its own is not spread, so such a text begins where
    /// its lines do.
    fn align(self, paragraph: &Paragraph) -> Align {
        match (paragraph.align, self) {
            (Align::Justify, Self::Wraps(_) | Self::Pinned(_)) if paragraph.right_to_left => {
                Align::Right
            }
            (Align::Justify, Self::Wraps(_) | Self::Pinned(_)) => Align::Left,
            (align, _) => align,
        }
    }
}

/// How wide a line is before its spaces are made wider to reach both sides.
fn own_width(line: &Placed<'_>, paragraph: &Paragraph) -> f64 {
    match paragraph.align {
        Align::Justify => line.line.runs.iter().map(|run| run.width).sum(),
        _ => line.line.width,
    }
}

/// How wide the space is at which a line was broken.
fn space(line: &Placed<'_>, next: &Placed<'_>) -> f64 {
    let last = line.line.runs.last();
    match (seam(line.line, next.line), last) {
        (Seam::Space, Some(run)) => run.size * SPACE + run.letter_spacing.max(0.0),
        _ => 0.0,
    }
}

fn with_next<T>(lines: &[T]) -> impl Iterator<Item = (&T, Option<&T>)> {
    let next = lines.iter().skip(1).map(Some).chain([None]);
    lines.iter().zip(next)
}

/// Whether the break between two lines stays, however wide the box is.
fn stays(line: &TextLine, next: &TextLine) -> bool {
    line.ends || seam(line, next) == Seam::Break
}

fn box_lines<'a>(lines: &[Placed<'a>], wraps: bool) -> Vec<BoxLine<'a>> {
    let then = |line: &TextLine, next: Option<&TextLine>| match next {
        None => Then::Nothing,
        Some(_) if line.ends || !wraps => Then::Break,
        Some(next) => match seam(line, next) {
            Seam::Space => Then::Space,
            Seam::Nothing => Then::Nothing,
            Seam::Break => Then::Break,
        },
    };
    with_next(lines)
        .map(|(line, next)| BoxLine {
            runs: line.line.runs.iter().map(Cow::Borrowed).collect(),
            then: then(line.line, next.map(|next| next.line)),
        })
        .collect()
}

/// Numbers of paragraphs that follow each other.
#[derive(Default)]
struct Numbers {
    /// The first of the row, and the one that comes next.
    row: Option<(u32, u32)>,
}

impl Numbers {
    fn marker<'a>(&mut self, bullet: Option<&'a Bullet>) -> Option<Marker<'a>> {
        let Some(bullet) = bullet else {
            self.row = None;
            return None;
        };
        let Some(number) = bullet.number else {
            self.row = None;
            return Some(Marker::Letter(bullet));
        };
        let first = match self.row {
            Some((first, next)) if next == number => first,
            _ => number,
        };
        self.row = Some((first, number.saturating_add(1)));
        Some(Marker::Number(bullet, first))
    }
}

/// A box for a bullet that has to be where it is: its letters are a text of their own.
fn lone_bullet<'a>(
    bullet: &Bullet,
    piece: &Piece<'_>,
    vertical: Vertical,
    made_for: MadeFor,
) -> Option<TextBox<'a>> {
    let base = piece.lines.first()?.base;
    let width = bullet_width(bullet);
    let letters = Letters::new(&bullet.font, bullet.size);
    let pitch = letters.alone();
    let begin = match vertical {
        Vertical::Up => -bullet.x,
        Vertical::Horizontal | Vertical::Down | Vertical::Upright => bullet.x,
    };
    let run = Run {
        text: bullet.text.clone(),
        width,
        font: bullet.font.clone(),
        size: bullet.size,
        color: Some(bullet.color),
        ..Run::default()
    };
    Some(TextBox {
        rect: on_slide(
            (begin, base - letters.seat(pitch, made_for)),
            (width + SLACK.1, pitch),
            vertical,
            false,
        ),
        vertical,
        wraps: false,
        paragraphs: vec![BoxParagraph {
            align: Align::Left,
            right_to_left: false,
            lines: vec![BoxLine {
                runs: vec![Cow::Owned(run)],
                then: Then::Nothing,
            }],
            margin: 0.0,
            indent: 0.0,
            pitch,
            before: 0.0,
            marker: None,
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_justified_text_has_room_for_its_fullest_line_and_for_no_word_more() {
        let width = |fullest, narrowest| Width::justified(400.0, fullest, narrowest).along();
        assert_eq!(width(390.0, 440.0), 400.0, "as wide as it was");
        assert_eq!(width(399.8, 440.0), 403.8, "programs may measure it wider");
        assert_eq!(width(380.0, 400.5), 396.5, "the next word nearly had room");
        assert_eq!(width(399.0, 401.0), 400.0, "in the middle of both");
    }
}
