//! A JSON value together with the place where it stands, so that a refusal
//! can name it (`slides[3].html`).
//!
//! What does not belong here: which fields a deck or a session has.

use serde_json::{Map, Value};

use crate::{Error, Result};

/// A JSON value and its place.
pub(super) struct Placed {
    pub(super) value: Value,
    pub(super) place: String,
}

/// A JSON object and its place. Fields are taken out of it, so that large
/// texts are never copied.
pub(super) struct PlacedObject {
    fields: Map<String, Value>,
    place: String,
}

impl Placed {
    /// The outermost value of a file or body.
    pub(super) fn outermost(value: Value) -> Self {
        Self {
            value,
            place: String::new(),
        }
    }

    /// The value as text.
    pub(super) fn text(self) -> Result<String> {
        match self.value {
            Value::String(text) => Ok(text),
            other => Err(wrong_kind(&self.place, "a string", &other)),
        }
    }

    /// The value as an integer.
    pub(super) fn integer(self) -> Result<i64> {
        let number = self.value.as_i64();
        number.ok_or_else(|| wrong_kind(&self.place, "an integer", &self.value))
    }

    /// The value as an object.
    pub(super) fn object(self) -> Result<PlacedObject> {
        match self.value {
            Value::Object(fields) => Ok(PlacedObject {
                fields,
                place: self.place,
            }),
            other => Err(wrong_kind(&self.place, "an object", &other)),
        }
    }

    /// The value as a list; each element knows its own place.
    pub(super) fn list(self) -> Result<impl Iterator<Item = Placed>> {
        let Self { value, place } = self;
        match value {
            Value::Array(elements) => {
                Ok(elements
                    .into_iter()
                    .enumerate()
                    .map(move |(index, value)| Placed {
                        value,
                        place: format!("{place}[{index}]"),
                    }))
            }
            other => Err(wrong_kind(&place, "a list", &other)),
        }
    }
}

impl PlacedObject {
    /// The outermost value of a file or body as an object. It has no place; a
    /// refusal calls it `name`.
    pub(super) fn outermost(value: Value, name: &str) -> Result<Self> {
        match value {
            Value::Object(fields) => Ok(Self {
                fields,
                place: String::new(),
            }),
            other => Err(wrong_kind(name, "an object", &other)),
        }
    }

    /// Whether a field is there and not `null`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(|value| !value.is_null())
    }

    /// Whether a field is there and `null`.
    pub(super) fn has_null(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(Value::is_null)
    }

    /// Takes a field out; `None` when it is absent or `null`.
    pub(super) fn take(&mut self, name: &str) -> Option<Placed> {
        let value = self.fields.swap_remove(name)?;
        let place = self.place_of(name);
        (!value.is_null()).then_some(Placed { value, place })
    }

    /// Takes a text out; `None` when it is absent or `null`.
    pub(super) fn take_text(&mut self, name: &str) -> Result<Option<String>> {
        self.take(name).map(Placed::text).transpose()
    }

    /// Takes a text out that must be there.
    pub(super) fn required_text(&mut self, name: &str) -> Result<String> {
        let place = self.place_of(name);
        self.take_text(name)?
            .ok_or_else(|| Error::invalid(place.clone(), format!("`{place}` is missing.")))
    }

    /// All fields, in the order of the file.
    pub(super) fn into_fields(self) -> impl Iterator<Item = (String, Placed)> {
        let Self { fields, place } = self;
        fields.into_iter().map(move |(name, value)| {
            let place = joined(&place, &name);
            (name, Placed { value, place })
        })
    }

    /// The place of one of the object's fields.
    pub(super) fn place_of(&self, name: &str) -> String {
        joined(&self.place, name)
    }
}

fn joined(place: &str, name: &str) -> String {
    if place.is_empty() {
        name.to_owned()
    } else {
        format!("{place}.{name}")
    }
}

fn wrong_kind(place: &str, wanted: &str, found: &Value) -> Error {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Error::invalid(place, format!("`{place}` must be {wanted}; it is {found}."))
}
