//! Showing and changing the settings, and opening the folders that they are
//! about.

use std::fs;
use std::path::{Path, PathBuf};

use lectern_core::error::Problem;
use lectern_core::ops::{Field, ListSessions};
use lectern_core::settings::{AppearanceSettings, SettingsChange};
use lectern_core::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::{AppHandle, Manager, Runtime, State};

use super::dialogs::{Choice, Choosing};
use super::preferences::{Browser, Preferred};
use super::shell::Shell;
use super::starting::{PLATFORM, engine};
use super::window::MAIN;
use super::{opening, request, window};

/// Sessions that are listed at once, at most.
const LARGEST_PAGE: i64 = 100;

/// The settings as the page shows them. Only who reads them all hears of the
/// data: that takes a look at every session and file.
#[derive(Serialize)]
pub(super) struct SettingsView {
    appearance: AppearanceSettings,
    user: UserView,
    export: ExportView,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<DataView>,
    listener: ListenerView,
    about: About,
}

#[derive(Serialize)]
struct UserView {
    name: String,
    shown_as: String,
}

#[derive(Serialize)]
struct ExportView {
    folder: PathBuf,
    browser: BrowserView,
}

#[derive(Serialize)]
struct BrowserView {
    chosen: PathBuf,
    found: Option<Browser>,
    problem: Option<Problem>,
}

#[derive(Serialize)]
struct DataView {
    folder: PathBuf,
    bytes: u64,
    sessions: usize,
    trashed: usize,
}

#[derive(Serialize)]
struct ListenerView {
    port: u16,
}

#[derive(Serialize)]
struct About {
    version: &'static str,
    engine: String,
    platform: &'static str,
}

/// Shows the settings.
#[tauri::command]
pub(super) async fn read_settings(
    shell: State<'_, Shell>,
) -> std::result::Result<SettingsView, Problem> {
    let reading = async {
        Ok(SettingsView {
            data: Some(data(&shell).await?),
            ..view(&shell).await?
        })
    };
    reading.await.map_err(|error: Error| super::told(&error))
}

/// Changes settings, and answers all of them but the data.
#[tauri::command]
pub(super) async fn change_settings<R: Runtime>(
    app: AppHandle<R>,
    request: Option<Value>,
) -> std::result::Result<SettingsView, Problem> {
    let changing = async {
        let mut change: SettingsChange = request::read(
            request,
            "This is no change of the settings. Nothing was changed.",
        )?;
        // These are chosen in a dialog, and by the listener's switch.
        change.export.folder = Field::Absent;
        change.listener.enabled = Field::Absent;
        change_and_view(&app, change).await
    };
    changing.await.map_err(|error| super::told(&error))
}

/// Asks for the folder of exports; `null` when the user closed the dialog.
#[tauri::command]
pub(super) async fn choose_export_folder<R: Runtime>(
    app: AppHandle<R>,
) -> std::result::Result<Option<SettingsView>, Problem> {
    let shell = app.state::<Shell>();
    let instead = "Write the folder into the settings file instead, and start Lectern again.";
    let choosing = choose(&app, shell.dialogs().folder(), instead, |folder| {
        let mut change = SettingsChange::default();
        change.export.folder = folder.into();
        change
    });
    choosing.await.map_err(|error| super::told(&error))
}

/// Asks for the browser's program file; `null` when the user closed the dialog.
#[tauri::command]
pub(super) async fn choose_browser<R: Runtime>(
    app: AppHandle<R>,
) -> std::result::Result<Option<SettingsView>, Problem> {
    let shell = app.state::<Shell>();
    let instead = "Write the browser's path into the field in the settings instead.";
    let choosing = choose(&app, shell.dialogs().program(), instead, |browser| {
        let mut change = SettingsChange::default();
        change.export.browser = browser.into();
        change
    });
    choosing.await.map_err(|error| super::told(&error))
}

#[derive(Deserialize)]
struct RevealFolder {
    folder: Folder,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Folder {
    Data,
    Logs,
    Settings,
    Exports,
}

/// Opens one of Lectern's folders in the system's file manager.
#[tauri::command]
pub(super) async fn reveal_folder(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    reveal(&shell, request)
        .await
        .map_err(|error| super::told(&error))
}

async fn reveal(shell: &Shell, request: Option<Value>) -> Result<()> {
    let asked: RevealFolder =
        request::read(request, "`folder` must be data, logs, settings or exports.")?;
    let preferences = &shell.composition()?.preferences;
    let places = preferences.places();
    let folder = match asked.folder {
        Folder::Data => places.data,
        Folder::Logs => places.logs,
        Folder::Settings => places.settings,
        Folder::Exports => preferences.read().export_folder,
    };
    opening::ask(shell, move |opener| opener.open(&folder)).await
}

async fn choose<R: Runtime>(
    app: &AppHandle<R>,
    choosing: Choosing<PathBuf>,
    instead: &str,
    change: impl FnOnce(PathBuf) -> SettingsChange,
) -> Result<Option<SettingsView>> {
    app.state::<Shell>().composition()?;
    match choosing.await {
        Choice::Chosen(path) => change_and_view(app, change(path)).await.map(Some),
        Choice::Cancelled => Ok(None),
        Choice::Unavailable => Err(Error::new(
            Code::NotImplemented,
            format!("This system has no file dialog. {instead}"),
        )),
    }
}

async fn change_and_view<R: Runtime>(
    app: &AppHandle<R>,
    change: SettingsChange,
) -> Result<SettingsView> {
    let shell = app.state::<Shell>();
    let before = shell.theme();
    let changed = shell.composition()?.preferences.change(change).await;
    // A listener that ran did not start again on its new port.
    if let Err(error) = changed.as_ref().map_err(lectern_core::Error::problem)
        && error.code == Code::PortTaken
    {
        *shell.listener_problem() = Some(error);
    }
    changed?;
    let theme = shell.theme();
    if let Some(window) = app.get_webview_window(MAIN).filter(|_| theme != before) {
        window::show_theme(&window, theme);
    }
    view(&shell).await
}

async fn view(shell: &Shell) -> Result<SettingsView> {
    let parts = shell.composition()?;
    let preferences = parts.preferences.clone();
    // It may be asked for its version.
    let browser = tokio::task::spawn_blocking(move || preferences.browser());
    let (found, problem) = match browser.await.map_err(Error::internal)? {
        Ok(found) => (Some(found), None),
        Err(error) => (None, Some(error.problem())),
    };
    let Preferred {
        appearance,
        user_name,
        shown_as,
        export_folder,
        browser: chosen,
        port,
    } = parts.preferences.read();
    Ok(SettingsView {
        appearance,
        user: UserView {
            name: user_name,
            shown_as,
        },
        export: ExportView {
            folder: export_folder,
            browser: BrowserView {
                chosen,
                found,
                problem,
            },
        },
        data: None,
        listener: ListenerView { port },
        about: About {
            version: env!("CARGO_PKG_VERSION"),
            engine: engine(),
            platform: PLATFORM,
        },
    })
}

async fn data(shell: &Shell) -> Result<DataView> {
    let folder = shell.composition()?.preferences.places().data;
    let looked_at = folder.clone();
    let bytes = tokio::task::spawn_blocking(move || size_of(&looked_at));
    Ok(DataView {
        bytes: bytes.await.map_err(Error::internal)?,
        folder,
        sessions: count(shell, false).await?,
        trashed: count(shell, true).await?,
    })
}

/// Bytes of a folder and all below it. Links are not followed.
fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => size_of(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    });
    sizes.sum()
}

/// How many sessions there are, in the library or in the trash.
pub(super) async fn count(shell: &Shell, trashed: bool) -> Result<usize> {
    let caller = shell.caller()?;
    let mut request = ListSessions {
        limit: Field::Given(LARGEST_PAGE),
        trashed: Field::Given(trashed),
        ..ListSessions::default()
    };
    let mut count = 0;
    loop {
        let list = shell
            .service()?
            .list_sessions(&caller, request.clone())
            .await?;
        count += list.count;
        match list.next_cursor {
            Some(cursor) => request.cursor = Field::Given(cursor),
            None => return Ok(count),
        }
    }
}
