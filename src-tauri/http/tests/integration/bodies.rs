//! Bodies: which are read, which are refused before they are read, and how
//! large they can be.

use serde_json::json;

use crate::client::exchange;
use crate::world::{World, deck};

const SMALL: usize = 1024 * 1024;
const LARGE: usize = 64 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn only_json_is_read() {
    let world = World::new().await;
    let id = world.session_with_deck("There").await;
    let refused = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/html",
        "text/json",
        "application/json5",
        "application/ld+json",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/json, text/plain",
        "application/json; boundary=x",
        "",
    ];
    let places = [
        ("POST", "/api/sessions".to_owned()),
        ("PATCH", format!("/api/sessions/{id}?title=x")),
        ("POST", format!("/api/sessions/{id}/messages")),
        ("PUT", format!("/api/sessions/{id}/slides")),
        ("POST", format!("/api/sessions/{id}/export")),
        ("POST", "/api/sessions/cleanup".to_owned()),
        ("POST", "/api/profiles".to_owned()),
        ("DELETE", format!("/api/sessions/{id}")),
        ("POST", format!("/api/sessions/{id}/trash")),
        ("GET", "/api/sessions".to_owned()),
    ];
    for (method, path) in &places {
        for media_type in refused {
            let reply = world.ask(method, path).body(media_type, b"{}").send().await;
            reply.problem(415, "unsupported_media_type");
        }
        let untyped = world
            .ask(method, path)
            .header("Content-Length", "1000")
            .send()
            .await;
        untyped.problem(415, "unsupported_media_type");
        let chunked = world
            .ask(method, path)
            .header("Transfer-Encoding", "chunked")
            .send()
            .await;
        chunked.problem(415, "unsupported_media_type");
        let twice = world.ask(method, path).header("Content-Type", "text/plain");
        let twice = twice.body("application/json", b"{}").send().await;
        twice.problem(415, "unsupported_media_type");
    }
    assert_eq!(world.count_of_sessions().await, 1);
    for media_type in [
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\"",
        "application/json ; Charset=UTF-8;",
    ] {
        world
            .ask("POST", "/api/sessions")
            .body(media_type, b"{}")
            .send()
            .await
            .ok();
    }
    // A body that nobody asked for changes nothing.
    let read = world
        .ask("GET", "/api/sessions?limit=2")
        .json(&json!({"limit": 1}));
    assert_eq!(read.send().await.ok()["count"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_json_is_told_where_it_breaks() {
    let world = World::new().await;
    let broken = [
        ("{\"title\": }", "line 1, column 11"),
        ("{\n\"title\": \"a\",\n}", "line 3, column 1"),
        ("{", "line 1, column 1"),
        ("{\"a\": 1} {}", "line 1, column 10"),
        ("nul", "line 1, column 3"),
        ("{'a': 1}", "line 1, column 2"),
        ("{\"a\": NaN}", "line 1, column 7"),
        ("{\"a\": \"\\ud800\"}", "line 1, column 14"),
    ];
    for (body, place) in broken {
        let ask = world.ask("POST", "/api/sessions");
        let reply = ask.body("application/json", body.as_bytes()).send().await;
        let problem = reply.problem(400, "malformed");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(place), "{body}: {detail}");
    }
    let not_text = world
        .ask("POST", "/api/sessions")
        .body("application/json", b"{\"a\": \"\xff\"}");
    not_text.send().await.problem(400, "malformed");
    let deep = "[".repeat(200_000);
    let deep = world
        .ask("POST", "/api/sessions")
        .body("application/json", deep.as_bytes());
    deep.send().await.problem(400, "malformed");
    for body in ["[]", "5", "\"title\"", "true"] {
        let reply = world
            .ask("POST", "/api/sessions")
            .body("application/json", body.as_bytes());
        let problem = reply.send().await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["location"], "body");
    }
    assert_eq!(world.count_of_sessions().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_equal_keys_the_last_counts() {
    let world = World::new().await;
    let body = br#"{"title": "First", "title": 5, "title": "Last"}"#;
    let session = world
        .ask("POST", "/api/sessions")
        .body("application/json", body);
    assert_eq!(session.send().await.ok()["title"], "Last");
}

/// A JSON object of exactly so many bytes.
fn padded(length: usize) -> Vec<u8> {
    let start = b"{\"title\": \"Padded\", \"padding\": \"";
    let end = b"\"}";
    let mut body = start.to_vec();
    body.resize(length - end.len(), b'x');
    body.extend_from_slice(end);
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_body_ends_at_one_mebibyte() {
    let world = World::new().await;
    let at = world
        .ask("POST", "/api/sessions")
        .body("application/json", &padded(SMALL));
    at.send().await.ok();
    let over = world
        .ask("POST", "/api/sessions")
        .body("application/json", &padded(SMALL + 1));
    over.send().await.problem(413, "too_large");
    // The length alone is enough; no byte of it has to come.
    let declared = world
        .ask("POST", "/api/sessions")
        .header("Content-Type", "application/json")
        .header("Content-Length", "99999999999");
    declared.send().await.problem(413, "too_large");
    assert_eq!(world.count_of_sessions().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chunked_body_is_counted_while_it_comes() {
    let world = World::new().await;
    let port = world.port;
    let chunked = |body: &[u8]| {
        let mut request = format!(
            "POST /api/sessions HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
            world.token
        )
        .into_bytes();
        for chunk in body.chunks(60_000) {
            request.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            request.extend_from_slice(chunk);
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"0\r\n\r\n");
        request
    };
    exchange(port, &chunked(&padded(SMALL))).await.ok();
    exchange(port, &chunked(&padded(SMALL + 1)))
        .await
        .problem(413, "too_large");
    exchange(port, &chunked(&padded(3 * SMALL)))
        .await
        .problem(413, "too_large");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deck_ends_at_sixty_four_mebibytes() {
    let world = World::new().await;
    let id = world.session("Large").await;
    let path = format!("/api/sessions/{id}/slides");
    let mut body = deck();
    body["padding"] = "x".repeat(2 * SMALL).into();
    world.ask("PUT", &path).json(&body).send().await.ok();
    for path in [path.as_str(), "/api/sessions/import"] {
        let method = if path.ends_with("import") {
            "POST"
        } else {
            "PUT"
        };
        let over = world
            .ask(method, path)
            .header("Content-Type", "application/json")
            .header("Content-Length", &(LARGE + 1).to_string());
        over.send().await.problem(413, "too_large");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_html_or_json_in_utf8() {
    let world = World::new().await;
    let import = |media_type: &str, body: &[u8]| {
        let ask = world.ask("POST", "/api/sessions/import?name=talk.html");
        ask.body(media_type, body).send()
    };
    for media_type in [
        "text/plain",
        "application/xhtml+xml",
        "text/html; charset=latin-1",
    ] {
        let reply = import(media_type, b"<p>").await;
        reply.problem(415, "unsupported_media_type");
    }
    for media_type in ["text/html", "text/html; charset=utf-8", "application/json"] {
        let reply = import(media_type, b"\xff\xfe").await;
        reply.problem(400, "malformed");
        let reply = import(media_type, b"{\n\"slides\": [").await;
        reply.problem(400, "malformed");
        let reply = import(media_type, b"{\"slides\": []}").await;
        reply.problem(422, "invalid");
    }
    let page = import("text/html", b"<title>A talk</title><h1>Hi</h1>").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.json()["title"], "A talk");
    assert_eq!(page.json()["slide_count"], 1);
    let untitled = import("application/json", b"[\"<p>One</p>\", \"<p>Two</p>\"]").await;
    assert_eq!(
        untitled.json()["title"],
        "talk",
        "the file's name serves as title"
    );
    assert_eq!(untitled.json()["slide_count"], 2);
    let names = world.ask("POST", "/api/sessions/import?name=a&name=b");
    let names = names.body("text/html", b"<p>").send().await;
    names.problem(422, "invalid");
}
