//! How close a scene is to what the browser shows: what became a picture, and which fonts
//! other machines may lack.
//!
//! What does not belong here: how it is told.

use std::collections::BTreeMap;

use lectern_core::deck::page::{HEIGHT, WIDTH};
use lectern_core::render::{BecamePicture, Fidelity, FontUse, MadeFor, SlideFidelity};

use crate::pptx;
use crate::scene::{Item, Kind, Rect, Scene, Slide, Text};

/// Fonts that come with Office on every system (Microsoft's list of fonts that Office for
/// Windows and for the Mac have in common).
const EVERYWHERE: [&str; 24] = [
    "Aptos",
    "Arial",
    "Arial Black",
    "Arial Narrow",
    "Bookman Old Style",
    "Calibri",
    "Calibri Light",
    "Cambria",
    "Candara",
    "Century Gothic",
    "Comic Sans MS",
    "Consolas",
    "Constantia",
    "Corbel",
    "Courier New",
    "Franklin Gothic Medium",
    "Garamond",
    "Georgia",
    "Impact",
    "Palatino Linotype",
    "Tahoma",
    "Times New Roman",
    "Trebuchet MS",
    "Verdana",
];

/// How close a scene is, in a file that is made for a program.
pub(crate) fn of(scene: &Scene, made_for: MadeFor) -> Fidelity {
    let mut fonts = BTreeMap::new();
    for text in scene.slides.iter().flat_map(texts) {
        for run in text
            .paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.lines)
            .flat_map(|line| &line.runs)
        {
            let is_brought = fonts
                .entry(run.font.family.clone())
                .or_insert(run.font.is_brought);
            *is_brought &= run.font.is_brought;
        }
    }
    let fonts = fonts.into_iter().map(|(family, is_brought)| FontUse {
        is_here: !is_brought,
        is_everywhere: EVERYWHERE.contains(&family.as_str()),
        family,
    });
    Fidelity {
        slides: scene.slides.iter().map(|it| slide(it, made_for)).collect(),
        fonts: fonts.collect(),
    }
}

fn slide(slide: &Slide, made_for: MadeFor) -> SlideFidelity {
    let tables = slide.items.iter();
    let tables =
        tables.filter(|item| matches!(item.kind, Kind::Table(_)) && pptx::is_table(item, made_for));
    let count = |is: fn(&Kind) -> bool| slide.items.iter().filter(|item| is(&item.kind)).count();
    SlideFidelity {
        slide: slide.number,
        texts: count(|kind| matches!(kind, Kind::Text(_))),
        tables: tables.count(),
        charts: count(|kind| matches!(kind, Kind::Chart(_))),
        pictures: slide.items.iter().filter_map(became_picture).collect(),
        left_out: slide.left_out.clone(),
    }
}

fn became_picture(item: &Item) -> Option<BecamePicture> {
    let Kind::Picture(picture) = &item.kind else {
        return None;
    };
    let Rect { width, height, .. } = item.frame.rect;
    let whole = f64::from(WIDTH) * f64::from(HEIGHT);
    Some(BecamePicture {
        what: picture.instead_of?,
        area: (width * height / whole * 100.0).round().min(100.0) / 100.0,
    })
}

/// The texts of a slide, those of tables among them.
fn texts(slide: &Slide) -> Vec<&Text> {
    let mut texts = Vec::new();
    for item in &slide.items {
        match &item.kind {
            Kind::Text(text) => texts.push(text),
            Kind::Table(table) => {
                texts.extend(table.cells.iter().filter_map(|cell| cell.text.as_ref()))
            }
            Kind::Shape(_) | Kind::Picture(_) | Kind::Chart(_) => {}
        }
    }
    texts
}
