//! What the window remembers from one run to the next: where it stood, and what
//! its page wants to find again. A file beside the settings; one that cannot be
//! read means the defaults.
//!
//! What does not belong here: anything that a user would miss.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lectern_core::Result;
use lectern_core::files::{self, Existing};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::{AppHandle, Manager, Runtime};

use super::geometry::{self, Geometry};
use super::shell::Shell;

/// How long changes are gathered before they are written.
const PAUSE: Duration = Duration::from_millis(500);

/// The largest file that is read, in bytes.
const LARGEST: usize = 256 * 1024;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    window: Option<Geometry>,
    view: Value,
}

/// What the window remembers.
#[derive(Debug)]
pub(super) struct Remembered {
    file: Option<PathBuf>,
    is_new: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    kept: Kept,
    written: Kept,
    is_waiting: bool,
}

impl Remembered {
    /// Reads the file. Without one nothing is remembered beyond this run.
    pub(super) fn read(file: Option<PathBuf>) -> Self {
        let is_new = file.as_deref().is_some_and(|file| !file.exists());
        let kept = file.as_deref().map(read).unwrap_or_default();
        Self {
            file,
            is_new,
            state: Mutex::new(State {
                written: kept.clone(),
                kept,
                is_waiting: false,
            }),
        }
    }

    /// Whether this is the first window on these folders.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// Where the window stood.
    pub(super) fn geometry(&self) -> Option<Geometry> {
        self.state().kept.window
    }

    /// Remembers where the window stands.
    pub(super) fn set_geometry(&self, geometry: Geometry) {
        self.state().kept.window = Some(geometry);
    }

    /// What the page wants to find again; null if it never said.
    pub(super) fn view(&self) -> Value {
        self.state().kept.view.clone()
    }

    /// Remembers what the page wants to find again.
    pub(super) fn set_view(&self, view: Value) {
        self.state().kept.view = view;
    }

    /// Writes what has changed.
    pub(super) fn write(&self) {
        let Some(file) = &self.file else {
            return;
        };
        // Held while it is written, so that the newest state is written last.
        let mut state = self.state();
        state.is_waiting = false;
        if state.kept == state.written && file.exists() {
            return;
        }
        match write(file, &state.kept) {
            Ok(()) => state.written = state.kept.clone(),
            Err(error) => tracing::warn!(causes = ?error.causes(), "{error}"),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes a moment later, with the place where the window stands then. However
/// many ask for it meanwhile, one writing serves them all.
pub(super) fn write_soon<R: Runtime>(app: &AppHandle<R>) {
    let shell = app.state::<Shell>();
    let mut state = shell.remembered().state();
    if state.is_waiting {
        return;
    }
    state.is_waiting = true;
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PAUSE).await;
        let writing = move || {
            geometry::remember(&app);
            app.state::<Shell>().remembered().write();
        };
        // It only fails when the program ends, where everything is written anyway.
        let _ = tokio::task::spawn_blocking(writing).await;
    });
}

fn read(file: &Path) -> Kept {
    if !file.exists() {
        return Kept::default();
    }
    let kept = files::read_limited(file, LARGEST)
        .map_err(|error| error.to_string())
        .and_then(|bytes| serde_json::from_slice(&bytes).map_err(|cause| cause.to_string()));
    kept.unwrap_or_else(|cause| {
        tracing::warn!(cause, "the window's place is forgotten");
        Kept::default()
    })
}

fn write(file: &Path, kept: &Kept) -> Result<()> {
    let text = serde_json::to_vec_pretty(kept).map_err(lectern_core::Error::internal)?;
    file.parent().map_or(Ok(()), files::make_private_folder)?;
    files::write_private(file, &text, Existing::Replace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_folder(folder: &Path) -> Remembered {
        Remembered::read(Some(folder.join("config").join("window.json")))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = in_folder(folder.path());
        assert!(first.is_new());
        assert_eq!((first.geometry(), first.view()), (None, Value::Null));
        first.set_geometry(Geometry::default());
        first.set_view(serde_json::json!({"pane": 300}));
        first.write();
        let second = in_folder(folder.path());
        assert!(!second.is_new());
        assert_eq!(second.geometry(), Some(Geometry::default()));
        assert_eq!(second.view()["pane"], 300);
    }

    #[test]
    fn a_file_that_cannot_be_read_means_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("window.json");
        for damaged in [
            &b"{\"window\": {\"x\": "[..],
            b"[]",
            b"\xff\xfe",
            b"",
            b"{\"window\": 7}",
        ] {
            std::fs::write(&file, damaged).unwrap();
            let remembered = Remembered::read(Some(file.clone()));
            assert_eq!(remembered.geometry(), None);
            assert!(!remembered.is_new(), "it is not the first start either");
        }
        std::fs::write(&file, "x".repeat(LARGEST + 1)).unwrap();
        assert_eq!(Remembered::read(Some(file)).geometry(), None);
    }

    #[test]
    fn the_first_window_leaves_a_file_even_if_nothing_changed() {
        let folder = tempfile::tempdir().unwrap();
        in_folder(folder.path()).write();
        assert!(!in_folder(folder.path()).is_new());
    }
}
