//! Ends what takes too long, too much memory, or is no longer wanted.
//!
//! The work runs on a thread of its own and may block for ever in a call to the
//! browser; this side watches and, when it must end, kills the browser, which
//! frees the call.
//!
//! What does not belong here: what the work is.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use lectern_core::render::{Progress, Watch};
use lectern_core::{Code, Error, Result};

use crate::browser::Processes;
use crate::page;
use crate::renderer::Limits;

/// How often it is looked whether the user cancelled and deadlines passed.
const POLL: Duration = Duration::from_millis(20);
/// How often the browser's memory is measured.
const MEMORY_POLL: Duration = Duration::from_millis(250);
/// How long the work may take to notice that its browser is gone.
const FAREWELL: Duration = Duration::from_secs(10);

/// What the work does at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The browser is starting.
    Starting,
    /// The scripts of a slide run; 0 is the deck as a whole.
    Drawing {
        /// Number of the slide, from 1.
        slide: usize,
    },
    /// All scripts have run once; pictures, fonts and charts are awaited.
    Settling,
    /// The pages are being written.
    Printing,
}

/// Where the work stands, as told by the work and by the page.
pub(crate) struct Stages {
    total: usize,
    pages: usize,
    state: Mutex<State>,
}

struct State {
    step: Step,
    since: Instant,
    crashed: bool,
}

impl Stages {
    /// The work on a deck of `total` slides, `pages` of which go into the file,
    /// about to start.
    pub(crate) fn new(total: usize, pages: usize) -> Self {
        Self {
            total,
            pages,
            state: Mutex::new(State {
                step: Step::Starting,
                since: Instant::now(),
                crashed: false,
            }),
        }
    }

    /// The work goes on to `step`.
    pub(crate) fn enter(&self, step: Step) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.step = step;
        state.since = Instant::now();
    }

    /// The page says that a slide's scripts begin, or, with a number behind the
    /// last one, that all have run. The page may lie, but only forwards and
    /// within its own step.
    pub(crate) fn slide_begins(&self, slide: usize) {
        let current = self.state().0;
        match current {
            Step::Drawing { slide: before } if slide > before && slide <= self.total => {
                self.enter(Step::Drawing { slide });
            }
            Step::Drawing { .. } if slide > self.total => self.enter(Step::Settling),
            _ => {}
        }
    }

    /// The page's process has ended.
    pub(crate) fn page_crashed(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.crashed = true;
    }

    /// The step, how long it has lasted, and whether the page has crashed.
    fn state(&self) -> (Step, Duration, bool) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.step, state.since.elapsed(), state.crashed)
    }

    fn progress(&self) -> Progress {
        let total = self.total;
        match self.state().0 {
            Step::Starting => Progress::StartingBrowser,
            Step::Drawing { slide } => Progress::Slides {
                ready: slide.saturating_sub(1),
                total,
            },
            Step::Settling => Progress::Slides {
                ready: total,
                total,
            },
            Step::Printing => Progress::Printing { total: self.pages },
        }
    }
}

/// Watches over one piece of work.
pub(crate) struct Watchdog<'a> {
    /// How much time and memory there is.
    pub(crate) limits: Limits,
    /// The caller's side.
    pub(crate) watch: &'a Watch,
    /// Where the work stands.
    pub(crate) stages: Arc<Stages>,
    /// The profile of the browser that is to be ended.
    pub(crate) profile: &'a Path,
}

impl Watchdog<'_> {
    /// Runs `work` on a thread of its own until it is done or must end. When
    /// this returns, the browser has ended.
    ///
    /// # Errors
    /// Those of `work`; `cancelled`, `browser_start_failed`, `slide_not_ready`,
    /// `export_timeout`, `browser_died` when it had to be ended.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (sender, results) = channel();
        let thread = thread::Builder::new().name("drawing".to_owned());
        thread
            .spawn(move || drop(sender.send(work())))
            .map_err(Error::internal)?;
        let outcome = self.wait(&results);
        Processes::of(self.profile).kill();
        outcome
    }

    fn wait<T>(&self, results: &Receiver<Result<T>>) -> Result<T> {
        let start = Instant::now();
        let mut processes = Processes::of(self.profile);
        let mut measured = Instant::now();
        let mut reported = None;
        loop {
            match results.recv_timeout(POLL) {
                Ok(result) => return result,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Error::internal("the work ended without a result"));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            let progress = self.stages.progress();
            if reported != Some(progress) {
                self.watch.report(progress);
                reported = Some(progress);
            }
            let mut verdict = self.verdict(start.elapsed());
            if verdict.is_none() && measured.elapsed() > MEMORY_POLL {
                verdict = self.too_large(processes.largest());
                measured = Instant::now();
            }
            if let Some(error) = verdict {
                processes.kill();
                drop(results.recv_timeout(FAREWELL));
                return Err(error);
            }
        }
    }

    /// Why the work must end now, if it must.
    fn verdict(&self, elapsed: Duration) -> Option<Error> {
        let limits = &self.limits;
        let (step, since, crashed) = self.stages.state();
        if self.watch.is_cancelled() {
            return Some(Error::new(
                Code::Cancelled,
                "The export was cancelled. Nothing was written.",
            ));
        }
        if crashed {
            return Some(page::died("the page crashed"));
        }
        match step {
            Step::Starting if since > limits.start => Some(start_timeout()),
            Step::Drawing { slide } if since > limits.step(slide) => {
                Some(page::not_ready(slide, page::script_without_end(slide)))
            }
            _ if elapsed > limits.whole(self.stages.total) => Some(timeout(step)),
            _ => None,
        }
    }

    fn too_large(&self, memory: u64) -> Option<Error> {
        (memory > self.limits.memory).then(|| {
            Error::new(
                Code::BrowserDied,
                "The deck needs more memory than the browser gets, so the browser was stopped. \
                 No file was written, and the deck is unchanged. Look for very large pictures \
                 or a script that collects data without end.",
            )
            .because(format!("{memory} bytes"))
        })
    }
}

fn start_timeout() -> Error {
    Error::new(
        Code::BrowserStartFailed,
        "The browser did not start in time. No file was written. Check that the program named \
         in the settings is Chrome, Edge or Chromium, and try again.",
    )
}

fn timeout(step: Step) -> Error {
    let what = match step {
        Step::Starting | Step::Drawing { .. } | Step::Settling => "drawing the slides",
        Step::Printing => "writing the pages",
    };
    Error::new(
        Code::ExportTimeout,
        format!(
            "Drawing the deck took too long: {what} did not come to an end. No file was written, \
             and the deck is unchanged. Try again, or split the deck: all of its slides are drawn, \
             whichever are exported."
        ),
    )
}
