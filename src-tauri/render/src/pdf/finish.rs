//! The finished file: whole or an error, small, and the same bytes for the same
//! deck.
//!
//! What does not belong here: changing what the pages show.

use lectern_core::clock::Timestamp;
use lectern_core::render::Facts;
use lectern_core::{Code, Error, Result};
use lopdf::{Dictionary, Document, Object, SaveOptions, text_string};

use super::form::Printed;
use super::{notes, outline};

/// As zlib counts, from 0 to 9: the highest one that takes no time to speak of.
const COMPRESSION: u32 = 6;

/// Checks that a file holds exactly the pages that it must, of the right size, pins notes
/// to them, lets it say `facts` of itself and nothing that would differ between two
/// exports of the same deck, and packs it.
///
/// # Errors
/// `export_incomplete`.
pub(crate) fn finish(printed: Printed, facts: &Facts) -> Result<Vec<u8>> {
    let mut document = read(&printed).map_err(incomplete)?;
    notes::pin(&mut document, &printed.notes).map_err(|error| incomplete(error.to_string()))?;
    outline::correct(&mut document, &printed.headings);
    sign(&mut document, facts);
    if !printed.says_language {
        forget_language(&mut document);
    }
    pack(&mut document).map_err(|error| incomplete(error.to_string()))
}

fn incomplete(fault: String) -> Error {
    Error::new(
        Code::ExportIncomplete,
        "The browser's file does not hold the pages that it has to, so it was thrown away. \
         No file was written, and the deck is unchanged. A slide's styles may break it up; \
         try again without the last slide that you changed.",
    )
    .because(fault)
}

fn read(printed: &Printed) -> Result<Document, String> {
    let Printed {
        file,
        pages: expected,
        size: (width, height),
        rounding,
        ..
    } = printed;
    let end = file.len().saturating_sub(32);
    let tail = file.get(end..).unwrap_or_default();
    if !file.starts_with(b"%PDF-") || !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err("no PDF header or end".to_owned());
    }
    let document = Document::load_mem(file).map_err(|error| error.to_string())?;
    let pages = document.get_pages();
    if pages.len() != *expected {
        return Err(format!("{} pages instead of {expected}", pages.len()));
    }
    for (number, id) in pages {
        let page = document
            .get_dictionary(id)
            .map_err(|error| error.to_string())?;
        let size = size(&document, page).ok_or(format!("page {number} has no size"))?;
        let is_right = (size.0 - width).abs() < *rounding && (size.1 - height).abs() < *rounding;
        if !is_right {
            return Err(format!("page {number} is {} by {} points", size.0, size.1));
        }
    }
    Ok(document)
}

/// Width and height of a page, which may stand in one of its parents.
fn size(document: &Document, page: &Dictionary) -> Option<(f32, f32)> {
    let numbers: Option<Vec<f32>> = match page.get(b"MediaBox") {
        Ok(Object::Array(edges)) => edges.iter().map(|edge| edge.as_float().ok()).collect(),
        _ => {
            let parent = page.get(b"Parent").ok()?.as_reference().ok()?;
            return size(document, document.get_dictionary(parent).ok()?);
        }
    };
    match numbers?.as_slice() {
        [left, bottom, right, top] => Some((right - left, top - bottom)),
        _ => None,
    }
}

/// The browser signs with the line that it sends to web sites, and with the time.
fn sign(document: &mut Document, facts: &Facts) {
    let subject = outline::first(document).filter(|heading| *heading != facts.title);
    let information = document.trailer.get(b"Info").and_then(Object::as_reference);
    let information = information.and_then(|id| document.get_dictionary_mut(id));
    let Ok(information) = information else {
        return;
    };
    information.set("Creator", Object::string_literal("Lectern"));
    let facts = [
        ("Author", facts.author.as_deref().map(text_string)),
        ("Subject", subject.as_deref().map(text_string)),
        ("CreationDate", facts.created.map(date)),
        ("ModDate", facts.changed.map(date)),
    ];
    for (name, fact) in facts {
        match fact {
            Some(fact) => information.set(name, fact),
            None => drop(information.remove(name.as_bytes())),
        }
    }
}

/// The browser's own language is no fact of a deck: neither of the file, nor of the
/// outermost element of its structure.
fn forget_language(document: &mut Document) {
    let Ok(catalog) = document.catalog_mut() else {
        return;
    };
    catalog.remove(b"Lang");
    let structure = catalog
        .get(b"StructTreeRoot")
        .and_then(Object::as_reference);
    let outermost = structure
        .and_then(|id| document.get_dictionary(id)?.get(b"K"))
        .and_then(Object::as_reference);
    if let Ok(element) = outermost.and_then(|id| document.get_dictionary_mut(id)) {
        element.remove(b"Lang");
    }
}

/// A moment as PDF writes it, to the second (ISO 32000-1, 7.9.4).
fn date(moment: Timestamp) -> Object {
    // `2024-01-15T10:30:00`, and what follows.
    let text = moment.to_string();
    let digits = text.chars().take(19).filter(char::is_ascii_digit);
    Object::string_literal(format!("D:{}Z", digits.collect::<String>()))
}

/// Objects that are no streams, most of them of the structure that screen readers
/// follow, take most of the room: PDF 1.5 packs them together (ISO 32000-1, 7.5.7).
fn pack(document: &mut Document) -> Result<Vec<u8>, std::io::Error> {
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .compression_level(COMPRESSION)
        .build();
    let mut file = Vec::new();
    document.save_with_options(&mut file, options)?;
    Ok(file)
}
