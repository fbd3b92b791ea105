//! What is stored of a session and of a deck, as JSON: fields can be added
//! without breaking rows that older versions wrote.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::model::{ProfileId, ProfileName, Title, UserId, Visibility};

/// A session as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRecord {
    /// The title.
    pub title: Title,
    /// The owner; none for legacy sessions, which every user may use.
    pub owner: Option<UserId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The profile that it belongs to.
    pub profile_id: Option<ProfileId>,
    /// The profile's name.
    pub profile_name: Option<ProfileName>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When anything of it last changed.
    pub updated_at: Timestamp,
    /// When its messages or deck last changed.
    pub last_activity: Timestamp,
    /// Number of messages.
    #[serde(default)]
    pub message_count: u32,
    /// The deck, if there is one.
    #[serde(default)]
    pub deck: Option<DeckReference>,
    /// When it was moved to the trash, if it is there.
    #[serde(default)]
    pub trashed_at: Option<Timestamp>,
}

impl SessionRecord {
    /// Whether this user may see and change it.
    #[must_use]
    pub fn is_open_to(&self, user: &UserId) -> bool {
        self.owner.as_ref().is_none_or(|owner| owner == user)
    }

    /// Notes that the title or profile changed.
    pub fn touch(&mut self, now: Timestamp) {
        self.updated_at = self.updated_at.max(now);
    }

    /// Notes that messages or the deck changed, and answers the moment. It
    /// always moves forward, so that the order of lists is strict even when
    /// the machine's clock stands still or goes back.
    pub fn be_active(&mut self, now: Timestamp) -> Timestamp {
        let moment = now.max(self.last_activity.next()).max(self.updated_at);
        self.last_activity = moment;
        self.updated_at = moment;
        moment
    }
}

/// Which deck a session shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeckReference {
    /// The revision; counts from 1.
    pub revision: u32,
    /// Number of slides.
    pub slide_count: u32,
}

/// What is known of a stored deck without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DeckHeader {
    /// How the parts are compressed; there is one way today.
    pub(super) codec: Codec,
    /// Bytes after decompression.
    pub(super) length: usize,
    /// CRC-32C of the bytes after decompression.
    pub(super) checksum: u32,
    /// When it was written.
    pub(super) created_at: Timestamp,
}

/// How a deck is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Codec {
    /// Zstandard over the deck as JSON.
    ZstdJson,
}

/// The store's own format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Format {
    /// Changes when older programs can no longer read the store.
    pub(super) major: u32,
    /// Changes when rows are added that older programs can ignore.
    pub(super) minor: u32,
    /// The program that made the store.
    pub(super) app: String,
}
