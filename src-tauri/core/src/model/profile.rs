//! A profile: what a user groups sessions by.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::model::is_blank;
use crate::{Error, Result};

/// The id of a profile: an integer that every JSON reader can hold exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProfileId(i64);

impl ProfileId {
    /// The largest id, 2^53-1; the smallest is its negative.
    pub const MAXIMUM: i64 = (1 << 53) - 1;

    /// A profile id.
    ///
    /// # Errors
    /// `invalid` outside +-(2^53-1).
    pub fn new(number: i64) -> Result<Self> {
        if (-Self::MAXIMUM..=Self::MAXIMUM).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Error::invalid(
                "profile_id",
                format!("A profile id lies between -{0} and {0}.", Self::MAXIMUM),
            ))
        }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

/// A profile's name: 1 to 255 characters after trimming.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProfileName(String);

impl ProfileName {
    /// The longest name, in characters after trimming.
    pub const MAXIMUM: usize = 255;

    /// A name from what a user typed.
    ///
    /// # Errors
    /// `invalid` when it is blank or too long.
    pub fn new(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        let length = trimmed.chars().count();
        let is_empty = is_blank(trimmed);
        if !is_empty && length <= Self::MAXIMUM {
            return Ok(Self(trimmed.to_owned()));
        }
        Err(Error::invalid(
            "profile_name",
            if is_empty {
                "The profile's name is empty.".to_owned()
            } else {
                format!(
                    "The profile's name has {length} characters; it can have {}.",
                    Self::MAXIMUM
                )
            },
        ))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Profile {
    /// The id.
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub profile_id: ProfileId,
    /// The name.
    #[cfg_attr(feature = "schema", schema(value_type = String, max_length = 255))]
    pub profile_name: ProfileName,
    /// When it was made.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
}
