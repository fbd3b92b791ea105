//! What the page is told beside changes: files that come in, and the choices
//! of a menu bar. What happens before the page listens waits for it.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::Value;
use tauri::{AppHandle, Emitter, Manager, Runtime};

use super::shell::Shell;
use super::window::MAIN;

/// Events that wait at most; the oldest go first.
const MOST: usize = 100;

/// The events that wait for a page.
#[derive(Default)]
pub(super) struct Outbox {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    page_listens: bool,
    waiting: Vec<(&'static str, Value)>,
}

impl Outbox {
    /// The page went away; what is told from now on waits for the next one.
    pub(super) fn close(&self) {
        self.lock().page_listens = false;
    }

    /// Whether a page listens.
    pub(super) fn is_open(&self) -> bool {
        self.lock().page_listens
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The page listens from now on, and hears what waited.
pub(super) fn open<R: Runtime>(app: &AppHandle<R>) {
    let shell = app.state::<Shell>();
    let mut state = shell.outbox().lock();
    state.page_listens = true;
    for (event, payload) in state.waiting.drain(..) {
        emit(app, event, payload);
    }
}

/// Tells the page something, now or when it listens.
pub(super) fn tell<R: Runtime>(app: &AppHandle<R>, event: &'static str, payload: impl Serialize) {
    let payload = match serde_json::to_value(payload) {
        Ok(payload) => payload,
        Err(error) => return tracing::error!(%error, "the page cannot be told of {event}"),
    };
    let shell = app.state::<Shell>();
    // Held while it is sent, so that events arrive in their order.
    let mut state = shell.outbox().lock();
    if state.page_listens {
        emit(app, event, payload);
    } else {
        if state.waiting.len() == MOST {
            state.waiting.remove(0);
        }
        state.waiting.push((event, payload));
    }
}

fn emit<R: Runtime>(app: &AppHandle<R>, event: &str, payload: Value) {
    if let Err(error) = app.emit_to(MAIN, event, payload) {
        tracing::warn!(%error, "the window did not hear of {event}");
    }
}
