//! The Trash, and deleting for good.

use lectern_core::error::Code;
use lectern_core::events::Change;
use serde_json::json;

use crate::harness::{House, somebody_else};

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
