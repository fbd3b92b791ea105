//! Installs what is missing, after saying what and why. Only Debian and Ubuntu
//! can be set up this way; elsewhere the user is told what to install.

use std::collections::HashSet;
use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::machine;
use crate::needs::{BROWSER_VARIABLE, BROWSERS, Need};

/// Makes sure that every need of `groups` is met.
///
/// # Errors
/// When a package is missing and cannot be installed.
pub(crate) fn ensure(groups: &[&'static [Need]]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        advise_on_browser();
        return Ok(());
    }
    let missing = missing(groups, is_met_by_program, installed_packages);
    if missing.is_empty() {
        return Ok(());
    }
    explain(&missing);
    if machine::find_program(&["apt-get"]).is_none() {
        bail!(
            "there is no apt-get here: install what is listed above (the names are Debian's) with this system's own package manager, then run this again"
        );
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    install(&packages)
}

/// Windows and macOS bring their own web view; only a browser may be lacking,
/// and without one everything but an export works.
fn advise_on_browser() {
    eprintln!(
        "Exports need Chrome, Edge or Chromium. Lectern looks in the usual places; set {BROWSER_VARIABLE} to its path if it is elsewhere."
    );
}

fn is_met_by_program(need: &Need) -> bool {
    let is_named = need.programs == BROWSERS && machine::is_set(BROWSER_VARIABLE);
    is_named || machine::find_program(need.programs).is_some()
}

/// The needs that neither a program nor an installed package meets.
fn missing(
    groups: &[&'static [Need]],
    is_met_by_program: impl Fn(&Need) -> bool,
    installed: impl Fn(&[&str]) -> HashSet<String>,
) -> Vec<&'static Need> {
    let open = groups.iter().copied().flatten();
    let mut open: Vec<&Need> = open.filter(|need| !is_met_by_program(need)).collect();
    let packages: Vec<&str> = open.iter().map(|need| need.package).collect();
    let installed = installed(&packages);
    open.retain(|need| !installed.contains(need.package));
    open
}

fn installed_packages(packages: &[&str]) -> HashSet<String> {
    if packages.is_empty() {
        return HashSet::new();
    }
    let mut arguments = vec!["--show", "--showformat=${Package} ${db:Status-Status}\n"];
    arguments.extend(packages);
    // dpkg-query fails when it does not know one of the packages, and prints
    // the others all the same. Where there is no dpkg, nothing is installed.
    read_listing(&machine::output_of("dpkg-query", &arguments).unwrap_or_default())
}

/// Reads `package status` lines; `config-files` and the like are not installed.
fn read_listing(listing: &str) -> HashSet<String> {
    listing
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .map(str::to_owned)
        .collect()
}

fn explain(missing: &[&Need]) {
    eprintln!("This machine lacks:");
    for need in missing {
        eprintln!("  {:<24} {}", need.package, need.why);
    }
}

fn install(packages: &[&str]) -> Result<()> {
    if has_package_lists() && apt_get_install(packages)? {
        return Ok(());
    }
    eprintln!("The package lists are missing or too old; fetching them.");
    // A dead list of some third party must not stop what the others can give:
    // whether the install works decides.
    apt_get(&["update"])?;
    if apt_get_install(packages)? {
        return Ok(());
    }
    bail!(
        "apt-get could not install everything; install these, then run this again: {}",
        packages.join(" ")
    )
}

/// A fresh container has none.
fn has_package_lists() -> bool {
    fs::read_dir("/var/lib/apt/lists").is_ok_and(|entries| {
        let mut names = entries.flatten().map(|entry| entry.file_name());
        names.any(|name| name.to_string_lossy().contains("_Packages"))
    })
}

fn apt_get_install(packages: &[&str]) -> Result<bool> {
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    apt_get(&arguments)
}

fn apt_get(arguments: &[&str]) -> Result<bool> {
    let mut words = Vec::new();
    if !machine::is_root() {
        if machine::find_program(&["sudo"]).is_none() {
            bail!(
                "installing needs root and there is no sudo; as root: apt-get {}",
                arguments.join(" ")
            );
        }
        words.push("sudo");
    }
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    words.extend(arguments);
    eprintln!("$ {}", words.join(" "));
    let status = machine::run(Command::new(words[0]).args(&words[1..]))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::needs::{COMMAND_LINE, TESTS, WINDOW};

    const EVERYTHING: &[&[Need]] = &[COMMAND_LINE, WINDOW, TESTS];

    fn names(needs: &[&Need]) -> Vec<&'static str> {
        needs.iter().map(|need| need.package).collect()
    }

    #[test]
    fn a_bare_machine_lacks_everything() {
        let missing = missing(EVERYTHING, |_| false, |_| HashSet::new());
        let all = EVERYTHING.iter().copied().flatten().count();
        assert_eq!(missing.len(), all);
    }

    #[test]
    fn a_program_or_a_package_meets_a_need() {
        let missing = missing(
            &[COMMAND_LINE],
            |need| need.programs == BROWSERS,
            |asked| {
                assert!(!asked.contains(&"chromium"), "a browser was found already");
                HashSet::from(["fonts-liberation".to_owned()])
            },
        );
        assert_eq!(names(&missing), ["fonts-dejavu-core"]);
    }

    #[test]
    fn the_command_line_needs_no_web_view() {
        let packages: Vec<&str> = COMMAND_LINE.iter().map(|need| need.package).collect();
        assert!(!packages.iter().any(|package| package.contains("webkit")));
    }

    #[test]
    fn a_removed_package_is_not_installed() {
        let listing = "xvfb installed\nchromium config-files\nfonts-liberation not-installed\n";
        assert_eq!(read_listing(listing), HashSet::from(["xvfb".to_owned()]));
    }

    #[test]
    fn every_need_says_why() {
        for need in EVERYTHING.iter().copied().flatten() {
            assert!(!need.why.is_empty(), "{} gives no reason", need.package);
        }
    }
}
