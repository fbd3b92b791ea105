//! The settings: one file in TOML that people can read and edit. Lectern keeps
//! their comments and their order when it changes a value.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml_edit::{DocumentMut, Item, Table, value};

use crate::files::{self, Existing};
use crate::{Code, Error, Result};

/// The file as Lectern makes it: every setting with its meaning and default.
pub const DOCUMENTED: &str = include_str!("settings.toml");

/// The largest settings file that is read, in bytes.
const LARGEST: usize = 1024 * 1024;

/// What the user chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Who the user is.
    pub user: UserSettings,
    /// How files are made.
    pub export: ExportSettings,
    /// The loopback listener.
    pub listener: ListenerSettings,
}

/// Who the user is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserSettings {
    /// The name that sessions show; empty for the system's own.
    pub name: String,
}

/// How files are made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExportSettings {
    /// The browser's program file; empty to look for one.
    pub browser: PathBuf,
    /// The folder that exports go to when the system has no file dialog; empty
    /// for the user's own documents.
    pub folder: PathBuf,
}

/// The loopback listener.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListenerSettings {
    /// Whether the window starts it.
    pub enabled: bool,
    /// Its port; 0 for any free one.
    pub port: u16,
}

impl Default for ListenerSettings {
    fn default() -> Self {
        Self {
            enabled: false,
            port: 47810,
        }
    }
}

impl Settings {
    /// Reads the settings; a missing file means the defaults.
    ///
    /// # Errors
    /// `unreadable` with the line, when the file is not valid.
    pub fn read(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let bytes = files::read_limited(path, LARGEST)?;
        let text =
            String::from_utf8(bytes).map_err(|cause| not_valid(path, &"it is not UTF-8", cause))?;
        toml_edit::de::from_str(&text).map_err(|cause| not_valid(path, &cause.clone(), cause))
    }

    /// Writes the documented file where there is none.
    ///
    /// # Errors
    /// `unwritable`, `disk_full`.
    pub fn write_documented(path: &Path) -> Result<()> {
        if path.exists() {
            return Ok(());
        }
        prepare_folder(path)?;
        match files::write_whole(path, DOCUMENTED.as_bytes(), Existing::Keep) {
            Err(error) if error.code() == Code::AlreadyExists => Ok(()),
            written => written,
        }
    }

    /// Remembers whether the window starts the listener.
    ///
    /// # Errors
    /// `unreadable`, `unwritable`, `disk_full`.
    pub fn remember_listener(path: &Path, enabled: bool) -> Result<()> {
        Self::write_documented(path)?;
        let bytes = files::read_limited(path, LARGEST)?;
        let text = String::from_utf8_lossy(&bytes);
        let mut document: DocumentMut = text
            .parse()
            .map_err(|cause: toml_edit::TomlError| not_valid(path, &cause.clone(), cause))?;
        let listener = document
            .entry("listener")
            .or_insert_with(|| Item::Table(Table::new()));
        if let Some(table) = listener.as_table_like_mut() {
            table.insert("enabled", value(enabled));
        }
        files::write_whole(path, document.to_string().as_bytes(), Existing::Replace)
    }
}

fn prepare_folder(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), files::make_private_folder)
}

fn not_valid(
    path: &Path,
    reason: &dyn std::fmt::Display,
    cause: impl std::error::Error + Send + Sync + 'static,
) -> Error {
    Error::new(
        Code::Unreadable,
        format!(
            "The settings file {} is not valid: {}. Correct it, or remove it to get the defaults.",
            path.display(),
            reason.to_string().trim_end()
        ),
    )
    .because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_file_says_the_defaults() {
        let documented: Settings = toml_edit::de::from_str(DOCUMENTED).unwrap();
        assert_eq!(documented, Settings::default());
    }

    #[test]
    fn a_change_keeps_the_users_comments() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config").join("settings.toml");
        Settings::remember_listener(&path, true).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("# Lectern's settings"), "{text}");
        assert!(Settings::read(&path).unwrap().listener.enabled);
    }

    #[test]
    fn a_broken_file_is_refused_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        std::fs::write(&path, "[listener]\nport = \"many\"\n").unwrap();
        let error = Settings::read(&path).unwrap_err();
        assert_eq!(error.code(), Code::Unreadable);
        assert!(error.message().contains("line 2"), "{}", error.message());
    }
}
