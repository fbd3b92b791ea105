//! Pictures on disk: `<session>/<revision>/<number>.png` in a folder of the
//! cache that only this user can enter. Whatever is missing can be drawn again,
//! so that nothing here fails: it warns in the log.

use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::Series;
use crate::files::{self, Existing};
use crate::model::SessionId;

/// How every PNG begins.
const BEGINNING: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The largest file that is read as a picture.
const LARGEST: usize = 8 * 1024 * 1024;

/// The folder of all pictures.
pub(super) struct Shelf {
    folder: PathBuf,
    /// Bytes that the pictures of all sessions may take together.
    room: u64,
    /// Held while something is put or removed, so that a session's pictures
    /// stay removed.
    changing: Mutex<()>,
}

impl Shelf {
    pub(super) fn new(folder: PathBuf, room: u64) -> Self {
        Self {
            folder,
            room,
            changing: Mutex::default(),
        }
    }

    /// A picture that was put there.
    pub(super) fn read(&self, series: Series, index: usize) -> Option<Vec<u8>> {
        let file = self.folder_of(series).join(file_name(index));
        let bytes = files::read_limited(&file, LARGEST).ok()?;
        bytes.starts_with(BEGINNING).then_some(bytes)
    }

    /// Puts a picture there if it is still wanted. Answers whether it is there
    /// now.
    pub(super) fn put(
        &self,
        series: Series,
        index: usize,
        picture: &[u8],
        is_wanted: impl FnOnce() -> bool,
    ) -> bool {
        let _guard = self.lock();
        if !is_wanted() {
            return false;
        }
        let folder = self.folder_of(series);
        let put = files::make_private_folder(&folder).and_then(|()| {
            files::write_private(&folder.join(file_name(index)), picture, Existing::Replace)
        });
        if let Err(error) = &put {
            tracing::warn!(%error, causes = ?error.causes(), "a picture is not kept");
        }
        put.is_ok()
    }

    /// Removes the pictures of a session.
    pub(super) fn remove(&self, session: SessionId) {
        let _guard = self.lock();
        remove(&self.folder_of_session(session));
    }

    /// Removes the pictures of earlier revisions of a session's deck.
    pub(super) fn remove_before(&self, series: Series) {
        let _guard = self.lock();
        for folder in entries(&self.folder_of_session(series.session)) {
            let name = folder.file_name();
            let revision = name.to_str().and_then(|name| name.parse::<u32>().ok());
            if revision.is_none_or(|revision| revision < series.revision) {
                remove(&folder.path());
            }
        }
    }

    /// Removes what belongs to no session, and then, until the rest has room,
    /// those of the sessions whose last picture is oldest.
    pub(super) fn sweep(&self, exists: impl Fn(SessionId) -> bool) {
        let _guard = self.lock();
        let mut kept = Vec::new();
        for folder in entries(&self.folder) {
            let name = folder.file_name();
            let session = name.to_str().and_then(|name| SessionId::parse(name).ok());
            if session.is_some_and(&exists) {
                kept.push(Size::of(folder.path()));
            } else {
                remove(&folder.path());
            }
        }
        kept.sort_by_key(|size| size.changed);
        let mut bytes: u64 = kept.iter().map(|size| size.bytes).sum();
        // What was drawn just now stays, however much it is.
        kept.pop();
        for oldest in kept {
            if bytes <= self.room {
                return;
            }
            remove(&oldest.folder);
            bytes -= oldest.bytes;
        }
    }

    fn folder_of_session(&self, session: SessionId) -> PathBuf {
        self.folder.join(session.to_string())
    }

    fn folder_of(&self, series: Series) -> PathBuf {
        self.folder_of_session(series.session)
            .join(series.revision.to_string())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Slides are counted from 1 where a person may look.
fn file_name(index: usize) -> String {
    format!("{}.png", index + 1)
}

/// How much a session's pictures take, and when the last of them was drawn.
struct Size {
    folder: PathBuf,
    bytes: u64,
    changed: Option<SystemTime>,
}

impl Size {
    fn of(folder: PathBuf) -> Self {
        let revisions = entries(&folder).into_iter();
        let pictures = revisions.flat_map(|revision| entries(&revision.path()));
        let metadata = pictures.filter_map(|picture| picture.metadata().ok());
        let (bytes, changed) = metadata.fold((0, None), |(bytes, changed), metadata| {
            (
                bytes + metadata.len(),
                changed.max(metadata.modified().ok()),
            )
        });
        Self {
            folder,
            bytes,
            changed,
        }
    }
}

/// What is in a folder; nothing where there is none.
fn entries(folder: &Path) -> Vec<DirEntry> {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .collect()
}

fn remove(path: &Path) {
    let removed = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(%error, "pictures could not be removed; the next sweep tries again");
        }
        _ => {}
    }
}
