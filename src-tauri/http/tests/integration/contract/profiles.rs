//! Profiles, and the sessions in them.

use serde_json::{Value, json};

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_session_moves_into_a_profile_and_out_of_it() {
    let world = World::new().await;
    let id = world.session("Mine").await;
    let path = format!("/api/sessions/{id}/profile");
    let put = |body| world.ask("PUT", &path).json(&body).send();
    world
        .post("/api/profiles", json!({"profile_name": "Sales"}))
        .await
        .ok();
    world.clock.advance(1000);
    let session = put(json!({"profile_id": 1})).await.ok();
    assert_eq!(session["profile_name"], "Sales");
    assert_eq!(session["updated_at"], "2026-01-02T03:04:06Z");
    for body in [
        json!({}),
        json!({"profile_id": 2}),
        json!({"profile_id": "1"}),
        json!({"profile_id": [1, 2]}),
    ] {
        put(body).await.problem(422, "invalid");
    }
    let session = put(json!({"profile_id": null})).await.ok();
    assert_eq!(session["profile_name"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn profiles_are_made_and_renamed() {
    let world = World::new().await;
    let made = world
        .post("/api/profiles", json!({"profile_name": "Work"}))
        .await
        .ok();
    assert_eq!(made["profile_id"], 1);
    let body = json!({"profile_name": "Office", "profile_id": 99});
    let renamed = world
        .ask("PATCH", "/api/profiles/1")
        .json(&body)
        .send()
        .await
        .ok();
    assert_eq!(renamed["profile_id"], 1);
    let list = world.get("/api/profiles").await.ok();
    assert_eq!(list["profiles"], json!([renamed]));
    for body in [
        json!({}),
        json!({"profile_name": " "}),
        json!({"profile_name": 5}),
    ] {
        world
            .post("/api/profiles", body.clone())
            .await
            .problem(422, "invalid");
        let rename = world
            .ask("PATCH", "/api/profiles/1")
            .json(&body)
            .send()
            .await;
        rename.problem(422, "invalid");
    }
}
