//! Importing files: those that the user chooses in a dialog, and those that
//! come in by another way. Each file has an outcome of its own; one that fails
//! does not keep the others back.

use std::fs;
use std::path::{Path, PathBuf};

use lectern_core::deck::import;
use lectern_core::error::Problem;
use lectern_core::files;
use lectern_core::model::{DeckLimits, Session};
use lectern_core::ops::{AssignProfile, Field, ImportSession};
use lectern_core::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::State;

use super::dialogs::Choice;
use super::request;
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

#[derive(Deserialize)]
struct ImportFiles {
    profile_id: Option<i64>,
}

/// Asks for files and imports each.
#[tauri::command]
pub(super) async fn import_files(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<Vec<ImportOutcome>, Problem> {
    let importing = async {
        let request = request::read(request, "`profile_id` must be a number, or absent.")?;
        choose_and_import(&shell, request).await
    };
    importing.await.map_err(|error| super::told(&error))
}

async fn choose_and_import(shell: &Shell, request: ImportFiles) -> Result<Vec<ImportOutcome>> {
    shell.service()?;
    match shell.dialogs().open().await {
        Choice::Chosen(files) => Ok(import_each(shell, files, request.profile_id).await),
        Choice::Cancelled => Ok(Vec::new()),
        Choice::Unavailable => Err(Error::new(
            Code::NotImplemented,
            "This system has no file dialog, so no file was imported. Drop the files on the window instead.",
        )),
    }
}

/// Imports files one after the other.
pub(super) async fn import_each(
    shell: &Shell,
    files: Vec<PathBuf>,
    profile_id: Option<i64>,
) -> Vec<ImportOutcome> {
    let mut outcomes = Vec::new();
    for (index, file) in files.into_iter().enumerate() {
        let imported = if index < MOST {
            import_one(shell, &file, profile_id).await
        } else {
            Err(Error::new(
                Code::TooLarge,
                format!(
                    "Lectern imports {MOST} files at once. This one was left out; import it again."
                ),
            ))
        };
        outcomes.push(outcome(&file, imported));
    }
    outcomes
}

fn outcome(file: &Path, imported: Result<(Session, Option<Error>)>) -> ImportOutcome {
    let (session, error) = match imported {
        Ok((session, error)) => (Some(session), error),
        Err(error) => (None, Some(error)),
    };
    ImportOutcome {
        file_name: name_of(file),
        session,
        problem: error.map(|error| super::told(&error)),
    }
}

/// A session that was made, and what went wrong after that.
async fn import_one(
    shell: &Shell,
    file: &Path,
    profile_id: Option<i64>,
) -> Result<(Session, Option<Error>)> {
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
    let session = shell.service()?.import_session(&caller, request).await?;
    let Some(profile_id) = profile_id else {
        return Ok((session, None));
    };
    match assign(shell, &session, profile_id).await {
        Ok(session) => Ok((session, None)),
        Err(error) => Ok((session, Some(error))),
    }
}

async fn assign(shell: &Shell, session: &Session, profile_id: i64) -> Result<Session> {
    let request = AssignProfile {
        session_id: session.session_id.to_string(),
        profile_id: Field::Given(profile_id),
    };
    shell
        .service()?
        .assign_profile(&shell.caller()?, request)
        .await
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
