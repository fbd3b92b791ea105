//! Texts in cells of tables: a cell breaks lines as a box does, and its margins say where
//! its text is.
//!
//! What does not belong here: which tables are written as such (`table`).

use super::fit::{BoxParagraph, TextBox, boxes};
use super::piece::LOWEST;
use crate::scene::{Align, Rect, Text, Vertical};
use lectern_core::render::MadeFor;

/// A text in a cell.
#[derive(Clone, Debug)]
pub(in super::super) struct Cell<'a> {
    pub(in super::super) words: TextBox<'a>,
    /// From the cell's sides to its text: left, top, right and bottom.
    pub(in super::super) margins: [f64; 4],
    /// How much higher than the cell its text is.
    pub(in super::super) overflow: f64,
}

/// A text as one of a cell, if it can be that: it runs from side to side, and its
/// paragraphs are set to one side below each other. `Some(None)` for one without letters.
pub(in super::super) fn in_cell<'a>(
    text: &'a Text,
    cell: &Rect,
    made_for: MadeFor,
) -> Option<Option<Cell<'a>>> {
    let mut boxes = boxes(text, made_for);
    if boxes.len() > 1 || text.vertical != Vertical::Horizontal {
        return None;
    }
    let Some(mut words) = boxes.pop() else {
        return Some(None);
    };
    lower(&mut words, cell.y);
    let top = (words.rect.y - cell.y).max(0.0);
    let (left, right) = sides(&words, cell);
    let below = (cell.height - top - words.rect.height).max(0.0);
    let sunk = raised(made_for).min(below);
    Some(Some(Cell {
        overflow: top + words.rect.height - cell.height,
        margins: [left, top + sunk, right, below - sunk],
        words,
    }))
}

/// How far texts of cells have to be lowered, in px: LibreOffice puts them higher than the
/// same texts in boxes (measured with 7.4), PowerPoint does not.
fn raised(made_for: MadeFor) -> f64 {
    const LIBREOFFICE: f64 = 0.7;
    match made_for {
        MadeFor::LibreOffice => LIBREOFFICE,
        MadeFor::Every => LIBREOFFICE / 2.0,
    }
}

/// Makes a first line less high that would begin above its cell.
fn lower(words: &mut TextBox<'_>, top: f64) {
    let above = top - words.rect.y;
    let Some(first) = words.paragraphs.first_mut() else {
        return;
    };
    if above > 0.0 && first.lines.len() == 1 && first.pitch - above >= first.largest() * LOWEST {
        first.pitch -= above;
        words.rect.y += above;
        words.rect.height -= above;
    }
}

impl BoxParagraph<'_> {
    fn largest(&self) -> f64 {
        let runs = self.lines.iter().flat_map(|line| &line.runs);
        runs.map(|run| run.size).fold(0.0, f64::max)
    }
}

/// The margins at both sides. A text whose breaks are written down has all the room that
/// its cell has, so that no program breaks it once more.
fn sides(words: &TextBox<'_>, cell: &Rect) -> (f64, f64) {
    let rect = &words.rect;
    let left = (rect.x - cell.x).max(0.0);
    let right = (cell.x + cell.width - rect.x - rect.width).max(0.0);
    let align = words.paragraphs.first().map(|it| it.align);
    match (align.unwrap_or_default(), words.wraps) {
        (Align::Center, wraps) => {
            let middle = rect.x + rect.width / 2.0;
            let (before, after) = (middle - cell.x, cell.x + cell.width - middle);
            let room = before.min(after).max(0.0);
            let half = if wraps {
                room.min(rect.width / 2.0)
            } else {
                room
            };
            ((before - half).max(0.0), (after - half).max(0.0))
        }
        (_, true) => (left, right),
        (Align::Right, false) => (0.0, right),
        (Align::Left | Align::Justify, false) => (left, 0.0),
    }
}
