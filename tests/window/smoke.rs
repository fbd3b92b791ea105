//! A short life in the real window.

use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use super::driver::{Screen, Window, program, wait_for};

const DECK: &str = "<!doctype html><title>Field notes</title>
<section class=\"slide\"><h1>Herons at dawn</h1><p>Twelve birds <b>counted</b></p></section>
<section class=\"slide\"><h1>Otters</h1><img src=x onerror=\"document.title='broken out'\"></section>";

#[test]
fn a_deck_is_imported_read_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let data = home.join("lectern");
    let deck = home.join("notes.html");
    std::fs::write(&deck, DECK).unwrap();
    let screen = Screen::new();
    let window = Window::open(&screen, home, &data, &[("LECTERN_TEST_OPEN", &deck)]);

    window.wait_for_text("main", "No sessions yet");
    window.press("#import");
    window.wait_for_text(".sessions", "Field notes");
    window.wait_for_text(".slides", "Herons at dawn");
    window.wait_for_text(".slides", "Twelve birds counted");
    window.wait_for_text(".slides", "Otters");
    assert_eq!(window.run("return document.title"), "Lectern");
    the_page_is_confined(&window);
    a_second_start_is_refused(&screen, home, &data);

    window.press(".actions button:nth-child(2)");
    window.wait_for_text(".notices", "moved to Trash");
    window.press(".notice button:not(.close)");
    window.wait_for_text(".sessions", "Field notes");
}

/// The policy is in force: nothing from elsewhere is fetched, no code is made
/// from text, nothing leaves the page.
fn the_page_is_confined(window: &Window) {
    let fetched = window.run_to_end(
        "fetch('http://127.0.0.1:1/').then(() => done('sent'), (error) => done(error.name))",
    );
    assert_eq!(fetched, "TypeError");
    let violated = window.run_to_end(
        "document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
         const script = document.createElement('script');
         script.textContent = 'document.title = \"inline\"';
         document.body.append(script);",
    );
    assert!(
        violated
            .as_str()
            .unwrap_or_default()
            .starts_with("script-src"),
        "{violated}"
    );
    assert_eq!(window.run("return document.title"), "Lectern");
    let refused = window.run_to_end(
        "window.__TAURI_INTERNALS__.invoke('plugin:app|version').then(done, (error) => done(String(error)))",
    );
    assert!(
        refused.as_str().unwrap_or_default().contains("not allowed"),
        "{refused}"
    );
    assert_eq!(window.run("return window.__TAURI__ === undefined"), true);
    assert_eq!(
        window.run("return window.open('https://example.com/') === null"),
        Value::Bool(true)
    );
    window.run("location.href = 'data:text/html,gone'");
    window.wait_for_text(".slides", "Herons at dawn");
}

/// Another program on the same data, started where no session bus lets it find
/// the first, shows why it cannot work instead of ending without a word.
fn a_second_start_is_refused(screen: &Screen, home: &Path, data: &Path) {
    let second = Window::open(screen, &home.join("second"), data, &[]);
    second.wait_for_text("main", "Lectern is open already");
}

#[test]
fn a_second_start_on_the_same_bus_ends_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let data = home.join("lectern");
    let screen = Screen::new();
    // The first runs until the second has ended.
    let script = "\"$0\" --data-dir \"$1\" & first=$!; \
                  until [ -e \"$1/store\" ]; do sleep 0.1; done; sleep 2; \
                  timeout 30 \"$0\" --data-dir \"$1\"; echo \"second: $?\"; \
                  kill -0 $first && echo \"first runs\"; kill $first";
    let bus = screen
        .command("dbus-run-session", home)
        .args(["--", "sh", "-c", script])
        .arg(program())
        .arg(&data)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&bus.stdout);
    assert!(told.contains("second: 0"), "{told}");
    assert!(told.contains("first runs"), "{told}");
}

#[test]
fn an_export_is_written_where_the_dialog_says() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let deck = home.join("notes.html");
    std::fs::write(&deck, DECK).unwrap();
    let target = home.join("notes.pdf");
    let screen = Screen::new();
    let variables: [(&str, &Path); 3] = [
        ("LECTERN_TEST_OPEN", &deck),
        ("LECTERN_TEST_SAVE", &target),
        // Tests may run as root in a container, where Chrome has no sandbox.
        ("LECTERN_CHROME_NO_SANDBOX", Path::new("1")),
    ];
    let window = Window::open(&screen, home, &home.join("lectern"), &variables);
    window.wait_for_text("main", "No sessions yet");
    window.press("#import");
    window.wait_for_text(".slides", "Herons at dawn");
    window.press("#export");
    window.wait_for_text(".notices", "Saved notes.pdf");
    let pdf = wait_for("the export", || std::fs::read(&target).ok());
    assert!(pdf.starts_with(b"%PDF-"));
}
