//! What the window needs to know of the settings and of this machine. Whoever
//! puts the program together answers it: the window knows neither the browser
//! nor the listener.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use lectern_core::Result;
use lectern_core::settings::{AppearanceSettings, SettingsChange};
use serde::Serialize;

/// The settings as they are now.
#[derive(Clone, Debug)]
pub struct Preferred {
    /// How the page looks.
    pub appearance: AppearanceSettings,
    /// The user's name in the settings; may be empty.
    pub user_name: String,
    /// The name that sessions show.
    pub shown_as: String,
    /// Where exports go.
    pub export_folder: PathBuf,
    /// The browser in the settings; empty to look for one.
    pub browser: PathBuf,
    /// The listener's port.
    pub port: u16,
}

/// The browser that draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Browser {
    /// What it calls itself.
    pub name: String,
    /// Its version; empty where it does not tell.
    pub version: String,
    /// Its program file.
    pub path: PathBuf,
}

/// The folders that the window may show.
#[derive(Clone, Debug)]
pub struct Places {
    /// The store and the token.
    pub data: PathBuf,
    /// The settings file's.
    pub settings: PathBuf,
    /// The log files'.
    pub logs: PathBuf,
}

/// A change of the settings under way.
pub type Changing<'change> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'change>>;

/// Reads and changes the settings.
pub trait Preferences: Send + Sync + 'static {
    /// The settings as they are now.
    fn read(&self) -> Preferred;
    /// Changes them, on disk and in what runs.
    fn change(&self, change: SettingsChange) -> Changing<'_>;
    /// The browser that draws. Blocks: it is asked for its version.
    ///
    /// # Errors
    /// `no_browser`.
    fn browser(&self) -> Result<Browser>;
    /// The folders.
    fn places(&self) -> Places;
}
