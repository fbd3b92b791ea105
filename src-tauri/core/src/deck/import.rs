//! Import: what a file holds, before it becomes a session.
//!
//! [`read`] takes the bytes of an HTML or a JSON file and answers a title,
//! messages and a deck, or a sentence that says why not and where. Markup,
//! styles and scripts of slides are taken byte for byte: nothing is cleaned,
//! since what a deck may do is decided where it is shown, not here.
//!
//! What does not belong here: reading files, making sessions, running decks.

pub(in crate::deck) mod html;
mod json;
mod messages;
mod place;
pub(super) mod scripts;
mod text;

pub use json::deck_from_json;
pub use messages::ImportedMessage;

use super::page;
use crate::model::{Deck, DeckLimits, ProfileId, ProfileName};
use crate::{Error, Result};

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The title as it was found: of any length, perhaps blank.
    pub title: Option<String>,
    /// The profile that the session belonged to.
    pub profile_id: Option<ProfileId>,
    /// That profile's name.
    pub profile_name: Option<ProfileName>,
    /// Whether the file says `"created_by": null`.
    pub is_without_owner: bool,
    /// The conversation, in the order of the file.
    pub messages: Vec<ImportedMessage>,
    /// The deck.
    pub deck: Option<Deck>,
}

/// Reads a file that holds a deck or a session, as HTML or JSON.
///
/// # Errors
/// `too_large` above [`DeckLimits::FILE_BYTES`]; `malformed` for broken JSON,
/// with line and column; `invalid` for everything else that cannot become a
/// session, with the place in the file.
pub fn read(content: &[u8]) -> Result<Imported> {
    check_file_size(content.len())?;
    let text = text::decode(content)?;
    match text::format(&text)? {
        text::Format::Json => json::read(&text),
        // A file of Lectern's own holds its deck as it was.
        text::Format::Html => match page::deck_in(&text) {
            Some(deck) => json::read(deck),
            None => html::read(&text),
        },
    }
}

/// The text of a file, for an operation that takes text.
///
/// # Errors
/// As [`read`], for what is found without reading the deck.
pub fn text(content: &[u8]) -> Result<String> {
    check_file_size(content.len())?;
    text::decode(content).map(Into::into)
}

fn check_file_size(bytes: usize) -> Result<()> {
    if bytes <= DeckLimits::FILE_BYTES {
        return Ok(());
    }
    Err(Error::new(
        crate::Code::TooLarge,
        format!(
            "The file has {} MiB; Lectern imports files of up to {} MiB.",
            bytes.div_ceil(1024 * 1024),
            DeckLimits::FILE_BYTES / (1024 * 1024)
        ),
    ))
}

/// Refuses a deck without slides and one beyond [`DeckLimits`]. `place` is
/// where the slides stand in the file.
fn check_slides(deck: &Deck, place: &str) -> Result<()> {
    if deck.slides.is_empty() {
        return Err(Error::invalid(
            place,
            "The deck has no slides. Import a deck with at least one.",
        ));
    }
    if deck.slides.len() > DeckLimits::SLIDES {
        return Err(Error::invalid(
            place,
            format!(
                "The deck has {} slides; a deck can have {}.",
                deck.slides.len(),
                DeckLimits::SLIDES
            ),
        ));
    }
    for (index, slide) in deck.slides.iter().enumerate() {
        if slide.html.len() > DeckLimits::SLIDE_BYTES {
            return Err(Error::invalid(
                format!("{place}[{index}].html"),
                format!(
                    "Slide {} has {} bytes of markup; a slide can have {} MiB.",
                    index + 1,
                    slide.html.len(),
                    DeckLimits::SLIDE_BYTES / (1024 * 1024)
                ),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
