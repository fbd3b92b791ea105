//! The window: Tauri commands over the operations and over this machine's
//! dialogs, files and programs; the frame in which a deck lives; and what brings
//! the window back when a deck hangs.
//!
//! What does not belong here: axum and the listener itself, Chrome, the store.
//! Whoever composes the program hands over what the window works on.

mod arguments;
mod calls;
mod changes;
mod closing;
mod commands;
mod deck_scheme;
mod dialogs;
mod exporting;
mod geometry;
mod importing;
mod incoming;
mod listener;
mod menu;
mod opening;
mod outbox;
mod preferences;
mod recording;
mod recovery;
mod remembered;
mod request;
mod settings;
mod shell;
mod starting;
mod tokens;
mod window;

use std::env;
use std::ffi::OsString;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::ExitCode;

use lectern_core::error::{Problem, Tone};
use lectern_core::{Error, Result};
use tauri::{App, AppHandle, Builder, Context, Manager, RunEvent, Runtime, Wry};

pub use arguments::Arguments;
pub use commands::OWN_COMMANDS;
pub use dialogs::{Answering, Choice, Choosing, Dialogs};
pub use listener::{ListenerSwitch, Listening, Switching, Tokening};
pub use opening::Opener;
pub use preferences::{Browser, Changing, Places, Preferences, Preferred};
pub use shell::{Composition, Surroundings};

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
    /// The file in which the window remembers where it stood.
    pub window_file: Option<PathBuf>,
    /// Files to import.
    pub files: Vec<PathBuf>,
    /// Opens the parts.
    pub composing: Composing,
}

/// Runs the window until it is closed. A second start for the same data shows
/// the window that is there, hands its files over and ends.
#[must_use]
pub fn run(launch: Launch) -> ExitCode {
    let Launch {
        instance,
        web_data,
        window_file,
        files,
        composing,
    } = launch;
    let app = with_doors(Builder::<Wry>::new().plugin(single_instance(instance)))
        .setup(move |app| {
            let composition = tauri::async_runtime::block_on(composing);
            let surroundings = Surroundings {
                dialogs: dialogs::of_system(app.handle()),
                opener: opening::of_system(),
                window_file,
                web_data,
                files,
            };
            start(app.handle(), composition, surroundings)?;
            recovery::start(app.handle());
            Ok(())
        })
        .build(context());
    match app {
        Ok(app) => {
            let code = app.run_return(|app, event| hear(app, &event));
            ExitCode::from(u8::try_from(code).unwrap_or(1))
        }
        Err(error) => {
            tracing::error!(%error, "the window did not open");
            ExitCode::FAILURE
        }
    }
}

/// Builds the window on a runtime of the test's, in the test's surroundings.
///
/// # Errors
/// Those of Tauri.
pub fn build_for_test<R: Runtime>(
    builder: Builder<R>,
    composition: Result<Composition>,
    surroundings: Surroundings,
) -> tauri::Result<App<R>> {
    let app = with_doors(builder).build(context())?;
    // Tauri runs a `setup` only when the app runs, which a test's never does.
    start(app.handle(), composition, surroundings)?;
    Ok(app)
}

/// All that a page can ask of this program.
fn with_doors<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder
        .invoke_handler(recording::recorded(commands::handler()))
        .register_asynchronous_uri_scheme_protocol(deck_scheme::SCHEME, deck_scheme::answer)
        .on_menu_event(|app, event| outbox::tell(app, menu::EVENT, event.id().as_ref()))
}

fn start<R: Runtime>(
    app: &AppHandle<R>,
    composition: Result<Composition>,
    mut surroundings: Surroundings,
) -> tauri::Result<()> {
    let files = std::mem::take(&mut surroundings.files);
    let shell = Shell::new(composition, surroundings);
    if let Ok(composition) = shell.composition() {
        changes::pass_on(app.clone(), &composition.service);
    }
    app.manage(shell);
    if cfg!(target_os = "macos") {
        app.set_menu(menu::build(app)?)?;
    }
    start_listener(app);
    window::open(app)?;
    incoming::receive(app, files);
    Ok(())
}

/// What the system tells of the app as a whole.
fn hear<R: Runtime>(app: &AppHandle<R>, event: &RunEvent) {
    recovery::bring_back_when_gone(app, event);
    #[cfg(target_os = "macos")]
    if let RunEvent::Opened { urls } = event {
        let files = urls.iter().filter_map(|url| url.to_file_path().ok());
        incoming::receive(app, files.collect());
    }
}

/// A second start: its files lie where it was started, not where this one was.
fn hand_over<R: Runtime>(app: &AppHandle<R>, arguments: Vec<String>, folder: &str) {
    let arguments = arguments.into_iter().skip(1).map(OsString::from);
    let arguments = Arguments::read(arguments, Path::new(folder));
    window::focus(app);
    incoming::receive(app, arguments.files);
}

/// The arguments of this start.
#[must_use]
pub fn arguments() -> Arguments {
    let folder = env::current_dir().unwrap_or_default();
    Arguments::read(env::args_os().skip(1), &folder)
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
    let plugin = tauri_plugin_single_instance::Builder::new()
        .callback(|app, arguments, folder| hand_over(app, arguments, &folder));
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
