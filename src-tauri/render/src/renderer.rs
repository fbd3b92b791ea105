//! The renderer: one browser for one export, from a deck to a file's bytes.
//!
//! What does not belong here: how each step is done.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lectern_core::deck::page;
use lectern_core::model::{Deck, SlideChoice};
use lectern_core::render::{Progress, Rendered, Renderer, Watch};
use lectern_core::{Error, Result};

use crate::browser::{self, Launch, Profile};
use crate::page::Shown;
use crate::pdf;
use crate::watchdog::{Stages, Step, Watchdog};

/// What the renderer needs to know of this machine.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The browser that the user chose, if any.
    pub browser: browser::Chosen,
    /// The folder below which browsers get their profiles.
    pub cache: PathBuf,
    /// Whether the browser's own sandbox is on. Only for containers and test
    /// machines, where it cannot be used, may this be off: it is what stands
    /// between a deck that breaks the browser and the user's files.
    pub sandbox: bool,
    /// How much time and memory an export may take.
    pub limits: Limits,
}

/// How much an export may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until the browser has started.
    pub start: Duration,
    /// For the scripts of one slide, and for its pictures.
    pub slide: Duration,
    /// For the whole export, plus `each` for every slide.
    pub base: Duration,
    /// What every slide adds to `base`.
    pub each: Duration,
    /// Never longer than this.
    pub most: Duration,
    /// Bytes of memory that one process of the browser may hold.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            start: Duration::from_secs(15),
            slide: Duration::from_secs(10),
            base: Duration::from_secs(30),
            each: Duration::from_secs(2),
            most: Duration::from_secs(10 * 60),
            memory: 3 * 512 * 1024 * 1024,
        }
    }
}

impl Limits {
    /// The deadline of an export of `slides` slides.
    pub(crate) fn whole(&self, slides: usize) -> Duration {
        let slides = u32::try_from(slides).unwrap_or(u32::MAX);
        let time = self.base.saturating_add(self.each.saturating_mul(slides));
        time.min(self.most)
    }
}

/// Draws decks with the Chrome, Edge or Chromium of this machine.
#[derive(Clone, Debug)]
pub struct ChromeRenderer {
    settings: Settings,
}

impl ChromeRenderer {
    /// A renderer. Removes what exports of a Lectern that was killed left
    /// behind in the cache folder.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        browser::sweep(&settings.cache);
        Self { settings }
    }
}

impl Renderer for ChromeRenderer {
    fn pdf(
        &self,
        deck: &Deck,
        title: &str,
        chosen: &SlideChoice,
        watch: &Watch,
    ) -> Result<Rendered> {
        let slides = deck.slides.len();
        if slides == 0 {
            return Err(Error::invalid("deck", "The deck has no slides."));
        }
        watch.report(Progress::StartingBrowser);
        let found = browser::find(self.settings.browser.program().as_deref())?;
        let profile = Profile::create(&self.settings.cache, &found.program)?;
        profile.check_sandbox(self.settings.sandbox)?;
        let stages = Arc::new(Stages::new(slides, chosen.count(slides)));
        let export = Export {
            program: found.program,
            profile: profile.folder().to_owned(),
            sandbox: self.settings.sandbox,
            page: page::assemble(deck, &clean_title(title)),
            slides,
            chosen: chosen.clone(),
            slide_time: self.settings.limits.slide,
            stages: stages.clone(),
        };
        let watchdog = Watchdog {
            limits: self.settings.limits,
            watch,
            stages,
            profile: profile.folder(),
        };
        watchdog.run(move || export.run())
    }
}

/// A title that can stand in a document: without control characters.
fn clean_title(title: &str) -> String {
    title
        .chars()
        .filter(|character| !character.is_control())
        .collect()
}

/// Everything that the exporting thread needs.
struct Export {
    program: PathBuf,
    profile: PathBuf,
    sandbox: bool,
    page: page::Page,
    slides: usize,
    chosen: SlideChoice,
    slide_time: Duration,
    stages: Arc<Stages>,
}

impl Export {
    fn run(&self) -> Result<Rendered> {
        let launch = Launch {
            program: &self.program,
            profile: &self.profile,
            sandbox: self.sandbox,
        };
        let chrome = launch.start()?;
        let nonce = self.nonce();
        let shown = Shown::load(&chrome.tab, &self.page, self.slides, &nonce, &self.stages)?;
        let warnings = shown.wait(self.slide_time)?;
        chrome.close_other_pages();
        self.stages.enter(Step::Printing);
        let file = pdf::print(&chrome.tab, &self.chosen)?;
        shown.check_still_there()?;
        drop(chrome);
        let bytes = pdf::finish(file, self.chosen.count(self.slides))?;
        Ok(Rendered { bytes, warnings })
    }

    /// A part of an address that no deck can know: the random end of the
    /// profile's name.
    fn nonce(&self) -> String {
        let name = self.profile.file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        name.rsplit('-').next().unwrap_or_default().to_owned()
    }
}
