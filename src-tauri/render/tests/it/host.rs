//! One browser for all decks: it is kept warm, replaced when it is gone, and shows
//! each deck nothing of the one before.

use std::sync::{Arc, Mutex};
use std::thread;

use lectern_core::Code;
use lectern_core::model::Deck;
use lectern_core::render::{PictureOrder, Progress, Renderer, Urgency, Watch};
use lectern_render::ChromeRenderer;

use crate::harness::{Bench, Export, deck, end_browsers, pdf, profiles, slide};

/// Exports a deck and answers the profiles that there were meanwhile.
fn export(renderer: &ChromeRenderer, bench: &Bench, deck: &Deck) -> Vec<String> {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let (seeing, cache) = (Arc::clone(&seen), bench.cache().to_owned());
    let watch = Watch::new(move |progress| {
        if matches!(
            progress,
            Progress::Slides { .. } | Progress::Printing { .. }
        ) {
            *seeing.lock().unwrap() = profiles(&cache);
        }
    });
    pdf(renderer, deck, &watch).unwrap();
    let seen = seen.lock().unwrap();
    seen.clone()
}

#[test]
fn one_browser_draws_deck_after_deck_and_ends_with_its_renderer() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let deck = deck("", &["One"]);
    let first = export(&renderer, &bench, &deck);
    assert_eq!(first.len(), 1);
    assert_eq!(export(&renderer, &bench, &deck), first);
    assert_eq!(profiles(bench.cache()), first, "it waits for the next deck");
    drop(renderer);
    bench.assert_empty();
}

#[test]
fn a_browser_that_has_gone_is_replaced() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let deck = deck("", &["One"]);
    let first = export(&renderer, &bench, &deck);
    end_browsers(bench.cache());
    let second = export(&renderer, &bench, &deck);
    assert_ne!(second, first);
    assert_eq!(profiles(bench.cache()), second);
}

/// A deck whose script has no end.
fn endless() -> Deck {
    Deck {
        slides: vec![slide("", "for (;;) {}")],
        ..Deck::default()
    }
}

/// Does something whenever it is told that slides are drawn.
fn when_drawing(act: impl Fn() + Send + Sync + 'static) -> Watch {
    Watch::new(move |progress| {
        if matches!(progress, Progress::Slides { .. }) {
            act();
        }
    })
}

#[test]
fn a_browser_that_goes_while_it_draws_costs_one_export() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let cache = bench.cache().to_owned();
    let watch = when_drawing(move || end_browsers(&cache));
    let error = pdf(&renderer, &endless(), &watch).unwrap_err();
    assert_eq!(error.code(), Code::BrowserDied);
    export(&renderer, &bench, &deck("", &["One"]));
}

#[test]
fn cancelling_ends_the_browser_and_spares_who_waits() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let drawing = Arc::new(std::sync::Barrier::new(2));
    let (waiting, second) = (Arc::clone(&drawing), renderer.clone());
    let watch = when_drawing(move || {
        waiting.wait();
    });
    let cancel = watch.clone();
    let first = thread::spawn(move || pdf(&renderer, &endless(), &watch));
    drawing.wait();
    let next = thread::spawn(move || pdf(&second, &deck("", &["One"]), &Watch::silent()));
    cancel.cancel();
    assert_eq!(first.join().unwrap().unwrap_err().code(), Code::Cancelled);
    next.join().unwrap().unwrap();
    bench.assert_empty();
}

#[test]
fn who_waits_is_told_so_and_then_each_step() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let drawing = Arc::new(std::sync::Barrier::new(2));
    let (waiting, second) = (Arc::clone(&drawing), renderer.clone());
    let watch = when_drawing(move || {
        waiting.wait();
    });
    let cancel = watch.clone();
    let first = thread::spawn(move || pdf(&renderer, &endless(), &watch));
    drawing.wait();
    let told: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let telling = Arc::clone(&told);
    let watch = Watch::new(move |progress| {
        telling.lock().unwrap().push(progress);
        if progress == Progress::Waiting {
            cancel.cancel();
        }
    });
    let deck = deck("", &["One", "Two"]);
    pdf(&second, &deck, &watch).unwrap();
    assert_eq!(first.join().unwrap().unwrap_err().code(), Code::Cancelled);
    let told = told.lock().unwrap();
    assert!(told.is_sorted(), "{told:?}");
    let (total, ends) = (2, told.len().saturating_sub(2));
    assert_eq!(told[..2], [Progress::Waiting, Progress::StartingBrowser]);
    assert_eq!(
        told[ends..],
        [Progress::Printing { total }, Progress::Writing]
    );
}

#[test]
fn decks_that_come_at_once_wait_for_each_other() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let exports: Vec<_> = (0..3)
        .map(|_| {
            let renderer = renderer.clone();
            let cache = bench.cache().to_owned();
            thread::spawn(move || {
                let most = Arc::new(Mutex::new(0));
                let seeing = Arc::clone(&most);
                let watch = Watch::new(move |_| {
                    let mut most = seeing.lock().unwrap();
                    *most = profiles(&cache).len().max(*most);
                });
                let deck = deck("", &["One", "Two"]);
                pdf(&renderer, &deck, &watch).unwrap();
                *most.lock().unwrap()
            })
        })
        .collect();
    for export in exports {
        assert!(export.join().unwrap() <= 1, "one browser is enough");
    }
}

#[test]
fn what_goes_wrong_in_one_piece_of_work_keeps_no_other_waiting() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let order = PictureOrder {
        slides: vec![0],
        width: 320,
        urgency: Urgency::Picture,
    };
    let take = Box::new(|_, _| panic!("as it was meant to"));
    let deck = deck("", &["One"]);
    let drawn = renderer.pictures(&deck, "A deck", order, &Watch::silent(), take);
    assert_eq!(drawn.unwrap_err().code(), Code::Internal);
    export(&renderer, &bench, &deck);
}

#[test]
fn a_browser_that_was_prepared_is_used() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    renderer.prepare();
    renderer.prepare();
    let used = export(&renderer, &bench, &deck("", &["One"]));
    assert_eq!(profiles(bench.cache()), used);
    assert_eq!(used.len(), 1);
}

#[test]
fn a_deck_finds_nothing_of_the_one_before() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let leaving = "window.name = 'left'; try { history.pushState('left', ''); } catch {}";
    let looking = "document.querySelector('p').textContent = [
        window.name === '', history.length <= 3, history.state === null].join(' ');";
    for (script, expected) in [(leaving, ""), (looking, "true true true")] {
        let deck = Deck {
            slides: vec![slide("<p></p>", script)],
            ..Deck::default()
        };
        let done = pdf(&renderer, &deck, &Watch::silent()).unwrap();
        assert_eq!(Export::of(done).text(1).trim(), expected);
    }
}
