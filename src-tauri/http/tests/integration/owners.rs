//! Whose session it is: one's own, somebody else's, nobody's, and one that
//! does not exist, at every operation, with and without a token.

use lectern_core::ops::OPERATIONS;
use serde_json::json;

use crate::client::Asking;
use crate::world::{World, deck};

const MISSING: &str = "01900000-0000-7000-8000-000000000000";

/// Every operation on one session, with a request that it would take.
fn asks(world: &World, id: &str, token: &str) -> Vec<(&'static str, Asking)> {
    let ask = |method: &str, rest: &str| {
        Asking::new(
            world.port,
            method,
            &format!("/api/sessions/{id}{rest}"),
            token,
        )
    };
    let message = json!({"role": "user", "content": "x"});
    vec![
        ("get_session", ask("GET", "")),
        ("rename_session", ask("PATCH", "?title=Renamed")),
        (
            "assign_profile",
            ask("PUT", "/profile").json(&json!({"profile_id": null})),
        ),
        ("list_messages", ask("GET", "/messages")),
        ("append_message", ask("POST", "/messages").json(&message)),
        ("put_slides", ask("PUT", "/slides").json(&deck())),
        ("get_slides", ask("GET", "/slides")),
        ("get_slide_picture", ask("GET", "/slides/1/picture")),
        ("export_session", ask("POST", "/export")),
        ("open_preview", ask("POST", "/preview")),
        ("inspect_slides", ask("GET", "/slides/report")),
        ("duplicate_session", ask("POST", "/duplicate")),
        ("trash_session", ask("POST", "/trash")),
        ("restore_session", ask("POST", "/restore")),
        ("delete_session", ask("DELETE", "")),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_names_every_operation_on_a_session() {
    let world = World::new().await;
    let mut tested: Vec<_> = asks(&world, MISSING, "")
        .iter()
        .map(|(name, _)| *name)
        .collect();
    let mut listed: Vec<_> = OPERATIONS
        .iter()
        .filter(|operation| operation.path.contains("{session_id}"))
        .map(|operation| operation.name)
        .collect();
    tested.sort_unstable();
    listed.sort_unstable();
    assert_eq!(tested, listed);
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_is_open() {
    let world = World::new().await;
    let id = world.session("Mine").await;
    for (name, ask) in asks(&world, &id, &world.token) {
        let status = ask.send().await.status;
        assert!(matches!(status, 200 | 204), "{name}: {status}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobodys_is_open_and_stays_nobodys() {
    let (world, id) = World::with_ownerless_session().await;
    let path = format!("/api/sessions/{id}");
    assert_eq!(world.count_of_sessions().await, 1);
    for (_, ask) in asks(&world, &id, "wrong") {
        ask.send().await.problem(401, "unauthorized");
    }
    let mut is_touched = 0;
    for (name, ask) in asks(&world, &id, &world.token) {
        let status = ask.send().await.status;
        assert!(matches!(status, 200 | 204), "{name}: {status}");
        let session = world.get(&path).await;
        if session.status == 200 {
            assert_eq!(session.json()["created_by"], json!(null), "after {name}");
            is_touched += 1;
        }
    }
    assert_eq!(is_touched, 13, "not in the trash, nor deleted");
}

#[tokio::test(flavor = "multi_thread")]
async fn anothers_is_as_if_it_did_not_exist() {
    let world = World::new().await;
    let foreign = world.foreign_session().await;
    let before = world
        .as_other("get_session", json!({"session_id": foreign}))
        .await;
    let theirs = asks(&world, &foreign, &world.token);
    let missing = asks(&world, MISSING, &world.token);
    for ((name, theirs), (_, missing)) in theirs.into_iter().zip(missing) {
        let (theirs, missing) = (theirs.send().await, missing.send().await);
        theirs.problem(404, "not_found");
        assert_eq!(theirs.body, missing.body, "{name}");
        let without_date = |headers: &[(String, String)]| -> Vec<_> {
            let kept = headers.iter().filter(|(name, _)| name != "date");
            kept.cloned().collect()
        };
        assert_eq!(
            without_date(&theirs.headers),
            without_date(&missing.headers),
            "{name}"
        );
    }
    let after = world
        .as_other("get_session", json!({"session_id": foreign}))
        .await;
    assert_eq!(before, after);
    assert_eq!(world.count_of_sessions().await, 0);
    for (operation, count) in [
        ("cleanup", "deleted"),
        ("trash", "trashed"),
        ("restore", "restored"),
    ] {
        let path = format!("/api/sessions/{operation}");
        let ids = json!({"session_ids": [foreign, MISSING]});
        let answer = world.post(&path, ids).await.ok();
        assert_eq!(answer, json!({count: 0, "session_ids": []}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_token_nothing_is() {
    let world = World::new().await;
    let own = world.session("Mine").await;
    let foreign = world.foreign_session().await;
    for id in [own.as_str(), &foreign, MISSING] {
        for token in ["", "wrong", &world.token[1..]] {
            for (_, ask) in asks(&world, id, token) {
                ask.send().await.problem(401, "unauthorized");
            }
        }
    }
    assert_eq!(world.count_of_sessions().await, 1);
}
