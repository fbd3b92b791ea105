//! Exporting into a file: where it may go, writing it, and showing it to other
//! programs afterwards. The page never names a path. It gets names for places
//! that the user chose in a dialog, and for files that were written.

use std::path::{Path, PathBuf};

use lectern_core::error::Problem;
use lectern_core::file_name;
use lectern_core::files::{self, Existing};
use lectern_core::model::{Session, SlideChoice};
use lectern_core::ops::{ExportSession, FidelityReport, OneSession, Wanted};
use lectern_core::render::{Warning, Watch};
use lectern_core::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::State;

use super::dialogs::Choice;
use super::preferences::Browser;
use super::shell::Shell;
use super::{opening, request};

/// What an export needs to be chosen.
#[derive(Serialize)]
pub(super) struct ExportChoices {
    folder: PathBuf,
    dialogs: bool,
    browser: Option<BrowserName>,
}

#[derive(Serialize)]
struct BrowserName {
    name: String,
    version: String,
}

/// A place that the user chose.
#[derive(Serialize)]
pub(super) struct ChosenFile {
    target: String,
    folder: PathBuf,
    file_name: String,
}

/// A file that was written.
#[derive(Serialize)]
pub(super) struct Saved {
    export_id: String,
    file_name: String,
    folder: PathBuf,
    bytes: usize,
    warnings: Vec<Warning>,
    /// Of a PowerPoint file.
    fidelity: Option<FidelityReport>,
}

#[derive(Deserialize)]
struct ChooseFile {
    #[serde(flatten)]
    export: ExportSession,
    file_name: Option<String>,
}

#[derive(Deserialize)]
struct SaveExport {
    #[serde(flatten)]
    export: ExportSession,
    file_name: Option<String>,
    target: Option<String>,
    #[serde(default)]
    replace: bool,
}

#[derive(Deserialize)]
struct OneExport {
    export_id: String,
}

/// Tells where exports go, and what draws them. Who asks is about to export.
#[tauri::command]
pub(super) async fn export_choices(
    shell: State<'_, Shell>,
) -> std::result::Result<ExportChoices, Problem> {
    choices(&shell).await.map_err(|error| super::told(&error))
}

/// Asks for a place; `null` when the user closed the dialog.
#[tauri::command]
pub(super) async fn choose_export_file(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<Option<ChosenFile>, Problem> {
    let choosing = async {
        let request = request::read(request, "`file_name` and `format` must be text.")?;
        choose(&shell, request).await
    };
    choosing.await.map_err(|error| super::told(&error))
}

/// Exports a session's deck into the place that was chosen, or into the folder
/// of the settings.
#[tauri::command]
pub(super) async fn save_export(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<Saved, Problem> {
    let saving = async {
        let request = request::read(request, "The request must name a session, and say how.")?;
        save(&shell, request).await
    };
    saving.await.map_err(|error| super::told(&error))
}

/// Stops a session's export. The export itself then answers `cancelled`.
#[tauri::command]
pub(super) async fn cancel_export(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    request::read(request, "The request must name a session.")
        .map(|one: OneSession| shell.cancel_export(&one.session_id))
        .map_err(|error| super::told(&error))
}

/// Opens a file that this window wrote.
#[tauri::command]
pub(super) async fn open_export(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    let opening = async {
        let file = written(&shell, request)?;
        opening::ask(&shell, move |opener| opener.open(&file)).await
    };
    opening.await.map_err(|error| super::told(&error))
}

/// Shows a file that this window wrote in the system's file manager.
#[tauri::command]
pub(super) async fn reveal_export(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    let revealing = async {
        let file = written(&shell, request)?;
        opening::ask(&shell, move |opener| opener.reveal(&file)).await
    };
    revealing.await.map_err(|error| super::told(&error))
}

async fn choices(shell: &Shell) -> Result<ExportChoices> {
    let parts = shell.composition()?;
    shell.service()?.prepare_export();
    let preferences = parts.preferences.clone();
    let found = tokio::task::spawn_blocking(move || preferences.browser());
    Ok(ExportChoices {
        folder: parts.preferences.read().export_folder,
        dialogs: shell.dialogs().available().await,
        browser: found.await.map_err(Error::internal)?.ok().map(Into::into),
    })
}

impl From<Browser> for BrowserName {
    fn from(browser: Browser) -> Self {
        Self {
            name: browser.name,
            version: browser.version,
        }
    }
}

async fn choose(shell: &Shell, request: ChooseFile) -> Result<Option<ChosenFile>> {
    let session = exportable(shell, &request.export.session_id).await?;
    let ending = ending(&session, request.export)?;
    let suggested = cleaned(request.file_name.as_deref().unwrap_or_default(), ending);
    let path = match shell.dialogs().save(&suggested).await {
        Choice::Chosen(path) => path,
        Choice::Cancelled => return Ok(None),
        Choice::Unavailable => return Err(no_dialog()),
    };
    let target = Target::chosen(path, ending);
    let file_name = name_of(target.path());
    let folder = folder_of(target.path());
    Ok(Some(ChosenFile {
        target: shell.targets().keep(target)?,
        folder,
        file_name,
    }))
}

/// How the name of the file ends that is asked for.
fn ending(session: &Session, export: ExportSession) -> Result<&'static str> {
    let wanted = Wanted::read(export)?;
    let slides = SlideChoice::parse(
        wanted.slides.as_deref().unwrap_or_default(),
        session.slide_count as usize,
    )?;
    let count = slides.count(session.slide_count as usize);
    Ok(wanted.format.extension(count))
}

fn no_dialog() -> Error {
    Error::new(
        Code::NotImplemented,
        "This system has no file dialog. Exports go into the folder of the settings.",
    )
}

/// A file name of the page's as it may stand on a disk, with its extension.
fn cleaned(file_name: &str, extension: &str) -> String {
    let stem = match file_name.rsplit_once('.') {
        Some((stem, given)) if given.eq_ignore_ascii_case(extension) => stem,
        _ => file_name,
    };
    file_name::from_title(stem, extension)
}

async fn save(shell: &Shell, request: SaveExport) -> Result<Saved> {
    let watch = Watch::silent();
    let _under_way = shell.begin_export(&request.export.session_id, &watch)?;
    let session = exportable(shell, &request.export.session_id).await?;
    let ending = ending(&session, request.export.clone())?;
    let target = target(shell, &request, &session, ending)?;
    target.check()?;
    let export = request.export;
    let file = shell
        .service()?
        .export_session_watched(&shell.caller()?, export, watch)
        .await?;
    let bytes = file.bytes.len();
    let path = target.path().to_owned();
    tokio::task::spawn_blocking(move || target.write(&file.bytes))
        .await
        .map_err(Error::internal)??;
    // What the user agreed to replace, they agreed to replace once.
    if let Some(token) = &request.target {
        shell.targets().forget(token);
    }
    Ok(Saved {
        export_id: shell.written().keep(path.clone())?,
        file_name: name_of(&path),
        folder: folder_of(&path),
        bytes,
        warnings: file.warnings,
        fidelity: file.fidelity,
    })
}

/// The session, if it has slides.
async fn exportable(shell: &Shell, session_id: &str) -> Result<Session> {
    if session_id.is_empty() {
        return Err(Error::invalid(
            "session_id",
            "The request must name a session.",
        ));
    }
    let one = OneSession {
        session_id: session_id.to_owned(),
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

fn target(shell: &Shell, request: &SaveExport, session: &Session, ending: &str) -> Result<Target> {
    if let Some(token) = &request.target {
        let targets = shell.targets();
        let target = targets.find(token).cloned();
        return target
            .filter(|target| target.ends_with(ending))
            .ok_or_else(|| {
                Error::invalid(
                    "target",
                    "Choose the file again: Lectern forgot which one it was, or it was for another \
                 kind of file.",
                )
            });
    }
    let title = session.title.as_str();
    let file_name = match &request.file_name {
        Some(name) => cleaned(name, ending),
        None => file_name::from_title(title, ending),
    };
    let folder = shell.composition()?.preferences.read().export_folder;
    let existing = if request.replace {
        Existing::Replace
    } else {
        Existing::Keep
    };
    Ok(Target {
        path: folder.join(file_name),
        existing,
    })
}

/// Where an export goes, and whether the user agreed to replace what is there.
#[derive(Clone, Debug)]
pub(super) struct Target {
    path: PathBuf,
    existing: Existing,
}

impl Target {
    /// A path that a dialog answered. Without the extension it gets one, and
    /// what has that name was not agreed to be replaced.
    fn chosen(path: PathBuf, extension: &str) -> Self {
        let chosen = Self {
            path,
            existing: Existing::Replace,
        };
        if chosen.ends_with(extension) {
            return chosen;
        }
        let mut name = chosen.path.into_os_string();
        name.push(".");
        name.push(extension);
        Self {
            path: name.into(),
            existing: Existing::Keep,
        }
    }

    fn path(&self) -> &Path {
        &self.path
    }

    fn ends_with(&self, extension: &str) -> bool {
        let given = self.path.extension();
        given.is_some_and(|given| given.eq_ignore_ascii_case(extension))
    }

    /// Refuses before the work what would be refused after it.
    fn check(&self) -> Result<()> {
        if self.existing == Existing::Keep && self.path.symlink_metadata().is_ok() {
            return Err(Error::new(
                Code::AlreadyExists,
                format!(
                    "{} exists already in {} and was left as it is.",
                    name_of(&self.path),
                    folder_of(&self.path).display()
                ),
            ));
        }
        Ok(())
    }

    fn write(&self, bytes: &[u8]) -> Result<()> {
        files::write_whole(&self.path, bytes, self.existing)
    }
}

fn written(shell: &Shell, request: Option<Value>) -> Result<PathBuf> {
    let one: OneExport = request::read(request, "The request must name an export.")?;
    let file = shell.written().find(&one.export_id).cloned();
    file.ok_or_else(|| {
        Error::new(
            Code::NotFound,
            "This window wrote no such file since it was opened.",
        )
    })
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_page_stay_in_their_folder() {
        for (given, expected) in [
            ("Q3 review.pdf", "Q3 review.pdf"),
            ("Q3.PDF", "Q3.pdf"),
            ("v1.2", "v1.2.pdf"),
            ("../../etc/passwd", "etcpasswd.pdf"),
            ("C:\\x\\y.pdf", "Cxy.pdf"),
            ("", "deck.pdf"),
            (".pdf", "deck.pdf"),
        ] {
            assert_eq!(cleaned(given, "pdf"), expected, "for {given:?}");
        }
    }
}
