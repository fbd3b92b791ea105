//! Puts the parts together: the core over its store, the renderer, the
//! listener. The only module that knows them all; the doors get what they need
//! from here.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lectern_core::Result;
use lectern_core::clock::SystemClock;
use lectern_core::folders::Folders;
use lectern_core::pictures::Pictures;
use lectern_core::render::Renderer;
use lectern_core::service::Service;
use lectern_core::settings::Settings;
use lectern_core::store::Store;
use lectern_core::user;
use lectern_http::{Listener, ListenerConfig, UiFiles};
use lectern_render::ChromeRenderer;
use lectern_render::browser::Chosen;

use crate::ui_files;

/// Names the folder that holds everything, for whoever cannot give a flag.
pub const DATA_DIR: &str = "LECTERN_DATA_DIR";

/// With the value `1`, Chrome's own sandbox is off. It is what keeps a deck
/// that breaks Chrome away from the user's files, so nothing else turns it
/// off; only containers and test machines have a reason to.
pub const NO_SANDBOX: &str = "LECTERN_CHROME_NO_SANDBOX";

/// Where things are and what the user chose.
#[derive(Clone, Debug)]
pub struct Place {
    /// The folders.
    pub folders: Folders,
    /// The settings.
    pub settings: Settings,
}

impl Place {
    /// Reads the settings in these folders.
    ///
    /// # Errors
    /// `unreadable` when the settings are not valid.
    pub fn read(folders: Folders) -> Result<Self> {
        let settings = Settings::read(&folders.settings())?;
        Ok(Self { folders, settings })
    }

    /// What draws decks with the browser of the settings.
    ///
    /// # Errors
    /// Those of [`ChromeRenderer::new`].
    pub fn renderer(&self) -> Result<Arc<dyn Renderer>> {
        self.renderer_with(Chosen::new(self.browser().map(Path::to_owned)))
    }

    fn renderer_with(&self, browser: Chosen) -> Result<Arc<dyn Renderer>> {
        let sandbox = env::var_os(NO_SANDBOX).is_none_or(|value| value != "1");
        if !sandbox {
            tracing::warn!("{NO_SANDBOX}=1: Chrome runs without its sandbox");
        }
        Ok(Arc::new(ChromeRenderer::new(lectern_render::Settings {
            browser,
            cache: self.folders.cache.clone(),
            sandbox,
            limits: lectern_render::Limits::default(),
        })?))
    }

    /// The browser's program file, if the user chose one.
    #[must_use]
    pub fn browser(&self) -> Option<&Path> {
        let browser = self.settings.export.browser.as_path();
        (!browser.as_os_str().is_empty()).then_some(browser)
    }

    /// Opens the store and puts the service on it.
    ///
    /// # Errors
    /// Those of [`Store::open`].
    pub async fn open(&self) -> Result<Service> {
        self.open_with(Chosen::new(self.browser().map(Path::to_owned)))
            .await
    }

    /// As [`Place::open`], with a browser that can be changed while it runs.
    ///
    /// # Errors
    /// Those of [`Store::open`].
    pub async fn open_with(&self, browser: Chosen) -> Result<Service> {
        let store = Store::open(&self.folders.store()).await?;
        Ok(Service::new(
            store,
            self.renderer_with(browser)?,
            Arc::new(SystemClock),
            user::local(&self.settings.user.name),
            Pictures::in_folder(self.folders.pictures()),
        ))
    }

    /// Starts the listener, with the page for a browser if `ui` says so.
    ///
    /// # Errors
    /// Those of [`Listener::start`].
    pub async fn listen(&self, service: Service, port: u16, ui: bool) -> Result<Listener> {
        let config = ListenerConfig {
            folder: self.folders.listener(),
            port,
            ui: ui.then(page).transpose()?,
            limits: lectern_http::Limits::default(),
        };
        Listener::start(service, config).await
    }
}

fn page() -> Result<UiFiles> {
    let files = ui_files::all().into_iter();
    UiFiles::new(files.map(|file| (file.path, file.media_type, file.bytes.into_owned())))
}

/// The folders: the one that is named by flag or variable, or the platform's.
///
/// # Errors
/// `unwritable` when there is no home folder.
pub fn folders(data_dir: Option<PathBuf>) -> Result<Folders> {
    match named_folder(data_dir) {
        Some(folder) => Ok(Folders::within(&folder)),
        None => Folders::of_platform(),
    }
}

/// The folder that holds everything, if a flag or the variable names one.
#[must_use]
pub fn named_folder(data_dir: Option<PathBuf>) -> Option<PathBuf> {
    data_dir
        .or_else(|| env::var_os(DATA_DIR).map(PathBuf::from))
        .filter(|folder| !folder.as_os_str().is_empty())
}
