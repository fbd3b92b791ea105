//! Starting Lectern again while it runs, and what its page may never do.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};

use super::driver::{Window, program, wait_for};
use super::screen::Screen;

#[test]
fn the_page_is_confined_and_a_second_window_waits_for_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let data = home.join("lectern");
    let screen = Screen::new();
    let window = Window::open(&screen, home, &data, &[]);
    window.wait_for_text("[data-stage]", "1 of 6");
    the_page_is_confined(&window);
    a_second_start_waits(&screen, home, &data, window);
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
/// the first, shows why it cannot work instead of ending without a word, and
/// works when it tries again later.
fn a_second_start_waits(screen: &Screen, home: &Path, data: &Path, first: Window) {
    let second = Window::open(screen, &home.join("second"), data, &[]);
    second.wait_for_text("body", "Another Lectern has this data folder open");
    drop(first);
    wait_for("the sessions", || {
        second.run("document.querySelector('main > button:enabled')?.click()");
        let opened = second.run("return document.querySelector('[data-stage]') !== null");
        (opened == true).then_some(())
    });
    second.wait_for_text("[data-stage]", "1 of 6");
}

const DECK: &str = "<!doctype html><title>Field notes</title>
<section class=\"slide\"><h1>Herons at dawn</h1></section>";

/// A deck without scripts, so that nothing is expected of a slow machine.
const OLD_DECK: &str = "<!doctype html><title>Last year</title>
<section class=\"slide\"><h1>Otters</h1></section><section class=\"slide\"><h1>End</h1></section>";

/// A data folder with one session, which a start without files shows.
fn library(screen: &Screen, home: &Path) -> PathBuf {
    let data = home.join("lectern");
    let deck = home.join("old.html");
    std::fs::write(&deck, OLD_DECK).unwrap();
    let made = screen
        .command(program().with_file_name("lectern"), home)
        .arg("--data-dir")
        .arg(&data)
        .arg("import")
        .arg(&deck)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    data
}

#[test]
fn a_second_start_hands_its_files_over_and_ends() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let screen = Screen::new();
    let data = library(&screen, home);
    let window = Window::open(&screen, home, &data, &[]);
    window.wait_for_text("[data-stage]", "1 of 2");
    std::fs::write(home.join("notes.html"), DECK).unwrap();
    let second = screen
        .command("timeout", home)
        .arg("60")
        .arg(program())
        .arg("--data-dir")
        .arg(&data)
        // As it stands in the folder where the second is started.
        .arg("notes.html")
        .current_dir(home)
        .env("DBUS_SESSION_BUS_ADDRESS", window.bus())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(second.success(), "the second start ended with {second}");
    it_is_imported_and_shown(&window);
}

#[test]
fn a_file_that_the_window_is_started_with_is_imported_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let screen = Screen::new();
    let data = library(&screen, home);
    let deck = home.join("notes.html");
    std::fs::write(&deck, DECK).unwrap();
    let window = Window::open_with(&screen, home, &data, &[], &[deck]);
    it_is_imported_and_shown(&window);
}

fn it_is_imported_and_shown(window: &Window) {
    window.wait_for_text(".toasts", "Imported 1 file.");
    window.wait_for_text("h1", "Field notes");
    window.wait_for_text("[data-stage]", "1 of 1");
}

#[test]
fn the_window_opens_where_it_was_and_as_large() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let screen = Screen::new();
    let data = library(&screen, home);
    let first = Window::open(&screen, home, &data, &[]);
    first.wait_for_text("[data-stage]", "1 of 2");
    let stands = json!({"x": 130, "y": 70, "width": 1010, "height": 710});
    first.place(&stands);
    let file = data.join("window.json");
    wait_for("the place in its file", || {
        let kept: Value = serde_json::from_slice(&std::fs::read(&file).ok()?).ok()?;
        let kept = &kept["window"];
        let is_kept = ["x", "y", "width", "height"]
            .iter()
            .all(|side| kept[side] == stands[side]);
        is_kept.then_some(())
    });
    drop(first);
    let second = Window::open(&screen, home, &data, &[]);
    second.wait_for_text("[data-stage]", "1 of 2");
    assert_eq!(second.stands(), stands);
}
