//! A deck that never ends does not take the window with it. The driver's
//! session ends with the web process, so what follows is read from the
//! commands that the page asks for.

use std::path::Path;

use super::canary::Canary;
use super::driver::{Screen, Window, wait_for};
use super::hostile::aimed;

#[test]
fn a_deck_that_loops_at_once_comes_back_without_its_scripts() {
    comes_back("loop");
}

#[test]
fn a_deck_that_loops_later_comes_back_without_its_scripts() {
    comes_back("later-loop");
}

#[test]
fn a_deck_of_endless_promises_comes_back_without_its_scripts() {
    comes_back("microtasks");
}

fn comes_back(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let deck = aimed(name, &Canary::default(), home);
    let commands = home.join("commands");
    let variables: [(&str, &Path); 2] = [
        ("LECTERN_TEST_COMMANDS", &commands),
        ("LECTERN_CHROME_NO_SANDBOX", Path::new("1")),
    ];
    let screen = Screen::new();
    let data = home.join("lectern");
    let window = Window::open_with(&screen, home, &data, &variables, &[deck]);
    let previews = wait_for("the deck without its scripts", || {
        let told = std::fs::read_to_string(&commands).ok()?;
        let lines: Vec<String> = told.lines().map(str::to_owned).collect();
        let starts = lines.iter().filter(|line| line.starts_with("startup"));
        let previews: Vec<String> = lines
            .iter()
            .filter(|line| line.starts_with("open_preview"))
            .cloned()
            .collect();
        let is_still = previews.last()?.contains("\"scripts\":false");
        (starts.count() == 2 && is_still).then_some(previews)
    });
    // It was tried with scripts first, and the same session came back.
    let session = |line: &str| line.split("session_id\":\"").nth(1).unwrap()[..36].to_owned();
    let tried = previews.iter().rev().nth(1).unwrap();
    assert!(tried.contains("\"scripts\":true"), "{previews:?}");
    assert_eq!(session(tried), session(previews.last().unwrap()));
    window.abandon();
}
