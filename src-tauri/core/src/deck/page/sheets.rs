//! Where slides stand on sheets of paper: how large they are there, and what stands
//! beside them. All in CSS pixels from the upper left corner of a sheet.
//!
//! What does not belong here: putting them there (`export/sheets.js`).

use serde::Serialize;

use super::{HEIGHT, WIDTH};
use crate::model::{Paper, PerSheet, Sheet, SlideChoice};

/// What stays free at each edge; the page number stands within it.
const MARGIN: f64 = 54.0;
/// What stays free between a slide and what stands beside it or below.
const GAP: f64 = 24.0;
/// From one line to write on to the next, about: room for handwriting.
const LINE: f64 = 29.0;
/// What a slide that has lines beside it takes of the room from side to side.
const BESIDE_LINES: f64 = 0.6;

/// How one sheet after the other is filled with slides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheets {
    /// Width of a sheet.
    pub width: u32,
    /// Height of a sheet.
    pub height: u32,
    /// How large a slide is there, as a part of its own size.
    pub scale: f64,
    /// The upper left corners of a sheet's slides.
    pub places: Vec<Place>,
    /// The indices, from 0, of the slides that are put there, in order.
    pub slides: Vec<usize>,
    margin: f64,
    /// The left ends of lines to write on.
    lines: Vec<Place>,
    line_width: f64,
    /// Where the notes of a sheet's slide begin; none where there are none.
    notes_top: Option<f64>,
}

/// A place on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place {
    /// From its left edge.
    pub left: f64,
    /// From its upper edge.
    pub top: f64,
}

impl Sheets {
    /// The sheets for these slides of a deck of `total` slides.
    #[must_use]
    pub fn new(sheet: Sheet, paper: Paper, slides: &SlideChoice, total: usize) -> Self {
        let (width, height) = size(sheet, paper);
        let room = Room {
            width: f64::from(width) - 2.0 * MARGIN,
            height: f64::from(height) - 2.0 * MARGIN,
        };
        let scale = scale(sheet, &room);
        let slide = Room {
            width: scale * f64::from(WIDTH),
            height: scale * f64::from(HEIGHT),
        };
        let places = places(sheet, &room, &slide);
        let lines = match sheet {
            Sheet::Handout(PerSheet::Three) => lines(&places, &slide),
            _ => Vec::new(),
        };
        Self {
            width,
            height,
            scale,
            places,
            slides: slides.indices(total),
            margin: MARGIN,
            lines,
            line_width: room.width - slide.width - GAP,
            notes_top: (sheet == Sheet::Notes).then_some(MARGIN + slide.height + GAP),
        }
    }

    /// How many sheets there are, unless notes go on on further ones.
    #[must_use]
    pub fn count(&self) -> usize {
        self.slides.len().div_ceil(self.places.len())
    }

    /// Whether notes stand below the slides.
    pub(super) fn has_notes(&self) -> bool {
        self.notes_top.is_some()
    }
}

/// What there is to fill.
struct Room {
    width: f64,
    height: f64,
}

/// Width and height. A sheet lies where slides are larger on it then.
fn size(sheet: Sheet, paper: Paper) -> (u32, u32) {
    let (short, long) = match paper {
        Paper::A4 => (794, 1123),
        Paper::Letter => (816, 1056),
    };
    match sheet {
        Sheet::Handout(PerSheet::Four | PerSheet::Nine) => (long, short),
        _ => (short, long),
    }
}

/// Slides beside each other, and slides below each other.
fn grid(sheet: Sheet) -> (u32, u32) {
    match sheet {
        Sheet::Notes => (1, 1),
        Sheet::Handout(PerSheet::Two) => (1, 2),
        Sheet::Handout(PerSheet::Three) => (1, 3),
        Sheet::Handout(PerSheet::Four) => (2, 2),
        Sheet::Handout(PerSheet::Six) => (2, 3),
        Sheet::Handout(PerSheet::Nine) => (3, 3),
    }
}

/// As large as there is room for.
fn scale(sheet: Sheet, room: &Room) -> f64 {
    let (columns, rows) = grid(sheet);
    let share = |room: f64, parts: u32| (room + GAP) / f64::from(parts) - GAP;
    let width = match sheet {
        Sheet::Handout(PerSheet::Three) => room.width * BESIDE_LINES,
        _ => share(room.width, columns),
    };
    let height = share(room.height, rows);
    (width / f64::from(WIDTH)).min(height / f64::from(HEIGHT))
}

/// The upper left corners, row by row. Rows share the height evenly; a slide with
/// notes leaves it to them.
fn places(sheet: Sheet, room: &Room, slide: &Room) -> Vec<Place> {
    let (columns, rows) = grid(sheet);
    let row = room.height / f64::from(rows);
    let above = match sheet {
        Sheet::Notes => 0.0,
        Sheet::Handout(_) => (row - slide.height) / 2.0,
    };
    let place = |index: u32| Place {
        left: MARGIN + f64::from(index % columns) * (slide.width + GAP),
        top: MARGIN + f64::from(index / columns) * row + above,
    };
    (0..columns * rows).map(place).collect()
}

/// Lines beside each slide, the last of which is level with the slide's lower edge.
fn lines(slides: &[Place], slide: &Room) -> Vec<Place> {
    let count = (slide.height / LINE).floor();
    let lines = slides.iter().flat_map(|place| {
        (1..=count as u32).map(move |number| Place {
            left: place.left + slide.width + GAP,
            top: place.top + slide.height * f64::from(number) / count,
        })
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HANDOUTS: [(i64, usize); 5] = [(2, 2), (3, 3), (4, 4), (6, 6), (9, 9)];

    fn all(paper: Paper) -> impl Iterator<Item = Sheets> {
        let handouts = HANDOUTS.map(|(slides, _)| Sheet::Handout(PerSheet::new(slides).unwrap()));
        handouts
            .into_iter()
            .chain([Sheet::Notes])
            .map(move |sheet| Sheets::new(sheet, paper, &SlideChoice::all(), 20))
    }

    #[test]
    fn slides_stand_apart_within_the_margins() {
        for sheets in all(Paper::A4).chain(all(Paper::Letter)) {
            let (width, height) = (sheets.scale * 1280.0, sheets.scale * 720.0);
            for (index, place) in sheets.places.iter().enumerate() {
                assert!(place.left >= MARGIN && place.top >= MARGIN, "{sheets:?}");
                let right = f64::from(sheets.width) - MARGIN + 0.001;
                let bottom = f64::from(sheets.height) - MARGIN + 0.001;
                assert!(place.left + width <= right, "{sheets:?}");
                assert!(place.top + height <= bottom, "{sheets:?}");
                for other in &sheets.places[index + 1..] {
                    let is_beside = other.left >= place.left + width + GAP - 0.001;
                    let is_below = other.top >= place.top + height + GAP - 0.001;
                    assert!(is_beside || is_below, "{sheets:?}");
                }
            }
        }
    }

    #[test]
    fn sheets_hold_as_many_slides_as_they_say() {
        for (slides, places) in HANDOUTS {
            let sheet = Sheet::Handout(PerSheet::new(slides).unwrap());
            let choice = SlideChoice::parse("1-4,6-11", 20).unwrap();
            let sheets = Sheets::new(sheet, Paper::A4, &choice, 20);
            assert_eq!(sheets.places.len(), places);
            assert_eq!(sheets.count(), 10_usize.div_ceil(places));
            assert_eq!(sheets.slides, [0, 1, 2, 3, 5, 6, 7, 8, 9, 10]);
            assert_eq!(sheets.lines.is_empty(), slides != 3);
        }
        assert_eq!(PerSheet::new(5), None);
    }

    #[test]
    fn lines_end_at_the_margin_and_where_their_slides_end() {
        for paper in [Paper::A4, Paper::Letter] {
            let three = Sheet::Handout(PerSheet::Three);
            let sheets = Sheets::new(three, paper, &SlideChoice::all(), 3);
            let right = sheets.lines[0].left + sheets.line_width;
            assert!((right - (f64::from(sheets.width) - MARGIN)).abs() < 0.001);
            let bottom = sheets.places[2].top + sheets.scale * 720.0;
            assert!((sheets.lines.last().unwrap().top - bottom).abs() < 0.001);
        }
    }
}
