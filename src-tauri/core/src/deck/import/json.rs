//! JSON decks and sessions, in the shapes that programs write them:
//!
//! * `{session_id, slide_deck: {slides: [{slide_id, html}], css, scripts}}`,
//!   and the same with `deck` in place of `slide_deck`;
//! * a deck alone, `{slides, css, scripts, external_scripts, ...}`;
//! * a bare list of slides, each an object with `html` or the markup itself;
//! * `{messages: [{role, content, timestamp}]}`, alone or beside a deck;
//! * `{html_document}`, `{html_content}` or `{html}`: a whole HTML document.
//!
//! Unknown fields are ignored, `null` is as good as absent, everything else of
//! a wrong kind is refused with its place.

use std::collections::BTreeMap;

use serde_json::Value;

use super::html;
use super::messages;
use super::place::{Placed, PlacedObject};
use super::{Imported, check_slides};
use crate::model::{Deck, ProfileId, ProfileName, RootAttributes, Slide, is_blank};
use crate::{Code, Error, Result};

/// Fields that hold a whole HTML document as text.
const HTML_FIELDS: [&str; 3] = ["html_document", "html_content", "html"];

/// Reads a JSON file.
pub(super) fn read(text: &str) -> Result<Imported> {
    let value: Value = serde_json::from_str(text).map_err(|error| broken(&error))?;
    if value.is_array() {
        let deck = Some(deck_of_list(Placed::outermost(value))?);
        return Ok(Imported {
            deck,
            ..Imported::default()
        });
    }
    session(PlacedObject::outermost(value, "file")?)
}

/// Reads a deck: `{slides, css, scripts, ...}`, the same inside `slide_deck`
/// or `deck`, or a bare list of slides.
///
/// # Errors
/// `invalid` with the place of the value that cannot be read, for a deck
/// without slides, and beyond [`crate::model::DeckLimits`].
pub fn deck_from_json(value: Value) -> Result<Deck> {
    if value.is_array() {
        return deck_of_list(Placed::outermost(value));
    }
    let mut object = PlacedObject::outermost(value, "deck")?;
    take_deck(&mut object)?.ok_or_else(|| {
        Error::invalid(
            "slides",
            "There are no slides: send `slides`, or a deck in `slide_deck`.",
        )
    })
}

/// The sentence for text that is no JSON, with line and column.
fn broken(error: &serde_json::Error) -> Error {
    let described = error.to_string();
    let (reason, _) = described
        .split_once(" at line ")
        .unwrap_or((&described, ""));
    let reason = if reason.starts_with("recursion limit") {
        "lists and objects are nested deeper than 128 levels"
    } else if reason.contains("surrogate") || reason.contains("hex escape") {
        "a \\u escape names half a character (a lone surrogate)"
    } else {
        reason
    };
    Error::new(
        Code::Malformed,
        format!(
            "The JSON cannot be read at line {}, column {}: {reason}.",
            error.line(),
            error.column()
        ),
    )
}

fn session(mut session: PlacedObject) -> Result<Imported> {
    let title = session.take_text("title")?;
    let profile_id = session.take("profile_id").map(profile_id).transpose()?;
    let profile_name = session.take("profile_name").map(profile_name).transpose()?;
    let is_without_owner = session.has_null("created_by");
    let messages = messages::take_from(&mut session)?;
    let mut deck = take_deck_titled(&mut session, title.as_deref())?;
    if deck.is_none() {
        deck = take_html_deck(&mut session)?;
    }
    if deck.is_none() && messages.is_empty() {
        return Err(Error::invalid(
            "file",
            "The JSON holds neither slides nor messages. Lectern looks for `slides`, \
             `slide_deck`, `deck` or `messages` in its outermost object.",
        ));
    }
    let title = title.or_else(|| deck.as_ref()?.title.clone());
    Ok(Imported {
        title,
        profile_id,
        profile_name: profile_name.flatten(),
        is_without_owner,
        messages,
        deck,
    })
}

fn profile_id(placed: Placed) -> Result<ProfileId> {
    ProfileId::new(placed.integer()?)
}

/// A blank name is as good as none.
fn profile_name(placed: Placed) -> Result<Option<ProfileName>> {
    let name = placed.text()?;
    if is_blank(&name) {
        return Ok(None);
    }
    ProfileName::new(&name).map(Some)
}

fn take_deck(object: &mut PlacedObject) -> Result<Option<Deck>> {
    let title = object.take_text("title")?;
    take_deck_titled(object, title.as_deref())
}

/// Takes the deck out of a session, or out of an object that is itself one;
/// only then is `title` the deck's own.
fn take_deck_titled(object: &mut PlacedObject, title: Option<&str>) -> Result<Option<Deck>> {
    for field in ["slide_deck", "deck"] {
        let Some(inner) = object.take(field) else {
            continue;
        };
        if inner.value.is_array() {
            return deck_of_list(inner).map(Some);
        }
        let mut inner = inner.object()?;
        let title = inner.take_text("title")?;
        return deck(inner, title).map(Some);
    }
    if !object.has("slides") {
        return Ok(None);
    }
    take_fields(object, title.map(str::to_owned)).map(Some)
}

fn take_html_deck(object: &mut PlacedObject) -> Result<Option<Deck>> {
    for field in HTML_FIELDS {
        if let Some(document) = object.take_text(field)? {
            return Ok(html::read(&document)?.deck);
        }
    }
    Ok(None)
}

/// A deck in an object of its own, perhaps as an HTML document.
fn deck(mut fields: PlacedObject, title: Option<String>) -> Result<Deck> {
    if !fields.has("slides")
        && let Some(deck) = take_html_deck(&mut fields)?
    {
        return Ok(deck);
    }
    take_fields(&mut fields, title)
}

fn take_fields(fields: &mut PlacedObject, title: Option<String>) -> Result<Deck> {
    let place = fields.place_of("slides");
    let Some(list) = fields.take("slides") else {
        let message = format!("`{place}` is missing.");
        return Err(Error::invalid(place, message));
    };
    let mut deck = deck_of_list(list)?;
    deck.title = title;
    deck.css = fields.take_text("css")?.unwrap_or_default();
    if let Some(addresses) = fields.take("external_scripts") {
        deck.external_scripts = addresses.list()?.map(Placed::text).collect::<Result<_>>()?;
    }
    if let Some(attributes) = fields.take("root_attributes") {
        deck.root_attributes = root_attributes(attributes)?;
    }
    deck.surroundings = fields.take_text("surroundings")?.unwrap_or_default();
    deck.put_scripts(fields.take_text("scripts")?.unwrap_or_default());
    Ok(deck)
}

fn deck_of_list(list: Placed) -> Result<Deck> {
    let place = if list.place.is_empty() {
        "slides".to_owned()
    } else {
        list.place.clone()
    };
    let slides = list
        .list()?
        .enumerate()
        .map(|(index, slide)| read_slide(index, slide))
        .collect::<Result<_>>()?;
    let deck = Deck {
        slides,
        ..Deck::default()
    };
    check_slides(&deck, &place)?;
    Ok(deck)
}

fn read_slide(index: usize, placed: Placed) -> Result<Slide> {
    if placed.value.is_string() {
        return Ok(Slide {
            slide_id: format!("slide_{index}"),
            html: placed.text()?,
            ..Slide::default()
        });
    }
    let mut fields = placed.object()?;
    Ok(Slide {
        slide_id: fields
            .take_text("slide_id")?
            .unwrap_or_else(|| format!("slide_{index}")),
        html: fields.required_text("html")?,
        scripts: fields.take_text("scripts")?.unwrap_or_default(),
        notes: fields.take_text("notes")?.unwrap_or_default(),
    })
}

fn root_attributes(placed: Placed) -> Result<RootAttributes> {
    let mut elements = placed.object()?;
    let mut take = |element| {
        elements
            .take(element)
            .map_or(Ok(BTreeMap::new()), attributes)
    };
    Ok(RootAttributes {
        html: take("html")?,
        body: take("body")?,
    })
}

fn attributes(placed: Placed) -> Result<BTreeMap<String, String>> {
    let mut attributes = BTreeMap::new();
    for (name, value) in placed.object()?.into_fields() {
        let value = value.text()?;
        if html::is_root_attribute(&name) {
            attributes.insert(name, value);
        }
    }
    Ok(attributes)
}
