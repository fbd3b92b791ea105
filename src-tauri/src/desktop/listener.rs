//! The switch of the loopback listener. The window knows the switch only: the
//! listener itself is another door, and doors never know each other.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use lectern_core::Result;
use lectern_core::error::Problem;
use serde::Serialize;
use tauri::State;

use super::shell::Shell;

/// A change of the listener under way.
pub type Switching<'switch> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'switch>>;

/// Where a running listener is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listening {
    /// Its address, such as `http://127.0.0.1:47810`.
    pub url: String,
    /// The file that holds the token.
    pub token_file: PathBuf,
}

/// Starts and stops the listener, and remembers the user's wish.
pub trait ListenerSwitch: Send + Sync + 'static {
    /// Where it listens; `None` while it is off.
    fn listening(&self) -> Option<Listening>;
    /// Starts it; nothing happens when it runs already.
    fn start(&self) -> Switching<'_>;
    /// Stops it; nothing happens when it is off.
    fn stop(&self) -> Switching<'_>;
}

/// What the window shows of the listener.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct ListenerState {
    listening: Option<Listening>,
    problem: Option<Problem>,
}

/// Tells whether the listener runs, where, and why it did not start.
#[tauri::command]
pub(super) async fn listener_state(
    shell: State<'_, Shell>,
) -> std::result::Result<ListenerState, Problem> {
    state(&shell).map_err(|error| super::told(&error))
}

/// Starts the listener.
#[tauri::command]
pub(super) async fn start_listener(
    shell: State<'_, Shell>,
) -> std::result::Result<ListenerState, Problem> {
    start(&shell).await.map_err(|error| super::told(&error))?;
    state(&shell).map_err(|error| super::told(&error))
}

/// Stops the listener.
#[tauri::command]
pub(super) async fn stop_listener(
    shell: State<'_, Shell>,
) -> std::result::Result<ListenerState, Problem> {
    stop(&shell).await.map_err(|error| super::told(&error))?;
    state(&shell).map_err(|error| super::told(&error))
}

/// Starts the listener and remembers why, if it does not start.
pub(super) async fn start(shell: &Shell) -> Result<()> {
    let started = shell.composition()?.listener.start().await;
    *shell.listener_problem() = started.as_ref().err().map(lectern_core::Error::problem);
    started
}

async fn stop(shell: &Shell) -> Result<()> {
    *shell.listener_problem() = None;
    shell.composition()?.listener.stop().await
}

fn state(shell: &Shell) -> Result<ListenerState> {
    Ok(ListenerState {
        listening: shell.composition()?.listener.listening(),
        problem: shell.listener_problem().clone(),
    })
}
