//! Time, ids and randomness, passed in so that tests are exact. The only module
//! that reads the machine's clock or its source of randomness.

use std::fmt;

use chrono::{DateTime, Local, SecondsFormat, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::{NoContext, Uuid};

use crate::{Error, Result};

/// A moment, in milliseconds since 1970-01-01 UTC. On the wire: RFC 3339 with
/// `Z`, the fraction shown only when it is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// 9999-12-31T23:59:59.999Z, the last moment that RFC 3339 can write.
const LAST_MILLISECOND: i64 = 253_402_300_799_999;

impl Timestamp {
    /// A moment from milliseconds since 1970. `None` before 1970 or after
    /// the year 9999.
    #[must_use]
    pub fn from_milliseconds(milliseconds: i64) -> Option<Self> {
        (0..=LAST_MILLISECOND)
            .contains(&milliseconds)
            .then_some(Self(milliseconds))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn milliseconds(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with any offset; digits after the millisecond are cut.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let moment = DateTime::parse_from_rfc3339(text).ok()?;
        Self::from_milliseconds(moment.timestamp_millis())
    }

    /// The next millisecond; used where an order must be strict.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(LAST_MILLISECOND))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Utc.timestamp_millis_opt(self.0).single() {
            Some(moment) => {
                formatter.write_str(&moment.to_rfc3339_opts(SecondsFormat::AutoSi, true))
            }
            None => Err(fmt::Error),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not an RFC 3339 time"))
    }
}

/// Where time, ids and randomness come from.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
    /// The user's local wall time at a moment, as `YYYY-MM-DD HH:MM`.
    fn local_minute(&self, moment: Timestamp) -> String;
    /// A new UUIDv7 for a moment.
    fn new_id(&self, moment: Timestamp) -> Uuid;
    /// 256 bits that nobody can guess.
    ///
    /// # Errors
    /// `internal` when the system gives none.
    fn secret(&self) -> Result<[u8; 32]>;
}

/// The machine's own clock and randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where time and ids come from the machine"
)]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let milliseconds = Utc::now().timestamp_millis();
        Timestamp(milliseconds.clamp(0, LAST_MILLISECOND))
    }

    fn local_minute(&self, moment: Timestamp) -> String {
        Local
            .timestamp_millis_opt(moment.0)
            .single()
            .map(|local| local.format("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default()
    }

    fn new_id(&self, moment: Timestamp) -> Uuid {
        let milliseconds = moment.0.unsigned_abs();
        let nanoseconds = (milliseconds % 1000) as u32 * 1_000_000;
        Uuid::new_v7(uuid::Timestamp::from_unix(
            NoContext,
            milliseconds / 1000,
            nanoseconds,
        ))
    }

    fn secret(&self) -> Result<[u8; 32]> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(Error::internal)?;
        Ok(secret)
    }
}
