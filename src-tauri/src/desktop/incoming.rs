//! Files that come in by themselves: dropped on the window, or handed over when
//! Lectern starts. Their paths never reach the page.

use std::path::PathBuf;

use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Manager, Runtime};

use super::importing::{self, ImportOutcome};
use super::outbox;
use super::shell::Shell;

/// The event by which the page hears of files.
const FILES: &str = "files";

/// What happens with files.
#[derive(Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Files {
    /// Files are held over the window.
    Hovering { count: usize },
    /// They are gone again.
    Left,
    /// They are being imported.
    Importing { count: usize },
    /// They were imported, or not.
    Imported { outcomes: Vec<ImportOutcome> },
}

/// Something is dragged over the window. What holds no file, such as text of
/// the page itself, is none of our business.
pub(super) fn dragged<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { paths, .. } if !paths.is_empty() => {
            show(app, &Files::Hovering { count: paths.len() });
        }
        DragDropEvent::Leave => show(app, &Files::Left),
        DragDropEvent::Drop { paths, .. } => receive(app, paths.clone()),
        _ => {}
    }
}

/// Nobody wants to hear later what was held over the window.
fn show<R: Runtime>(app: &AppHandle<R>, files: &Files) {
    if app.state::<Shell>().outbox().is_open() {
        outbox::tell(app, FILES, files);
    }
}

/// Imports files, one batch after the other.
pub(super) fn receive<R: Runtime>(app: &AppHandle<R>, files: Vec<PathBuf>) {
    if files.is_empty() {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let shell = app.state::<Shell>();
        let _turn = shell.turn_to_import().await;
        let count = files.len();
        outbox::tell(&app, FILES, Files::Importing { count });
        let outcomes = importing::import_each(&shell, files, None).await;
        outbox::tell(&app, FILES, Files::Imported { outcomes });
    });
}
