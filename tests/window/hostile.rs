//! Decks that attack, in the real window: nothing leaves their frame, no
//! command runs for them, and the window stays what it was.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::canary::Canary;
use super::driver::{Screen, Window, wait_for};
use super::isolation::isolated;

const DECKS: [&str; 8] = [
    "commands",
    "harmless",
    "markup",
    "messages",
    "navigation",
    "network",
    "rights",
    "tampering",
];

/// Commands that the page itself asks for when decks are opened and looked at.
const EXPECTED: [&str; 14] = [
    "export_choices",
    "get_session",
    "get_slide_picture",
    "get_slides",
    "heartbeat",
    "inspect_slides",
    "leave_call",
    "list_messages",
    "list_profiles",
    "list_sessions",
    "open_preview",
    "read_settings",
    "remember_view",
    "startup",
];

#[test]
fn nothing_leaves_the_frame_of_a_deck() {
    isolated(
        "window::hostile::nothing_leaves_the_frame_of_a_deck",
        all_decks,
    );
}

fn all_decks() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let canary = Canary::new();
    let decks: Vec<PathBuf> = DECKS
        .iter()
        .map(|name| aimed(name, &canary, home))
        .collect();
    let commands = home.join("commands");
    let variables: [(&str, &Path); 2] = [
        ("LECTERN_TEST_COMMANDS", &commands),
        ("LECTERN_CHROME_NO_SANDBOX", Path::new("1")),
    ];
    let screen = Screen::new();
    let window = Window::open_with(&screen, home, &home.join("lectern"), &variables, &decks);
    window.wait_for_text("[data-testid=sessions]", "Control: harmless");
    let sessions = wait_for("all decks in the list", || {
        let found = sessions(&window);
        (found.len() >= DECKS.len()).then_some(found)
    });
    window.keys(&["Escape"]);
    for session in &sessions {
        window.run(&format!(
            "document.querySelector('[data-session=\"{session}\"]').click()"
        ));
        window.wait_for_frame();
        the_window_is_as_it_was(&window);
    }
    // What a deck does late, it does while the next ones are shown.
    assert_eq!(canary.hits(), Vec::<String>::new());
    assert_eq!(
        self::sessions(&window),
        sessions,
        "the library is unchanged"
    );
    let asked = std::fs::read_to_string(&commands).unwrap();
    let asked: BTreeSet<&str> = asked
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let strange: Vec<&&str> = asked
        .iter()
        .filter(|name| !EXPECTED.contains(name))
        .collect();
    assert_eq!(
        strange,
        Vec::<&&str>::new(),
        "commands that the page has no reason for"
    );
    drop(window);
    the_test_can_see(&screen, home, &canary);
}

fn the_window_is_as_it_was(window: &Window) {
    assert_eq!(window.run("return document.title"), "Lectern");
    let address = window.run("return location.href");
    let address = address.as_str().unwrap();
    assert!(address.starts_with("tauri://localhost"), "{address}");
    assert_eq!(
        window.run("return document.querySelectorAll('iframe[sandbox=\"allow-scripts\"]').length === document.querySelectorAll('iframe').length"),
        Value::Bool(true)
    );
}

/// The same deck in the engine's own browser, which confines nothing, is heard.
fn the_test_can_see(screen: &Screen, home: &Path, canary: &Canary) {
    let deck = aimed("network", canary, home);
    let browser = Window::open_browser(screen, home);
    browser.go_to(&format!("file://{}", deck.display()));
    wait_for("a hit of the deck that nothing confines", || {
        (!canary.hits().is_empty()).then_some(())
    });
}

fn sessions(window: &Window) -> Vec<String> {
    let found = window.run(
        "return [...document.querySelectorAll('[data-session]')].map((row) => row.dataset.session)",
    );
    let found = found.as_array().cloned().unwrap_or_default();
    found
        .iter()
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect()
}

/// A deck of the fixtures, aimed at the canary.
pub(crate) fn aimed(name: &str, canary: &Canary, home: &Path) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile");
    let deck = std::fs::read_to_string(fixtures.join(format!("{name}.html"))).unwrap();
    let path = home.join(format!("{name}.html"));
    std::fs::write(&path, canary.aim(&deck)).unwrap();
    path
}
