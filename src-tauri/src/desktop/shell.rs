//! What the window's commands share: the opened parts, the dialogs, the
//! exports under way.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lectern_core::error::Problem;
use lectern_core::render::Watch;
use lectern_core::service::{Caller, Service};
use lectern_core::{Code, Error, Result};

use super::dialogs::Dialogs;
use super::listener::ListenerSwitch;

/// The name by which the window's own changes come back to it as events.
const CLIENT: &str = "window";

/// What a window works on.
pub struct Composition {
    /// The operations.
    pub service: Service,
    /// The switch of the loopback listener.
    pub listener: Arc<dyn ListenerSwitch>,
    /// Whether the listener starts with the window.
    pub starts_listener: bool,
    /// Where exports go when the system has no file dialog.
    pub export_folder: PathBuf,
}

/// The state behind every command. When the parts could not be opened, each
/// command answers why.
pub(super) struct Shell {
    composition: std::result::Result<Composition, Problem>,
    dialogs: Arc<dyn Dialogs>,
    exports: Mutex<HashMap<String, Watch>>,
    listener_problem: Mutex<Option<Problem>>,
}

impl Shell {
    pub(super) fn new(composition: Result<Composition>, dialogs: Arc<dyn Dialogs>) -> Self {
        Self {
            composition: composition.map_err(|error| super::told(&error)),
            dialogs,
            exports: Mutex::default(),
            listener_problem: Mutex::default(),
        }
    }

    pub(super) fn composition(&self) -> Result<&Composition> {
        self.composition
            .as_ref()
            .map_err(|problem| Error::new(problem.code, problem.detail.clone()))
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
