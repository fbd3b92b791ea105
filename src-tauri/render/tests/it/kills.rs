//! Browsers that are killed at any moment of an export: it is right or an error,
//! nothing of it stays, and the next export is right.

use std::env;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use lectern_core::model::Deck;
use lectern_core::render::{Rendered, Watch};
use lectern_core::{Code, Result};
use lectern_render::ChromeRenderer;

use crate::harness::{Bench, Export, kill_browsers, pdf, profiles, programs_that_name, wait_for};

/// How many moments are tried; a dozen where nobody says more.
const KILLS: &str = "LECTERN_KILLS";

/// Multiples of the golden section lie evenly between 0 and 1, however many there are.
const GOLDEN: f64 = 0.618_033_988_749;

/// Everything of it is gone within this time, on the busiest machine; on one that has
/// time, in a second or two.
const CLEARED: Duration = Duration::from_secs(60);

const SLIDES: usize = 6;

#[test]
fn whenever_a_browser_is_killed_nothing_stays_and_the_next_export_is_right() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    // The first one reads the browser from the disk.
    assert_right(export(&renderer));
    kill_browsers(bench.cache());
    let start = Instant::now();
    assert_right(export(&renderer));
    let whole = start.elapsed();
    let kills: u32 = env::var(KILLS).map_or(3, |count| count.parse().unwrap());
    let (mut failed, mut right) = (0, 0);
    for number in 1..=kills {
        // Each begins without a browser, so that starting one is cut off, too.
        kill_browsers(bench.cache());
        let moment = whole.mul_f64((f64::from(number) * GOLDEN).fract());
        match export_killed(&bench, &renderer, moment) {
            Ok(rendered) => {
                assert_right(Ok(rendered));
                right += 1;
            }
            Err(error) => {
                let causes = [Code::BrowserDied, Code::BrowserStartFailed];
                assert!(
                    causes.contains(&error.code()),
                    "after {moment:?}: {error:?}"
                );
                wait_for(CLEARED, "everything of it is gone", || is_clear(&bench));
                failed += 1;
            }
        }
        assert_right(export(&renderer));
    }
    eprintln!(
        "an export takes {whole:?}; of {kills} that were disturbed, {failed} failed and {right} were right"
    );
    drop(renderer);
    bench.assert_empty();
}

/// Slides that take a while to be drawn and to be printed.
fn slow_deck() -> Deck {
    let slide = |number: usize| {
        let html = format!(
            "<h1>Slide {number}</h1><div style='width: 900px; height: 400px; margin: 60px; \
             box-shadow: 0 0 40px 10px rgba(0, 0, 0, .4)'></div>"
        );
        crate::harness::slide(&html, "for (let turn = 0; turn < 1e6; turn += 1) {}")
    };
    Deck {
        slides: (1..=SLIDES).map(slide).collect(),
        ..Deck::default()
    }
}

fn export(renderer: &ChromeRenderer) -> Result<Rendered> {
    pdf(renderer, &slow_deck(), &Watch::silent())
}

/// Exports and kills the browser at a moment, unless it is done before.
fn export_killed(bench: &Bench, renderer: &ChromeRenderer, moment: Duration) -> Result<Rendered> {
    let (sender, done) = channel();
    thread::scope(|scope| {
        scope.spawn(|| sender.send(export(renderer)).unwrap());
        done.recv_timeout(moment).unwrap_or_else(|_| {
            kill_browsers(bench.cache());
            done.recv().unwrap()
        })
    })
}

fn assert_right(exported: Result<Rendered>) {
    let pages = Export::of(exported.unwrap());
    for number in 1..=SLIDES {
        assert_eq!(pages.text(number).trim(), format!("Slide {number}"));
    }
}

fn is_clear(bench: &Bench) -> bool {
    profiles(bench.cache()).is_empty() && programs_that_name(bench.cache()) == 0
}
