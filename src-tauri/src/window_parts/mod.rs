//! Puts the window's parts together: the service, the settings, the switch of
//! the listener, the log. Beside [`crate::parts`], the only module that knows
//! both the window and the listener.

mod preferences;
mod switch;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use lectern_core::Result;
use lectern_core::folders::Folders;
use lectern_core::settings::Settings;
use lectern_render::browser::Chosen;
use tracing_appender::non_blocking::WorkerGuard;

use crate::desktop::{Arguments, Composition, Launch};
use crate::logging;
use crate::parts::{self, Place};
use preferences::Live;
use switch::Switch;

/// How the window starts with these arguments, and the log that is kept as long
/// as the guard lives.
#[must_use]
pub fn window(arguments: Arguments) -> (Launch, Option<WorkerGuard>) {
    let named = parts::named_folder(arguments.data_dir);
    let folders = parts::folders(named.clone());
    let log = folders
        .as_ref()
        .ok()
        .and_then(|folders| logging::start(&folders.logs));
    let place = folders.as_ref().ok();
    let launch = Launch {
        instance: named.as_deref().map(instance_of),
        web_data: place.map(|folders| folders.cache.join("window")),
        window_file: place.map(|folders| folders.config.join("window.json")),
        files: arguments.files,
        compose: Box::new(move || {
            // Made anew each time: an error cannot be had twice.
            let folders = parts::folders(named.clone());
            Box::pin(async move { compose(folders?).await })
        }),
    };
    (launch, log)
}

async fn compose(folders: Folders) -> Result<Composition> {
    Settings::write_documented(&folders.settings())?;
    let place = Place::read(folders)?;
    let browser = Chosen::new(place.browser().map(Path::to_owned));
    let service = place.open_with(browser.clone()).await?;
    let listener = Arc::new(Switch::new(place.clone(), service.clone()));
    Ok(Composition {
        service,
        starts_listener: place.settings.listener.enabled,
        preferences: Arc::new(Live::new(place, browser, listener.clone())),
        listener,
    })
}

/// The name of a window on a data folder of its own, as the session bus takes it.
fn instance_of(folder: &Path) -> String {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    format!("app.lectern.desktop.d{:016x}", hasher.finish())
}
