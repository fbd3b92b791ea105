//! The command line: the operations for a terminal and for scripts.
//!
//! What does not belong here: what an operation does, and windows. Exit codes
//! come from the one table of `lectern_core::error`.

mod arguments;
mod commands;
mod doctor;
mod fidelity;
mod output;
mod progress;
mod serve;
mod window;

use std::env;
use std::process::ExitCode;

use clap::Parser;
use lectern_core::folders::Folders;
use lectern_core::{Error, Result};

use crate::logging;
use crate::parts::{self, Place};
use arguments::{Arguments, Command};
use output::Output;

/// Runs the program on the process's own arguments.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return wrong_use(&error),
    };
    let output = Output::new(arguments.json);
    let folders = match parts::folders(arguments.data_dir.clone()) {
        Ok(folders) => folders,
        Err(error) => return output.failure(&error),
    };
    // Kept until the end, so that the last failure is in the log, too.
    let _log = logging::start(&folders.logs);
    tokio::runtime::Runtime::new()
        .map_err(Error::internal)
        .and_then(|runtime| runtime.block_on(dispatch(arguments, folders, &output)))
        .unwrap_or_else(|error| output.failure(&error))
}

/// Answers arguments that cannot be read; also `--help` and `--version`, which
/// the parser tells in the same way.
fn wrong_use(error: &clap::Error) -> ExitCode {
    let is_json = env::args_os().any(|argument| argument == "--json");
    if is_json && error.use_stderr() {
        let sentence = error.render().to_string();
        return Output::new(true).failure(&Error::invalid("arguments", sentence.trim_end()));
    }
    // A terminal that went away does not need the text.
    let _ = error.print();
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

async fn dispatch(arguments: Arguments, folders: Folders, output: &Output) -> Result<ExitCode> {
    let Some(command) = arguments.command else {
        return window::open(arguments.data_dir.as_deref());
    };
    if let Command::Doctor = command {
        return doctor::examine(&folders, output).await;
    }
    let place = Place::read(folders)?;
    match command {
        Command::Export(export) => commands::export(&place, export, output).await,
        Command::Serve(options) => serve::serve(&place, options, output).await,
        command => commands::over_service(&place, command, output).await,
    }
}
