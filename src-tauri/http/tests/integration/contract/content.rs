//! What a session holds: its conversation and its deck.

use serde_json::json;

use crate::world::{World, deck};

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_kept_in_order() {
    let world = World::new().await;
    let id = world.session("Talk").await;
    let path = format!("/api/sessions/{id}/messages");
    assert_eq!(world.get(&path).await.ok(), json!({"messages": []}));
    for (role, content) in [
        ("user", "One"),
        ("assistant", ""),
        ("system", " 3 "),
        ("tool", "{}"),
    ] {
        world.clock.advance(1000);
        let message = world
            .post(&path, json!({"role": role, "content": content}))
            .await
            .ok();
        assert_eq!(message["role"], role);
        assert_eq!(message["content"], content);
    }
    let all = world.get(&path).await.ok();
    let first = &all["messages"][0];
    assert_eq!(first["content"], "One");
    assert_eq!(first["timestamp"], "2026-01-02T03:04:06Z");
    assert!(first["message_id"].is_string());
    let last = world.get(&format!("{path}?limit=1")).await.ok();
    assert_eq!(last["messages"][0]["content"], "{}");
    let cursor = last["next_cursor"].as_str().unwrap();
    let before = world
        .get(&format!("{path}?limit=2&cursor={cursor}"))
        .await
        .ok();
    assert_eq!(before["messages"][1]["content"], " 3 ");
    for query in [
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=1&limit=1",
        "cursor=x",
        "cursor=99",
    ] {
        world
            .get(&format!("{path}?{query}"))
            .await
            .problem(422, "invalid");
    }
    for body in [
        json!({}),
        json!({"role": "user"}),
        json!({"content": "x"}),
        json!({"role": "User", "content": "x"}),
        json!({"role": "user", "content": null}),
        json!({"role": "user", "content": 5}),
    ] {
        world.post(&path, body).await.problem(422, "invalid");
    }
    let session = world.get(&format!("/api/sessions/{id}")).await.ok();
    assert_eq!(session["message_count"], 4);
    assert_eq!(session["last_activity"], "2026-01-02T03:04:09Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deck_has_a_revision_that_writers_can_insist_on() {
    let world = World::new().await;
    let id = world.session("Deck").await;
    let path = format!("/api/sessions/{id}/slides");
    let none = world.get(&path).await;
    assert_eq!(none.ok(), json!({"session_id": id, "slide_deck": null}));
    assert_eq!(none.header("etag"), None);
    let put = |tag: Option<&str>| {
        let ask = world.ask("PUT", &path).json(&deck());
        match tag {
            Some(tag) => ask.header("If-Match", tag).send(),
            None => ask.send(),
        }
    };
    put(Some("\"1\"")).await.problem(412, "revision_conflict");
    put(Some("*")).await.problem(412, "revision_conflict");
    let first = put(None).await;
    assert_eq!(first.header("etag"), Some("\"1\""));
    let body = first.ok();
    assert_eq!(body["session_id"], id);
    assert_eq!(body["slide_deck"]["revision"], 1);
    assert_eq!(body["slide_deck"]["slide_count"], 2);
    assert_eq!(body["slide_deck"]["slides"][1]["html"], "<div>Two</div>");
    assert_eq!(body["slide_deck"]["css"], "div { color: teal }");
    assert_eq!(body["slide_deck"]["scripts"], "");
    assert_eq!(put(Some("\"1\"")).await.header("etag"), Some("\"2\""));
    put(Some("\"1\"")).await.problem(412, "revision_conflict");
    put(Some("")).await.problem(412, "revision_conflict");
    put(Some("\"x\"")).await.problem(412, "revision_conflict");
    assert_eq!(put(Some("*")).await.header("etag"), Some("\"3\""));
    assert_eq!(put(Some("3")).await.header("etag"), Some("\"4\""));
    assert_eq!(put(Some("W/\"4\"")).await.header("etag"), Some("\"5\""));
    let twice = world
        .ask("PUT", &path)
        .header("If-Match", "\"5\"")
        .header("If-Match", "\"5\"")
        .json(&deck());
    twice.send().await.problem(422, "invalid");
    let read = world.get(&path).await;
    assert_eq!(read.header("etag"), Some("\"5\""));
    assert_eq!(read.ok()["slide_deck"]["revision"], 5);
    let session = world.get(&format!("/api/sessions/{id}")).await.ok();
    assert_eq!(session["slide_count"], 2);
    assert_eq!(session["has_slide_deck"], true);
}
