//! What the speaker says, as pages of notes.
//!
//! What does not belong here: the notes' master (`master`).

use super::master::{notes_slide, own_colors, tree};
use super::xml::Element;

pub(super) const KIND: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml";

/// A page of notes.
pub(super) fn page(notes: &str, language: &str) -> Element {
    Element::root("p:notes")
        .holding(
            Element::new("p:cSld").holding(tree(vec![notes_slide(2, None), text(notes, language)])),
        )
        .holding(own_colors())
}

fn text(notes: &str, language: &str) -> Element {
    let notes = notes.replace("\r\n", "\n");
    let paragraphs = notes.trim_end().split(['\n', '\r']).map(|line| {
        let properties = Element::new("a:rPr").with("lang", language);
        let run = Element::new("a:r")
            .holding(properties)
            .holding(Element::new("a:t").saying(line));
        Element::new("a:p").holding_all((!line.is_empty()).then_some(run))
    });
    Element::new("p:sp")
        .holding(
            Element::new("p:nvSpPr")
                .holding(
                    Element::new("p:cNvPr")
                        .with("id", 3_i64)
                        .with("name", "Notes"),
                )
                .holding(
                    Element::new("p:cNvSpPr")
                        .holding(Element::new("a:spLocks").with("noGrp", true)),
                )
                .holding(
                    Element::new("p:nvPr")
                        .holding(Element::new("p:ph").with("type", "body").with("idx", 1_i64)),
                ),
        )
        .holding(Element::new("p:spPr"))
        .holding(
            Element::new("p:txBody")
                .holding(Element::new("a:bodyPr"))
                .holding(Element::new("a:lstStyle"))
                .holding_all(paragraphs),
        )
}
