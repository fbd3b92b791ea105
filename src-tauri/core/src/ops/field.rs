//! A value of a request as it arrived: absent, null, of the right type, or
//! wrong. Doors never refuse a value themselves, so that every door gives the
//! same answer, and an operation can look a session up before it complains.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::error::FieldError;
use crate::{Error, Result};

/// One value of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// Not there.
    #[default]
    Absent,
    /// Explicitly nothing.
    Null,
    /// A value of the right type.
    Given(T),
    /// Something else; an array also stands for a value that was given more
    /// than once.
    Wrong(Value),
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if value.is_null() {
            return Ok(Self::Null);
        }
        Ok(T::deserialize(&value).map_or_else(|_| Self::Wrong(value.clone()), Self::Given))
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Given(value)
    }
}

impl<T: Kind> Field<T> {
    /// The value, or `None` where it is absent or null. A wrong one is added
    /// to `refused`.
    pub(crate) fn optional(self, name: &str, refused: &mut Vec<FieldError>) -> Option<T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Absent | Self::Null => None,
            Self::Wrong(value) => {
                refused.push(wrong::<T>(name, &value));
                None
            }
        }
    }

    /// The value, or `None` where it is null. An absent or wrong one is added
    /// to `refused`.
    pub(crate) fn nullable(self, name: &str, refused: &mut Vec<FieldError>) -> Option<T> {
        if matches!(self, Self::Absent) {
            refused.push(FieldError {
                location: name.to_owned(),
                message: format!(
                    "`{name}` is missing; it must be {} or null.",
                    T::DESCRIPTION
                ),
            });
        }
        self.optional(name, refused)
    }

    /// The value. Where there is none, the complaint is added to `refused`.
    pub(crate) fn required(self, name: &str, refused: &mut Vec<FieldError>) -> Option<T> {
        if matches!(self, Self::Absent | Self::Null) {
            refused.push(FieldError {
                location: name.to_owned(),
                message: format!("`{name}` is missing; it must be {}.", T::DESCRIPTION),
            });
            return None;
        }
        self.optional(name, refused)
    }
}

/// Answers `invalid` when anything was refused.
pub(crate) fn refuse(refused: Vec<FieldError>) -> Result<()> {
    if refused.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid_fields(refused))
    }
}

/// The value, or its complaints added to `refused`.
pub(crate) fn accepted<T>(value: Result<T>, refused: &mut Vec<FieldError>) -> Option<T> {
    value
        .map_err(|error| refused.extend_from_slice(error.fields()))
        .ok()
}

/// How many rows are asked for, from 1 to `largest`.
pub(crate) fn read_limit(
    limit: Field<i64>,
    largest: u16,
    refused: &mut Vec<FieldError>,
) -> Option<u16> {
    let number = limit.optional("limit", refused)?;
    let limit = u16::try_from(number).ok();
    let accepted = limit.filter(|limit| (1..=largest).contains(limit));
    if accepted.is_none() {
        refused.push(FieldError {
            location: "limit".into(),
            message: format!("`limit` must lie between 1 and {largest}."),
        });
    }
    accepted
}

/// Types that a request's value can have, as a person would name them.
pub trait Kind {
    /// For a sentence: "must be …".
    const DESCRIPTION: &'static str;
}

impl Kind for String {
    const DESCRIPTION: &'static str = "a string";
}

impl Kind for std::path::PathBuf {
    const DESCRIPTION: &'static str = "a path";
}

impl Kind for i64 {
    const DESCRIPTION: &'static str = "an integer";
}

impl Kind for bool {
    const DESCRIPTION: &'static str = "true or false";
}

impl Kind for Vec<String> {
    const DESCRIPTION: &'static str = "a list of strings";
}

fn wrong<T: Kind>(name: &str, value: &Value) -> FieldError {
    let message = if value.is_array() && T::DESCRIPTION != Vec::<String>::DESCRIPTION {
        format!(
            "`{name}` was given more than once; it must be {} given once.",
            T::DESCRIPTION
        )
    } else {
        format!("`{name}` must be {}.", T::DESCRIPTION)
    };
    FieldError {
        location: name.to_owned(),
        message,
    }
}
