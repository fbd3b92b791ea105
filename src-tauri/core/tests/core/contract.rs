//! The contract, point by point, as every door will answer it.

use lectern_core::error::Code;
use lectern_core::events::Change;
use lectern_core::render::Progress;
use serde_json::{Value, json};

use crate::harness::{House, START, somebody_else};

fn deck(slides: usize) -> Value {
    let slides: Vec<Value> = (0..slides)
        .map(|number| json!({"slide_id": format!("slide_{number}"), "html": format!("<h1>{number}</h1>")}))
        .collect();
    json!({"slides": slides, "css": "h1{}", "scripts": ""})
}

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
async fn the_list_is_newest_activity_first_in_pages() {
    let house = House::new().await;
    let mut ids = Vec::new();
    for number in 0..7 {
        house.clock.advance(10);
        ids.push(
            house
                .create(json!({"title": format!("Deck {number}")}))
                .await,
        );
    }
    house.clock.advance(10);
    house
        .ask(
            "append_message",
            json!({"session_id": ids[2], "role": "user", "content": "hi"}),
        )
        .await
        .unwrap();
    let expected: Vec<&String> = [2, 6, 5, 4, 3, 1, 0].map(|index| &ids[index]).into();
    let mut seen = Vec::new();
    let mut cursor = Value::Null;
    loop {
        let page = house
            .ask("list_sessions", json!({"limit": 3, "cursor": cursor}))
            .await
            .unwrap();
        let rows = page["sessions"].as_array().unwrap();
        assert_eq!(page["count"], rows.len());
        seen.extend(
            rows.iter()
                .map(|row| row["session_id"].as_str().unwrap().to_owned()),
        );
        match page.get("next_cursor") {
            Some(next) => cursor = next.clone(),
            None => break,
        }
    }
    assert_eq!(seen.iter().collect::<Vec<_>>(), expected);
    let by_title = house
        .ask(
            "list_sessions",
            json!({"sort": "title", "q": "DECK", "limit": 2}),
        )
        .await
        .unwrap();
    assert_eq!(by_title["sessions"][0]["title"], "Deck 0");
    assert_eq!(by_title["sessions"][1]["title"], "Deck 1");
}

#[tokio::test]
async fn list_values_out_of_range_are_refused() {
    let house = House::new().await;
    let cases = [
        json!({"limit": 0}),
        json!({"limit": -1}),
        json!({"limit": 101}),
        json!({"limit": 1_000_000_000}),
        json!({"limit": "abc"}),
        json!({"limit": ""}),
        json!({"limit": [1, 2]}),
        json!({"limit": 1.5}),
        json!({"profile_id": "x"}),
        json!({"sort": "size"}),
        json!({"trashed": "maybe"}),
        json!({"cursor": "%%%"}),
    ];
    for request in cases {
        assert_eq!(
            house.code("list_sessions", request.clone()).await,
            Code::Invalid,
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_profile_filters_the_list() {
    let house = House::new().await;
    house
        .create(json!({"title": "a", "profile_id": 1, "profile_name": "Sales"}))
        .await;
    house.create(json!({"title": "b", "profile_id": -2})).await;
    house.create(json!({"title": "c"})).await;
    let named = house.create(json!({"title": "d", "profile_id": 1})).await;
    let list = house
        .ask("list_sessions", json!({"profile_id": 1}))
        .await
        .unwrap();
    assert_eq!(list["count"], 2);
    let known = house
        .ask("get_session", json!({"session_id": named}))
        .await
        .unwrap();
    assert_eq!(
        known["profile_name"], "Sales",
        "a known profile lends its name"
    );
    let renamed = house
        .ask(
            "rename_profile",
            json!({"profile_id": 1, "profile_name": "Sales EMEA"}),
        )
        .await
        .unwrap();
    assert_eq!(renamed["profile_name"], "Sales EMEA");
    let list = house
        .ask("list_sessions", json!({"profile_id": 1}))
        .await
        .unwrap();
    assert!(
        list["sessions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["profile_name"] == "Sales EMEA")
    );
    let made = house
        .ask("create_profile", json!({"profile_name": "Board"}))
        .await
        .unwrap();
    assert_eq!(made["profile_id"], 2);
    let profiles = house.ask("list_profiles", json!({})).await.unwrap();
    assert_eq!(profiles["profiles"][0]["profile_name"], "Board");
    assert_eq!(
        house
            .code(
                "rename_profile",
                json!({"profile_id": 9, "profile_name": "x"})
            )
            .await,
        Code::NotFound
    );
    assert_eq!(
        house
            .code("create_profile", json!({"profile_name": " "}))
            .await,
        Code::Invalid
    );
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
async fn a_conversation_is_kept_in_order() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    let large = "long\u{0} ünïcode \n".repeat(2000);
    for (role, content) in [
        ("user", "Create a deck"),
        ("assistant", large.as_str()),
        ("system", ""),
        ("tool", "{}"),
    ] {
        let message = house
            .ask(
                "append_message",
                json!({"session_id": id, "role": role, "content": content}),
            )
            .await
            .unwrap();
        assert_eq!(message["role"], role);
    }
    let all = house
        .ask("list_messages", json!({"session_id": id}))
        .await
        .unwrap();
    let messages = all["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 4);
    assert_eq!(messages[1]["content"], large);
    assert_eq!(
        messages[0]["timestamp"], "2024-01-15T10:30:00.001Z",
        "activity always moves on"
    );
    let last = house
        .ask("list_messages", json!({"session_id": id, "limit": 3}))
        .await
        .unwrap();
    assert_eq!(last["messages"][0]["role"], "assistant");
    let before = house
        .ask(
            "list_messages",
            json!({"session_id": id, "limit": 3, "cursor": last["next_cursor"]}),
        )
        .await
        .unwrap();
    assert_eq!(before["messages"].as_array().unwrap().len(), 1);
    assert!(before.get("next_cursor").is_none());
    for request in [
        json!({"role": "robot", "content": "x"}),
        json!({"role": "user"}),
        json!({"content": "x"}),
        json!({"role": "user", "content": 5}),
    ] {
        let mut request = request;
        request["session_id"] = json!(id);
        assert_eq!(house.code("append_message", request).await, Code::Invalid);
    }
    let session = house
        .ask("get_session", json!({"session_id": id}))
        .await
        .unwrap();
    assert_eq!(session["message_count"], 4);
}

#[tokio::test]
async fn a_deck_comes_back_as_it_was_put() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    let none = house
        .ask("get_slides", json!({"session_id": id}))
        .await
        .unwrap();
    assert_eq!(none, json!({"session_id": id, "slide_deck": null}));
    let put = json!({
        "slides": [
            {"slide_id": "a", "html": "<div>\u{0}unclosed <b>", "scripts": "one();"},
            {"slide_id": "a", "html": "", "scripts": ""},
        ],
        "css": "</style>", "scripts": "var shared;",
    });
    let answer = house
        .ask("put_slides", json!({"session_id": id, "deck": put}))
        .await
        .unwrap();
    let read = house
        .ask("get_slides", json!({"session_id": id}))
        .await
        .unwrap();
    assert_eq!(answer, read);
    let deck = &read["slide_deck"];
    assert_eq!(deck["revision"], 1);
    assert_eq!(deck["slide_count"], 2);
    assert_eq!(deck["css"], put["css"]);
    assert_eq!(deck["scripts"], put["scripts"]);
    for index in 0..2 {
        assert_eq!(deck["slides"][index]["html"], put["slides"][index]["html"]);
        assert_eq!(deck["slides"][index]["slide_id"], "a");
    }
    let again = house
        .ask("put_slides", json!({"session_id": id, "deck": deck}))
        .await
        .unwrap();
    assert_eq!(again["slide_deck"]["slides"], deck["slides"]);
    assert_eq!(again["slide_deck"]["scripts"], deck["scripts"]);
    assert_eq!(again["slide_deck"]["revision"], 2);
}

#[tokio::test]
async fn what_a_client_adds_to_the_scripts_that_it_read_is_kept() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    let slides =
        json!([{"html": "<p>", "scripts": "one();"}, {"html": "<p>", "scripts": "two();"}]);
    let put = json!({"session_id": id, "deck": {"slides": slides}});
    let mut deck = house.ask("put_slides", put).await.unwrap()["slide_deck"].take();
    let scripts = format!("{}\ninit();", deck["scripts"].as_str().unwrap());
    deck["scripts"] = json!(scripts);
    let put = json!({"session_id": id, "deck": deck});
    let answer = house.ask("put_slides", put).await.unwrap();
    assert_eq!(answer["slide_deck"]["scripts"], scripts);
}

#[tokio::test]
async fn a_deck_is_only_replaced_at_the_revision_that_is_expected() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    let put = |if_match: Value| json!({"session_id": id, "deck": deck(1), "if_match": if_match});
    assert_eq!(
        house.code("put_slides", put(json!("\"1\""))).await,
        Code::RevisionConflict
    );
    assert_eq!(
        house.code("put_slides", put(json!("*"))).await,
        Code::RevisionConflict
    );
    house.ask("put_slides", put(Value::Null)).await.unwrap();
    house.ask("put_slides", put(json!("\"1\""))).await.unwrap();
    assert_eq!(
        house.code("put_slides", put(json!("\"1\""))).await,
        Code::RevisionConflict
    );
    house.ask("put_slides", put(json!("2"))).await.unwrap();
    house.ask("put_slides", put(json!("*"))).await.unwrap();
    let read = house
        .ask("get_slides", json!({"session_id": id}))
        .await
        .unwrap();
    assert_eq!(read["slide_deck"]["revision"], 4);
}

#[tokio::test]
async fn an_export_is_named_after_the_session() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Q3: Review"})).await;
    assert_eq!(
        house
            .code("export_session", json!({"session_id": id}))
            .await,
        Code::NoDeck
    );
    house
        .ask("put_slides", json!({"session_id": id, "deck": deck(3)}))
        .await
        .unwrap();
    let file = house
        .ask("export_session", json!({"session_id": id}))
        .await
        .unwrap();
    assert_eq!(
        file,
        json!({"file_name": "Q3 Review.pdf", "text": "3 slides of Q3: Review", "warnings": 3})
    );
    assert_eq!(
        house
            .code(
                "export_session",
                json!({"session_id": id, "format": "pptx"})
            )
            .await,
        Code::NotImplemented
    );
    for format in [json!("docx"), json!(""), json!(5)] {
        assert_eq!(
            house
                .code(
                    "export_session",
                    json!({"session_id": id, "format": format})
                )
                .await,
            Code::Invalid
        );
    }
}

#[tokio::test]
async fn slides_are_chosen_for_an_export() {
    let house = House::new().await;
    let id = house.create(json!({"title": "Deck"})).await;
    let export = |slides: Value| json!({"session_id": id, "slides": slides});
    assert_eq!(
        house.code("export_session", export(json!("1"))).await,
        Code::NoDeck
    );
    house
        .ask("put_slides", json!({"session_id": id, "deck": deck(4)}))
        .await
        .unwrap();
    for (slides, count) in [
        (json!("3,1-2,2"), 3),
        (json!("4"), 1),
        (json!(" "), 4),
        (json!(""), 4),
        (Value::Null, 4),
    ] {
        let file = house.ask("export_session", export(slides.clone())).await;
        let file = file.unwrap();
        assert_eq!(file["text"], format!("{count} slides of Deck"), "{slides}");
        assert_eq!(file["warnings"], count, "only of the slides that are there");
    }
    for slides in [json!("5"), json!("0"), json!("x"), json!(3), json!(["1"])] {
        let error = house
            .refused("export_session", export(slides.clone()))
            .await;
        assert_eq!(error.code(), Code::Invalid, "{slides}");
        assert_eq!(error.fields()[0].location, "slides", "{slides}");
    }
    let error = house.refused("export_session", export(json!("5"))).await;
    assert_eq!(
        error.message(),
        "There is no slide 5: the deck has 4 slides."
    );
}

#[tokio::test]
async fn an_export_tells_each_step_once_to_whoever_may_hear() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    house
        .ask("put_slides", json!({"session_id": id, "deck": deck(3)}))
        .await
        .unwrap();
    let mut events = house.service.subscribe();
    let me = house.service.local_caller(Some("window-1".into()));
    let request = json!({"session_id": id, "slides": "2"});
    house
        .ask_as(me.clone(), "export_session", request)
        .await
        .unwrap();
    house
        .ask("rename_session", json!({"session_id": id, "title": "x"}))
        .await
        .unwrap();
    let mut told: Vec<_> = std::iter::from_fn(|| events.try_recv().ok()).collect();
    assert_eq!(told.pop().unwrap().progress, None, "only where one is made");
    for event in &told {
        assert_eq!(event.change, Change::ExportProgressed);
        assert_eq!(event.session_id.unwrap().to_string(), id);
        assert_eq!(event.client.as_deref(), Some("window-1"));
        assert!(event.is_visible_to(&me.user));
        assert!(!event.is_visible_to(&somebody_else().user));
    }
    let total = 3;
    let steps: Vec<_> = told.iter().filter_map(|event| event.progress).collect();
    assert_eq!(
        steps,
        [
            Progress::StartingBrowser,
            Progress::Slides { ready: 0, total },
            Progress::Slides { ready: 1, total },
            Progress::Slides { ready: 3, total },
            Progress::Printing { total: 1 },
        ]
    );
}

#[tokio::test]
async fn the_trash_hides_a_session_until_it_is_restored() {
    let house = House::new().await;
    let id = house.create(json!({"profile_id": 3})).await;
    let one = json!({"session_id": id});
    house.ask("trash_session", one.clone()).await.unwrap();
    for operation in [
        "get_session",
        "list_messages",
        "get_slides",
        "export_session",
        "trash_session",
        "duplicate_session",
    ] {
        assert_eq!(
            house.code(operation, one.clone()).await,
            Code::NotFound,
            "{operation}"
        );
    }
    assert_eq!(
        house.ask("list_sessions", json!({})).await.unwrap()["count"],
        0
    );
    assert_eq!(
        house
            .ask("list_sessions", json!({"profile_id": 3}))
            .await
            .unwrap()["count"],
        0
    );
    assert_eq!(
        house
            .ask("list_sessions", json!({"trashed": true}))
            .await
            .unwrap()["count"],
        1
    );
    let cleaned = house
        .ask("cleanup_sessions", json!({"session_ids": [id]}))
        .await
        .unwrap();
    assert_eq!(cleaned["deleted"], 0);
    house.ask("restore_session", one.clone()).await.unwrap();
    house.ask("restore_session", one.clone()).await.unwrap();
    assert_eq!(
        house
            .ask("list_sessions", json!({"profile_id": 3}))
            .await
            .unwrap()["count"],
        1
    );
    house.ask("trash_session", one.clone()).await.unwrap();
    house.ask("delete_session", one.clone()).await.unwrap();
    assert_eq!(
        house.code("restore_session", one.clone()).await,
        Code::NotFound
    );
    assert_eq!(
        house
            .ask("list_sessions", json!({"trashed": true}))
            .await
            .unwrap()["count"],
        0
    );
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
async fn a_store_is_empty_when_it_holds_no_session_at_all() {
    let house = House::new().await;
    let is_empty = async |house: &House| house.service.is_empty().await.unwrap();
    assert!(is_empty(&house).await);
    house
        .ask("create_profile", json!({"profile_name": "Sales"}))
        .await
        .unwrap();
    assert!(is_empty(&house).await, "a profile is no session");
    let id = house.create(json!({})).await;
    assert!(!is_empty(&house).await);
    let one = json!({"session_id": id});
    house.ask("trash_session", one.clone()).await.unwrap();
    assert!(!is_empty(&house).await, "the trash counts");
    house.ask("delete_session", one).await.unwrap();
    assert!(is_empty(&house).await);
    house
        .ask_as(somebody_else(), "create_session", json!({}))
        .await
        .unwrap();
    assert!(!is_empty(&house).await, "somebody else's counts");
}

#[tokio::test]
async fn a_cleanup_deletes_what_the_user_may_see_in_request_order() {
    let house = House::new().await;
    let first = house.create(json!({})).await;
    let second = house.create(json!({})).await;
    let foreign = house
        .ask_as(somebody_else(), "create_session", json!({}))
        .await
        .unwrap();
    let request = json!({"session_ids": [second, "unknown", foreign["session_id"], first, second]});
    let cleaned = house.ask("cleanup_sessions", request).await.unwrap();
    assert_eq!(
        cleaned,
        json!({"deleted": 2, "session_ids": [second, first]})
    );
    for ids in [
        json!([]),
        json!(null),
        json!("x"),
        json!([1]),
        json!(vec!["x"; 1001]),
    ] {
        assert_eq!(
            house
                .code("cleanup_sessions", json!({"session_ids": ids}))
                .await,
            Code::Invalid
        );
    }
    assert_eq!(
        house.code("cleanup_sessions", json!({})).await,
        Code::Invalid
    );
    let theirs = house
        .ask_as(somebody_else(), "list_sessions", json!({}))
        .await
        .unwrap();
    assert_eq!(theirs["count"], 1);
}

#[tokio::test]
async fn several_sessions_go_to_the_trash_and_come_back_in_request_order() {
    let house = House::new().await;
    let first = house.create(json!({"profile_id": 3})).await;
    let second = house.create(json!({})).await;
    let third = house.create(json!({})).await;
    let foreign = house
        .ask_as(somebody_else(), "create_session", json!({}))
        .await
        .unwrap();
    let foreign = &foreign["session_id"];
    let mut events = house.service.subscribe();
    let ids = json!([second, "unknown", foreign, first, second]);
    let trashed = house
        .ask("trash_sessions", json!({"session_ids": ids}))
        .await
        .unwrap();
    assert_eq!(
        trashed,
        json!({"trashed": 2, "session_ids": [second, first]})
    );
    let again = house
        .ask("trash_sessions", json!({"session_ids": ids}))
        .await
        .unwrap();
    assert_eq!(again, json!({"trashed": 0, "session_ids": []}));
    let listed = house.ask("list_sessions", json!({})).await.unwrap();
    assert_eq!(listed["count"], 1);
    let house = house.reopen().await;
    let restored = house
        .ask(
            "restore_sessions",
            json!({"session_ids": [first, third, foreign, second, first]}),
        )
        .await
        .unwrap();
    assert_eq!(
        restored,
        json!({"restored": 2, "session_ids": [first, second]}),
        "one that is not in the trash is skipped"
    );
    let of_profile = house
        .ask("list_sessions", json!({"profile_id": 3}))
        .await
        .unwrap();
    assert_eq!(of_profile["count"], 1);
    let told: Vec<_> = std::iter::from_fn(|| events.try_recv().ok())
        .map(|event| (event.change, event.session_id.unwrap().to_string()))
        .collect();
    let trashed = |id: &String| (Change::SessionTrashed, id.clone());
    assert_eq!(told, [trashed(&second), trashed(&first)], "one for each");
    for operation in ["trash_sessions", "restore_sessions"] {
        for ids in [json!([]), json!(null), json!([1]), json!(vec!["x"; 1001])] {
            let code = house.code(operation, json!({"session_ids": ids})).await;
            assert_eq!(code, Code::Invalid, "{operation}");
        }
    }
}

#[tokio::test]
async fn a_new_profile_takes_no_sessions_that_carry_a_number_already() {
    let house = House::new().await;
    house.create(json!({"profile_id": 1})).await;
    let trashed = house.create(json!({"profile_id": 2})).await;
    let trash = json!({"session_id": trashed});
    house.ask("trash_session", trash).await.unwrap();
    for expected in [3, 4] {
        let made = house.ask("create_profile", json!({"profile_name": "Acme"}));
        assert_eq!(made.await.unwrap()["profile_id"], expected);
    }
}

#[tokio::test]
async fn a_session_moves_into_a_profile_that_there_is() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    house
        .ask("create_profile", json!({"profile_name": "Sales"}))
        .await
        .unwrap();
    house.clock.advance(1500);
    let assign = |profile: Value| json!({"session_id": id, "profile_id": profile});
    let mut events = house.service.subscribe();
    let session = house.ask("assign_profile", assign(json!(1))).await.unwrap();
    assert_eq!(session["profile_id"], 1);
    assert_eq!(session["profile_name"], "Sales");
    assert_eq!(session["updated_at"], "2024-01-15T10:30:01.500Z");
    assert_eq!(session["last_activity"], "2024-01-15T10:30:00Z");
    assert_eq!(events.try_recv().unwrap().change, Change::SessionUpdated);
    for wrong in [json!(2), json!("1"), json!(1.5), json!(i64::MAX)] {
        let error = house.refused("assign_profile", assign(wrong.clone())).await;
        assert_eq!(error.code(), Code::Invalid, "{wrong}");
        assert_eq!(error.fields()[0].location, "profile_id", "{wrong}");
    }
    let nothing = house
        .code("assign_profile", json!({"session_id": id}))
        .await;
    assert_eq!(nothing, Code::Invalid, "nothing said is not null");
    let in_profile = json!({"profile_id": 1});
    let listed = house
        .ask("list_sessions", in_profile.clone())
        .await
        .unwrap();
    assert_eq!(listed["count"], 1, "what is refused changes nothing");
    let session = house
        .ask("assign_profile", assign(Value::Null))
        .await
        .unwrap();
    assert_eq!(session["profile_id"], Value::Null);
    assert_eq!(session["profile_name"], Value::Null);
    let listed = house.ask("list_sessions", in_profile).await.unwrap();
    assert_eq!(listed["count"], 0);
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
