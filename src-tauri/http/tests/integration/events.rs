//! The stream of events: what a client hears, in which order, and what it does
//! not hear.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use futures::StreamExt as _;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tower::ServiceExt as _;

use crate::world::World;

/// An open stream of events.
struct Hearing {
    stream: TcpStream,
    text: String,
}

impl Hearing {
    async fn start(world: &World) -> Self {
        let mut stream = TcpStream::connect(("127.0.0.1", world.port)).await.unwrap();
        let request = format!(
            "GET /api/events HTTP/1.1\r\nHost: localhost:{}\r\nAuthorization: Bearer {}\r\n\r\n",
            world.port, world.token
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut hearing = Self {
            stream,
            text: String::new(),
        };
        let head = hearing.until("\r\n\r\n").await.to_lowercase();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(head.contains("content-type: text/event-stream"), "{head}");
        assert!(head.contains("cache-control: no-store"), "{head}");
        hearing
    }

    async fn until(&mut self, end: &str) -> String {
        loop {
            if let Some((found, rest)) = self.text.split_once(end) {
                let found = found.to_owned();
                self.text = rest.to_owned();
                return found;
            }
            let mut buffer = [0; 4096];
            let reading = self.stream.read(&mut buffer);
            let count = tokio::time::timeout(Duration::from_secs(5), reading).await;
            let count = count.unwrap().unwrap();
            assert_ne!(count, 0, "the stream ended after {:?}", self.text);
            self.text
                .push_str(std::str::from_utf8(&buffer[..count]).unwrap());
        }
    }

    /// The next event: its id, its name and its data.
    async fn next(&mut self) -> (Option<u64>, String, Value) {
        let text = self.until("\n\n").await;
        let field = |name: &str| {
            let mut lines = text.lines();
            lines.find_map(|line| {
                line.strip_prefix(name)?
                    .strip_prefix(": ")
                    .map(str::to_owned)
            })
        };
        (
            field("id").map(|id| id.parse().unwrap()),
            field("event").unwrap(),
            serde_json::from_str(&field("data").unwrap()).unwrap(),
        )
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_heard_in_order() {
    let world = World::new().await;
    let mut hearing = Hearing::start(&world).await;
    let made = world
        .ask("POST", "/api/sessions")
        .header("X-Lectern-Client", "window-1")
        .send()
        .await
        .ok();
    let id = made["session_id"].as_str().unwrap();
    let path = format!("/api/sessions/{id}");
    world
        .ask("PATCH", &format!("{path}?title=New"))
        .send()
        .await
        .ok();
    world
        .post(
            &format!("{path}/messages"),
            json!({"role": "user", "content": "x"}),
        )
        .await
        .ok();
    world
        .ask("PUT", &format!("{path}/slides"))
        .json(&crate::world::deck())
        .send()
        .await
        .ok();
    world
        .post("/api/profiles", json!({"profile_name": "Work"}))
        .await
        .ok();
    world
        .ask("POST", &format!("{path}/trash"))
        .send()
        .await
        .ok();
    world.ask("DELETE", &path).send().await;
    let expected = [
        "session_created",
        "session_updated",
        "message_appended",
        "deck_replaced",
        "profiles_changed",
        "session_trashed",
        "session_deleted",
    ];
    for (index, change) in expected.iter().enumerate() {
        let (sequence, name, event) = hearing.next().await;
        assert_eq!(name, *change);
        assert_eq!(event["change"], *change);
        assert_eq!(sequence, Some(index as u64 + 1));
        assert_eq!(event["sequence"], index + 1);
        let about = if *change == "profiles_changed" {
            Value::Null
        } else {
            json!(id)
        };
        assert_eq!(event["session_id"], about);
        let client = if index == 0 {
            json!("window-1")
        } else {
            Value::Null
        };
        assert_eq!(event["client"], client);
        assert_eq!(event["progress"], Value::Null);
        assert!(event.get("owner").is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_heard_step_by_step() {
    let world = World::new().await;
    let id = world.session_with_deck("Drawn").await;
    let mut hearing = Hearing::start(&world).await;
    world
        .ask("POST", &format!("/api/sessions/{id}/export?slides=2"))
        .header("X-Lectern-Client", "window-1")
        .send()
        .await;
    for progress in [
        json!({"step": "waiting"}),
        json!({"step": "starting_browser"}),
        json!({"step": "slides", "ready": 1, "total": 2}),
        json!({"step": "printing", "total": 1}),
        json!({"step": "writing"}),
    ] {
        let (_, name, event) = hearing.next().await;
        assert_eq!(name, "export_progressed");
        assert_eq!(event["change"], "export_progressed");
        assert_eq!(event["session_id"], json!(id));
        assert_eq!(event["client"], "window-1");
        assert_eq!(event["progress"], progress);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_do_is_not_heard() {
    let world = World::new().await;
    let mut hearing = Hearing::start(&world).await;
    world.foreign_session().await;
    world.session("Mine").await;
    let (sequence, name, _) = hearing.next().await;
    assert_eq!((sequence, name.as_str()), (Some(2), "session_created"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_falls_behind_is_told_to_read_anew() {
    let world = World::new().await;
    // Without a connection between them, nothing is read before it is asked.
    let request = Request::builder()
        .uri("/api/events")
        .header("host", format!("localhost:{}", world.port))
        .header("authorization", format!("Bearer {}", world.token))
        .body(Body::empty())
        .unwrap();
    let response = world.router(None).oneshot(request).await.unwrap();
    let service = world.service.clone();
    let caller = service.local_caller(None);
    let backlog_and_more = (0..1100).map(|_| service.create_session(&caller, Default::default()));
    futures::future::try_join_all(backlog_and_more)
        .await
        .unwrap();
    let mut frames = response.into_body().into_data_stream();
    let mut next =
        async || String::from_utf8(frames.next().await.unwrap().unwrap().into()).unwrap();
    assert_eq!(next().await, "event: reset\ndata: {}\n\n");
    assert!(
        next().await.contains("event: session_created\n"),
        "it hears on after that"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_names_itself_in_visible_ascii() {
    let world = World::new().await;
    let named = |name: &str| {
        world
            .ask("GET", "/api/sessions")
            .header("X-Lectern-Client", name)
            .send()
    };
    named("window-1").await.ok();
    named(&"x".repeat(64)).await.ok();
    for name in ["", "a b", "\u{e9}", &"x".repeat(65)] {
        named(name).await.problem(400, "malformed");
    }
}
