//! A session's life, told in commands.

use serde_json::{Value, json};

use super::harness::{User, fixture};

#[test]
fn a_session_lives_from_import_to_delete() {
    let user = User::new();
    let deck = user.write(
        "three.json",
        json!({
            "title": "Three", "css": "h1{}", "scripts": "",
            "messages": [{"role": "user", "content": "Make three slides"}],
            "slides": ["<h1>One</h1>", "<h1>Two</h1>", "<h1>Three</h1>"],
        })
        .to_string(),
    );
    let session = user.json(&["import", deck.to_str().unwrap()]);
    let id = session["session_id"].as_str().unwrap();
    assert_eq!(session["slide_count"], 3);
    assert_eq!(user.json(&["show", id]), session);
    assert_eq!(user.json(&["list"])["sessions"], json!([session]));
    let messages = user.json(&["messages", id]);
    assert_eq!(messages["messages"][0]["content"], "Make three slides");
    let slides = user.json(&["slides", id]);
    assert_eq!(slides["slide_deck"]["slides"][2]["html"], "<h1>Three</h1>");
    let renamed = user.json(&["rename", id, " Four "]);
    assert_eq!(renamed["title"], "Four");
    assert_eq!(user.json(&["delete", id]), Value::Null);
    assert_eq!(user.json(&["list"])["count"], 0);
}

#[test]
fn several_files_are_imported_and_the_bad_one_is_named() {
    let user = User::new();
    let good = user.write("good.html", "<section><h1>Hi</h1></section>");
    let bad = user.write("bad.json", "{\"slides\": 5}");
    let output = user
        .lectern()
        .args(["--json", "import"])
        .args([&good, &bad])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let imports: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(imports["imported"][0]["title"], "Hi");
    assert_eq!(imports["failed"][0]["problem"]["code"], "invalid");
    assert_eq!(user.json(&["list"])["count"], 1);
}

#[test]
fn a_cleanup_says_what_it_deleted() {
    let user = User::new();
    let deck = user.write("a.html", "<h1>A</h1>");
    let first = user.import(&deck);
    let second = user.import(&deck);
    let cleaned = user.json(&["cleanup", &second, "unknown", &first]);
    assert_eq!(
        cleaned,
        json!({"deleted": 2, "session_ids": [second, first]})
    );
}

#[test]
fn people_get_sentences_that_cannot_steer_their_terminal() {
    let user = User::new();
    let deck = user.write(
        "a.json",
        json!({"title": "Red \u{1b}[31m alert", "slides": ["<p>x</p>"]}).to_string(),
    );
    let id = user.import(&deck);
    let output = user.run(&["show", &id]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Red \u{FFFD}[31m alert"), "{text}");
    let missing = user.run(&["show", "nothing"]);
    assert_eq!(missing.status.code(), Some(3));
    let sentence = String::from_utf8(missing.stderr).unwrap();
    assert_eq!(sentence, "lectern: There is no session with this id.\n");
}

#[test]
fn every_fixture_is_imported_and_exported_without_a_loss() {
    let user = User::new();
    for entry in std::fs::read_dir(fixture("")).unwrap() {
        let path = entry.unwrap().path();
        let session = user.json(&["import", path.to_str().unwrap()]);
        let id = session["session_id"].as_str().unwrap();
        let slides = user.json(&["slides", id]);
        let count = slides["slide_deck"]["slides"].as_array().unwrap().len();
        assert_eq!(session["slide_count"], count, "{}", path.display());
        let again = user.write("again.json", slides.to_string());
        let copy = user.import(&again);
        let mut copied = user.json(&["slides", &copy]);
        copied["session_id"] = slides["session_id"].clone();
        assert_eq!(copied, slides, "{} comes back as it was", path.display());
    }
}

#[test]
fn the_log_holds_no_text_of_decks_or_messages() {
    let user = User::new();
    let deck = user.write(
        "secret.json",
        json!({"title": "Tango-title", "slides": ["<p>Tango-slide</p>"],
               "messages": [{"role": "user", "content": "Tango-message"}]})
        .to_string(),
    );
    let id = user.import(&deck);
    user.refused(&["rename", &id, " "]);
    user.refused(&["show", "Tango-id"]);
    let mut text = String::new();
    for entry in std::fs::read_dir(user.data().join("logs")).unwrap() {
        text.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert!(text.contains("a command failed"), "{text}");
    assert!(!text.contains("Tango"), "{text}");
}

#[test]
fn the_doctor_says_what_is_there() {
    let user = User::new();
    let report = user.json(&["doctor"]);
    let checks = report["checks"].as_array().unwrap();
    assert!(checks.iter().all(|check| check["ok"] == true), "{report}");
    let output = user
        .lectern()
        .args(["--json", "doctor"])
        .env("LECTERN_CHROME", user.files().join("no-browser"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(7));
}
