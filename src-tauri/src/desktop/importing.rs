//! Importing files that the user chooses in a dialog.

use std::path::{Path, PathBuf};

use lectern_core::deck::import;
use lectern_core::error::Problem;
use lectern_core::files;
use lectern_core::model::{DeckLimits, Session};
use lectern_core::ops::{Field, ImportSession};
use lectern_core::{Code, Error, Result};
use serde::Serialize;
use tauri::State;

use super::dialogs::Choice;
use super::shell::Shell;

/// What became of the chosen files.
#[derive(Default, Serialize)]
pub(super) struct Imports {
    imported: Vec<Session>,
    failed: Vec<NotImported>,
}

/// A file that was not imported.
#[derive(Serialize)]
struct NotImported {
    file_name: String,
    problem: Problem,
}

/// Asks for files and imports each; those that fail do not keep the others
/// back.
#[tauri::command]
pub(super) async fn import_files(shell: State<'_, Shell>) -> std::result::Result<Imports, Problem> {
    choose_and_import(&shell)
        .await
        .map_err(|error| super::told(&error))
}

async fn choose_and_import(shell: &Shell) -> Result<Imports> {
    shell.service()?;
    match shell.dialogs().open().await {
        Choice::Chosen(files) => Ok(import_each(shell, files).await),
        Choice::Cancelled => Ok(Imports::default()),
        Choice::Unavailable => Err(Error::new(
            Code::NotImplemented,
            "This system has no file dialog, so no file was imported. Close the window and import with lectern import FILE in a terminal.",
        )),
    }
}

async fn import_each(shell: &Shell, files: Vec<PathBuf>) -> Imports {
    let mut imports = Imports::default();
    for file in files {
        match import_one(shell, &file).await {
            Ok(session) => imports.imported.push(session),
            Err(error) => imports.failed.push(NotImported {
                file_name: name_of(&file),
                problem: super::told(&error),
            }),
        }
    }
    imports
}

async fn import_one(shell: &Shell, file: &Path) -> Result<Session> {
    let name = name_of(file);
    let file = file.to_owned();
    let reading = move || import::text(&files::read_limited(&file, DeckLimits::FILE_BYTES)?);
    let content = tokio::task::spawn_blocking(reading)
        .await
        .map_err(Error::internal)??;
    let request = ImportSession {
        content,
        name: Field::Given(name),
    };
    shell
        .service()?
        .import_session(&shell.caller()?, request)
        .await
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
