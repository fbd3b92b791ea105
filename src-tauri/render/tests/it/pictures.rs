//! Small pictures of slides, by the browser that prints them.

use std::time::{Duration, Instant};

use lectern_core::Code;
use lectern_core::model::Deck;
use lectern_core::render::Warning;

use crate::harness::{BLUE, Bench, GREEN, RED, WHITE, deck, slide};

#[test]
fn every_slide_has_its_picture() {
    let mut deck = deck(
        "body { background: red; margin: 40px } .full { height: 100vh; background: green }
         h1::before { content: counter(page) } h1 { counter-increment: page }",
        &[
            "<p>One</p>",
            "<div class=full></div>",
            "<canvas id=chart></canvas>",
            "<h1></h1><div style='position: fixed; inset: 400px 0 0 0; background: blue'></div>",
        ],
    );
    deck.slides[2].scripts = "new Chart('chart', { type: 'bar', data: {
        labels: ['a', 'b'], datasets: [{ data: [1, 2], backgroundColor: 'blue' }] } })"
        .to_owned();
    let bench = Bench::new();
    let pictures = bench.pictures(&deck, 0..4).unwrap();
    assert_eq!(pictures.len(), 4);
    assert_eq!(pictures[0].at(300, 170), RED);
    assert!(pictures[0].colours() > 2, "text");
    for (x, y) in [(1, 1), (318, 1), (1, 178), (318, 178)] {
        assert_eq!(pictures[1].at(x, y), GREEN);
    }
    assert!(pictures[2].colours() > 5, "a chart");
    assert_eq!(pictures[3].at(160, 178), BLUE);
    assert_eq!(pictures[3].at(160, 90), RED);
    let some = bench.pictures(&deck, 2..4).unwrap();
    assert!(some == pictures[2..], "they look as in the whole deck");
}

#[test]
fn chosen_slides_are_pictures_of_any_size() {
    let slides = [
        "<p>One</p>",
        "<div class=full></div>",
        "<img src=//example.org/x>",
    ];
    let deck = deck(
        "body { background: red } .full { height: 100vh; background: green }",
        &slides,
    );
    let bench = Bench::new();
    for scale in [1, 3] {
        let (pictures, warnings) = bench.draw(&deck, vec![1, 2], 1280 * scale).unwrap();
        let (second, third) = (&pictures[0], &pictures[1]);
        assert_eq!(second.size(), (1280 * scale as usize, 720 * scale as usize));
        assert_eq!(second.at(second.size().0 - 1, second.size().1 - 1), GREEN);
        assert_eq!(third.at(5, third.size().1 - 1), RED);
        assert!(warnings.contains(&Warning::PictureMissing { slide: 3 }));
    }
}

#[test]
fn decks_of_vertical_text_have_their_pictures() {
    // The second block stands to the left of the first one.
    let html = "<div style='background: red; block-size: 320px'></div>\
                <div style='background: green; block-size: 320px'></div>";
    let vertical = "writing-mode: vertical-rl";
    let by_body = deck(&format!("body {{ {vertical} }}"), &[html; 3]);
    let by_page = deck(
        &format!("html {{ {vertical}; direction: rtl }}"),
        &[html; 3],
    );
    let mut by_attribute = deck("", &[html; 3]);
    by_attribute.root_attributes.body = [("style".to_owned(), vertical.to_owned())].into();
    let mut by_script = deck("", &[html; 3]);
    by_script.shared_scripts = "document.body.style.writingMode = 'vertical-rl'".to_owned();
    let bench = Bench::new();
    for deck in [by_body, by_page, by_attribute, by_script] {
        for picture in bench.pictures(&deck, 0..3).unwrap() {
            assert_eq!(picture.at(280, 90), RED);
            assert_eq!(picture.at(200, 90), GREEN);
            assert_eq!(picture.at(40, 90), WHITE);
        }
    }
}

#[test]
fn a_deck_that_shows_slide_after_slide_stands_still() {
    let mut deck = deck("", &["<p>One</p>"; 12]);
    deck.shared_scripts = "const hide = () => document.querySelectorAll('p').forEach(
            (slide) => slide.style.setProperty('display', 'none', 'important'));
        document.addEventListener('lectern-finish', () => setInterval(hide, 800));
        addEventListener('scroll', hide);"
        .to_owned();
    let pictures = Bench::new().pictures(&deck, 0..12).unwrap();
    assert!(pictures.iter().all(|picture| *picture == pictures[0]));
    assert!(pictures[0].colours() > 1, "the text is there");
    assert_eq!(pictures[0].at(300, 170), WHITE);
}

#[test]
fn a_script_without_end_is_named_by_its_slide() {
    let bench = Bench::new().slide_time(Duration::from_millis(1500));
    let endless = Deck {
        slides: vec![slide("<p>One</p>", ""), slide("", "while (true) {}")],
        ..Deck::default()
    };
    let start = Instant::now();
    let error = bench.pictures(&endless, 0..2).map(|_| "drawn").unwrap_err();
    assert_eq!(error.code(), Code::SlideNotReady);
    assert!(error.message().starts_with("Slide 2 "), "{error}");
    assert!(start.elapsed() < Duration::from_secs(20));
    bench.assert_empty();
}
