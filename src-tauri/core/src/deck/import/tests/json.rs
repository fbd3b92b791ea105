//! The JSON shapes that programs write.

use serde_json::json;

use super::*;
use crate::model::Role;

fn imported(value: &serde_json::Value) -> Imported {
    read(value.to_string().as_bytes()).expect("it must import")
}

#[test]
fn the_shapes_of_a_deck() {
    let slides = json!([{"slide_id": "a", "html": "<p>1</p>"}, {"html": "<p>2</p>"}]);
    let deck = json!({"slides": slides, "css": "p{}", "scripts": "go()", "slide_count": 2});
    for value in [
        json!({"session_id": "x", "slide_deck": deck}),
        json!({"deck": deck, "html_document": "<p>ignored</p>", "messages": []}),
        deck.clone(),
    ] {
        let deck = imported(&value).deck.unwrap();
        assert_eq!(deck.css, "p{}");
        assert_eq!(deck.shared_scripts, "go()");
        let slides: Vec<_> = deck
            .slides
            .iter()
            .map(|s| (&*s.slide_id, &*s.html))
            .collect();
        assert_eq!(slides, [("a", "<p>1</p>"), ("slide_1", "<p>2</p>")]);
        assert_eq!(deck_from_json(value).unwrap(), deck);
    }
    assert_eq!(imported(&slides).deck.unwrap().slides.len(), 2);
    let texts = imported(&json!(["<p>1</p>", "<p>2</p>"])).deck.unwrap();
    assert_eq!(texts.slides[1].html, "<p>2</p>");
    for field in ["html_document", "html_content", "html"] {
        let html = "<title>T</title><p class=slide>1</p><p class=slide>2</p>";
        let imported = imported(&json!({ field: html }));
        assert_eq!(imported.title.as_deref(), Some("T"));
        assert_eq!(imported.deck.unwrap().slides.len(), 2);
    }
}

#[test]
fn a_session_with_everything() {
    let value = json!({
        "session_id": "0", "title": "Review", "created_by": null,
        "profile_id": 7, "profile_name": "Sales",
        "messages": [
            {"role": "user", "content": "Make\u{0} it", "timestamp": "2024-01-15T10:30:00Z"},
            {"role": "assistant", "content": "Done", "timestamp": "2024-01-15T10:30:05.250111"},
            {"role": "tool", "content": "", "timestamp": null},
        ],
        "slide_deck": {"title": "Deck", "slides": [{"html": "\u{0}\u{feff}"}]},
    });
    let imported = imported(&value);
    assert_eq!(imported.title.as_deref(), Some("Review"));
    assert!(imported.is_without_owner);
    assert_eq!(imported.profile_id.unwrap().get(), 7);
    assert_eq!(imported.profile_name.unwrap().as_str(), "Sales");
    let roles: Vec<Role> = imported
        .messages
        .iter()
        .map(|message| message.role)
        .collect();
    assert_eq!(roles, [Role::User, Role::Assistant, Role::Tool]);
    assert_eq!(imported.messages[0].content, "Make\u{0} it");
    let moment = imported.messages[1].timestamp.unwrap();
    assert_eq!(moment.to_string(), "2024-01-15T10:30:05.250Z");
    let deck = imported.deck.unwrap();
    assert_eq!(deck.title.as_deref(), Some("Deck"));
    assert_eq!(deck.slides[0].html, "\u{0}\u{feff}");
}

#[test]
fn a_question_and_its_answer() {
    let value = json!({"slides": ["x"], "chat_prompt": "Make it", "chat_reply": "Done"});
    let messages = imported(&value).messages;
    assert_eq!(messages[0].role, Role::User);
    assert_eq!(messages[1].content, "Done");
}

#[test]
fn null_is_as_good_as_absent() {
    let value = json!({
        "title": null, "profile_id": null, "profile_name": null, "messages": null,
        "slides": [{"slide_id": null, "html": "x", "scripts": null, "notes": null}],
        "css": null, "scripts": null, "external_scripts": null, "root_attributes": null,
    });
    let imported = imported(&value);
    assert!(!imported.is_without_owner);
    assert_eq!(imported.deck.unwrap().slides[0].slide_id, "slide_0");
}

#[test]
fn a_profiles_name_of_which_nothing_is_seen_is_none() {
    let value = json!({"slides": ["x"], "profile_id": 7, "profile_name": " \u{200b} "});
    assert_eq!(imported(&value).profile_name, None);
}

#[test]
fn wrong_kinds_are_refused_with_their_place() {
    for (value, place) in [
        (json!({"slides": {}}), "slides"),
        (json!({"slides": ["x", 1]}), "slides[1]"),
        (
            json!({"slides": [{"html": "x"}, {"html": 1}]}),
            "slides[1].html",
        ),
        (json!({"slides": [{"slide_id": "x"}]}), "slides[0].html"),
        (json!([{"html": null}]), "[0].html"),
        (
            json!({"slide_deck": {"slides": ["x"], "css": []}}),
            "slide_deck.css",
        ),
        (
            json!({"slide_deck": {"slides": [{"html": "", "slide_id": 4}]}}),
            "slide_deck.slides[0].slide_id",
        ),
        (json!({"slide_deck": {}}), "slide_deck.slides"),
        (json!({"deck": "x"}), "deck"),
        (
            json!({"slides": ["x"], "external_scripts": ["a", null]}),
            "external_scripts[1]",
        ),
        (
            json!({"slides": ["x"], "root_attributes": {"body": {"class": 1}}}),
            "root_attributes.body.class",
        ),
        (json!({"slides": ["x"], "title": 1}), "title"),
        (json!({"slides": ["x"], "profile_id": "1"}), "profile_id"),
        (
            json!({"messages": [{"role": "robot", "content": "x"}]}),
            "messages[0].role",
        ),
        (
            json!({"messages": [{"role": "user"}]}),
            "messages[0].content",
        ),
        (
            json!({"messages": [{"role": "user", "content": "", "timestamp": "soon"}]}),
            "messages[0].timestamp",
        ),
    ] {
        let (code, found, message) = refusal(value.to_string().as_bytes());
        assert_eq!(code, crate::Code::Invalid);
        assert_eq!(found, place);
        assert!(message.contains(place), "{message:?} names {place:?}");
    }
}

#[test]
fn a_deck_of_a_wrong_kind_is_refused_by_its_name() {
    for (value, kind) in [(json!("x"), "a string"), (json!(null), "null")] {
        let error = deck_from_json(value).unwrap_err();
        assert_eq!(error.fields()[0].location, "deck");
        assert_eq!(
            error.message(),
            format!("`deck` must be an object; it is {kind}.")
        );
    }
}

#[test]
fn handlers_are_never_root_attributes() {
    let value =
        json!({"slides": ["x"], "root_attributes": {"body": {"onload": "x()", "class": "a"}}});
    let deck = imported(&value).deck.unwrap();
    assert_eq!(deck.root_attributes.body.len(), 1);
}
