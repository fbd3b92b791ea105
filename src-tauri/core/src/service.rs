//! `Service`: what every door calls. A cheap clone over the store, the
//! renderer, the clock and the events.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::clock::{Clock, Timestamp};
use crate::deck::page::LivePage;
use crate::events::{Change, Event, Events};
use crate::model::{Session, SessionId, UserId};
use crate::pictures::Pictures;
use crate::previews::Previews;
use crate::render::{Renderer, Watch};
use crate::store::{SessionRecord, Store};
use crate::{Error, Result};

/// Who calls, as a door found out; never taken from a request's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The authenticated user.
    pub user: UserId,
    /// The client's own name for itself, told with the events that it causes.
    pub client: Option<String>,
}

/// The one user of this machine's Lectern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalUser {
    /// The stable id that sessions keep.
    pub id: UserId,
    /// The name that `created_by` shows.
    pub name: String,
}

/// Exports that may be under way or waiting at one time.
const EXPORTS_AT_ONCE: usize = 8;

struct Parts {
    store: Store,
    renderer: Arc<dyn Renderer>,
    clock: Arc<dyn Clock>,
    user: LocalUser,
    events: Events,
    previews: Previews,
    exports: tokio::sync::Semaphore,
    pictures: Pictures,
}

/// The operations over one store. Clones share everything.
#[derive(Clone)]
pub struct Service {
    parts: Arc<Parts>,
}

/// A service that whoever holds this does not keep open.
#[derive(Clone)]
pub(crate) struct WeakService {
    parts: Weak<Parts>,
}

impl WeakService {
    /// The service, if anybody still keeps it open.
    pub(crate) fn upgrade(&self) -> Option<Service> {
        let parts = self.parts.upgrade()?;
        Some(Service { parts })
    }
}

impl Service {
    /// Puts a service together. Call it where there is a runtime: what is left
    /// of an earlier run is cleared away in the background.
    pub fn new(
        store: Store,
        renderer: Arc<dyn Renderer>,
        clock: Arc<dyn Clock>,
        user: LocalUser,
        pictures: Pictures,
    ) -> Self {
        let parts = Parts {
            store,
            renderer,
            clock,
            user,
            events: Events::default(),
            previews: Previews::default(),
            exports: tokio::sync::Semaphore::new(EXPORTS_AT_ONCE),
            pictures,
        };
        let service = Self {
            parts: Arc::new(parts),
        };
        service.pictures().sweep(service.downgrade());
        service
    }

    /// The local user as a caller: what the window, the command line and the
    /// holder of the token are.
    #[must_use]
    pub fn local_caller(&self, client: Option<String>) -> Caller {
        Caller {
            user: self.parts.user.id.clone(),
            client,
        }
    }

    /// Hears what changes from now on.
    #[must_use]
    pub fn subscribe(&self) -> tokio::sync::broadcast::Receiver<Event> {
        self.parts.events.subscribe()
    }

    /// A page of an open preview: what a door serves in a frame, under
    /// [`LivePage::headers`]. `None` for anything else. Takes its time for large
    /// decks; call it where that is allowed.
    #[must_use]
    pub fn preview_page(&self, nonce: &str, page: usize) -> Option<LivePage> {
        self.parts.previews.page(nonce, page)
    }

    pub(crate) fn previews(&self) -> &Previews {
        &self.parts.previews
    }

    pub(crate) fn store(&self) -> &Store {
        &self.parts.store
    }

    pub(crate) fn renderer(&self) -> Arc<dyn Renderer> {
        Arc::clone(&self.parts.renderer)
    }

    pub(crate) fn pictures(&self) -> &Pictures {
        &self.parts.pictures
    }

    pub(crate) fn downgrade(&self) -> WeakService {
        WeakService {
            parts: Arc::downgrade(&self.parts),
        }
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.parts.clock.as_ref()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    pub(crate) fn new_session_id(&self, now: Timestamp) -> SessionId {
        SessionId::new(self.parts.clock.new_id(now))
    }

    pub(crate) fn export_permit(&self) -> Result<tokio::sync::SemaphorePermit<'_>> {
        self.parts.exports.try_acquire().map_err(|_| {
            Error::new(
                crate::Code::Busy,
                format!("{EXPORTS_AT_ONCE} exports are under way already. Try again when one of them is done."),
            )
        })
    }

    /// Runs a reading of the store where it may block.
    pub(crate) async fn reading<T, F>(&self, read: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Service) -> Result<T> + Send + 'static,
    {
        let service = self.clone();
        tokio::task::spawn_blocking(move || read(&service))
            .await
            .map_err(Error::internal)?
    }

    /// What was read of a session; rows that are missing because the session
    /// was deleted meanwhile are no damage.
    pub(crate) fn unless_gone<T>(&self, session_id: SessionId, read: Result<T>) -> Result<T> {
        match read {
            Err(_) if self.store().session(session_id)?.is_none() => {
                Err(Error::session_not_found())
            }
            read => read,
        }
    }

    /// A stored session as the doors show it.
    pub(crate) fn show(&self, session_id: SessionId, record: &SessionRecord) -> Session {
        Session {
            session_id,
            title: record.title.clone(),
            created_by: record.owner.as_ref().map(|owner| self.name_of(owner)),
            visibility: record.visibility,
            profile_id: record.profile_id,
            profile_name: record.profile_name.clone(),
            created_at: record.created_at,
            updated_at: record.updated_at,
            last_activity: record.last_activity,
            message_count: record.message_count,
            slide_count: record.deck.as_ref().map_or(0, |deck| deck.slide_count),
            has_slide_deck: record.deck.is_some(),
        }
    }

    fn name_of(&self, user: &UserId) -> String {
        let local = &self.parts.user;
        if *user == local.id {
            local.name.clone()
        } else {
            user.as_str().to_owned()
        }
    }

    pub(crate) fn tell(
        &self,
        caller: &Caller,
        change: Change,
        session: Option<(SessionId, &SessionRecord)>,
    ) {
        let gone = matches!(change, Change::SessionTrashed | Change::SessionDeleted);
        if let Some((session_id, _)) = session.filter(|_| gone) {
            self.parts.previews.forget(session_id);
        }
        self.parts.events.tell(event(caller, change, session));
    }

    /// The same watch, whose progress is also told as events: each step once,
    /// and slides only forwards.
    pub(crate) fn telling_progress(
        &self,
        caller: &Caller,
        watch: &Watch,
        session: (SessionId, &SessionRecord),
    ) -> Watch {
        let service = self.clone();
        let event = event(caller, Change::ExportProgressed, Some(session));
        let latest = Mutex::new(None);
        watch.also(move |progress| {
            let mut latest = latest.lock().unwrap_or_else(PoisonError::into_inner);
            if *latest < Some(progress) {
                *latest = Some(progress);
                let mut event = event.clone();
                event.progress = *latest;
                service.parts.events.tell(event);
            }
        })
    }
}

/// What happened to a session, or to none, because of a caller.
fn event(caller: &Caller, change: Change, session: Option<(SessionId, &SessionRecord)>) -> Event {
    Event {
        sequence: 0,
        change,
        session_id: session.map(|(session_id, _)| session_id),
        client: caller.client.clone(),
        progress: None,
        owner: session.and_then(|(_, record)| record.owner.clone()),
    }
}
