//! A session: what it has when it is made, and its name.

use lectern_core::error::Code;
use serde_json::{Value, json};

use super::deck;
use crate::harness::{House, START, somebody_else};

#[tokio::test]
async fn a_new_session_has_every_field() {
    let house = House::new().await;
    let session = house
        .ask(
            "create_session",
            json!({"title": "  Q3 Revenue Analysis ", "profile_id": 1, "profile_name": "Production"}),
        )
        .await
        .unwrap();
    let id = session["session_id"].clone();
    assert_eq!(
        session,
        json!({
            "session_id": id, "title": "Q3 Revenue Analysis", "created_by": "ada@lovelace",
            "visibility": "private", "profile_id": 1, "profile_name": "Production",
            "created_at": "2024-01-15T10:30:00Z", "updated_at": "2024-01-15T10:30:00Z",
            "last_activity": "2024-01-15T10:30:00Z", "message_count": 0, "slide_count": 0,
            "has_slide_deck": false,
        })
    );
    let read = house.ask("get_session", json!({"session_id": id})).await;
    assert_eq!(read.unwrap(), session);
}

#[tokio::test]
async fn a_session_without_title_is_named_by_the_moment() {
    let house = House::new().await;
    for request in [json!({}), json!({"title": null}), json!({"title": " \t "})] {
        let session = house.ask("create_session", request).await.unwrap();
        assert_eq!(session["title"], "Session 2024-01-15 11:30");
        assert_eq!(session["profile_id"], Value::Null);
    }
}

#[tokio::test]
async fn values_that_cannot_be_chosen_are_ignored() {
    let house = House::new().await;
    let forged = json!({
        "title": "Mine", "created_by": "root", "visibility": "public", "session_id": "abc",
        "created_at": "1999-01-01T00:00:00Z", "message_count": 9,
    });
    let session = house.ask("create_session", forged).await.unwrap();
    assert_eq!(session["created_by"], "ada@lovelace");
    assert_eq!(session["visibility"], "private");
    assert_eq!(session["created_at"], "2024-01-15T10:30:00Z");
    assert_ne!(session["session_id"], "abc");
}

#[tokio::test]
async fn values_out_of_range_are_refused_by_name_and_nothing_is_made() {
    let house = House::new().await;
    let long = "x".repeat(256);
    let cases = [
        (json!({"title": long}), "title"),
        (json!({"title": 5}), "title"),
        (json!({"title": ["a", "b"]}), "title"),
        (json!({"profile_id": "1"}), "profile_id"),
        (json!({"profile_id": 1.5}), "profile_id"),
        (
            json!({"profile_id": 9_007_199_254_740_992_i64}),
            "profile_id",
        ),
        (
            json!({"profile_id": -9_007_199_254_740_992_i64}),
            "profile_id",
        ),
        (json!({"profile_name": long}), "profile_name"),
    ];
    for (request, location) in cases {
        let error = house.refused("create_session", request.clone()).await;
        assert_eq!(error.code(), Code::Invalid, "{request}");
        assert_eq!(error.fields()[0].location, location, "{request}");
    }
    let list = house.ask("list_sessions", json!({})).await.unwrap();
    assert_eq!(list["count"], 0);
    let longest = "é".repeat(255);
    let session = house.ask("create_session", json!({"title": longest})).await;
    assert_eq!(session.unwrap()["title"], longest);
}

#[tokio::test]
async fn ids_that_lectern_did_not_write_are_not_found() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    let odd = [
        "".to_owned(),
        "abc123".into(),
        "../etc/passwd".into(),
        id.to_uppercase(),
        id.replace('-', ""),
        format!("{{{id}}}"),
        format!(" {id}"),
        "00000000-0000-4000-8000-000000000000".into(),
    ];
    for session_id in odd.iter().filter(|odd| **odd != id) {
        for operation in [
            "get_session",
            "list_messages",
            "get_slides",
            "delete_session",
            "export_session",
        ] {
            let code = house
                .code(operation, json!({"session_id": session_id}))
                .await;
            assert_eq!(code, Code::NotFound, "{operation} {session_id}");
        }
    }
}

#[tokio::test]
async fn a_rename_moves_updated_at_only() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Before"})).await;
    house.clock.advance(1500);
    let renamed = house
        .ask(
            "rename_session",
            json!({"session_id": id, "title": " After "}),
        )
        .await
        .unwrap();
    assert_eq!(
        renamed,
        json!({"session_id": id, "title": "After", "updated_at": "2024-01-15T10:30:01.500Z"})
    );
    let session = house
        .ask("get_session", json!({"session_id": id}))
        .await
        .unwrap();
    assert_eq!(session["last_activity"], "2024-01-15T10:30:00Z");
    house.clock.set(START - 60_000);
    let again = house
        .ask(
            "rename_session",
            json!({"session_id": id, "title": "Later"}),
        )
        .await
        .unwrap();
    assert_eq!(
        again["updated_at"], "2024-01-15T10:30:01.500Z",
        "time never goes back"
    );
}

#[tokio::test]
async fn a_rename_looks_the_session_up_before_it_complains() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Kept"})).await;
    for title in [
        json!(null),
        json!("   "),
        json!("x".repeat(256)),
        json!(7),
        json!(["a", "b"]),
    ] {
        assert_eq!(
            house
                .code("rename_session", json!({"session_id": id, "title": title}))
                .await,
            Code::Invalid
        );
        assert_eq!(
            house
                .code(
                    "rename_session",
                    json!({"session_id": "gone", "title": title})
                )
                .await,
            Code::NotFound
        );
    }
    let session = house
        .ask("get_session", json!({"session_id": id}))
        .await
        .unwrap();
    assert_eq!(session["title"], "Kept");
}

#[tokio::test]
async fn a_copy_has_everything_and_a_life_of_its_own() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Original"})).await;
    house
        .ask(
            "append_message",
            json!({"session_id": id, "role": "user", "content": "hi"}),
        )
        .await
        .unwrap();
    house
        .ask("put_slides", json!({"session_id": id, "deck": deck(2)}))
        .await
        .unwrap();
    let copy = house
        .ask("duplicate_session", json!({"session_id": id}))
        .await
        .unwrap();
    assert_eq!(copy["title"], "Original (copy)");
    assert_eq!(copy["message_count"], 1);
    assert_eq!(copy["slide_count"], 2);
    house
        .ask("delete_session", json!({"session_id": id}))
        .await
        .unwrap();
    let slides = house
        .ask("get_slides", json!({"session_id": copy["session_id"]}))
        .await
        .unwrap();
    assert_eq!(slides["slide_deck"]["slides"][1]["html"], "<h1>1</h1>");
    let messages = house
        .ask("list_messages", json!({"session_id": copy["session_id"]}))
        .await
        .unwrap();
    assert_eq!(messages["messages"][0]["content"], "hi");
}

#[tokio::test]
async fn the_sample_is_a_session_like_others() {
    let house = House::new().await;
    let made = house.service.make_sample(&house.me()).await.unwrap();
    assert_eq!(made.title.as_str(), "Welcome to Lectern");
    assert_eq!((made.slide_count, made.message_count), (6, 4));
    assert_eq!(made.created_by.as_deref(), Some("ada@lovelace"));
    let id = made.session_id.to_string();
    let slides = house
        .ask("get_slides", json!({"session_id": id}))
        .await
        .unwrap();
    let slides = slides["slide_deck"]["slides"].as_array().unwrap().clone();
    assert!(slides.iter().all(|slide| slide["notes"] != ""));
}

#[tokio::test]
async fn a_foreign_session_answers_as_one_that_is_not_there() {
    let house = House::new().await;
    let theirs = house
        .ask_as(
            somebody_else(),
            "create_session",
            json!({"title": "Secret"}),
        )
        .await
        .unwrap();
    let foreign = theirs["session_id"].as_str().unwrap();
    let missing = "01890000-0000-7000-8000-000000000000";
    let requests = [
        ("get_session", json!({})),
        ("list_messages", json!({})),
        ("get_slides", json!({})),
        ("get_slide_picture", json!({"number": 1})),
        ("get_slide_picture", json!({"number": "one"})),
        ("rename_session", json!({"title": "x"})),
        ("delete_session", json!({})),
        ("export_session", json!({})),
        ("append_message", json!({"role": "user", "content": "x"})),
        ("put_slides", json!({"deck": deck(1)})),
        ("put_slides", json!({"deck": "not a deck"})),
        ("duplicate_session", json!({})),
        ("trash_session", json!({})),
        ("restore_session", json!({})),
        ("assign_profile", json!({"profile_id": null})),
        ("assign_profile", json!({"profile_id": 404})),
    ];
    for (operation, request) in requests {
        let with = |id: &str| {
            let mut request = request.clone();
            request["session_id"] = json!(id);
            request
        };
        let to_foreign = house.refused(operation, with(foreign)).await.problem();
        let to_missing = house.refused(operation, with(missing)).await.problem();
        assert_eq!(to_foreign, to_missing, "{operation}");
        assert_eq!(to_foreign.code, Code::NotFound, "{operation}");
    }
    assert_eq!(
        house.ask("list_sessions", json!({})).await.unwrap()["count"],
        0
    );
}

#[tokio::test]
async fn changes_are_told_in_order_to_those_who_may_hear() {
    let house = House::new().await;
    let mut events = house.service.subscribe();
    let id = house.create(json!({})).await;
    house
        .ask_as(somebody_else(), "create_session", json!({}))
        .await
        .unwrap();
    house
        .ask("delete_session", json!({"session_id": id}))
        .await
        .unwrap();
    let heard = [
        events.recv().await.unwrap(),
        events.recv().await.unwrap(),
        events.recv().await.unwrap(),
    ];
    assert_eq!(heard.clone().map(|event| event.sequence), [1, 2, 3]);
    assert!(!heard[1].is_visible_to(&house.me().user));
    assert!(heard[2].is_visible_to(&house.me().user));
}
