//! Sessions: make, list, read, rename, assign, copy.

use crate::clock::Timestamp;
use crate::error::FieldError;
use crate::events::Change;
use crate::model::{
    Profile, ProfileId, ProfileName, Session, SessionId, Title, UserId, Visibility, is_blank,
};
use crate::ops::field::{Field, accepted, read_limit, refuse};
use crate::ops::wire::{
    AssignProfile, CreateSession, ListSessions, OneSession, RenameSession, Renamed, SessionList,
};
use crate::service::{Caller, Service};
use crate::store::{Changes, Listing, Order, SessionRecord};
use crate::{Error, Result};

/// Rows of a page when nothing is said, and at most.
const PAGE: usize = 50;
const LARGEST_PAGE: u16 = 100;

impl Service {
    /// Makes a session.
    ///
    /// # Errors
    /// `invalid`; `disk_full`; `store_unusable`.
    pub async fn create_session(&self, caller: &Caller, request: CreateSession) -> Result<Session> {
        let now = self.now();
        let mut refused = Vec::new();
        let title = request
            .title
            .optional("title", &mut refused)
            .filter(|title| !is_blank(title))
            .and_then(|title| accepted(Title::new(&title), &mut refused));
        let profile_id = request
            .profile_id
            .optional("profile_id", &mut refused)
            .and_then(|number| accepted(ProfileId::new(number), &mut refused));
        let profile_name = request
            .profile_name
            .optional("profile_name", &mut refused)
            .filter(|name| !is_blank(name))
            .and_then(|name| accepted(ProfileName::new(&name), &mut refused));
        refuse(refused)?;
        let title = match title {
            Some(title) => title,
            None => self.title_of_the_moment(now)?,
        };
        let mut record = new_record(title, Some(caller.user.clone()), now);
        record.profile_id = profile_id;
        record.profile_name = profile_name;
        let id = self.new_session_id(now);
        let record = self
            .store()
            .write(move |changes| {
                crate::ops::profiles::settle(changes, &mut record, now)?;
                changes.put_session(id, &record)?;
                Ok(record)
            })
            .await?;
        self.tell(caller, Change::SessionCreated, Some((id, &record)));
        Ok(self.show(id, &record))
    }

    /// A page of the user's sessions and those without owner.
    ///
    /// # Errors
    /// `invalid`; `store_unusable`.
    pub async fn list_sessions(
        &self,
        caller: &Caller,
        request: ListSessions,
    ) -> Result<SessionList> {
        let listing = listing(&caller.user, request)?;
        self.reading(move |service| {
            let page = service.store().list(&listing)?;
            let sessions: Vec<Session> = page
                .sessions
                .iter()
                .map(|(id, record)| service.show(*id, record))
                .collect();
            Ok(SessionList {
                count: sessions.len(),
                sessions,
                next_cursor: page.next,
            })
        })
        .await
    }

    /// A session.
    ///
    /// # Errors
    /// `not_found`; `store_unusable`.
    pub async fn get_session(&self, caller: &Caller, request: OneSession) -> Result<Session> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        self.reading(move |service| {
            let record = service.store().session_of(&user, id)?;
            Ok(service.show(id, &record))
        })
        .await
    }

    /// Renames a session.
    ///
    /// # Errors
    /// `not_found`, then `invalid`; `disk_full`; `store_unusable`.
    pub async fn rename_session(&self, caller: &Caller, request: RenameSession) -> Result<Renamed> {
        let RenameSession { session_id, title } = request;
        let now = self.now();
        let (session_id, record) = self
            .change_session(
                caller,
                &session_id,
                Change::SessionUpdated,
                move |_, record| {
                    let mut refused = Vec::new();
                    let title = title.required("title", &mut refused);
                    refuse(refused)?;
                    record.title = Title::new(&title.unwrap_or_default())?;
                    record.touch(now);
                    Ok(())
                },
            )
            .await?;
        Ok(Renamed {
            session_id,
            title: record.title,
            updated_at: record.updated_at,
        })
    }

    /// Puts a session into a profile, or into none.
    ///
    /// # Errors
    /// `not_found`, then `invalid`, also for a profile that there is not;
    /// `disk_full`; `store_unusable`.
    pub async fn assign_profile(&self, caller: &Caller, request: AssignProfile) -> Result<Session> {
        let AssignProfile {
            session_id,
            profile_id,
        } = request;
        let now = self.now();
        let (id, record) = self
            .change_session(
                caller,
                &session_id,
                Change::SessionUpdated,
                move |changes, record| {
                    let profile = known_profile(changes, profile_id)?;
                    record.profile_id = profile.as_ref().map(|profile| profile.profile_id);
                    record.profile_name = profile.map(|profile| profile.profile_name);
                    record.touch(now);
                    Ok(())
                },
            )
            .await?;
        Ok(self.show(id, &record))
    }

    /// Copies a session, with its conversation and its deck. The copy belongs
    /// to the caller.
    ///
    /// # Errors
    /// `not_found`; `disk_full`; `store_unusable`.
    pub async fn duplicate_session(&self, caller: &Caller, request: OneSession) -> Result<Session> {
        let source = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        let now = self.now();
        let copy = self.new_session_id(now);
        let record = self
            .store()
            .write(move |changes| {
                let original = changes.session_of(&user, source)?;
                let mut record = new_record(title_of_copy(&original.title)?, Some(user), now);
                record.profile_id = original.profile_id;
                record.profile_name.clone_from(&original.profile_name);
                for message in changes.messages(source, &original)? {
                    changes.append_message(copy, &mut record, &message)?;
                }
                changes.copy_deck((source, &original), (copy, &mut record))?;
                changes.put_session(copy, &record)?;
                Ok(record)
            })
            .await?;
        self.tell(caller, Change::SessionCreated, Some((copy, &record)));
        Ok(self.show(copy, &record))
    }

    /// Changes one session that the caller may use and that is not in the
    /// trash, and tells it.
    pub(super) async fn change_session<F>(
        &self,
        caller: &Caller,
        session_id: &str,
        change: Change,
        work: F,
    ) -> Result<(SessionId, SessionRecord)>
    where
        F: FnOnce(&Changes<'_>, &mut SessionRecord) -> Result<()> + Send + 'static,
    {
        let id = SessionId::parse(session_id)?;
        let user = caller.user.clone();
        let record = self
            .store()
            .write(move |changes| {
                let mut record = changes.session_of(&user, id)?;
                work(changes, &mut record)?;
                changes.put_session(id, &record)?;
                Ok(record)
            })
            .await?;
        self.tell(caller, change, Some((id, &record)));
        Ok((id, record))
    }

    /// The title of a session that nobody named.
    pub(crate) fn title_of_the_moment(&self, now: Timestamp) -> Result<Title> {
        Title::new(&format!("Session {}", self.clock().local_minute(now)))
    }
}

/// A session of no messages and no deck.
pub(crate) fn new_record(title: Title, owner: Option<UserId>, now: Timestamp) -> SessionRecord {
    SessionRecord {
        title,
        owner,
        visibility: Visibility::Private,
        profile_id: None,
        profile_name: None,
        created_at: now,
        updated_at: now,
        last_activity: now,
        message_count: 0,
        deck: None,
        trashed_at: None,
    }
}

/// The profile that a request names; none where it says null.
fn known_profile(changes: &Changes<'_>, profile_id: Field<i64>) -> Result<Option<Profile>> {
    let mut refused = Vec::new();
    let number = profile_id.nullable("profile_id", &mut refused);
    refuse(refused)?;
    let Some(number) = number else {
        return Ok(None);
    };
    let profile = changes.profile(ProfileId::new(number)?)?;
    profile.map(Some).ok_or_else(|| {
        Error::invalid(
            "profile_id",
            format!("There is no profile {number}. The session stays where it was."),
        )
    })
}

fn listing(user: &UserId, request: ListSessions) -> Result<Listing> {
    let mut refused = Vec::new();
    let limit = read_limit(request.limit, LARGEST_PAGE, &mut refused);
    let profile = request
        .profile_id
        .optional("profile_id", &mut refused)
        .and_then(|number| accepted(ProfileId::new(number), &mut refused));
    let sort = request.sort.optional("sort", &mut refused);
    let order = order(sort.as_deref(), &mut refused);
    let cursor = request.cursor.optional("cursor", &mut refused);
    let title_contains = request.q.optional("q", &mut refused);
    let trashed = request.trashed.optional("trashed", &mut refused);
    refuse(refused)?;
    Ok(Listing {
        user: user.clone(),
        profile,
        title_contains: title_contains.filter(|part| !part.is_empty()),
        trashed: trashed.unwrap_or(false),
        order,
        cursor,
        limit: limit.map_or(PAGE, usize::from),
    })
}

fn order(sort: Option<&str>, refused: &mut Vec<FieldError>) -> Order {
    match sort {
        None | Some("last_activity") => Order::LastActivity,
        Some("created_at") => Order::Created,
        Some("title") => Order::Title,
        Some(_) => {
            refused.push(FieldError {
                location: "sort".into(),
                message: "`sort` must be last_activity, created_at or title.".into(),
            });
            Order::LastActivity
        }
    }
}

fn title_of_copy(title: &Title) -> Result<Title> {
    const SUFFIX: &str = " (copy)";
    let room = Title::MAXIMUM - SUFFIX.chars().count();
    let kept: String = title.as_str().chars().take(room).collect();
    Title::new(&format!("{}{SUFFIX}", kept.trim_end()))
}
