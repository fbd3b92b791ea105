//! A deck's page in the browser: loading it behind the guard, following how
//! far its scripts are, and waiting until it is drawn.
//!
//! What does not belong here: ending what takes too long (`watchdog`), and
//! printing.

use std::sync::Arc;
use std::time::Duration;

use headless_chrome::Tab;
use headless_chrome::browser::tab::Binding;
use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{Fetch, Inspector, Page as PageDomain, Runtime};
use headless_chrome::types::RemoteError;
use lectern_core::deck::page::{HEIGHT, Page};
use lectern_core::render::Warning;
use lectern_core::{Code, Error, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::guard::{Guard, ORIGIN};
use crate::watchdog::{Stages, Step};

/// How many warnings of one kind are kept.
const KEPT: usize = 50;
/// Longest text of a warning, in characters.
const TEXT: usize = 200;

/// The name under which the page's script finds the way to us. It takes it
/// away before any script of the deck runs.
const TELL: &str = "lecternProgress";
/// Keeps the plain function: the library puts one around it that leans on a
/// name in the page, which any script could replace.
const KEEP_PLAIN: &str = "window.lecternTell = window.lecternProgress;";

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
    tab: &'a Tab,
    guard: Arc<Guard>,
    slides: usize,
    missing_libraries: Vec<String>,
    brings_tailwind: bool,
    /// The world beside the page's own, once there is one.
    world: u32,
}

impl<'a> Shown<'a> {
    /// Loads `page`, a page of `slides` slides, into `tab`. `nonce` makes its
    /// address. Returns when its scripts have run once.
    ///
    /// # Errors
    /// `browser_died`.
    pub(crate) fn load(
        tab: &'a Tab,
        page: &Page,
        slides: usize,
        nonce: &str,
        stages: &Arc<Stages>,
    ) -> Result<Self> {
        let address = format!("{ORIGIN}{nonce}");
        let guard = Arc::new(Guard::new(page, address.clone()));
        protect(tab, &guard)?;
        follow(tab, stages)?;
        stages.enter(Step::Drawing { slide: 0 });
        tab.navigate_to(&address).map_err(died)?;
        let world = create_world(tab)?;
        Ok(Self {
            tab,
            guard,
            slides,
            missing_libraries: page.missing_libraries.clone(),
            brings_tailwind: page.brings_tailwind,
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
            "({})({}, {milliseconds}, {})",
            include_str!("ready.js"),
            self.slides,
            self.brings_tailwind
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
    /// `export_incomplete` if its scripts removed slides or left it.
    pub(crate) fn check_still_there(&self) -> Result<()> {
        // From the prototype: a form of a slide may have the method's name.
        let count = "String(Document.prototype.querySelectorAll.call(document, \
                     'body > lectern-slide').length)";
        match self.evaluate(count) {
            Ok(answer) if answer == self.slides.to_string() => Ok(()),
            _ => Err(self.lost_slides()),
        }
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

    /// Where it is shown.
    pub(crate) fn tab(&self) -> &Tab {
        self.tab
    }

    fn lost_slides(&self) -> Error {
        Error::new(
            Code::ExportIncomplete,
            "The deck's own scripts removed slides or left the page while it was drawn. No file \
             was written, because slides would be missing. Look for a script that changes the \
             page or goes to another address.",
        )
    }

    fn evaluate(&self, expression: &str) -> Result<String> {
        let answer = self
            .tab
            .call_method(Runtime::Evaluate {
                expression: expression.to_owned(),
                context_id: Some(self.world),
                await_promise: Some(true),
                return_by_value: Some(true),
                object_group: None,
                include_command_line_api: None,
                silent: Some(true),
                generate_preview: None,
                user_gesture: None,
                throw_on_side_effect: None,
                timeout: None,
                disable_breaks: None,
                repl_mode: None,
                allow_unsafe_eval_blocked_by_csp: None,
                unique_context_id: None,
                serialization_options: None,
            })
            .map_err(|error| {
                // A browser that answers, with an error, has lost the page.
                if error.is::<RemoteError>() {
                    self.lost_slides().because(error)
                } else {
                    died(error)
                }
            })?;
        match answer.result.value {
            Some(Value::String(text)) => Ok(text),
            _ => Err(died("the page gave no answer")),
        }
    }

    fn warnings(&self, readiness: Readiness) -> Vec<Warning> {
        // The page's own report: the deck could have written anything there.
        let report: Report = serde_json::from_str(&readiness.report).unwrap_or_default();
        let mut addresses = self.missing_libraries.clone();
        addresses.extend(self.guard.blocked());
        addresses.extend(report.blocked);
        let mut warnings: Vec<Warning> = Vec::new();
        for address in addresses.iter().map(|address| as_written(address)) {
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
}

#[derive(Deserialize)]
struct FailedScript {
    slide: Option<usize>,
    message: String,
}

/// An address as the deck wrote it: those without a host got ours.
fn as_written(address: &str) -> String {
    cut(address.strip_prefix(ORIGIN).unwrap_or(address))
}

fn cut(text: &str) -> String {
    text.chars().take(TEXT).collect()
}

/// Puts the guard before every request. Both calls are needed: without the
/// second one the guard is never asked and everything passes.
fn protect(tab: &Tab, guard: &Arc<Guard>) -> Result<()> {
    tab.enable_request_interception(guard.clone())
        .map_err(died)?;
    let everything = Fetch::RequestPattern {
        url_pattern: Some("*".to_owned()),
        resource_Type: None,
        request_stage: None,
    };
    tab.enable_fetch(Some(&[everything]), None).map_err(died)?;
    Ok(())
}

/// Follows which slide's scripts run, and whether the page has crashed.
fn follow(tab: &Tab, stages: &Arc<Stages>) -> Result<()> {
    tab.call_method(PageDomain::AddScriptToEvaluateOnNewDocument {
        source: KEEP_PLAIN.to_owned(),
        world_name: None,
        include_command_line_api: None,
        run_immediately: None,
    })
    .map_err(died)?;
    // Without this, functions of ours do not appear in new pages.
    tab.enable_runtime().map_err(died)?;
    tab.expose_function(TELL, Arc::new(Teller(stages.clone())))
        .map_err(died)?;
    let stages = stages.clone();
    tab.add_event_listener(Arc::new(move |event: &Event| {
        if matches!(event, Event::InspectorTargetCrashed(_)) {
            stages.page_crashed();
        }
    }))
    .map_err(died)?;
    tab.call_method(Inspector::Enable(None)).map_err(died)?;
    Ok(())
}

/// Hears from the page which slide begins.
struct Teller(Arc<Stages>);

impl Binding for Teller {
    fn call_binding(&self, data: Value) {
        if let Some(slide) = data.as_str().and_then(|text| text.parse().ok()) {
            self.0.slide_begins(slide);
        }
    }
}

/// A world beside the page's own, in the main frame, whose id is the tab's.
fn create_world(tab: &Tab) -> Result<u32> {
    let world = tab
        .call_method(PageDomain::CreateIsolatedWorld {
            frame_id: tab.get_target_id().clone(),
            world_name: Some("lectern".to_owned()),
            grant_univeral_access: None,
        })
        .map_err(died)?;
    Ok(world.execution_context_id)
}
