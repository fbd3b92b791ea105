//! Opening the store: the folder, the lock, the format.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::keys;
use super::record::Format;
use super::view::View;
use crate::files;
use crate::{Code, Error, Result};

/// What this program reads and writes.
const MAJOR: u32 = 1;
const MINOR: u32 = 0;

/// Bytes of sled's page cache; its default of 1 GB is far too much.
const CACHE: u64 = 32 * 1024 * 1024;

/// sled releases its file a moment after a store is dropped; a store that is
/// opened again at once has to wait for that.
const LOCK_ATTEMPTS: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// Makes the folder where it is missing and takes the lock that keeps a second
/// Lectern out. The lock holds as long as the file lives.
pub(super) fn lock(folder: &Path) -> Result<File> {
    files::make_private_folder(folder)?;
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|cause| unwritable().because(cause))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(locked()),
        Err(TryLockError::Error(cause)) => Err(unwritable().because(cause)),
    }
}

pub(super) fn open_database(folder: &Path) -> Result<sled::Db> {
    remove_unfinished_snapshots(folder)?;
    let config = sled::Config::new().path(folder).cache_capacity(CACHE);
    let mut attempt = 1;
    loop {
        match config.open() {
            Ok(database) => return Ok(database),
            Err(sled::Error::Io(cause))
                if attempt < LOCK_ATTEMPTS && cause.to_string().contains("lock") =>
            {
                attempt += 1;
                thread::sleep(LOCK_PAUSE);
            }
            Err(cause) => {
                return Err(Error::new(
                    Code::StoreUnusable,
                    "Lectern cannot open its store; it may be damaged. Nothing in it was changed. Keep a copy of the data folder before you do anything else.",
                )
                .because(cause));
            }
        }
    }
}

/// A snapshot that sled was writing when the process ended would be read as
/// the newest one, and the store would not open (sled issue 1533 and others).
fn remove_unfinished_snapshots(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|cause| unwritable().because(cause))?;
    for entry in entries {
        let entry = entry.map_err(|cause| unwritable().because(cause))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(entry.path()).map_err(|cause| unwritable().because(cause))?;
        }
    }
    Ok(())
}

/// Checks the store's format; a new store gets the present one.
pub(super) fn check_format(database: &sled::Db) -> Result<Option<Format>> {
    let Some(format) = View::value::<Format>(&**database, keys::FORMAT)? else {
        return Ok(Some(Format {
            major: MAJOR,
            minor: MINOR,
            app: env!("CARGO_PKG_VERSION").into(),
        }));
    };
    if format.major <= MAJOR {
        return Ok(None);
    }
    Err(Error::new(
        Code::StoreUnusable,
        format!(
            "This store was made by a newer Lectern ({}, format {}); this one reads format {MAJOR}. Nothing was changed. Install the newer Lectern to open it.",
            format.app, format.major
        ),
    ))
}

fn locked() -> Error {
    Error::new(
        Code::StoreLocked,
        "Another Lectern has this data folder open. Nothing was changed; use that one, or close it and try again.",
    )
}

fn unwritable() -> Error {
    Error::new(
        Code::Unwritable,
        "Lectern's data folder cannot be written. Nothing was changed; check its permissions and the disk.",
    )
}
