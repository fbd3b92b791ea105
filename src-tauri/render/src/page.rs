//! A deck's page in the browser: loading it behind the guard, following how
//! far its scripts are, and waiting until it is drawn.
//!
//! What does not belong here: ending what takes too long (`watchdog`), and
//! printing.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{Page as PageDomain, Runtime};
use lectern_core::deck::page::{HEIGHT, Page};
use lectern_core::render::Warning;
use lectern_core::{Code, Error, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::browser::{CallError, Chrome, Session, TELL, run};
use crate::guard::Guard;
use crate::watchdog::{Stages, Step};

/// How many warnings of one kind are kept.
const KEPT: usize = 50;
/// Longest text of a warning, in characters.
const TEXT: usize = 200;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Maps any failed call to the error of a browser that has gone.
pub(crate) fn died(cause: impl Into<Cause>) -> Error {
    Error::new(
        Code::BrowserDied,
        "The browser stopped while it was drawing the deck. No file was written, and the deck \
         is unchanged. Try again; if it happens again, a slide may need more memory than the \
         browser gets.",
    )
    .because(cause)
}

/// A deck's page that is being shown.
pub(crate) struct Shown<'a> {
    chrome: &'a Chrome,
    guard: Arc<Guard>,
    slides: usize,
    missing_libraries: Vec<String>,
    brings_tailwind: bool,
    is_lively: bool,
    /// The world beside the page's own.
    world: u32,
}

impl<'a> Shown<'a> {
    /// Loads `page`, a page of `slides` slides, into the browser's page. Returns
    /// when its scripts have run once.
    ///
    /// # Errors
    /// `browser_died`.
    pub(crate) fn load(
        chrome: &'a Chrome,
        page: &Page,
        slides: usize,
        stages: &Arc<Stages>,
    ) -> Result<Self> {
        let guard = Arc::new(Guard::new(page)?);
        follow(chrome.page(), &guard, stages);
        stages.enter(Step::Drawing { slide: 0 });
        chrome.go_to(guard.address()).map_err(died)?;
        let world = create_world(chrome)?;
        Ok(Self {
            chrome,
            guard,
            slides,
            missing_libraries: page.missing_libraries.clone(),
            brings_tailwind: page.brings_tailwind,
            is_lively: page.is_lively,
            world,
        })
    }

    /// Waits until everything on the page is drawn, each slide for at most
    /// `slide_time`, and answers what the deck did not get.
    ///
    /// # Errors
    /// `slide_not_ready`, `export_incomplete`, `browser_died`.
    pub(crate) fn wait(&self, slide_time: Duration) -> Result<Vec<Warning>> {
        let milliseconds = slide_time.as_millis();
        let expression = format!(
            "({})({}, {milliseconds}, {}, {})",
            include_str!("ready.js"),
            self.slides,
            self.brings_tailwind,
            self.is_lively
        );
        let answer = self.evaluate(&expression)?;
        let readiness: Readiness = serde_json::from_str(&answer).map_err(died)?;
        if let Some(late) = readiness.late {
            return Err(late.error());
        }
        if readiness.slides != self.slides {
            return Err(self.lost_slides());
        }
        Ok(self.warnings(readiness))
    }

    /// Checks that the deck's page is still the one that was loaded.
    ///
    /// # Errors
    /// `export_incomplete` if its scripts removed slides or left it; `browser_died`.
    pub(crate) fn check_still_there(&self) -> Result<()> {
        // From the prototype: a form of a slide may have the method's name.
        let count = "String(Document.prototype.querySelectorAll.call(document, \
                     'body > lectern-slide').length)";
        if self.evaluate(count)? == self.slides.to_string() {
            Ok(())
        } else {
            Err(self.lost_slides())
        }
    }

    /// How many sheets of paper the page holds slides on, `least` of them or more.
    ///
    /// # Errors
    /// `export_incomplete` if the deck's scripts removed some.
    pub(crate) fn sheets(&self, least: usize) -> Result<usize> {
        let count = "String(Document.prototype.querySelectorAll.call(document, \
                     'body > lectern-sheet').length - 1)";
        let sheets = self.evaluate(count)?.parse().unwrap_or_default();
        if sheets < least {
            return Err(self.lost_slides());
        }
        Ok(sheets)
    }

    /// Moves a slide, with this index from 0, into view.
    ///
    /// # Errors
    /// `export_incomplete`, `browser_died`.
    pub(crate) fn scroll_to(&self, index: usize) -> Result<()> {
        let expression =
            format!("scrollTo({{ top: {HEIGHT} * {index}, behavior: 'instant' }}); ''");
        self.evaluate(&expression).map(drop)
    }

    /// What the headings of all slides say, with single spaces: a thousand of them, and
    /// none that is very long.
    ///
    /// # Errors
    /// `export_incomplete`, `browser_died`.
    pub(crate) fn headings(&self) -> Result<HashSet<String>> {
        let texts = "JSON.stringify(Array.from(
            Document.prototype.querySelectorAll.call(document, 'h1, h2, h3, h4, h5, h6'),
        ).slice(0, 1000).map((heading) => (
            (heading.innerText ?? heading.textContent).slice(0, 500).trim().replace(/\\s+/g, ' ')
        )))";
        serde_json::from_str(&self.evaluate(texts)?).map_err(died)
    }

    /// What a slide, with this index from 0, says in words, if that is not very long.
    ///
    /// # Errors
    /// `export_incomplete`, `browser_died`.
    pub(crate) fn words(&self, index: usize) -> Result<String> {
        self.evaluate(&format!(
            "String(Document.prototype.querySelectorAll.call(document, \
             'body > lectern-slide')[{index}]?.innerText ?? '').slice(0, 2000)\
             .trim().replace(/\\s+/g, ' ')"
        ))
    }

    /// A slide, with this index from 0, as markup that needs no script.
    ///
    /// # Errors
    /// `slide_not_ready` if there is too much of it; `export_incomplete`, `browser_died`.
    pub(crate) fn markup(&self, index: usize) -> Result<String> {
        let answer = self.evaluate(&format!("({})({index})", include_str!("markup.js")))?;
        let markup = answer.strip_prefix('+').map(str::to_owned);
        markup.ok_or_else(|| not_ready(index + 1, "its scripts made too much of it"))
    }

    /// The world beside the page's own, in which our own functions run.
    pub(crate) fn world(&self) -> u32 {
        self.world
    }

    /// The browser's page in which it is shown.
    pub(crate) fn page(&self) -> &Session {
        self.chrome.page()
    }

    pub(crate) fn lost_slides(&self) -> Error {
        Error::new(
            Code::ExportIncomplete,
            "The deck's own scripts removed slides or left the page while it was drawn. No file \
             was written, because slides would be missing. Look for a script that changes the \
             page or goes to another address.",
        )
    }

    pub(crate) fn evaluate(&self, expression: &str) -> Result<String> {
        let answer = self
            .page()
            .call(Runtime::Evaluate {
                context_id: Some(self.world),
                await_promise: Some(true),
                ..run(expression)
            })
            .map_err(|error| {
                // A browser that answers, with an error, has lost the page.
                if matches!(error, CallError::Refused(_)) {
                    self.lost_slides().because(error)
                } else {
                    died(error)
                }
            })?;
        match answer.result.value {
            // What our own script meets is what scripts of the deck made.
            _ if answer.exception_details.is_some() => Err(self.lost_slides()),
            Some(Value::String(text)) => Ok(text),
            _ => Err(died("the page gave no answer")),
        }
    }

    /// An address as the deck wrote it: those without a host got the page's.
    fn as_written(&self, address: &str) -> String {
        cut(address
            .strip_prefix(self.guard.address())
            .unwrap_or(address))
    }

    fn warnings(&self, readiness: Readiness) -> Vec<Warning> {
        // The page's own report: the deck could have written anything there.
        let report: Report = serde_json::from_str(&readiness.report).unwrap_or_default();
        let mut addresses = self.missing_libraries.clone();
        addresses.extend(self.guard.blocked());
        addresses.extend(report.blocked);
        let mut warnings: Vec<Warning> = Vec::new();
        for address in addresses.iter().map(|address| self.as_written(address)) {
            let warning = Warning::Blocked { address };
            if warnings.len() < KEPT && !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
        let failed = report.scripts.into_iter().take(KEPT);
        warnings.extend(failed.map(|script| {
            Warning::ScriptFailed {
                slide: script
                    .slide
                    .filter(|slide| (1..=self.slides).contains(slide)),
                message: cut(&script.message),
            }
        }));
        let overflowing = report.overflowing.into_iter().take(KEPT);
        let overflowing = overflowing.filter(|slide| (1..=self.slides).contains(slide));
        warnings.extend(overflowing.map(|slide| Warning::Overflow { slide }));
        let fonts = report.fonts.iter().take(KEPT);
        warnings.extend(fonts.map(|family| Warning::FontMissing {
            family: cut(family),
        }));
        let pictures = readiness.pictures.into_iter().take(KEPT);
        warnings.extend(pictures.map(|slide| Warning::PictureMissing { slide }));
        warnings
    }
}

/// What `ready.js` answers.
#[derive(Deserialize)]
struct Readiness {
    late: Option<Late>,
    slides: usize,
    pictures: Vec<usize>,
    report: String,
}

/// What was waited for in vain.
#[derive(Deserialize)]
struct Late {
    /// Number of the slide; 0 is the deck as a whole.
    slide: usize,
    what: String,
}

impl Late {
    fn error(&self) -> Error {
        let what = match self.what.as_str() {
            "picture" => "a picture on it was not decoded",
            "font" => "a font was not loaded",
            "failure" => "the look at its page failed",
            "end" => "a script of its own kept its page from being finished",
            _ => script_without_end(self.slide),
        };
        not_ready(self.slide, what)
    }
}

/// What keeps a slide (0 is the deck as a whole) whose script step does not end.
/// In the deck's own step its markup is built too.
pub(crate) fn script_without_end(slide: usize) -> &'static str {
    match slide {
        0 => "its markup or a script took too long",
        _ => "a script did not come to an end",
    }
}

/// A slide (0 is the deck as a whole) was not drawn in time, because of `what`.
pub(crate) fn not_ready(slide: usize, what: &str) -> Error {
    let subject = match slide {
        0 => "The deck".to_owned(),
        number => format!("Slide {number}"),
    };
    Error::new(
        Code::SlideNotReady,
        format!(
            "{subject} was not drawn in time: {what}. No file was written, and the deck is \
             unchanged. Change the slide, or try again if the machine was busy."
        ),
    )
}

/// What the page says of its own scripts.
#[derive(Default, Deserialize)]
struct Report {
    scripts: Vec<FailedScript>,
    blocked: Vec<String>,
    /// Numbers of the slides that are larger than their pages.
    overflowing: Vec<usize>,
    /// Families of fonts that are not there.
    fonts: Vec<String>,
}

#[derive(Deserialize)]
struct FailedScript {
    slide: Option<usize>,
    message: String,
}

/// A text that is not longer than those of warnings can be.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(TEXT).collect()
}

/// Answers the page's requests, and follows which slide's scripts run and whether
/// the page has crashed.
fn follow(page: &Session, guard: &Arc<Guard>, stages: &Arc<Stages>) {
    let (guard, stages) = (Arc::clone(guard), Arc::clone(stages));
    page.listen(move |page, event| match event {
        Event::FetchRequestPaused(paused) => guard.answer(page, paused.params),
        Event::RuntimeBindingCalled(called) if called.params.name == TELL => {
            if let Ok(slide) = called.params.payload.parse() {
                stages.slide_begins(slide);
            }
        }
        Event::InspectorTargetCrashed(_) => stages.page_crashed(),
        _ => {}
    });
}

/// A world beside the page's own, in the main frame.
fn create_world(chrome: &Chrome) -> Result<u32> {
    let world = chrome
        .page()
        .call(PageDomain::CreateIsolatedWorld {
            frame_id: chrome.frame().to_owned(),
            world_name: Some("lectern".to_owned()),
            grant_univeral_access: None,
        })
        .map_err(died)?;
    Ok(world.execution_context_id)
}
