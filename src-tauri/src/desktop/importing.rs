//! Importing files: those that the user chooses in a dialog, and those that
//! come in by another way. Each file has an outcome of its own; one that fails
//! does not keep the others back.

use std::fs;
use std::path::{Path, PathBuf};

use lectern_core::deck::import;
use lectern_core::error::Problem;
use lectern_core::files;
use lectern_core::model::{DeckLimits, Session};
use lectern_core::ops::{Field, ImportSession};
use lectern_core::{Code, Error, Result};
use serde::Serialize;
use tauri::{AppHandle, Manager, Runtime};

use super::dialogs::Choice;
use super::incoming;
use super::shell::Shell;

/// Files that are taken at once.
const MOST: usize = 100;

/// What became of one file.
#[derive(Clone, Serialize)]
pub(super) struct ImportOutcome {
    file_name: String,
    session: Option<Session>,
    problem: Option<Problem>,
}

/// Asks for files and imports each.
#[tauri::command]
pub(super) async fn import_files<R: Runtime>(
    app: AppHandle<R>,
) -> std::result::Result<Vec<ImportOutcome>, Problem> {
    choose_and_import(&app)
        .await
        .map_err(|error| super::told(&error))
}

async fn choose_and_import<R: Runtime>(app: &AppHandle<R>) -> Result<Vec<ImportOutcome>> {
    let shell = app.state::<Shell>();
    shell.service()?;
    match shell.dialogs().open().await {
        Choice::Chosen(files) => Ok(incoming::import_in_turn(app, files).await),
        Choice::Cancelled => Ok(Vec::new()),
        Choice::Unavailable => Err(Error::new(
            Code::NotImplemented,
            "This system has no file dialog, so no file was imported. Drop the files on the window instead.",
        )),
    }
}

/// Imports files one after the other.
pub(super) async fn import_each(shell: &Shell, files: Vec<PathBuf>) -> Vec<ImportOutcome> {
    let mut outcomes = Vec::new();
    for (index, file) in files.into_iter().enumerate() {
        let imported = match left_out(shell, index) {
            None => import_one(shell, &file).await,
            Some(error) => Err(error),
        };
        outcomes.push(outcome(&file, imported));
    }
    outcomes
}

/// Why a file is not even begun.
fn left_out(shell: &Shell, index: usize) -> Option<Error> {
    if shell.is_closing() {
        return Some(Error::new(
            Code::Cancelled,
            "Lectern is closing. This file was left out; import it again.",
        ));
    }
    (index >= MOST).then(|| {
        Error::new(
            Code::TooLarge,
            format!(
                "Lectern imports {MOST} files at once. This one was left out; import it again."
            ),
        )
    })
}

fn outcome(file: &Path, imported: Result<Session>) -> ImportOutcome {
    let (session, error) = match imported {
        Ok(session) => (Some(session), None),
        Err(error) => (None, Some(error)),
    };
    ImportOutcome {
        file_name: name_of(file),
        session,
        problem: error.map(|error| super::told(&error)),
    }
}

async fn import_one(shell: &Shell, file: &Path) -> Result<Session> {
    let name = name_of(file);
    let file = file.to_owned();
    let content = tokio::task::spawn_blocking(move || read(&file))
        .await
        .map_err(Error::internal)??;
    let request = ImportSession {
        content,
        name: Field::Given(name),
    };
    let caller = shell.caller()?;
    shell.service()?.import_session(&caller, request).await
}

/// The text of a file. Only plain files are opened: a pipe would keep the
/// import waiting for ever.
fn read(file: &Path) -> Result<String> {
    let metadata = fs::metadata(file);
    if let Ok(metadata) = &metadata {
        if metadata.is_dir() {
            return Err(Error::new(
                Code::Unreadable,
                "This is a folder. Import the HTML or JSON files in it.",
            ));
        }
        if !metadata.is_file() {
            return Err(Error::new(
                Code::Unreadable,
                "This is no plain file, so Lectern does not read it.",
            ));
        }
    }
    let bytes = files::read_limited(file, DeckLimits::FILE_BYTES);
    import::text(&bytes.map_err(|error| without_folder(&error, file))?)
}

/// The same error about the file's name: where it lies is none of the page's
/// business, and the user knows.
fn without_folder(error: &Error, file: &Path) -> Error {
    let path = file.display().to_string();
    let message = error.message().replace(&path, &name_of(file));
    Error::new(error.code(), message).because(error.causes().join(": "))
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .unwrap_or(file.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::tests::without_parts;

    #[tokio::test]
    async fn nothing_is_begun_while_the_window_closes() {
        let app = without_parts(None);
        let shell = app.state::<Shell>();
        shell.end_work();
        let outcomes = import_each(&shell, vec!["plan.html".into()]).await;
        let problem = outcomes[0].problem.as_ref().unwrap();
        assert_eq!(problem.code, Code::Cancelled);
    }
}
