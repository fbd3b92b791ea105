//! Puts the window's parts together: the service, the switch of the listener,
//! the log. Beside [`crate::parts`], the only module that knows both the window
//! and the listener.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lectern_core::Result;
use lectern_core::folders::Folders;
use lectern_core::service::Service;
use lectern_core::settings::{Settings, SettingsChange};
use lectern_http::Listener;
use tracing_appender::non_blocking::WorkerGuard;

use crate::desktop::{Composition, Launch, ListenerSwitch, Listening, Switching};
use crate::logging;
use crate::parts::{self, Place};

/// How the window starts on a data folder, and the log that is kept as long as
/// the guard lives.
#[must_use]
pub fn window(data_dir: Option<PathBuf>) -> (Launch, Option<WorkerGuard>) {
    let named = parts::named_folder(data_dir);
    let folders = parts::folders(named.clone());
    let log = folders
        .as_ref()
        .ok()
        .and_then(|folders| logging::start(&folders.logs));
    let launch = Launch {
        instance: named.as_deref().map(instance_of),
        web_data: folders
            .as_ref()
            .ok()
            .map(|folders| folders.cache.join("window")),
        composing: Box::pin(async move { compose(folders?).await }),
    };
    (launch, log)
}

async fn compose(folders: Folders) -> Result<Composition> {
    Settings::write_documented(&folders.settings())?;
    let place = Place::read(folders)?;
    let service = place.open().await?;
    Ok(Composition {
        listener: Arc::new(Switch {
            place: place.clone(),
            service: service.clone(),
            running: Mutex::default(),
            changing: tokio::sync::Mutex::default(),
        }),
        service,
        starts_listener: place.settings.listener.enabled,
        export_folder: export_folder(place.settings.export.folder),
    })
}

/// The folder of the settings, else the user's documents, else their home.
fn export_folder(chosen: PathBuf) -> PathBuf {
    if !chosen.as_os_str().is_empty() {
        return chosen;
    }
    let Some(user) = directories::UserDirs::new() else {
        return PathBuf::from(".");
    };
    user.document_dir().unwrap_or(user.home_dir()).to_owned()
}

/// The name on the session bus of a window for a data folder of its own.
fn instance_of(folder: &Path) -> String {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    format!("app.lectern.desktop.d{:016x}", hasher.finish())
}

/// The listener behind the window's switch.
struct Switch {
    place: Place,
    service: Service,
    running: Mutex<Option<Listener>>,
    /// Held while the listener starts or stops, so that two presses of the
    /// switch come one after the other.
    changing: tokio::sync::Mutex<()>,
}

impl Switch {
    fn running(&self) -> MutexGuard<'_, Option<Listener>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember(&self, enabled: bool) -> Result<()> {
        let change = SettingsChange::listener_enabled(enabled);
        Settings::change(&self.place.folders.settings(), change).map(drop)
    }

    async fn switch_on(&self) -> Result<()> {
        let _changing = self.changing.lock().await;
        if self.running().is_some() {
            return Ok(());
        }
        let port = self.place.settings.listener.port;
        let listener = self.place.listen(self.service.clone(), port, false).await?;
        *self.running() = Some(listener);
        self.remember(true)
    }

    async fn switch_off(&self) -> Result<()> {
        let _changing = self.changing.lock().await;
        let running = self.running().take();
        if let Some(listener) = running {
            listener.stop().await;
        }
        self.remember(false)
    }
}

impl ListenerSwitch for Switch {
    fn listening(&self) -> Option<Listening> {
        self.running().as_ref().map(|listener| Listening {
            url: listener.url(),
            token_file: listener.token_file().to_owned(),
        })
    }

    fn start(&self) -> Switching<'_> {
        Box::pin(self.switch_on())
    }

    fn stop(&self) -> Switching<'_> {
        Box::pin(self.switch_off())
    }
}
