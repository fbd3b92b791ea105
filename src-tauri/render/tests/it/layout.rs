//! Each slide fills its page as it fills a window of 1280x720.

use crate::harness::{BLUE, GREEN, RED, WHITE, deck, export};

/// Two slides, red and green, the first of them marked as the present one.
const TWO: [&str; 2] = [
    "<div class='slide active' style='background: red'><p>One</p></div>",
    "<div class='slide' style='background: green'><p>Two</p></div>",
];

fn assert_red_and_green(css: &str) {
    let pages = export(&deck(&format!("p {{ margin: 60px }} {css}"), &TWO));
    assert!(pages.picture(1).is_filled_with(RED), "{css}");
    assert!(pages.picture(2).is_filled_with(GREEN), "{css}");
    assert_eq!(pages.text(2).trim(), "Two", "{css}");
}

#[test]
fn slides_behind_the_present_one_are_shown() {
    assert_red_and_green(
        ".slide { display: none; width: 100vw; height: 100vh } .slide.active { display: flex }",
    );
}

#[test]
fn slides_on_a_stack_are_shown() {
    assert_red_and_green(
        ".slide { position: fixed; inset: 0; opacity: 0; transition: opacity 2s }
         .slide.active { opacity: 1 }",
    );
}

#[test]
fn slides_beside_the_window_are_shown() {
    assert_red_and_green(
        ".slide { position: absolute; width: 100%; height: 100%; visibility: hidden;
                  transform: translateX(100%) }
         .slide:first-child.active { visibility: visible; transform: none }",
    );
}

#[test]
fn a_desk_around_the_slides_is_not_on_the_pages() {
    assert_red_and_green(
        "body { padding: 50px; display: flex; background: blue; overflow: hidden }
         body > .slide { width: 1280px; height: 720px; margin: 40px auto;
                         border-radius: 30px; box-shadow: 0 0 50px black }",
    );
}

#[test]
fn styles_for_places_among_the_slides_hold() {
    let css = ".slide { height: 720px; background: red }
        body > .slide:nth-child(2), .deck .slide + .slide { background: green }
        .slide:last-child { background: blue !important } .slide:last-child p:first-child::before
        { content: 'last ' } p:first-child { margin: 60px }";
    let slide = "<div class='slide'><p>Text</p></div>";
    let wrapped = format!("<main class='deck' data-lectern-wrapper>{slide}</main>");
    for html in [slide, &wrapped] {
        let pages = export(&deck(css, &[html, html, html]));
        assert!(pages.picture(1).is_filled_with(RED));
        assert!(pages.picture(2).is_filled_with(GREEN));
        assert!(pages.picture(3).is_filled_with(BLUE));
        assert_eq!(pages.text(1).trim(), "Text");
        assert_eq!(pages.text(3).trim(), "last Text");
    }
}

#[test]
fn definitions_beside_a_slide_do_not_hide_it() {
    let sprite = "<svg style='display: none'><symbol id='dot'><circle r='9'/></symbol></svg>";
    let second = format!("<div class='slide' style='background: green'></div>{sprite}");
    let pages = export(&deck(
        ".slide { position: absolute; inset: 0; opacity: 0; transform: translateX(100%) }
         .slide.active { opacity: 1; transform: none }",
        &[TWO[0], &second],
    ));
    assert!(pages.picture(2).is_filled_with(GREEN));
}

#[test]
fn a_background_that_arrives_late_is_on_the_pages() {
    let mut by_library = deck("", &["<p>One</p>"]);
    by_library.external_scripts = vec!["https://cdn.tailwindcss.com".to_owned()];
    by_library.root_attributes.body = [("class".to_owned(), "bg-[#ff0000]".to_owned())].into();
    assert!(export(&by_library).picture(1).is_filled_with(RED));

    let mut by_script = deck("html { background: red }", &["<p>One</p>"]);
    by_script.root_attributes.body = [("style".to_owned(), "background: red".to_owned())].into();
    assert!(export(&by_script).picture(1).is_filled_with(RED));
    by_script.shared_scripts = "document.body.style.backgroundColor = '#000'".to_owned();
    assert!(export(&by_script).picture(1).is_filled_with([0, 0, 0]));
}

#[test]
fn slides_for_other_screens_are_scaled() {
    let mark = "<i style='position: absolute; right: 0; bottom: 0; width: 10%; height: 10%; \
                background: blue'></i>";
    let large =
        format!("<div style='width: 1920px; height: 1080px; position: relative'>{mark}</div>");
    let small =
        format!("<div style='width: 960px; height: 540px; position: relative'>{mark}</div>");
    let pages = export(&deck("", &[&large, &small]));
    for page in [1, 2] {
        let picture = pages.picture(page);
        assert_eq!(picture.at(1278, 718), BLUE);
        assert_eq!(picture.at(1280 - 126, 720 - 70), BLUE);
        assert_eq!(picture.at(1280 - 131, 720 - 75), WHITE);
    }
}

#[test]
fn slides_for_higher_screens_are_whole_and_in_the_middle() {
    let slide = |size: &str| {
        format!(
            "<div style='{size}; position: relative; background: green'><i style='position: \
             absolute; right: 0; bottom: 0; width: 10%; height: 10%; background: blue'></i></div>"
        )
    };
    let pages = export(&deck(
        "",
        &[
            &slide("width: 1024px; height: 768px"),
            &slide("width: 1280px; height: 800px"),
            &slide("width: 1280px; min-height: 800px"),
        ],
    ));
    for (page, left) in [(1, 160), (2, 64)] {
        let picture = pages.picture(page);
        assert_eq!(picture.at(left - 2, 360), WHITE, "page {page}");
        assert_eq!(picture.at(left + 2, 2), GREEN, "page {page}");
        assert_eq!(picture.at(1280 - left - 2, 718), BLUE, "page {page}");
        assert_eq!(picture.at(1280 - left + 2, 718), WHITE, "page {page}");
    }
    assert!(pages.picture(3).is_filled_with(GREEN));
}

#[test]
fn the_page_looks_as_it_does_on_a_screen() {
    let mut deck = deck(
        "@media print { div { display: none } }
         html { background: blue } body.theme { color: red; counter-reset: n }
         div { position: absolute; left: 100px; top: 100px; width: 100px; height: 100px;
               background: currentColor; animation: appear 5s 5s both }
         p::before { counter-increment: n; content: 'Slide ' counter(n) }
         @keyframes appear { from { opacity: 0 } to { opacity: 1 } }",
        &[
            "<section data-lectern-wrapper style='padding: 200px; height: 9px'>\
                <main style='height: 100%'><div></div><p></p></main></section>",
            "<div></div><p></p>",
        ],
    );
    deck.root_attributes.body = [
        ("class".to_owned(), "theme".to_owned()),
        ("onload".to_owned(), "document.body.remove()".to_owned()),
    ]
    .into();
    let pages = export(&deck);
    for page in [1, 2] {
        let picture = pages.picture(page);
        assert!(picture.is_filled_with(BLUE));
        assert_eq!(picture.at(150, 150), RED);
        assert_eq!(picture.at(95, 150), BLUE);
        assert_eq!(pages.text(page).trim(), format!("Slide {page}"));
    }
}
