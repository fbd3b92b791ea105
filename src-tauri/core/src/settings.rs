//! The settings: one file in TOML that people can read and edit. Lectern keeps
//! their comments and their order when it changes a value.

mod change;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use toml_edit::DocumentMut;

use crate::files::{self, Existing};
use crate::{Code, Error, Result};

pub use change::{AppearanceChange, ExportChange, ListenerChange, SettingsChange, UserChange};

/// The file as Lectern makes it: every setting with its meaning and default.
pub const DOCUMENTED: &str = include_str!("settings.toml");

/// The largest settings file that is read, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Held while the file is changed: two changes at once must not lose one.
static CHANGING: Mutex<()> = Mutex::new(());

/// What the user chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Who the user is.
    pub user: UserSettings,
    /// How the window looks.
    pub appearance: AppearanceSettings,
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

/// How the window looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AppearanceSettings {
    /// Light or dark.
    pub theme: Theme,
    /// The size of the window's own text.
    pub text_size: TextSize,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light, whatever the system is.
    Light,
    /// Dark, whatever the system is.
    Dark,
}

impl Theme {
    /// As the file and the doors write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A size of text in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "u16")]
pub struct TextSize(u16);

impl TextSize {
    /// The smallest size.
    pub const SMALLEST: u16 = 80;
    /// The largest size.
    pub const LARGEST: u16 = 200;

    /// The percent.
    #[must_use]
    pub fn percent(self) -> u16 {
        self.0
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

impl TryFrom<i64> for TextSize {
    type Error = Error;

    fn try_from(percent: i64) -> Result<Self> {
        let size = u16::try_from(percent).ok();
        size.filter(|size| (Self::SMALLEST..=Self::LARGEST).contains(size))
            .map(Self)
            .ok_or_else(|| {
                Error::invalid(
                    "appearance.text_size",
                    format!(
                        "The text size must lie between {} and {} percent.",
                        Self::SMALLEST,
                        Self::LARGEST
                    ),
                )
            })
    }
}

impl From<TextSize> for u16 {
    fn from(size: TextSize) -> Self {
        size.0
    }
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
        parse(path, &read_text(path)?)
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

    /// Changes values in the file, which keeps the user's comments and their
    /// order. Answers the settings as they are then. When a value is refused,
    /// nothing is changed.
    ///
    /// # Errors
    /// `invalid` for a value that cannot be; `unreadable` when the file is not
    /// valid as it is; `unwritable`, `disk_full`.
    pub fn change(path: &Path, change: SettingsChange) -> Result<Self> {
        let values = change.values()?;
        let _changing = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
        Self::write_documented(path)?;
        let text = read_text(path)?;
        parse(path, &text)?;
        let mut document: DocumentMut = text
            .parse()
            .map_err(|cause: toml_edit::TomlError| not_valid(path, &cause.clone(), cause))?;
        for value in values {
            value.put(&mut document);
        }
        let changed = document.to_string();
        let settings = parse(path, &changed)?;
        if changed != text {
            files::write_whole(path, changed.as_bytes(), Existing::Replace)?;
        }
        Ok(settings)
    }
}

fn read_text(path: &Path) -> Result<String> {
    let bytes = files::read_limited(path, LARGEST)?;
    String::from_utf8(bytes).map_err(|cause| not_valid(path, &"it is not UTF-8", cause))
}

fn parse(path: &Path, text: &str) -> Result<Settings> {
    toml_edit::de::from_str(text).map_err(|cause| not_valid(path, &cause.clone(), cause))
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
    use serde_json::json;

    use super::*;

    #[test]
    fn the_documented_file_says_the_defaults() {
        let documented: Settings = toml_edit::de::from_str(DOCUMENTED).unwrap();
        assert_eq!(documented, Settings::default());
    }

    /// A settings file that holds `text`, and its folder.
    fn file(text: &str) -> (PathBuf, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        std::fs::write(&path, text).unwrap();
        (path, folder)
    }

    fn change(change: serde_json::Value) -> SettingsChange {
        serde_json::from_value(change).unwrap()
    }

    #[test]
    fn a_change_makes_the_documented_file_where_there_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config").join("settings.toml");
        let on = SettingsChange::listener_enabled(true);
        assert!(Settings::change(&path, on).unwrap().listener.enabled);
        let text = std::fs::read_to_string(&path).unwrap();
        let expected = DOCUMENTED.replace("enabled = false", "enabled = true");
        assert_eq!(text, expected, "nothing else is different");
    }

    #[test]
    fn a_change_keeps_the_users_comments_and_their_order() {
        let (path, _folder) = file(
            "# mine\n[listener] # the door\n# above\nport = 5 # beside\n\n\
             [user]\n  name=\"Ada\"\n\n# the end\n",
        );
        let settings = Settings::change(
            &path,
            change(json!({
                "appearance": {"theme": "dark", "text_size": 125},
                "user": {"name": " Ada \"L\" "},
                "listener": {"port": 0},
            })),
        );
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "# mine\n[listener] # the door\n# above\nport = 0 # beside\n\n\
             [user]\n  name='Ada \"L\"'\n\n\
             [appearance]\ntheme = \"dark\"\ntext_size = 125\n\n# the end\n"
        );
        let settings = settings.unwrap();
        assert_eq!(settings, Settings::read(&path).unwrap());
        assert_eq!(settings.user.name, "Ada \"L\"");
        assert_eq!(settings.appearance.theme, Theme::Dark);
        assert_eq!(settings.appearance.text_size.percent(), 125);
        assert_eq!(settings.listener.port, 0);
    }

    #[test]
    fn every_value_can_be_changed_and_what_is_absent_stays() {
        let (path, _folder) = file("export = { folder = \"/home/ada\" }\n");
        let all = json!({
            "appearance": {"theme": "light", "text_size": 80},
            "user": {"name": "Ada"},
            "export": {"browser": "/opt/chrome"},
            "listener": {"enabled": true, "port": 65535},
        });
        let settings = Settings::change(&path, change(all)).unwrap();
        assert_eq!(settings.export.browser, Path::new("/opt/chrome"));
        assert_eq!(settings.export.folder, Path::new("/home/ada"));
        assert!(settings.listener.enabled);
        assert_eq!(settings.listener.port, 65535);
        let again = json!({"export": {"browser": "", "folder": null}, "listener": {}});
        let settings = Settings::change(&path, change(again)).unwrap();
        assert_eq!(settings.export.browser, Path::new(""));
        assert_eq!(settings.export.folder, Path::new("/home/ada"));
        assert_eq!(settings.user.name, "Ada");
    }

    #[test]
    fn a_name_of_which_nothing_is_seen_is_none() {
        let (path, _folder) = file("[user]\nname = \"Ada\"\n");
        let invisible = change(json!({"user": {"name": " \u{200b}\u{7} "}}));
        assert_eq!(Settings::change(&path, invisible).unwrap().user.name, "");
    }

    #[test]
    fn values_that_cannot_be_are_refused_and_change_nothing() {
        let text = "[user]\nname = \"Ada\"\n";
        let (path, _folder) = file(text);
        for (wrong, sentence) in [
            (
                json!({"appearance": {"text_size": 79}, "user": {"name": "Bob"}}),
                "The text size must lie between 80 and 200 percent.",
            ),
            (
                json!({"appearance": {"text_size": 201}}),
                "The text size must lie between 80 and 200 percent.",
            ),
            (
                json!({"appearance": {"text_size": 99.5}}),
                "`appearance.text_size` must be an integer.",
            ),
            (
                json!({"appearance": {"theme": "blue"}}),
                "`appearance.theme` must be system, light or dark.",
            ),
            (
                json!({"listener": {"port": 65536}}),
                "The port must lie between 0 and 65535; 0 takes any free one.",
            ),
            (
                json!({"listener": {"port": -1}}),
                "The port must lie between 0 and 65535; 0 takes any free one.",
            ),
            (
                json!({"user": {"name": "x".repeat(256)}}),
                "Your name has 256 characters; it can have 255.",
            ),
        ] {
            let error = Settings::change(&path, change(wrong.clone())).unwrap_err();
            assert_eq!(error.code(), Code::Invalid, "{wrong}");
            assert_eq!(error.message(), sentence, "{wrong}");
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }

    #[test]
    fn a_file_that_is_not_valid_is_not_changed() {
        for text in [
            "[appearance]\ntheme = \"blue\"\n",
            "[appearance]\ntext_size = 500\n",
            "[appearance]\ncolour = 1\n",
            "listener = 5\n",
        ] {
            let (path, _folder) = file(text);
            let error = Settings::change(&path, SettingsChange::listener_enabled(true));
            let error = error.unwrap_err();
            assert_eq!(error.code(), Code::Unreadable, "{text}");
            assert_eq!(Settings::read(&path).unwrap_err().code(), Code::Unreadable);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
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
