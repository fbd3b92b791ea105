//! The first minute of a new user, in the real window, without any network.

use std::env;
use std::path::Path;

use super::driver::{Window, wait_for};
use super::screen::Screen;
use crate::attacks::isolation::isolated;

const DECK: &str = "<!doctype html><title>Field notes</title>
<section class=\"slide\"><h1>Herons at dawn</h1><p>Twelve birds <b>counted</b></p></section>
<section class=\"slide\"><h1>Otters</h1></section>";

#[test]
fn a_new_user_shows_imports_and_exports() {
    isolated(
        "window::first_minute::a_new_user_shows_imports_and_exports",
        first_minute,
    );
}

fn first_minute() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let deck = home.join("notes.html");
    std::fs::write(&deck, DECK).unwrap();
    let target = home.join("herons.pptx");
    let variables: [(&str, &Path); 3] = [
        ("LECTERN_TEST_OPEN", &deck),
        ("LECTERN_TEST_SAVE", &target),
        // Tests may run as root in a container, where Chrome has no sandbox.
        ("LECTERN_CHROME_NO_SANDBOX", Path::new("1")),
    ];
    let screen = Screen::new();
    let window = Window::open(&screen, home, &home.join("lectern"), &variables);

    // The sample is open; two slides on, shown on the whole screen, and back.
    window.wait_for_text("[data-stage]", "1 of 6");
    window.wait_for_frame();
    keep_picture(&window);
    window.keys(&["Right", "Right"]);
    window.wait_for_text("[data-stage]", "3 of 6");
    window.keys(&["Shift+F5"]);
    wait_for("the deck fills the screen", || {
        (window.run("return document.querySelector('.presenting') !== null") == true).then_some(())
    });
    window.keys(&["Escape"]);
    wait_for("the window is back", || {
        (window.run("return document.querySelector('.presenting') === null") == true).then_some(())
    });

    window.keys(&["Control+o"]);
    window.wait_for_text("[data-stage]", "1 of 2");
    window.wait_for_frame();
    window.wait_for_text("[data-testid=sessions]", "Field notes");

    window.keys(&["Control+e"]);
    window.wait_for_text("[role=dialog]", "Field notes");
    window.press_button("Choose…");
    // No part of the name that was suggested.
    window.wait_for_value("[role=dialog] input[type=text]", "herons");
    window.press_button("Export");
    window.wait_for_text("body", "Saved herons.pptx");
    window.wait_for_text("[role=dialog]", "All 2 slides can be edited in full");
    let presentation = std::fs::read(&target).unwrap();
    assert!(presentation.starts_with(b"PK"));
}

/// The picture in the README: taken anew with `UPDATE=1`, after all small
/// pictures of the slides are there.
fn keep_picture(window: &Window) {
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/window.png");
    if env::var("UPDATE").is_ok_and(|value| value == "1") {
        window.resize(1440, 900);
        wait_for("the pictures of the slides", || {
            let tiles = "[...document.querySelectorAll('[data-rail] [data-slide]')]";
            let drawn = window.run(&format!(
                "return {tiles}.length > 0 && {tiles}.every((tile) => tile.querySelector('img'))"
            ));
            (drawn == true).then_some(())
        });
        window.picture(&picture);
    }
    assert!(picture.is_file(), "the README shows this picture");
}
