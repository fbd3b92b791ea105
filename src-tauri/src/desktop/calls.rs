//! Calls that the page may leave before they are answered, such as pictures of
//! slides that are out of sight again. The page gives each of them a name.
//!
//! What does not belong here: what a call does when it is left. An operation
//! that changes something goes on to its end.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lectern_core::error::Problem;
use lectern_core::{Code, Error, Result};
use serde::Deserialize;
use serde_json::Value;
use tauri::State;
use tokio::sync::oneshot;

use super::request;
use super::shell::Shell;

/// The calls under way that have a name. Dropping a sender leaves its call.
#[derive(Default)]
pub(super) struct Calls {
    under_way: Mutex<HashMap<String, oneshot::Sender<()>>>,
}

#[derive(Deserialize)]
struct LeaveCall {
    call: String,
}

/// Waits no more for a call, which then answers `cancelled`.
#[tauri::command]
pub(super) async fn leave_call(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    request::read(request, "`call` must be the name of a call.")
        .map(|LeaveCall { call }| shell.calls().leave(&call))
        .map_err(|error| super::told(&error))
}

impl Calls {
    /// What `answering` answers, unless the page leaves the call before.
    pub(super) async fn unless_left<T>(
        &self,
        name: Option<String>,
        answering: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let Some(name) = name else {
            return answering.await;
        };
        let (leaving, left) = oneshot::channel();
        self.under_way().insert(name.clone(), leaving);
        let answer = tokio::select! {
            answer = answering => answer,
            _ = left => Err(is_left()),
        };
        self.leave(&name);
        answer
    }

    /// Leaves a call. One that is over, or that there never was, is none.
    fn leave(&self, name: &str) {
        self.under_way().remove(name);
    }

    /// Leaves every call: the page that waited is gone.
    pub(super) fn leave_all(&self) {
        self.under_way().clear();
    }

    fn under_way(&self) -> MutexGuard<'_, HashMap<String, oneshot::Sender<()>>> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_left() -> Error {
    Error::new(Code::Cancelled, "The page waited for this no more.")
}
