//! The store: sessions, conversations, decks and profiles in one sled tree on
//! the user's own disk. The only module that knows sled.
//!
//! What does not belong here: rules about who may do what, and anything that
//! knows a transport.
//!
//! Invariants: there is one writer; a write is all or nothing; it is answered
//! when it is on disk; no stored value is larger than 4 KiB; every value is
//! framed with a checksum.

mod changes;
mod frame;
mod keys;
mod listing;
mod opening;
mod packed;
mod record;
mod view;
mod writer;

use std::fs::File;
use std::path::Path;

use crate::model::{Deck, Message, Profile, SessionId, UserId};
use crate::{Code, Error, Result};

pub use changes::Changes;
pub use listing::{Listing, Order, Page};
pub use packed::PackedDeck;
pub use record::{DeckReference, SessionRecord};

use view::{Row, View};
use writer::Writer;

/// An open store. Fields are dropped in this order: the writer ends first, the
/// lock is given back last.
#[derive(Debug)]
pub struct Store {
    writer: Writer,
    tree: sled::Tree,
    _database: sled::Db,
    _lock: File,
}

impl Store {
    /// Opens the store in `folder`, which is made if it is missing. Deletions
    /// that an earlier run did not finish are finished.
    ///
    /// # Errors
    /// `store_locked` when another process has it open; `store_unusable` when
    /// it is damaged or newer than this program; `unwritable`; `disk_full`.
    pub async fn open(folder: &Path) -> Result<Self> {
        let folder = folder.to_owned();
        let store = tokio::task::spawn_blocking(move || Self::open_blocking(&folder))
            .await
            .map_err(Error::internal)??;
        store.prepare().await?;
        Ok(store)
    }

    fn open_blocking(folder: &Path) -> Result<Self> {
        let lock = opening::lock(folder)?;
        let database = opening::open_database(folder)?;
        let tree = (*database).clone();
        let writer = Writer::start(database.clone(), folder)?;
        Ok(Self {
            writer,
            tree,
            _database: database,
            _lock: lock,
        })
    }

    async fn prepare(&self) -> Result<()> {
        if let Some(format) = opening::check_format(&self._database)? {
            self.write(move |changes| changes.put(keys::FORMAT.to_vec(), &format))
                .await?;
        }
        if !self.tree.rows(keys::HALF_DELETED)?.is_empty() {
            self.purge().await?;
        }
        Ok(())
    }

    /// Does a write: `work` reads and changes as it needs, alone. The answer
    /// comes when the changes are on disk; an error of `work` changes nothing.
    ///
    /// # Errors
    /// Those of `work`; `disk_full`; `store_unusable`.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Changes<'_>) -> Result<T> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// Removes the rows of deleted sessions.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn purge(&self) -> Result<()> {
        while self.write(|changes| changes.purge()).await? {}
        Ok(())
    }

    /// Whether there is no session, whoever's and wherever.
    ///
    /// # Errors
    /// `store_unusable` when it cannot be read.
    pub fn is_empty(&self) -> Result<bool> {
        let first = self.tree.scan_prefix(keys::SESSIONS).next();
        let first = first.transpose().map_err(engine_error)?;
        Ok(first.is_none())
    }

    /// A session, whoever asks and wherever it is.
    ///
    /// # Errors
    /// `store_unusable` when the row is damaged.
    pub fn session(&self, id: SessionId) -> Result<Option<SessionRecord>> {
        self.tree.session(id)
    }

    /// A session that this user may use and that is not in the trash.
    ///
    /// # Errors
    /// `not_found`; `store_unusable` when the row is damaged.
    pub fn session_of(&self, user: &UserId, id: SessionId) -> Result<SessionRecord> {
        self.tree.session_of(user, id)
    }

    /// A page of sessions.
    ///
    /// # Errors
    /// `invalid` for a cursor that no answer gave; `store_unusable`.
    pub fn list(&self, listing: &Listing) -> Result<Page> {
        listing::list(&self.tree, listing)
    }

    /// Messages with these sequence numbers, oldest first.
    ///
    /// # Errors
    /// `store_unusable` when a row is damaged or missing.
    pub fn messages(&self, id: SessionId, sequences: std::ops::Range<u32>) -> Result<Vec<Message>> {
        self.tree.messages(id, sequences)
    }

    /// A revision of a session's deck.
    ///
    /// # Errors
    /// `store_unusable` when a row is damaged or missing.
    pub fn deck(&self, id: SessionId, revision: u32) -> Result<Deck> {
        self.tree.deck(id, revision)
    }

    /// Every profile, by id.
    ///
    /// # Errors
    /// `store_unusable` when a row is damaged.
    pub fn profiles(&self) -> Result<Vec<Profile>> {
        self.tree.profiles()
    }
}

impl View for sled::Tree {
    fn row(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        let value = self.get(key).map_err(engine_error)?;
        Ok(value.map(|value| value.to_vec()))
    }

    fn rows(&self, prefix: &[u8]) -> Result<Vec<Row>> {
        self.scan_prefix(prefix)
            .map(|row| {
                row.map(|(key, value)| (key.to_vec(), value.to_vec()))
                    .map_err(engine_error)
            })
            .collect()
    }
}

fn engine_error(cause: sled::Error) -> Error {
    let full =
        matches!(&cause, sled::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull);
    if full {
        return Error::new(
            Code::DiskFull,
            "The disk that holds Lectern's data is full. The change was not saved. Free some space and start Lectern again.",
        )
        .because(cause);
    }
    Error::new(
        Code::StoreUnusable,
        "The store cannot be read or written. Nothing was changed. Check the disk, and keep a copy of the data folder before you do anything else.",
    )
    .because(cause)
}
