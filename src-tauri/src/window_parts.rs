//! STAND-IN until the parts meet: composes the window from the core alone, with
//! a renderer and a listener that say that they are not there yet.

use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lectern_core::clock::SystemClock;
use lectern_core::folders::Folders;
use lectern_core::model::Deck;
use lectern_core::render::{Rendered, Renderer, Watch};
use lectern_core::service::Service;
use lectern_core::settings::Settings;
use lectern_core::store::Store;
use lectern_core::{Code, Error, Result, user};

use crate::desktop::{Composition, Launch, ListenerSwitch, Listening, Switching};

/// Names the folder that holds everything.
pub const DATA_DIR: &str = "LECTERN_DATA_DIR";

/// How the window starts on a data folder.
#[must_use]
pub fn window(data_dir: Option<PathBuf>) -> Launch {
    let named = data_dir.or_else(|| env::var_os(DATA_DIR).map(PathBuf::from));
    let folders = match &named {
        Some(folder) => Ok(Folders::within(folder)),
        None => Folders::of_platform(),
    };
    Launch {
        instance: named.as_deref().map(instance_of),
        web_data: folders
            .as_ref()
            .ok()
            .map(|folders| folders.cache.join("window")),
        composing: Box::pin(async move { compose(folders?).await }),
    }
}

async fn compose(folders: Folders) -> Result<Composition> {
    let settings = Settings::read(&folders.settings())?;
    let store = Store::open(&folders.store()).await?;
    let user = user::local(&settings.user.name);
    Ok(Composition {
        service: Service::new(store, Arc::new(NoRenderer), Arc::new(SystemClock), user),
        listener: Arc::new(NoListener),
        starts_listener: settings.listener.enabled,
        export_folder: export_folder(settings.export.folder),
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

struct NoRenderer;

impl Renderer for NoRenderer {
    fn pdf(&self, _deck: &Deck, _title: &str, _watch: &Watch) -> Result<Rendered> {
        Err(not_yet("Exports"))
    }
}

struct NoListener;

impl ListenerSwitch for NoListener {
    fn listening(&self) -> Option<Listening> {
        None
    }

    fn start(&self) -> Switching<'_> {
        Box::pin(async { Err(not_yet("The listener")) })
    }

    fn stop(&self) -> Switching<'_> {
        Box::pin(async { Ok(()) })
    }
}

fn not_yet(what: &str) -> Error {
    Error::new(Code::NotImplemented, format!("{what} are not built in yet."))
}
