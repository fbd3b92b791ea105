//! The list of sessions: its order, its pages and its filters.

use serde_json::{Value, json};

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn limits_of_a_list_are_checked() {
    let world = World::new().await;
    for n in 0..3 {
        world.clock.advance(1000);
        world.session(&format!("Session {n}")).await;
    }
    let refused = [
        "limit=0",
        "limit=-1",
        "limit=101",
        "limit=1000000000",
        "limit=9223372036854775808",
        "limit=abc",
        "limit=1.5",
        "limit=1e1",
        "limit=0x1",
        "limit=",
        "limit",
        "limit=5&limit=5",
        "limit=5&limit=6",
        "limit=%201",
        "limit=null",
        "limit=true",
        "profile_id=abc",
        "profile_id=",
        "profile_id=9007199254740992",
        "profile_id=1&profile_id=2",
        "sort=size",
        "sort=",
        "sort=title&sort=title",
        "trashed=yes",
        "trashed=",
        "trashed=TRUE",
        "trashed=1",
        "cursor=nonsense",
        "cursor=!",
        "cursor=",
        "q=a&q=b",
    ];
    for query in refused {
        let reply = world.get(&format!("/api/sessions?{query}")).await;
        let problem = reply.problem(422, "invalid");
        let location = problem["errors"][0]["location"].as_str().unwrap();
        assert!(query.starts_with(location), "{query}: {problem}");
    }
    for (query, count) in [
        ("limit=1", 1),
        ("limit=100", 3),
        ("", 3),
        ("&&", 3),
        ("unknown=1&unknown=2", 3),
        ("limi%74=2", 2),
        ("profile_id=1", 0),
        ("profile_id=-1", 0),
        ("q=session+1", 1),
        ("q=SESSION%202", 1),
        ("q=", 3),
        ("trashed=true", 0),
        ("trashed=false", 3),
    ] {
        let list = world.get(&format!("/api/sessions?{query}")).await.ok();
        assert_eq!(list["count"], count, "{query}");
        assert_eq!(list["sessions"].as_array().unwrap().len(), count, "{query}");
    }
    world
        .get("/api/sessions?q=%ff")
        .await
        .problem(400, "malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_newest_first_and_can_be_paged() {
    let world = World::new().await;
    let mut made = Vec::new();
    for n in 0..55 {
        world.clock.advance(1000);
        made.push(world.session(&format!("Session {n}")).await);
    }
    made.reverse();
    let ids = |list: &Value| -> Vec<String> {
        let sessions = list["sessions"].as_array().unwrap().iter();
        sessions
            .map(|one| one["session_id"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = world.get("/api/sessions").await.ok();
    assert_eq!(ids(&first), made[..50]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let last = world
        .get(&format!("/api/sessions?cursor={cursor}"))
        .await
        .ok();
    assert_eq!(ids(&last), made[50..]);
    assert!(last.get("next_cursor").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_follows_activity_and_profiles() {
    let world = World::new().await;
    let body = json!({"title": "Older", "profile_id": 1, "profile_name": "Work"});
    let older = world.post("/api/sessions", body).await.ok();
    world.clock.advance(1000);
    world.session("Newer").await;
    world.clock.advance(1000);
    let path = format!("/api/sessions/{}", older["session_id"].as_str().unwrap());
    world
        .ask("PATCH", &format!("{path}?title=Renamed"))
        .send()
        .await
        .ok();
    let first = |list: Value| list["sessions"][0]["title"].clone();
    assert_eq!(first(world.get("/api/sessions").await.ok()), "Newer");
    let message = json!({"role": "user", "content": "hello"});
    world.post(&format!("{path}/messages"), message).await.ok();
    assert_eq!(first(world.get("/api/sessions").await.ok()), "Renamed");
    let of_profile = world.get("/api/sessions?profile_id=1").await.ok();
    assert_eq!(of_profile["count"], 1);
}
