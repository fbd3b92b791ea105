//! The outline by which readers find their way in a file.
//!
//! What does not belong here: making it (the browser does, from the headings).

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, decode_text_string, text_string};

/// More often than this nobody draws a heading's text over itself.
const MOST_LAYERS: usize = 8;

/// Gives the outline's entries the texts of the `headings`, with single spaces. The
/// browser writes the text of a heading that has shadows once for each time that it
/// draws it (seen with version 156).
pub(super) fn correct(document: &mut Document, headings: &HashSet<String>) {
    let objects = document.objects.values_mut();
    let dictionaries = objects.filter_map(|object| object.as_dict_mut().ok());
    for entry in dictionaries.filter(|entry| entry.has(b"Title") && entry.has(b"Parent")) {
        let Some(title) = title(entry).filter(|title| !headings.contains(title)) else {
            continue;
        };
        if let Some(heading) = repeated(&title).find(|part| headings.contains(*part)) {
            entry.set("Title", text_string(heading));
        }
    }
}

/// The first entry.
pub(super) fn first(document: &Document) -> Option<String> {
    let outlines = document.catalog().ok()?.get_deref(b"Outlines", document);
    let outlines = outlines.and_then(Object::as_dict).ok()?;
    let first = outlines.get_deref(b"First", document);
    title(first.and_then(Object::as_dict).ok()?)
}

/// An entry's text, with single spaces.
fn title(entry: &Dictionary) -> Option<String> {
    let title = decode_text_string(entry.get(b"Title").ok()?).ok()?;
    let words: Vec<&str> = title.split_whitespace().collect();
    Some(words.join(" ")).filter(|title| !title.is_empty())
}

/// The texts that a text may be several times over.
fn repeated(text: &str) -> impl Iterator<Item = &str> {
    (2..=MOST_LAYERS).filter_map(move |times| {
        let part = text.get(..text.len() / times)?;
        (part.repeat(times) == text).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_found_whatever_their_letters_are() {
        let parts = |text| repeated(text).collect::<Vec<_>>();
        assert_eq!(parts("AgendaAgenda"), ["Agenda"]);
        assert_eq!(parts("ÄäÄäÄäÄä"), ["ÄäÄä", "Ää"]);
        assert!(parts("Agenda").is_empty());
        assert!(parts("a b c").is_empty());
    }
}
