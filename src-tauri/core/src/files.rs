//! Files on the user's disk: folders that are private, and files that are
//! written whole or not at all.

use std::fs::{self, DirBuilder};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::file_name;
use crate::{Code, Error, Result};

/// Names that are tried before a folder counts as full of them.
const NAMES: u32 = 1000;
/// How often a file is put in its place, and the pause between.
const ATTEMPTS: u32 = 5;
const PAUSE: Duration = Duration::from_millis(100);

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
/// renamed. A crash leaves the old file or the new one, never a part. On Linux the
/// temporary file has no name until it is whole, so that a program which is killed
/// leaves nothing of it. Who may read it follows the user's own rule for new files
/// (the umask on Unix).
///
/// # Errors
/// `unwritable`, `disk_full`, `already_exists`.
pub fn write_whole(target: &Path, bytes: &[u8], existing: Existing) -> Result<()> {
    write(target, bytes, existing, 0o666).map_err(|cause| write_error(target, cause))
}

/// As [`write_whole`], for a file that only this user may read: it has that
/// mode (0600 on Unix) from its first moment on.
///
/// # Errors
/// `unwritable`, `disk_full`, `already_exists`.
pub fn write_private(target: &Path, bytes: &[u8], existing: Existing) -> Result<()> {
    write(target, bytes, existing, 0o600).map_err(|cause| write_error(target, cause))
}

/// `mode` says who may read the file, on Unix.
fn write(target: &Path, bytes: &[u8], existing: Existing, mode: u32) -> io::Result<()> {
    let place = folder_of(target);
    // Opened first: a folder that cannot be synced is refused before anything
    // stands in it.
    let folder = Folder::open(&place)?;
    #[cfg(target_os = "linux")]
    if let Some(mut file) = nameless::open(&place, mode) {
        file.write_all(bytes)?;
        file.sync_all()?;
        nameless::name(&file, &place, target, existing)?;
        return folder.sync();
    }
    let mut file = named(mode).tempfile_in(&place)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    put_in_place(file, target, existing)?;
    folder.sync()
}

/// Gives a file that is whole its name. On Windows a program that looks at the old file,
/// a virus scanner or a viewer, keeps it from being replaced: it is tried again.
fn put_in_place(mut file: NamedTempFile, target: &Path, existing: Existing) -> io::Result<()> {
    let mut attempts = 1..ATTEMPTS;
    loop {
        let put = match existing {
            Existing::Replace => file.persist(target),
            Existing::Keep => file.persist_noclobber(target),
        };
        match put {
            Err(failed) if is_held(&failed.error) && attempts.next().is_some() => {
                file = failed.file;
                thread::sleep(PAUSE);
            }
            put => return put.map(drop).map_err(|failed| failed.error),
        }
    }
}

/// Whether a file could not be replaced because another program has it open: Windows
/// answers `ERROR_ACCESS_DENIED` or `ERROR_SHARING_VIOLATION`.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32))
}

/// Makes temporary files that are known for what they are.
fn named(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    builder.prefix(".lectern-").suffix(".part");
    builder
}

/// Files that get their name when they are whole (`O_TMPFILE`, open(2)).
#[cfg(target_os = "linux")]
mod nameless {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open as open_file};

    use super::Existing;

    /// A file in `folder`; none where the file system knows no such files.
    pub(super) fn open(folder: &Path, mode: u32) -> Option<File> {
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        let file = File::from(open_file(folder, flags, Mode::from_raw_mode(mode)).ok()?);
        path_of(&file).exists().then_some(file)
    }

    /// Gives a file of `folder` its name, which is `target`'s.
    pub(super) fn name(
        file: &File,
        folder: &Path,
        target: &Path,
        existing: Existing,
    ) -> io::Result<()> {
        let link = |path: &Path| {
            let linked = linkat(CWD, path_of(file), CWD, path, AtFlags::SYMLINK_FOLLOW);
            linked.map_err(io::Error::from)
        };
        match existing {
            Existing::Keep => link(target),
            // No name is given over another one: only a rename replaces.
            Existing::Replace => {
                let named = super::named(0).make_in(folder, link)?;
                named.persist(target).map_err(|failed| failed.error)
            }
        }
    }

    fn path_of(file: &File) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
    }
}

/// Writes a file whole under the first free name: `Name.pdf`, `Name (2).pdf`
/// and so on. Answers the file's path.
///
/// # Errors
/// `unwritable`, `disk_full`; `already_exists` when too many names are taken.
pub fn write_new(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf> {
    for number in 1..=NAMES {
        let path = folder.join(file_name::numbered(name, number));
        match write_whole(&path, bytes, Existing::Keep) {
            Err(error) if error.code() == Code::AlreadyExists => {}
            written => return written.map(|()| path),
        }
    }
    Err(Error::new(
        Code::AlreadyExists,
        "The folder holds too many files of this name already. Choose another name or folder.",
    ))
}

/// The folder that a file is in; the present one for a bare name.
fn folder_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A folder whose renames can be made durable. Windows has no such call for
/// folders, and NTFS journals the rename itself.
struct Folder {
    #[cfg(unix)]
    handle: fs::File,
}

#[cfg(unix)]
impl Folder {
    fn open(path: &Path) -> io::Result<Self> {
        let handle = fs::File::open(path)?;
        Ok(Self { handle })
    }

    fn sync(&self) -> io::Result<()> {
        self.handle.sync_all()
    }
}

#[cfg(not(unix))]
impl Folder {
    fn open(_path: &Path) -> io::Result<Self> {
        Ok(Self {})
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }
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
    file.take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

fn write_error(target: &Path, cause: io::Error) -> Error {
    let shown = target.display();
    let (code, message) = match cause.kind() {
        _ if is_held(&cause) && target.is_file() => (
            Code::Unwritable,
            format!(
                "{shown} was not replaced: another program has it open. Close it there, or choose \
                 another name."
            ),
        ),
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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_private_file_is_private_and_another_follows_the_umask() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| {
            let metadata = fs::metadata(folder.path().join(name)).unwrap();
            metadata.permissions().mode() & 0o777
        };
        write_private(&folder.path().join("token"), b"x", Existing::Keep).unwrap();
        write_whole(&folder.path().join("deck.pdf"), b"x", Existing::Keep).unwrap();
        fs::File::create(folder.path().join("usual")).unwrap();
        assert_eq!(mode("token"), 0o600);
        assert_eq!(mode("deck.pdf"), mode("usual"));
    }

    #[test]
    fn a_new_file_takes_the_first_free_name() {
        let folder = tempfile::tempdir().unwrap();
        let write = || write_new(folder.path(), "a.pdf", b"x").unwrap();
        assert_eq!(write(), folder.path().join("a.pdf"));
        assert_eq!(write(), folder.path().join("a (2).pdf"));
        assert_eq!(write(), folder.path().join("a (3).pdf"));
    }
}
