//! What form a PDF has: a page for each slide, or slides on sheets of paper; and
//! where notes are pinned to it.
//!
//! What does not belong here: how slides are laid out on a sheet (the core's), and
//! the file itself.

use std::collections::HashSet;

use lectern_core::Result;
use lectern_core::deck::page::{HEIGHT, Layout, Sheets, WIDTH};
use lectern_core::model::{Deck, SlideChoice};
use lectern_core::render::PdfOrder;

use super::notes::Note;
use super::print::print;
use crate::page::Shown;

/// Points in a CSS pixel.
const POINTS: f32 = 0.75;

/// The form of a file.
pub(crate) struct Form {
    slides: SlideChoice,
    /// How many slides those are.
    chosen: usize,
    sheets: Option<Sheets>,
    notes: Vec<Note>,
    says_language: bool,
}

/// A file as the browser wrote it, and what it has to hold.
pub(crate) struct Printed {
    /// The file.
    pub(crate) file: Vec<u8>,
    /// How many pages it must have.
    pub(crate) pages: usize,
    /// Width and height of each, in points.
    pub(crate) size: (f32, f32),
    /// How far a page may be off that, in points.
    pub(crate) rounding: f32,
    /// What the headings of all slides say, with single spaces.
    pub(crate) headings: HashSet<String>,
    /// What is pinned to its pages.
    pub(crate) notes: Vec<Note>,
    /// Whether the deck says which language it is in.
    pub(crate) says_language: bool,
}

impl Form {
    /// The form of a deck's file that is ordered.
    pub(crate) fn new(deck: &Deck, order: PdfOrder) -> Self {
        let total = deck.slides.len();
        let PdfOrder {
            slides,
            sheet,
            annotated,
        } = order;
        let sheets = sheet.map(|(sheet, paper)| Sheets::new(sheet, paper, &slides, total));
        let notes = if annotated {
            notes(deck, &slides.indices(total), sheets.as_ref())
        } else {
            Vec::new()
        };
        Self {
            chosen: slides.count(total),
            slides,
            sheets,
            notes,
            says_language: says_language(deck),
        }
    }

    /// How the page that is printed is assembled.
    pub(crate) fn layout<'a>(&'a self, title: &'a str, pixel_ratio: u32) -> Layout<'a> {
        Layout {
            title,
            pixel_ratio,
            sheets: self.sheets.as_ref(),
            running: None,
            reads_charts: false,
        }
    }

    /// How many pages there are, unless notes go on on further ones.
    pub(crate) fn pages(&self) -> usize {
        self.sheets.as_ref().map_or(self.chosen, Sheets::count)
    }

    /// Prints what is shown.
    ///
    /// # Errors
    /// `browser_died`, `export_incomplete`.
    pub(crate) fn print(self, shown: &Shown<'_>) -> Result<Printed> {
        let least = self.pages();
        let (pages, ranges, (width, height), rounding) = match &self.sheets {
            Some(sheets) => {
                let pages = shown.sheets(least)?;
                // The first page holds what is on no sheet.
                let ranges = format!("2-{}", pages + 1);
                // The browser takes what is nearly a size of paper for that size.
                (pages, ranges, (sheets.width, sheets.height), 1.0)
            }
            None => (least, self.slides.to_string(), (WIDTH, HEIGHT), 0.01),
        };
        Ok(Printed {
            file: print(shown.page(), ranges)?,
            pages,
            size: (width as f32 * POINTS, height as f32 * POINTS),
            rounding,
            headings: shown.headings()?,
            notes: self.notes,
            says_language: self.says_language,
        })
    }
}

/// Whether a deck says which language it is in.
fn says_language(deck: &Deck) -> bool {
    let language = deck.root_attributes.html.get("lang");
    language.is_some_and(|language| !language.trim().is_empty())
}

/// The notes of these slides, each in the upper right corner of its slide.
fn notes(deck: &Deck, slides: &[usize], sheets: Option<&Sheets>) -> Vec<Note> {
    let noted = slides.iter().enumerate();
    let noted = noted.filter(|(_, slide)| !deck.slides[**slide].notes.trim().is_empty());
    let height = sheets.map_or(HEIGHT, |sheets| sheets.height);
    let note = |(at, slide): (usize, &usize)| {
        let (page, right, top) = corner(at, sheets);
        Note {
            page,
            right: right * POINTS,
            top: (height as f32 - top) * POINTS,
            text: deck.slides[*slide].notes.clone(),
        }
    };
    noted.map(note).collect()
}

/// The upper right corner of the slide that is printed as the so-manieth, from 0: its
/// page's index, and CSS pixels from the page's left and upper edges.
fn corner(at: usize, sheets: Option<&Sheets>) -> (usize, f32, f32) {
    let Some(sheets) = sheets else {
        return (at, WIDTH as f32, 0.0);
    };
    let place = sheets.places[at % sheets.places.len()];
    let right = place.left + sheets.scale * f64::from(WIDTH);
    (at / sheets.places.len(), right as f32, place.top as f32)
}
