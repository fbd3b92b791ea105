//! The window's own commands: saving an export, importing files, the switch of
//! the listener; and what all commands answer when there is no store.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::time::Duration;

use lectern::desktop::{Choice, OWN_COMMANDS};
use lectern_core::ops::OPERATIONS;
use lectern_core::{Code, Error};
use serde_json::{Value, json};
use tauri::ipc::InvokeBody;
use tauri::{Listener, Manager};

use super::harness::{Reply, ScriptedDialogs, Window, app, call, invoke};

async fn json_of(window: &Window, command: &str, request: Value) -> Value {
    match window.call(command, request).await {
        Ok(Reply::Json(value)) => value,
        other => panic!("{command} answered {other:?}"),
    }
}

async fn code_of(window: &Window, command: &str, request: Value) -> Value {
    let problem = window.call(command, request).await.unwrap_err();
    problem["code"].clone()
}

/// A session with one slide.
async fn session(window: &Window, title: &str) -> String {
    let session = json_of(window, "create_session", json!({"title": title})).await;
    let id = session["session_id"].as_str().unwrap().to_owned();
    let deck = json!({"slides": [{"slide_id": "a", "html": "<h1>One</h1>"}]});
    json_of(
        window,
        "put_slides",
        json!({"session_id": id, "deck": deck}),
    )
    .await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_saved_where_the_user_says() {
    let window = Window::new().await;
    let id = session(&window, "Q3: review").await;
    let target = window.folder.path().join("chosen.PDF");
    std::fs::write(&target, "old").unwrap();
    *window.dialogs.save.lock().unwrap() = Choice::Chosen(target.clone());
    let saved = json_of(&window, "save_export", json!({"session_id": id})).await;
    assert_eq!(saved["file_name"], "chosen.PDF");
    assert_eq!(
        saved["warnings"],
        json!([{"kind": "picture_missing", "slide": 1}])
    );
    assert_eq!(
        window.dialogs.suggested.lock().unwrap().as_deref(),
        Some("Q3 review.pdf")
    );
    let Ok(Reply::Bytes(exported)) = window
        .call("export_session", json!({"session_id": id}))
        .await
    else {
        panic!("an export is bytes");
    };
    assert_eq!(std::fs::read(&target).unwrap(), exported);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_without_extension_gets_one_and_replaces_nothing() {
    let window = Window::new().await;
    let id = session(&window, "Q3").await;
    let target = window.folder.path().join("v1.2");
    *window.dialogs.save.lock().unwrap() = Choice::Chosen(target);
    let saved = json_of(&window, "save_export", json!({"session_id": id})).await;
    assert_eq!(saved["file_name"], "v1.2.pdf");
    assert_eq!(
        code_of(&window, "save_export", json!({"session_id": id})).await,
        "already_exists",
        "the user agreed to replace v1.2, not v1.2.pdf"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_dialog_exports_go_to_the_folder_and_replace_nothing() {
    let window = Window::new().await;
    let id = session(&window, "Q3").await;
    *window.dialogs.save.lock().unwrap() = Choice::Unavailable;
    for expected in ["Q3.pdf", "Q3 (2).pdf", "Q3 (3).pdf"] {
        let saved = json_of(&window, "save_export", json!({"session_id": id})).await;
        assert_eq!(saved["file_name"], expected);
        assert_eq!(saved["folder"], json!(window.folder.path()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_cannot_be_opens_no_dialog() {
    let window = Window::new().await;
    let empty = json_of(&window, "create_session", json!({})).await;
    let empty = empty["session_id"].clone();
    let full = session(&window, "Q3").await;
    let refused = [
        (json!({"session_id": empty}), "no_deck"),
        (json!({"session_id": "nobody"}), "not_found"),
        (
            json!({"session_id": full, "format": "pptx"}),
            "not_implemented",
        ),
        (
            json!({"session_id": full, "format": ["pdf", "pdf"]}),
            "invalid",
        ),
        (Value::Null, "invalid"),
    ];
    for (request, code) in refused {
        assert_eq!(code_of(&window, "save_export", request).await, code);
    }
    assert_eq!(*window.dialogs.suggested.lock().unwrap(), None);
    assert_eq!(
        json_of(&window, "save_export", json!({"session_id": full})).await,
        Value::Null,
        "closing the dialog is no error"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_tells_its_progress_and_can_be_cancelled() {
    let window = Window::new().await;
    let id = session(&window, "endless").await;
    let target = window.folder.path().join("endless.pdf");
    *window.dialogs.save.lock().unwrap() = Choice::Chosen(target.clone());
    let (sender, receiver) = mpsc::channel();
    window.main().listen("export-progress", move |event| {
        sender.send(event.payload().to_owned()).unwrap();
    });
    let exporting = tokio::spawn({
        let main = window.main();
        let request = json!({"session_id": id});
        async move { call(&main, "save_export", request).await }
    });
    let told = tokio::task::spawn_blocking(move || receiver.recv_timeout(Duration::from_secs(20)));
    let told: Value = serde_json::from_str(&told.await.unwrap().unwrap()).unwrap();
    assert_eq!(
        told,
        json!({"session_id": id, "progress": {"step": "slides", "ready": 0, "total": 1}})
    );
    assert_eq!(
        code_of(&window, "save_export", json!({"session_id": id})).await,
        "busy"
    );
    json_of(&window, "cancel_export", json!({"session_id": id})).await;
    let problem = exporting.await.unwrap().unwrap_err();
    assert_eq!(problem["code"], "cancelled");
    assert!(!target.exists(), "no file was written");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_imported_one_by_one() {
    let window = Window::new().await;
    let folder = window.folder.path();
    let deck = folder.join("Plan.html");
    std::fs::write(&deck, "<section class=\"slide\"><h1>Plan</h1></section>").unwrap();
    let binary = folder.join("binary.html");
    std::fs::write(&binary, [0xff, 0x00, 0xfe, 0x81]).unwrap();
    let missing = folder.join("missing.html");
    *window.dialogs.open.lock().unwrap() = Choice::Chosen(vec![binary, deck, missing]);
    let imports = json_of(&window, "import_files", Value::Null).await;
    assert_eq!(imports["imported"].as_array().unwrap().len(), 1);
    assert_eq!(imports["imported"][0]["slide_count"], 1);
    let failed = imports["failed"].as_array().unwrap();
    assert_eq!(failed.len(), 2);
    assert_eq!(failed[0]["file_name"], "binary.html");
    assert_eq!(failed[0]["problem"]["code"], "invalid");
    assert_eq!(failed[1]["problem"]["code"], "unreadable");
}

#[tokio::test(flavor = "multi_thread")]
async fn choosing_no_file_imports_nothing() {
    let window = Window::new().await;
    assert_eq!(
        json_of(&window, "import_files", Value::Null).await,
        json!({"imported": [], "failed": []})
    );
    *window.dialogs.open.lock().unwrap() = Choice::Unavailable;
    assert_eq!(
        code_of(&window, "import_files", Value::Null).await,
        "not_implemented"
    );
}

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
async fn changes_reach_the_page() {
    let window = Window::new().await;
    let (sender, receiver) = mpsc::channel();
    window.main().listen("change", move |event| {
        sender.send(event.payload().to_owned()).unwrap();
    });
    let made = json_of(&window, "create_session", json!({})).await;
    let told = tokio::task::spawn_blocking(move || receiver.recv_timeout(Duration::from_secs(20)));
    let told: Value = serde_json::from_str(&told.await.unwrap().unwrap()).unwrap();
    assert_eq!(told["change"], "session_created");
    assert_eq!(told["session_id"], made["session_id"]);
    assert_eq!(told["client"], "window");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_store_every_command_says_why() {
    let locked = Error::new(Code::StoreLocked, "Lectern is open in another window.");
    let app = app(Err(locked), Arc::new(ScriptedDialogs::default()));
    let main = app.get_webview_window("main").unwrap();
    for operation in OPERATIONS {
        let problem = call(&main, operation.name, json!({})).await.unwrap_err();
        assert_eq!(problem["code"], "store_locked", "{}", operation.name);
        assert_eq!(problem["detail"], "Lectern is open in another window.");
    }
    for command in [
        "import_files",
        "listener_state",
        "start_listener",
        "stop_listener",
    ] {
        let problem = call(&main, command, json!({})).await.unwrap_err();
        assert_eq!(problem["code"], "store_locked", "{command}");
    }
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

#[tokio::test(flavor = "multi_thread")]
async fn no_arguments_bring_a_command_down() {
    let window = Window::new().await;
    let hostile = [
        InvokeBody::Raw(vec![0, 255, 1]),
        InvokeBody::Json(Value::Null),
        InvokeBody::Json(json!([])),
        InvokeBody::Json(json!({"request": "text"})),
        InvokeBody::Json(json!({"request": {"session_id": {"a": [null]}, "limit": 1e300}})),
        InvokeBody::Json(json!({"request": {"session_id": "a".repeat(100_000)}})),
        InvokeBody::Json(json!({"request": {"path": "/etc/passwd", "session_id": "../.."}})),
    ];
    let names = OPERATIONS.iter().map(|operation| operation.name);
    for command in names.chain(OWN_COMMANDS.iter().copied()) {
        for body in &hostile {
            // Any answer will do, as long as there is one.
            let _ = invoke(&window.main(), command, body.clone()).await;
        }
    }
    let list = json_of(&window, "list_sessions", json!({})).await;
    assert!(list["sessions"].is_array(), "everything still works");
}
