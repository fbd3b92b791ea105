//! Who is let in: hosts, origins, fetch metadata, tokens, in every
//! combination, over every route.

use axum::body::Body;
use axum::http::Request;
use itertools::{Itertools as _, iproduct};
use lectern_core::ops::OPERATIONS;
use tower::ServiceExt as _;

use crate::client::exchange;
use crate::world::World;

/// Hosts that this listener does not have. `{port}` stands for its port.
const FOREIGN_HOSTS: &[&str] = &[
    "evil.com",
    "evil.com:{port}",
    "evil.com:80",
    "127.0.0.1",
    "localhost",
    "[::1]",
    "127.0.0.1:1",
    "localhost:1",
    "[::1]:1",
    "127.0.0.1:0{port}",
    "127.0.0.1:{port}0",
    "127.0.0.1:+{port}",
    "127.0.0.1:{port}:{port}",
    "127.0.0.1:",
    "127.0.0.1.:{port}",
    "localhost.:{port}",
    "127.0.0.1.evil.com:{port}",
    "localhost.evil.com:{port}",
    "evil.com.localhost:{port}",
    "deck.localhost:{port}",
    "127.1:{port}",
    "127.0.1:{port}",
    "127.0.0.2:{port}",
    "127.000.000.001:{port}",
    "0127.0.0.1:{port}",
    "0x7f000001:{port}",
    "0x7f.0.0.1:{port}",
    "2130706433:{port}",
    "017700000001:{port}",
    "0.0.0.0:{port}",
    "0:{port}",
    "[::]:{port}",
    "[::ffff:127.0.0.1]:{port}",
    "[0:0:0:0:0:0:0:1]:{port}",
    "[::1%25lo]:{port}",
    "::1:{port}",
    "user@127.0.0.1:{port}",
    "user:pass@localhost:{port}",
    "evil.com@127.0.0.1:{port}",
    "127.0.0.1:{port}@evil.com",
    "127.0.0.1:{port}/",
    "127.0.0.1:{port}#",
    "127.0.0.1:{port}, evil.com",
    "http://127.0.0.1:{port}",
    "127.0.0.1%3A{port}",
    "localhost\u{e9}:{port}",
    "lоcalhost:{port}",
    "ip6-localhost:{port}",
    "localhost.localdomain:{port}",
    "169.254.169.254:{port}",
    "*",
    "null",
    "",
];

const OWN_HOSTS: &[&str] = &[
    "127.0.0.1:{port}",
    "localhost:{port}",
    "[::1]:{port}",
    "LOCALHOST:{port}",
    "LocalHost:{port}",
];

const ORIGINS: &[Option<&str>] = &[
    None,
    Some("null"),
    Some("http://evil.com"),
    Some("http://localhost:3000"),
    Some("http://127.0.0.1:{port}"),
    Some("http://localhost:{port}"),
    Some("https://127.0.0.1:{port}"),
    Some("http://127.0.0.1:{port}.evil.com"),
    Some("http://127.0.0.1:{port}/"),
    Some("tauri://localhost"),
    Some("file://"),
    Some(""),
];

/// Site, mode, and whether they are let in.
const FETCHES: &[(Option<&str>, Option<&str>, bool)] = &[
    (None, None, true),
    (Some("same-origin"), Some("cors"), true),
    (Some("none"), Some("cors"), true),
    (Some("same-origin"), Some("same-origin"), true),
    (Some("cross-site"), Some("cors"), false),
    (Some("cross-site"), Some("no-cors"), false),
    (Some("same-site"), Some("cors"), false),
    (Some("none"), Some("navigate"), false),
    (Some("same-origin"), Some("navigate"), false),
    (Some("cross-site"), Some("navigate"), false),
    (Some("SAME-ORIGIN"), None, false),
    (Some(""), None, false),
];

/// Every route of the list with its method, and what is outside the list.
fn routes() -> Vec<(&'static str, String)> {
    let missing = "01900000-0000-7000-8000-000000000000";
    let listed = OPERATIONS.iter().map(|operation| {
        let method = match operation.method {
            lectern_core::ops::Method::Get => "GET",
            lectern_core::ops::Method::Post => "POST",
            lectern_core::ops::Method::Put => "PUT",
            lectern_core::ops::Method::Patch => "PATCH",
            lectern_core::ops::Method::Delete => "DELETE",
        };
        let path = operation
            .path
            .replace("{session_id}", missing)
            .replace("{profile_id}", "7");
        (method, path)
    });
    let others = [
        ("GET", "/api/events"),
        ("GET", "/api/openapi.json"),
        ("HEAD", "/api/sessions"),
        ("DELETE", "/api/sessions"),
        ("GET", "/api/unknown"),
        ("GET", "/deck/0123"),
        ("GET", "/"),
        ("POST", "/healthz"),
        ("PROPFIND", "/api/sessions"),
    ];
    let others = others.map(|(method, path)| (method, path.to_owned()));
    listed.chain(others).collect()
}

fn with_port(text: &str, port: u16) -> String {
    text.replace("{port}", &port.to_string())
}

/// What a request says about where it comes from, and who sends it.
#[derive(Clone, Copy, Debug)]
struct Words<'a> {
    host: &'a str,
    origin: Option<&'a str>,
    site: Option<&'a str>,
    mode: Option<&'a str>,
    token: Option<&'a str>,
}

impl Words<'_> {
    /// The refusal that the words deserve. Without a ui there is no own origin.
    fn verdict(&self, token: &str) -> Option<u16> {
        let fetch = (self.site, self.mode);
        let is_own_fetch = FETCHES
            .iter()
            .any(|(site, mode, is_own)| *is_own && (*site, *mode) == fetch);
        if !OWN_HOSTS.contains(&self.host) || self.origin.is_some() || !is_own_fetch {
            Some(403)
        } else if self.token != Some(token) {
            Some(401)
        } else {
            None
        }
    }

    fn request(&self, method: &str, path: &str, port: u16) -> Request<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", with_port(self.host, port));
        let origin = self.origin.map(|origin| with_port(origin, port));
        for (name, value) in [
            ("origin", origin.as_deref()),
            ("sec-fetch-site", self.site),
            ("sec-fetch-mode", self.mode),
            ("authorization", self.token),
        ] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.body(Body::empty()).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_combination_gets_its_verdict() {
    let world = World::new().await;
    let router = world.router(None);
    let mut events = world.service.subscribe();
    let good = format!("Bearer {}", world.token);
    let hosts: Vec<_> = [OWN_HOSTS, FOREIGN_HOSTS].concat();
    let tokens = [None, Some("Bearer wrong"), Some(good.as_str())];
    let words = |(&host, &origin, &(site, mode, _), &token): (_, _, &(_, _, bool), _)| Words {
        host,
        origin,
        site,
        mode,
        token,
    };
    // All words at one route that writes, then the telling ones at every route.
    let create = [("POST", "/api/sessions".to_owned())];
    let routes = routes();
    let at_create = iproduct!(&hosts, ORIGINS, FETCHES, &tokens)
        .map(words)
        .cartesian_product(&create);
    let at_routes = iproduct!(&hosts, &ORIGINS[..3], &FETCHES[2..6], &tokens)
        .map(words)
        .cartesian_product(&routes);
    let (mut cases, mut let_in, mut ways_to_create) = (0, 0, 0);
    for (words, (method, path)) in at_create.chain(at_routes) {
        let request = words.request(method, path, world.port);
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let case = format!("{method} {path} {words:?}");
        if let Some(refusal) = words.verdict(&good) {
            assert_eq!(status, refusal, "{case}");
        } else {
            assert!(!matches!(status, 400 | 401 | 403), "{status}: {case}");
            let_in += 1;
            ways_to_create += usize::from((*method, path.as_str()) == ("POST", "/api/sessions"));
        }
        check_headers(response.headers(), &case);
        cases += 1;
    }
    let mut made = 0;
    while let Ok(event) = events.try_recv() {
        assert_eq!(event.change, lectern_core::events::Change::SessionCreated);
        made += 1;
    }
    assert_eq!(made, ways_to_create, "what was refused did nothing");
    assert!(cases >= 75_000, "{cases} cases");
    assert!(let_in >= 250, "{let_in} let in");
}

fn check_headers(headers: &axum::http::HeaderMap, case: &str) {
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ];
    for (name, value) in fixed {
        let given: Vec<_> = headers.get_all(name).iter().collect();
        assert_eq!(given, [value], "{name} of {case}");
    }
    assert!(!headers.contains_key("server"), "{case}");
    let mut names = headers.keys();
    assert!(
        !names.any(|name| name.as_str().starts_with("access-control-")),
        "no other origin is ever let in: {case}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_hosts_are_refused_on_the_wire() {
    let world = World::new().await;
    for host in FOREIGN_HOSTS {
        let host = with_port(host, world.port);
        let request = format!(
            "POST /api/sessions HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
            world.token
        );
        let reply = exchange(world.port, request.as_bytes()).await;
        assert_eq!(reply.status, 403, "{host:?}");
    }
    assert_eq!(world.count_of_sessions().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn targets_and_host_headers_that_do_not_agree_are_refused() {
    let world = World::new().await;
    let port = world.port;
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    let foreign = format!("Host: evil.com:{port}\r\n");
    let cases = [
        ("/api/sessions".into(), String::new(), 400),
        ("/api/sessions".into(), format!("{own}{own}"), 400),
        ("/api/sessions".into(), format!("{own}{foreign}"), 400),
        (
            format!("http://127.0.0.1:{port}/api/sessions"),
            own.clone(),
            200,
        ),
        (
            format!("http://127.0.0.1:{port}/api/sessions"),
            foreign.clone(),
            403,
        ),
        (
            format!("http://evil.com:{port}/api/sessions"),
            own.clone(),
            403,
        ),
        (
            format!("http://u@127.0.0.1:{port}/api/sessions"),
            own.clone(),
            403,
        ),
        (
            format!("https://127.0.0.1:{port}/api/sessions"),
            own.clone(),
            403,
        ),
        ("http://evil.com/api/sessions".into(), foreign, 403),
    ];
    for (target, hosts, expected) in cases {
        let request = format!(
            "GET {target} HTTP/1.1\r\n{hosts}Authorization: Bearer {}\r\nConnection: close\r\n\r\n",
            world.token
        );
        let reply = exchange(port, request.as_bytes()).await;
        assert_eq!(reply.status, expected, "{target} with {hosts:?}");
    }
    let old = format!(
        "GET /api/sessions HTTP/1.0\r\nAuthorization: Bearer {}\r\n\r\n",
        world.token
    );
    assert_eq!(exchange(port, old.as_bytes()).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_bearer_header_carries_the_token() {
    let world = World::new().await;
    let token = &world.token;
    let port = world.port;
    let right = [
        format!("Authorization: Bearer {token}\r\n"),
        format!("authorization: bearer {token}\r\n"),
        format!("Authorization: BEARER  {token}\r\n"),
    ];
    let (start, end) = token.split_at(20);
    let wrong = [
        String::new(),
        "Authorization: Bearer\r\n".into(),
        "Authorization: Bearer \r\n".into(),
        format!("Authorization: {token}\r\n"),
        format!("Authorization: Basic {token}\r\n"),
        format!("Authorization: Bearer {token}x\r\n"),
        format!("Authorization: Bearer {start}\r\n"),
        format!("Authorization: Bearer {end}\r\n"),
        format!("Authorization: Bearer {}\r\n", token.to_uppercase()),
        format!("Authorization: Bearer {token} {token}\r\n"),
        format!("Authorization: Bearer {token}\r\nAuthorization: Bearer {token}\r\n"),
        format!("Authorization: Bearer wrong\r\nAuthorization: Bearer {token}\r\n"),
        format!("Cookie: token={token}\r\n"),
        format!("X-Api-Key: {token}\r\n"),
        format!("Proxy-Authorization: Bearer {token}\r\n"),
    ];
    for (headers, expected) in right
        .iter()
        .map(|headers| (headers, 200))
        .chain(wrong.iter().map(|headers| (headers, 401)))
    {
        let request = format!(
            "GET /api/sessions?token={token}&access_token={token} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{headers}\r\n"
        );
        let reply = exchange(port, request.as_bytes()).await;
        assert_eq!(reply.status, expected, "{headers:?}");
        if expected == 401 {
            reply.problem(401, "unauthorized");
            assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browsers_question_for_another_site_is_refused() {
    let world = World::new().await;
    for path in ["/api/sessions", "/api/unknown", "*"] {
        let reply = world
            .ask("OPTIONS", path)
            .header("Origin", "http://evil.com")
            .header("Access-Control-Request-Method", "DELETE")
            .header("Access-Control-Request-Private-Network", "true")
            .send()
            .await;
        reply.problem(403, "forbidden");
        let plain = world.ask("OPTIONS", path).send().await;
        plain.problem(403, "forbidden");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_cannot_be_overridden() {
    let world = World::new().await;
    let id = world.session("Kept").await;
    let path = format!("/api/sessions/{id}?_method=DELETE");
    for name in [
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
    ] {
        world
            .ask("GET", &path)
            .header(name, "DELETE")
            .send()
            .await
            .ok();
    }
    world.get(&format!("/api/sessions/{id}")).await.ok();
}
