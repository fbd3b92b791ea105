//! Starting Lectern again while it runs, and what its page may never do.

use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use super::driver::{Window, program};
use super::screen::Screen;

#[test]
fn the_page_is_confined_and_a_second_window_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let data = home.join("lectern");
    let screen = Screen::new();
    let window = Window::open(&screen, home, &data, &[]);
    window.wait_for_text("[data-stage]", "1 of 6");
    the_page_is_confined(&window);
    a_second_start_is_refused(&screen, home, &data);
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
    window.wait_for_text("[data-stage]", "1 of 6");
}

/// Another program on the same data, started where no session bus lets it find
/// the first, shows why it cannot work instead of ending without a word.
fn a_second_start_is_refused(screen: &Screen, home: &Path, data: &Path) {
    let second = Window::open(screen, &home.join("second"), data, &[]);
    second.wait_for_text("body", "Another Lectern has this data folder open");
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
