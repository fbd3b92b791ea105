//! `cargo xtask package` packs Lectern for Debian, as people install it.
//! `cargo xtask package test` packs what the tests build, and tries that package:
//! it must hold both programs, and its window must open.

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
const PROGRAMS: &[&str] = &[
    "usr/bin/lectern",
    "usr/bin/lectern-desktop",
    "usr/bin/lectern-guard",
];

/// How the names of the tests' own variables begin. Only a program that was
/// built for tests knows them.
const OF_TESTS: &[u8] = b"LECTERN_TEST_";

/// What was packed.
struct Package {
    file: PathBuf,
    /// The folder with what it holds.
    unpacked: PathBuf,
}

/// Packs what people install.
pub(crate) fn build() -> Result<ExitCode> {
    setup::ensure(&[COMMAND_LINE, WINDOW])?;
    let package = pack("release", &[])?;
    for program in PROGRAMS {
        let bytes = fs::read(package.unpacked.join(program))?;
        if bytes.windows(OF_TESTS.len()).any(|found| found == OF_TESTS) {
            bail!("{program} in the package was built for tests");
        }
    }
    println!("{}", package.file.display());
    Ok(ExitCode::SUCCESS)
}

/// Packs what the tests build, so that nothing is compiled twice, and tries it.
pub(crate) fn build_and_try() -> Result<ExitCode> {
    setup::ensure(&[COMMAND_LINE, WINDOW, TESTS])?;
    let package = pack("debug", &["--debug"])?;
    let program = package.unpacked.join("usr/bin/lectern-desktop");
    // The decks that attack, which take minutes, were tried on the same program by the
    // tests.
    run(machine::cargo()
        .args(["test", "--package", "lectern", "--test", "window"])
        .args(["--", "--skip", "hostile"])
        .env("LECTERN_TEST_PROGRAM", program))?;
    Ok(ExitCode::SUCCESS)
}

fn pack(profile: &str, flags: &[&str]) -> Result<Package> {
    let packages = target_folder().join(profile).join("bundle/deb");
    // What an earlier run packed must not be taken for the new package.
    if packages.exists() {
        fs::remove_dir_all(&packages)?;
    }
    page::build()?;
    page::install(PACKAGING)?;
    let tool = machine::root()
        .join(PACKAGING)
        .join("node_modules/.bin/tauri");
    run(Command::new(tool)
        .args(["build", "--bundles", "deb"])
        .args(flags))?;
    let file = package_in(&packages)?;
    let unpacked = packages.join("unpacked");
    run(Command::new("dpkg-deb")
        .arg("--extract")
        .arg(&file)
        .arg(&unpacked))?;
    for program in PROGRAMS {
        if !unpacked.join(program).is_file() {
            bail!("the package does not hold {program}");
        }
    }
    Ok(Package { file, unpacked })
}

fn package_in(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).context("no package was made")?;
    entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .context("no package was made")
}
