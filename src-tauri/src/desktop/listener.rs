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

/// The listener's token, once it is read or made.
pub type Tokening<'switch> = Pin<Box<dyn Future<Output = Result<String>> + Send + 'switch>>;

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
    /// The token that opens it, for the user's own hands.
    fn token(&self) -> Tokening<'_>;
    /// A new token in the place of the old one, which opens nothing any more.
    fn rotate(&self) -> Tokening<'_>;
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

/// The token, as the page shows it when it is asked to.
#[derive(Serialize)]
pub(super) struct Token {
    token: String,
}

/// Tells the token that opens the listener.
#[tauri::command]
pub(super) async fn listener_token(shell: State<'_, Shell>) -> std::result::Result<Token, Problem> {
    let token = async { shell.composition()?.listener.token().await };
    shown(token.await)
}

/// Makes a new token; the old one opens nothing any more.
#[tauri::command]
pub(super) async fn rotate_token(shell: State<'_, Shell>) -> std::result::Result<Token, Problem> {
    let token = async { shell.composition()?.listener.rotate().await };
    shown(token.await)
}

fn shown(token: Result<String>) -> std::result::Result<Token, Problem> {
    token
        .map(|token| Token { token })
        .map_err(|error| super::told(&error))
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
