//! Texts of a block: the pieces that the browser put on lines become lines of runs.
//!
//! What does not belong here: which elements are blocks, and what is painted around
//! texts.

use std::sync::Arc;

use crate::scene::{
    Align, Bullet, Frame, Item, Kind, Link, Paragraph, Rect, Role, Run, Text, TextLine, Vertical,
};

use super::area::{content_box, union};
use super::columns::Columns;
use super::css;
use super::fonts::{Face, Fonts};
use super::ink::Ink;
use super::letters::{ancestors, clean, decoration, is_leftwards, language_of, size_of, zoom};
use super::line::{Draft, Part, along, area_of, cut_off, line};
use super::lines::{Drafts, place_empty_lines};
use super::matrix::Matrix;
use super::snapshot::{Element, Piece, Property};

/// Something in the flow of a block's text.
pub(super) enum Flowing<'a> {
    /// A piece of a text on one line, as opaque as this.
    Piece {
        text: Element<'a>,
        piece: Piece<'a>,
        opacity: f64,
    },
    /// The author ends the line.
    Break,
    /// A box that stands in the line as a letter does.
    Box,
    /// What stands before the text as the mark of a list's item does.
    Marker { element: Element<'a>, opacity: f64 },
}

/// What is known of the texts of a page.
pub(super) struct Texts<'a> {
    pub(super) fonts: &'a Fonts,
    /// Where an element's address leads.
    pub(super) link: &'a dyn Fn(&str) -> Option<Link>,
}

/// What is known of the block around a text.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    pub(super) element: Element<'a>,
    pub(super) role: Role,
    /// From where the browser measured to the slide.
    pub(super) matrix: Matrix,
}

impl Texts<'_> {
    /// The texts of a flow: one, unless boxes or wide gaps stand between its letters.
    pub(super) fn items(&self, block: Block<'_>, flow: &[Flowing<'_>]) -> Vec<Item> {
        let mut items = self.plain_items(block, flow);
        for flowing in flow {
            let Flowing::Marker { element, opacity } = flowing else {
                continue;
            };
            let Some(marker) = self.marker(block, *element, *opacity) else {
                continue;
            };
            let first = items.first_mut();
            let bullet = first.as_deref().and_then(|first| bullet(&marker, first));
            match (first.and_then(first_paragraph), bullet) {
                (Some(paragraph), Some(bullet)) if paragraph.bullet.is_none() => {
                    paragraph.bullet = Some(bullet);
                }
                _ => items.push(marker),
            }
        }
        items
    }

    /// The mark of a list's item as a text of its own.
    fn marker(&self, block: Block<'_>, element: Element<'_>, opacity: f64) -> Option<Item> {
        let pieces: Vec<Flowing<'_>> = element
            .pieces()
            .map(|piece| Flowing::Piece {
                text: element,
                piece,
                opacity,
            })
            .collect();
        self.plain_items(
            Block {
                role: Role::Body,
                ..block
            },
            &pieces,
        )
        .pop()
    }

    fn plain_items(&self, block: Block<'_>, flow: &[Flowing<'_>]) -> Vec<Item> {
        let mut items = Vec::new();
        let mut lines: Vec<TextLine> = Vec::new();
        let mut area: Option<Rect> = None;
        let is_upright = block.is_horizontal();
        let scale = block.matrix.scale().max(f64::MIN_POSITIVE);
        for mut draft in self.drafts(block, flow) {
            if let Some(limit) = block.limit() {
                cut_off(&mut draft.parts, limit);
            }
            let mut pieces = draft.pieces(is_upright);
            if pieces.len() == 1 {
                area = area.into_iter().chain(area_of(&pieces[0])).reduce(union);
                lines.extend(line(&mut pieces[0], is_upright, scale));
                continue;
            }
            items.extend(self.item(block, std::mem::take(&mut lines), area.take()));
            for mut piece in pieces {
                let own = area_of(&piece);
                let line = line(&mut piece, is_upright, scale).into_iter().collect();
                items.extend(self.item(block, line, own));
            }
        }
        items.extend(self.item(block, lines, area));
        items
    }

    fn drafts(&self, block: Block<'_>, flow: &[Flowing<'_>]) -> Vec<Draft> {
        let is_upright = block.is_horizontal();
        let mut drafts = Drafts::default();
        let mut columns = Columns::of(block.element).filter(|_| is_upright);
        for flowing in flow {
            match flowing {
                Flowing::Marker { .. } => {}
                Flowing::Box => drafts.is_apart = true,
                Flowing::Break => drafts.end(),
                Flowing::Piece {
                    text,
                    piece,
                    opacity,
                } => {
                    let mut piece = *piece;
                    if let Some(columns) = &mut columns {
                        let (place, begins) = columns.place(piece.bounds);
                        piece.bounds = place;
                        drafts.is_turned |= begins;
                    }
                    let parts = self.parts(*text, piece, *opacity, is_upright);
                    drafts.add((*text, piece), parts, is_upright);
                }
            }
        }
        drafts.lines()
    }

    /// A piece in parts of one font each.
    fn parts(
        &self,
        text: Element<'_>,
        piece: Piece<'_>,
        opacity: f64,
        is_upright: bool,
    ) -> Vec<Part> {
        let letters = self.letters(text, piece, is_upright);
        let split = self.fonts.split(&text, &letters);
        let whole: f64 = split.iter().map(|(part, face)| face.width(part)).sum();
        let length = if is_upright {
            piece.bounds.width
        } else {
            piece.bounds.height
        };
        // The first letters are at the right where they run to the left.
        let is_reversed = is_upright && is_leftwards(&letters);
        let mut passed = 0.0;
        let mut parts = Vec::with_capacity(split.len());
        let count = split.len();
        for (letters, face) in split {
            let share = if count == 1 || whole <= 0.0 {
                1.0 / count as f64
            } else {
                face.width(&letters) / whole
            };
            let width = length * share;
            let from = if is_reversed {
                length - passed - width
            } else {
                passed
            };
            let bounds = along(piece.bounds, is_upright, from, width);
            passed += width;
            parts.push(self.part(text, letters, face, bounds, opacity, is_upright));
        }
        parts
    }

    /// A piece's letters: tabs are as many spaces as there is room for.
    fn letters(&self, text: Element<'_>, piece: Piece<'_>, is_upright: bool) -> String {
        const MOST_SPACES: f64 = 1000.0;
        let tabs = piece.text();
        if tabs.is_empty() || !tabs.chars().all(|letter| letter == '\t') {
            return clean(tabs);
        }
        let length = if is_upright {
            piece.bounds.width
        } else {
            piece.bounds.height
        };
        let space = self
            .fonts
            .split(&text, " ")
            .first()
            .map_or(0.0, |(_, face)| {
                face.width(" ") * size_of(text, face, piece.bounds)
            });
        let spaces = (length / space).round();
        " ".repeat(spaces.clamp(1.0, MOST_SPACES) as usize)
    }

    fn part(
        &self,
        text: Element<'_>,
        letters: String,
        face: Arc<Face>,
        bounds: Rect,
        opacity: f64,
        is_upright: bool,
    ) -> Part {
        let size = size_of(text, &face, bounds);
        let (width, baseline) = if is_upright {
            (bounds.width, bounds.y + (face.font.ascent * size).round())
        } else {
            (bounds.height, bounds.x + (face.font.descent * size).round())
        };
        let line = decoration(text);
        let ink = Ink::of(text, bounds, opacity);
        Part {
            run: Run {
                text: letters,
                width,
                font: face.font.clone(),
                size,
                color: ink.color,
                gradient: ink.gradient,
                outline: ink.outline,
                highlight: None,
                letter_spacing: css::pixels(text.style(Property::LetterSpacing)) * zoom(text),
                // Known when the line is put together.
                drift: 0.0,
                rise: 0.0,
                underline: line.contains("underline"),
                strike: line.contains("line-through"),
                link: self.link_of(text),
                language: language_of(text),
            },
            bounds,
            baseline,
            face,
            is_apart: false,
            is_justified: text.style(Property::TextAlign) == "justify",
            // Without a language browsers do not know where.
            may_hyphenate: text.style(Property::Hyphens) == "auto" && language_of(text).is_some(),
        }
    }

    pub(super) fn link_of(&self, text: Element<'_>) -> Option<Link> {
        let mut above = ancestors(text);
        let address = above.find_map(|element| {
            let name = element.name();
            let is_link = name == "A" || name == "a";
            let address = element.attribute("href");
            address
                .or_else(|| element.attribute("xlink:href"))
                .filter(|_| is_link)
        })?;
        (self.link)(address)
    }

    fn item(&self, block: Block<'_>, mut lines: Vec<TextLine>, area: Option<Rect>) -> Option<Item> {
        place_empty_lines(&mut lines);
        let text = lines.iter().flat_map(|line| &line.runs);
        if text.clone().all(|run| run.text.trim().is_empty()) {
            return None;
        }
        let frame = block.place(&mut lines, area?);
        let direction = block.element.style(Property::Direction);
        Some(Item {
            frame,
            kind: Kind::Text(Text {
                role: block.role,
                vertical: block.vertical(),
                paragraphs: vec![Paragraph {
                    align: block.align(lines.len()),
                    right_to_left: direction == "rtl",
                    bullet: None,
                    lines,
                }],
            }),
            link: None,
            description: None,
        })
    }
}

impl Block<'_> {
    fn is_horizontal(&self) -> bool {
        let mode = self.element.style(Property::WritingMode);
        mode == "horizontal-tb" || mode.is_empty()
    }

    fn vertical(&self) -> Vertical {
        let is_upright = self.element.style(Property::TextOrientation) == "upright";
        match self.element.style(Property::WritingMode) {
            "sideways-lr" => Vertical::Up,
            "vertical-rl" | "vertical-lr" if is_upright => Vertical::Upright,
            "vertical-rl" | "vertical-lr" | "sideways-rl" => Vertical::Down,
            _ => Vertical::Horizontal,
        }
    }

    /// How far to the right letters are shown, where the rest is left out for three dots.
    fn limit(&self) -> Option<f64> {
        let style = |property| self.element.style(property);
        let leaves_out = style(Property::TextOverflow) == "ellipsis"
            && style(Property::OverflowX) != "visible"
            && style(Property::Direction) == "ltr"
            && self.is_horizontal();
        let area = content_box(self.element);
        leaves_out.then_some(area.x + area.width)
    }

    /// To which side so many lines are set.
    fn align(&self, lines: usize) -> Align {
        let style = |property| self.element.style(property);
        let is_column = style(Property::FlexDirection).starts_with("column");
        let across = if is_column {
            Property::AlignItems
        } else {
            Property::JustifyContent
        };
        let is_flex = style(Property::Display).ends_with("flex");
        // A text of more lines has all the room, and is set within it.
        if is_flex && lines == 1 && style(across) == "center" {
            return Align::Center;
        }
        let is_reversed = style(Property::Direction) == "rtl";
        match (style(Property::TextAlign), is_reversed) {
            ("center" | "-webkit-center", _) => Align::Center,
            ("justify", _) => Align::Justify,
            ("right" | "-webkit-right", _) | ("end", false) | ("start", true) => Align::Right,
            _ => Align::Left,
        }
    }

    /// Moves lines from where the browser measured them to the slide. Lines of a turned
    /// text are placed as if it stood upright about its centre.
    fn place(&self, lines: &mut [TextLine], rect: Rect) -> Frame {
        let frame = self.matrix.frame(rect);
        let scale = self.matrix.scale();
        let sideways = !self.is_horizontal();
        for line in lines {
            let (x, y) = if sideways {
                (line.baseline, line.x)
            } else {
                (line.x, line.baseline)
            };
            let x = frame.rect.x + (x - rect.x) * scale;
            let y = frame.rect.y + (y - rect.y) * scale;
            (line.x, line.baseline) = if sideways { (y, x) } else { (x, y) };
            line.width *= scale;
            line.first_word *= scale;
            for run in &mut line.runs {
                run.width *= scale;
                run.size *= scale;
                run.letter_spacing *= scale;
                run.drift *= scale;
                run.rise *= scale;
                if let Some(line) = &mut run.outline {
                    line.width *= scale;
                }
            }
        }
        frame
    }
}

fn first_paragraph(item: &mut Item) -> Option<&mut Paragraph> {
    match &mut item.kind {
        Kind::Text(text) => text.paragraphs.first_mut(),
        _ => None,
    }
}

/// A mark as the bullet of a text, if it stands before its first line.
fn bullet(marker: &Item, text: &Item) -> Option<Bullet> {
    let (Kind::Text(marker), Kind::Text(text)) = (&marker.kind, &text.kind) else {
        return None;
    };
    let mark = marker.paragraphs.first()?.lines.first()?;
    let paragraph = text.paragraphs.first()?;
    let line = paragraph.lines.first()?;
    let is_before =
        mark.x + mark.width <= line.x + 0.5 && (mark.baseline - line.baseline).abs() < 1.0;
    let is_plain = text.vertical == Vertical::Horizontal
        && paragraph.align == Align::Left
        && !paragraph.right_to_left
        && marker.paragraphs.len() == 1
        && marker.paragraphs[0].lines.len() == 1;
    let [run] = mark.runs.as_slice() else {
        return None;
    };
    if !is_before || !is_plain || line.runs.is_empty() {
        return None;
    }
    let number = run
        .text
        .strip_suffix('.')
        .and_then(|number| number.parse().ok());
    Some(Bullet {
        text: run.text.trim().to_owned(),
        number,
        x: mark.x,
        font: run.font.clone(),
        size: run.size,
        color: run.color?,
    })
}
