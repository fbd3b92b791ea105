//! Tells the page what changed, whoever changed it.

use lectern_core::events::Event;
use lectern_core::service::Service;
use tauri::{AppHandle, Emitter, Runtime};
use tokio::sync::broadcast::error::RecvError;

use super::window::MAIN;

/// The event by which the page hears of changes. Without a payload it says
/// that some were missed and everything must be read anew.
const CHANGE: &str = "change";

/// Passes on the changes of a service for as long as it lives.
pub(super) fn pass_on<R: Runtime>(app: AppHandle<R>, service: &Service) {
    let mut events = service.subscribe();
    let user = service.local_caller(None).user;
    tauri::async_runtime::spawn(async move {
        loop {
            match events.recv().await {
                Ok(event) if event.is_visible_to(&user) => tell(&app, Some(event)),
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => tell(&app, None),
                Err(RecvError::Closed) => return,
            }
        }
    });
}

fn tell<R: Runtime>(app: &AppHandle<R>, event: Option<Event>) {
    if let Err(error) = app.emit_to(MAIN, CHANGE, event) {
        tracing::warn!(%error, "the window did not hear of a change");
    }
}
