//! Which file may name what: the walls inside a crate, which no manifest holds.

use super::house;

/// Something that may be named in one place only.
struct Home {
    /// As it stands in the code, at the start of a word.
    name: &'static str,
    /// Folders or files that may name it.
    places: &'static [&'static str],
    why: &'static str,
}

const HOMES: &[Home] = &[
    Home {
        name: "sled::",
        places: &["src-tauri/core/src/store"],
        why: "only the store knows its engine, so that the engine can be changed",
    },
    Home {
        name: "headless_chrome::",
        places: &["src-tauri/render/src"],
        why: "only the renderer knows the browser",
    },
    Home {
        name: "axum::",
        places: &["src-tauri/http/src"],
        why: "only the listener knows HTTP",
    },
    Home {
        name: "tauri::",
        places: &["src-tauri/src"],
        why: "only the desktop shell knows Tauri",
    },
    Home {
        name: "tauri_plugin_opener::",
        places: &["src-tauri/src/desktop/opening.rs"],
        why: "only one file starts other programs, and knows what it may hand them",
    },
    Home {
        name: "clap::",
        places: &["src-tauri/src"],
        why: "only the command line knows its arguments",
    },
];

/// Rust files of the product below one of `folders`. Tests may look behind a
/// wall: they damage a store, or serve a fake page.
fn rust_files(folders: &[&str]) -> Vec<(String, String)> {
    house::tracked_files()
        .into_iter()
        .filter(|file| file.ends_with(".rs") && !file.contains("/tests/"))
        .filter(|file| folders.iter().any(|folder| lies_in(file, folder)))
        .filter_map(|file| house::text_of(&file).map(|text| (file, text)))
        .collect()
}

fn lies_in(file: &str, place: &str) -> bool {
    file.strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether code, comments aside, names `name` at the start of a word.
fn names(text: &str, name: &str) -> bool {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .any(|code| {
            code.match_indices(name).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
            })
        })
}

#[test]
fn each_library_has_one_home() {
    for (file, text) in rust_files(&["src-tauri"]) {
        for home in HOMES.iter().filter(|home| names(&text, home.name)) {
            assert!(
                home.places.iter().any(|place| lies_in(&file, place)),
                "{file} names `{}`, but {} ({:?})",
                home.name,
                home.why,
                home.places
            );
        }
    }
}

#[test]
fn one_file_opens_dialogs() {
    let files: Vec<String> = rust_files(&["src-tauri"])
        .into_iter()
        .filter(|(_, text)| names(text, "rfd::"))
        .map(|(file, _)| file)
        .collect();
    assert!(
        files.len() <= 1 && files.iter().all(|file| lies_in(file, "src-tauri/src")),
        "dialogs open in one file of the desktop shell, so that no path comes from anywhere else: {files:?}"
    );
}

#[test]
fn window_and_listener_meet_in_one_file() {
    let shell = rust_files(&["src-tauri/src"]);
    let knows_window = |text: &str| {
        names(text, "tauri::") || names(text, "crate::desktop") || names(text, "desktop::")
    };
    let meeting: Vec<&String> = shell
        .iter()
        .filter(|(_, text)| names(text, "lectern_http::") && knows_window(text))
        .map(|(file, _)| file)
        .collect();
    assert!(
        meeting.len() <= 1,
        "window and listener are doors beside each other; one file puts them together: {meeting:?}"
    );
    for (file, text) in shell {
        assert!(
            !lies_in(&file, "src-tauri/src/desktop") || !names(&text, "lectern_http::"),
            "{file} is part of the window and must not know the listener: hand it a handle from outside"
        );
    }
}

#[test]
fn names_are_found_in_code_only() {
    assert!(names("use sled::Db;", "sled::"));
    assert!(names("    let db = ::sled::open(path)?;", "sled::"));
    assert!(!names("/// Like sled::Db.", "sled::"));
    assert!(!names("use shuffled::Deck;", "sled::"));
}
