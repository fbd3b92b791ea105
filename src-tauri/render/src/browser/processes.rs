//! The browser's processes: which there are, how much memory they hold, and
//! how they end.
//!
//! A browser is known by its profile folder, which stands in its command line
//! and belongs to nobody else: by this, a browser is found too that has not
//! told its process id yet, or whose owner is gone.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};

/// How often it is looked whether processes have ended that were killed. Not by the
/// clock: a machine that stood still has killed nothing meanwhile.
const LOOKS: u32 = 250;
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(10);

/// The processes of the browser on one profile.
pub(crate) struct Processes {
    system: System,
    profile: PathBuf,
}

impl Processes {
    /// The processes of the browser that uses `profile`.
    pub(crate) fn of(profile: &Path) -> Self {
        Self {
            system: System::new(),
            profile: profile.to_owned(),
        }
    }

    /// Bytes of memory that the largest of them holds. The largest, and not
    /// the sum, because what processes share would count in each of them.
    pub(crate) fn largest(&mut self) -> u64 {
        let ids = self.ids();
        let memory = |id: &Pid| Some(self.system.process(*id)?.memory());
        ids.iter().filter_map(memory).max().unwrap_or(0)
    }

    /// Ends all of them and waits until they are gone, some seconds at most. Answers
    /// whether they are.
    pub(crate) fn kill(&mut self) -> bool {
        for _ in 0..LOOKS {
            let ids = self.ids();
            if ids.is_empty() {
                return true;
            }
            for id in ids {
                if let Some(process) = self.system.process(id) {
                    process.kill();
                }
            }
            thread::sleep(PAUSE);
        }
        false
    }

    /// Those that name the profile, and their children, as they are now.
    fn ids(&mut self) -> Vec<Pid> {
        let kind = ProcessRefreshKind::nothing()
            .with_memory()
            .with_cmd(UpdateKind::OnlyIfNotSet)
            .without_tasks();
        self.system
            .refresh_processes_specifics(ProcessesToUpdate::All, true, kind);
        let processes = self.system.processes();
        let is_ours = |id: &Pid| {
            let mut next = Some(*id);
            // A chain of parents is short; the bound is against a cycle that
            // reused ids could make.
            for _ in 0..32 {
                let Some(process) = next.and_then(|id| processes.get(&id)) else {
                    return false;
                };
                if self.uses_profile(process.cmd()) {
                    return true;
                }
                next = process.parent();
            }
            false
        };
        let is_alive = |id: &&Pid| {
            processes
                .get(id)
                .is_some_and(|process| process.status() != sysinfo::ProcessStatus::Zombie)
        };
        processes
            .keys()
            .filter(|id| is_ours(id))
            .filter(is_alive)
            .copied()
            .collect()
    }

    /// The handlers of crashes are nobody's children, and may outlive the browser
    /// whose reports they keep in its profile.
    fn uses_profile(&self, command: &[std::ffi::OsString]) -> bool {
        let names = |argument: &str, option: &str| {
            let folder = argument.strip_prefix(option).map(Path::new);
            folder.is_some_and(|folder| folder.starts_with(&self.profile))
        };
        command
            .iter()
            .filter_map(|argument| argument.to_str())
            .any(|argument| names(argument, "--user-data-dir=") || names(argument, "--database="))
    }
}
