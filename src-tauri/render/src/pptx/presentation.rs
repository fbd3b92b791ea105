//! The presentation as a whole: its list of slides, its settings, and what the file says
//! of itself.
//!
//! What does not belong here: slides and masters.

use lectern_core::clock::Timestamp;
use lectern_core::render::Facts;

use super::master::MASTER_ID;
use super::measure::length;
use super::xml::Element;

pub(super) const KIND: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
pub(super) const CORE_KIND: &str = "application/vnd.openxmlformats-package.core-properties+xml";
pub(super) const APP_KIND: &str =
    "application/vnd.openxmlformats-officedocument.extended-properties+xml";

/// What a slide is from side to side, in px.
const SLIDE: (f64, f64) = (1280.0, 720.0);
/// What a page of notes is from side to side, in px: 7.5 by 10 inches.
const NOTES: (f64, f64) = (720.0, 960.0);
/// Ids of slides begin here (`ST_SlideId`).
const FIRST_SLIDE: i64 = 256;
/// When a deck was changed of which nobody knows.
const NO_MOMENT: &str = "2000-01-01T00:00:00Z";
/// "No Style, No Grid": of what tables are that say nothing of their own.
pub(super) const PLAIN_TABLE: &str = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}";

/// The presentation, by its relationships to its master, to its slides and to the master
/// of its notes.
pub(super) fn presentation(master: &str, slides: &[String], notes: Option<&str>) -> Element {
    let masters = Element::new("p:sldMasterIdLst").holding(
        Element::new("p:sldMasterId")
            .with("id", MASTER_ID)
            .with("r:id", master),
    );
    let notes = notes.map(|notes| {
        Element::new("p:notesMasterIdLst")
            .holding(Element::new("p:notesMasterId").with("r:id", notes))
    });
    let list = (!slides.is_empty()).then(|| {
        let slides = slides.iter().zip(FIRST_SLIDE..);
        Element::new("p:sldIdLst").holding_all(slides.map(|(relationship, id)| {
            Element::new("p:sldId")
                .with("id", id)
                .with("r:id", relationship.as_str())
        }))
    });
    let size = |name, (width, height)| {
        Element::new(name)
            .with("cx", length(width))
            .with("cy", length(height))
    };
    Element::root("p:presentation")
        .with("saveSubsetFonts", true)
        .with("autoCompressPictures", false)
        .holding(masters)
        .holding_all(notes)
        .holding_all(list)
        .holding(size("p:sldSz", SLIDE))
        .holding(size("p:notesSz", NOTES))
}

/// A part that says nothing, with its name, its kind and its relation to the
/// presentation: programs look for these three.
pub(super) fn settings() -> [(&'static str, &'static str, &'static str, Element); 3] {
    [
        (
            "ppt/presProps.xml",
            "application/vnd.openxmlformats-officedocument.presentationml.presProps+xml",
            "presProps",
            Element::root("p:presentationPr"),
        ),
        (
            "ppt/viewProps.xml",
            "application/vnd.openxmlformats-officedocument.presentationml.viewProps+xml",
            "viewProps",
            Element::root("p:viewPr"),
        ),
        (
            "ppt/tableStyles.xml",
            "application/vnd.openxmlformats-officedocument.presentationml.tableStyles+xml",
            "tableStyles",
            Element::new("a:tblStyleLst")
                .with(
                    "xmlns:a",
                    "http://schemas.openxmlformats.org/drawingml/2006/main",
                )
                .with("def", PLAIN_TABLE),
        ),
    ]
}

/// Title, author and moments.
pub(super) fn core_properties(facts: &Facts) -> Element {
    let moment = |name, text: String| {
        Element::new(name)
            .with("xsi:type", "dcterms:W3CDTF")
            .saying(&text)
    };
    let author = facts.author.as_deref();
    let changed = facts
        .changed
        .map_or_else(|| NO_MOMENT.to_owned(), to_the_second);
    Element::new("cp:coreProperties")
        .with(
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        )
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .holding(Element::new("dc:title").saying(&facts.title))
        .holding_all(author.map(|author| Element::new("dc:creator").saying(author)))
        .holding_all(
            facts
                .created
                .map(|created| moment("dcterms:created", to_the_second(created))),
        )
        .holding(moment("dcterms:modified", changed))
}

/// A moment without its fraction, which not every program reads.
fn to_the_second(moment: Timestamp) -> String {
    let text = moment.to_string();
    let seconds: String = text.chars().take("2000-01-01T00:00:00".len()).collect();
    [&seconds, "Z"].concat()
}

/// Which program wrote the file, and how many slides it has.
pub(super) fn app_properties(slides: usize, notes: usize) -> Element {
    let count = |name, count: usize| Element::new(name).saying(&count.to_string());
    Element::new("Properties")
        .with(
            "xmlns",
            "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        )
        .holding(Element::new("Application").saying("Lectern"))
        .holding(Element::new("PresentationFormat").saying("Widescreen"))
        .holding(count("Slides", slides))
        .holding(count("Notes", notes))
}
