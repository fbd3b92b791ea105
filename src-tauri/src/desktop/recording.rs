//! Writes down which commands the page asks for, so that a test of the real
//! window can count them. Compiled into debug builds only, and at work only when
//! it is asked to.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use tauri::Runtime;
use tauri::ipc::{Invoke, InvokeBody};

/// Names the file that gets a line for each command.
const FILE: &str = "LECTERN_TEST_COMMANDS";

/// The handler, with each command written down before it runs.
pub(super) fn recorded<R: Runtime>(
    handler: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    let file = env::var_os(FILE).map(PathBuf::from);
    move |invoke| {
        if let Some(file) = &file {
            write_down(file, &invoke);
        }
        handler(invoke)
    }
}

fn write_down<R: Runtime>(file: &PathBuf, invoke: &Invoke<R>) {
    let request = match invoke.message.payload() {
        InvokeBody::Json(request) => request.to_string(),
        InvokeBody::Raw(_) => String::new(),
    };
    let line = format!("{} {request}\n", invoke.message.command());
    let opened = OpenOptions::new().create(true).append(true).open(file);
    if let Err(error) = opened.and_then(|mut file| file.write_all(line.as_bytes())) {
        tracing::warn!(%error, "a command was not written down");
    }
}
