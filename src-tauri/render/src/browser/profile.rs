//! The browser's profile folder: one for each browser, empty, for nobody else
//! to read, and gone when the browser has ended.
//!
//! The folder's name says which process made it, so that what a killed Lectern
//! left behind, a running browser too, is found and removed at the next start.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use lectern_core::{Code, Error, Result};
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};
use tempfile::TempDir;

use super::Processes;
use super::find::{self, FLATPAKS, SNAPS};

/// How the names of all profile folders begin.
const PREFIX: &str = "lectern-browser-";
/// How often removing a folder is tried: an ending browser still writes.
const ATTEMPTS: u32 = 20;
/// The pause between two attempts.
const PAUSE: Duration = Duration::from_millis(50);

/// A profile folder. Dropping it ends the browser on it and removes it.
pub(crate) struct Profile {
    folder: PathBuf,
}

impl Profile {
    /// Makes an empty folder below `cache` for the browser `program`.
    ///
    /// # Errors
    /// `unwritable` if it cannot be made.
    pub(crate) fn create(cache: &Path, program: &Path) -> Result<Self> {
        let place = place_for(program, cache);
        let folder = make(&place).map_err(|error| {
            Error::new(
                Code::Unwritable,
                "The cache folder cannot be written, so the browser cannot start. No file was \
                 written. Check the folder's permissions and the free space.",
            )
            .because(error)
        })?;
        let profile = Self { folder };
        if profile.folder.to_str().is_none() {
            return Err(Error::new(
                Code::Unwritable,
                "The path of the data folder holds characters that are not Unicode, with which \
                 no browser can be started. No file was written. Choose another data folder.",
            ));
        }
        Ok(profile)
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Checks that the browser can keep its sandbox, if it is to have one.
    ///
    /// # Errors
    /// `sandbox_unavailable` for the system's administrator, for whom Chrome
    /// has no sandbox.
    pub(crate) fn check_sandbox(&self, sandbox: bool) -> Result<()> {
        if sandbox && self.belongs_to_root() {
            return Err(Error::new(
                Code::SandboxUnavailable,
                "Lectern runs as the system's administrator (root), where the browser's sandbox \
                 does not work, so no file was written. Run Lectern as an ordinary user. In a \
                 container that holds nothing of value, LECTERN_CHROME_NO_SANDBOX=1 turns the \
                 sandbox off: a deck that breaks the browser could then read everything there.",
            ));
        }
        Ok(())
    }

    /// Who owns the folder runs this process.
    #[cfg(unix)]
    fn belongs_to_root(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(&self.folder).is_ok_and(|metadata| metadata.uid() == 0)
    }

    #[cfg(not(unix))]
    fn belongs_to_root(&self) -> bool {
        false
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        discard(&self.folder);
    }
}

/// Ends the browser on a profile and removes it, whoever holds it. Answers whether the
/// browser has ended.
pub(crate) fn discard(profile: &Path) -> bool {
    let has_ended = Processes::of(profile).kill();
    remove_socket(profile);
    remove(profile);
    has_ended
}

/// Removes the folder in the system's temporary one where a browser keeps its
/// socket: a killed one leaves it behind. The profile says where it is. It is
/// not moved into the profile, since the address of a socket must be short.
fn remove_socket(profile: &Path) {
    let Ok(socket) = fs::read_link(profile.join("SingletonSocket")) else {
        return;
    };
    let Some(folder) = socket.parent() else {
        return;
    };
    // The cookie, a random number, stands in both: the folder is this browser's.
    let cookie = |folder: &Path| fs::read_link(folder.join("SingletonCookie")).ok();
    if cookie(profile).is_some_and(|own| cookie(folder) == Some(own)) {
        for name in ["SingletonSocket", "SingletonCookie"] {
            drop(fs::remove_file(folder.join(name)));
        }
        drop(fs::remove_dir(folder));
    }
}

fn make(place: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(place)?;
    let owner = Owner::this_process();
    let prefix = format!("{PREFIX}{}-{}-", owner.process, owner.started);
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder: TempDir = builder.prefix(&prefix).tempdir_in(place)?;
    Ok(folder.keep())
}

/// Where `program` can use a profile: browsers from the snap store and flatpaks see
/// few folders, so they get one in their own data.
fn place_for(program: &Path, cache: &Path) -> PathBuf {
    let home = env::home_dir();
    let own = home.and_then(|home| place_in(&home, program));
    own.unwrap_or_else(|| cache.to_owned())
}

/// Where a browser that sees few folders can use a profile.
fn place_in(home: &Path, program: &Path) -> Option<PathBuf> {
    let name = program.file_name()?;
    if program.starts_with(SNAPS) {
        return Some(home.join("snap").join(name).join("common"));
    }
    let is_flatpak = program.parent()?.ends_with(FLATPAKS);
    is_flatpak.then(|| home.join(".var/app").join(name).join("cache"))
}

/// Removes the profiles below `cache`, and below the data of browsers that get theirs
/// there, whose owners are gone, and ends browsers that still run on them.
pub(crate) fn sweep(cache: &Path) {
    let programs = find::searched();
    let mut places: Vec<PathBuf> = programs
        .iter()
        .map(|program| place_for(program, cache))
        .collect();
    places.push(cache.to_owned());
    places.sort();
    places.dedup();
    places.iter().for_each(|place| sweep_place(place));
}

fn sweep_place(place: &Path) {
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let owner = name.to_str().and_then(Owner::of_folder);
        if owner.is_some_and(|owner| !owner.is_alive()) {
            tracing::info!("removing a browser profile that was left behind");
            drop(Profile {
                folder: entry.path(),
            });
        }
    }
}

fn remove(folder: &Path) {
    for _ in 0..ATTEMPTS {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => thread::sleep(PAUSE),
            _ => return,
        }
    }
    tracing::warn!("a browser profile could not be removed; the next start tries again");
}

/// A process that made a profile. With its start time, because ids are reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Owner {
    process: u32,
    started: u64,
}

impl Owner {
    fn this_process() -> Self {
        let process = std::process::id();
        Self {
            process,
            started: start_time(process).unwrap_or(0),
        }
    }

    fn of_folder(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix(PREFIX)?.split('-');
        Some(Self {
            process: parts.next()?.parse().ok()?,
            started: parts.next()?.parse().ok()?,
        })
    }

    fn is_alive(self) -> bool {
        start_time(self.process) == Some(self.started)
    }
}

/// When a running process started, in seconds since 1970.
fn start_time(process: u32) -> Option<u64> {
    let id = Pid::from_u32(process);
    let mut system = System::new();
    let kind = ProcessRefreshKind::nothing().without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[id]), true, kind);
    system.process(id).map(sysinfo::Process::start_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_of_a_living_owner_stays() {
        let cache = tempfile::tempdir().unwrap();
        let profile = Profile::create(cache.path(), Path::new("chromium")).unwrap();
        sweep(cache.path());
        assert!(profile.folder().is_dir());
        let folder = profile.folder().to_owned();
        drop(profile);
        assert!(!folder.exists());
    }

    #[test]
    fn a_profile_of_a_dead_owner_goes_and_other_folders_stay() {
        let cache = tempfile::tempdir().unwrap();
        let stale = cache.path().join(format!("{PREFIX}1-7-abc"));
        let other = cache.path().join("something-1-7-abc");
        fs::create_dir(&stale).unwrap();
        fs::create_dir(&other).unwrap();
        sweep(cache.path());
        assert!(!stale.exists());
        assert!(other.exists());
    }

    #[test]
    fn browsers_that_see_few_folders_get_profiles_in_their_own_data() {
        let place = |program| place_in(Path::new("/home/ada"), Path::new(program));
        let snap = place("/snap/bin/chromium").unwrap();
        assert_eq!(snap, Path::new("/home/ada/snap/chromium/common"));
        let flatpak = place("/var/lib/flatpak/exports/bin/com.brave.Browser").unwrap();
        assert_eq!(
            flatpak,
            Path::new("/home/ada/.var/app/com.brave.Browser/cache")
        );
        assert_eq!(place("/usr/bin/chromium"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_whose_path_no_browser_takes_is_refused() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join(std::ffi::OsStr::from_bytes(b"\xff"));
        let refused = Profile::create(&cache, Path::new("chromium")).map(drop);
        assert_eq!(refused.unwrap_err().code(), Code::Unwritable);
        assert_eq!(fs::read_dir(&cache).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_a_profile() {
        use std::os::unix::fs::PermissionsExt;
        let cache = tempfile::tempdir().unwrap();
        let profile = Profile::create(cache.path(), Path::new("chromium")).unwrap();
        let mode = fs::metadata(profile.folder()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[cfg(unix)]
    #[test]
    fn a_browser_on_a_stale_profile_is_ended() {
        let cache = tempfile::tempdir().unwrap();
        let stale = cache.path().join(format!("{PREFIX}1-7-abc"));
        fs::create_dir(&stale).unwrap();
        // Stands in for a browser: what counts is its command line.
        let mut browser = std::process::Command::new("sh")
            .args(["-c", "read line < /dev/zero"])
            .arg(format!("--user-data-dir={}", stale.display()))
            .spawn()
            .unwrap();
        sweep(cache.path());
        assert!(!browser.wait().unwrap().success());
        assert!(!stale.exists());
    }
}
