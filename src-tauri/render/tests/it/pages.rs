//! One page for each slide, whatever the slides hold.

use lectern_core::clock::Timestamp;
use lectern_core::deck::{import, sample};
use lectern_core::render::{Facts, PdfOrder, Warning};

use crate::harness::{RED, deck, export, export_order, export_slides};

#[test]
fn a_deck_becomes_pages_of_the_right_size_with_text() {
    let deck = deck(
        "h1 { color: #123 }",
        &[
            "<h1>First</h1>",
            "<h1>Second</h1>",
            "<h1>Third Ünïcode</h1>",
        ],
    );
    let first = export(&deck);
    let info = first.info();
    assert!(info.contains("Pages:           3"), "{info}");
    assert_eq!(info.matches("size:  960 x 540 pts").count(), 3, "{info}");
    assert!(info.contains("Title:           A deck"), "{info}");
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(info.contains("Creator:         Lectern"), "{info}");
    assert!(!info.contains("Date"), "{info}");
    assert_eq!(first.text(1).trim(), "First");
    assert_eq!(first.text(2).trim(), "Second");
    assert_eq!(first.text(3).trim(), "Third Ünïcode");
    assert_eq!(first.warnings, []);
    assert!(first.bytes == export(&deck).bytes, "two exports differ");
}

#[test]
fn a_file_says_what_is_known_of_it() {
    let mut deck = deck(
        "",
        &[
            "<p>Before</p>",
            "<h2>Обзор\n  квартала</h2>",
            "<h1>Two</h1>",
        ],
    );
    deck.root_attributes.html = [("lang".to_owned(), "uk".to_owned())].into();
    let moment = |text| Timestamp::parse(text);
    let facts = Facts {
        title: "Квартал".to_owned(),
        author: Some("Команда (північ)".to_owned()),
        created: moment("2024-01-15T10:30:00.250Z"),
        changed: moment("2024-02-29T23:59:59.999+02:00"),
    };
    let file = export_order(&deck, &facts, PdfOrder::default());
    let info = file.info();
    for line in [
        "Title:           Квартал",
        "Subject:         Обзор квартала",
        "Author:          Команда (північ)",
        "Creator:         Lectern",
        "CreationDate:    Mon Jan 15 10:30:00 2024 UTC",
        "ModDate:         Thu Feb 29 21:59:59 2024 UTC",
    ] {
        assert!(info.contains(line), "{line}: {info}");
    }
    assert_eq!(file.language().as_deref(), Some("uk"));
    let again = export_order(&deck, &facts, PdfOrder::default());
    assert!(file.bytes == again.bytes, "two exports differ");
}

#[test]
fn a_file_says_nothing_that_is_not_known() {
    let file = export(&deck("", &["<h1>A deck</h1>"]));
    let info = file.info();
    for fact in ["Subject", "Author", "Date"] {
        assert!(!info.contains(fact), "{fact}: {info}");
    }
    assert_eq!(file.language(), None);
}

#[test]
fn chosen_slides_look_as_they_do_in_the_whole_deck() {
    let mut deck = deck(
        "body { counter-reset: page } h1 { counter-increment: page }
         h1::before { content: counter(page) ' of ' } h1:nth-child(1) { color: red }",
        &[
            "<h1 id=first>First</h1>",
            "<h1 id=second>Second</h1>",
            "<h1 id=third>Third</h1>",
            "<h1 id=fourth>Fourth</h1>",
        ],
    );
    // A script that needs a slide which is not chosen.
    deck.shared_scripts = "document.getElementById('first').append(' drawn');
         document.getElementById('fourth').append(' drawn');"
        .to_owned();
    let chosen = export_slides(&deck, "4,2");
    let info = chosen.info();
    assert!(info.contains("Pages:           2"), "{info}");
    assert_eq!(chosen.text(1).trim(), "2 of Second");
    assert_eq!(chosen.text(2).trim(), "4 of Fourth drawn");
    assert_eq!(chosen.warnings, []);
}

#[test]
fn the_sample_is_drawn_without_a_warning() {
    let file = sample::file().unwrap();
    let deck = import::read(file.as_bytes()).unwrap().deck.unwrap();
    let pages = export(&deck);
    assert_eq!(pages.warnings, []);
    assert!(pages.text(1).contains("for your slides"));
    assert!(pages.text(2).contains("Three steps"));
    // The highest bar of the chart, and the paper between two bars.
    let chart = pages.picture(3);
    assert_eq!(chart.at(1000, 400), [0x3D, 0x4F, 0xD8]);
    assert_eq!(chart.at(938, 400), [0xFB, 0xFA, 0xF8]);
    assert!(pages.text(4).contains("The last ten"));
    assert!(pages.text(5).contains("Добрий день"));
    assert!(pages.text(6).contains("F5"));
}

#[test]
fn no_slide_reaches_out_of_its_page() {
    let css = "@page { size: 50mm 50mm; margin: 10mm }
        @media print { @page :first { size: A4 } body { color: red } }
        body, html { padding: 33px !important; margin: 44px !important; columns: 3 }
        .tall { height: 100000px; break-after: page; page: wide }
        </style><script>document.title = 'broken out'</script><b>css</b>";
    let pages = export(&deck(
        css,
        &[
            "<div><table><tr><td><b><textarea><svg><style>One",
            "<div class=tall>Two</div><p style='break-before: page'>p</p><p>p</p>",
            "<style>@page { size: 1mm 1mm }</style><p class=tall>Three</p></section></body></html>",
            "<!-- Three and a half <p>",
            "Five<plaintext>",
        ],
    ));
    let info = pages.info();
    assert!(info.contains("Pages:           5"), "{info}");
    assert_eq!(info.matches("size:  960 x 540 pts").count(), 5, "{info}");
    assert!(info.contains("Title:           A deck"), "{info}");
    assert_eq!(pages.text(2).lines().next(), Some("Two"));
    assert_eq!(pages.text(3).trim(), "Three");
    assert_eq!(pages.text(5).trim(), "Five");
}

#[test]
fn what_a_script_puts_beside_the_slides_makes_no_page() {
    let mut deck = deck("", &["<p>One</p>", "<p>Two</p>"]);
    deck.slides[0].scripts = "const stray = document.createElement('div');
        stray.style.cssText = 'height: 5000px; background: red';
        document.body.append(stray, 'text');
        document.documentElement.append(stray.cloneNode());"
        .to_owned();
    let pages = export(&deck);
    assert!(pages.info().contains("Pages:           2"));
    assert_eq!(pages.text(1).trim(), "One");
    assert!(!pages.picture(2).is_filled_with(RED));
}

#[test]
fn what_the_body_generates_makes_no_page() {
    let css =
        "body::after, html::before { content: 'more' !important; display: block; height: 60px }
        body::before { content: ''; position: fixed; inset: 0; background: red }";
    let pages = export(&deck(css, &["<p>One</p>", "<p>Two</p>"]));
    assert!(pages.info().contains("Pages:           2"));
    assert_eq!(pages.text(1).trim(), "One");
    assert!(pages.picture(2).is_filled_with(RED));
}

#[test]
fn a_modal_dialog_is_on_its_own_page() {
    let mut deck = deck(
        "dialog { width: 300px; height: 300px; background: red }",
        &[
            "<p>One</p>",
            "<p>Two</p><dialog>Modal</dialog>",
            "<p>Three</p>",
        ],
    );
    deck.slides[1].scripts = "document.querySelector('dialog').showModal()".to_owned();
    let pages = export(&deck);
    assert_eq!(pages.text(1).trim(), "One");
    assert_eq!(pages.picture(2).at(640, 360), RED);
    assert_eq!(pages.text(3).trim(), "Three");
}

#[test]
fn elements_named_like_members_of_the_document_change_nothing() {
    let names = [
        "body",
        "head",
        "fonts",
        "readyState",
        "querySelectorAll",
        "createElement",
    ];
    let forms: String = names
        .iter()
        .map(|name| format!("<form name='{name}'></form>"))
        .collect();
    let pages = export(&deck("", &["<p>One</p>", &format!("{forms}<p>Two</p>")]));
    assert!(pages.info().contains("Pages:           2"));
    assert!(pages.info().contains("Title:           A deck"));
    assert_eq!(pages.text(2).trim(), "Two");
}

#[test]
fn a_slide_that_is_larger_than_its_page_is_named() {
    let css = ".decoration { position: absolute; bottom: -90px; right: -90px; font-size: 200px }
        .slide { height: 720px } .scroller { height: 9px; overflow: hidden }
        .wide { width: 1400px; white-space: nowrap; text-align: right }";
    let pages = export(&deck(
        css,
        &[
            "<div class=slide><i class=decoration>*</i><p>One</p></div>",
            "<div class=slide><p style='height: 700px'>Two</p><p>and more</p></div>",
            "<div class=slide><div class=scroller><p style='height: 900px'></p>Three</div></div>",
            "<div class=slide><p class=wide>Four</p></div>",
        ],
    ));
    let warning = |slide| Warning::Overflow { slide };
    assert_eq!(pages.warnings, [warning(2), warning(4)]);
}

#[test]
fn a_picture_that_cannot_be_decoded_is_named() {
    let pages = export(&deck(
        "",
        &[
            "<p>One</p>",
            "<img src='data:image/png;base64,AAAA'><p>Two</p>",
        ],
    ));
    assert_eq!(pages.warnings, [Warning::PictureMissing { slide: 2 }]);
}

#[test]
fn a_heading_with_shadows_stands_in_the_outline_once() {
    let css = "h1 { text-shadow: 0 2px 8px red, 1px 1px blue } h2 { text-transform: uppercase }";
    let pages = export(&deck(
        css,
        &[
            "<h1>The  first\nof all</h1><h2>Below</h2>",
            "<h1>dada</h1>",
            "<h1 style='width: 300px; font-size: 60px'>A heading of two lines</h1>",
        ],
    ));
    let headings: Vec<String> = pages.outline().into_iter().map(|(text, _)| text).collect();
    assert_eq!(
        headings,
        [
            "The first of all",
            "BELOW",
            "dada",
            "A heading of two lines"
        ]
    );
    let info = pages.info();
    assert!(
        info.contains("Subject:         The first of all\n"),
        "{info}"
    );
}

#[test]
fn a_font_that_a_deck_brings_is_there_whatever_its_letters() {
    let css = "@font-face { font-family: 'Brought Along'; src: local('Liberation Sans');
            unicode-range: U+410-44F }
        h1 { font-family: 'Brought Along', serif }";
    assert_eq!(export(&deck(css, &["<h1>Обзор</h1>"])).warnings, []);
}

#[test]
fn nothing_of_a_deck_changes_any_more_when_it_is_printed() {
    let mut deck = deck("", &["<h1>One</h1>", "<h1>Two</h1>"]);
    deck.shared_scripts = "const cover = () => document.body.insertAdjacentHTML(
            'afterbegin', '<div style=\"height: 720px; break-after: page\">Cover</div>');
        addEventListener('beforeprint', cover);
        addEventListener('beforeprint', cover, true);
        onbeforeprint = cover;"
        .to_owned();
    let page = export_slides(&deck, "2");
    assert_eq!(page.text(1).trim(), "Two");
}

#[test]
fn fonts_that_are_not_there_are_named_if_a_slide_shows_them() {
    let css = "h1 { font-family: 'Hardly Anywhere', serif } .unused { font-family: Nowhere }
        p { font: bold 20px/1.2 Neither, sans-serif } em { font-family: var(--x), serif }
        body { font-family: system-ui, Absent }";
    let pages = export(&deck(
        css,
        &[
            "<h1>One</h1><div style='font-family: Liberation Sans'>two</div><em>x</em>",
            "<p>Three</p><p class=unused></p>",
        ],
    ));
    let missing = |family: &str| Warning::FontMissing {
        family: family.to_owned(),
    };
    let mut warnings = pages.warnings;
    warnings.sort_by_key(|warning| format!("{warning:?}"));
    assert_eq!(warnings, [missing("Hardly Anywhere"), missing("Neither")]);
}
