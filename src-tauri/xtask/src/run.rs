//! `cargo xtask run`: opens Lectern, or runs its command line.

use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::machine;
use crate::needs::{COMMAND_LINE, WINDOW};
use crate::{page, setup};

/// The command line is built without the window, so that a machine without a
/// screen needs no web view.
const COMMAND_LINE_TARGET: &[&str] = &[
    "--package",
    "lectern",
    "--no-default-features",
    "--bin",
    "lectern",
];

const WINDOW_TARGET: &[&str] = &["--package", "lectern", "--bin", "lectern-desktop"];

/// Opens the window; without a display, serves the same page to a browser.
pub(crate) fn window() -> Result<ExitCode> {
    if machine::has_display() {
        setup::ensure(&[COMMAND_LINE, WINDOW])?;
        return build_and_run(WINDOW_TARGET, &[] as &[&str]);
    }
    eprintln!(
        "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so Lectern cannot open its window.\nIt serves the same page to a browser instead; stop it with Ctrl-C."
    );
    command_line(&["serve".into(), "--ui".into()])
}

/// Runs `lectern` with `arguments`, in the folder where the user stands.
pub(crate) fn command_line(arguments: &[OsString]) -> Result<ExitCode> {
    setup::ensure(&[COMMAND_LINE])?;
    build_and_run(COMMAND_LINE_TARGET, arguments)
}

/// Builds first and runs then, so that the build shows its progress and the
/// program's own output stands alone.
fn build_and_run(target: &[&str], arguments: &[impl AsRef<OsStr>]) -> Result<ExitCode> {
    page::build()?;
    let built = machine::run(cargo("build").args(target))?;
    if !built.success() {
        bail!("Lectern could not be built");
    }
    let status = machine::run(
        cargo("run")
            .arg("--quiet")
            .args(target)
            .arg("--")
            .args(arguments),
    )?;
    // Without a code it was ended by a signal, which is the user's doing.
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn cargo(subcommand: &str) -> Command {
    let mut cargo = machine::cargo();
    cargo
        .arg(subcommand)
        .arg("--manifest-path")
        .arg(machine::root().join("Cargo.toml"));
    cargo
}
