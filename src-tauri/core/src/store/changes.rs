//! A write in the making: reads see the changes so far, and nothing reaches
//! the store before the whole write stands.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::frame;
use super::keys;
use super::packed::PackedDeck;
use super::record::{DeckReference, SessionRecord};
use super::view::{Row, View};
use crate::clock::Timestamp;
use crate::model::{Message, Profile, ProfileId, SessionId, UserId};
use crate::{Code, Error, Result};

/// Deck revisions that are kept of each session.
const REVISIONS: u32 = 10;

/// Rows that one write may remove: more would stall every reader.
const REMOVALS: usize = 5_000;

/// A write in the making.
pub struct Changes<'store> {
    tree: &'store sled::Tree,
    rows: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

impl<'store> Changes<'store> {
    pub(super) fn new(tree: &'store sled::Tree) -> Self {
        Self {
            tree,
            rows: BTreeMap::new(),
        }
    }

    pub(super) fn into_batch(self) -> Batch {
        Batch(self.rows)
    }

    /// A session, whoever asks and wherever it is.
    ///
    /// # Errors
    /// `store_unusable` when the row is damaged.
    pub fn session(&self, id: SessionId) -> Result<Option<SessionRecord>> {
        View::session(self, id)
    }

    /// A session that this user may use and that is not in the trash.
    ///
    /// # Errors
    /// `not_found`; `store_unusable` when the row is damaged.
    pub fn session_of(&self, user: &UserId, id: SessionId) -> Result<SessionRecord> {
        View::session_of(self, user, id)
    }

    /// Every message of a session.
    ///
    /// # Errors
    /// `store_unusable` when a row is damaged.
    pub fn messages(&self, id: SessionId, record: &SessionRecord) -> Result<Vec<Message>> {
        View::messages(self, id, 0..record.message_count)
    }

    /// A profile.
    ///
    /// # Errors
    /// `store_unusable` when the row is damaged.
    pub fn profile(&self, id: ProfileId) -> Result<Option<Profile>> {
        View::profile(self, id)
    }

    /// Every profile.
    ///
    /// # Errors
    /// `store_unusable` when a row is damaged.
    pub fn profiles(&self) -> Result<Vec<Profile>> {
        View::profiles(self)
    }

    /// Sessions of a user (and those without owner) that belong to a profile,
    /// those in the trash among them.
    ///
    /// # Errors
    /// `store_unusable` when a row is damaged.
    pub fn sessions_of_profile(
        &self,
        user: &UserId,
        profile: ProfileId,
    ) -> Result<Vec<(SessionId, SessionRecord)>> {
        let mut sessions = Vec::new();
        for owner in [Some(user), None] {
            sessions.extend(self.listed(&keys::profile_index(owner, profile))?);
            sessions.extend(self.listed(&keys::trash_index(owner))?);
        }
        sessions.retain(|(_, record)| record.profile_id == Some(profile));
        Ok(sessions)
    }

    /// The profiles that sessions of a user (and those without owner) name,
    /// those in the trash among them, whether or not there are such profiles.
    ///
    /// # Errors
    /// `store_unusable` when a row is damaged.
    pub fn profiles_of_sessions(&self, user: &UserId) -> Result<HashSet<ProfileId>> {
        let mut profiles = HashSet::new();
        for owner in [Some(user), None] {
            for index in [keys::owner_index(owner), keys::trash_index(owner)] {
                let sessions = self.listed(&index)?.into_iter();
                profiles.extend(sessions.filter_map(|(_, record)| record.profile_id));
            }
        }
        Ok(profiles)
    }

    /// The sessions of a list.
    fn listed(&self, index: &[u8]) -> Result<Vec<(SessionId, SessionRecord)>> {
        self.rows(index)?
            .iter()
            .map(|(key, _)| {
                let id = keys::trailing_session(key).ok_or_else(frame::damaged)?;
                let record = self.session(id)?.ok_or_else(frame::damaged)?;
                Ok((id, record))
            })
            .collect()
    }

    /// Stores a session and its place in the lists.
    ///
    /// # Errors
    /// `store_unusable` when the old row is damaged.
    pub fn put_session(&mut self, id: SessionId, record: &SessionRecord) -> Result<()> {
        if let Some(old) = self.session(id)? {
            self.remove_all(index_keys(id, &old));
        }
        for key in index_keys(id, record) {
            self.rows.insert(key, Some(Vec::new()));
        }
        self.put(keys::session(id), record)
    }

    /// Adds a message at the end; the caller stores the record afterwards.
    ///
    /// # Errors
    /// `too_large` when the message does not fit.
    pub fn append_message(
        &mut self,
        id: SessionId,
        record: &mut SessionRecord,
        message: &Message,
    ) -> Result<()> {
        let bytes = serde_json::to_vec(message).map_err(Error::internal)?;
        self.put_parts(&keys::message(id, record.message_count), &bytes)?;
        record.message_count += 1;
        Ok(())
    }

    /// Puts a deck as the session's next revision; the caller stores the
    /// record afterwards. Older revisions than the last ten are let go.
    ///
    /// # Errors
    /// `too_large` when the deck does not fit.
    pub fn put_deck(
        &mut self,
        id: SessionId,
        record: &mut SessionRecord,
        deck: &PackedDeck,
        now: Timestamp,
    ) -> Result<()> {
        let revision = record.deck.map_or(1, |deck| deck.revision + 1);
        self.put_parts(&keys::deck_body(id, revision), &deck.bytes)?;
        self.put(keys::deck_header(id, revision), &deck.header(now))?;
        record.deck = Some(DeckReference {
            revision,
            slide_count: deck.slide_count,
        });
        if let Some(oldest) = revision.checked_sub(REVISIONS) {
            self.remove_prefix(&keys::deck_header(id, oldest))?;
            self.remove_prefix(&keys::deck_body(id, oldest))?;
        }
        Ok(())
    }

    /// Copies the present deck of one session to another as its first
    /// revision; the caller stores the target's record afterwards.
    ///
    /// # Errors
    /// `store_unusable` when the deck is damaged.
    pub fn copy_deck(
        &mut self,
        (source, from): (SessionId, &SessionRecord),
        (target, to): (SessionId, &mut SessionRecord),
    ) -> Result<()> {
        let Some(deck) = from.deck else {
            return Ok(());
        };
        let header = self
            .row(&keys::deck_header(source, deck.revision))?
            .ok_or_else(frame::damaged)?;
        self.rows.insert(keys::deck_header(target, 1), Some(header));
        let body = self
            .joined(&keys::deck_body(source, deck.revision))?
            .ok_or_else(frame::damaged)?;
        self.put_parts(&keys::deck_body(target, 1), &body)?;
        to.deck = Some(DeckReference {
            revision: 1,
            slide_count: deck.slide_count,
        });
        Ok(())
    }

    /// Deletes a session for good. From now on it is in no list and cannot be
    /// read; rows that are too many for one write stay marked for
    /// [`Changes::purge`].
    ///
    /// # Errors
    /// `store_unusable` when the row is damaged.
    pub fn delete_session(&mut self, id: SessionId, record: &SessionRecord) -> Result<()> {
        self.remove_all(index_keys(id, record));
        self.rows.insert(keys::session(id), None);
        self.rows.insert(keys::half_deleted(id), Some(Vec::new()));
        Ok(())
    }

    /// Removes rows of deleted sessions, as many as one write may. Answers
    /// whether some are left.
    ///
    /// # Errors
    /// `store_unusable` when rows cannot be read.
    pub fn purge(&mut self) -> Result<bool> {
        let mut budget = REMOVALS;
        for (key, _) in self.rows(keys::HALF_DELETED)? {
            let Some(id) = keys::trailing_session(&key) else {
                continue;
            };
            for prefix in [
                keys::messages(id),
                keys::deck_headers(id),
                keys::deck_bodies(id),
            ] {
                for (key, _) in self.rows(&prefix)? {
                    if budget == 0 {
                        return Ok(true);
                    }
                    budget -= 1;
                    self.rows.insert(key, None);
                }
            }
            self.rows.insert(key, None);
        }
        Ok(false)
    }

    /// Stores a profile.
    ///
    /// # Errors
    /// `internal` when it cannot be encoded.
    pub fn put_profile(&mut self, profile: &Profile) -> Result<()> {
        self.put(keys::profile(profile.profile_id), profile)
    }

    pub(super) fn put(&mut self, key: Vec<u8>, value: &impl Serialize) -> Result<()> {
        let payload = serde_json::to_vec(value).map_err(Error::internal)?;
        if payload.len() > frame::PAYLOAD {
            return Err(Error::internal("a row that must be small is not"));
        }
        self.rows.insert(key, Some(frame::seal(&payload)));
        Ok(())
    }

    fn put_parts(&mut self, prefix: &[u8], bytes: &[u8]) -> Result<()> {
        let parts = bytes.len().div_ceil(frame::PAYLOAD);
        if parts > usize::from(u16::MAX) {
            return Err(Error::new(
                Code::TooLarge,
                "This is larger than Lectern keeps in one piece. Nothing was changed.",
            ));
        }
        for (number, payload) in (0_u16..).zip(bytes.chunks(frame::PAYLOAD)) {
            self.rows
                .insert(keys::part(prefix, number), Some(frame::seal(payload)));
        }
        Ok(())
    }

    fn remove_prefix(&mut self, prefix: &[u8]) -> Result<()> {
        let rows = self.rows(prefix)?;
        self.remove_all(rows.into_iter().map(|(key, _)| key));
        Ok(())
    }

    fn remove_all(&mut self, keys: impl IntoIterator<Item = Vec<u8>>) {
        self.rows.extend(keys.into_iter().map(|key| (key, None)));
    }
}

impl View for Changes<'_> {
    fn row(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        match self.rows.get(key) {
            Some(changed) => Ok(changed.clone()),
            None => self.tree.row(key),
        }
    }

    fn rows(&self, prefix: &[u8]) -> Result<Vec<Row>> {
        let mut rows: BTreeMap<Vec<u8>, Vec<u8>> = self.tree.rows(prefix)?.into_iter().collect();
        let changed = self
            .rows
            .range(prefix.to_vec()..)
            .take_while(|(key, _)| key.starts_with(prefix));
        for (key, value) in changed {
            match value {
                Some(value) => rows.insert(key.clone(), value.clone()),
                None => rows.remove(key),
            };
        }
        Ok(rows.into_iter().collect())
    }
}

/// A finished write: keys with their new values, or with none where the row
/// goes. Values are whole, never differences, so that applying a batch twice
/// is the same as applying it once. (This is what a journal will hold.)
pub(super) struct Batch(BTreeMap<Vec<u8>, Option<Vec<u8>>>);

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Bytes that the batch adds.
    pub(super) fn size(&self) -> u64 {
        let bytes: usize = self
            .0
            .iter()
            .map(|(key, value)| key.len() + value.as_ref().map_or(0, Vec::len))
            .sum();
        bytes as u64
    }

    /// Whether it takes more away than it adds: what makes room.
    pub(super) fn makes_room(&self) -> bool {
        let removed = self.0.values().filter(|value| value.is_none()).count();
        removed > self.0.len() - removed
    }

    pub(super) fn into_sled(self) -> sled::Batch {
        let mut batch = sled::Batch::default();
        for (key, value) in self.0 {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        batch
    }
}

/// Where a session stands in the lists.
fn index_keys(id: SessionId, record: &SessionRecord) -> Vec<Vec<u8>> {
    let owner = record.owner.as_ref();
    let position = keys::position(record.last_activity, id);
    let mut prefixes = Vec::new();
    if record.trashed_at.is_some() {
        prefixes.push(keys::trash_index(owner));
    } else {
        prefixes.push(keys::owner_index(owner));
        prefixes.extend(
            record
                .profile_id
                .map(|profile| keys::profile_index(owner, profile)),
        );
    }
    for prefix in &mut prefixes {
        prefix.extend(&position);
    }
    prefixes
}
