//! A deck that hangs does not take the window with it. While a deck is on the
//! stage, the page says every half second that it is alive; when it falls
//! silent, or its process takes too much memory, the process is ended and the
//! page comes back. It hears once what was on the stage, and leaves that deck's
//! scripts off, or, if they were, does not draw it.
//!
//! What does not belong here: what the page shows then.

mod beats;
mod web_process;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use lectern_core::error::Problem;
use lectern_core::{Error, Result};
use serde::Deserialize;
use serde_json::Value;
use tauri::{AppHandle, Manager, Runtime, State};

use super::request;
use super::shell::Shell;
use beats::{Beats, StagedDeck, TICK};

pub(super) use beats::ShownDeck;
#[cfg(target_os = "macos")]
pub(super) use web_process::bring_back;
pub(super) use web_process::{bring_back_when_gone, watch_end};

/// Bytes of memory that the page's process may hold.
const MEMORY: u64 = 2 * 1024 * 1024 * 1024;

/// How often the memory is looked at while nothing is expected of the page. A
/// hidden deck still runs, if slowly.
const SELDOM: Duration = Duration::from_secs(2);

/// How long a process may take to end.
const ENDING: Duration = Duration::from_millis(500);

/// The longest id that a page may name.
const LONGEST_ID: usize = 64;

/// The memory of what the page last said.
#[derive(Default)]
pub(super) struct Recovery {
    beats: Mutex<Beats>,
    armed: Condvar,
}

impl Recovery {
    /// The page is alive, with or without a deck on the stage.
    pub(super) fn beat(&self, staged: Option<StagedDeck>) {
        self.beats().beat(staged);
        self.armed.notify_all();
    }

    /// What was on the stage when the page's process ended; told once.
    pub(super) fn take_revived(&self) -> Option<ShownDeck> {
        self.beats().take_revived()
    }

    fn beats(&self) -> MutexGuard<'_, Beats> {
        self.beats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next look; while nothing is expected, it comes seldom, but
    /// at once when a deck comes on the stage.
    fn wait(&self) {
        let beats = self.beats();
        if beats.expects_beats() {
            drop(beats);
            thread::sleep(TICK);
        } else {
            let idle = |beats: &mut Beats| !beats.expects_beats();
            drop(self.armed.wait_timeout_while(beats, SELDOM, idle));
        }
    }
}

/// The window's own thread, on which every beat arrives. While the disk or the
/// screen keeps it, the page may well say that it is alive.
#[derive(Default)]
struct Ear {
    /// Whether what it was asked to do is done.
    is_free: Arc<AtomicBool>,
    is_asked: bool,
}

impl Ear {
    /// Whether it did what it was asked to do at the last look; asks it anew.
    fn listens<R: Runtime>(&mut self, app: &AppHandle<R>) -> bool {
        let is_free = self.is_free.swap(false, Ordering::SeqCst);
        if is_free || !self.is_asked {
            let free = Arc::clone(&self.is_free);
            let asked = app.run_on_main_thread(move || free.store(true, Ordering::SeqCst));
            self.is_asked = asked.is_ok();
        }
        is_free
    }
}

#[derive(Deserialize)]
struct Heartbeat {
    deck: Option<StagedDeck>,
}

/// Hears that the page is alive, and what it has on the stage.
#[tauri::command]
pub(super) fn heartbeat(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    read(request)
        .map(|beat| shell.recovery().beat(beat.deck))
        .map_err(|error| super::told(&error))
}

fn read(request: Option<Value>) -> Result<Heartbeat> {
    let beat: Heartbeat = request::read(
        request,
        "A heartbeat says which deck and slide are on the stage, or none.",
    )?;
    let id = beat
        .deck
        .as_ref()
        .map(|staged| staged.deck.session_id.len());
    if id.is_some_and(|length| length > LONGEST_ID) {
        return Err(Error::invalid("deck", "This is no session's id."));
    }
    Ok(beat)
}

/// Starts to watch the page, on a thread of its own: nothing that a page or a
/// command does can keep it.
pub(super) fn start<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    let watching = thread::Builder::new().name("recovery".into());
    if let Err(error) = watching.spawn(move || watch(&app)) {
        tracing::error!(%error, "nobody watches whether the page hangs");
    }
}

fn watch<R: Runtime>(app: &AppHandle<R>) {
    let shell = app.state::<Shell>();
    let recovery = shell.recovery();
    let mut process = web_process::Process::default();
    let mut ear = Ear::default();
    let mut last = Instant::now();
    loop {
        recovery.wait();
        let now = Instant::now();
        let usage = process.read();
        let passed = now.saturating_duration_since(last);
        // Time in which nobody could hear the page is no silence.
        let hangs = ear.listens(app) && recovery.beats().tick(passed, usage.work);
        last = now;
        if hangs || usage.memory > Some(MEMORY) {
            tracing::warn!(hangs, ?usage, "the page's process is ended");
            recovery.beats().give_up();
            web_process::end(app);
            // So that what is looked at next is the new process.
            process = web_process::Process::default();
            thread::sleep(ENDING);
        }
    }
}
