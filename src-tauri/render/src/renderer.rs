//! The renderer: one browser for one deck, from its slides to a file's bytes or
//! to pictures.
//!
//! What does not belong here: how each step is done.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lectern_core::deck::page;
use lectern_core::model::{Deck, SlideChoice};
use lectern_core::render::{Progress, Rendered, Renderer, TakePicture, Warning, Watch};
use lectern_core::{Error, Result};

use crate::browser::{self, Launch, Profile};
use crate::page::Shown;
use crate::pdf;
use crate::pictures;
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
    /// The deadline of a slide's own step. That of the deck as a whole, 0, is
    /// three times as long: in it the page is loaded and the markup of all slides
    /// is built, which a busy machine needs time for.
    pub(crate) fn step(&self, slide: usize) -> Duration {
        match slide {
            0 => self.slide.saturating_mul(3),
            _ => self.slide,
        }
    }

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
        slides: &SlideChoice,
        watch: &Watch,
    ) -> Result<Rendered> {
        let pages = slides.count(deck.slides.len());
        let chosen = slides.clone();
        let (file, warnings) = self.draw(deck, title, pages, watch, move |shown| {
            pdf::print(shown.tab(), &chosen)
        })?;
        let bytes = pdf::finish(file, pages)?;
        Ok(Rendered { bytes, warnings })
    }

    fn pictures(
        &self,
        deck: &Deck,
        title: &str,
        slides: Range<usize>,
        width: u32,
        watch: &Watch,
        mut take: TakePicture,
    ) -> Result<()> {
        let slides = slides.start..slides.end.min(deck.slides.len());
        self.draw(deck, title, slides.len(), watch, move |shown| {
            pictures::capture(shown, slides, width, &mut take)
        })?;
        Ok(())
    }
}

impl ChromeRenderer {
    /// Draws all slides in a browser of their own and lets `take` make `pages`
    /// pages or pictures of what is shown. When this returns, the browser has
    /// ended.
    fn draw<T: Send + 'static>(
        &self,
        deck: &Deck,
        title: &str,
        pages: usize,
        watch: &Watch,
        take: impl FnOnce(&Shown<'_>) -> Result<T> + Send + 'static,
    ) -> Result<(T, Vec<Warning>)> {
        let slides = deck.slides.len();
        if slides == 0 {
            return Err(Error::invalid("deck", "The deck has no slides."));
        }
        watch.report(Progress::StartingBrowser);
        let found = browser::find(self.settings.browser.program().as_deref())?;
        let profile = Profile::create(&self.settings.cache, &found.program)?;
        profile.check_sandbox(self.settings.sandbox)?;
        let stages = Arc::new(Stages::new(slides, pages));
        let drawing = Drawing {
            program: found.program,
            profile: profile.folder().to_owned(),
            sandbox: self.settings.sandbox,
            page: page::assemble(deck, &clean_title(title)),
            slides,
            slide_time: self.settings.limits.slide,
            stages: stages.clone(),
        };
        let watchdog = Watchdog {
            limits: self.settings.limits,
            watch,
            stages,
            profile: profile.folder(),
        };
        watchdog.run(move || drawing.run(take))
    }
}

/// A title that can stand in a document: without control characters.
fn clean_title(title: &str) -> String {
    title
        .chars()
        .filter(|character| !character.is_control())
        .collect()
}

/// Everything that the drawing thread needs.
struct Drawing {
    program: PathBuf,
    profile: PathBuf,
    sandbox: bool,
    page: page::Page,
    slides: usize,
    slide_time: Duration,
    stages: Arc<Stages>,
}

impl Drawing {
    fn run<T>(&self, take: impl FnOnce(&Shown<'_>) -> Result<T>) -> Result<(T, Vec<Warning>)> {
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
        let taken = take(&shown)?;
        shown.check_still_there()?;
        Ok((taken, warnings))
    }

    /// A part of an address that no deck can know: the random end of the
    /// profile's name.
    fn nonce(&self) -> String {
        let name = self.profile.file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        name.rsplit('-').next().unwrap_or_default().to_owned()
    }
}
