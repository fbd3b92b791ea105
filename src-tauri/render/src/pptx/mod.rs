//! PowerPoint files: a [`Scene`] in, a file's bytes out.
//!
//! All is written by our own hand (ECMA-376, and what PowerPoint adds to it), from the
//! scene alone: the same scene gives the same bytes. A deck may say anything, so numbers
//! are made ones that can be counted with before anything is done with them (`tame`),
//! and no fraction and no character that XML does not know can be written (`xml`).
//! What does not belong here: how a scene is taken from a page, and any file's name.

mod chart;
mod frame;
mod master;
mod measure;
mod media;
mod notes;
mod outline;
mod package;
mod page;
mod paint;
mod palette;
mod presentation;
mod shadows;
mod shape;
mod slide;
mod table;
mod tame;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod typeface;
mod xml;

use std::collections::BTreeMap;

use lectern_core::render::{Facts, MadeFor};
use lectern_core::{Code, Error, Result};

use self::master::Layout;
use self::media::Pictures;
use self::package::{Package, Relation, Relationships};
use self::page::{Deck, Page, deck_language};
use self::palette::Palette;
use crate::scene::{Item, Kind, Scene, Slide};

const PRESENTATION: &str = "ppt/presentation.xml";
const MASTER: &str = "ppt/slideMasters/slideMaster1.xml";
const THEME: &str = "ppt/theme/theme1.xml";
const NOTES_MASTER: &str = "ppt/notesMasters/notesMaster1.xml";
const NOTES_THEME: &str = "ppt/theme/theme2.xml";

/// Writes a scene as a PowerPoint file that says `facts` of itself.
///
/// # Errors
/// `export_incomplete`, with the slide's number, if a slide shows a picture that the
/// scene does not hold, or a chart that cannot be written.
pub fn write(scene: &Scene, facts: &Facts, made_for: MadeFor) -> Result<Vec<u8>> {
    let mut deck = Deck {
        made_for,
        palette: Palette::of(scene),
        pictures: Pictures::new(&scene.media),
        package: Package::default(),
        slides: parts_by_number(&scene.slides),
        charts: 0,
        language: deck_language(scene.language.as_deref()),
    };
    let notes = scene.slides.iter().filter(|it| has_notes(it)).count();
    whole(&mut deck, facts, (scene.slides.len(), notes)).map_err(fault)?;
    for (slide, place) in scene.slides.iter().zip(1..) {
        write_slide(&mut deck, slide, place)?;
    }
    let Deck {
        pictures,
        mut package,
        ..
    } = deck;
    pictures.write(&mut package);
    package.archive().map_err(fault)
}

/// Whether a thing of a scene is written as a table that programs know as one.
pub(crate) fn is_table(item: &Item, made_for: MadeFor) -> bool {
    let item = tame::item(item);
    matches!(&item.kind, Kind::Table(table) if table::is_native(&item, table, made_for))
}

fn slide_part(place: usize) -> String {
    ["ppt/slides/slide", &place.to_string(), ".xml"].concat()
}

/// Where links lead: of several slides with one number, to the first.
fn parts_by_number(slides: &[Slide]) -> BTreeMap<usize, String> {
    let mut parts = BTreeMap::new();
    for (slide, place) in slides.iter().zip(1..) {
        parts
            .entry(slide.number)
            .or_insert_with(|| slide_part(place));
    }
    parts
}

fn has_notes(slide: &Slide) -> bool {
    !slide.notes.trim().is_empty()
}

/// A part that cannot be written, or a file that the archive has no room for.
fn fault(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(
        Code::ExportIncomplete,
        "The file could not be put together, so it was thrown away. No file was written, \
         and the deck is unchanged. Its pictures may be too large; try again with fewer \
         slides.",
    )
    .because(error)
}

/// All that is there once: what the file says of itself, the presentation, masters,
/// layouts and themes.
fn whole(
    deck: &mut Deck<'_>,
    facts: &Facts,
    (slides, notes): (usize, usize),
) -> std::io::Result<()> {
    let mut root = Relationships::default();
    root.lead_to(Relation::Office("officeDocument"), PRESENTATION);
    root.lead_to(Relation::CoreProperties, "docProps/core.xml");
    root.lead_to(Relation::Office("extended-properties"), "docProps/app.xml");
    let none = Relationships::default();
    let package = &mut deck.package;
    package.relate("", &root)?;
    let core = presentation::core_properties(facts);
    package.add_markup("docProps/core.xml", presentation::CORE_KIND, &core, &none)?;
    let app = presentation::app_properties(slides, notes);
    package.add_markup("docProps/app.xml", presentation::APP_KIND, &app, &none)?;
    write_presentation(package, slides, notes > 0)?;
    write_masters(deck, notes > 0)
}

fn write_presentation(
    package: &mut Package,
    slides: usize,
    has_notes: bool,
) -> std::io::Result<()> {
    let mut relationships = Relationships::default();
    let mut to = |word, part: &str| relationships.lead_to(Relation::Office(word), part);
    let master = to("slideMaster", MASTER);
    let slides: Vec<_> = (1..=slides)
        .map(|it| to("slide", &slide_part(it)))
        .collect();
    let notes = has_notes.then(|| to("notesMaster", NOTES_MASTER));
    to("theme", THEME);
    for (part, kind, word, root) in presentation::settings() {
        to(word, part);
        package.add_markup(part, kind, &root, &Relationships::default())?;
    }
    let root = presentation::presentation(&master, &slides, notes.as_deref());
    package.add_markup(PRESENTATION, presentation::KIND, &root, &relationships)
}

fn write_masters(deck: &mut Deck<'_>, has_notes: bool) -> std::io::Result<()> {
    let none = Relationships::default();
    let theme = theme::theme(&deck.palette);
    let package = &mut deck.package;
    package.add_markup(THEME, theme::KIND, &theme, &none)?;
    let mut relationships = Relationships::default();
    let layouts = Layout::ALL
        .map(|layout| relationships.lead_to(Relation::Office("slideLayout"), layout.part()));
    relationships.lead_to(Relation::Office("theme"), THEME);
    let master = master::master(&deck.palette, &layouts);
    package.add_markup(MASTER, master::MASTER_KIND, &master, &relationships)?;
    for layout in Layout::ALL {
        let mut relationships = Relationships::default();
        relationships.lead_to(Relation::Office("slideMaster"), MASTER);
        let root = layout.element();
        package.add_markup(layout.part(), master::LAYOUT_KIND, &root, &relationships)?;
    }
    if !has_notes {
        return Ok(());
    }
    let theme = theme::theme(&deck.palette.on_paper());
    package.add_markup(NOTES_THEME, theme::KIND, &theme, &none)?;
    let mut relationships = Relationships::default();
    relationships.lead_to(Relation::Office("theme"), NOTES_THEME);
    let root = master::notes_master();
    package.add_markup(
        NOTES_MASTER,
        master::NOTES_MASTER_KIND,
        &root,
        &relationships,
    )
}

fn write_slide(deck: &mut Deck<'_>, slide: &Slide, place: usize) -> Result<()> {
    let part = slide_part(place);
    let mut page = Page::new(deck, slide.number);
    let (root, layout) = slide::slide(&mut page, slide)?;
    let mut relationships = page.relationships;
    relationships.lead_to(Relation::Office("slideLayout"), layout.part());
    if has_notes(slide) {
        let notes = ["ppt/notesSlides/notesSlide", &place.to_string(), ".xml"].concat();
        relationships.lead_to(Relation::Office("notesSlide"), &notes);
        let mut back = Relationships::default();
        back.lead_to(Relation::Office("notesMaster"), NOTES_MASTER);
        back.lead_to(Relation::Office("slide"), &part);
        let page = notes::page(&slide.notes, &deck.language);
        deck.package
            .add_markup(&notes, notes::KIND, &page, &back)
            .map_err(fault)?;
    }
    deck.package
        .add_markup(&part, slide::KIND, &root, &relationships)
        .map_err(fault)
}
