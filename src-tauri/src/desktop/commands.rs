//! The commands of the window. Those of the list of operations are made from
//! the list; the window's own stand in modules by what they are about.
//!
//! What does not belong here: anything that an operation does.

use lectern_core::error::Problem;
use lectern_core::ops::{Answer, OPERATIONS};
use lectern_core::{Error, Result};
use serde_json::Value;
use tauri::ipc::{Invoke, Response};
use tauri::{Runtime, State};

use super::shell::Shell;
use super::{calls, closing, exporting, importing, listener, recovery, settings, starting};

/// The window's own commands, which are no operations: they are about this
/// window, this machine's dialogs and programs, and this process.
pub const OWN_COMMANDS: &[&str] = &[
    "startup",
    "leave_call",
    "remember_view",
    "set_full_screen",
    "open_link",
    "diagnostics",
    "make_sample",
    "heartbeat",
    "export_choices",
    "choose_export_file",
    "save_export",
    "cancel_export",
    "open_export",
    "reveal_export",
    "import_files",
    "read_settings",
    "change_settings",
    "choose_export_folder",
    "choose_browser",
    "reveal_folder",
    "listener_state",
    "start_listener",
    "stop_listener",
    "listener_token",
    "rotate_token",
    "close_window",
];

macro_rules! commands {
    ($(#[doc = $summary:literal] $name:ident: $method:ident $path:literal [$($parameter:ident: $kind:ident),*] $body:ident $request:ident -> $answer_kind:ident $answer:ty;)*) => {
        $(
            #[doc = $summary]
            #[tauri::command]
            async fn $name(
                shell: State<'_, Shell>,
                request: Option<Value>,
                call: Option<String>,
            ) -> std::result::Result<Response, Problem> {
                let answering = answer(&shell, stringify!($name), request);
                shell
                    .calls()
                    .unless_left(call, answering)
                    .await
                    .map_err(|error| super::told(&error))
            }
        )*

        /// Answers every command of the window.
        pub(super) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![
                $($name,)*
                starting::startup,
                calls::leave_call,
                starting::remember_view,
                starting::set_full_screen,
                starting::open_link,
                starting::diagnostics,
                starting::make_sample,
                recovery::heartbeat,
                exporting::export_choices,
                exporting::choose_export_file,
                exporting::save_export,
                exporting::cancel_export,
                exporting::open_export,
                exporting::reveal_export,
                importing::import_files,
                settings::read_settings,
                settings::change_settings,
                settings::choose_export_folder,
                settings::choose_browser,
                settings::reveal_folder,
                listener::listener_state,
                listener::start_listener,
                listener::stop_listener,
                listener::listener_token,
                listener::rotate_token,
                closing::close_window
            ]
        }
    };
}

lectern_core::for_each_operation!(commands);

/// Does an operation. An absent request is an empty one.
async fn answer(shell: &Shell, name: &str, request: Option<Value>) -> Result<Response> {
    let service = shell.service()?;
    let operation = OPERATIONS
        .iter()
        .find(|operation| operation.name == name)
        .ok_or_else(|| Error::internal("a command without its operation"))?;
    let request = request.unwrap_or_else(|| Value::Object(serde_json::Map::new()));
    let caller = shell.caller()?;
    let answer = operation.call(service.clone(), caller, request).await?;
    response(answer)
}

/// JSON as JSON, a file as its bare bytes, nothing as `null`.
fn response(answer: Answer) -> Result<Response> {
    let json = match answer {
        Answer::Json(value) => serde_json::to_string(&value).map_err(Error::internal)?,
        Answer::File(file) => return Ok(Response::new(file.bytes)),
        Answer::Nothing => "null".to_owned(),
    };
    Ok(Response::new(json))
}
