//! The outline by which readers find their way in a file.
//!
//! What does not belong here: making it (the browser does, from the headings).

use std::collections::HashSet;
use std::iter;

use lopdf::{Dictionary, Document, Object, decode_text_string, text_string};

/// More often than this nobody draws a heading's text over itself.
const MOST_LAYERS: usize = 8;

/// Gives the outline's entries the texts of the `headings`, with single spaces. The
/// browser writes the text of a heading that has shadows once for each time that it
/// draws it (seen with version 156).
pub(super) fn correct(document: &mut Document, headings: &HashSet<String>) {
    let known: Vec<(Vec<char>, &String)> = headings
        .iter()
        .map(|heading| (letters(heading), heading))
        .collect();
    let objects = document.objects.values_mut();
    let dictionaries = objects.filter_map(|object| object.as_dict_mut().ok());
    for entry in dictionaries.filter(|entry| entry.has(b"Title") && entry.has(b"Parent")) {
        let Some(title) = title(entry).filter(|title| !headings.contains(title)) else {
            continue;
        };
        let drawn = letters(&title);
        let heading = known
            .iter()
            .find(|(letters, _)| is_drawn_over(&drawn, letters));
        if let Some((_, heading)) = heading {
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

/// A text's letters in order of the alphabet: of a heading of several lines, each line
/// is written several times before the next one.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    letters.sort_unstable();
    letters
}

/// Whether these are the letters of a heading, several times over.
fn is_drawn_over(drawn: &[char], heading: &[char]) -> bool {
    if heading.is_empty() || !drawn.len().is_multiple_of(heading.len()) {
        return false;
    }
    let layers = drawn.len() / heading.len();
    let over = heading
        .iter()
        .flat_map(|letter| iter::repeat_n(letter, layers));
    (2..=MOST_LAYERS).contains(&layers) && over.eq(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_are_drawn_over_are_known_by_their_letters() {
        let is_over = |title, heading| is_drawn_over(&letters(title), &letters(heading));
        assert!(is_over("AgendaAgenda", "Agenda"));
        assert!(is_over(
            "The firstThe first of allof all",
            "The first of all"
        ));
        assert!(is_over("ÄäÄäÄäÄä", "ÄäÄä"));
        assert!(!is_over("Agenda", "Agenda"));
        assert!(!is_over("AgendaAgendb", "Agenda"));
        assert!(!is_over("AgendaAgenda", ""));
    }
}
