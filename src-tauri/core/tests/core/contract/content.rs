//! What a session holds: its conversation and its deck.

use lectern_core::error::Code;
use serde_json::{Value, json};

use super::deck;
use crate::harness::House;

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
