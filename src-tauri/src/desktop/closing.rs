//! Closing the window. Nothing is ever lost by it but an export or an import
//! under way, so only then somebody asks.

use std::time::Duration;

use lectern_core::error::Problem;
use tauri::{AppHandle, CloseRequestApi, Manager, Runtime};

use super::shell::Shell;
use super::window::MAIN;
use super::{geometry, menu, outbox};

/// How long exports and imports get to end in good order.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often is looked whether they have ended.
const LOOK: Duration = Duration::from_millis(50);

/// Closes the window, and with it ends Lectern; what is under way is stopped.
#[tauri::command]
pub(super) async fn close_window<R: Runtime>(
    app: AppHandle<R>,
) -> std::result::Result<(), Problem> {
    close(&app)
        .await
        .map_err(|cause| super::told(&lectern_core::Error::internal(cause)))
}

/// Stops what is under way, and closes the window.
pub(super) async fn close<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let shell = app.state::<Shell>();
    shell.end_work();
    let ended = async {
        while shell.is_at_work() {
            tokio::time::sleep(LOOK).await;
        }
    };
    // What does not end is ended with the program.
    let _ = tokio::time::timeout(PATIENCE, ended).await;
    remember(app);
    app.get_webview_window(MAIN)
        .map_or(Ok(()), |window| window.destroy())
}

/// The user closes the window. While work is under way it stays, and the page is
/// told to ask.
pub(super) fn requested<R: Runtime>(app: &AppHandle<R>, api: &CloseRequestApi) {
    let shell = app.state::<Shell>();
    if shell.is_at_work() && shell.outbox().is_open() {
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;
    use std::sync::mpsc;

    use tauri::Listener as _;

    use super::*;
    use crate::desktop::tests::{run_until_closed, without_parts};

    fn main_window<R: Runtime>(app: &AppHandle<R>) -> tauri::WebviewWindow<R> {
        app.get_webview_window(MAIN).unwrap()
    }

    #[test]
    fn work_under_way_keeps_the_window_and_the_page_asks() {
        let app = without_parts(None);
        let (sender, told) = mpsc::channel();
        main_window(app.handle()).listen(menu::EVENT, move |event| {
            sender.send(event.payload().to_owned()).unwrap();
        });
        let has_asked = Rc::new(Cell::new(false));
        let asked = Rc::clone(&has_asked);
        run_until_closed(
            app,
            |app| {
                outbox::open(app);
                // Never ends.
                std::mem::forget(app.state::<Shell>().begin_import());
                main_window(app).close().unwrap();
            },
            move |app| {
                if let Ok(action) = told.try_recv() {
                    assert_eq!(action, "\"quit\"");
                    asked.set(true);
                    main_window(app).destroy().unwrap();
                }
            },
        );
        assert!(has_asked.get(), "the window closed without a word");
    }

    #[test]
    fn without_work_the_window_closes_and_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("window.json");
        run_until_closed(
            without_parts(Some(file.clone())),
            |app| {
                outbox::open(app);
                main_window(app).close().unwrap();
            },
            |_| {},
        );
        assert!(file.is_file());
    }
}
