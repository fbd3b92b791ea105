//! What a request says of a PDF's notes and paper.
//!
//! What does not belong here: the other options of an export.

use crate::error::FieldError;
use crate::model::{Paper, PerSheet, Sheet};
use crate::ops::Field;

/// How a PDF shows slides and their notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnPaper {
    /// What stands on a sheet of paper; without it each slide is a page of its own, as
    /// large as the slide.
    pub sheet: Option<(Sheet, Paper)>,
    /// Whether each slide carries its notes as an annotation.
    pub annotated: bool,
}

/// Where notes go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notes {
    Nowhere,
    Annotations,
    Pages,
}

impl OnPaper {
    /// Reads `notes`, `per_page` and `paper` of a request; what is wrong is added to `refused`. Only a PDF
    /// (`is_pdf`) has any of it.
    pub(super) fn read(
        (notes, per_page, paper): (Field<String>, Field<i64>, Field<String>),
        is_pdf: bool,
        refused: &mut Vec<FieldError>,
    ) -> Self {
        let before = refused.len();
        let notes = read_notes(notes, refused);
        let handout = read_per_page(per_page, refused);
        let paper = read_paper(paper, refused);
        if refused.len() > before {
            return Self::default();
        }
        let sheet = match notes {
            Notes::Pages => Some(Sheet::Notes),
            _ => handout.map(Sheet::Handout),
        };
        let wrong = if is_pdf {
            contradiction(notes, handout, paper, sheet)
        } else {
            first_given(notes, handout, paper)
                .map(|name| (name, format!("`{name}` is only for pdf.")))
        };
        refused.extend(wrong.map(|(name, message)| refusal(name, message)));
        Self {
            sheet: sheet.map(|sheet| (sheet, paper.unwrap_or_default())),
            annotated: notes == Notes::Annotations,
        }
    }
}

fn read_notes(notes: Field<String>, refused: &mut Vec<FieldError>) -> Notes {
    match notes.optional("notes", refused).as_deref() {
        None | Some("none") => Notes::Nowhere,
        Some("annotations") => Notes::Annotations,
        Some("pages") => Notes::Pages,
        Some(_) => {
            refused.push(refusal(
                "notes",
                "`notes` must be none, annotations or pages.",
            ));
            Notes::Nowhere
        }
    }
}

/// None where each slide is a page.
fn read_per_page(per_page: Field<i64>, refused: &mut Vec<FieldError>) -> Option<PerSheet> {
    let per_page = per_page.optional("per_page", refused);
    let slides = per_page.filter(|slides| *slides != 1)?;
    let handout = PerSheet::new(slides);
    if handout.is_none() {
        refused.push(refusal(
            "per_page",
            "`per_page` must be 1, 2, 3, 4, 6 or 9.",
        ));
    }
    handout
}

fn read_paper(paper: Field<String>, refused: &mut Vec<FieldError>) -> Option<Paper> {
    match paper.optional("paper", refused)?.as_str() {
        "a4" => Some(Paper::A4),
        "letter" => Some(Paper::Letter),
        _ => {
            refused.push(refusal("paper", "`paper` must be a4 or letter."));
            None
        }
    }
}

/// What cannot be had together, and paper that nothing is put on.
fn contradiction(
    notes: Notes,
    handout: Option<PerSheet>,
    paper: Option<Paper>,
    sheet: Option<Sheet>,
) -> Option<(&'static str, String)> {
    if notes == Notes::Pages && handout.is_some() {
        let message = "A notes page holds one slide. Ask for notes pages (`notes`) or for \
                       several slides on a page (`per_page`), not for both.";
        return Some(("per_page", message.to_owned()));
    }
    if paper.is_some() && sheet.is_none() {
        let message = "`paper` is for notes pages (`notes`) and for several slides on a page \
                       (`per_page`). Other pages are as large as a slide.";
        return Some(("paper", message.to_owned()));
    }
    None
}

/// The name of the first option that asks for something.
fn first_given(
    notes: Notes,
    handout: Option<PerSheet>,
    paper: Option<Paper>,
) -> Option<&'static str> {
    let given = [
        ("notes", notes != Notes::Nowhere),
        ("per_page", handout.is_some()),
        ("paper", paper.is_some()),
    ];
    let mut given = given.into_iter().filter(|(_, is_given)| *is_given);
    given.next().map(|(name, _)| name)
}

fn refusal(name: &str, message: impl Into<String>) -> FieldError {
    FieldError {
        location: name.to_owned(),
        message: message.into(),
    }
}
