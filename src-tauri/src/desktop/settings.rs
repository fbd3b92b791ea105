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
use super::shell::{Composition, Shell};
use super::starting::{PLATFORM, engine};
use super::window::MAIN;
use super::{opening, request, window};

/// Sessions that are listed at once, at most.
const LARGEST_PAGE: i64 = 100;

/// The settings as the page shows them.
#[derive(Serialize)]
pub(super) struct SettingsView {
    appearance: AppearanceSettings,
    user: UserView,
    export: ExportView,
    data: DataView,
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
    view(&shell).await.map_err(|error| super::told(&error))
}

/// Changes settings, and answers all of them.
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
    let choosing = choose(&app, shell.dialogs().folder(), |folder| {
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
    let choosing = choose(&app, shell.dialogs().program(), |browser| {
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
    change: impl FnOnce(PathBuf) -> SettingsChange,
) -> Result<Option<SettingsView>> {
    app.state::<Shell>().composition()?;
    match choosing.await {
        Choice::Chosen(path) => change_and_view(app, change(path)).await.map(Some),
        Choice::Cancelled => Ok(None),
        Choice::Unavailable => Err(Error::new(
            Code::NotImplemented,
            "This system has no file dialog. Write the path into the settings file instead, and start Lectern again.",
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
    let (browser, bytes) = looked_up(parts).await?;
    let Preferred {
        appearance,
        user_name,
        shown_as,
        export_folder,
        browser: chosen,
        port,
    } = parts.preferences.read();
    let (found, problem) = match browser {
        Ok(found) => (Some(found), None),
        Err(error) => (None, Some(error.problem())),
    };
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
        data: DataView {
            folder: parts.preferences.places().data,
            bytes,
            sessions: count(shell, false).await?,
            trashed: count(shell, true).await?,
        },
        listener: ListenerView { port },
        about: About {
            version: env!("CARGO_PKG_VERSION"),
            engine: engine(),
            platform: PLATFORM,
        },
    })
}

/// What takes a look at the disk: the browser, and the bytes of the store.
async fn looked_up(parts: &Composition) -> Result<(Result<Browser>, u64)> {
    let preferences = parts.preferences.clone();
    let looking = move || {
        let bytes = size_of(&preferences.places().data);
        (preferences.browser(), bytes)
    };
    tokio::task::spawn_blocking(looking)
        .await
        .map_err(Error::internal)
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
