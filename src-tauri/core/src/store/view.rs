//! Typed reading of the store, the same from outside (committed rows) and
//! within a write (committed rows under the write's own changes).

use serde::de::DeserializeOwned;

use super::frame;
use super::keys;
use super::packed;
use super::record::{DeckHeader, SessionRecord};
use crate::model::{Deck, Message, Profile, ProfileId, SessionId, UserId};
use crate::{Error, Result};

/// A key and its framed value.
pub(super) type Row = (Vec<u8>, Vec<u8>);

/// Rows that can be read.
pub(super) trait View {
    /// The framed value of a key.
    fn row(&self, key: &[u8]) -> Result<Option<Vec<u8>>>;

    /// Rows whose keys start with `prefix`, in order of their keys.
    fn rows(&self, prefix: &[u8]) -> Result<Vec<Row>>;

    /// A session, whoever asks and wherever it is.
    fn session(&self, id: SessionId) -> Result<Option<SessionRecord>> {
        self.value(&keys::session(id))
    }

    /// A session that this user may use and that is not in the trash.
    fn session_of(&self, user: &UserId, id: SessionId) -> Result<SessionRecord> {
        self.session(id)?
            .filter(|record| record.is_open_to(user) && record.trashed_at.is_none())
            .ok_or_else(Error::session_not_found)
    }

    /// Messages with these sequence numbers, in order. A missing one is damage.
    fn messages(&self, id: SessionId, sequences: std::ops::Range<u32>) -> Result<Vec<Message>> {
        sequences
            .map(|sequence| {
                let bytes = self.joined(&keys::message(id, sequence))?;
                decode(&bytes.ok_or_else(frame::damaged)?)
            })
            .collect()
    }

    /// A revision of a session's deck.
    fn deck(&self, id: SessionId, revision: u32) -> Result<Deck> {
        let header = self
            .value::<DeckHeader>(&keys::deck_header(id, revision))?
            .ok_or_else(frame::damaged)?;
        let bytes = self
            .joined(&keys::deck_body(id, revision))?
            .ok_or_else(frame::damaged)?;
        packed::unpack(&header, &bytes)
    }

    /// A profile.
    fn profile(&self, id: ProfileId) -> Result<Option<Profile>> {
        self.value(&keys::profile(id))
    }

    /// Every profile, by id.
    fn profiles(&self) -> Result<Vec<Profile>> {
        self.rows(keys::PROFILES)?
            .iter()
            .map(|(_, value)| decode(frame::open(value)?))
            .collect()
    }

    /// The decoded value of one row.
    fn value<T: DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>> {
        self.row(key)?
            .map(|row| decode(frame::open(&row)?))
            .transpose()
    }

    /// The joined parts of a value that may be larger than one row.
    fn joined(&self, prefix: &[u8]) -> Result<Option<Vec<u8>>> {
        let rows = self.rows(prefix)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(rows.len() * frame::PAYLOAD);
        for (number, (key, value)) in rows.iter().enumerate() {
            let expected = u16::try_from(number).map_err(|_| frame::damaged())?;
            if *key != keys::part(prefix, expected) {
                return Err(frame::damaged());
            }
            bytes.extend(frame::open(value)?);
        }
        Ok(Some(bytes))
    }
}

fn decode<T: DeserializeOwned>(payload: &[u8]) -> Result<T> {
    serde_json::from_slice(payload).map_err(|cause| frame::damaged().because(cause))
}
