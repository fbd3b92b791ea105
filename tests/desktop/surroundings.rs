//! What stands around the window: dialogs, programs, settings and the listener,
//! all of them answering what the test says.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use lectern::desktop::{
    Answering, Browser, Changing, Choice, Choosing, Dialogs, ListenerSwitch, Listening, Opener,
    Places, Preferences, Preferred, Switching, Tokening,
};
use lectern_core::settings::{AppearanceSettings, Settings, SettingsChange};
use lectern_core::{Code, Error, Result};

/// Dialogs that answer what the test put in.
pub(crate) struct ScriptedDialogs {
    pub(crate) save: Mutex<Choice<PathBuf>>,
    pub(crate) open: Mutex<Choice<Vec<PathBuf>>>,
    pub(crate) folder: Mutex<Choice<PathBuf>>,
    pub(crate) program: Mutex<Choice<PathBuf>>,
    pub(crate) missing: AtomicBool,
    pub(crate) suggested: Mutex<Option<String>>,
}

impl Default for ScriptedDialogs {
    fn default() -> Self {
        Self {
            save: Mutex::new(Choice::Cancelled),
            open: Mutex::new(Choice::Cancelled),
            folder: Mutex::new(Choice::Cancelled),
            program: Mutex::new(Choice::Cancelled),
            missing: AtomicBool::new(false),
            suggested: Mutex::default(),
        }
    }
}

impl Dialogs for ScriptedDialogs {
    fn save(&self, file_name: &str) -> Choosing<PathBuf> {
        *self.suggested.lock().unwrap() = Some(file_name.to_owned());
        let choice = self.save.lock().unwrap().clone();
        Box::pin(async move { choice })
    }

    fn open(&self) -> Choosing<Vec<PathBuf>> {
        let choice = self.open.lock().unwrap().clone();
        Box::pin(async move { choice })
    }

    fn folder(&self) -> Choosing<PathBuf> {
        let choice = self.folder.lock().unwrap().clone();
        Box::pin(async move { choice })
    }

    fn program(&self) -> Choosing<PathBuf> {
        let choice = self.program.lock().unwrap().clone();
        Box::pin(async move { choice })
    }

    fn available(&self) -> Answering {
        let available = !self.missing.load(Ordering::SeqCst);
        Box::pin(async move { available })
    }
}

/// Writes down what would be opened, or has no program for anything.
#[derive(Default)]
pub(crate) struct FakeOpener {
    pub(crate) opened: Mutex<Vec<String>>,
    pub(crate) missing: AtomicBool,
}

impl FakeOpener {
    fn add(&self, verb: &str, what: impl std::fmt::Display) -> Result<()> {
        if self.missing.load(Ordering::SeqCst) {
            return Err(Error::new(
                Code::NotImplemented,
                format!("This system has no program that opens {what}."),
            ));
        }
        self.opened.lock().unwrap().push(format!("{verb} {what}"));
        Ok(())
    }
}

impl Opener for FakeOpener {
    fn open(&self, path: &Path) -> Result<()> {
        self.add("open", path.display())
    }

    fn reveal(&self, file: &Path) -> Result<()> {
        self.add("reveal", file.display())
    }

    fn link(&self, url: &str) -> Result<()> {
        self.add("link", url)
    }
}

/// Settings in a file of the test's.
pub(crate) struct FakePreferences {
    pub(crate) preferred: Mutex<Preferred>,
    pub(crate) has_browser: AtomicBool,
    folder: PathBuf,
}

impl FakePreferences {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            preferred: Mutex::new(Preferred {
                appearance: AppearanceSettings::default(),
                user_name: String::new(),
                shown_as: "ada@lovelace".into(),
                export_folder: folder.to_owned(),
                browser: PathBuf::new(),
                port: 47810,
            }),
            has_browser: AtomicBool::new(true),
            folder: folder.to_owned(),
        }
    }
}

impl Preferences for FakePreferences {
    fn read(&self) -> Preferred {
        self.preferred.lock().unwrap().clone()
    }

    fn change(&self, change: SettingsChange) -> Changing<'_> {
        Box::pin(async move {
            let settings = Settings::change(&self.folder.join("settings.toml"), change)?;
            let mut preferred = self.preferred.lock().unwrap();
            preferred.appearance = settings.appearance;
            preferred.user_name = settings.user.name;
            preferred.browser = settings.export.browser;
            if !settings.export.folder.as_os_str().is_empty() {
                preferred.export_folder = settings.export.folder;
            }
            preferred.port = settings.listener.port;
            Ok(())
        })
    }

    fn browser(&self) -> Result<Browser> {
        if self.has_browser.load(Ordering::SeqCst) {
            Ok(Browser {
                name: "Chromium".into(),
                version: "140.0.1".into(),
                path: "/usr/bin/chromium".into(),
            })
        } else {
            Err(Error::new(Code::NoBrowser, "No browser was found."))
        }
    }

    fn places(&self) -> Places {
        Places {
            data: self.folder.clone(),
            settings: self.folder.join("config"),
            logs: self.folder.join("logs"),
        }
    }
}

/// A listener that listens nowhere.
#[derive(Default)]
pub(crate) struct FakeListener {
    runs: AtomicBool,
    rotations: AtomicU64,
    pub(crate) port_is_taken: AtomicBool,
}

impl ListenerSwitch for FakeListener {
    fn listening(&self) -> Option<Listening> {
        self.runs.load(Ordering::SeqCst).then(|| Listening {
            url: "http://127.0.0.1:47810".into(),
            token_file: "listener/token".into(),
        })
    }

    fn start(&self) -> Switching<'_> {
        Box::pin(async {
            if self.port_is_taken.load(Ordering::SeqCst) {
                return Err(Error::new(
                    Code::PortTaken,
                    "Port 47810 is in use by another program.",
                ));
            }
            self.runs.store(true, Ordering::SeqCst);
            Ok(())
        })
    }

    fn stop(&self) -> Switching<'_> {
        Box::pin(async {
            self.runs.store(false, Ordering::SeqCst);
            Ok(())
        })
    }

    fn token(&self) -> Tokening<'_> {
        let number = self.rotations.load(Ordering::SeqCst);
        Box::pin(async move { Ok(format!("token {number}")) })
    }

    fn rotate(&self) -> Tokening<'_> {
        self.rotations.fetch_add(1, Ordering::SeqCst);
        self.token()
    }
}
