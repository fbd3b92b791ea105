//! A session: one conversation and the deck that came out of it.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::model::{ProfileId, ProfileName, is_blank};
use crate::{Error, Result};

/// The id of a session: a UUIDv7 made by Lectern, written lower-case with
/// hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SessionId(Uuid);

impl SessionId {
    /// Wraps an id that Lectern made.
    #[must_use]
    pub fn new(id: Uuid) -> Self {
        Self(id)
    }

    /// Reads an id as a client writes it.
    ///
    /// # Errors
    /// `not_found` for anything that Lectern would not have written itself.
    pub fn parse(text: &str) -> Result<Self> {
        let id = Uuid::try_parse(text).map_err(|_| Error::session_not_found())?;
        let written = id.hyphenated().to_string();
        if written == text && id.get_version_num() == 7 {
            Ok(Self(id))
        } else {
            Err(Error::session_not_found())
        }
    }

    /// The 16 bytes; they sort by time of creation.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// An id from its 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.hyphenated(), formatter)
    }
}

/// A session's title: trimmed, 1 to 255 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Title(String);

impl Title {
    /// The longest title, in characters after trimming.
    pub const MAXIMUM: usize = 255;

    /// A title from what a user typed.
    ///
    /// # Errors
    /// `invalid` when it is blank or longer than [`Title::MAXIMUM`].
    pub fn new(text: &str) -> Result<Self> {
        let trimmed = text.trim();
        if is_blank(trimmed) {
            return Err(Error::invalid(
                "title",
                "The title is empty. Give the session a title with at least one visible character.",
            ));
        }
        let length = trimmed.chars().count();
        if length > Self::MAXIMUM {
            return Err(Error::invalid(
                "title",
                format!(
                    "The title has {length} characters; it can have {}.",
                    Self::MAXIMUM
                ),
            ));
        }
        Ok(Self(trimmed.to_owned()))
    }

    /// A title from a text of any length: trimmed, cut at 255 characters.
    /// `None` when nothing visible is left.
    #[must_use]
    pub fn shortened(text: &str) -> Option<Self> {
        let cut: String = text.trim().chars().take(Self::MAXIMUM).collect();
        let trimmed = cut.trim_end();
        (!is_blank(trimmed)).then(|| Self(trimmed.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Title {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The stable id of a user of this machine's Lectern. Sessions keep the id, so
/// that a user who changes name keeps the sessions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(String);

impl UserId {
    /// A user id from a text without control characters.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who may see a session. There is one answer today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Its owner.
    #[default]
    Private,
}

/// A session as every door answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Session {
    /// The id.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Uuid))]
    pub session_id: SessionId,
    /// The title.
    #[cfg_attr(feature = "schema", schema(value_type = String, max_length = 255))]
    pub title: Title,
    /// The owner's name; `null` for a session without owner.
    #[cfg_attr(feature = "schema", schema(required))]
    pub created_by: Option<String>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The profile that it belongs to.
    #[cfg_attr(feature = "schema", schema(required, value_type = Option<i64>))]
    pub profile_id: Option<ProfileId>,
    /// The profile's name.
    #[cfg_attr(feature = "schema", schema(required, value_type = Option<String>))]
    pub profile_name: Option<ProfileName>,
    /// When it was made.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    /// When its title, profile, messages or deck last changed.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
    /// When its messages or deck last changed. Lists follow it.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub last_activity: Timestamp,
    /// Number of messages.
    pub message_count: u32,
    /// Number of slides.
    pub slide_count: u32,
    /// Whether it has a deck.
    pub has_slide_deck: bool,
}
