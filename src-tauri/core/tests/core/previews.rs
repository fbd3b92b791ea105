//! Looking at decks: what opens a preview, how long it lives, and the report.

use lectern_core::error::Code;
use serde_json::{Value, json};

use crate::harness::{House, somebody_else};

async fn with_deck(house: &House, slides: usize) -> String {
    let id = house.create(json!({"title": "Q3"})).await;
    let slides: Vec<Value> = (0..slides)
        .map(|number| json!({"html": format!("<p>slide {number}</p>")}))
        .collect();
    let put = json!({"session_id": id, "deck": {"slides": slides}});
    house.ask("put_slides", put).await.unwrap();
    id
}

async fn open(house: &House, id: &str) -> String {
    let preview = house.ask("open_preview", json!({"session_id": id}));
    let nonce = preview.await.unwrap()["nonce"].clone();
    nonce.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_preview_is_a_page_for_every_hundred_slides() {
    let house = House::new().await;
    let id = with_deck(&house, 101).await;
    let asked = house.ask("open_preview", json!({"session_id": id}));
    let preview = asked.await.unwrap();
    let nonce = preview["nonce"].as_str().unwrap();
    assert!(nonce.len() == 64 && nonce.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let expected = json!({
        "nonce": nonce, "revision": 1, "slide_count": 101, "slides_per_page": 100,
    });
    assert_eq!(preview, expected);
    let first = house.service.preview_page(nonce, 0).unwrap();
    assert!(first.html.contains("slide 99\\u003c") && !first.html.contains("slide 100\\u003c"));
    let second = house.service.preview_page(nonce, 1).unwrap();
    assert!(second.html.contains("slide 100\\u003c") && second.html.contains("\"first\":100"));
    assert!(house.service.preview_page(nonce, 2).is_none());
    assert!(house.service.preview_page("", 0).is_none());
}

#[tokio::test]
async fn only_the_newest_previews_are_kept() {
    let house = House::new().await;
    let id = with_deck(&house, 1).await;
    let mut nonces = Vec::new();
    for _ in 0..9 {
        nonces.push(open(&house, &id).await);
    }
    let open = |nonce: &String| house.service.preview_page(nonce, 0).is_some();
    assert!(!open(&nonces[0]));
    assert!(nonces[1..].iter().all(open));
}

#[tokio::test]
async fn a_preview_goes_with_its_session() {
    let house = House::new().await;
    for operation in ["trash_session", "delete_session", "cleanup_sessions"] {
        let (gone, stays) = (with_deck(&house, 1).await, with_deck(&house, 1).await);
        let (of_gone, of_other) = (open(&house, &gone).await, open(&house, &stays).await);
        let request = json!({"session_id": gone, "session_ids": [gone]});
        house.ask(operation, request).await.unwrap();
        assert!(house.service.preview_page(&of_gone, 0).is_none());
        assert!(house.service.preview_page(&of_other, 0).is_some());
    }
}

#[tokio::test]
async fn a_preview_shows_the_deck_as_it_was_opened() {
    let house = House::new().await;
    let id = with_deck(&house, 1).await;
    let nonce = open(&house, &id).await;
    let put = json!({"session_id": id, "deck": {"slides": [{"html": "<p>new</p>"}]}});
    house.ask("put_slides", put).await.unwrap();
    let page = house.service.preview_page(&nonce, 0).unwrap();
    assert!(page.html.contains("slide 0\\u003c"));
}

#[tokio::test]
async fn who_may_not_read_a_deck_may_not_look_at_it() {
    let house = House::new().await;
    let id = with_deck(&house, 1).await;
    let empty = house.create(json!({})).await;
    for operation in ["open_preview", "inspect_slides"] {
        let request = json!({"session_id": id});
        let refused = house.ask_as(somebody_else(), operation, request).await;
        assert_eq!(refused.unwrap_err().code(), Code::NotFound);
        let request = json!({"session_id": empty});
        assert_eq!(house.code(operation, request).await, Code::NoDeck);
    }
    let request = json!({"session_id": id, "scripts": "yes"});
    assert_eq!(house.code("open_preview", request).await, Code::Invalid);
}

#[tokio::test]
async fn an_imported_deck_tells_what_it_needs_and_what_was_left_out() {
    let house = House::new().await;
    let content = "<nav class='controls' id='n'>Next</nav><div class='bar'></div>\
        <section class='slide'>One<img src='a.png'></section><section class='slide'>Two</section>\
        <footer>All rights</footer>\
        <script src='https://cdn.jsdelivr.net/npm/chart.js'></script>";
    let session = house.ask("import_session", json!({"content": content}));
    let id = session.await.unwrap()["session_id"].clone();
    let report = house.ask("inspect_slides", json!({"session_id": id}));
    let expected = json!({
        "slide_count": 2,
        "libraries": [{
            "address": "https://cdn.jsdelivr.net/npm/chart.js",
            "name": "Chart.js",
            "version": "4.5.1",
        }],
        "missing_libraries": [],
        "blocked": [{"kind": "picture", "address": "a.png"}],
        "left_out": ["<nav id=\"n\" class=\"controls\">", "<footer>"],
        "works_offline": false,
    });
    assert_eq!(report.await.unwrap(), expected);
}
