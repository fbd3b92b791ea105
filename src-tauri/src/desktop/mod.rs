//! The window: Tauri commands over the operations, file dialogs, the switch of
//! the listener.
//!
//! What does not belong here: axum and the listener itself, Chrome, the store.
//! Whoever composes the program hands over what the window works on.

mod changes;
mod commands;
mod dialogs;
mod importing;
mod listener;
mod saving;
mod shell;
mod window;

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;

use lectern_core::error::{Problem, Tone};
use lectern_core::{Error, Result};
use tauri::{App, AppHandle, Builder, Context, Manager, Runtime, Wry};

pub use commands::OWN_COMMANDS;
pub use dialogs::{Choice, Choosing, Dialogs};
pub use listener::{ListenerSwitch, Listening, Switching};
pub use shell::Composition;

use shell::Shell;

/// Opens what the window works on. Nothing happens before it is awaited, which
/// is after another running Lectern was looked for.
pub type Composing = Pin<Box<dyn Future<Output = Result<Composition>> + Send>>;

/// How to start the window.
pub struct Launch {
    /// The name that tells programs with different data folders apart; without
    /// one this is the user's usual Lectern.
    pub instance: Option<String>,
    /// The folder of what the web view keeps.
    pub web_data: Option<PathBuf>,
    /// Opens the parts.
    pub composing: Composing,
}

/// Runs the window until it is closed. A second start for the same data shows
/// the window that is there and ends.
#[must_use]
pub fn run(launch: Launch) -> ExitCode {
    let Launch {
        instance,
        web_data,
        composing,
    } = launch;
    let app = Builder::<Wry>::new()
        .plugin(single_instance(instance))
        .invoke_handler(commands::handler())
        .setup(move |app| {
            let composition = tauri::async_runtime::block_on(composing);
            let shell = Shell::new(composition, dialogs::of_system(app.handle()));
            Ok(start(app.handle(), shell, web_data)?)
        })
        .build(context());
    match app {
        Ok(app) => {
            let code = app.run_return(|_, _| {});
            ExitCode::from(u8::try_from(code).unwrap_or(1))
        }
        Err(error) => {
            tracing::error!(%error, "the window did not open");
            ExitCode::FAILURE
        }
    }
}

/// Builds the window on a runtime of the test's, with the test's dialogs.
///
/// # Errors
/// Those of Tauri.
pub fn build_for_test<R: Runtime>(
    builder: Builder<R>,
    composition: Result<Composition>,
    dialogs: Arc<dyn Dialogs>,
) -> tauri::Result<App<R>> {
    let app = builder
        .invoke_handler(commands::handler())
        .build(context())?;
    // Tauri runs a `setup` only when the app runs, which a test's never does.
    start(app.handle(), Shell::new(composition, dialogs), None)?;
    Ok(app)
}

fn start<R: Runtime>(
    app: &AppHandle<R>,
    shell: Shell,
    web_data: Option<PathBuf>,
) -> tauri::Result<()> {
    if let Ok(composition) = shell.composition() {
        changes::pass_on(app.clone(), &composition.service);
    }
    app.manage(shell);
    start_listener(app);
    window::open(app, web_data)
}

/// Starts the listener if the user wants it. The window shows why it did not.
fn start_listener<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let shell = app.state::<Shell>();
        let wanted = shell.composition().is_ok_and(|parts| parts.starts_listener);
        if wanted && let Err(error) = listener::start(&shell).await {
            told(&error);
        }
    });
}

fn single_instance(instance: Option<String>) -> tauri::plugin::TauriPlugin<Wry> {
    let plugin =
        tauri_plugin_single_instance::Builder::new().callback(|app, _, _| window::focus(app));
    match instance {
        Some(instance) => plugin.dbus_id(instance).build(),
        None => plugin.build(),
    }
}

/// The configuration, permissions and page that were built in.
#[expect(
    clippy::disallowed_methods,
    reason = "the macro's own code, for a program that was built wrongly"
)]
fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}

/// An error as the page gets it. The causes go to the log.
fn told(error: &Error) -> Problem {
    if error.code().showing().tone == Tone::Failure {
        tracing::error!(code = %error.code(), causes = ?error.causes(), "{error}");
    }
    error.problem()
}
