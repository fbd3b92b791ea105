//! Exporting into a file that the user chooses in a dialog.

use std::path::{Path, PathBuf};

use lectern_core::error::Problem;
use lectern_core::file_name;
use lectern_core::files::{self, Existing};
use lectern_core::model::Session;
use lectern_core::ops::{ExportSession, Field, Format, OneSession};
use lectern_core::render::{Progress, Warning, Watch};
use lectern_core::{Code, Error, Result};
use serde::Serialize;
use serde_json::Value;
use tauri::{AppHandle, Emitter, Runtime, State};

use super::dialogs::Choice;
use super::shell::Shell;
use super::window::MAIN;

/// The event that tells how far an export is.
const PROGRESS: &str = "export-progress";

/// A file that was written.
#[derive(Debug, Serialize)]
pub(super) struct Saved {
    file_name: String,
    folder: PathBuf,
    warnings: Vec<Warning>,
}

/// How far a session's export is.
#[derive(Clone, Serialize)]
struct ExportProgress {
    session_id: String,
    progress: Progress,
}

/// Exports a session's deck into a file of the user's choice; `null` when the
/// user chose none.
#[tauri::command]
pub(super) async fn save_export<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<Option<Saved>, Problem> {
    let saving = async {
        let request = read_request(request)?;
        let watch = watch(&app, &request.session_id);
        save(&shell, request, watch).await
    };
    saving.await.map_err(|error| super::told(&error))
}

/// Stops a session's export. The export itself then answers `cancelled`.
#[tauri::command]
pub(super) async fn cancel_export(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    let request = read_request(request).map_err(|error| super::told(&error))?;
    shell.cancel_export(&request.session_id);
    Ok(())
}

fn read_request(request: Option<Value>) -> Result<ExportSession> {
    serde_json::from_value(request.unwrap_or_default()).map_err(|cause| {
        Error::invalid("request", "The request must name a session.").because(cause)
    })
}

fn watch<R: Runtime>(app: &AppHandle<R>, session_id: &str) -> Watch {
    let app = app.clone();
    let session_id = session_id.to_owned();
    Watch::new(move |progress| {
        let told = ExportProgress {
            session_id: session_id.clone(),
            progress,
        };
        // A window that is gone needs no progress.
        let _ = app.emit_to(MAIN, PROGRESS, told);
    })
}

/// Asks for the target first, so that nobody waits at the end of a long export.
async fn save(shell: &Shell, request: ExportSession, watch: Watch) -> Result<Option<Saved>> {
    let _under_way = shell.begin_export(&request.session_id, &watch)?;
    let session = exportable(shell, &request).await?;
    let format = Format::parse(named(&request.format)?)?;
    let suggested = file_name::from_title(session.title.as_str(), format.extension());
    let target = match shell.dialogs().save(&suggested).await {
        Choice::Chosen(path) => Target::chosen(path, format),
        Choice::Unavailable => Target::NewIn(shell.composition()?.export_folder.clone(), suggested),
        Choice::Cancelled => return Ok(None),
    };
    let file = shell
        .service()?
        .export_session_watched(&shell.caller()?, request, watch)
        .await?;
    let path = tokio::task::spawn_blocking(move || target.write(&file.bytes))
        .await
        .map_err(Error::internal)??;
    Ok(Some(Saved::new(&path, file.warnings)))
}

/// The session, if it has slides: no dialog opens for an export that cannot be.
async fn exportable(shell: &Shell, request: &ExportSession) -> Result<Session> {
    let one = OneSession {
        session_id: request.session_id.clone(),
    };
    let session = shell.service()?.get_session(&shell.caller()?, one).await?;
    if session.has_slide_deck {
        Ok(session)
    } else {
        Err(Error::new(
            Code::NoDeck,
            "This session has no slides yet, so there is nothing to export.",
        ))
    }
}

fn named(format: &Field<String>) -> Result<Option<&str>> {
    match format {
        Field::Absent | Field::Null => Ok(None),
        Field::Given(name) => Ok(Some(name)),
        Field::Wrong(_) => Err(Error::invalid("format", "`format` must be pdf or pptx.")),
    }
}

/// Where an export goes.
enum Target {
    /// The path that the user chose and agreed to replace.
    Replace(PathBuf),
    /// A path that the user chose without the extension: what is there was not
    /// agreed to be replaced.
    Keep(PathBuf),
    /// A new file in a folder, under the first free name.
    NewIn(PathBuf, String),
}

impl Target {
    fn chosen(path: PathBuf, format: Format) -> Self {
        let extension = format.extension();
        let has_extension = path
            .extension()
            .is_some_and(|given| given.eq_ignore_ascii_case(extension));
        if has_extension {
            return Self::Replace(path);
        }
        let mut name = path.into_os_string();
        name.push(".");
        name.push(extension);
        Self::Keep(name.into())
    }

    fn write(self, bytes: &[u8]) -> Result<PathBuf> {
        match self {
            Self::Replace(path) => {
                files::write_whole(&path, bytes, Existing::Replace).map(|()| path)
            }
            Self::Keep(path) => files::write_whole(&path, bytes, Existing::Keep).map(|()| path),
            Self::NewIn(folder, name) => files::write_new(&folder, &name, bytes),
        }
    }
}

impl Saved {
    fn new(path: &Path, warnings: Vec<Warning>) -> Self {
        Self {
            file_name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            warnings,
        }
    }
}
