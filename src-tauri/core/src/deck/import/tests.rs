//! Import as a whole: files in, decks out.

mod files;
mod html;
mod json;
mod properties;

use super::*;

fn deck(content: &str) -> Deck {
    let imported = read(content.as_bytes());
    imported.expect("a deck").deck.expect("slides")
}

fn markup(content: &str) -> Vec<String> {
    let slides = deck(content).slides.into_iter();
    slides.map(|slide| slide.html).collect()
}

/// The sentence with which a file is refused, and the place it names.
fn refusal(content: &[u8]) -> (crate::Code, String, String) {
    let error = read(content).expect_err("it must be refused");
    let place = error.fields().first().map(|field| field.location.clone());
    (
        error.code(),
        place.unwrap_or_default(),
        error.message().to_owned(),
    )
}
