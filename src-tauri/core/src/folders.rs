//! Where Lectern keeps things: the folders that the platform expects, or one
//! folder for everything when the user (or a test) names it.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::{Code, Error, Result};

/// Lectern's folders. None of them need exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The store and the token file.
    pub data: PathBuf,
    /// The settings file.
    pub config: PathBuf,
    /// Browser profiles and other things that can be made again.
    pub cache: PathBuf,
    /// Log files.
    pub logs: PathBuf,
}

impl Folders {
    /// The platform's folders, e.g. `~/.local/share/lectern`,
    /// `~/.config/lectern`, `~/.cache/lectern` and
    /// `~/.local/state/lectern/logs` on Linux, `%LOCALAPPDATA%\Lectern` on
    /// Windows, `~/Library` on macOS.
    ///
    /// # Errors
    /// `unwritable` when the user has no home folder.
    pub fn of_platform() -> Result<Self> {
        let places = ProjectDirs::from("", "", "Lectern").ok_or_else(|| {
            Error::new(
                Code::Unwritable,
                "This user has no home folder. Name a folder with --data-dir or LECTERN_DATA_DIR.",
            )
        })?;
        let data = places.data_local_dir().to_owned();
        let logs = places
            .state_dir()
            .map_or_else(|| data.join("logs"), |state| state.join("logs"));
        Ok(Self {
            config: places.config_local_dir().to_owned(),
            cache: places.cache_dir().to_owned(),
            logs,
            data,
        })
    }

    /// Everything inside one folder.
    #[must_use]
    pub fn within(folder: &Path) -> Self {
        Self {
            data: folder.to_owned(),
            config: folder.to_owned(),
            cache: folder.join("cache"),
            logs: folder.join("logs"),
        }
    }

    /// The store's folder.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.data.join("store")
    }

    /// The folder of small pictures of slides.
    #[must_use]
    pub fn pictures(&self) -> PathBuf {
        self.cache.join("pictures")
    }

    /// The settings file.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// The folder of the listener's token file.
    #[must_use]
    pub fn listener(&self) -> PathBuf {
        self.data.join("listener")
    }
}
