//! The trash: into it, out of it, and deleting for good, one session or several.

use std::collections::HashSet;

use crate::error::FieldError;
use crate::events::Change;
use crate::model::{Session, SessionId, UserId};
use crate::ops::field::refuse;
use crate::ops::wire::{CleanedUp, OneSession, Restored, SeveralSessions, Trashed};
use crate::service::{Caller, Service};
use crate::store::{Changes, SessionRecord};
use crate::{Code, Error, Result};

/// Sessions that one request may name.
const MOST_SESSIONS: usize = 1000;

impl Service {
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
    let mut seen = HashSet::new();
    Ok(ids
        .iter()
        .filter_map(|id| SessionId::parse(id).ok())
        .filter(|id| seen.insert(*id))
        .collect())
}
