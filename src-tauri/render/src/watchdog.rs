//! Ends what takes too long, too much memory, or is no longer wanted.
//!
//! The work runs on the browser's thread and may block for ever in a call to the
//! browser; this side watches and, when it must end, has the browser killed, which
//! frees the call.
//!
//! What does not belong here: what the work is.

use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lectern_core::render::{Progress, Watch};
use lectern_core::{Code, Error, Result};

use crate::browser::Processes;
use crate::host::Asked;
use crate::page;
use crate::renderer::Limits;

/// How often it is looked whether the user cancelled and deadlines passed.
const POLL: Duration = Duration::from_millis(20);
/// How often the browser's memory is measured.
const MEMORY_POLL: Duration = Duration::from_millis(250);

/// What the work does at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The browser shows another deck.
    Waiting,
    /// The browser is starting, unless it was warm.
    Starting,
    /// The scripts of a slide run; 0 is the deck as a whole.
    Drawing {
        /// Number of the slide, from 1.
        slide: usize,
    },
    /// All scripts have run once; pictures, fonts and charts are awaited.
    Settling,
    /// The pages or the pictures are being made of what is drawn.
    Printing,
    /// The file is being made of the pages.
    Writing,
}

/// Where the work stands, as told by the work and by the page.
pub(crate) struct Stages {
    total: usize,
    pages: usize,
    apart: usize,
    state: Mutex<State>,
}

struct State {
    step: Step,
    since: Instant,
    /// When the work's turn came.
    begun: Option<Instant>,
    crashed: bool,
    /// Whether slides are drawn that will be drawn once more, with all others.
    holds: bool,
}

impl Stages {
    /// The work on a deck of `total` slides, `pages` of which go into the file and
    /// `apart` of which are drawn by themselves before, waiting for its turn.
    pub(crate) fn new(total: usize, pages: usize, apart: usize) -> Self {
        Self {
            total,
            pages,
            apart,
            state: Mutex::new(State {
                step: Step::Waiting,
                since: Instant::now(),
                begun: None,
                crashed: false,
                holds: false,
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The work goes on to `step`.
    pub(crate) fn enter(&self, step: Step) {
        let mut state = self.state();
        state.step = step;
        state.since = Instant::now();
        state.begun = state.begun.or(Some(state.since));
    }

    /// The page says that a slide's scripts begin, or, with a number behind the
    /// last one, that all have run. The page may lie, but only forwards and
    /// within its own step.
    pub(crate) fn slide_begins(&self, slide: usize) {
        let current = self.state().step;
        match current {
            Step::Drawing { slide: before } if slide > before && slide <= self.total => {
                self.enter(Step::Drawing { slide });
            }
            Step::Drawing { .. } if slide > self.total => self.enter(Step::Settling),
            _ => {}
        }
    }

    /// Whether slides are drawn that will be drawn once more, with all others: none of
    /// them is ready yet.
    pub(crate) fn hold(&self, holds: bool) {
        self.state().holds = holds;
    }

    /// The page's process has ended.
    pub(crate) fn page_crashed(&self) {
        self.state().crashed = true;
    }

    /// How often a slide is drawn.
    fn drawings(&self) -> usize {
        self.total + self.apart
    }

    fn progress(&self) -> Progress {
        let total = self.total;
        let State { step, holds, .. } = *self.state();
        match step {
            Step::Waiting => Progress::Waiting,
            Step::Starting => Progress::StartingBrowser,
            Step::Drawing { .. } | Step::Settling if holds => Progress::Slides { ready: 0, total },
            Step::Drawing { slide } => Progress::Slides {
                ready: slide.saturating_sub(1),
                total,
            },
            Step::Settling => Progress::Slides {
                ready: total,
                total,
            },
            Step::Printing => Progress::Printing { total: self.pages },
            Step::Writing => Progress::Writing,
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
}

impl Watchdog<'_> {
    /// Waits until the work is done or must end. When it had to, the browser that
    /// works on it ends soon.
    ///
    /// # Errors
    /// Those of the work; `cancelled`, `browser_start_failed`, `slide_not_ready`,
    /// `export_timeout`, `browser_died` when it had to be ended.
    pub(crate) fn wait<T>(&self, asked: &Asked<T>) -> Result<T> {
        let mut measured = Instant::now();
        let mut reported = None;
        loop {
            let outcome = asked.outcome.recv_timeout(POLL);
            let progress = self.stages.progress();
            if reported != Some(progress) {
                self.watch.report(progress);
                reported = Some(progress);
            }
            match outcome {
                Ok(result) => return result,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Error::internal("the work ended without a result"));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            let mut verdict = self.verdict();
            if verdict.is_none() && measured.elapsed() > MEMORY_POLL {
                verdict = self.too_large(asked);
                measured = Instant::now();
            }
            if let Some(error) = verdict {
                // The browser has done its part of a file that is being written.
                if self.stages.state().step != Step::Writing {
                    asked.end();
                }
                return Err(error);
            }
        }
    }

    /// Why the work must end now, if it must.
    fn verdict(&self) -> Option<Error> {
        let limits = &self.limits;
        let (step, since, elapsed, crashed) = {
            let state = self.stages.state();
            let elapsed = state.begun.map(|begun| begun.elapsed());
            (state.step, state.since.elapsed(), elapsed, state.crashed)
        };
        if let Err(cancelled) = self.watch.check() {
            return Some(cancelled);
        }
        if crashed {
            return Some(page::died("the page crashed"));
        }
        match step {
            Step::Starting if since > limits.start => Some(start_timeout()),
            Step::Drawing { slide } if since > limits.step(slide) => {
                Some(page::not_ready(slide, page::script_without_end(slide)))
            }
            _ if elapsed? > limits.whole(self.stages.drawings()) => Some(timeout(step)),
            _ => None,
        }
    }

    fn too_large<T>(&self, asked: &Asked<T>) -> Option<Error> {
        let memory = Processes::of(&asked.profile()?).largest();
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
        Step::Printing | Step::Writing => "writing the pages",
        _ => "drawing the slides",
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
