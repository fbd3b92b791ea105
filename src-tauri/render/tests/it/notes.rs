//! What the speaker says: on notes pages and as annotations, whole and harmless.

use lectern_core::model::{Deck, Paper, PerSheet, Sheet, SlideChoice};
use lectern_core::render::{Facts, PdfOrder};
use lopdf::{Dictionary, Document, decode_text_string};

use crate::harness::{Export, deck, export_order};

const SCRIPTS: &str = "Привіт, світе! Ελληνικά. مرحبا بالعالم\nParentheses (and) \\ back\u{2014}";

fn noted(notes: &[&str]) -> Deck {
    let mut deck = deck("h1 { color: #123 }", &vec!["<h1>Slide</h1>"; notes.len()]);
    for (slide, notes) in deck.slides.iter_mut().zip(notes) {
        slide.notes = (*notes).to_owned();
    }
    deck
}

fn pages(paper: Paper) -> PdfOrder {
    PdfOrder {
        sheet: Some((Sheet::Notes, paper)),
        ..PdfOrder::default()
    }
}

fn annotated() -> PdfOrder {
    PdfOrder {
        annotated: true,
        ..PdfOrder::default()
    }
}

fn export(deck: &Deck, order: PdfOrder) -> Export {
    export_order(deck, &Facts::titled("A deck"), order)
}

/// The annotations of a page, counted from 1, that are no links.
fn annotations(file: &Export, page: u32) -> Vec<Dictionary> {
    let document = Document::load_mem(&file.bytes).unwrap();
    let page = document.get_pages()[&page];
    let all = document.get_page_annotations(page).unwrap();
    let is_note = |annotation: &&&Dictionary| {
        annotation.get(b"Subtype").unwrap().as_name().unwrap() == b"Text"
    };
    all.iter()
        .filter(is_note)
        .map(|note| (**note).clone())
        .collect()
}

fn contents(file: &Export, page: u32) -> Vec<String> {
    let notes = annotations(file, page);
    let text = |note: &Dictionary| decode_text_string(note.get(b"Contents").unwrap()).unwrap();
    notes.iter().map(text).collect()
}

#[test]
fn notes_stand_below_their_slides() {
    for (paper, size) in [(Paper::A4, "(A4)"), (Paper::Letter, "(letter)")] {
        let file = export(&noted(&["First note", "", SCRIPTS]), pages(paper));
        let info = file.info();
        assert!(info.contains("Pages:           3"), "{info}");
        assert_eq!(info.matches(size).count(), 3, "{info}");
        assert!(info.contains("Tagged:          yes"), "{info}");
        assert!(
            file.text(1).starts_with("Slide\n\nFirst note\n"),
            "{}",
            file.text(1)
        );
        assert!(!file.text(2).contains("note"));
        for words in [
            "Привіт, світе! Ελληνικά.",
            "Parentheses (and) \\ back\u{2014}",
        ] {
            assert!(file.text(3).contains(words), "{}", file.text(3));
        }
        let structure = file.structure();
        assert!(
            structure.find("First note") < structure.find("Привіт"),
            "{structure}"
        );
    }
}

#[test]
fn long_notes_go_on_on_further_sheets_and_lose_nothing() {
    let words: Vec<String> = (0..3000).map(|number| format!("word{number}")).collect();
    let long: Vec<String> = words.chunks(40).map(|line| line.join(" ")).collect();
    let unbroken = "x".repeat(30_000);
    let blank = format!("a{}z", "\n".repeat(150));
    let notes = [&long.join("\n\n"), "short", &unbroken, &blank];
    let file = export(&noted(&notes), pages(Paper::A4));
    let count = file
        .info()
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let texts: Vec<String> = (1..=count).map(|page| file.text(page)).collect();
    let sheet_of = |text: &str| texts.iter().position(|sheet| sheet.contains(text)).unwrap();
    let found: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.split_whitespace())
        .filter(|word| word.starts_with("word"))
        .collect();
    assert_eq!(found, words, "every word once, in order");
    assert!(sheet_of("word2999") >= 3, "{count} sheets");
    assert_eq!(sheet_of("short"), sheet_of("word2999") + 1);
    let crosses: usize = texts.iter().map(|text| text.matches('x').count()).sum();
    assert_eq!(crosses, unbroken.len());
    let last = texts
        .iter()
        .rposition(|text| text.starts_with("z\n"))
        .unwrap();
    assert!(last > sheet_of("short") + 2, "blank lines take their room");
    // What stands above the foot of a sheet is white: nothing ran into it.
    for page in 1..=count {
        let picture = file.sheet(page);
        let is_free = (54..740).all(|x| picture.at(x, 1075) == [255, 255, 255]);
        assert!(is_free, "sheet {page}");
    }
}

#[test]
fn notes_of_chosen_slides_only_are_printed() {
    let order = PdfOrder {
        slides: SlideChoice::parse("3", 3).unwrap(),
        ..pages(Paper::Letter)
    };
    let file = export(&noted(&["One", "Two", "Three"]), order);
    assert!(file.info().contains("Pages:           1"));
    assert_eq!(
        file.text(1).split_whitespace().collect::<Vec<_>>(),
        ["Slide", "Three", "A", "deck", "1"]
    );
}

#[test]
fn notes_are_text_and_nothing_else() {
    let mut deck =
        noted(&["<b>bold</b><script>document.body.remove()</script><img src=x onerror=alert(1)>"]);
    deck.css = "* { display: none !important; color: red !important } h1, lectern-slide { display: block !important }
        p, div { font-size: 200px !important }".to_owned();
    let file = export(&deck, pages(Paper::A4));
    assert!(
        file.text(1)
            .contains("<b>bold</b><script>document.body.remove()</script>"),
        "{}",
        file.text(1)
    );
    assert!(file.info().contains("Pages:           1"));
    assert_eq!(file.warnings, []);
}

#[test]
fn annotations_hold_notes_in_any_script() {
    let file = export(
        &noted(&["Plain (text)\r\nand more \\", " \n", SCRIPTS, "日本語 😀"]),
        annotated(),
    );
    assert_eq!(contents(&file, 1), ["Plain (text)\nand more \\"]);
    assert_eq!(contents(&file, 2), [""; 0]);
    assert_eq!(contents(&file, 3), [SCRIPTS]);
    assert_eq!(contents(&file, 4), ["日本語 😀"]);
    let info = file.info();
    assert_eq!(info.matches("size:  960 x 540 pts").count(), 4, "{info}");
    assert!(info.contains("Tagged:          yes"), "{info}");
    let note = &annotations(&file, 1)[0];
    assert_eq!(
        note.get(b"F").unwrap().as_i64().unwrap() & 4,
        0,
        "it is not printed"
    );
    let structure = file.structure();
    let order: Vec<&str> = structure
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("Annot") || line.starts_with("H1"))
        .collect();
    let kinds: Vec<&str> = order.iter().map(|line| &line[..2]).collect();
    assert_eq!(
        kinds,
        ["H1", "An", "H1", "H1", "An", "H1", "An"],
        "{structure}"
    );
    let again = export(
        &noted(&["Plain (text)\r\nand more \\", " \n", SCRIPTS, "日本語 😀"]),
        annotated(),
    );
    assert!(file.bytes == again.bytes, "two exports differ");
}

#[test]
fn annotations_are_on_their_slides_on_sheets_too() {
    let order = PdfOrder {
        sheet: Some((Sheet::Handout(PerSheet::Two), Paper::A4)),
        slides: SlideChoice::parse("1,3-4", 4).unwrap(),
        ..annotated()
    };
    let file = export(&noted(&["One", "Two", "Three", "Four"]), order);
    assert_eq!(contents(&file, 1), ["One", "Three"]);
    assert_eq!(contents(&file, 2), ["Four"]);
    let edges: Vec<Vec<f32>> = annotations(&file, 1)
        .iter()
        .map(|note| {
            let edges = note.get(b"Rect").unwrap().as_array().unwrap().iter();
            edges.map(|edge| edge.as_float().unwrap()).collect()
        })
        .collect();
    assert!(
        edges[0][1] > 421.0 && edges[1][3] < 421.0,
        "one above the other: {edges:?}"
    );
}

#[test]
fn a_deck_without_anything_to_read_can_be_annotated() {
    let mut deck = deck("", &["", "<p>Text</p>"]);
    deck.slides[0].notes = "Only said".to_owned();
    let file = export(&deck, annotated());
    assert_eq!(contents(&file, 1), ["Only said"]);
}
