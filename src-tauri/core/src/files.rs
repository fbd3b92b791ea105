//! Files on the user's disk: folders that are private, and files that are
//! written whole or not at all.

use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::{Code, Error, Result};

/// What to do when a file with the name exists already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Put the new file in its place, at once and whole.
    Replace,
    /// Leave it and answer `already_exists`.
    Keep,
}

/// Makes a folder, and those above it, that only this user can enter (0700 on
/// Unix; on Windows the user's profile folder is private by its own access
/// list). An existing folder is left as it is.
///
/// # Errors
/// `unwritable`, `disk_full`.
pub fn make_private_folder(folder: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|cause| write_error(folder, cause))
}

/// Writes a file whole: into a temporary file beside the target, synced, then
/// renamed. A crash leaves the old file or the new one, never a part.
///
/// # Errors
/// `unwritable`, `disk_full`, `already_exists`.
pub fn write_whole(target: &Path, bytes: &[u8], existing: Existing) -> Result<()> {
    let folder = folder_of(target);
    let write = || -> io::Result<NamedTempFile> {
        let mut file = tempfile::Builder::new()
            .prefix(".lectern-")
            .suffix(".part")
            .tempfile_in(&folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    let file = write().map_err(|cause| write_error(target, cause))?;
    let renamed = match existing {
        Existing::Replace => file.persist(target),
        Existing::Keep => file.persist_noclobber(target),
    };
    renamed.map_err(|failed| write_error(target, failed.error))?;
    sync_folder(&folder).map_err(|cause| write_error(target, cause))
}

/// The folder that a file is in; the present one for a bare name.
fn folder_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Makes a rename durable. Windows has no such call for folders, and NTFS
/// journals the rename itself.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// `unreadable`; `too_large`, found before the file is read.
pub fn read_limited(path: &Path, limit: usize) -> Result<Vec<u8>> {
    let unreadable = |cause: io::Error| {
        let reason = match cause.kind() {
            io::ErrorKind::NotFound => "there is no such file",
            io::ErrorKind::PermissionDenied => "its permissions do not allow it",
            io::ErrorKind::IsADirectory => "it is a folder",
            _ => "the system refuses to read it",
        };
        Error::new(
            Code::Unreadable,
            format!("{} cannot be read: {reason}.", path.display()),
        )
        .because(cause)
    };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    let too_large = || {
        Error::new(
            Code::TooLarge,
            format!(
                "{} is larger than {} MB, which is more than Lectern takes. Nothing was changed.",
                path.display(),
                limit / 1024 / 1024
            ),
        )
    };
    if metadata.len() > limit as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    // A pipe or a growing file tells no size, so the reading is limited too.
    io::Read::take(file, limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

use std::io::Read as _;

fn write_error(target: &Path, cause: io::Error) -> Error {
    let shown = target.display();
    let (code, message) = match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
            Code::DiskFull,
            format!("The disk is full, so {shown} was not written. Free some space and try again."),
        ),
        io::ErrorKind::AlreadyExists => (
            Code::AlreadyExists,
            format!("{shown} exists already and was left as it is."),
        ),
        io::ErrorKind::NotFound => (
            Code::Unwritable,
            format!("{shown} was not written: its folder does not exist."),
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => (
            Code::Unwritable,
            format!(
                "{shown} was not written: the system does not allow it there. Choose another folder."
            ),
        ),
        io::ErrorKind::IsADirectory => (
            Code::Unwritable,
            format!("{shown} is a folder. Name a file in it."),
        ),
        io::ErrorKind::InvalidFilename => (
            Code::Unwritable,
            format!("{shown} was not written: the name is too long or not legal there."),
        ),
        _ => (
            Code::Unwritable,
            format!("{shown} was not written: the system refused. Nothing else was changed."),
        ),
    };
    Error::new(code, message).because(cause)
}
