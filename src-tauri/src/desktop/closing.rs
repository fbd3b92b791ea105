//! Closing the window. Nothing is ever lost by it but an export under way, so
//! only then somebody asks.

use std::time::Duration;

use lectern_core::error::Problem;
use tauri::{AppHandle, CloseRequestApi, Manager, Runtime};

use super::shell::Shell;
use super::window::MAIN;
use super::{geometry, menu, outbox};

/// How long exports get to end in good order.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often is looked whether they have ended.
const LOOK: Duration = Duration::from_millis(50);

/// Closes the window, and with it ends Lectern; exports under way are stopped.
#[tauri::command]
pub(super) async fn close_window<R: Runtime>(
    app: AppHandle<R>,
) -> std::result::Result<(), Problem> {
    let shell = app.state::<Shell>();
    shell.cancel_all_exports();
    let ended = async {
        while shell.exports_under_way() > 0 {
            tokio::time::sleep(LOOK).await;
        }
    };
    // An export that does not end is ended with the program.
    let _ = tokio::time::timeout(PATIENCE, ended).await;
    remember(&app);
    if let Some(window) = app.get_webview_window(MAIN) {
        window
            .destroy()
            .map_err(|cause| super::told(&lectern_core::Error::internal(cause)))?;
    }
    Ok(())
}

/// The user closes the window. While an export is under way it stays, and the
/// page is told to ask.
pub(super) fn requested<R: Runtime>(app: &AppHandle<R>, api: &CloseRequestApi) {
    let shell = app.state::<Shell>();
    if shell.exports_under_way() > 0 && shell.outbox().is_open() {
        api.prevent_close();
        outbox::tell(app, menu::EVENT, menu::QUIT);
    } else {
        remember(app);
    }
}

/// Writes down where the window stands, as long as it stands.
fn remember<R: Runtime>(app: &AppHandle<R>) {
    geometry::remember(app);
    app.state::<Shell>().remembered().write();
}
