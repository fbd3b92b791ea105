//! A deck as one HTML file that any browser shows, without Lectern and without a
//! network: the live page in a frame of its own, and around it what turns pages.
//!
//! The deck stands in the file once, as JSON that [`deck_in`] finds again, so that
//! such a file can be imported as it was exported.
//!
//! What does not belong here: which file it is written to.

use serde::Serialize;

use super::live::{LiveData, STEPS};
use super::{LIVE_SCRIPT, json, known_addresses, libraries, push_script, shell_around};
use crate::model::{Deck, RootAttributes};

/// How the deck's JSON begins in a file.
const DECK: &str = "<script type=\"application/json\" id=\"lectern-file\">";
/// How every script element ends. JSON in a page holds no `<`.
const END: &str = "</script>";

/// Of the file as a whole; the frame in it has it from there, and an origin of its
/// own from its `sandbox` attribute.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
    img-src data: blob:; font-src data:; media-src data:; base-uri 'none'; form-action 'none'";

/// Assembles the file of `deck`. `title` becomes the document's title and, when the
/// file is imported, the session's.
#[must_use]
pub fn assemble_file(deck: &Deck, title: &str) -> String {
    let addresses = known_addresses(deck);
    let libraries = libraries(deck, &addresses);
    let mut live = LiveData::new(deck, title, &deck.slides, &addresses);
    for (shown, slide) in live.deck.slides.iter_mut().zip(&deck.slides) {
        shown.slide_id = Some(&slide.slide_id);
        shown.notes = Some(&slide.notes);
    }
    let data = FileData {
        live,
        scripts: deck.scripts(),
        external_scripts: &deck.external_scripts,
        root_attributes: &deck.root_attributes,
    };
    let (before, mut after) = shell_around(&libraries, LIVE_SCRIPT);
    for step in STEPS {
        push_script(&mut after, "", step);
    }
    after.push_str("</body>\n</html>\n");
    let mut html = beginning(deck, title);
    html.push_str(DECK);
    html.push_str(&json(&data));
    html.push_str(END);
    let frame = " type=\"application/json\" id=\"lectern-frame\"";
    push_script(&mut html, frame, &json(&[before, after]));
    push_script(&mut html, "", include_str!("file/viewer.js"));
    html.push_str("</body>\n</html>\n");
    html
}

/// The JSON of the deck that `html` holds, if it is a file of Lectern's.
pub(in crate::deck) fn deck_in(html: &str) -> Option<&str> {
    let (_, deck) = html.split_once(DECK)?;
    let (deck, _) = deck.split_once(END)?;
    Some(deck)
}

/// The document up to its scripts: everything that is shown but the slides.
fn beginning(deck: &Deck, title: &str) -> String {
    let language = deck.root_attributes.html.get("lang");
    let language = language.map(|language| format!(" lang=\"{}\"", escaped(language)));
    format!(
        "<!DOCTYPE html>\n<html{}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"generator\" content=\"Lectern\">\n\
         <title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n{}",
        language.unwrap_or_default(),
        escaped(title),
        include_str!("file/viewer.css"),
        include_str!("file/viewer.html"),
    )
}

/// A text as it may stand in markup and in an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// What the frame reads, and what else an import reads. Of the same names as in the
/// JSON decks that Lectern imports.
#[derive(Serialize)]
struct FileData<'a> {
    #[serde(flatten)]
    live: LiveData<'a>,
    scripts: String,
    external_scripts: &'a [String],
    root_attributes: &'a RootAttributes,
}
