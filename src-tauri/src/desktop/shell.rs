//! What the window's commands share: the opened parts, the system's dialogs and
//! programs, the work under way, and what the page was told and has told.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use lectern_core::error::Problem;
use lectern_core::render::Watch;
use lectern_core::service::{Caller, Service};
use lectern_core::settings::Theme;
use lectern_core::{Code, Error, Result};

use super::calls::Calls;
use super::dialogs::Dialogs;
use super::exporting::Target;
use super::listener::ListenerSwitch;
use super::opening::Opener;
use super::outbox::Outbox;
use super::preferences::Preferences;
use super::recovery::Recovery;
use super::remembered::Remembered;
use super::tokens::Tokens;
use super::{Compose, Composing};

/// The name by which the window's own changes come back to it as events.
const CLIENT: &str = "window";

/// Places for exports that were chosen and not used yet, at most.
const TARGETS: usize = 16;

/// Files of this run that can be opened, at most.
const WRITTEN: usize = 200;

/// What a window works on.
pub struct Composition {
    /// The operations.
    pub service: Service,
    /// The switch of the loopback listener.
    pub listener: Arc<dyn ListenerSwitch>,
    /// Whether the listener starts with the window.
    pub starts_listener: bool,
    /// The settings.
    pub preferences: Arc<dyn Preferences>,
}

/// What the window stands in: the system, and what is kept between two runs.
pub struct Surroundings {
    /// The system's file dialogs.
    pub dialogs: Arc<dyn Dialogs>,
    /// The system's other programs.
    pub opener: Arc<dyn Opener>,
    /// The file in which the window remembers where it stood.
    pub window_file: Option<PathBuf>,
    /// The folder of what the web view keeps.
    pub web_data: Option<PathBuf>,
    /// Files that Lectern was started with.
    pub files: Vec<PathBuf>,
}

/// The state behind every command. As long as the parts could not be opened,
/// each command answers why.
pub(super) struct Shell {
    compose: Compose,
    composition: OnceLock<Composition>,
    refusal: Mutex<Option<Problem>>,
    dialogs: Arc<dyn Dialogs>,
    opener: Arc<dyn Opener>,
    web_data: Option<PathBuf>,
    exports: Mutex<HashMap<String, Watch>>,
    imports: AtomicUsize,
    is_closing: AtomicBool,
    targets: Mutex<Tokens<Target>>,
    written: Mutex<Tokens<PathBuf>>,
    listener_problem: Mutex<Option<Problem>>,
    importing: tokio::sync::Mutex<()>,
    recovery: Recovery,
    outbox: Outbox,
    calls: Calls,
    remembered: Remembered,
    is_first_start: AtomicBool,
}

impl Shell {
    /// A shell without parts; [`Shell::take`] brings them.
    pub(super) fn new(compose: Compose, surroundings: Surroundings) -> Self {
        let remembered = Remembered::read(surroundings.window_file);
        Self {
            compose,
            composition: OnceLock::new(),
            refusal: Mutex::default(),
            dialogs: surroundings.dialogs,
            opener: surroundings.opener,
            web_data: surroundings.web_data,
            exports: Mutex::default(),
            imports: AtomicUsize::default(),
            is_closing: AtomicBool::default(),
            targets: Mutex::new(Tokens::new(TARGETS)),
            written: Mutex::new(Tokens::new(WRITTEN)),
            listener_problem: Mutex::default(),
            importing: tokio::sync::Mutex::default(),
            recovery: Recovery::default(),
            outbox: Outbox::default(),
            calls: Calls::default(),
            is_first_start: AtomicBool::new(remembered.is_new()),
            remembered,
        }
    }

    /// Opens the parts, which [`Shell::take`] then takes.
    pub(super) fn compose(&self) -> Composing {
        (self.compose)()
    }

    /// Takes the parts, or remembers why there are none. Answers whether it took
    /// some: those that are there already are at work, and stay.
    pub(super) fn take(&self, composed: Result<Composition>) -> bool {
        match composed {
            Ok(composition) => self.composition.set(composition).is_ok(),
            Err(error) => {
                *self.refusal() = Some(super::told(&error));
                false
            }
        }
    }

    pub(super) fn composition(&self) -> Result<&Composition> {
        self.composition
            .get()
            .ok_or_else(|| match self.refusal().as_ref() {
                Some(problem) => Error::new(problem.code, problem.detail.clone()),
                None => Error::internal("nothing was opened yet"),
            })
    }

    fn refusal(&self) -> MutexGuard<'_, Option<Problem>> {
        self.refusal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn service(&self) -> Result<&Service> {
        Ok(&self.composition()?.service)
    }

    pub(super) fn caller(&self) -> Result<Caller> {
        Ok(self.service()?.local_caller(Some(CLIENT.to_owned())))
    }

    pub(super) fn dialogs(&self) -> Arc<dyn Dialogs> {
        Arc::clone(&self.dialogs)
    }

    pub(super) fn opener(&self) -> Arc<dyn Opener> {
        Arc::clone(&self.opener)
    }

    pub(super) fn web_data(&self) -> Option<&Path> {
        self.web_data.as_deref()
    }

    pub(super) fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    pub(super) fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    pub(super) fn calls(&self) -> &Calls {
        &self.calls
    }

    pub(super) fn remembered(&self) -> &Remembered {
        &self.remembered
    }

    /// The theme that the settings name; `None` follows the system.
    pub(super) fn theme(&self) -> Option<tauri::Theme> {
        let parts = self.composition().ok()?;
        match parts.preferences.read().appearance.theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        }
    }

    /// Whether this is the first start ever; only the first to ask hears it.
    pub(super) fn takes_first_start(&self) -> bool {
        self.is_first_start.swap(false, Ordering::SeqCst)
    }

    /// Waits until no other files come in.
    pub(super) async fn turn_to_import(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.importing.lock().await
    }

    /// The places for exports that the user chose.
    pub(super) fn targets(&self) -> MutexGuard<'_, Tokens<Target>> {
        self.targets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files that this window wrote.
    pub(super) fn written(&self) -> MutexGuard<'_, Tokens<PathBuf>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the listener did not start, if it was asked to and did not.
    pub(super) fn listener_problem(&self) -> MutexGuard<'_, Option<Problem>> {
        self.listener_problem
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers an export under way, so that it can be cancelled. It is
    /// forgotten with what this answers.
    pub(super) fn begin_export(
        &self,
        session_id: &str,
        watch: &Watch,
    ) -> Result<ExportUnderWay<'_>> {
        let mut exports = self.exports();
        if exports.contains_key(session_id) {
            return Err(Error::new(
                Code::Busy,
                "This deck is being exported already. Wait for it, or cancel it.",
            ));
        }
        exports.insert(session_id.to_owned(), watch.clone());
        Ok(ExportUnderWay {
            shell: self,
            session_id: session_id.to_owned(),
        })
    }

    /// Cancels a session's export; without one there is nothing to do.
    pub(super) fn cancel_export(&self, session_id: &str) {
        if let Some(watch) = self.exports().get(session_id) {
            watch.cancel();
        }
    }

    /// Files come in, for as long as what this answers lives.
    pub(super) fn begin_import(&self) -> ImportUnderWay<'_> {
        self.imports.fetch_add(1, Ordering::SeqCst);
        ImportUnderWay { shell: self }
    }

    /// Whether exports or imports are under way, which closing would end.
    pub(super) fn is_at_work(&self) -> bool {
        self.imports.load(Ordering::SeqCst) > 0 || !self.exports().is_empty()
    }

    /// Ends what is under way: exports at once, imports after their file.
    pub(super) fn end_work(&self) {
        self.is_closing.store(true, Ordering::SeqCst);
        for watch in self.exports().values() {
            watch.cancel();
        }
    }

    /// Whether no further file may be begun.
    pub(super) fn is_closing(&self) -> bool {
        self.is_closing.load(Ordering::SeqCst)
    }

    fn exports(&self) -> MutexGuard<'_, HashMap<String, Watch>> {
        self.exports.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An export that can be cancelled for as long as this lives.
pub(super) struct ExportUnderWay<'shell> {
    shell: &'shell Shell,
    session_id: String,
}

impl Drop for ExportUnderWay<'_> {
    fn drop(&mut self) {
        self.shell.exports().remove(&self.session_id);
    }
}

/// Files that come in for as long as this lives.
pub(super) struct ImportUnderWay<'shell> {
    shell: &'shell Shell,
}

impl Drop for ImportUnderWay<'_> {
    fn drop(&mut self) {
        self.shell.imports.fetch_sub(1, Ordering::SeqCst);
    }
}
