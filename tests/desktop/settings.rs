//! The settings as the page shows and changes them.

use std::sync::atomic::Ordering;

use lectern::desktop::Choice;
use serde_json::{Value, json};

use super::harness::{Window, code_of, json_of, problem_of, session};

#[tokio::test(flavor = "multi_thread")]
async fn the_settings_show_what_there_is() {
    let window = Window::new().await;
    session(&window, "One").await;
    let two = session(&window, "Two").await;
    json_of(&window, "trash_session", json!({"session_id": two})).await;
    let view = json_of(&window, "read_settings", Value::Null).await;
    let appearance = json!({"theme": "system", "text_size": 100});
    assert_eq!(view["appearance"], appearance);
    assert_eq!(
        view["user"],
        json!({"name": "", "shown_as": "ada@lovelace"})
    );
    assert_eq!(view["export"]["folder"], json!(window.folder.path()));
    let found = json!({"name": "Chromium", "version": "140.0.1", "path": "/usr/bin/chromium"});
    let browser = json!({"chosen": "", "found": found, "problem": null});
    assert_eq!(view["export"]["browser"], browser);
    assert_eq!(view["data"]["folder"], json!(window.folder.path()));
    assert!(view["data"]["bytes"].as_u64().unwrap() > 0);
    assert_eq!(view["data"]["sessions"], 1);
    assert_eq!(view["data"]["trashed"], 1);
    assert_eq!(view["listener"], json!({"port": 47810}));
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(view["about"]["version"], version);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_browser_is_shown_not_answered_as_an_error() {
    let window = Window::new().await;
    window
        .preferences
        .has_browser
        .store(false, Ordering::SeqCst);
    let view = json_of(&window, "read_settings", Value::Null).await;
    assert_eq!(view["export"]["browser"]["found"], Value::Null);
    assert_eq!(view["export"]["browser"]["problem"]["code"], "no_browser");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_changes_what_it_names() {
    let window = Window::new().await;
    let change = json!({
        "appearance": {"theme": "dark", "text_size": 120},
        "user": {"name": "Ada"},
        "listener": {"port": 50000},
    });
    let view = json_of(&window, "change_settings", change).await;
    let appearance = json!({"theme": "dark", "text_size": 120});
    assert_eq!(view["appearance"], appearance);
    assert_eq!(view["user"]["name"], "Ada");
    assert_eq!(view["listener"]["port"], 50000);
    assert_eq!(view.get("data"), None, "nothing is counted for a change");
    let view = json_of(&window, "change_settings", json!({})).await;
    assert_eq!(view["appearance"], appearance, "what is absent stays");
    let paths = json!({"export": {"folder": "/etc"}, "listener": {"enabled": true}});
    let view = json_of(&window, "change_settings", paths).await;
    assert_eq!(view["export"]["folder"], json!(window.folder.path()));
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_cannot_be_are_refused_by_name() {
    let window = Window::new().await;
    let refused = [
        (json!({"appearance": {"theme": "pink"}}), "appearance.theme"),
        (
            json!({"appearance": {"text_size": 79}}),
            "appearance.text_size",
        ),
        (
            json!({"appearance": {"text_size": 201}}),
            "appearance.text_size",
        ),
        (json!({"user": {"name": "x".repeat(1000)}}), "user.name"),
        (json!({"listener": {"port": 70000}}), "listener.port"),
        (json!({"listener": {"port": "many"}}), "listener.port"),
        (json!({"appearance": "dark"}), "request"),
    ];
    for (change, location) in refused {
        let problem = problem_of(&window, "change_settings", change.clone()).await;
        assert_eq!(problem["errors"][0]["location"], location, "{change}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn folder_and_browser_come_from_dialogs() {
    let window = Window::new().await;
    let folder = window.folder.path().join("exports");
    for command in ["choose_export_folder", "choose_browser"] {
        let closed = json_of(&window, command, Value::Null).await;
        assert_eq!(closed, Value::Null);
    }
    *window.dialogs.folder.lock().unwrap() = Choice::Chosen(folder.clone());
    let view = json_of(&window, "choose_export_folder", Value::Null).await;
    assert_eq!(view["export"]["folder"], json!(folder));
    *window.dialogs.program.lock().unwrap() = Choice::Chosen("/usr/bin/brave".into());
    let view = json_of(&window, "choose_browser", Value::Null).await;
    assert_eq!(view["export"]["browser"]["chosen"], "/usr/bin/brave");
    *window.dialogs.folder.lock().unwrap() = Choice::Unavailable;
    *window.dialogs.program.lock().unwrap() = Choice::Unavailable;
    for (command, instead) in [
        ("choose_export_folder", "settings file"),
        ("choose_browser", "field"),
    ] {
        let problem = problem_of(&window, command, Value::Null).await;
        assert_eq!(problem["code"], "not_implemented");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(instead), "{detail}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn own_folders_are_opened_by_name() {
    let window = Window::new().await;
    for folder in ["data", "logs", "settings", "exports"] {
        json_of(&window, "reveal_folder", json!({"folder": folder})).await;
    }
    let root = window.folder.path().display().to_string();
    let expected = [
        format!("open {root}"),
        format!("open {root}/logs"),
        format!("open {root}/config"),
        format!("open {root}"),
    ];
    let opened = window.opener.opened.lock().unwrap().clone();
    assert_eq!(opened, expected);
    for wrong in [json!({}), json!({"folder": "/etc"}), json!({"folder": 1})] {
        assert_eq!(code_of(&window, "reveal_folder", wrong).await, "invalid");
    }
}
