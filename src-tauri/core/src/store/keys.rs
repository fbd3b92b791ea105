//! The keys. All numbers are big-endian, so that keys sort as the numbers do;
//! `~` marks bit-inverted times, which sort newest first.
//!
//! ```text
//! m/ sid                              the session
//! o/ owner 00 ~last_activity sid      sessions of an owner
//! p/ owner 00 profile ~last sid       sessions of an owner's profile
//! r/ owner 00 ~last_activity sid      the trash of an owner
//! t/ sid sequence part                a message, in parts
//! D/ sid revision                     a deck's header
//! d/ sid revision part                a deck, compressed, in parts
//! f/ profile                          a profile
//! x/ sid                              a deleted session that still has rows
//! s/ name                             facts about the store
//! ```

use crate::clock::Timestamp;
use crate::model::{ProfileId, SessionId, UserId};

pub(super) const FORMAT: &[u8] = b"s/format";
pub(super) const SESSIONS: &[u8] = b"m/";
pub(super) const PROFILES: &[u8] = b"f/";
pub(super) const HALF_DELETED: &[u8] = b"x/";

/// Length of what follows an index prefix: inverted time and session id.
const POSITION: usize = 8 + 16;

pub(super) fn session(id: SessionId) -> Vec<u8> {
    tagged(SESSIONS, id)
}

pub(super) fn half_deleted(id: SessionId) -> Vec<u8> {
    tagged(HALF_DELETED, id)
}

pub(super) fn messages(id: SessionId) -> Vec<u8> {
    tagged(b"t/", id)
}

pub(super) fn message(id: SessionId, sequence: u32) -> Vec<u8> {
    let mut key = messages(id);
    key.extend(sequence.to_be_bytes());
    key
}

pub(super) fn deck_headers(id: SessionId) -> Vec<u8> {
    tagged(b"D/", id)
}

pub(super) fn deck_header(id: SessionId, revision: u32) -> Vec<u8> {
    let mut key = deck_headers(id);
    key.extend(revision.to_be_bytes());
    key
}

pub(super) fn deck_bodies(id: SessionId) -> Vec<u8> {
    tagged(b"d/", id)
}

pub(super) fn deck_body(id: SessionId, revision: u32) -> Vec<u8> {
    let mut key = deck_bodies(id);
    key.extend(revision.to_be_bytes());
    key
}

/// The key of one part of a value that is larger than one row.
pub(super) fn part(prefix: &[u8], number: u16) -> Vec<u8> {
    let mut key = prefix.to_vec();
    key.extend(number.to_be_bytes());
    key
}

pub(super) fn profile(id: ProfileId) -> Vec<u8> {
    let mut key = PROFILES.to_vec();
    key.extend(ordered(id.get()));
    key
}

pub(super) fn owner_index(owner: Option<&UserId>) -> Vec<u8> {
    with_owner(b"o/", owner)
}

pub(super) fn trash_index(owner: Option<&UserId>) -> Vec<u8> {
    with_owner(b"r/", owner)
}

pub(super) fn profile_index(owner: Option<&UserId>, profile: ProfileId) -> Vec<u8> {
    let mut key = with_owner(b"p/", owner);
    key.extend(ordered(profile.get()));
    key
}

/// The place of a session within an index: newest activity first, then by id.
pub(super) fn position(last_activity: Timestamp, id: SessionId) -> Vec<u8> {
    let mut position = inverted(last_activity).to_vec();
    position.extend(id.as_bytes());
    position
}

/// The place within an index, cut off an index key.
pub(super) fn position_of(key: &[u8]) -> Option<&[u8]> {
    key.len()
        .checked_sub(POSITION)
        .and_then(|start| key.get(start..))
}

/// The session id at the end of a key.
pub(super) fn trailing_session(key: &[u8]) -> Option<SessionId> {
    let start = key.len().checked_sub(16)?;
    let bytes: [u8; 16] = key.get(start..)?.try_into().ok()?;
    Some(SessionId::from_bytes(bytes))
}

/// A time as bytes that sort newest first.
pub(super) fn inverted(moment: Timestamp) -> [u8; 8] {
    (!moment.milliseconds().cast_unsigned()).to_be_bytes()
}

fn tagged(tag: &[u8], id: SessionId) -> Vec<u8> {
    let mut key = tag.to_vec();
    key.extend(id.as_bytes());
    key
}

/// An owner is `01` and its name, or nothing; `00` ends either. A name holds
/// no `00`, so that one owner's keys are never a prefix of another's.
fn with_owner(tag: &[u8], owner: Option<&UserId>) -> Vec<u8> {
    let mut key = tag.to_vec();
    if let Some(owner) = owner {
        key.push(1);
        key.extend(owner.as_str().bytes().filter(|byte| *byte != 0));
    }
    key.push(0);
    key
}

/// A signed number as bytes that sort as the numbers do.
fn ordered(number: i64) -> [u8; 8] {
    (number.cast_unsigned() ^ (1 << 63)).to_be_bytes()
}
