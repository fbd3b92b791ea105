//! `cargo xtask package`: packs Lectern for Debian and tries the package: it
//! must hold both programs, and its window must open.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::needs::{COMMAND_LINE, TESTS, WINDOW};
use crate::page::{self, run, target_folder};
use crate::{machine, setup};

/// The folder of the tool that packs.
const PACKAGING: &str = "src-tauri/packaging";

/// What a package without which Lectern is not whole must hold.
const PROGRAMS: &[&str] = &["usr/bin/lectern", "usr/bin/lectern-desktop"];

/// Packs, and tries what was packed.
pub(crate) fn build_and_try() -> Result<ExitCode> {
    setup::ensure(&[COMMAND_LINE, WINDOW, TESTS])?;
    let packages = target_folder().join("debug/bundle/deb");
    // What an earlier run packed must not be taken for the new package.
    if packages.exists() {
        fs::remove_dir_all(&packages)?;
    }
    page::build()?;
    page::install(PACKAGING)?;
    let tool = machine::root()
        .join(PACKAGING)
        .join("node_modules/.bin/tauri");
    // As the tests build, so that nothing is compiled twice.
    run(Command::new(tool).args(["build", "--debug", "--bundles", "deb"]))?;
    let unpacked = packages.join("unpacked");
    run(Command::new("dpkg-deb")
        .arg("--extract")
        .arg(package_in(&packages)?)
        .arg(&unpacked))?;
    for program in PROGRAMS {
        if !unpacked.join(program).is_file() {
            bail!("the package does not hold {program}");
        }
    }
    let program = unpacked.join("usr/bin/lectern-desktop");
    run(machine::cargo()
        .args(["test", "--package", "lectern", "--test", "window"])
        .env("LECTERN_TEST_PROGRAM", program))?;
    Ok(ExitCode::SUCCESS)
}

fn package_in(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).context("no package was made")?;
    entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .context("no package was made")
}
