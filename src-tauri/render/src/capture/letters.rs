//! What letters of the page look like.
//!
//! What does not belong here: where they stand.

use crate::scene::Rect;

use super::css;
use super::fonts::Face;
use super::snapshot::{Element, Property};

/// As it is shown: white space is spaces, and there is none that is not to be seen.
pub(super) fn clean(letters: &str) -> String {
    letters
        .chars()
        .map(|letter| match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            letter => letter,
        })
        .filter(|letter| !letter.is_control())
        .collect()
}

/// The size of letters on the page. In a drawing the styles tell another one.
pub(super) fn size_of(text: Element<'_>, face: &Face, bounds: Rect) -> f64 {
    let size = css::pixels(text.style(Property::FontSize));
    let is_drawn = ancestors(text).any(|element| element.name() == "svg");
    let height = face.font.ascent + face.font.descent;
    if is_drawn && height > 0.0 {
        return bounds.height / height;
    }
    size * zoom(text)
}

/// How much larger lengths of an element are on the page than its styles tell.
pub(super) fn zoom(text: Element<'_>) -> f64 {
    let zooms = ancestors(text).map(|element| css::number(element.style(Property::Zoom)));
    zooms.filter(|zoom| *zoom > 0.0).product()
}

/// Whether letters run from right to left.
pub(super) fn is_leftwards(letters: &str) -> bool {
    let is_leftwards = |letter: char| {
        matches!(
            letter,
            '\u{590}'..='\u{8ff}'
                | '\u{fb1d}'..='\u{fdff}'
                | '\u{fe70}'..='\u{feff}'
                | '\u{10800}'..='\u{10fff}'
                | '\u{1e800}'..='\u{1efff}'
        )
    };
    letters.chars().any(is_leftwards)
}

/// Whether a letter takes another form beside its neighbours, so that a word must stay in
/// one run: those of Arabic and its kin, of N'Ko and Mongolian, and of the scripts of India
/// and around.
pub(super) fn is_joined(letter: char) -> bool {
    matches!(
        letter,
        '\u{600}'..='\u{8ff}'
            | '\u{900}'..='\u{dff}'
            | '\u{f00}'..='\u{109f}'
            | '\u{1780}'..='\u{18af}'
            | '\u{200d}'
            | '\u{a840}'..='\u{a87f}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{1e900}'..='\u{1e95f}'
    )
}

/// Whether browsers write a hyphen behind a letter at which they break a word: not in the
/// scripts that are broken anywhere, or have no such sign.
pub(super) fn is_hyphenated_script(letter: char) -> bool {
    let is_european =
        matches!(letter, '\0'..='\u{58f}' | '\u{10a0}'..='\u{10ff}' | '\u{1e00}'..='\u{1fff}');
    is_european && letter.is_alphabetic()
}

/// The lines that run along letters: those of all elements around that hand them on.
pub(super) fn decoration(text: Element<'_>) -> String {
    let mut lines = String::new();
    for element in ancestors(text) {
        lines.push_str(element.style(Property::TextDecorationLine));
        let display = element.style(Property::Display);
        let is_placed = matches!(element.style(Property::Position), "absolute" | "fixed");
        if display.starts_with("inline-") || is_placed {
            break;
        }
    }
    lines
}

pub(super) fn language_of(text: Element<'_>) -> Option<String> {
    let language = ancestors(text).find_map(|element| element.attribute("lang"))?;
    let is_tag = !language.is_empty()
        && language.len() <= 35
        && language
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    is_tag.then(|| language.to_owned())
}

/// The elements around a node, from the inside.
pub(super) fn ancestors<'a>(node: Element<'a>) -> impl Iterator<Item = Element<'a>> {
    // What is generated has its text in itself.
    let first = if node.is_text() {
        node.parent()
    } else {
        Some(node)
    };
    std::iter::successors(first, Element::parent)
}
