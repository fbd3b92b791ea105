//! What travels: the requests and the answers of the operations, the same at
//! every door. Unknown fields are ignored; values that a client may not choose
//! (`created_by`, `visibility`, ids, times) are not read at all.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::Timestamp;
#[cfg(feature = "schema")]
use crate::model::Role;
use crate::model::{Deck, Message, Profile, RootAttributes, Session, SessionId, Title};
use crate::ops::{FidelityReport, Field};
use crate::render::Warning;

macro_rules! request {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty as $schema:ty [$required:literal],)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $name {
            $(
                $(#[$field_meta])*
                #[serde(default)]
                #[cfg_attr(feature = "schema", schema(value_type = $schema, required = $required))]
                pub $field: $kind,
            )*
        }
    };
}

request! {
    /// Nothing is asked but the operation itself.
    Nothing {}
}

request! {
    /// Makes a session.
    CreateSession {
        /// Title; without one, `Session YYYY-MM-DD HH:MM` in local time.
        #[cfg_attr(feature = "schema", schema(max_length = 255))]
        title: Field<String> as Option<String> [false],
        /// Profile that the session belongs to, within +-(2^53-1).
        #[cfg_attr(feature = "schema", schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64))]
        profile_id: Field<i64> as Option<i64> [false],
        /// The profile's name, shown with the session.
        #[cfg_attr(feature = "schema", schema(max_length = 255))]
        profile_name: Field<String> as Option<String> [false],
    }
}

request! {
    /// Lists sessions, newest activity first.
    ListSessions {
        /// Rows to answer, 1 to 100; 50 if absent.
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 100))]
        limit: Field<i64> as Option<i64> [false],
        /// Only sessions of this profile.
        #[cfg_attr(feature = "schema", schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64))]
        profile_id: Field<i64> as Option<i64> [false],
        /// `next_cursor` of the answer before.
        cursor: Field<String> as Option<String> [false],
        /// Only sessions whose title contains this, whatever the case.
        q: Field<String> as Option<String> [false],
        /// `last_activity` (default), `created_at` or `title`.
        #[cfg_attr(feature = "schema", schema(pattern = "^(last_activity|created_at|title)$"))]
        sort: Field<String> as Option<String> [false],
        /// Sessions in the trash instead of the others.
        trashed: Field<bool> as Option<bool> [false],
    }
}

request! {
    /// Names one session.
    OneSession {
        /// The session.
        session_id: String as String [true],
    }
}

request! {
    /// Names one slide of a session's deck.
    OneSlide {
        /// The session.
        session_id: String as String [true],
        /// The slide's number, from 1.
        #[cfg_attr(feature = "schema", schema(minimum = 1))]
        number: Field<i64> as i64 [true],
    }
}

request! {
    /// Reads a conversation, oldest message first.
    ListMessages {
        /// The session.
        session_id: String as String [true],
        /// Only the last so many messages (1 to 1000).
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1000))]
        limit: Field<i64> as Option<i64> [false],
        /// `next_cursor` of the answer before: messages older than those.
        cursor: Field<String> as Option<String> [false],
    }
}

request! {
    /// Renames a session.
    RenameSession {
        /// The session.
        session_id: String as String [true],
        /// The new title, 1 to 255 characters after trimming.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 255))]
        title: Field<String> as String [true],
    }
}

request! {
    /// Names several sessions; what is done is done to all or none.
    SeveralSessions {
        /// 1 to 1000 ids; each counts once, and unknown ones are skipped.
        #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 1000))]
        session_ids: Field<Vec<String>> as Vec<String> [true],
    }
}

request! {
    /// Puts a session into a profile.
    AssignProfile {
        /// The session.
        session_id: String as String [true],
        /// A profile that there is; `null` for none.
        #[cfg_attr(feature = "schema", schema(minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64))]
        profile_id: Field<i64> as Option<i64> [true],
    }
}

request! {
    /// Exports a session's deck as a file.
    ExportSession {
        /// The session.
        session_id: String as String [true],
        /// `pptx` (default), `pdf`, `png` or `html`.
        #[cfg_attr(feature = "schema", schema(pattern = "^(pptx|pdf|png|html)$"))]
        format: Field<String> as Option<String> [false],
        /// Slides to export, such as `1-5,8`, in the deck's order; all if absent
        /// or blank.
        slides: Field<String> as Option<String> [false],
        /// How large pictures are, in pixels for each of a slide's own: 1 to 4; 2 if
        /// absent. Only for `png`.
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 4))]
        scale: Field<i64> as Option<i64> [false],
        /// Where the speaker's notes go: `none` (default), `annotations` (on each
        /// slide's page) or `pages` (one sheet of paper for each slide, with its notes
        /// below; long notes go on on further sheets). Only for `pdf`.
        #[cfg_attr(feature = "schema", schema(pattern = "^(none|annotations|pages)$"))]
        notes: Field<String> as Option<String> [false],
        /// Slides on a sheet of paper: 2, 3 (with lines to write on), 4, 6 or 9. 1
        /// (default) makes each slide a page of its own. Only for `pdf`, and not
        /// together with notes pages.
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 9))]
        per_page: Field<i64> as Option<i64> [false],
        /// The size of sheets: `a4` (default) or `letter`. Only for notes pages and for
        /// several slides on a page.
        #[cfg_attr(feature = "schema", schema(pattern = "^(a4|letter)$"))]
        paper: Field<String> as Option<String> [false],
        /// What slides are made of: `editable` (default) makes texts, shapes, tables
        /// and charts that can be changed, `exact` one picture of each slide. Only for
        /// `pptx`.
        #[cfg_attr(feature = "schema", schema(pattern = "^(editable|exact)$"))]
        mode: Field<String> as Option<String> [false],
        /// Whose lines of text the file meets best: `any` (default) serves PowerPoint
        /// and the others alike, `libreoffice` LibreOffice. Only for `pptx`.
        #[cfg_attr(feature = "schema", schema(pattern = "^(any|libreoffice)$"))]
        made_for: Field<String> as Option<String> [false],
    }
}

request! {
    /// Adds a message to a conversation.
    AppendMessage {
        /// The session.
        session_id: String as String [true],
        /// `user`, `assistant`, `system` or `tool`.
        role: Field<String> as Role [true],
        /// The text.
        content: Field<String> as String [true],
    }
}

request! {
    /// Puts a deck in the place of the session's deck.
    PutSlides {
        /// The session.
        session_id: String as String [true],
        /// The revision that the caller knows, as in an `ETag` (`"3"`) or
        /// bare; with another one in the store nothing is changed.
        if_match: Field<String> as Option<String> [false],
        /// The deck.
        deck: Value as DeckBody [true],
    }
}

request! {
    /// Makes a session from a file: HTML or JSON.
    ImportSession {
        /// The file's text.
        content: String as String [true],
        /// The file's name; it serves as title where the file has none.
        name: Field<String> as Option<String> [false],
    }
}

request! {
    /// Opens a session's deck to be looked at.
    OpenPreview {
        /// The session.
        session_id: String as String [true],
        /// Whether the deck's scripts run; they do if absent.
        scripts: Field<bool> as Option<bool> [false],
    }
}

request! {
    /// Makes a profile.
    CreateProfile {
        /// The name, 1 to 255 characters after trimming.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 255))]
        profile_name: Field<String> as String [true],
    }
}

request! {
    /// Renames a profile, also in the sessions that belong to it.
    RenameProfile {
        /// The profile.
        profile_id: Field<i64> as i64 [true],
        /// The new name, 1 to 255 characters after trimming.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 255))]
        profile_name: Field<String> as String [true],
    }
}

/// A page of sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SessionList {
    /// The sessions.
    pub sessions: Vec<Session>,
    /// Rows in this answer.
    pub count: usize,
    /// Where the next page starts; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// A conversation, oldest message first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MessageList {
    /// The messages.
    pub messages: Vec<Message>,
    /// Where older messages start; absent when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// A session's deck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SessionSlides {
    /// The session.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Uuid))]
    pub session_id: SessionId,
    /// The deck; `null` when there is none yet.
    #[cfg_attr(feature = "schema", schema(required))]
    pub slide_deck: Option<DeckBody>,
}

/// A deck on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeckBody {
    /// The deck's own title.
    #[serde(default)]
    pub title: Option<String>,
    /// Number of slides.
    #[serde(default)]
    pub slide_count: usize,
    /// Counts the deck's states, from 1; also its `ETag`.
    #[serde(default)]
    pub revision: u32,
    /// The slides, in order.
    pub slides: Vec<SlideBody>,
    /// The stylesheet that the slides share.
    #[serde(default)]
    pub css: String,
    /// All scripts joined, each slide's in a scope of its own.
    #[serde(default)]
    pub scripts: String,
    /// Addresses of script libraries that the deck loads.
    #[serde(default)]
    pub external_scripts: Vec<String>,
    /// Attributes of the page's `html` and `body` elements.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub root_attributes: RootAttributes,
    /// Markup that stood around the slides. It is not shown; scripts look for
    /// its elements.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "schema", schema(required = false))]
    pub surroundings: String,
}

/// A slide on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlideBody {
    /// A name given by whoever made the deck; need not be unique.
    pub slide_id: String,
    /// The markup.
    pub html: String,
    /// Scripts that draw on this slide only.
    #[serde(default)]
    pub scripts: String,
    /// What the speaker says.
    #[serde(default)]
    pub notes: String,
}

impl DeckBody {
    /// A deck as the wire shows it.
    #[must_use]
    pub fn new(deck: Deck, revision: u32) -> Self {
        Self {
            scripts: deck.scripts(),
            title: deck.title,
            slide_count: deck.slides.len(),
            revision,
            css: deck.css,
            external_scripts: deck.external_scripts,
            root_attributes: deck.root_attributes,
            surroundings: deck.surroundings,
            slides: deck
                .slides
                .into_iter()
                .map(|slide| SlideBody {
                    slide_id: slide.slide_id,
                    html: slide.html,
                    scripts: slide.scripts,
                    notes: slide.notes,
                })
                .collect(),
        }
    }
}

/// A deck that can be looked at: its pages are served under the nonce for as
/// long as the preview is among the newest ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Preview {
    /// What its address holds: 64 hexadecimal digits.
    pub nonce: String,
    /// The state of the deck that it shows.
    pub revision: u32,
    /// Slides of the deck.
    pub slide_count: usize,
    /// Slides on one page.
    pub slides_per_page: usize,
}

/// What a rename changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Renamed {
    /// The session.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Uuid))]
    pub session_id: SessionId,
    /// The title that it has now.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub title: Title,
    /// When that happened.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
}

/// What a clean-up deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CleanedUp {
    /// Number of sessions deleted.
    pub deleted: usize,
    /// Their ids, in the order of the request.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub session_ids: Vec<SessionId>,
}

/// What was moved to the trash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Trashed {
    /// Number of sessions moved; those that lay there already do not count.
    pub trashed: usize,
    /// Their ids, in the order of the request.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub session_ids: Vec<SessionId>,
}

/// What came back from the trash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Restored {
    /// Number of sessions brought back; those that did not lie there do not count.
    pub restored: usize,
    /// Their ids, in the order of the request.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub session_ids: Vec<SessionId>,
}

/// The profiles, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProfileList {
    /// The profiles.
    pub profiles: Vec<Profile>,
}

/// A finished file.
#[derive(Clone, Debug)]
pub struct ExportedFile {
    /// A name that is legal on every system, with its extension.
    pub file_name: String,
    /// The media type.
    pub media_type: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What the deck asked for and did not get.
    pub warnings: Vec<Warning>,
    /// How close the file is to what the browser shows, if people are to edit it.
    pub fidelity: Option<FidelityReport>,
}
