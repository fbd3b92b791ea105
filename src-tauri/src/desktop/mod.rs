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
#[cfg(debug_assertions)]
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
use tauri::{App, AppHandle, Builder, Context, Manager, RunEvent, Runtime, WindowEvent, Wry};

pub use arguments::Arguments;
pub use commands::OWN_COMMANDS;
pub use dialogs::{Answering, Choice, Choosing, Dialogs};
pub use listener::{ListenerSwitch, Listening, Switching, Tokening};
pub use opening::Opener;
pub use preferences::{Browser, Changing, Places, Preferences, Preferred};
pub use shell::{Composition, Surroundings};

use incoming::Early;
use shell::Shell;
use window::MAIN;

/// What the window works on, on its way.
pub type Composing = Pin<Box<dyn Future<Output = Result<Composition>> + Send>>;

/// Opens what the window works on: after another running Lectern was looked for,
/// and once more whenever that failed and the user tries again.
pub type Compose = Box<dyn Fn() -> Composing + Send + Sync>;

/// How to start the window.
pub struct Launch {
    /// The name of a window on a data folder of its own; without one this is the
    /// user's usual Lectern.
    pub instance: Option<String>,
    /// The folder of what the web view keeps.
    pub web_data: Option<PathBuf>,
    /// The file in which the window remembers where it stood.
    pub window_file: Option<PathBuf>,
    /// Files to import.
    pub files: Vec<PathBuf>,
    /// Opens the parts.
    pub compose: Compose,
}

/// Runs the window until it is closed. A second start for the same data shows
/// the window that is there, hands its files over and ends. Only Linux has a
/// name for each data folder, though: elsewhere a second start on a folder of
/// its own finds no window, and says that the folder is open.
#[must_use]
pub fn run(launch: Launch) -> ExitCode {
    let Launch {
        instance,
        web_data,
        window_file,
        files,
        compose,
    } = launch;
    let builder = with_single_instance(Builder::<Wry>::new(), instance);
    #[cfg(target_os = "macos")]
    let builder = builder.on_web_content_process_terminate(recovery::bring_back);
    let app = with_doors(builder)
        .setup(move |app| {
            let composed = tauri::async_runtime::block_on(compose());
            let surroundings = Surroundings {
                dialogs: dialogs::of_system(app.handle()),
                opener: opening::of_system(),
                window_file,
                web_data,
                files,
            };
            start(app.handle(), compose, composed, surroundings)?;
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
pub async fn build_for_test<R: Runtime>(
    builder: Builder<R>,
    compose: Compose,
    surroundings: Surroundings,
) -> tauri::Result<App<R>> {
    let app = with_doors(builder).build(context())?;
    // Tauri runs a `setup` only when the app runs, which a test's never does.
    let composed = compose().await;
    start(app.handle(), compose, composed, surroundings)?;
    Ok(app)
}

/// All that a page, the menu bar and other starts can ask of this program.
fn with_doors<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    let handler = commands::handler();
    #[cfg(debug_assertions)]
    let handler = recording::recorded(handler);
    builder
        .manage(Early::default())
        .invoke_handler(handler)
        .register_asynchronous_uri_scheme_protocol(deck_scheme::SCHEME, deck_scheme::answer)
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
}

fn start<R: Runtime>(
    app: &AppHandle<R>,
    compose: Compose,
    composed: Result<Composition>,
    mut surroundings: Surroundings,
) -> tauri::Result<()> {
    let files = std::mem::take(&mut surroundings.files);
    let shell = Shell::new(compose, surroundings);
    let has_parts = shell.take(composed);
    app.manage(shell);
    if cfg!(target_os = "macos") {
        app.set_menu(menu::build(app)?)?;
    }
    window::open(app)?;
    incoming::receive(app, files);
    if has_parts {
        begin(app);
    }
    Ok(())
}

/// Begins what needs the parts, once they are there.
fn begin<R: Runtime>(app: &AppHandle<R>) {
    let shell = app.state::<Shell>();
    if let Ok(parts) = shell.composition() {
        changes::pass_on(app.clone(), &parts.service);
        if parts.starts_listener {
            start_listener(app);
        }
        incoming::begin(app);
    }
}

/// Opens the parts if they could not be opened before.
async fn try_again<R: Runtime>(app: &AppHandle<R>) {
    let shell = app.state::<Shell>();
    if shell.composition().is_ok() {
        return;
    }
    if shell.take(shell.compose().await) {
        begin(app);
        if let Some(window) = app.get_webview_window(MAIN) {
            window::show_theme(&window, shell.theme());
        }
    }
}

/// What the system tells of the app as a whole.
fn hear<R: Runtime>(app: &AppHandle<R>, event: &RunEvent) {
    recovery::bring_back_when_gone(app, event);
    match event {
        RunEvent::WindowEvent {
            label,
            event: WindowEvent::CloseRequested { api, .. },
            ..
        } if label == MAIN => closing::requested(app, api),
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            let files = urls.iter().filter_map(|url| url.to_file_path().ok());
            incoming::receive(app, files.collect());
        }
        _ => {}
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

/// Starts the listener. The window shows why it did not start.
fn start_listener<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = listener::start(&app.state::<Shell>()).await {
            told(&error);
        }
    });
}

/// Looks for a window that is there already. Off Linux the plugin knows one name
/// only, so a window on a folder of its own would be taken for the usual one.
fn with_single_instance(builder: Builder<Wry>, instance: Option<String>) -> Builder<Wry> {
    let plugin = tauri_plugin_single_instance::Builder::new()
        .callback(|app, arguments, folder| hand_over(app, arguments, &folder));
    match instance {
        None => builder.plugin(plugin.build()),
        Some(instance) if cfg!(target_os = "linux") => {
            builder.plugin(plugin.dbus_id(instance).build())
        }
        Some(_) => builder,
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

#[cfg(test)]
mod tests {
    use lectern_core::Code;
    use tauri::test::{MockRuntime, mock_builder};

    use super::*;

    /// The window on the mock runtime, with all its doors and nothing else.
    pub(super) fn only_doors() -> App<MockRuntime> {
        with_doors(mock_builder()).build(context()).unwrap()
    }

    /// The window, when its parts cannot be opened.
    pub(super) fn without_parts(window_file: Option<PathBuf>) -> App<MockRuntime> {
        let app = only_doors();
        let refused = || Err(Error::new(Code::StoreLocked, "It is open elsewhere."));
        let surroundings = Surroundings {
            dialogs: dialogs::of_system(app.handle()),
            opener: opening::of_system(),
            window_file,
            web_data: None,
            files: Vec::new(),
        };
        let compose = move || -> Composing { Box::pin(async move { refused() }) };
        start(app.handle(), Box::new(compose), refused(), surroundings).unwrap();
        app
    }

    /// Runs the app until its window is closed: `first` once it runs, then
    /// `meanwhile` again and again.
    pub(super) fn run_until_closed(
        app: App<MockRuntime>,
        first: impl Fn(&AppHandle<MockRuntime>) + 'static,
        meanwhile: impl Fn(&AppHandle<MockRuntime>) + 'static,
    ) {
        let mut rounds = 0;
        app.run_return(move |app, event| {
            hear(app, &event);
            match event {
                RunEvent::Ready => first(app),
                RunEvent::MainEventsCleared => {
                    rounds += 1;
                    assert!(rounds < 20, "the window stays");
                    meanwhile(app);
                }
                _ => {}
            }
        });
    }
}
