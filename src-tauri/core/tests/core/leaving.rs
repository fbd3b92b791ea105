//! Callers that go away before they are answered: what they changed is told to
//! everybody else all the same.

use std::time::Duration;

use lectern_core::events::{Change, Event};
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;

use crate::harness::{House, until};

/// Asks, and goes away as soon as there is something to wait for. Whether it
/// went before the answer: on a busy machine that may be there at once.
async fn ask_and_leave(house: &House, operation: &str, request: Value) -> bool {
    let asking = house.ask(operation, request);
    let answered = tokio::time::timeout(Duration::ZERO, asking).await;
    answered.is_err()
}

async fn heard(events: &mut Receiver<Event>) -> Event {
    let next = tokio::time::timeout(Duration::from_secs(20), events.recv());
    next.await.expect("nothing was told").unwrap()
}

#[tokio::test]
async fn every_change_is_told() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    let gone = house.create(json!({})).await;
    let mut events = house.service.subscribe();
    let deck = json!({"slides": [{"html": "<p>"}]});
    let mut left = 0;
    for (operation, request, change) in [
        ("create_session", json!({}), Change::SessionCreated),
        (
            "rename_session",
            json!({"session_id": id, "title": "New"}),
            Change::SessionUpdated,
        ),
        (
            "append_message",
            json!({"session_id": id, "role": "user", "content": "Hello"}),
            Change::MessageAppended,
        ),
        (
            "put_slides",
            json!({"session_id": id, "deck": deck}),
            Change::DeckReplaced,
        ),
        (
            "duplicate_session",
            json!({"session_id": id}),
            Change::SessionCreated,
        ),
        (
            "trash_session",
            json!({"session_id": id}),
            Change::SessionTrashed,
        ),
        (
            "restore_sessions",
            json!({"session_ids": [id]}),
            Change::SessionCreated,
        ),
        (
            "delete_session",
            json!({"session_id": gone}),
            Change::SessionDeleted,
        ),
        (
            "cleanup_sessions",
            json!({"session_ids": [id]}),
            Change::SessionDeleted,
        ),
        (
            "create_profile",
            json!({"profile_name": "Sales"}),
            Change::ProfilesChanged,
        ),
    ] {
        left += u32::from(ask_and_leave(&house, operation, request).await);
        assert_eq!(heard(&mut events).await.change, change, "{operation}");
    }
    assert!(left > 0, "every answer was waited for");
}

#[tokio::test]
async fn a_deletion_is_done_to_its_end() {
    let house = House::new().await;
    let id = house.create(json!({})).await;
    let deck = json!({"slides": [{"html": "<p>"}]});
    let put = json!({"session_id": id, "deck": deck});
    house.ask("put_slides", put).await.unwrap();
    let preview = house.ask("open_preview", json!({"session_id": id}));
    let nonce = preview.await.unwrap()["nonce"].clone();
    let nonce = nonce.as_str().unwrap();
    let picture = json!({"session_id": id, "number": 1});
    house.ask("get_slide_picture", picture).await.unwrap();
    let pictures = house.folder.path().join("pictures").join(&id);
    assert!(pictures.exists());
    let mut events = house.service.subscribe();
    ask_and_leave(&house, "delete_session", json!({"session_id": id})).await;
    assert_eq!(heard(&mut events).await.change, Change::SessionDeleted);
    assert!(house.service.preview_page(nonce, 0).is_none());
    until(|| !pictures.exists()).await;
}
