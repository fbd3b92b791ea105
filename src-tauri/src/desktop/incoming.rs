//! Files that come in by themselves: dropped on the window, or handed over when
//! Lectern starts. Their paths never reach the page.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    /// They were imported, or not. What was dropped belongs to what is shown.
    Imported {
        outcomes: Vec<ImportOutcome>,
        dropped: bool,
    },
}

/// Files that came before there was anything to import them: while Lectern is
/// still opening its parts, or cannot open them.
pub(super) struct Early {
    /// `None` once nothing has to wait any more.
    waiting: Mutex<Option<Vec<PathBuf>>>,
}

impl Default for Early {
    fn default() -> Self {
        Self {
            waiting: Mutex::new(Some(Vec::new())),
        }
    }
}

impl Early {
    /// Keeps files that have to wait, and answers those that have not.
    fn hold(&self, files: Vec<PathBuf>) -> Vec<PathBuf> {
        match self.waiting().as_mut() {
            Some(waiting) => {
                waiting.extend(files);
                Vec::new()
            }
            None => files,
        }
    }

    /// Answers what waited. From now on nothing does.
    fn end(&self) -> Vec<PathBuf> {
        self.waiting().take().unwrap_or_default()
    }

    fn waiting(&self) -> MutexGuard<'_, Option<Vec<PathBuf>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Something is dragged over the window. What holds no file, such as text of
/// the page itself, is none of our business.
pub(super) fn dragged<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { paths, .. } if !paths.is_empty() => {
            show(app, &Files::Hovering { count: paths.len() });
        }
        DragDropEvent::Leave => show(app, &Files::Left),
        DragDropEvent::Drop { paths, .. } => bring_in(app, paths.clone(), true),
        _ => {}
    }
}

/// Nobody wants to hear later what was held over the window.
fn show<R: Runtime>(app: &AppHandle<R>, files: &Files) {
    if app.state::<Shell>().outbox().is_open() {
        outbox::tell(app, FILES, files);
    }
}

/// Imports files that another program hands over, as soon as that is possible.
pub(super) fn receive<R: Runtime>(app: &AppHandle<R>, files: Vec<PathBuf>) {
    bring_in(app, files, false);
}

/// Imports the files that came early. From now on none waits.
pub(super) fn begin<R: Runtime>(app: &AppHandle<R>) {
    let early = app.state::<Early>().end();
    bring_in(app, early, false);
}

fn bring_in<R: Runtime>(app: &AppHandle<R>, files: Vec<PathBuf>, dropped: bool) {
    let files = app.state::<Early>().hold(files);
    if files.is_empty() {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let outcomes = import_in_turn(&app, files).await;
        outbox::tell(&app, FILES, Files::Imported { outcomes, dropped });
    });
}

/// Imports files, one batch after the other, and tells the page how many.
pub(super) async fn import_in_turn<R: Runtime>(
    app: &AppHandle<R>,
    files: Vec<PathBuf>,
) -> Vec<ImportOutcome> {
    let shell = app.state::<Shell>();
    let _under_way = shell.begin_import();
    let _turn = shell.turn_to_import().await;
    let count = files.len();
    outbox::tell(app, FILES, Files::Importing { count });
    importing::import_each(&shell, files).await
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::desktop::hand_over;
    use crate::desktop::tests::only_doors;

    #[test]
    fn files_wait_for_the_parts() {
        let app = only_doors();
        let arguments = ["lectern-desktop", "plan.html"].map(str::to_owned);
        hand_over(app.handle(), arguments.to_vec(), "elsewhere");
        let plan = Path::new("elsewhere").join("plan.html");
        let early = app.state::<Early>();
        assert_eq!(early.end(), std::slice::from_ref(&plan));
        assert_eq!(
            early.hold(vec![plan.clone()]),
            [plan],
            "none waits any more"
        );
    }
}
