//! Sessions: make, list, read, rename, assign, copy, trash, restore, delete,
//! clean up.

use crate::clock::Timestamp;
use crate::error::FieldError;
use crate::events::Change;
use crate::model::{
    Profile, ProfileId, ProfileName, Session, SessionId, Title, UserId, Visibility, is_blank,
};
use crate::ops::Field;
use crate::ops::wire::{
    AssignProfile, CleanedUp, CreateSession, ListSessions, OneSession, RenameSession, Renamed,
    Restored, SessionList, SeveralSessions, Trashed,
};
use crate::service::{Caller, Service};
use crate::store::{Changes, Listing, Order, SessionRecord};
use crate::{Code, Error, Result};

/// Rows of a page when nothing is said, and at most.
const PAGE: usize = 50;
const LARGEST_PAGE: u16 = 100;

/// Sessions that one request may name.
const MOST_SESSIONS: usize = 1000;

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

    /// Moves a session to the trash: it is in no list but the trash's, and
    /// answers `not_found` everywhere but to restore and delete.
    ///
    /// # Errors
    /// `not_found`; `disk_full`; `store_unusable`.
    pub async fn trash_session(&self, caller: &Caller, request: OneSession) -> Result<Session> {
        let now = self.now();
        let (id, record) = self
            .change_session(
                caller,
                &request.session_id,
                Change::SessionTrashed,
                move |_, record| {
                    record.trashed_at = Some(now);
                    Ok(())
                },
            )
            .await?;
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
        self.tell(caller, Change::SessionDeleted, Some((id, &record)));
        self.clear_away(vec![id]).await;
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
        request: SeveralSessions,
    ) -> Result<CleanedUp> {
        let deleted = self
            .change_several(caller, request, |changes, user, id| {
                let record = found(changes.session_of(user, id))?;
                if let Some(record) = &record {
                    changes.delete_session(id, record)?;
                }
                Ok(record)
            })
            .await?;
        let session_ids = self.tell_several(caller, Change::SessionDeleted, &deleted);
        self.clear_away(session_ids.clone()).await;
        Ok(CleanedUp {
            deleted: session_ids.len(),
            session_ids,
        })
    }

    /// Removes the pictures and rows of sessions that are deleted for good. They
    /// are deleted whatever comes of it: rows that stay are found again by the
    /// next deletion or start, pictures by the next sweep.
    async fn clear_away(&self, ids: Vec<SessionId>) {
        let removing = self.reading(move |service| {
            service.pictures().remove(&ids);
            Ok(())
        });
        for left in [removing.await, self.store().purge().await] {
            if let Err(error) = left {
                tracing::warn!(%error, causes = ?error.causes(), "a deleted session left something behind");
            }
        }
    }

    /// Moves several sessions to the trash, all or none. Ids are skipped as by
    /// [`Service::cleanup_sessions`].
    ///
    /// # Errors
    /// `invalid`; `disk_full`; `store_unusable`.
    pub async fn trash_sessions(
        &self,
        caller: &Caller,
        request: SeveralSessions,
    ) -> Result<Trashed> {
        let now = self.now();
        let trashed = self
            .change_several(caller, request, move |changes, user, id| {
                let Some(mut record) = found(changes.session_of(user, id))? else {
                    return Ok(None);
                };
                record.trashed_at = Some(now);
                changes.put_session(id, &record)?;
                Ok(Some(record))
            })
            .await?;
        let session_ids = self.tell_several(caller, Change::SessionTrashed, &trashed);
        Ok(Trashed {
            trashed: session_ids.len(),
            session_ids,
        })
    }

    /// Brings several sessions back from the trash, all or none. Ids are
    /// skipped as by [`Service::cleanup_sessions`], and so are sessions that
    /// are not in the trash.
    ///
    /// # Errors
    /// `invalid`; `disk_full`; `store_unusable`.
    pub async fn restore_sessions(
        &self,
        caller: &Caller,
        request: SeveralSessions,
    ) -> Result<Restored> {
        let restored = self
            .change_several(caller, request, |changes, user, id| {
                let Some(mut record) = found(session_anywhere(changes, user, id))? else {
                    return Ok(None);
                };
                if record.trashed_at.take().is_none() {
                    return Ok(None);
                }
                changes.put_session(id, &record)?;
                Ok(Some(record))
            })
            .await?;
        let session_ids = self.tell_several(caller, Change::SessionCreated, &restored);
        Ok(Restored {
            restored: session_ids.len(),
            session_ids,
        })
    }

    /// Changes one session that the caller may use and that is not in the
    /// trash, and tells it.
    async fn change_session<F>(
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

    /// Changes several sessions in one write, in the order of the request.
    /// `work` answers the session that it changed, if it did.
    async fn change_several<F>(
        &self,
        caller: &Caller,
        request: SeveralSessions,
        work: F,
    ) -> Result<Vec<(SessionId, SessionRecord)>>
    where
        F: Fn(&mut Changes<'_>, &UserId, SessionId) -> Result<Option<SessionRecord>>
            + Send
            + 'static,
    {
        let ids = several_ids(request)?;
        let user = caller.user.clone();
        self.store()
            .write(move |changes| {
                let mut changed = Vec::new();
                for id in ids {
                    changed.extend(work(changes, &user, id)?.map(|record| (id, record)));
                }
                Ok(changed)
            })
            .await
    }

    /// Tells one change for each session; answers their ids.
    fn tell_several(
        &self,
        caller: &Caller,
        change: Change,
        sessions: &[(SessionId, SessionRecord)],
    ) -> Vec<SessionId> {
        for (id, record) in sessions {
            self.tell(caller, change, Some((*id, record)));
        }
        sessions.iter().map(|(id, _)| *id).collect()
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

/// A session, if there is one.
fn found(session: Result<SessionRecord>) -> Result<Option<SessionRecord>> {
    match session {
        Err(error) if error.code() == Code::NotFound => Ok(None),
        session => session.map(Some),
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

fn several_ids(request: SeveralSessions) -> Result<Vec<SessionId>> {
    let mut refused = Vec::new();
    let ids = request.session_ids.required("session_ids", &mut refused);
    let ids = ids.unwrap_or_default();
    if refused.is_empty() && !(1..=MOST_SESSIONS).contains(&ids.len()) {
        refused.push(FieldError {
            location: "session_ids".into(),
            message: format!("`session_ids` must hold 1 to {MOST_SESSIONS} ids."),
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
