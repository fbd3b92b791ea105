//! A browser as the window: the page is open, everything else is not.

use lectern_http::{Limits, UiFiles};
use serde_json::json;

use crate::client::exchange;
use crate::world::World;

fn files() -> UiFiles {
    UiFiles::new([
        ("/", "text/html; charset=utf-8", "<!doctype html>"),
        ("/assets/app.js", "text/javascript", "run()"),
    ])
    .unwrap()
}

async fn page(world: &World, headers: &str, target: &str) -> crate::client::Reply {
    let port = world.port;
    let request = format!(
        "{target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{headers}\r\n"
    );
    exchange(port, request.as_bytes()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_opens_without_a_token() {
    let world = World::with(Limits::default(), Some(files())).await;
    let navigation =
        "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    let reply = page(&world, navigation, "GET /").await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(reply.body, b"<!doctype html>");
    let policy = reply.header("content-security-policy").unwrap();
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src http://127.0.0.1:{}/deck/; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            world.port
        )
    );
    assert_eq!(reply.header("x-frame-options"), Some("DENY"));
    let script =
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n";
    assert_eq!(
        page(&world, script, "GET /assets/app.js").await.body,
        b"run()"
    );
    assert_eq!(page(&world, "", "HEAD /").await.status, 200);
    let token = format!("#token={}", world.token);
    let url = world.listener.as_ref().unwrap().ui_url().unwrap();
    assert_eq!(url, format!("http://127.0.0.1:{}/{token}", world.port));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_else_opens_with_it() {
    let world = World::with(Limits::default(), Some(files())).await;
    for (headers, target, status) in [
        ("", "POST /", 401),
        ("", "GET /index.html", 401),
        ("", "GET /assets/", 401),
        ("", "GET /assets/%61pp.js", 401),
        ("", "GET //", 401),
        ("", "GET /api/sessions", 401),
        ("", "GET /api/openapi.json", 401),
        (
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
            "GET /",
            403,
        ),
        (
            "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
            "GET /",
            403,
        ),
        (
            "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
            "GET /api/sessions",
            403,
        ),
        ("Origin: http://evil.com\r\n", "GET /assets/app.js", 403),
        ("Origin: null\r\n", "GET /", 403),
    ] {
        let reply = page(&world, headers, target).await;
        assert_eq!(reply.status, status, "{target} {headers}");
        assert_eq!(
            reply.header("content-security-policy"),
            Some("default-src 'none'; sandbox")
        );
    }
    let foreign_host = format!(
        "GET / HTTP/1.1\r\nHost: evil.com:{}\r\nConnection: close\r\n\r\n",
        world.port
    );
    assert_eq!(
        exchange(world.port, foreign_host.as_bytes()).await.status,
        403
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_own_origin_may_ask() {
    let world = World::with(Limits::default(), Some(files())).await;
    let own = format!("http://127.0.0.1:{}", world.port);
    let ask = |origin: &str| {
        let ask = world.ask("POST", "/api/sessions").header("Origin", origin);
        ask.header("Sec-Fetch-Site", "same-origin")
            .header("Sec-Fetch-Mode", "cors")
    };
    ask(&own).json(&json!({})).send().await.ok();
    // The page is of the origin by whose name it was opened, and of no other.
    let refused = [
        format!("http://localhost:{}", world.port),
        format!("https://127.0.0.1:{}", world.port),
        format!("{own}/"),
        "http://127.0.0.1".into(),
        "null".into(),
    ];
    for origin in refused {
        ask(&origin)
            .json(&json!({}))
            .send()
            .await
            .problem(403, "forbidden");
    }
    assert_eq!(world.count_of_sessions().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_ui_there_is_no_page() {
    let world = World::new().await;
    assert_eq!(page(&world, "", "GET /").await.status, 401);
    assert_eq!(world.listener.as_ref().unwrap().ui_url(), None);
    let own = format!("http://127.0.0.1:{}", world.port);
    let asked = world
        .ask("GET", "/api/sessions")
        .header("Origin", &own)
        .send()
        .await;
    asked.problem(403, "forbidden");
}

#[test]
fn files_cannot_lie_under_the_operations() {
    for path in [
        "/api",
        "/api/sessions",
        "/deck/x",
        "/deck",
        "index.html",
        "",
    ] {
        assert!(UiFiles::new([(path, "text/html", "")]).is_err(), "{path}");
    }
    assert!(UiFiles::new([("/", "text/html\r\nX: y", "")]).is_err());
}
