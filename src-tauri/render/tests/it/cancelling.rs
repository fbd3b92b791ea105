//! Who cancels an export is answered at once, whatever the browser does, and soon
//! nothing of it is left.

use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use lectern_core::Code;
use lectern_core::model::Deck;
use lectern_core::render::{Progress, Watch};

use crate::harness::{Bench, deck, pdf, profiles, programs_that_name, slide, wait_for};

/// How often each moment is tried: the median is told.
const TIMES: usize = 3;

/// An answer may take so long on the busiest machine. What it takes is told, since no
/// test measures time.
const ANSWER: Duration = Duration::from_secs(5);

/// Everything of it is gone within this time, on the busiest machine; on one that has
/// time, in a second or two.
const CLEARED: Duration = Duration::from_secs(60);

#[test]
fn while_the_browser_starts() {
    is_answered_at_once("starting", &deck("", &["One"]), |progress| {
        progress == Progress::StartingBrowser
    });
}

#[test]
fn while_a_script_runs_without_end() {
    let endless = Deck {
        slides: vec![slide("", "for (;;) {}")],
        ..Deck::default()
    };
    is_answered_at_once("drawing", &endless, |progress| {
        matches!(progress, Progress::Slides { .. })
    });
}

#[test]
fn while_everything_is_awaited() {
    let late = "addEventListener('load', () => { for (;;) {} });";
    let settling = Deck {
        slides: vec![slide("", late)],
        ..Deck::default()
    };
    is_answered_at_once("settling", &settling, |progress| {
        matches!(progress, Progress::Slides { ready: 1, .. })
    });
}

#[test]
fn while_many_slides_are_printed() {
    let shaded = "<h1>Text</h1><div style='width: 900px; height: 400px; margin: 60px; \
                  box-shadow: 0 0 40px 10px rgba(0, 0, 0, .4)'></div>";
    is_answered_at_once("printing", &deck("", &[shaded; 200]), |progress| {
        matches!(progress, Progress::Printing { .. })
    });
}

/// Cancels exports of a deck when they have come to a moment.
fn is_answered_at_once(name: &str, deck: &Deck, is_moment: fn(Progress) -> bool) {
    let mut times: Vec<Duration> = (0..TIMES).map(|_| cancel(deck, is_moment)).collect();
    times.sort();
    eprintln!("{name}: {times:?}");
    assert!(times[TIMES / 2] < ANSWER, "{name}: {times:?}");
}

/// How long a cancelled export takes to say so.
fn cancel(deck: &Deck, is_moment: fn(Progress) -> bool) -> Duration {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let (sender, moments) = channel();
    let watch = Watch::new(move |progress| {
        if is_moment(progress) {
            // Later moments are heard by nobody.
            let _ = sender.send(());
        }
    });
    let took = thread::scope(|scope| {
        let exporting = scope.spawn(|| pdf(&renderer, deck, &watch));
        moments.recv().unwrap();
        let start = Instant::now();
        watch.cancel();
        let error = exporting.join().unwrap().map(|_| "it was exported");
        let took = start.elapsed();
        assert_eq!(error.unwrap_err().code(), Code::Cancelled);
        took
    });
    wait_for(CLEARED, "everything of it is gone", || {
        profiles(bench.cache()).is_empty() && programs_that_name(bench.cache()) == 0
    });
    took
}
