//! The list of sessions: its order, its pages and its filters.

use lectern_core::error::Code;
use serde_json::{Value, json};

use crate::harness::House;

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
