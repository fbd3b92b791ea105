//! The settings of a running window: what stands in the file, and what of it is
//! at work already.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lectern_core::ops::Field;
use lectern_core::settings::{Settings, SettingsChange};
use lectern_core::{Code, Error, Result, user};
use lectern_render::browser::{self, Chosen};

use super::switch::Switch;
use crate::desktop::{Browser, Changing, Places, Preferences, Preferred};
use crate::parts::Place;

/// The settings that are at work.
pub(super) struct Live {
    place: Place,
    settings: Mutex<Settings>,
    browser: Chosen,
    switch: Arc<Switch>,
    /// The browser that was found last, since asking for its version takes long.
    found: Mutex<Option<Browser>>,
}

impl Live {
    pub(super) fn new(place: Place, browser: Chosen, switch: Arc<Switch>) -> Self {
        Self {
            settings: Mutex::new(place.settings.clone()),
            place,
            browser,
            switch,
            found: Mutex::default(),
        }
    }

    fn settings(&self) -> MutexGuard<'_, Settings> {
        lock(&self.settings)
    }

    /// Nothing is changed unless all of it can be; the listener moves last,
    /// because its port may be taken, which it says itself.
    async fn apply(&self, change: SettingsChange) -> Result<()> {
        if let Field::Given(program) = &change.export.browser {
            check_browser(program)?;
        }
        let file = self.place.folders.settings();
        let settings = tokio::task::spawn_blocking(move || Settings::change(&file, change))
            .await
            .map_err(Error::internal)??;
        let browser = settings.export.browser.clone();
        self.browser
            .set((!browser.as_os_str().is_empty()).then_some(browser));
        let port = settings.listener.port;
        *self.settings() = settings;
        self.switch.move_to(port).await
    }
}

impl Preferences for Live {
    fn read(&self) -> Preferred {
        let settings = self.settings().clone();
        Preferred {
            appearance: settings.appearance,
            shown_as: user::local(&settings.user.name).name,
            user_name: settings.user.name,
            export_folder: export_folder(settings.export.folder),
            browser: settings.export.browser,
            port: settings.listener.port,
        }
    }

    fn change(&self, change: SettingsChange) -> Changing<'_> {
        Box::pin(self.apply(change))
    }

    fn browser(&self) -> Result<Browser> {
        let program = browser::find(self.browser.program().as_deref())?.program;
        let known = lock(&self.found).clone();
        if let Some(known) = known.filter(|known| known.path == program) {
            return Ok(known);
        }
        let told = browser::version(&program).unwrap_or_default();
        let (name, version) = split(&told, &program);
        let found = Browser {
            name,
            version,
            path: program,
        };
        *lock(&self.found) = Some(found.clone());
        Ok(found)
    }

    fn places(&self) -> Places {
        let folders = &self.place.folders;
        Places {
            data: folders.data.clone(),
            settings: folders.config.clone(),
            logs: folders.logs.clone(),
        }
    }
}

/// A file that a user names is never run before it looks like a browser. An
/// empty path stands for whatever is installed.
fn check_browser(program: &Path) -> Result<()> {
    if program.as_os_str().is_empty() || browser::is_known(program) {
        return Ok(());
    }
    Err(Error::new(
        Code::NoBrowser,
        "This file is not a Chrome, Edge, Chromium or Brave that can be started. Nothing was changed; choose the browser's own program file.",
    ))
}

/// What a browser tells of itself, such as `Chromium 140.0.1 built on Debian`,
/// as its name and its version. One that tells nothing goes by its file's name.
fn split(told: &str, program: &Path) -> (String, String) {
    let is_version = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
    let name: Vec<&str> = told
        .split_whitespace()
        .take_while(|word| !is_version(word))
        .collect();
    let version = told.split_whitespace().find(is_version).unwrap_or_default();
    let name = if name.is_empty() {
        let stem = program.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    } else {
        name.join(" ")
    };
    (name, version.to_owned())
}

/// The folder of the settings, else the user's documents, else their home.
fn export_folder(chosen: PathBuf) -> PathBuf {
    if !chosen.as_os_str().is_empty() {
        return chosen;
    }
    let Some(user) = directories::UserDirs::new() else {
        return PathBuf::from(".");
    };
    let documents = user.document_dir().filter(|folder| folder.is_dir());
    documents.unwrap_or(user.home_dir()).to_owned()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_shown_by_name_and_version() {
        let program = Path::new("/usr/bin/google-chrome");
        for (told, name, version) in [
            ("Chromium 140.0.1 built on Debian", "Chromium", "140.0.1"),
            ("Google Chrome 141.0.2 ", "Google Chrome", "141.0.2"),
            ("", "google-chrome", ""),
        ] {
            let expected = (name.to_owned(), version.to_owned());
            assert_eq!(split(told, program), expected);
        }
    }

    #[test]
    fn only_a_browser_may_be_chosen() {
        assert!(check_browser(Path::new("")).is_ok());
        for program in ["/bin/sh", "/nowhere/chromium", "chromium", "/"] {
            let error = check_browser(Path::new(program)).unwrap_err();
            assert_eq!(error.code(), Code::NoBrowser, "{program}");
        }
    }
}
