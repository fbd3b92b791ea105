//! The window's configuration holds what keeps a page in its place.

use serde_json::{Value, json};

fn configuration() -> Value {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("tauri.conf.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_page_may_load_nothing_but_itself() {
    assert_eq!(
        configuration()["app"]["security"],
        json!({
            "csp": "default-src 'self'; script-src 'self'; connect-src ipc: http://ipc.localhost; \
                    frame-src deck: http://deck.localhost; object-src 'none'; base-uri 'none'; \
                    form-action 'none'",
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

#[test]
fn both_programs_are_packed() {
    let configuration = configuration();
    assert_eq!(configuration["mainBinaryName"], json!("lectern-desktop"));
    assert_eq!(
        configuration["build"]["features"],
        json!(["desktop"]),
        "without it Tauri packs only the command line"
    );
}

#[test]
fn the_page_has_no_inline_code_and_makes_no_markup() {
    let ui = lectern::ui_files::UI_FILES;
    let page = std::str::from_utf8(lectern::ui_files::find("/").unwrap().bytes).unwrap();
    assert!(!page.contains("<style"), "styles stand in their own file");
    assert!(!page.contains(" style="), "styles stand in their own file");
    assert_eq!(page.matches("<script").count(), 1);
    for file in ui {
        let Ok(text) = std::str::from_utf8(file.bytes) else {
            continue;
        };
        for forbidden in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "allow-same-origin",
            "localStorage",
            "sessionStorage",
        ] {
            assert!(!text.contains(forbidden), "{} has {forbidden}", file.path);
        }
        let knows_transport = text.contains("__TAURI") || text.contains("fetch(");
        assert!(
            !knows_transport || file.path.starts_with("/backend/"),
            "{} knows the transport, which only backend/ may",
            file.path
        );
        let addresses = text
            .lines()
            .filter(|line| line.contains("http://") || line.contains("https://"))
            .filter(|line| !line.contains("http://www.w3.org/2000/svg"));
        assert_eq!(
            addresses.collect::<Vec<_>>(),
            Vec::<&str>::new(),
            "{} names an address",
            file.path
        );
    }
}
