//! Exports that cannot succeed end in time with an error that says why, and
//! leave nothing behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use lectern_core::Code;
use lectern_core::model::Deck;
use lectern_core::render::{Progress, Watch};

use crate::harness::{Bench, Export, browsers, deck, end_browsers, slide};

/// A deck whose second slide never ends.
fn endless(script: &str) -> Deck {
    Deck {
        slides: vec![
            slide("<p>One</p>", ""),
            slide("<p>Two</p>", script),
            slide("", ""),
        ],
        ..Deck::default()
    }
}

#[test]
fn a_deck_without_slides_is_refused() {
    let error = Bench::new().fails(&Deck::default(), &Watch::silent());
    assert_eq!(error.code(), Code::Invalid);
    assert_eq!(error.message(), "The deck has no slides.");
}

#[test]
fn a_script_without_end_is_named_by_its_slide() {
    for script in [
        "while (true) {}",
        "(function next() { Promise.resolve().then(next); })();",
    ] {
        let bench = Bench::new().slide_time(Duration::from_millis(1500));
        let start = Instant::now();
        let error = bench.fails(&endless(script), &Watch::silent());
        assert_eq!(error.code(), Code::SlideNotReady, "{script}");
        assert!(error.message().starts_with("Slide 2 "), "{error}");
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn the_deck_as_a_whole_may_be_late_by_its_markup() {
    let bench = Bench::new().slide_time(Duration::from_millis(1500));
    let mut deck = endless("");
    deck.shared_scripts = "while (true) {}".to_owned();
    let error = bench.fails(&deck, &Watch::silent());
    assert_eq!(error.code(), Code::SlideNotReady);
    assert!(
        error.message().contains("its markup or a script"),
        "{error}"
    );
}

#[test]
fn work_that_never_rests_does_not_hold_an_export_up() {
    let script = "(function frame() { requestAnimationFrame(frame); })();
        (function tick() { setTimeout(tick, 0); })();
        document.body.animate([{ opacity: 0 }, { opacity: 1 }], { iterations: Infinity });";
    let bench = Bench::new();
    let rendered = bench.export(&endless(script), &Watch::silent()).unwrap();
    assert_eq!(rendered.warnings, []);
    bench.assert_empty();
}

#[test]
fn an_export_as_a_whole_has_a_deadline() {
    let bench = Bench::new().with(|settings| {
        settings.limits.base = Duration::from_secs(1);
        settings.limits.each = Duration::ZERO;
    });
    let script = "addEventListener('load', () => { while (true) {} });";
    let error = bench.fails(&endless(script), &Watch::silent());
    assert_eq!(error.code(), Code::ExportTimeout);
    assert!(error.message().contains("split the deck"), "{error}");
}

#[test]
fn slides_that_scripts_remove_are_an_error() {
    let script =
        "addEventListener('load', () => document.querySelector('lectern-slide').remove());";
    let error = Bench::new().fails(&endless(script), &Watch::silent());
    assert_eq!(error.code(), Code::ExportIncomplete);
}

#[test]
fn leaving_the_page_is_an_error_or_does_not_happen() {
    for script in [
        "location = 'about:blank'",
        "location.href = 'http://deck.invalid/'",
    ] {
        let bench = Bench::new();
        match bench.export(&deck_with(script), &Watch::silent()) {
            Ok(rendered) => assert_eq!(Export::of(rendered).text(1).trim(), "One"),
            Err(error) => assert_eq!(error.code(), Code::ExportIncomplete, "{error}"),
        }
        bench.assert_empty();
    }
}

#[test]
fn a_deck_that_keeps_its_page_from_being_finished_is_an_error() {
    let script =
        "addEventListener('lectern-finish', (event) => event.stopImmediatePropagation(), true);
        document.head.insertAdjacentHTML('beforeend', '<i id=\"lectern-report\">{}</i>');";
    let error = Bench::new().fails(&deck_with(script), &Watch::silent());
    assert_eq!(error.code(), Code::SlideNotReady);
    assert!(
        error
            .message()
            .contains("kept its page from being finished"),
        "{error}"
    );
}

fn deck_with(script: &str) -> Deck {
    Deck {
        slides: vec![slide("<h1>One</h1>", script)],
        ..Deck::default()
    }
}

#[test]
fn cancelling_ends_an_export_at_once() {
    let bench = Bench::new();
    let slot: Arc<std::sync::OnceLock<Watch>> = Arc::default();
    let inner = slot.clone();
    let watch = Watch::new(move |progress| {
        if let (Progress::Slides { .. }, Some(watch)) = (progress, inner.get()) {
            watch.cancel();
        }
    });
    assert!(slot.set(watch.clone()).is_ok());
    let error = bench.fails(&endless("while (true) {}"), &watch);
    assert_eq!(error.code(), Code::Cancelled);
}

#[test]
fn a_browser_that_is_killed_is_an_error() {
    let bench = Bench::new();
    let cache = bench.cache().to_owned();
    let watch = Watch::new(move |progress| {
        if matches!(progress, Progress::Slides { .. }) {
            end_browsers(&cache);
        }
    });
    let error = bench.fails(&endless("while (true) {}"), &watch);
    assert_eq!(error.code(), Code::BrowserDied);
}

#[test]
fn a_page_that_crashes_is_an_error() {
    let script = "const all = []; for (;;) all.push(new Array(1e6).fill(all.length));";
    let bench = Bench::new().slide_time(Duration::from_secs(60));
    let error = bench.fails(&endless(script), &Watch::silent());
    assert_eq!(error.code(), Code::BrowserDied);
}

#[test]
fn a_browser_that_takes_too_much_memory_is_stopped() {
    let bench = Bench::new().with(|settings| settings.limits.memory = 20 * 1024 * 1024);
    let error = bench.fails(&endless("while (true) {}"), &Watch::silent());
    assert_eq!(error.code(), Code::BrowserDied);
    assert!(error.message().contains("memory"), "{error}");
}

#[test]
fn a_browser_that_is_not_there_is_named() {
    let bench = Bench::new().with(|settings| settings.browser.set(Some("missing/chrome".into())));
    let error = bench.fails(&deck("", &["One"]), &Watch::silent());
    assert_eq!(error.code(), Code::NoBrowser);
    assert!(!error.message().contains("missing"), "{error}");
}

#[cfg(unix)]
fn program(folder: &Path, script: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("browser");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[cfg(unix)]
#[test]
fn a_program_that_is_no_browser_is_given_up_in_time() {
    for script in ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nread line < /dev/zero\n"] {
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::new().with(|settings| {
            settings.browser.set(Some(program(folder.path(), script)));
            settings.limits.start = Duration::from_secs(1);
        });
        let start = Instant::now();
        let error = bench.fails(&deck("", &["One"]), &Watch::silent());
        assert_eq!(error.code(), Code::BrowserStartFailed);
        assert!(
            start.elapsed() < Duration::from_secs(15),
            "{:?}",
            start.elapsed()
        );
    }
}

#[cfg(unix)]
#[test]
fn the_sandbox_is_never_turned_off_by_itself() {
    use std::os::unix::fs::MetadataExt;
    let bench = Bench::new().with(|settings| settings.sandbox = true);
    if fs::metadata(bench.cache()).unwrap().uid() == 0 {
        let error = bench.fails(&deck("", &["One"]), &Watch::silent());
        assert_eq!(error.code(), Code::SandboxUnavailable);
        assert!(error.message().contains("LECTERN_CHROME_NO_SANDBOX=1"));
        return;
    }
    // Whether it starts here or not: what it was started with is seen meanwhile.
    let cache = bench.cache().to_owned();
    let watch = Watch::new(move |_| {
        let browsers = browsers(&cache);
        let mut words = browsers
            .processes()
            .flat_map(|process| process.cmd().iter());
        assert!(!words.any(|word| word == "--no-sandbox"));
    });
    drop(bench.export(&deck("", &["One"]), &watch));
}
