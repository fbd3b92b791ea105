//! The page's first words, what it wants to find again, and what it may open.

use std::time::Duration;

use lectern::desktop::Arguments;
use serde_json::{Value, json};

use super::harness::{Window, changes, code_of, json_of, listen, next, problem_of, session};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_in_an_empty_library_makes_the_sample() {
    let window = Window::new().await;
    let started = json_of(&window, "startup", Value::Null).await;
    assert_eq!(started["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(started["appearance"]["theme"], "system");
    assert_eq!(started["dialogs"], true);
    assert_eq!(started["view"], Value::Null);
    assert_eq!(started["revived"], Value::Null);
    let sample = started["sample"].clone();
    let list = json_of(&window, "list_sessions", json!({})).await;
    assert_eq!(list["sessions"][0]["session_id"], sample);
    let again = json_of(&window, "startup", Value::Null).await;
    assert_eq!(again["sample"], Value::Null, "it is made once");
    let second = json_of(&window, "make_sample", Value::Null).await;
    assert_ne!(second["session_id"], sample, "unless it is asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_that_holds_something_gets_no_sample() {
    let window = Window::new().await;
    let id = session(&window, "Mine").await;
    json_of(&window, "trash_session", json!({"session_id": id})).await;
    let started = json_of(&window, "startup", Value::Null).await;
    assert_eq!(started["sample"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_opened_is_opened_when_the_page_asks_again() {
    let deck = "<section class=\"slide\"><h1>Plan</h1></section>";
    // At the start, and at the page's first question.
    let window = Window::refused(2, &[("plan.html", deck)]).await;
    let files = listen(&window, "files");
    let changes = changes(&window);
    for command in ["startup", "list_sessions"] {
        let code = code_of(&window, command, Value::Null).await;
        assert_eq!(code, "store_locked", "{command}");
    }
    let started = json_of(&window, "startup", Value::Null).await;
    assert_eq!(started["version"], env!("CARGO_PKG_VERSION"));
    let (told, _) = next(files, |told| told["kind"] == "imported").await;
    assert_eq!(told["outcomes"][0]["session"]["title"], "Plan");
    let made = json_of(&window, "create_session", json!({})).await;
    next(changes, move |told| {
        told["session_id"] == made["session_id"]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_view_is_found_again() {
    let window = Window::new().await;
    let view = json!({"session": "a", "panes": [240, 320]});
    json_of(&window, "remember_view", json!({"view": view})).await;
    let started = json_of(&window, "startup", Value::Null).await;
    assert_eq!(started["view"], view);
    let large = json!({"view": "x".repeat(64 * 1024)});
    let problem = problem_of(&window, "remember_view", large).await;
    assert_eq!(problem["code"], "too_large");
    let started = json_of(&window, "startup", Value::Null).await;
    assert_eq!(started["view"], view, "the last one stays");
    let file = window.folder.path().join("config").join("window.json");
    let written = async {
        loop {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            if text.contains("320") {
                break text;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let written = tokio::time::timeout(Duration::from_secs(20), written);
    let kept: Value = serde_json::from_str(&written.await.unwrap()).unwrap();
    assert!(
        kept["window"].is_object(),
        "a window that moved meanwhile is found again, too: {kept}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn heartbeats_are_heard_and_read_strictly() {
    let window = Window::new().await;
    let deck = json!({
        "session_id": "01890000-0000-7000-8000-000000000000", "slide": 2, "scripts": true,
    });
    let mut hidden = deck.clone();
    hidden["hidden"] = json!(true);
    for request in [
        json!({"deck": deck}),
        json!({"deck": hidden}),
        json!({"deck": null}),
        json!({}),
    ] {
        assert_eq!(json_of(&window, "heartbeat", request).await, Value::Null);
    }
    for wrong in [
        json!({"deck": 1}),
        json!({"deck": {"session_id": "a", "slide": 0}}),
        json!({"deck": {"session_id": "a", "slide": -1, "scripts": true}}),
        json!({"deck": {"session_id": "a", "slide": 0, "scripts": true, "hidden": 1}}),
        json!({"deck": {"session_id": "a".repeat(65), "slide": 0, "scripts": true}}),
    ] {
        assert_eq!(code_of(&window, "heartbeat", wrong).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn links_leave_lectern_if_they_are_web_or_mail() {
    let window = Window::new().await;
    json_of(
        &window,
        "open_link",
        json!({"url": "https://example.com/a?b"}),
    )
    .await;
    let opened = window.opener.opened.lock().unwrap().clone();
    assert_eq!(opened, ["link https://example.com/a?b"]);
    for url in ["file:///etc/passwd", "javascript:alert(1)", "/bin/sh", ""] {
        let problem = problem_of(&window, "open_link", json!({"url": url})).await;
        assert_eq!(problem["code"], "invalid", "{url}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("http, https and mailto"), "{detail}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn diagnostics_hold_counts_and_no_content() {
    let window = Window::new().await;
    session(&window, "Secret plan").await;
    let told = json_of(&window, "diagnostics", Value::Null).await;
    let text = told["text"].as_str().unwrap();
    assert!(text.contains("Sessions: 1\n"), "{text}");
    assert!(text.contains("Chromium 140.0.1"), "{text}");
    assert!(text.contains("Listener: off"), "{text}");
    let folder = window.folder.path().display().to_string();
    for private in ["Secret", folder.as_str(), "ada"] {
        assert!(!text.contains(private), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn full_screen_is_on_or_off() {
    let window = Window::new().await;
    for on in [true, false] {
        json_of(&window, "set_full_screen", json!({"on": on})).await;
    }
    assert_eq!(
        code_of(&window, "set_full_screen", json!({})).await,
        "invalid"
    );
}

#[test]
fn files_of_a_second_start_lie_where_it_was_started() {
    let arguments = ["--data-dir", "data", "plan.html"].map(Into::into);
    let read = Arguments::read(arguments, std::path::Path::new("/elsewhere"));
    assert_eq!(
        read.files,
        [std::path::PathBuf::from("/elsewhere/plan.html")]
    );
}
