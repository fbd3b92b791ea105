//! Exports: the file as a download, and what cannot be one.

use std::sync::atomic::Ordering;
use std::time::Duration;

use lectern_core::{Code, Error};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::world::{PDF, PNG, PPTX, PPTX_TYPE, World};

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_a_download() {
    let world = World::new().await;
    let id = world.session_with_deck("Q3 Review").await;
    let path = format!("/api/sessions/{id}/export");
    let asks = [
        world.ask("POST", &format!("{path}?format=pdf")),
        world.ask("POST", &path).json(&json!({"format": "pdf"})),
        world
            .ask("POST", &format!("{path}?format=pdf"))
            .json(&json!({"format": "pdf"})),
    ];
    for ask in asks {
        let reply = ask.send().await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-type"), Some("application/pdf"));
        assert_eq!(
            reply.header("content-length"),
            Some(PDF.len().to_string().as_str())
        );
        assert_eq!(
            reply.header("content-disposition"),
            Some("attachment; filename=\"Q3 Review.pdf\"; filename*=UTF-8''Q3%20Review.pdf")
        );
        assert_eq!(reply.header("x-lectern-warnings"), Some("1"));
        let details = reply.header("x-lectern-warning-details").unwrap();
        let details = percent_decode_str(details).decode_utf8().unwrap();
        let details: Value = serde_json::from_str(&details).unwrap();
        assert_eq!(details, json!([{"kind": "picture_missing", "slide": 1}]));
        assert_eq!(reply.header("x-lectern-fidelity"), None);
        assert_eq!(reply.body, PDF);
    }
    for query in [
        "format=doc",
        "format=",
        "format=pdf&format=pdf",
        "format=PDF",
    ] {
        let reply = world.ask("POST", &format!("{path}?{query}")).send().await;
        reply.problem(422, "invalid");
    }
    let chosen = [
        world.ask("POST", &format!("{path}?slides=1")),
        world.ask("POST", &path).json(&json!({"slides": "1"})),
    ];
    for ask in chosen {
        assert_eq!(ask.send().await.status, 200);
    }
    for query in [
        "notes=annotations",
        "notes=pages&paper=letter",
        "per_page=9",
        "per_page=2&paper=a4&notes=annotations",
    ] {
        let query = format!("{path}?format=pdf&{query}");
        let reply = world.ask("POST", &query).send().await;
        assert_eq!(reply.status, 200, "{query}");
    }
    for query in [
        "notes=all",
        "per_page=x",
        "per_page=5",
        "paper=a4",
        "paper=a4&paper=a4",
        "mode=editable",
        "made_for=any",
    ] {
        let query = format!("{path}?format=pdf&{query}");
        let reply = world.ask("POST", &query).send().await;
        reply.problem(422, "invalid");
    }
    for query in ["slides=3", "slides=x", "slides=1&slides=2"] {
        let reply = world.ask("POST", &format!("{path}?{query}")).send().await;
        reply.problem(422, "invalid");
    }
    let both = world
        .ask("POST", &format!("{path}?format=pdf"))
        .json(&json!({"format": "pptx"}));
    both.send().await.problem(422, "invalid");
    let empty = world.session("Empty").await;
    let none = world
        .ask("POST", &format!("/api/sessions/{empty}/export"))
        .send()
        .await;
    none.problem(409, "no_deck");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_powerpoint_file_tells_how_close_it_is() {
    let world = World::new().await;
    let id = world.session_with_deck("Q3 Review").await;
    let path = format!("/api/sessions/{id}/export");
    let asks = [
        (world.ask("POST", &path), 0, json!([])),
        (
            world.ask("POST", &format!("{path}?format=pptx&mode=exact")),
            1,
            json!([]),
        ),
        (
            world
                .ask("POST", &path)
                .json(&json!({"mode": "editable", "made_for": "libreoffice"})),
            0,
            json!([{"family": "Caf\u{e9}", "is_here": true, "is_everywhere": false}]),
        ),
    ];
    for (ask, pictures, fonts) in asks {
        let reply = ask.send().await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-type"), Some(PPTX_TYPE));
        assert_eq!(
            reply.header("content-disposition"),
            Some("attachment; filename=\"Q3 Review.pptx\"; filename*=UTF-8''Q3%20Review.pptx")
        );
        assert_eq!(reply.body, PPTX);
        let report = reply.header("x-lectern-fidelity").unwrap();
        let report = percent_decode_str(report).decode_utf8().unwrap();
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["totals"]["slides"], 2);
        assert_eq!(report["totals"]["pictures"], 2 * pictures);
        assert_eq!(
            report["slides"][1]["pictures"].as_array().unwrap().len(),
            pictures
        );
        assert_eq!(report["fonts"], fonts);
    }
    for query in [
        "mode=picture",
        "mode=",
        "mode=exact&mode=exact",
        "made_for=LibreOffice",
        "notes=pages",
        "scale=2",
    ] {
        let reply = world.ask("POST", &format!("{path}?{query}")).send().await;
        reply.problem(422, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_of_a_slide_is_a_png() {
    let world = World::new().await;
    let id = world.session_with_deck("Q3").await;
    let path = format!("/api/sessions/{id}/slides");
    for number in [1, 2] {
        let reply = world.get(&format!("{path}/{number}/picture")).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-type"), Some("image/png"));
        assert_eq!(reply.body, PNG);
    }
    assert_eq!(world.renderer.calls.load(Ordering::SeqCst), 1);
    for number in ["0", "3", "-1"] {
        let reply = world.get(&format!("{path}/{number}/picture")).await;
        reply.problem(404, "not_found");
    }
    let word = world.get(&format!("{path}/one/picture")).await;
    word.problem(422, "invalid");
    let empty = world.session("Empty").await;
    let path = format!("/api/sessions/{empty}/slides/1/picture");
    world.get(&path).await.problem(409, "no_deck");
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_titles_make_harmless_file_names() {
    let world = World::new().await;
    let id = world.session_with_deck("Title").await;
    let titles = [
        "report \u{202E}fdp.exe",
        "CON",
        "a\"; filename=\"evil.exe",
        "back\\slash\\",
        "percent %22 %0d%0a",
        "one\r\nSet-Cookie: a=b",
        "\u{1F600}\u{1F600}\u{1F600}",
        "../../etc/passwd",
        "semi;colon=x",
        "\u{0}nul",
        "na\u{ef}ve caf\u{e9}",
        "\u{202e}x",
        "'; drop",
        "a\u{2028}b\u{2029}c\u{85}d",
    ];
    let longest = "\u{1F600}".repeat(255);
    for title in titles.iter().chain([&longest.as_str()]) {
        let path = format!("/api/sessions/{id}");
        world
            .ask("PATCH", &path)
            .json(&json!({"title": title}))
            .send()
            .await
            .ok();
        let reply = world.ask("POST", &format!("{path}/export")).send().await;
        assert_eq!(reply.status, 200, "{title:?}");
        let value = reply.header("content-disposition").unwrap();
        let rest = value.strip_prefix("attachment; filename=\"").unwrap();
        let (ascii, rest) = rest.split_once('"').unwrap();
        let whole = rest.strip_prefix("; filename*=UTF-8''").unwrap();
        let is_plain = |character: char| {
            character.is_ascii_alphanumeric() || matches!(character, ' ' | '.' | '-' | '_')
        };
        assert!(
            ascii.chars().all(is_plain) && ascii.ends_with(".pptx"),
            "{value}"
        );
        let is_encoded = |character: char| {
            character.is_ascii_alphanumeric() || matches!(character, '%' | '.' | '-' | '_')
        };
        assert!(
            whole.chars().all(is_encoded) && whole.ends_with(".pptx"),
            "{value}"
        );
        assert!(value.len() < 1000, "{value}");
        assert_eq!(reply.header("set-cookie"), None);
    }
    // A title can be no longer.
    let longer = json!({"title": "\u{1F600}".repeat(4096)});
    let refused = world
        .ask("PATCH", &format!("/api/sessions/{id}"))
        .json(&longer);
    refused.send().await.problem(422, "invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_ends_its_export() {
    let world = World::new().await;
    let id = world.session_with_deck("Slow").await;
    world.renderer.hangs.store(true, Ordering::SeqCst);
    let mut stream = TcpStream::connect(("127.0.0.1", world.port)).await.unwrap();
    let export = format!(
        "POST /api/sessions/{id}/export HTTP/1.1\r\nHost: localhost:{}\r\nAuthorization: Bearer {}\r\n\r\n",
        world.port, world.token
    );
    stream.write_all(export.as_bytes()).await.unwrap();
    while world.renderer.calls.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(stream);
    let ended = async {
        while world.renderer.cancelled.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), ended)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_exports_are_told_to_wait() {
    let world = World::new().await;
    let id = world.session_with_deck("Slow").await;
    let path = format!("/api/sessions/{id}/export");
    world.renderer.hangs.store(true, Ordering::SeqCst);
    let running: Vec<_> = (0..8)
        .map(|_| tokio::spawn(world.ask("POST", &path).send()))
        .collect();
    while world.renderer.calls.load(Ordering::SeqCst) < 8 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let reply = world.ask("POST", &path).send().await;
    reply.problem(429, "busy");
    assert!(reply.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
    world.renderer.hangs.store(false, Ordering::SeqCst);
    for export in running {
        assert_eq!(export.await.unwrap().status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_told_without_what_is_inside() {
    let world = World::new().await;
    let id = world.session_with_deck("Faulty").await;
    let path = format!("/api/sessions/{id}/export");
    let inside = || std::io::Error::other("/home/ada/.cache/secret.rs:12 sled::Error");
    let faults = [
        (Error::internal(inside()), 500, "internal"),
        (
            Error::new(Code::Unwritable, "/home/ada/x was not written.").because(inside()),
            500,
            "unwritable",
        ),
        (
            Error::new(Code::NoBrowser, "No browser was found.").because(inside()),
            503,
            "no_browser",
        ),
        (
            Error::new(Code::StoreUnusable, "The store cannot be read.").because(inside()),
            500,
            "store_unusable",
        ),
    ];
    for (fault, status, code) in faults {
        *world.renderer.fails.lock().unwrap() = Some(fault);
        let reply = world.ask("POST", &path).send().await;
        reply.problem(status, code);
        let text = String::from_utf8_lossy(&reply.body);
        for word in ["/home", "C:\\", ".rs", "sled", "::"] {
            assert!(!text.contains(word), "{text}");
        }
        assert_eq!(reply.header("retry-after").is_some(), status == 503);
    }
    // Each fault has an id of its own, which the log has too.
    let mut details = Vec::new();
    for _ in 0..2 {
        *world.renderer.fails.lock().unwrap() = Some(Error::internal(inside()));
        let problem = world
            .ask("POST", &path)
            .send()
            .await
            .problem(500, "internal");
        details.push(problem["detail"].as_str().unwrap().to_owned());
    }
    assert_ne!(details[0], details[1]);
}
