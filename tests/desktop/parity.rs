//! Every operation gives the same answer at every door: the same JSON, the same
//! bytes, the same error, and the same events after it.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;

use lectern_core::ops::{Answer, OPERATIONS, Operation};
use lectern_core::service::Service;
use serde_json::{Value, json};

use super::harness::{Reply, Window};
use super::http::HttpDoor;
use super::service::service;

type Answering<'door> = Pin<Box<dyn Future<Output = Result<Reply, Value>> + 'door>>;

/// A way to ask for operations. Each door stands over a store of its own, and
/// all are asked the same in the same order.
trait Door {
    /// Asks. An error is the problem as JSON.
    fn ask<'door>(&'door self, operation: &'static Operation, request: Value) -> Answering<'door>;
    /// The service behind the door, whose events are compared.
    fn service(&self) -> &Service;
    /// Whether the door has words for a request. One that it cannot ask must
    /// change nothing.
    fn can_ask(&self, _operation: &Operation, _request: &Value) -> bool {
        true
    }
}

struct ServiceDoor {
    service: Service,
    _folder: tempfile::TempDir,
}

impl Door for ServiceDoor {
    fn ask<'door>(&'door self, operation: &'static Operation, request: Value) -> Answering<'door> {
        Box::pin(async move {
            let caller = self.service.local_caller(Some("window".into()));
            let answer = operation.call(self.service.clone(), caller, request).await;
            match answer {
                Ok(Answer::Json(value)) => Ok(Reply::Json(value)),
                Ok(Answer::File(file)) => Ok(Reply::Bytes(file.bytes)),
                Ok(Answer::Nothing) => Ok(Reply::Json(Value::Null)),
                Err(error) => Err(serde_json::to_value(error.problem()).unwrap()),
            }
        })
    }

    fn service(&self) -> &Service {
        &self.service
    }
}

impl Door for Window {
    fn ask<'door>(&'door self, operation: &'static Operation, request: Value) -> Answering<'door> {
        Box::pin(self.call(operation.name, request))
    }

    fn service(&self) -> &Service {
        &self.service
    }
}

impl Door for HttpDoor {
    fn ask<'door>(&'door self, operation: &'static Operation, request: Value) -> Answering<'door> {
        Box::pin(HttpDoor::ask(self, operation, request))
    }

    fn service(&self) -> &Service {
        &self.service
    }

    fn can_ask(&self, operation: &Operation, request: &Value) -> bool {
        HttpDoor::can_ask(operation, request)
    }
}

async fn doors() -> Vec<(&'static str, Box<dyn Door>)> {
    let folder = tempfile::tempdir().unwrap();
    let plain = ServiceDoor {
        service: service(folder.path()).await,
        _folder: folder,
    };
    vec![
        ("service", Box::new(plain)),
        ("window", Box::new(Window::new().await)),
        ("http", Box::new(HttpDoor::new().await)),
    ]
}

/// A whole life: what is asked, in order. `"@n"` stands for the session that
/// the `n`th request made, counted from 1.
fn life() -> Vec<(&'static str, Value)> {
    let deck = json!({
        "title": "Q3",
        "slides": [
            {"slide_id": "a", "html": "<h1>One</h1><p>unclosed", "notes": "Pause \u{1F600}"},
            {"slide_id": "a", "html": "<canvas id=\"c\"></canvas>", "scripts": "draw()"},
        ],
        "css": "h1 { color: red }",
    });
    let missing = "01890000-0000-7000-8000-000000000000";
    vec![
        ("create_session", json!({"title": "  Erstes \u{00DC}bel  "})),
        ("create_session", json!({})),
        (
            "import_session",
            json!({"content": "<section class=\"slide\"><h1>Hello</h1></section>", "name": "hello.html"}),
        ),
        ("create_session", json!({"title": 7})),
        (
            "create_session",
            json!({"title": "x".repeat(256), "profile_id": 9_007_199_254_740_993_i64}),
        ),
        ("import_session", json!({"content": "{\"no\": \"slides\"}"})),
        ("import_session", json!({"content": ""})),
        ("list_sessions", json!({})),
        ("list_sessions", json!({"limit": 1})),
        ("list_sessions", json!({"limit": 0})),
        ("list_sessions", json!({"limit": "many", "q": ["a", "b"]})),
        ("get_session", json!({"session_id": "@1"})),
        ("get_session", json!({"session_id": missing})),
        ("get_session", json!({"session_id": "../../etc/passwd"})),
        ("get_session", json!({})),
        ("get_session", json!([1, 2])),
        (
            "append_message",
            json!({"session_id": "@1", "role": "user", "content": "Make slides"}),
        ),
        (
            "append_message",
            json!({"session_id": "@1", "role": "robot", "content": ""}),
        ),
        ("list_messages", json!({"session_id": "@1"})),
        ("get_slides", json!({"session_id": "@1"})),
        ("export_session", json!({"session_id": "@1"})),
        (
            "get_slide_picture",
            json!({"session_id": "@1", "number": 1}),
        ),
        ("put_slides", json!({"session_id": "@1", "deck": deck})),
        (
            "put_slides",
            json!({"session_id": "@1", "deck": deck, "if_match": "\"9\""}),
        ),
        ("put_slides", json!({"session_id": "@1", "deck": "no deck"})),
        ("get_slides", json!({"session_id": "@1"})),
        (
            "get_slide_picture",
            json!({"session_id": "@1", "number": 2}),
        ),
        (
            "get_slide_picture",
            json!({"session_id": "@1", "number": 3}),
        ),
        (
            "get_slide_picture",
            json!({"session_id": "@1", "number": "one"}),
        ),
        (
            "export_session",
            json!({"session_id": "@1", "format": "pdf"}),
        ),
        ("export_session", json!({"session_id": "@1", "slides": "2"})),
        (
            "export_session",
            json!({"session_id": "@1", "slides": "2-3"}),
        ),
        (
            "export_session",
            json!({"session_id": "@1", "mode": "exact", "made_for": "libreoffice"}),
        ),
        (
            "export_session",
            json!({"session_id": "@1", "format": "pptx", "scale": 2}),
        ),
        (
            "export_session",
            json!({"session_id": "@1", "format": "pdf", "mode": "exact"}),
        ),
        (
            "export_session",
            json!({"session_id": "@1", "mode": "picture", "made_for": 1}),
        ),
        (
            "export_session",
            json!({"session_id": "@1", "format": "doc"}),
        ),
        (
            "rename_session",
            json!({"session_id": "@1", "title": "Renamed"}),
        ),
        (
            "rename_session",
            json!({"session_id": "@1", "title": "   "}),
        ),
        ("open_preview", json!({"session_id": "@1"})),
        (
            "open_preview",
            json!({"session_id": "@1", "scripts": false}),
        ),
        (
            "open_preview",
            json!({"session_id": "@1", "scripts": "maybe"}),
        ),
        ("open_preview", json!({"session_id": "@2"})),
        ("inspect_slides", json!({"session_id": "@1"})),
        ("inspect_slides", json!({"session_id": "@2"})),
        ("duplicate_session", json!({"session_id": "@1"})),
        ("trash_session", json!({"session_id": "@2"})),
        ("get_session", json!({"session_id": "@2"})),
        ("list_sessions", json!({"trashed": true})),
        ("restore_session", json!({"session_id": "@2"})),
        (
            "trash_sessions",
            json!({"session_ids": ["@3", "@2", "@3", missing, "x"]}),
        ),
        ("trash_sessions", json!({"session_ids": ["@2"]})),
        ("trash_sessions", json!({"session_ids": []})),
        (
            "restore_sessions",
            json!({"session_ids": ["@2", "@1", "@3"]}),
        ),
        ("restore_sessions", json!({})),
        ("create_profile", json!({"profile_name": "Production"})),
        ("create_profile", json!({})),
        ("list_profiles", json!({})),
        (
            "rename_profile",
            json!({"profile_id": 1, "profile_name": "Staging"}),
        ),
        (
            "rename_profile",
            json!({"profile_id": 404, "profile_name": "None"}),
        ),
        (
            "assign_profile",
            json!({"session_id": "@1", "profile_id": 1}),
        ),
        (
            "assign_profile",
            json!({"session_id": "@1", "profile_id": 404}),
        ),
        ("assign_profile", json!({"session_id": "@1"})),
        (
            "assign_profile",
            json!({"session_id": missing, "profile_id": 1}),
        ),
        (
            "assign_profile",
            json!({"session_id": "@1", "profile_id": null}),
        ),
        ("delete_session", json!({"session_id": "@1"})),
        ("delete_session", json!({"session_id": "@1"})),
        (
            "cleanup_sessions",
            json!({"session_ids": ["@2", "@2", missing, "@3"]}),
        ),
        ("cleanup_sessions", json!({"session_ids": []})),
        ("list_sessions", json!({})),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_door_gives_the_same_answers() {
    let doors = doors().await;
    let mut events: Vec<_> = doors
        .iter()
        .map(|(_, door)| door.service().subscribe())
        .collect();
    let mut made = Vec::new();
    let mut asked = BTreeSet::new();
    for (name, request) in life() {
        let operation = operation(name);
        let request = with_sessions(request, &made);
        asked.insert(name);
        let (first_name, first) = &doors[0];
        let expected = first.ask(operation, request.clone()).await;
        for (door_name, door) in &doors[1..] {
            if !door.can_ask(operation, &request) {
                assert!(expected.is_err(), "{door_name} cannot ask {name} {request}");
                continue;
            }
            let answer = door.ask(operation, request.clone()).await;
            assert_eq!(
                answer, expected,
                "{door_name} and {first_name} differ at {name} {request}"
            );
        }
        if let Ok(Reply::Json(answer)) = &expected
            && ["create_session", "import_session"].contains(&name)
        {
            made.push(answer["session_id"].as_str().unwrap().to_owned());
        }
    }
    let all: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    assert_eq!(asked, all, "the life leaves no operation out");
    let told: Vec<Vec<Value>> = events
        .iter_mut()
        .map(|heard| {
            std::iter::from_fn(|| heard.try_recv().ok())
                .map(|event| serde_json::to_value(event).unwrap())
                .collect()
        })
        .collect();
    assert!(told[0].len() > 10, "a life makes events: {:?}", told[0]);
    for (index, (door_name, _)) in doors.iter().enumerate() {
        assert_eq!(told[index], told[0], "the events of {door_name}");
    }
}

fn operation(name: &str) -> &'static Operation {
    OPERATIONS
        .iter()
        .find(|operation| operation.name == name)
        .unwrap_or_else(|| panic!("no operation {name}"))
}

/// Puts the ids of the sessions that were made in the place of `"@n"`.
fn with_sessions(request: Value, made: &[String]) -> Value {
    match request {
        Value::String(text) => match text.strip_prefix('@').and_then(|n| n.parse().ok()) {
            Some(number) => {
                let number: usize = number;
                Value::String(made[number - 1].clone())
            }
            None => Value::String(text),
        },
        Value::Array(values) => values
            .into_iter()
            .map(|value| with_sessions(value, made))
            .collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, with_sessions(value, made)))
            .collect(),
        other => other,
    }
}
