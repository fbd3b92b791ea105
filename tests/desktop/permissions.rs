//! Who may call what: exactly the commands that exist are named, and only the
//! one window may call them.

use std::collections::BTreeSet;

use lectern::desktop::OWN_COMMANDS;
use lectern_core::ops::OPERATIONS;
use serde_json::{Value, json};

use super::harness::{Window, call};

/// What the page needs of Tauri itself: to hear events.
const OF_TAURI: [&str; 2] = ["core:event:allow-listen", "core:event:allow-unlisten"];

fn commands() -> BTreeSet<String> {
    OPERATIONS
        .iter()
        .map(|operation| operation.name)
        .chain(OWN_COMMANDS.iter().copied())
        .map(str::to_owned)
        .collect()
}

fn permission_of(command: &str) -> String {
    format!("allow-{}", command.replace('_', "-"))
}

fn read(path: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join(path)).unwrap()
}

#[test]
fn every_command_has_its_own_permission() {
    let file: toml_edit::DocumentMut = read("src-tauri/permissions/app.toml").parse().unwrap();
    let keys: Vec<&str> = file.iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["permission"], "no sets and no default");
    let mut named = BTreeSet::new();
    for permission in file["permission"].as_array_of_tables().unwrap() {
        let allowed = permission["commands"]["allow"].as_array().unwrap();
        assert_eq!(allowed.len(), 1, "one permission, one command");
        let command = allowed.get(0).unwrap().as_str().unwrap();
        assert_eq!(
            permission["identifier"].as_str().unwrap(),
            permission_of(command)
        );
        assert!(named.insert(command.to_owned()), "{command} stands twice");
    }
    assert_eq!(named, commands(), "the permissions are the commands");
}

#[test]
fn one_capability_for_the_one_window() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(root.join("src-tauri/capabilities")).unwrap();
    assert_eq!(
        files.count(),
        1,
        "one file, so that nothing hides in another"
    );
    let capability: Value =
        serde_json::from_str(&read("src-tauri/capabilities/main.json")).unwrap();
    let keys: BTreeSet<&str> = capability
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        BTreeSet::from([
            "description",
            "identifier",
            "local",
            "permissions",
            "windows"
        ]),
        "no remote pages, no other webviews"
    );
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["local"], json!(true));
    let granted: BTreeSet<String> =
        serde_json::from_value(capability["permissions"].clone()).unwrap();
    let expected: BTreeSet<String> = commands()
        .iter()
        .map(|command| permission_of(command))
        .chain(OF_TAURI.map(str::to_owned))
        .collect();
    assert_eq!(granted, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_window_may_call_nothing() {
    let window = Window::new().await;
    let other = window.other();
    for command in commands() {
        let answer = call(&other, &command, json!({})).await;
        let refusal = answer.expect_err("a window without a capability is refused");
        let text = refusal.as_str().unwrap_or_default();
        assert!(text.contains("not allowed"), "{command}: {refusal}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_named_is_refused() {
    let window = Window::new().await;
    for command in [
        "read_file",
        "plugin:fs|read_file",
        "plugin:shell|execute",
        "plugin:window|close",
        "plugin:webview|create_webview_window",
        "plugin:path|resolve_directory",
        "plugin:app|version",
        "plugin:event|emit",
    ] {
        let answer = window.call(command, json!({})).await;
        assert!(answer.is_err(), "{command} must be refused: {answer:?}");
    }
}
