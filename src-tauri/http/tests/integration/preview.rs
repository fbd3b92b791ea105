//! Decks in a frame of the ui: who gets a page, and under which headers.

use itertools::{Itertools as _, iproduct};
use lectern_http::{Limits, UiFiles};
use serde_json::json;
use tower::ServiceExt as _;

use crate::client::{Reply, exchange};
use crate::world::World;

const FRAME: &str =
    "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n";

fn files() -> UiFiles {
    UiFiles::new([("/", "text/html; charset=utf-8", "<!doctype html>")]).unwrap()
}

async fn world() -> World {
    World::with(Limits::default(), Some(files())).await
}

/// Opens a preview of a new session's deck; tells its nonce and the session.
async fn open(world: &World, request: serde_json::Value) -> (String, String) {
    let id = world.session_with_deck("Q3").await;
    let path = format!("/api/sessions/{id}/preview");
    let preview = world.post(&path, request).await.ok();
    (preview["nonce"].as_str().unwrap().to_owned(), id)
}

async fn get(world: &World, target: &str, headers: &str) -> Reply {
    let port = world.port;
    let request = format!(
        "GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{headers}\r\n"
    );
    exchange(port, request.as_bytes()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_of_the_ui_gets_a_page_that_is_caged() {
    let world = world().await;
    let (nonce, _) = open(&world, json!({})).await;
    let reply = get(&world, &format!("/deck/{nonce}"), FRAME).await;
    assert_eq!(reply.status, 200);
    let policy = reply.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'unsafe-inline'; "));
    assert!(policy.contains("; sandbox allow-scripts; "));
    let ancestors = format!("; frame-ancestors http://localhost:{}", world.port);
    assert!(policy.ends_with(&ancestors), "{policy}");
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-dns-prefetch-control", "off"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(reply.header(name), Some(value), "{name}");
    }
    let denied = reply.header("permissions-policy").unwrap();
    assert!(denied.split(", ").all(|feature| feature.ends_with("=()")));
    assert_eq!(reply.header("x-frame-options"), None, "the policy says who");
    let mut names = reply.headers.iter();
    assert!(!names.any(|(name, _)| name.starts_with("access-control-")));
    let html = String::from_utf8(reply.body).unwrap();
    assert!(html.contains("\\u003cdiv>Two\\u003c/div>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_only_lecterns_own_run() {
    let world = world().await;
    let (nonce, _) = open(&world, json!({"scripts": false})).await;
    let reply = get(&world, &format!("/deck/{nonce}?page=0"), FRAME).await;
    let policy = reply.header("content-security-policy").unwrap();
    assert!(policy.contains("; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("script-src 'unsafe-inline'"), "{policy}");
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_nothing_beside_the_open_pages() {
    let world = world().await;
    let (nonce, id) = open(&world, json!({})).await;
    let other = "0".repeat(64);
    for target in [
        format!("/deck/{other}"),
        format!("/deck/{nonce}?page=1"),
        format!("/deck/{nonce}?page=-1"),
        format!("/deck/{nonce}?page=99999999999999999999"),
        format!("/deck/{nonce}?page=0&page=0"),
        format!("/deck/{nonce}?other=0"),
        format!("/deck/{nonce}/"),
        format!("/deck/{nonce}/chart.js"),
        format!("/deck/{nonce}0"),
        format!("/deck/{}", &nonce[..63]),
        "/deck/".into(),
        "/deck/../api/sessions".into(),
    ] {
        let reply = get(&world, &target, FRAME).await;
        reply.problem(404, "not_found");
        assert_eq!(reply.header("x-frame-options"), Some("DENY"), "{target}");
    }
    let path = format!("/api/sessions/{id}/trash");
    world.post(&path, json!({})).await.ok();
    let gone = get(&world, &format!("/deck/{nonce}"), FRAME).await;
    gone.problem(404, "not_found");
}

/// Site, mode and kind of a request.
type Words = (
    Option<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
);

const THE_ONE: Words = (Some("same-origin"), Some("navigate"), Some("iframe"));

#[tokio::test(flavor = "multi_thread")]
async fn every_other_request_for_a_deck_is_refused() {
    let world = world().await;
    let (nonce, _) = open(&world, json!({})).await;
    let router = world.router(Some(files()));
    let token = format!("Bearer {}", world.token);
    let own = format!("127.0.0.1:{}", world.port);
    let own_origin = format!("http://{own}");
    let sites = [
        None,
        Some("none"),
        Some("same-origin"),
        Some("same-site"),
        Some("cross-site"),
    ];
    let modes = [
        None,
        Some("navigate"),
        Some("cors"),
        Some("no-cors"),
        Some("nested-navigate"),
    ];
    let kinds = [
        None,
        Some("iframe"),
        Some("document"),
        Some("empty"),
        Some("frame"),
        Some("IFRAME"),
    ];
    let hosts = [own.as_str(), "evil.com", "127.0.0.1"];
    let origins = [
        None,
        Some("null"),
        Some("http://evil.com"),
        Some(own_origin.as_str()),
    ];
    let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
    let tokens = [None, Some(token.as_str())];
    let paths = [
        format!("/deck/{nonce}"),
        "/deck/x".to_owned(),
        "/deck/".to_owned(),
    ];
    let words = iproduct!(sites, modes, kinds).collect_vec();
    let (mut cases, mut let_in) = (0, 0);
    for (path, method, host, origin, token, words) in
        iproduct!(&paths, methods, hosts, origins, tokens, &words)
    {
        let mut request = axum::http::Request::builder().method(method).uri(path);
        request = request.header("host", host);
        let (site, mode, kind) = *words;
        for (name, value) in [
            ("origin", origin),
            ("authorization", token),
            ("sec-fetch-site", site),
            ("sec-fetch-mode", mode),
            ("sec-fetch-dest", kind),
        ] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let request = request.body(axum::body::Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let is_right = method == "GET" && host == own && origin.is_none() && *words == THE_ONE;
        let expected = match (is_right, path == &paths[0]) {
            (true, true) => 200,
            (true, false) => 404,
            (false, _) => 403,
        };
        let case = format!("{method} {path} {host} {origin:?} {token:?} {words:?}");
        assert_eq!(response.status(), expected, "{case}");
        let is_framed = !response.headers().contains_key("x-frame-options");
        assert_eq!(is_framed, expected == 200, "{case}");
        let_in += usize::from(expected == 200);
        cases += 1;
    }
    assert!(cases >= 60_000, "{cases} cases");
    assert_eq!(let_in, 2, "with and without token");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_that_is_said_twice_is_not_believed() {
    let world = world().await;
    let (nonce, _) = open(&world, json!({})).await;
    let twice = format!("{FRAME}Sec-Fetch-Site: cross-site\r\n");
    let reply = get(&world, &format!("/deck/{nonce}"), &twice).await;
    reply.problem(403, "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_ui_no_deck_is_served() {
    let world = World::new().await;
    let (nonce, _) = open(&world, json!({})).await;
    let path = format!("/deck/{nonce}");
    get(&world, &path, FRAME).await.problem(403, "forbidden");
    get(&world, &path, "").await.problem(401, "unauthorized");
    world.get(&path).await.problem(404, "not_found");
}
