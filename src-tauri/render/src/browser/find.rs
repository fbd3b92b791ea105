//! Which browser draws: the one that the settings name, else the first that is
//! installed in a known place.
//!
//! What does not belong here: starting it. That a file is a program is checked
//! here, because starting something that is not a browser takes long to fail.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::{Arc, PoisonError, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use lectern_core::{Code, Error, Result};

/// The variable that names the browser's program file.
const VARIABLE: &str = "LECTERN_CHROME";

/// How long a browser may take to tell its version, and how many bytes of it
/// are read.
const TELLING: Duration = Duration::from_secs(2);
const LONGEST_LINE: u64 = 4096;

/// Names of browsers on the search path of Linux.
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "brave-browser",
];

/// Programs that installers put outside of the search path on Linux.
const LINUX_PLACES: [&str; 6] = [
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
    "/opt/brave.com/brave/brave",
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/snap/bin/brave",
];

/// Where browsers from the snap store are started.
pub(super) const SNAPS: &str = "/snap/bin";

/// How flatpaks of browsers are called.
const FLATPAK_NAMES: [&str; 4] = [
    "org.chromium.Chromium",
    "com.google.Chrome",
    "com.microsoft.Edge",
    "com.brave.Browser",
];

/// Where flatpaks are started, below the system's folder of them and the user's own.
pub(super) const FLATPAKS: &str = "flatpak/exports/bin";
const FLATPAK_FOLDERS: [&str; 2] = ["/var/lib", ".local/share"];

/// Applications on macOS, below `/Applications` and `~/Applications`.
const MAC_APPLICATIONS: [&str; 4] = [
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Brave Browser.app/Contents/MacOS/Brave Browser",
];

/// Programs on Windows, below the program folders.
const WINDOWS_PROGRAMS: [&str; 4] = [
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"BraveSoftware\Brave-Browser\Application\brave.exe",
];

/// Folders of programs on Windows, by the variables that name them.
const WINDOWS_FOLDERS: [&str; 3] = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];

/// How the program files of known browsers are called, without `.exe`: on the
/// search path, in their own folders, on macOS, as flatpaks, and beside the stable
/// release.
const PROGRAMS: [&str; 25] = [
    "brave",
    "brave-browser",
    "brave browser",
    "chrome",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "com.brave.browser",
    "com.google.chrome",
    "com.microsoft.edge",
    "google chrome",
    "google chrome beta",
    "google chrome canary",
    "google-chrome",
    "google-chrome-beta",
    "google-chrome-stable",
    "google-chrome-unstable",
    "headless_shell",
    "microsoft edge",
    "microsoft-edge",
    "microsoft-edge-beta",
    "microsoft-edge-dev",
    "microsoft-edge-stable",
    "msedge",
    "org.chromium.chromium",
];

/// The browser that the settings name, if any. Whoever holds a clone of it sees
/// what is put in, so that a change needs no new renderer.
#[derive(Clone, Debug, Default)]
pub struct Chosen(Arc<RwLock<Option<PathBuf>>>);

impl Chosen {
    /// This program file, or none.
    #[must_use]
    pub fn new(program: Option<PathBuf>) -> Self {
        Self(Arc::new(RwLock::new(program)))
    }

    /// The program file.
    #[must_use]
    pub fn program(&self) -> Option<PathBuf> {
        let program = self.0.read().unwrap_or_else(PoisonError::into_inner);
        program.clone()
    }

    /// Puts another in its place; exports under way keep theirs.
    pub fn set(&self, program: Option<PathBuf>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = program;
    }
}

/// Whether a program file is called like a browser that draws decks, and is one
/// that this system would run. Nothing else is ever started for a user who
/// chooses a file.
#[must_use]
pub fn is_known(program: &Path) -> bool {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    let name = name.strip_suffix(".exe").unwrap_or(&name);
    PROGRAMS.contains(&name) && program.is_absolute() && is_program(program)
}

/// Who said where the browser is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The settings name it.
    Settings,
    /// The variable `LECTERN_CHROME` names it.
    Variable,
    /// It is installed in a known place.
    Installed,
}

/// A browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its program file.
    pub program: PathBuf,
    /// Who said so.
    pub source: Source,
}

/// The browser to draw with. `chosen` is the program file that the settings
/// name; what a user chose is never replaced by something else.
///
/// # Errors
/// `no_browser` if there is none, or if the chosen one is not a program.
pub fn find(chosen: Option<&Path>) -> Result<Found> {
    if let Some(program) = chosen {
        return named(program, Source::Settings);
    }
    if let Some(program) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        return named(Path::new(&program), Source::Variable);
    }
    searched()
        .into_iter()
        .find(|program| is_program(program))
        .map(|program| Found {
            program,
            source: Source::Installed,
        })
        .ok_or_else(|| {
            Error::new(
                Code::NoBrowser,
                "No Chrome, Edge or Chromium was found. Install one, or name its program file \
                 in the settings.",
            )
        })
}

/// The program files that are looked for where nobody names one, in order.
#[must_use]
pub fn searched() -> Vec<PathBuf> {
    if cfg!(target_os = "macos") {
        mac_places()
    } else if cfg!(windows) {
        windows_places()
    } else {
        linux_places()
    }
}

/// The browser's version as it tells it, such as `Chromium 140.0`. `None` on
/// Windows, where asking opens a window, and where the browser does not tell
/// it within two seconds.
#[must_use]
pub fn version(program: &Path) -> Option<String> {
    if cfg!(windows) {
        return None;
    }
    let mut browser = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let line = browser.stdout.take().and_then(first_line);
    // It has told what was asked, or is late. Most have ended by themselves.
    drop(browser.kill());
    drop(browser.wait());
    let line = line?.trim().to_owned();
    (!line.is_empty()).then_some(line)
}

/// The first line of what a browser tells, if it comes in time. It is read on a
/// thread of its own: what a wrapper has started may hold on to the output for
/// ever, also when the wrapper has ended.
fn first_line(output: ChildStdout) -> Option<String> {
    let (sender, line) = mpsc::channel();
    thread::spawn(move || {
        let mut line = Vec::new();
        let mut output = BufReader::new(output.take(LONGEST_LINE));
        if output.read_until(b'\n', &mut line).is_ok() {
            // Nobody waits for a line that comes late.
            drop(sender.send(line));
        }
    });
    let line = line.recv_timeout(TELLING).ok()?;
    Some(String::from_utf8_lossy(&line).into_owned())
}

fn named(program: &Path, source: Source) -> Result<Found> {
    if is_program(program) {
        return Ok(Found {
            program: program.to_owned(),
            source,
        });
    }
    let place = match source {
        Source::Variable => "the variable LECTERN_CHROME names",
        Source::Settings | Source::Installed => "the settings name",
    };
    Err(Error::new(
        Code::NoBrowser,
        format!(
            "The browser that {place} is not a program file. Name another one, or leave it \
             empty to use the browser that is installed."
        ),
    )
    .because(program.display().to_string()))
}

fn linux_places() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let on_path = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let home = env::home_dir().unwrap_or_default();
    let flatpaks = FLATPAK_FOLDERS.map(|folder| home.join(folder).join(FLATPAKS));
    on_path
        .chain(LINUX_PLACES.map(PathBuf::from))
        .chain(below(flatpaks.into_iter(), &FLATPAK_NAMES))
        .collect()
}

fn mac_places() -> Vec<PathBuf> {
    let own = env::var_os("HOME").map(|home| Path::new(&home).join("Applications"));
    let folders = [Some(PathBuf::from("/Applications")), own];
    below(folders.into_iter().flatten(), &MAC_APPLICATIONS)
}

fn windows_places() -> Vec<PathBuf> {
    let folders = WINDOWS_FOLDERS
        .iter()
        .filter_map(env::var_os)
        .map(|folder: OsString| PathBuf::from(folder));
    below(folders, &WINDOWS_PROGRAMS)
}

fn below(folders: impl Iterator<Item = PathBuf>, programs: &[&str]) -> Vec<PathBuf> {
    let folders: Vec<PathBuf> = folders.collect();
    let each = programs
        .iter()
        .flat_map(|program| folders.iter().map(move |folder| folder.join(program)));
    each.collect()
}

/// Whether `path` is a file that this system would run.
fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && may_run(&metadata))
}

#[cfg(unix)]
fn may_run(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn may_run(_: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_that_is_looked_for_is_known_by_its_name() {
        for place in searched().iter().chain(&mac_places()) {
            let name = place.file_name().unwrap().to_str().unwrap().to_lowercase();
            assert!(PROGRAMS.contains(&name.as_str()), "{name}");
        }
    }

    #[cfg(unix)]
    fn file_in(folder: &Path, name: &str, text: &str, mode: u32) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[cfg(unix)]
    #[test]
    fn a_browser_that_does_not_come_to_an_end_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        // What a wrapper starts holds on to its output.
        let silent = file_in(folder.path(), "silent", "#!/bin/sh\nsleep 20\n", 0o755);
        let telling = "#!/bin/sh\necho ' Chromium 140.0 '\nsleep 20\n";
        let telling = file_in(folder.path(), "telling", telling, 0o755);
        let start = std::time::Instant::now();
        assert_eq!(version(&silent), None);
        assert_eq!(version(&telling).as_deref(), Some("Chromium 140.0"));
        assert!(start.elapsed() < Duration::from_secs(15));
    }

    #[cfg(unix)]
    #[test]
    fn only_programs_with_the_name_of_a_browser_are_known() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, mode| file_in(folder.path(), name, "", mode);
        assert!(is_known(&file("chromium", 0o755)));
        assert!(is_known(&file("Google Chrome", 0o755)));
        assert!(!is_known(&file("chrome", 0o644)), "not a program");
        assert!(!is_known(&file("sh", 0o755)), "no browser");
        assert!(!is_known(Path::new("chromium")), "not a whole path");
        assert!(!is_known(folder.path()));
    }

    #[test]
    fn a_choice_is_seen_by_whoever_holds_it() {
        let chosen = Chosen::default();
        let held = chosen.clone();
        chosen.set(Some("/usr/bin/chromium".into()));
        assert_eq!(held.program(), Some("/usr/bin/chromium".into()));
    }
}
