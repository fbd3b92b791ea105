//! The system's file dialogs: the only use of rfd. Paths come from here, never
//! from the page.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use tauri::{AppHandle, Manager, Runtime};

use super::window::MAIN;

/// What became of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<T> {
    /// The user chose.
    Chosen(T),
    /// The user closed the dialog.
    Cancelled,
    /// The system has no dialog to show.
    Unavailable,
}

impl<T> Choice<T> {
    fn of(chosen: Option<T>) -> Self {
        chosen.map_or(Self::Cancelled, Self::Chosen)
    }
}

/// A choice that the user has yet to make.
pub type Choosing<T> = Pin<Box<dyn Future<Output = Choice<T>> + Send>>;

/// Whether somebody would answer a dialog, once that is known.
pub type Answering = Pin<Box<dyn Future<Output = bool> + Send>>;

/// Asks the user for files.
pub trait Dialogs: Send + Sync + 'static {
    /// Asks where to save a file; `file_name` with its extension is the
    /// suggestion. The user has agreed to replace what is at the chosen path.
    fn save(&self, file_name: &str) -> Choosing<PathBuf>;
    /// Asks for files to import.
    fn open(&self) -> Choosing<Vec<PathBuf>>;
    /// Asks for a folder.
    fn folder(&self) -> Choosing<PathBuf>;
    /// Asks for a program file.
    fn program(&self) -> Choosing<PathBuf>;
    /// Whether there are dialogs at all.
    fn available(&self) -> Answering;
}

/// The dialogs of this run: the system's or, in debug builds only, scripted
/// ones for tests of the real window.
pub(super) fn of_system<R: Runtime>(app: &AppHandle<R>) -> Arc<dyn Dialogs> {
    #[cfg(debug_assertions)]
    if let Some(scripted) = scripted::Scripted::from_environment() {
        return Arc::new(scripted);
    }
    Arc::new(SystemDialogs { app: app.clone() })
}

struct SystemDialogs<R: Runtime> {
    app: AppHandle<R>,
}

impl<R: Runtime> SystemDialogs<R> {
    /// Shows a dialog over the main window. macOS wants it made on the main
    /// thread, and on Linux only there a window knows its handle.
    fn show<T, F, A>(&self, ask: A) -> Choosing<T>
    where
        T: Send + 'static,
        F: Future<Output = Option<T>> + Send + 'static,
        A: FnOnce(rfd::AsyncFileDialog) -> F + Send + 'static,
    {
        let app = self.app.clone();
        Box::pin(async move {
            if !service::answers().await {
                return Choice::Unavailable;
            }
            let (sender, receiver) = tokio::sync::oneshot::channel();
            let on_main_thread = {
                let app = app.clone();
                move || {
                    let mut dialog = rfd::AsyncFileDialog::new();
                    if let Some(window) = app.get_webview_window(MAIN) {
                        dialog = dialog.set_parent(&window);
                    }
                    // The other end waits for as long as the command runs.
                    let _ = sender.send(ask(dialog));
                }
            };
            if app.run_on_main_thread(on_main_thread).is_err() {
                return Choice::Unavailable;
            }
            match receiver.await {
                Ok(answer) => Choice::of(answer.await),
                Err(_) => Choice::Unavailable,
            }
        })
    }
}

impl<R: Runtime> Dialogs for SystemDialogs<R> {
    fn save(&self, file_name: &str) -> Choosing<PathBuf> {
        let file_name = file_name.to_owned();
        self.show(move |dialog| {
            let extension = extension_of(&file_name);
            let answer = dialog
                .set_title("Save export")
                .add_filter(extension.to_uppercase(), &[extension])
                .set_file_name(&file_name)
                .save_file();
            async move { answer.await.map(|file| file.path().to_owned()) }
        })
    }

    fn folder(&self) -> Choosing<PathBuf> {
        self.show(|dialog| {
            let answer = dialog.set_title("Folder for exports").pick_folder();
            async move { answer.await.map(|folder| folder.path().to_owned()) }
        })
    }

    fn program(&self) -> Choosing<PathBuf> {
        self.show(|dialog| {
            let answer = dialog.set_title("Browser for exports").pick_file();
            async move { answer.await.map(|file| file.path().to_owned()) }
        })
    }

    fn available(&self) -> Answering {
        Box::pin(service::answers())
    }

    fn open(&self) -> Choosing<Vec<PathBuf>> {
        self.show(|dialog| {
            let answer = dialog
                .set_title("Import decks")
                .add_filter("Decks", &["html", "htm", "json"])
                .pick_files();
            async move {
                let files = answer.await?;
                let paths: Vec<PathBuf> = files.iter().map(|file| file.path().to_owned()).collect();
                (!paths.is_empty()).then_some(paths)
            }
        })
    }
}

fn extension_of(file_name: &str) -> String {
    file_name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_owned())
        .unwrap_or_default()
}

/// Whether somebody would answer a dialog. Windows and macOS always do; on
/// Linux a desktop portal must offer file dialogs, or `zenity` be installed.
/// rfd itself answers a missing service like a user who cancels.
#[cfg(target_os = "linux")]
mod service {
    use std::time::Duration;

    const PATIENCE: Duration = Duration::from_secs(5);

    pub(super) async fn answers() -> bool {
        has_zenity() || tokio::time::timeout(PATIENCE, portal_answers()).await == Ok(true)
    }

    async fn portal_answers() -> bool {
        let Ok(connection) = zbus::Connection::session().await else {
            return false;
        };
        connection
            .call_method(
                Some("org.freedesktop.portal.Desktop"),
                "/org/freedesktop/portal/desktop",
                Some("org.freedesktop.DBus.Properties"),
                "Get",
                &("org.freedesktop.portal.FileChooser", "version"),
            )
            .await
            .is_ok()
    }

    fn has_zenity() -> bool {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&folders).any(|folder| folder.join("zenity").is_file())
    }
}

#[cfg(not(target_os = "linux"))]
mod service {
    pub(super) async fn answers() -> bool {
        true
    }
}

/// Answers given beforehand, since no test can click in a system's dialog.
#[cfg(debug_assertions)]
mod scripted {
    use std::env;
    use std::path::PathBuf;

    use super::{Answering, Choice, Choosing, Dialogs};

    /// The path at which the next export is saved.
    const SAVE: &str = "LECTERN_TEST_SAVE";
    /// The files that are imported, as in `PATH`.
    const OPEN: &str = "LECTERN_TEST_OPEN";
    /// The folder that is chosen for exports.
    const FOLDER: &str = "LECTERN_TEST_FOLDER";
    /// The program that is chosen as browser.
    const BROWSER: &str = "LECTERN_TEST_BROWSER";

    /// A dialog for which nothing was given beforehand is closed at once.
    pub(super) struct Scripted {
        save: Option<PathBuf>,
        open: Option<Vec<PathBuf>>,
        folder: Option<PathBuf>,
        program: Option<PathBuf>,
    }

    impl Scripted {
        pub(super) fn from_environment() -> Option<Self> {
            let path = |name| env::var_os(name).map(PathBuf::from);
            let open = env::var_os(OPEN).map(|files| env::split_paths(&files).collect());
            let scripted = Self {
                save: path(SAVE),
                open,
                folder: path(FOLDER),
                program: path(BROWSER),
            };
            let is_given = scripted.open.is_some()
                || [&scripted.save, &scripted.folder, &scripted.program]
                    .iter()
                    .any(|path| path.is_some());
            is_given.then_some(scripted)
        }
    }

    fn answer<T: Clone + Send + 'static>(given: &Option<T>) -> Choosing<T> {
        let choice = Choice::of(given.clone());
        Box::pin(async move { choice })
    }

    impl Dialogs for Scripted {
        fn save(&self, _file_name: &str) -> Choosing<PathBuf> {
            answer(&self.save)
        }

        fn open(&self) -> Choosing<Vec<PathBuf>> {
            answer(&self.open)
        }

        fn folder(&self) -> Choosing<PathBuf> {
            answer(&self.folder)
        }

        fn program(&self) -> Choosing<PathBuf> {
            answer(&self.program)
        }

        fn available(&self) -> Answering {
            Box::pin(async { true })
        }
    }
}
