//! What holds for every file.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::{RootAttributes, Slide};

/// Content of a slide: well-formed markup without slides in it.
fn content() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-zé中 &\n]{0,8}",
        Just("<br>".to_owned()),
        Just("<img alt='<p>' src=x>".to_owned()),
        Just("<!-- <div class=\"slide\"> -->".to_owned()),
        Just("<script>let a = '<div>';</script>".to_owned()),
        Just("<svg viewBox='0 0 1 1'><g/><title/></svg>".to_owned()),
        Just("<ul><li>a<li>b</ul>".to_owned()),
        Just("<table><tr><td>1<td>2</table>".to_owned()),
    ];
    let element = prop::sample::select(vec!["div", "span", "section", "h2", "b", "article"]);
    leaf.prop_recursive(4, 24, 4, move |inner| {
        (element.clone(), prop::collection::vec(inner, 0..4)).prop_map(|(name, inner)| {
            format!("<{name} class=\"slide-{name}\">{}</{name}>", inner.concat())
        })
    })
}

fn slide() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(vec![
        ("<div class=\"slide\">", "</div>"),
        ("<DIV CLASS='title slide'>", "</DIV>"),
        ("<section class=slide data-x=1>", "</section>"),
        (
            "<article class=\"slide dark\" style='color: red'>",
            "</article>",
        ),
    ]);
    (tag, content()).prop_map(|((open, close), content)| format!("{open}{content}{close}"))
}

/// A document around slides: before, between, after.
fn style() -> impl Strategy<Value = (&'static str, &'static str, &'static str)> {
    prop::sample::select(vec![
        ("", "", ""),
        ("", "\n<nav><a href=#>next</a></nav>\r\n", "\n"),
        ("<body>", "<hr>", "</body>"),
        (
            "<!doctype html><html><head><title>T</title><style>p{}</style></head><body><main>",
            "\n<!-- next -->\n",
            "</main><script>start()</script></body></html>",
        ),
    ])
}

/// Pieces of markup in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<div class=slide>",
            "<div>",
            "</div>",
            "<section>",
            "</section>",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<svg>",
            "</svg>",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<body class=a>",
            "</body>",
            "<html>",
            "</html>",
            "<template>",
            "</template>",
            "<aside class=notes>",
            "</aside>",
            "<div class=reveal>",
            "<div class=slides>",
            "<textarea>",
            "</textarea>",
            "<!--",
            "-->",
            "<li>",
            "<a href=\"",
            "<svg data-marpit-svg>",
            "<foreignObject>",
            "<math>",
            "</",
            "<",
            "x",
            "\r\n",
            "\0",
            "é",
            "let a = document.getElementById('i');",
            "<i id=i onclick=f()>",
            "<link rel=stylesheet href=x>",
            "@import 'x",
            "<plaintext>",
            "<select><option>",
            "</h1>",
            "<h2>",
        ])
        .prop_map(str::to_owned),
        ".{0,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn generated_deck() -> impl Strategy<Value = Deck> {
    let text = || ".{0,12}";
    let slide =
        (text(), text(), text(), text()).prop_map(|(slide_id, html, scripts, notes)| Slide {
            slide_id,
            html,
            scripts,
            notes,
        });
    let attributes = || prop::collection::btree_map("data-[a-z]{1,4}", text(), 0..3);
    let slides = prop::collection::vec(slide, 1..5);
    let scripts = prop::option::of(text());
    (
        (slides, prop::option::of(text()), text(), scripts),
        (
            prop::collection::vec(text(), 0..3),
            attributes(),
            attributes(),
        ),
    )
        .prop_map(
            |((slides, title, css, scripts), (external_scripts, html, body))| {
                let mut deck = Deck {
                    title,
                    css,
                    slides,
                    external_scripts,
                    root_attributes: RootAttributes { html, body },
                    surroundings: "<p id='around'></p>".to_owned(),
                    ..Deck::default()
                };
                let scripts = scripts.unwrap_or_else(|| deck.scripts());
                deck.put_scripts(scripts);
                deck
            },
        )
}

proptest! {
    #[test]
    fn well_formed_slides_come_out_byte_for_byte(
        slides in prop::collection::vec(slide(), 1..6),
        (before, between, after) in style(),
    ) {
        let source = format!("{before}{}{after}", slides.join(between));
        prop_assert_eq!(markup(&source), slides);
    }

    #[test]
    fn nothing_panics_on_bytes(content in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&content);
    }

    #[test]
    fn nothing_panics_on_soup(content in soup()) {
        let _ = read(content.as_bytes());
    }

    #[test]
    fn a_deck_as_lectern_answers_it_imports_to_an_equal_deck(deck in generated_deck()) {
        let slides: Vec<_> = deck.slides.iter().map(|slide| json!({
            "slide_id": slide.slide_id, "html": slide.html,
            "scripts": slide.scripts, "notes": slide.notes,
        })).collect();
        let answer = json!({"session_id": "0190", "slide_deck": {
            "title": deck.title, "slide_count": slides.len(), "revision": "3",
            "slides": slides, "css": deck.css, "scripts": deck.scripts(),
            "external_scripts": deck.external_scripts, "root_attributes": deck.root_attributes,
            "surroundings": deck.surroundings,
        }});
        prop_assert_eq!(deck_from_json(answer.clone()).unwrap(), deck.clone());
        let imported = read(answer.to_string().as_bytes()).unwrap();
        prop_assert_eq!(imported.deck.unwrap(), deck);
    }
}
