//! What holds for all commands: events, no store, hostile requests; and the
//! switch of the listener.

use std::sync::atomic::Ordering;
use std::time::Duration;

use lectern::desktop::OWN_COMMANDS;
use lectern_core::Code;
use lectern_core::ops::OPERATIONS;
use serde_json::{Value, json};
use tauri::Manager;
use tauri::ipc::InvokeBody;

use super::harness::{
    Reply, Window, broken, call, changes, code_of, invoke, json_of, next, session,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_listener_is_switched_and_says_why_it_is_off() {
    let window = Window::new().await;
    let off = json!({"listening": null, "problem": null});
    assert_eq!(json_of(&window, "listener_state", json!({})).await, off);
    let on = json_of(&window, "start_listener", json!({})).await;
    assert_eq!(on["listening"]["url"], "http://127.0.0.1:47810");
    assert_eq!(on["listening"]["token_file"], "listener/token");
    assert_eq!(json_of(&window, "stop_listener", json!({})).await, off);
    window.listener.port_is_taken.store(true, Ordering::SeqCst);
    assert_eq!(
        code_of(&window, "start_listener", json!({})).await,
        "port_taken"
    );
    let state = json_of(&window, "listener_state", json!({})).await;
    assert_eq!(state["listening"], Value::Null);
    assert_eq!(state["problem"]["code"], "port_taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_is_shown_and_made_anew() {
    let window = Window::new().await;
    let token = async |command| json_of(&window, command, Value::Null).await["token"].clone();
    assert_eq!(token("listener_token").await, "token 0");
    assert_eq!(token("rotate_token").await, "token 1");
    assert_eq!(token("listener_token").await, "token 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_reach_the_page() {
    let window = Window::new().await;
    let changes = changes(&window);
    let made = json_of(&window, "create_session", json!({})).await;
    let (told, _) = next(changes, |_| true).await;
    assert_eq!(told["change"], "session_created");
    assert_eq!(told["session_id"], made["session_id"]);
    assert_eq!(told["client"], "window");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_store_every_command_says_why() {
    let app = broken(Code::StoreLocked, "Lectern is open in another window.").await;
    let main = app.get_webview_window("main").unwrap();
    for operation in OPERATIONS {
        let problem = call(&main, operation.name, json!({})).await.unwrap_err();
        assert_eq!(problem["code"], "store_locked", "{}", operation.name);
        assert_eq!(problem["detail"], "Lectern is open in another window.");
    }
    let of_the_store = OWN_COMMANDS
        .iter()
        .filter(|command| !WITHOUT_STORE.contains(command));
    for command in of_the_store {
        let request = json!({
            "session_id": "a", "folder": "data", "target": "a", "export_id": "a",
        });
        let problem = call(&main, command, request).await.unwrap_err();
        assert_eq!(problem["code"], "store_locked", "{command}");
    }
}

/// What the window can do although there is nothing to show.
const WITHOUT_STORE: [&str; 9] = [
    "cancel_export",
    "close_window",
    "heartbeat",
    "leave_call",
    "open_export",
    "open_link",
    "remember_view",
    "reveal_export",
    "set_full_screen",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_left_by_its_name_or_with_its_page() {
    let window = Window::new().await;
    let id = session(&window, "endless").await;
    for leaving in [
        ("leave_call", json!({"call": "mine"})),
        ("startup", Value::Null),
    ] {
        let main = window.main();
        let request = json!({"session_id": id, "number": 1});
        let arguments = InvokeBody::Json(json!({"request": request, "call": "mine"}));
        let mut asking =
            tokio::spawn(async move { invoke(&main, "get_slide_picture", arguments).await });
        // Nothing tells that a call has begun, so it is left until it is over.
        let answer = loop {
            json_of(&window, leaving.0, leaving.1.clone()).await;
            let pause = Duration::from_millis(20);
            if let Ok(answer) = tokio::time::timeout(pause, &mut asking).await {
                break answer.unwrap();
            }
        };
        assert_eq!(answer.unwrap_err()["code"], "cancelled", "{leaving:?}");
    }
    // One that is over, or that there never was, is none.
    json_of(&window, "leave_call", json!({"call": "mine"})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_absent_request_is_an_empty_one() {
    let window = Window::new().await;
    let made = json_of(&window, "create_session", Value::Null).await;
    assert_eq!(made["title"], "Session 2024-01-15 11:30");
    let nothing = InvokeBody::Json(json!({}));
    let list = invoke(&window.main(), "list_sessions", nothing).await;
    assert!(matches!(list, Ok(Reply::Json(list)) if list["count"] == 1));
}

/// Requests that no page of ours sends: every JSON type at every place that a
/// command reads, numbers at their edges, texts that are paths or very long.
fn hostile() -> Vec<InvokeBody> {
    let fields = [
        "session_id",
        "format",
        "slides",
        "file_name",
        "target",
        "replace",
        "export_id",
        "profile_id",
        "folder",
        "view",
        "deck",
        "on",
        "url",
        "appearance",
        "user",
        "export",
        "listener",
        "call",
    ];
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("../../etc/passwd"),
        json!("\u{0}\u{202E}\n"),
        json!("a".repeat(100_000)),
        json!([]),
        json!([[null]]),
        json!({}),
        json!({"session_id": [1], "slide": -1, "theme": 7, "port": 70000, "browser": "/bin/sh"}),
        json!({"session_id": "x".repeat(1000), "slide": 4, "name": {"a": 1}}),
    ];
    let requests = values.iter().map(|value| {
        fields
            .iter()
            .map(|field| ((*field).to_owned(), value.clone()))
            .collect()
    });
    let mut bodies: Vec<InvokeBody> = requests
        .map(|request: serde_json::Map<String, Value>| json!({ "request": request }))
        .chain(values.iter().map(|value| json!({ "request": value })))
        .chain(values.iter().cloned())
        .map(InvokeBody::Json)
        .collect();
    bodies.push(InvokeBody::Raw(vec![0, 255, 1]));
    bodies
}

#[tokio::test(flavor = "multi_thread")]
async fn no_arguments_bring_a_command_down() {
    let window = Window::new().await;
    let names = OPERATIONS.iter().map(|operation| operation.name);
    // After the last one there is no window to call.
    let own = OWN_COMMANDS.iter().filter(|name| **name != "close_window");
    for command in names.chain(own.copied()) {
        for body in hostile() {
            // Any answer will do, as long as there is one.
            let _ = invoke(&window.main(), command, body).await;
        }
    }
    let list = json_of(&window, "list_sessions", json!({})).await;
    assert!(list["sessions"].is_array(), "everything still works");
    let settings = json_of(&window, "read_settings", json!({})).await;
    assert_eq!(settings["listener"]["port"], 47810, "nothing was changed");
    assert_eq!(*window.opener.opened.lock().unwrap(), Vec::<String>::new());
}
