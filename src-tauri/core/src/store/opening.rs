//! Opening the store: the folder, the lock, the format.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::keys;
use super::record::Format;
use super::view::View;
use super::writer;
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
    close_to_others(folder)?;
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

/// A folder that was there before may be open to other users.
#[cfg(unix)]
fn close_to_others(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(folder).map(|metadata| metadata.permissions().mode());
    if mode.is_ok_and(|mode| mode & 0o077 == 0) {
        return Ok(());
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
        .map_err(|cause| unwritable().because(cause))
}

/// On Windows the user's profile folder is private by its own access list.
#[cfg(not(unix))]
fn close_to_others(_folder: &Path) -> Result<()> {
    Ok(())
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
            Err(cause) => return Err(cannot_open(folder, &cause).because(cause)),
        }
    }
}

/// sled writes a little at every opening, and tells a full disk in the same
/// words as damage.
fn cannot_open(folder: &Path, cause: &sled::Error) -> Error {
    if let sled::Error::Io(cause) = cause
        && matches!(cause.kind(), PermissionDenied | ReadOnlyFilesystem)
    {
        return unwritable();
    }
    if writer::is_full(folder).unwrap_or(false) {
        return Error::new(
            Code::DiskFull,
            "The disk that holds Lectern's data is full, so its store cannot be opened. Nothing was changed and nothing is lost; free some space and try again.",
        );
    }
    Error::new(
        Code::StoreUnusable,
        "Lectern cannot open its store; it may be damaged. Nothing in it was changed. Keep a copy of the data folder before you do anything else.",
    )
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
