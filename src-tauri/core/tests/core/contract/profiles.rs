//! Profiles, and the sessions in them.

use lectern_core::error::Code;
use lectern_core::events::Change;
use serde_json::{Value, json};

use crate::harness::House;

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
