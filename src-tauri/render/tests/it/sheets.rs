//! Slides on sheets of paper: as they look on pages of their own, only smaller.

use lectern_core::deck::page::Sheets;
use lectern_core::model::{Deck, Paper, PerSheet, Sheet, SlideChoice};
use lectern_core::render::{Facts, PdfOrder, Renderer, Watch};
use lectern_render::ChromeRenderer;

use crate::harness::{BLUE, Bench, Export, GREEN, RED, WHITE, deck, slide};

fn handout(slides: i64, paper: Paper) -> PdfOrder {
    let sheet = Sheet::Handout(PerSheet::new(slides).unwrap());
    PdfOrder {
        sheet: Some((sheet, paper)),
        ..PdfOrder::default()
    }
}

fn chosen(order: PdfOrder, slides: &str) -> PdfOrder {
    PdfOrder {
        slides: SlideChoice::parse(slides, 100).unwrap(),
        ..order
    }
}

fn export(renderer: &ChromeRenderer, deck: &Deck, order: PdfOrder) -> Export {
    let facts = Facts::titled("A deck");
    let rendered = renderer.pdf(deck, &facts, order, &Watch::silent());
    Export::of(rendered.unwrap())
}

/// Where the middles of a sheet's slides are, in pixels.
fn middles(order: &PdfOrder) -> Vec<(usize, usize)> {
    let (sheet, paper) = order.sheet.unwrap();
    let sheets = Sheets::new(sheet, paper, &order.slides, 100);
    let middle = |start: f64, side: f64| (start + sheets.scale * side / 2.0) as usize;
    let places = sheets.places.iter();
    places
        .map(|place| (middle(place.left, 1280.0), middle(place.top, 720.0)))
        .collect()
}

/// Red and green slides by turns, as large as the window, each with its number.
fn striped(slides: usize) -> Deck {
    let html = "<section class=slide><p></p></section>";
    deck(
        "html, body { margin: 0; counter-reset: n }
         .slide { width: 100vw; height: 100vh; background: red; position: relative }
         .slide:nth-child(even) { background: green }
         p { position: absolute; left: 5vw; bottom: 5vh; margin: 0; font-size: 20vh }
         p::before { counter-increment: n; content: 'Slide ' counter(n) }
         @media (max-width: 1279px), (min-width: 1281px), print {
           .slide.slide { background: blue }
         }",
        &vec![html; slides],
    )
}

#[test]
fn handouts_hold_their_slides_in_order_on_both_papers() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let deck = striped(10);
    for (paper, size) in [(Paper::A4, "(A4)"), (Paper::Letter, "(letter)")] {
        for slides in [2, 3, 4, 6, 9] {
            let order = handout(slides, paper);
            let middles = middles(&order);
            let file = export(&renderer, &deck, order);
            let info = file.info();
            let sheets = 10_usize.div_ceil(middles.len());
            assert!(
                info.contains(&format!("Pages:           {sheets}")),
                "{info}"
            );
            assert_eq!(info.matches(size).count(), sheets, "{slides}: {info}");
            assert!(info.contains("Tagged:          yes"), "{info}");
            for sheet in 0..sheets {
                let text = file.text(sheet + 1);
                let picture = file.sheet(sheet + 1);
                let foot = [String::from("A deck"), (sheet + 1).to_string()];
                for part in foot {
                    assert!(text.lines().any(|line| line == part), "{part}: {text}");
                }
                assert_eq!(picture.at(5, 5), WHITE);
                for (at, middle) in middles.iter().enumerate() {
                    let number = sheet * middles.len() + at + 1;
                    let expected = match number {
                        11.. => WHITE,
                        _ if number.is_multiple_of(2) => GREEN,
                        _ => RED,
                    };
                    assert_eq!(
                        picture.at(middle.0, middle.1),
                        expected,
                        "{slides}: {number}"
                    );
                    assert_eq!(text.contains(&format!("Slide {number}\n")), number <= 10);
                }
            }
        }
    }
}

#[test]
fn chosen_slides_are_on_sheets_as_in_the_whole_deck() {
    let bench = Bench::new();
    let mut deck = striped(9);
    for slide in &mut deck.slides {
        slide.html = slide.html.replace("<p>", "<h2>Heading</h2><p>");
    }
    // A script that needs slides which are not chosen.
    deck.shared_scripts =
        "document.querySelectorAll('p')[8].append('!', document.querySelectorAll('p').length);"
            .to_owned();
    let order = chosen(handout(2, Paper::A4), "2,5,9");
    let middles = middles(&order);
    let file = export(&bench.renderer(), &deck, order);
    assert!(file.info().contains("Pages:           2"));
    for (sheet, number) in [(1, "Slide 2"), (1, "Slide 5"), (2, "Slide 9!9")] {
        let text = file.text(sheet);
        assert!(text.lines().any(|line| line == number), "{number}: {text}");
    }
    let picture = file.sheet(1);
    assert_eq!(picture.at(middles[0].0, middles[0].1), GREEN);
    assert_eq!(picture.at(middles[1].0, middles[1].1), RED);
    let pages: Vec<usize> = file.outline().iter().map(|(_, page)| *page).collect();
    assert_eq!(pages, [1, 1, 2], "no heading of another slide");
}

#[test]
fn links_outline_and_charts_survive_on_sheets() {
    let bench = Bench::new();
    let renderer = bench.renderer();
    let chart = "new Chart('c', { type: 'bar', data: { labels: ['Spring', 'Summer'],
        datasets: [{ label: 'Revenue of the north', data: [3, 5] }] } });";
    let deck = Deck {
        slides: vec![
            slide("<h1>One</h1><a href='https://example.org/a'>A link</a>", ""),
            slide(
                "<h1>Two</h1><div style='width: 900px'><canvas id=c></canvas></div>",
                chart,
            ),
            slide("<h1>Three</h1>", ""),
        ],
        ..Deck::default()
    };
    let file = export(&renderer, &deck, handout(2, Paper::A4));
    assert_eq!(file.links(), ["https://example.org/a"]);
    let headings = file.outline();
    let headings: Vec<_> = headings
        .iter()
        .map(|(text, page)| (text.as_str(), *page))
        .collect();
    assert_eq!(headings, [("One", 1), ("Two", 1), ("Three", 2)]);
    assert_eq!(file.bitmaps(), 0, "the chart is lines and text");
    assert!(file.text(1).contains("Revenue of the north"));
    let read_aloud = file.structure();
    assert!(
        !read_aloud.contains("A deck"),
        "no page's foot: {read_aloud}"
    );
    let again = export(&renderer, &deck, handout(2, Paper::A4));
    assert!(file.bytes == again.bytes, "two exports differ");
}

#[test]
fn what_lies_behind_a_deck_stays_behind_its_slides() {
    let bench = Bench::new();
    let css = "body { background: blue }
        body::before { content: ''; position: fixed; inset: 0 50% 0 0; background: red; z-index: -1 }
        lectern-sheet, lectern-sheet::before { content: 'x'; display: none; background: red }
        @page { size: 1mm 1mm } @page lectern-sheet { size: 2mm 2mm }
        * { break-after: page; color: red } p { color: white }";
    let order = handout(4, Paper::Letter);
    let middles = middles(&order);
    let file = export(
        &bench.renderer(),
        &deck(css, &["<p>One</p>", "<p>Two</p>"]),
        order,
    );
    assert!(file.info().contains("Pages:           1"));
    let picture = file.sheet(1);
    assert_eq!((picture.at(5, 5), picture.at(1000, 800)), (WHITE, WHITE));
    for (x, y) in &middles[..2] {
        assert_eq!(
            (picture.at(x - 50, *y), picture.at(x + 50, *y)),
            (RED, BLUE)
        );
    }
    assert_eq!(picture.at(middles[2].0, middles[2].1), WHITE);
}

#[test]
fn decks_that_run_from_right_to_left_stand_in_their_places() {
    let bench = Bench::new();
    let mut deck = striped(2);
    deck.root_attributes.html = [("dir".to_owned(), "rtl".to_owned())].into();
    deck.slides[1].notes = "مرحبا and then English".to_owned();
    let renderer = bench.renderer();
    let order = handout(2, Paper::A4);
    let middles = middles(&order);
    let picture = export(&renderer, &deck, order).sheet(1);
    for (middle, colour) in middles.iter().zip([RED, GREEN]) {
        for (x, expected) in [(30, WHITE), (60, colour), (middle.0, colour), (735, colour)] {
            assert_eq!(picture.at(x, middle.1), expected, "at {x}");
        }
    }
    let notes = PdfOrder {
        sheet: Some((Sheet::Notes, Paper::A4)),
        ..PdfOrder::default()
    };
    let file = export(&renderer, &deck, notes);
    assert!(
        file.text(2).contains("and then English"),
        "{}",
        file.text(2)
    );
    assert!(file.info().contains("Pages:           2"));
}

#[test]
fn a_script_that_takes_sheets_away_is_an_error() {
    let bench = Bench::new();
    let mut deck = striped(3);
    deck.shared_scripts = "new MutationObserver(() => document.querySelectorAll('lectern-sheet')
        .forEach((sheet) => sheet.remove())).observe(document.body, { childList: true });"
        .to_owned();
    let facts = Facts::titled("A deck");
    let order = handout(2, Paper::A4);
    let error = bench.export_order(&deck, &facts, order, &Watch::silent());
    let error = error.map(|_| "it was exported").unwrap_err();
    assert_eq!(error.code(), lectern_core::Code::ExportIncomplete);
}
