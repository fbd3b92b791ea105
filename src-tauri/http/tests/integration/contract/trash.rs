//! The Trash, and deleting for good.

use serde_json::json;

use super::MISSING;
use crate::world::{World, deck};

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_session_is_gone() {
    let world = World::new().await;
    let id = world.session_with_deck("Gone").await;
    let path = format!("/api/sessions/{id}");
    let reply = world.ask("DELETE", &path).send().await;
    assert_eq!((reply.status, reply.body.as_slice()), (204, &b""[..]));
    assert_eq!(reply.header("content-type"), None);
    for (method, rest) in [
        ("DELETE", ""),
        ("GET", ""),
        ("GET", "/slides"),
        ("GET", "/messages"),
    ] {
        let again = world.ask(method, &format!("{path}{rest}")).send().await;
        again.problem(404, "not_found");
    }
    assert_eq!(world.count_of_sessions().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clean_up_tells_only_what_it_deleted() {
    let world = World::new().await;
    let (a, b, c) = (
        world.session("a").await,
        world.session("b").await,
        world.session("c").await,
    );
    let foreign = world.foreign_session().await;
    let refused = [
        json!({}),
        json!({"session_ids": []}),
        json!({"session_ids": null}),
        json!({"session_ids": a}),
        json!({"session_ids": [1]}),
        json!({"session_ids": [a, null]}),
        json!({"session_ids": {"0": a}}),
        json!({"session_ids": vec![MISSING; 1001]}),
    ];
    for body in refused {
        world
            .post("/api/sessions/cleanup", body)
            .await
            .problem(422, "invalid");
    }
    world
        .ask("POST", "/api/sessions/cleanup")
        .send()
        .await
        .problem(422, "invalid");
    let ids = json!([b, MISSING, foreign, "..", "", b, a]);
    let done = world
        .post("/api/sessions/cleanup", json!({"session_ids": ids}))
        .await
        .ok();
    assert_eq!(done, json!({"deleted": 2, "session_ids": [b, a]}));
    let done = world
        .post("/api/sessions/cleanup", json!({"session_ids": ids}))
        .await
        .ok();
    assert_eq!(done, json!({"deleted": 0, "session_ids": []}));
    let most = json!({"session_ids": vec![c; 1000]});
    assert_eq!(
        world.post("/api/sessions/cleanup", most).await.ok()["deleted"],
        1
    );
    world
        .as_other("get_session", json!({"session_id": foreign}))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_sessions_are_trashed_and_restored_at_once() {
    let world = World::new().await;
    let (a, b) = (world.session("a").await, world.session("b").await);
    let ids = json!({"session_ids": [b, MISSING, "..", a, b]});
    let trashed = world.post("/api/sessions/trash", ids.clone()).await.ok();
    assert_eq!(trashed, json!({"trashed": 2, "session_ids": [b, a]}));
    assert_eq!(world.count_of_sessions().await, 0);
    let restored = world.post("/api/sessions/restore", ids).await.ok();
    assert_eq!(restored, json!({"restored": 2, "session_ids": [b, a]}));
    assert_eq!(world.count_of_sessions().await, 2);
    for path in ["/api/sessions/trash", "/api/sessions/restore"] {
        for body in [
            json!({}),
            json!({"session_ids": []}),
            json!({"session_ids": vec![MISSING; 1001]}),
        ] {
            world.post(path, body).await.problem(422, "invalid");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trashed_session_is_nowhere_but_in_the_trash() {
    let world = World::new().await;
    let id = world.session_with_deck("Trash").await;
    let path = format!("/api/sessions/{id}");
    world
        .ask("POST", &format!("{path}/trash"))
        .send()
        .await
        .ok();
    let asks = [
        world.ask("GET", &path),
        world.ask("PATCH", &format!("{path}?title=x")),
        world.ask("GET", &format!("{path}/messages")),
        world.ask("GET", &format!("{path}/slides")),
        world.ask("PUT", &format!("{path}/slides")).json(&deck()),
        world.ask("POST", &format!("{path}/export")),
        world.ask("POST", &format!("{path}/duplicate")),
        world.ask("POST", &format!("{path}/trash")),
    ];
    for ask in asks {
        ask.send().await.problem(404, "not_found");
    }
    assert_eq!(world.count_of_sessions().await, 0);
    let trash = world.get("/api/sessions?trashed=true").await.ok();
    assert_eq!(trash["sessions"][0]["session_id"], id);
    let of_profile = "/api/sessions?trashed=true&profile_id=1";
    assert_eq!(world.get(of_profile).await.ok()["count"], 0);
    world
        .ask("POST", &format!("{path}/restore"))
        .send()
        .await
        .ok();
    world
        .ask("POST", &format!("{path}/restore"))
        .send()
        .await
        .ok();
    assert_eq!(world.count_of_sessions().await, 1);
    world
        .ask("POST", &format!("{path}/trash"))
        .send()
        .await
        .ok();
    assert_eq!(world.ask("DELETE", &path).send().await.status, 204);
    world
        .ask("POST", &format!("{path}/restore"))
        .send()
        .await
        .problem(404, "not_found");
}
