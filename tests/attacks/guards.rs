//! Looks after what a deck may do to the machine: files that it leaves, and
//! memory that its processes take.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// More than this no process of the window may ever hold, whatever is drawn in
/// it. It is ended then, and the test fails.
const MOST: u64 = 4 * 1024 * 1024 * 1024;

const LOOK: Duration = Duration::from_millis(100);

/// Everything that Lectern started ends with it, within this time.
const ENDING: Duration = Duration::from_secs(20);

/// What stands in the file that nobody may read.
pub(crate) const SECRET: &str = "what stands in this file is nobody's business";

/// Folders that Lectern and the system's libraries keep for themselves.
const KEPT: [&str; 5] = ["lectern", "data", "config", "cache", ".dbus"];

/// The files that a user would find: in the home folder, in the temporary one,
/// and where the program was started.
pub(crate) fn files(home: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    list(home, home, &mut found);
    for folder in [std::env::temp_dir(), std::env::current_dir().unwrap()] {
        let entries = fs::read_dir(folder).unwrap().flatten();
        // Others use the temporary folder, too.
        let named = entries.filter(|entry| entry.file_name().to_string_lossy().contains("canary"));
        found.extend(named.map(|entry| entry.path()));
    }
    found
}

fn list(home: &Path, folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if folder == home
            && KEPT
                .iter()
                .any(|kept| entry.file_name() == OsStr::new(kept))
        {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            list(home, &path, found);
        }
        found.insert(path);
    }
}

/// The files below `folder` that hold these bytes.
pub(crate) fn files_with(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(files_with(&entry.path(), bytes));
        } else if kind.is_file() {
            let content = fs::read(entry.path()).unwrap_or_default();
            if content.windows(bytes.len()).any(|part| part == bytes) {
                found.push(entry.path());
            }
        }
    }
    found
}

/// Watches the memory that the processes of one home folder hold.
#[derive(Clone, Default)]
pub(crate) struct Memory(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    /// The most bytes by the names of the processes, since they were last asked for.
    most: BTreeMap<String, u64>,
    /// The names of the processes that were ended.
    too_much: BTreeSet<String>,
}

impl Memory {
    /// Watches, and ends what takes the machine's memory.
    pub(crate) fn watched(home: &Path) -> Self {
        let memory = Self::default();
        let watched = Arc::downgrade(&memory.0);
        let home = home.to_owned();
        thread::spawn(move || {
            while let Some(watched) = watched.upgrade() {
                for process in processes(&home) {
                    if let Some((name, bytes)) = held(&process) {
                        watched.lock().unwrap().note(name, bytes, &process);
                    }
                }
                thread::sleep(LOOK);
            }
        });
        memory
    }

    /// The most bytes that a process of this name held since this was last asked.
    pub(crate) fn take(&self, name: &str) -> u64 {
        self.0.lock().unwrap().most.remove(name).unwrap_or_default()
    }

    /// The processes that held too much, ever.
    pub(crate) fn too_much(&self) -> BTreeSet<String> {
        self.0.lock().unwrap().too_much.clone()
    }
}

impl Held {
    fn note(&mut self, name: String, bytes: u64, process: &Path) {
        if bytes > MOST {
            end(process);
            self.too_much.insert(name.clone());
        }
        let before = self.most.entry(name).or_default();
        *before = bytes.max(*before);
    }
}

/// The programs that live on in a home folder after Lectern was ended.
pub(crate) fn left_behind(home: &Path) -> Vec<String> {
    let start = Instant::now();
    loop {
        let names: Vec<String> = processes(home)
            .iter()
            .filter_map(|process| Some(held(process)?.0))
            .filter(|name| {
                name.starts_with("WebKit")
                    || name.starts_with("chrom")
                    || name.starts_with("lectern")
            })
            .collect();
        if names.is_empty() || start.elapsed() > ENDING {
            return names;
        }
        thread::sleep(LOOK);
    }
}

/// The processes that live in a home folder, and all that they started: what a
/// browser starts writes over its variables.
fn processes(home: &Path) -> Vec<PathBuf> {
    let mut own = b"HOME=".to_vec();
    own.extend(home.as_os_str().as_bytes());
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let all: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    let names_it = |process: &PathBuf| {
        let variables = fs::read(process.join("environ")).unwrap_or_default();
        variables
            .split(|byte| *byte == 0)
            .any(|variable| variable == own)
    };
    let mut found: BTreeSet<PathBuf> = all.iter().filter(|one| names_it(one)).cloned().collect();
    loop {
        let is_child = |one: &&PathBuf| parent(one).is_some_and(|parent| found.contains(&parent));
        let children: Vec<PathBuf> = all.iter().filter(is_child).cloned().collect();
        let known = found.len();
        found.extend(children);
        if found.len() == known {
            return found.into_iter().collect();
        }
    }
}

fn parent(process: &Path) -> Option<PathBuf> {
    let status = fs::read_to_string(process.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
    Some(Path::new("/proc").join(line.trim()))
}

/// The name of a process, and the bytes that it holds; an ended one has none.
fn held(process: &Path) -> Option<(String, u64)> {
    let status = fs::read_to_string(process.join("status")).ok()?;
    let field = |name| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()
    };
    let kilobytes: u64 = field("VmRSS:")?.parse().ok()?;
    Some((field("Name:")?.to_owned(), kilobytes * 1024))
}

fn end(process: &Path) {
    let id = process.file_name().unwrap();
    // It may have ended by itself.
    let _ = std::process::Command::new("kill")
        .arg("-KILL")
        .arg(id)
        .status();
}
