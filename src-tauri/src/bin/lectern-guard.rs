//! Starts the browser for Lectern, and sees to it that the browser ends when Lectern
//! does, however that comes to its end.
//!
//! It is started as the browser would be: `LECTERN_BROWSER` names the browser's
//! program, `LECTERN_OWNER` the process that it belongs to, and every argument is the
//! browser's. Nothing of it reads a deck.

#![expect(
    clippy::print_stderr,
    reason = "what it has to say stands where the browser's own words would"
)]

use std::process::{Command, ExitCode};

const BROWSER: &str = "LECTERN_BROWSER";
const OWNER: &str = "LECTERN_OWNER";

fn main() -> ExitCode {
    let owner = std::env::var(OWNER).ok().and_then(|id| id.parse().ok());
    let (Some(browser), Some(owner)) = (std::env::var_os(BROWSER), owner) else {
        eprintln!("lectern-guard is started by Lectern only.");
        return ExitCode::from(2);
    };
    let mut command = Command::new(browser);
    command
        .args(std::env::args_os().skip(1))
        .env_remove(BROWSER)
        .env_remove(OWNER);
    match guard::run(command, owner) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("the browser does not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The kernel ends this process with its parent, also when it is another program by
/// then (`PR_SET_PDEATHSIG`, prctl(2)): it becomes the browser.
#[cfg(target_os = "linux")]
mod guard {
    use std::io;
    use std::os::unix::process::CommandExt;
    use std::process::{Command, ExitCode};

    use rustix::process::{Pid, Signal, getppid, set_parent_process_death_signal};

    pub(super) fn run(mut command: Command, owner: i32) -> io::Result<ExitCode> {
        set_parent_process_death_signal(Some(Signal::KILL))?;
        // It may have ended before that.
        if getppid() != Pid::from_raw(owner) {
            return Ok(ExitCode::FAILURE);
        }
        Err(command.exec())
    }
}

/// Nothing tells here that a parent has ended, so it is looked for. On Windows, the
/// browser and all that it starts are in a job that ends with this process
/// (`JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE`).
#[cfg(not(target_os = "linux"))]
mod guard {
    use std::io;
    use std::process::{Command, ExitCode};
    use std::thread;
    use std::time::Duration;

    use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

    const LOOK: Duration = Duration::from_millis(250);

    pub(super) fn run(mut command: Command, owner: i32) -> io::Result<ExitCode> {
        #[cfg(windows)]
        let _job = job()?;
        let mut browser = command.spawn()?;
        let mut system = System::new();
        loop {
            if let Some(status) = browser.try_wait()? {
                let code = status.code().and_then(|code| u8::try_from(code).ok());
                return Ok(code.map_or(ExitCode::FAILURE, ExitCode::from));
            }
            if !is_alive(&mut system, owner) {
                browser.kill()?;
            }
            thread::sleep(LOOK);
        }
    }

    fn is_alive(system: &mut System, process: i32) -> bool {
        let Ok(id) = usize::try_from(process) else {
            return false;
        };
        let id = Pid::from(id);
        let kind = ProcessRefreshKind::nothing().without_tasks();
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[id]), true, kind);
        system.process(id).is_some()
    }

    #[cfg(windows)]
    fn job() -> io::Result<win32job::Job> {
        let mut limits = win32job::ExtendedLimitInfo::new();
        limits.limit_kill_on_job_close();
        let job = win32job::Job::create_with_limit_info(&limits).map_err(io::Error::other)?;
        job.assign_current_process().map_err(io::Error::other)?;
        Ok(job)
    }
}
