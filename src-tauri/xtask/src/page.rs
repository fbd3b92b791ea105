//! The page of the window and of the browser: built with npm before anything
//! that holds it is compiled, and tested in a browser against the listener.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::machine;

/// The folder of the page.
const PAGE: &str = "ui";

/// The folder of the tests that drive a browser.
const BROWSER_TESTS: &str = "tests/ui";

/// What of the page's folder is not written by people.
const MADE: &[&str] = &["node_modules", "dist"];

/// The oldest Node that the tools of the page run on.
const NODE: (u32, u32) = (20, 19);

/// Builds the page, unless what is built is newer than all that it is made of.
///
/// # Errors
/// When Node is missing or too old, or when npm or the build fails.
pub(crate) fn build() -> Result<()> {
    let page = machine::root().join(PAGE);
    let built = modified(&page.join("dist/index.html"));
    if built.is_some() && built >= newest(&page)? {
        return Ok(());
    }
    require_node()?;
    install(PAGE)?;
    npm(PAGE, &["run", "build"])
}

/// Checks the page without a browser: the generated client, layout, lints,
/// types.
pub(crate) fn lint() -> Result<ExitCode> {
    npm(PAGE, &["run", "generate"])?;
    npm(PAGE, &["run", "lint"])?;
    Ok(ExitCode::SUCCESS)
}

/// Drives the page in a browser, on the listener of the built command line.
pub(crate) fn test_in_browser() -> Result<ExitCode> {
    install(BROWSER_TESTS)?;
    // Built as the tests build it: any other choice of packages means other
    // features, and compiles the window a second time.
    run(machine::cargo().args(["test", "--locked", "--workspace", "--tests", "--no-run"]))?;
    let program = target_folder().join("debug").join("lectern");
    run(Command::new("npm")
        .args(["test", "--prefix", BROWSER_TESTS])
        .env("LECTERN_TEST_PROGRAM", program))?;
    Ok(ExitCode::SUCCESS)
}

/// Installs what a folder's lock file says.
///
/// Not `npm ci`: it asks for a tool's builds for every system, and a registry
/// may hold those of this one only. Nothing that is installed runs a script.
///
/// # Errors
/// When npm fails.
pub(crate) fn install(folder: &str) -> Result<()> {
    npm(
        folder,
        &["install", "--ignore-scripts", "--no-audit", "--no-fund"],
    )
}

/// The folder that cargo builds into.
pub(crate) fn target_folder() -> PathBuf {
    let named = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    machine::root().join(named.unwrap_or_else(|| "target".into()))
}

/// Runs a command at the root and fails with it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = machine::run(command.current_dir(machine::root()))?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}

fn npm(folder: &str, arguments: &[&str]) -> Result<()> {
    // A script file on Windows, which is started by its full name only.
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(Command::new(npm).args(arguments).args(["--prefix", folder]))
}

fn require_node() -> Result<()> {
    let told = machine::output_of("node", &["--version"]).unwrap_or_default();
    if version(&told).is_some_and(|found| found >= NODE) {
        return Ok(());
    }
    let (major, minor) = NODE;
    bail!(
        "the page is built with Node {major}.{minor} or newer, and this machine has {}: install it from https://nodejs.org, then run this again",
        if told.is_empty() { "none" } else { told.trim() }
    )
}

/// Major and minor of what `node --version` prints, e.g. `v20.19.1`.
fn version(told: &str) -> Option<(u32, u32)> {
    let mut parts = told.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|facts| facts.modified()).ok()
}

/// When anything that people write in `folder` was last changed, or removed.
fn newest(folder: &Path) -> Result<Option<SystemTime>> {
    let mut newest = modified(folder);
    let entries = fs::read_dir(folder).with_context(|| format!("{folder:?} cannot be read"))?;
    for entry in entries {
        let entry = entry?;
        if MADE.iter().any(|made| entry.file_name() == *made) {
            continue;
        }
        let changed = if entry.file_type()?.is_dir() {
            self::newest(&entry.path())?
        } else {
            modified(&entry.path())
        };
        newest = newest.max(changed);
    }
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_node_says_of_itself_is_read() {
        assert_eq!(version("v20.19.1\n"), Some((20, 19)));
        assert!(version("v9.0.0") < Some(NODE));
        assert_eq!(version("not found"), None);
    }
}
