//! The command line: the operations for a terminal and for scripts.
//!
//! What does not belong here: what an operation does, and windows. Exit codes
//! come from the one table of `lectern_core::error`.

mod arguments;
mod commands;
mod doctor;
mod output;
mod progress;
mod serve;
mod window;

use std::process::ExitCode;

use clap::Parser;
use lectern_core::Result;

use crate::logging;
use crate::parts::{self, Place};
use arguments::{Arguments, Command};
use output::Output;

/// Runs the program on the process's own arguments.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output::new(arguments.json);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(cause) => return output.failure(&lectern_core::Error::internal(cause)),
    };
    match runtime.block_on(dispatch(arguments, &output)) {
        Ok(code) => code,
        Err(error) => output.failure(&error),
    }
}

async fn dispatch(arguments: Arguments, output: &Output) -> Result<ExitCode> {
    let folders = parts::folders(arguments.data_dir.clone())?;
    let _log = logging::start(&folders.logs);
    let Some(command) = arguments.command else {
        return window::open(arguments.data_dir.as_deref());
    };
    if let Command::Doctor = command {
        return doctor::examine(&folders, output).await;
    }
    let place = Place::find(arguments.data_dir)?;
    match command {
        Command::Export(export) => commands::export(&place, export, output).await,
        Command::Serve(options) => serve::serve(&place, options, output).await,
        command => commands::over_service(&place, command, output).await,
    }
}
