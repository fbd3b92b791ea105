//! What changed, and through which client, for every open window and client.

use serde::Serialize;
use tokio::sync::broadcast;

use crate::model::{SessionId, UserId};
use crate::render::Progress;

/// Events that a slow listener can fall behind before it must read anew.
const BACKLOG: usize = 1024;

/// What happened to a session or to the profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A session was made, imported, copied or restored.
    SessionCreated,
    /// A session's title, profile or counts changed.
    SessionUpdated,
    /// A message was added.
    MessageAppended,
    /// The deck was replaced.
    DeckReplaced,
    /// A session moved to the trash.
    SessionTrashed,
    /// A session was deleted for good.
    SessionDeleted,
    /// Profiles were made or renamed.
    ProfilesChanged,
    /// A session's export came further.
    ExportProgressed,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Event {
    /// Counts the events of this run of Lectern, from 1, without gaps for a
    /// listener that sees every user's events.
    pub sequence: u64,
    /// What happened.
    pub change: Change,
    /// To which session, if to one.
    #[cfg_attr(feature = "schema", schema(required, value_type = Option<String>, format = Uuid))]
    pub session_id: Option<SessionId>,
    /// The client that asked for it, so that it can skip its own echo.
    #[cfg_attr(feature = "schema", schema(required))]
    pub client: Option<String>,
    /// How far the export is; only where one came further.
    #[cfg_attr(feature = "schema", schema(required))]
    pub progress: Option<Progress>,
    #[serde(skip)]
    pub(crate) owner: Option<UserId>,
}

impl Event {
    /// Whether this user may hear of it.
    #[must_use]
    pub fn is_visible_to(&self, user: &UserId) -> bool {
        self.owner.as_ref().is_none_or(|owner| owner == user)
    }
}

/// The place where events are told and heard.
#[derive(Debug)]
pub struct Events {
    sender: broadcast::Sender<Event>,
    sequence: std::sync::Mutex<u64>,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            sender: broadcast::channel(BACKLOG).0,
            sequence: std::sync::Mutex::default(),
        }
    }
}

impl Events {
    /// Hears every event from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.sender.subscribe()
    }

    /// Tells what happened and gives the event its sequence; events arrive in
    /// that order.
    pub(crate) fn tell(&self, mut event: Event) {
        let mut sequence = self
            .sequence
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *sequence += 1;
        event.sequence = *sequence;
        // An error only says that nobody listens.
        let _ = self.sender.send(event);
    }
}
