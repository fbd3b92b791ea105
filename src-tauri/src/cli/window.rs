//! Opening the window: `lectern` is a console program, the window is a program
//! of its own beside it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use lectern_core::{Code, Error, Result};

use crate::parts::DATA_DIR;

const PROGRAM: &str = "lectern-desktop";

/// Starts the window and returns at once.
pub(super) fn open(data_dir: Option<&Path>) -> Result<ExitCode> {
    let mut command = Command::new(program()?);
    if let Some(folder) = data_dir {
        command.env(
            DATA_DIR,
            std::path::absolute(folder).map_err(Error::internal)?,
        );
    }
    command.spawn().map_err(|cause| missing().because(cause))?;
    Ok(ExitCode::SUCCESS)
}

fn program() -> Result<PathBuf> {
    let here = env::current_exe().map_err(Error::internal)?;
    let name = format!("{PROGRAM}{}", env::consts::EXE_SUFFIX);
    let program = here.with_file_name(name);
    if program.is_file() {
        Ok(program)
    } else {
        Err(missing())
    }
}

fn missing() -> Error {
    Error::new(
        Code::NotFound,
        "Lectern's window is not installed beside this program. The commands work without it: see lectern --help.",
    )
}
