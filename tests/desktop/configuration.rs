//! The window's configuration holds what keeps a page in its place.

use serde_json::{Value, json};

fn configuration() -> Value {
    serde_json::from_str(&read("tauri.conf.json")).unwrap()
}

fn read(path: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join(path)).unwrap()
}

#[test]
fn the_page_may_load_nothing_but_itself() {
    assert_eq!(
        configuration()["app"]["security"],
        json!({
            "csp": "default-src 'self'; script-src 'self'; style-src 'self'; \
                    img-src 'self' blob: data:; connect-src ipc: http://ipc.localhost; \
                    frame-src deck: http://deck.localhost; object-src 'none'; base-uri 'none'; \
                    form-action 'none'; frame-ancestors 'none'",
            "freezePrototype": true,
            "assetProtocol": { "enable": false },
            "capabilities": ["main"],
        }),
        "a weaker policy needs a reason in security.md first"
    );
}

#[test]
fn nothing_of_tauri_is_global_and_no_page_comes_from_elsewhere() {
    let configuration = configuration();
    assert_eq!(configuration["app"]["withGlobalTauri"], json!(false));
    assert_eq!(
        configuration["app"]["windows"],
        json!([]),
        "windows are opened in Rust, where they get their guards"
    );
    assert_eq!(configuration["build"].get("devUrl"), None);
    assert_eq!(configuration.get("plugins"), None);
}

/// Tauri takes every program that is called like the package or like
/// `default-run` for the app itself, and gives all of those the name
/// `mainBinaryName` if there is one: the command line would be packed in the
/// place of the window.
#[test]
fn every_program_is_packed() {
    let configuration = configuration();
    assert_eq!(configuration.get("mainBinaryName"), None);
    assert_eq!(
        configuration["build"]["features"],
        json!(["desktop"]),
        "without it Tauri packs only the command line"
    );
    let manifest: toml_edit::DocumentMut = read("Cargo.toml").parse().unwrap();
    assert_eq!(
        manifest["package"]["default-run"].as_str(),
        Some("lectern-desktop")
    );
    let programs: Vec<_> = manifest["bin"]
        .as_array_of_tables()
        .unwrap()
        .iter()
        .map(|program| program["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        programs,
        ["lectern-desktop", "lectern", "lectern-guard"],
        "the first one is what the desktop starts"
    );
}

#[test]
fn the_page_brings_its_code_and_styles_in_files() {
    let files = lectern::ui_files::all();
    let page = files.iter().find(|file| file.path == "/").unwrap();
    let page = std::str::from_utf8(&page.bytes).unwrap();
    assert!(!page.contains("<style") && !page.contains(" style="));
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.contains("<script type=\"module\" crossorigin src=\"/assets/"));
    assert!(!page.contains("://"), "the page names an address");
}
