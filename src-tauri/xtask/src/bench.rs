//! `cargo xtask bench`: measures Lectern as it ships, built for release. The
//! figures are for people; nothing passes or fails by them but `cargo xtask fidelity`.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::needs::{COMMAND_LINE, FIDELITY, TESTS, WINDOW};
use crate::page::{self, run, target_folder};
use crate::test::browser_environment;
use crate::{machine, setup};

/// The folder of what others are measured with.
const EXPORT: &str = "tests/bench/export";
/// The folder of what PowerPoint files are measured with.
const FIDELITY_FOLDER: &str = "tests/bench/fidelity";

/// Measures how long a deck takes to become a file, beside other programs that do so
/// and Chrome itself, in the same run.
pub(crate) fn export() -> Result<ExitCode> {
    setup::ensure(&[COMMAND_LINE])?;
    page::install(EXPORT)?;
    over_release(EXPORT, "export.mjs")
}

/// Holds PowerPoint files against the slides that they were made from, as LibreOffice draws
/// them; fails if they are not as close as they must be.
pub(crate) fn fidelity() -> Result<ExitCode> {
    setup::ensure(&[COMMAND_LINE, FIDELITY])?;
    page::install(FIDELITY_FOLDER)?;
    over_release(FIDELITY_FOLDER, "fidelity.mjs")
}

/// Measures what a thousand exports in a row leave in the program that makes them.
pub(crate) fn soak() -> Result<ExitCode> {
    setup::ensure(&[COMMAND_LINE])?;
    over_release(EXPORT, "soak.mjs")
}

/// Runs a script over the command line as it ships.
fn over_release(folder: &str, script: &str) -> Result<ExitCode> {
    page::build()?;
    run(machine::cargo()
        .args(["build", "--locked", "--release", "--package", "lectern"])
        .args(["--no-default-features", "--bins"]))?;
    let program = target_folder().join("release").join("lectern");
    run(Command::new("node")
        .arg(machine::root().join(folder).join(script))
        .env("LECTERN_BENCH_PROGRAM", program)
        .envs(browser_environment()))?;
    Ok(ExitCode::SUCCESS)
}

/// Measures the real window with a large library. What measures is no part of
/// what is measured, so it is built as the tests are, whose libraries it shares.
pub(crate) fn window() -> Result<ExitCode> {
    setup::ensure(&[COMMAND_LINE, WINDOW, TESTS])?;
    page::build()?;
    run(machine::cargo()
        .args(["build", "--locked", "--release", "--package", "lectern"])
        .args(["--bin", "lectern-desktop"]))?;
    let program = target_folder().join("release").join("lectern-desktop");
    run(machine::cargo()
        .args(["bench", "--locked", "--profile", "dev"])
        .args(["--package", "lectern", "--bench", "window"])
        .env("LECTERN_TEST_PROGRAM", program)
        .envs(browser_environment()))?;
    Ok(ExitCode::SUCCESS)
}
