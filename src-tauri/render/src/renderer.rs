//! The renderer: from a deck's slides to a file's bytes or to pictures.
//!
//! What does not belong here: how each step is done.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use lectern_core::deck::page;
use lectern_core::model::Deck;
use lectern_core::render::{
    Facts, PdfOrder, PictureOrder, PptxMode, PptxOrder, Rendered, Renderer, TakePicture, Urgency,
    Warning, Watch,
};
use lectern_core::{Error, Result};

use crate::apart::Apart;
use crate::browser::{self, Chrome};
use crate::capture;
use crate::fidelity;
use crate::host::Host;
use crate::page::{Shown, died};
use crate::pdf;
use crate::pictures;
use crate::pptx;
use crate::scene::Scene;
use crate::watchdog::{Stages, Step, Watchdog};

/// Pixels for each CSS pixel, along each side, of what scripts paint.
const PIXELS: u32 = 2;

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

/// Draws decks with the Chrome, Edge or Chromium of this machine, which it keeps
/// warm between them. Dropping the last clone ends the browser.
#[derive(Clone)]
pub struct ChromeRenderer {
    limits: Limits,
    host: Arc<Host>,
}

impl ChromeRenderer {
    /// A renderer. Removes what exports of a Lectern that was killed left
    /// behind in the cache folder.
    ///
    /// # Errors
    /// `internal` when the system gives no thread.
    pub fn new(settings: Settings) -> Result<Self> {
        browser::sweep(&settings.cache);
        Ok(Self {
            limits: settings.limits,
            host: Arc::new(Host::new(settings)?),
        })
    }
}

impl Renderer for ChromeRenderer {
    fn pdf(&self, deck: &Deck, facts: &Facts, order: PdfOrder, watch: &Watch) -> Result<Rendered> {
        let total = deck.slides.len();
        let apart = Apart::of(deck, &order.slides.indices(total));
        let form = pdf::Form::new(deck, order);
        let title = clean_title(&facts.title);
        let draft = Draft {
            page: page::assemble(deck, &form.layout(&title, PIXELS)),
            apart,
            slides: total,
            pages: form.pages(),
        };
        let print = move |shown: &Shown<'_>| form.print(shown);
        let facts = facts.clone();
        // On the browser's own thread: the next deck's page takes the processors that
        // this file needs.
        let finish = move |printed, stages: &Stages| {
            stages.enter(Step::Writing);
            pdf::finish(printed, &facts)
        };
        let (bytes, warnings) = self.draw(Urgency::File, draft, watch, print, finish)?;
        Ok(Rendered {
            bytes,
            warnings,
            fidelity: None,
        })
    }

    fn pptx(
        &self,
        deck: &Deck,
        facts: &Facts,
        order: PptxOrder,
        watch: &Watch,
    ) -> Result<Rendered> {
        let total = deck.slides.len();
        let slides = order.slides.indices(total);
        let title = clean_title(&facts.title);
        let layout = page::Layout {
            title: &title,
            pixel_ratio: PIXELS,
            sheets: None,
            reads_charts: order.mode == PptxMode::Editable,
            running: None,
        };
        let draft = Draft {
            page: page::assemble(deck, &layout),
            apart: Apart::of(deck, &slides),
            slides: total,
            pages: slides.len(),
        };
        let shared = deck.clone();
        let take = move |shown: &Shown<'_>| match order.mode {
            PptxMode::Editable => capture::capture(shown, &shared, &slides, &title),
            PptxMode::Exact => capture::photograph(shown, &shared, &slides, &title),
        };
        let facts = facts.clone();
        let finish = move |scene: Scene, stages: &Stages| {
            stages.enter(Step::Writing);
            let bytes = pptx::write(&scene, &facts, order.made_for)?;
            Ok((bytes, fidelity::of(&scene, order.made_for)))
        };
        let ((bytes, fidelity), warnings) = self.draw(Urgency::File, draft, watch, take, finish)?;
        Ok(Rendered {
            bytes,
            warnings,
            fidelity: Some(fidelity),
        })
    }

    fn pictures(
        &self,
        deck: &Deck,
        title: &str,
        order: PictureOrder,
        watch: &Watch,
        mut take: TakePicture,
    ) -> Result<Vec<Warning>> {
        let PictureOrder {
            slides,
            width,
            urgency,
        } = order;
        let layout = page::Layout {
            title: &clean_title(title),
            pixel_ratio: width.div_ceil(page::WIDTH).max(PIXELS),
            sheets: None,
            running: None,
            reads_charts: false,
        };
        let draft = Draft {
            page: page::assemble(deck, &layout),
            apart: Apart::of(deck, &slides),
            slides: deck.slides.len(),
            pages: slides.len(),
        };
        let capture = move |shown: &Shown<'_>| pictures::capture(shown, &slides, width, &mut take);
        let ((), warnings) = self.draw(urgency, draft, watch, capture, |(), _| Ok(()))?;
        Ok(warnings)
    }

    fn prepare(&self) {
        if self.host.keep_warm() {
            return;
        }
        let stages = Arc::new(Stages::new(0, 0, 0));
        let asked = self.host.ask(Urgency::Picture, &stages, |_| Ok(()));
        let limits = self.limits;
        let watch = move || {
            let watch = Watch::silent();
            let watchdog = Watchdog {
                limits,
                watch: &watch,
                stages,
            };
            if let Err(error) = watchdog.wait(&asked) {
                // Whoever exports is told.
                tracing::warn!(%error, "the browser could not be started ahead");
            }
        };
        let thread = thread::Builder::new().name("preparing".to_owned());
        if let Err(error) = thread.spawn(watch) {
            tracing::warn!(%error, "the browser is started when it is needed");
        }
    }
}

impl ChromeRenderer {
    /// Draws a deck, lets `take` make pages or pictures of what is shown, and `finish`
    /// make of these what was asked for.
    fn draw<T, Made: Send + 'static>(
        &self,
        urgency: Urgency,
        draft: Draft,
        watch: &Watch,
        take: impl FnOnce(&Shown<'_>) -> Result<T> + Send + 'static,
        finish: impl FnOnce(T, &Stages) -> Result<Made> + Send + 'static,
    ) -> Result<(Made, Vec<Warning>)> {
        if draft.slides == 0 {
            return Err(Error::invalid("deck", "The deck has no slides."));
        }
        let stages = Arc::new(Stages::new(draft.slides, draft.pages, draft.apart.count()));
        let drawing = Drawing {
            draft,
            slide_time: self.limits.slide,
            stages: Arc::clone(&stages),
        };
        let work = {
            let stages = Arc::clone(&stages);
            move |chrome: &Chrome| {
                let (taken, warnings) = drawing.run(chrome, take)?;
                Ok((finish(taken, &stages)?, warnings))
            }
        };
        let asked = self.host.ask(urgency, &stages, work);
        let watchdog = Watchdog {
            limits: self.limits,
            watch,
            stages,
        };
        watchdog.wait(&asked)
    }
}

/// A title that can stand in a document: without control characters.
fn clean_title(title: &str) -> String {
    title
        .chars()
        .filter(|character| !character.is_control())
        .collect()
}

/// A deck that is to be drawn.
struct Draft {
    /// The page of all its slides.
    page: page::Page,
    /// Those that are drawn by themselves before.
    apart: Apart,
    /// How many slides it has.
    slides: usize,
    /// How many pages or pictures are made of them.
    pages: usize,
}

/// What is done with one deck in the browser.
struct Drawing {
    draft: Draft,
    slide_time: Duration,
    stages: Arc<Stages>,
}

impl Drawing {
    fn run<T>(
        self,
        chrome: &Chrome,
        take: impl FnOnce(&Shown<'_>) -> Result<T>,
    ) -> Result<(T, Vec<Warning>)> {
        let Draft {
            mut page,
            apart,
            slides,
            ..
        } = self.draft;
        let drawn = apart.draw(chrome, self.slide_time, &self.stages)?;
        if !drawn.slides.is_empty() {
            page.show_drawn(&drawn.slides);
        }
        let shown = Shown::load(chrome, &page, slides, &self.stages)?;
        let warnings = shown.wait(self.slide_time)?;
        chrome.close_other_pages().map_err(died)?;
        self.stages.enter(Step::Printing);
        let taken = take(&shown)?;
        shown.check_still_there()?;
        Ok((taken, drawn.correct(warnings)))
    }
}
