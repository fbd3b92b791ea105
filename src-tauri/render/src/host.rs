//! The browser that is kept warm: one for all decks, one deck after the other.
//!
//! A thread of its own owns the browser. It starts one when there is work or when
//! work is likely, clears it after each deck, and ends it when there was nothing to
//! do for a while, when it has done much, or when something went wrong in it: the
//! next deck then gets a fresh one.
//!
//! What does not belong here: what is done with a deck, and when that must end (the
//! watchdog's).

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use lectern_core::render::Urgency;
use lectern_core::{Code, Error, Result};

use crate::browser::{self, Chrome, Launch, Processes, Profile};
use crate::renderer::Settings;
use crate::watchdog::{Stages, Step};

/// A browser that has nothing to do for so long is ended.
const IDLE: Duration = Duration::from_secs(90);
/// After so many decks the browser is replaced, before it has grown.
const DECKS: usize = 50;
/// When the host goes, browsers are waited for so long until they have ended.
const FAREWELL: Duration = Duration::from_secs(5);
/// A browser that holds more bytes after a deck is replaced.
const LARGE: u64 = 800 * 1024 * 1024;

/// One deck's work with the browser. Answers whether the browser is still good.
type Work = Box<dyn FnOnce(Result<&Chrome>) -> bool + Send>;

/// The thread's side and the others'.
struct Shared {
    settings: Settings,
    state: Mutex<State>,
    /// Something is to be done, or was, or the host goes.
    news: Condvar,
    /// Takes the profiles of browsers that must end, since ending one takes a while.
    ending: Sender<PathBuf>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Waiting>,
    last: u64,
    /// The work that is being done.
    current: Option<u64>,
    /// The profile of the browser that runs, or starts.
    profile: Option<PathBuf>,
    /// How many browsers are being ended for who waits no more.
    ending: usize,
    /// When work was said to be likely.
    expected: Option<Instant>,
    ends: bool,
    has_ended: bool,
}

struct Waiting {
    number: u64,
    urgency: Urgency,
    stages: Arc<Stages>,
    work: Work,
}

/// Keeps the browser. Dropping it ends the browser.
pub(crate) struct Host {
    shared: Arc<Shared>,
}

/// A piece of work that was asked for.
pub(crate) struct Asked<T> {
    shared: Arc<Shared>,
    number: u64,
    /// Its outcome.
    pub(crate) outcome: Receiver<Result<T>>,
}

impl Host {
    /// A host without a browser yet.
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        let (ending, profiles) = channel();
        let shared = Arc::new(Shared {
            settings,
            state: Mutex::default(),
            news: Condvar::new(),
            ending,
        });
        let ended = Arc::downgrade(&shared);
        thread::Builder::new()
            .name("ending".to_owned())
            .spawn(move || end_browsers(&profiles, &ended))
            .map_err(Error::internal)?;
        let keeper = Keeper {
            shared: Arc::clone(&shared),
            browser: None,
            chosen: None,
            decks: 0,
        };
        // The browser ends with the thread that started it, so it is always this one.
        thread::Builder::new()
            .name("browser".to_owned())
            .spawn(move || keeper.keep())
            .map_err(Error::internal)?;
        Ok(Self { shared })
    }

    /// Keeps the browser for a while longer, if there is one or will be soon. Answers
    /// whether there is.
    pub(crate) fn keep_warm(&self) -> bool {
        let mut state = self.shared.state();
        state.expected = Some(Instant::now());
        state.profile.is_some() || !state.waiting.is_empty()
    }

    /// Has `work` done with the browser when its turn comes, of which `stages` tell.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        urgency: Urgency,
        stages: &Arc<Stages>,
        work: impl FnOnce(&Chrome) -> Result<T> + Send + 'static,
    ) -> Asked<T> {
        let (sender, outcome) = channel();
        let work = move |browser: Result<&Chrome>| {
            let done = browser.and_then(|browser| caught(|| work(browser)));
            let is_good = done.is_ok();
            // Who has left waits no more.
            drop(sender.send(done));
            is_good
        };
        let mut state = self.shared.state();
        state.last += 1;
        let number = state.last;
        let before = |waiting: &Waiting| waiting.urgency <= urgency;
        let place = state.waiting.partition_point(before);
        state.waiting.insert(
            place,
            Waiting {
                number,
                urgency,
                stages: Arc::clone(stages),
                work: Box::new(work),
            },
        );
        drop(state);
        self.shared.news.notify_all();
        Asked {
            shared: Arc::clone(&self.shared),
            number,
            outcome,
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.ends = true;
        state.waiting.clear();
        self.shared.news.notify_all();
        let news = &self.shared.news;
        let ends = |state: &mut State| state.ending > 0;
        let lives = |state: &mut State| !state.has_ended;
        let waited = news.wait_timeout_while(state, FAREWELL, ends);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        drop(news.wait_timeout_while(state, FAREWELL, lives));
    }
}

impl<T> Asked<T> {
    /// The profile of the browser that works on it, once one does.
    pub(crate) fn profile(&self) -> Option<PathBuf> {
        let state = self.shared.state();
        (state.current == Some(self.number))
            .then(|| state.profile.clone())
            .flatten()
    }

    /// Ends the work, and the browser if it works on it, which frees the calls that
    /// wait for it. Returns at once.
    pub(crate) fn end(&self) {
        let mut state = self.shared.state();
        state
            .waiting
            .retain(|waiting| waiting.number != self.number);
        if state.current == Some(self.number) {
            state.current = None;
            let profile = state.profile.clone();
            if profile.is_some_and(|profile| self.shared.ending.send(profile).is_ok()) {
                state.ending += 1;
            }
        }
    }
}

/// The browser's thread outlives whatever goes wrong in a piece of work: without it,
/// all others would wait for ever.
fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::internal("a step of the renderer panicked")))
}

/// Ends the browsers on these profiles, for as long as there is a host.
fn end_browsers(profiles: &Receiver<PathBuf>, host: &Weak<Shared>) {
    for profile in profiles {
        // Whatever comes next waits for it, however long it takes.
        while !browser::discard(&profile) {
            tracing::warn!("a browser does not end; it is tried again");
        }
        if let Some(shared) = host.upgrade() {
            shared.state().ending -= 1;
            shared.news.notify_all();
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The thread that owns the browser.
struct Keeper {
    shared: Arc<Shared>,
    browser: Option<Chrome>,
    /// The program that the user had chosen when it was started.
    chosen: Option<PathBuf>,
    /// How many decks the browser has seen.
    decks: usize,
}

impl Keeper {
    fn keep(mut self) {
        let shared = Arc::clone(&self.shared);
        while let Some(next) = self.next() {
            let is_good = match self.ready() {
                // Who gave up while it started watches over nothing any more.
                Ok(_) if shared.state().current.is_none() => false,
                Ok(browser) => (next)(Ok(browser)),
                Err(error) => (next)(Err(error)),
            };
            self.decks += 1;
            // Who gave up has the browser ended, which may take a moment yet.
            let is_wanted = self.shared.state().current.take().is_some();
            if !is_good || !is_wanted || !self.is_fresh() {
                self.end();
            }
        }
        self.end();
        self.shared.state().has_ended = true;
        self.shared.news.notify_all();
    }

    /// The next work; none when the host goes. Without any for a while, the
    /// browser is ended meanwhile.
    fn next(&mut self) -> Option<Work> {
        let shared = Arc::clone(&self.shared);
        let resting = Instant::now();
        let mut state = shared.state();
        loop {
            if state.ends {
                return None;
            }
            if let Some(next) = state.waiting.pop_front() {
                state.current = Some(next.number);
                next.stages.enter(Step::Starting);
                return Some(next.work);
            }
            let since = state
                .expected
                .map_or(resting, |expected| expected.max(resting));
            let rest = IDLE.saturating_sub(since.elapsed());
            if rest.is_zero() && self.browser.is_some() {
                drop(state);
                self.end();
                state = shared.state();
                continue;
            }
            // Without a browser there is nothing to wait for but work.
            let rest = if self.browser.is_some() { rest } else { IDLE };
            state = shared
                .news
                .wait_timeout(state, rest)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// The browser, started if there is none that answers.
    fn ready(&mut self) -> Result<&Chrome> {
        let chosen = self.shared.settings.browser.program();
        let is_chosen = self.chosen == chosen;
        if !self
            .browser
            .as_ref()
            .is_some_and(|browser| is_chosen && browser.is_alive())
        {
            self.end();
            // A start may fail because the machine had too much to do just then.
            let started = self.start(chosen.as_deref()).or_else(|error| {
                let is_wanted = self.shared.state().current.is_some();
                if !is_wanted || error.code() != Code::BrowserStartFailed {
                    return Err(error);
                }
                tracing::warn!(%error, "the browser is started once more");
                self.start(chosen.as_deref())
            });
            self.browser = Some(started?);
            self.chosen = chosen;
        }
        self.browser
            .as_ref()
            .ok_or_else(|| Error::internal("there is no browser"))
    }

    fn start(&self, chosen: Option<&Path>) -> Result<Chrome> {
        let settings = &self.shared.settings;
        let found = browser::find(chosen)?;
        let profile = Profile::create(&settings.cache, &found.program)?;
        profile.check_sandbox(settings.sandbox)?;
        self.name_profile(profile.folder())?;
        let launch = Launch {
            program: &found.program,
            profile,
            sandbox: settings.sandbox,
        };
        caught(|| launch.start())
    }

    /// From now on whoever gives up ends the browser by its profile; who gave up before
    /// gets none.
    fn name_profile(&self, folder: &Path) -> Result<()> {
        let mut state = self.shared.state();
        if state.current.is_none() {
            return Err(Error::internal("nobody waits for the browser any more"));
        }
        state.profile = Some(folder.to_owned());
        Ok(())
    }

    /// Whether the browser can show the next deck as it showed the last one.
    fn is_fresh(&self) -> bool {
        let Some(browser) = &self.browser else {
            return false;
        };
        if let Err(error) = browser.clear() {
            tracing::warn!(%error, "the browser is replaced");
            return false;
        }
        self.decks < DECKS && Processes::of(browser.profile()).largest() < LARGE
    }

    fn end(&mut self) {
        self.browser = None;
        self.decks = 0;
        self.shared.state().profile = None;
    }
}
