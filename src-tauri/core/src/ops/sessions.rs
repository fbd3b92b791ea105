//! Sessions: make, list, read, rename, copy, trash, restore, delete, clean up.

use crate::clock::Timestamp;
use crate::error::FieldError;
use crate::events::Change;
use crate::model::{
    ProfileId, ProfileName, Session, SessionId, Title, UserId, Visibility, is_blank,
};
use crate::ops::Field;
use crate::ops::wire::{
    CleanedUp, CleanupSessions, CreateSession, ListSessions, OneSession, RenameSession, Renamed,
    SessionList,
};
use crate::service::{Caller, Service};
use crate::store::{Changes, Listing, Order, SessionRecord};
use crate::{Code, Error, Result};

/// Rows of a page when nothing is said, and at most.
const PAGE: usize = 50;
const LARGEST_PAGE: u16 = 100;

/// Sessions that one clean-up may name.
const LARGEST_CLEANUP: usize = 1000;

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
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        let now = self.now();
        let record = self
            .store()
            .write(move |changes| {
                let mut record = changes.session_of(&user, id)?;
                let mut refused = Vec::new();
                let title = request.title.required("title", &mut refused);
                refuse(refused)?;
                record.title = Title::new(&title.unwrap_or_default())?;
                record.touch(now);
                changes.put_session(id, &record)?;
                Ok(record)
            })
            .await?;
        self.tell(caller, Change::SessionUpdated, Some((id, &record)));
        Ok(Renamed {
            session_id: id,
            title: record.title,
            updated_at: record.updated_at,
        })
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

    /// Moves a session to the trash: it is in no list but the trash's, and
    /// answers `not_found` everywhere but to restore and delete.
    ///
    /// # Errors
    /// `not_found`; `disk_full`; `store_unusable`.
    pub async fn trash_session(&self, caller: &Caller, request: OneSession) -> Result<Session> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        let now = self.now();
        let record = self
            .store()
            .write(move |changes| {
                let mut record = changes.session_of(&user, id)?;
                record.trashed_at = Some(now);
                changes.put_session(id, &record)?;
                Ok(record)
            })
            .await?;
        self.tell(caller, Change::SessionTrashed, Some((id, &record)));
        Ok(self.show(id, &record))
    }

    /// Brings a session back from the trash. One that is not there is answered
    /// as it is, so that asking twice does no harm.
    ///
    /// # Errors
    /// `not_found`; `disk_full`; `store_unusable`.
    pub async fn restore_session(&self, caller: &Caller, request: OneSession) -> Result<Session> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        let (record, is_back) = self
            .store()
            .write(move |changes| {
                let mut record = session_anywhere(changes, &user, id)?;
                let is_back = record.trashed_at.take().is_some();
                if is_back {
                    changes.put_session(id, &record)?;
                }
                Ok((record, is_back))
            })
            .await?;
        if is_back {
            self.tell(caller, Change::SessionCreated, Some((id, &record)));
        }
        Ok(self.show(id, &record))
    }

    /// Deletes a session for good, also from the trash.
    ///
    /// # Errors
    /// `not_found`; `disk_full`; `store_unusable`.
    pub async fn delete_session(&self, caller: &Caller, request: OneSession) -> Result<()> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        let record = self
            .store()
            .write(move |changes| {
                let record = session_anywhere(changes, &user, id)?;
                changes.delete_session(id, &record)?;
                Ok(record)
            })
            .await?;
        self.remove_pictures(vec![id]).await?;
        self.store().purge().await?;
        self.tell(caller, Change::SessionDeleted, Some((id, &record)));
        Ok(())
    }

    /// Deletes several sessions for good, all or none. Ids that the user may
    /// not see count as unknown, and unknown ones are skipped.
    ///
    /// # Errors
    /// `invalid`; `disk_full`; `store_unusable`.
    pub async fn cleanup_sessions(
        &self,
        caller: &Caller,
        request: CleanupSessions,
    ) -> Result<CleanedUp> {
        let ids = cleanup_ids(request)?;
        let user = caller.user.clone();
        let deleted = self
            .store()
            .write(move |changes| {
                let mut deleted = Vec::new();
                for id in ids {
                    let record = match changes.session_of(&user, id) {
                        Ok(record) => record,
                        Err(error) if error.code() == Code::NotFound => continue,
                        Err(error) => return Err(error),
                    };
                    changes.delete_session(id, &record)?;
                    deleted.push((id, record));
                }
                Ok(deleted)
            })
            .await?;
        let ids = deleted.iter().map(|(id, _)| *id).collect();
        self.remove_pictures(ids).await?;
        self.store().purge().await?;
        for (id, record) in &deleted {
            self.tell(caller, Change::SessionDeleted, Some((*id, record)));
        }
        Ok(CleanedUp {
            deleted: deleted.len(),
            session_ids: deleted.into_iter().map(|(id, _)| id).collect(),
        })
    }

    /// Removes the pictures of sessions that were deleted for good.
    async fn remove_pictures(&self, ids: Vec<SessionId>) -> Result<()> {
        self.reading(move |service| {
            service.pictures().remove(&ids);
            Ok(())
        })
        .await
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

fn session_anywhere(changes: &Changes<'_>, user: &UserId, id: SessionId) -> Result<SessionRecord> {
    changes
        .session(id)?
        .filter(|record| record.is_open_to(user))
        .ok_or_else(Error::session_not_found)
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

fn cleanup_ids(request: CleanupSessions) -> Result<Vec<SessionId>> {
    let mut refused = Vec::new();
    let ids = request.session_ids.required("session_ids", &mut refused);
    let ids = ids.unwrap_or_default();
    if refused.is_empty() && !(1..=LARGEST_CLEANUP).contains(&ids.len()) {
        refused.push(FieldError {
            location: "session_ids".into(),
            message: format!("`session_ids` must hold 1 to {LARGEST_CLEANUP} ids."),
        });
    }
    refuse(refused)?;
    let mut seen = std::collections::HashSet::new();
    Ok(ids
        .iter()
        .filter_map(|id| SessionId::parse(id).ok())
        .filter(|id| seen.insert(*id))
        .collect())
}

fn title_of_copy(title: &Title) -> Result<Title> {
    const SUFFIX: &str = " (copy)";
    let room = Title::MAXIMUM - SUFFIX.chars().count();
    let kept: String = title.as_str().chars().take(room).collect();
    Title::new(&format!("{}{SUFFIX}", kept.trim_end()))
}
