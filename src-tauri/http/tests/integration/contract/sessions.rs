//! One session: making, reading, renaming and copying it, and ids that name none.

use serde_json::{Value, json};

use super::MISSING;
use crate::world::{World, deck};

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_made_from_nothing_at_all() {
    let world = World::new().await;
    let asks = [
        world.ask("POST", "/api/sessions"),
        world
            .ask("POST", "/api/sessions")
            .header("Content-Length", "0"),
        world.ask("POST", "/api/sessions").body("text/plain", b""),
        world
            .ask("POST", "/api/sessions")
            .body("application/json", b""),
        world
            .ask("POST", "/api/sessions")
            .body("application/json", b"null"),
        world
            .ask("POST", "/api/sessions")
            .body("application/json", b" {} "),
        world
            .ask("POST", "/api/sessions")
            .json(&json!({"title": null})),
        world
            .ask("POST", "/api/sessions")
            .json(&json!({"title": "  \n "})),
    ];
    for ask in asks {
        let session = ask.send().await.ok();
        assert_eq!(session["title"], "Session 2026-01-02 03:04");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_has_every_field() {
    let world = World::new().await;
    let body = json!({"title": " Q3 Revenue ", "profile_id": 1, "profile_name": "Production"});
    let session = world.post("/api/sessions", body).await.ok();
    let id = session["session_id"].as_str().unwrap();
    let expected = json!({
        "session_id": id,
        "title": "Q3 Revenue",
        "created_by": "ada@engine",
        "visibility": "private",
        "profile_id": 1,
        "profile_name": "Production",
        "created_at": "2026-01-02T03:04:05Z",
        "updated_at": "2026-01-02T03:04:05Z",
        "last_activity": "2026-01-02T03:04:05Z",
        "message_count": 0,
        "slide_count": 0,
        "has_slide_deck": false,
    });
    assert_eq!(session, expected);
    assert_eq!(
        world.get(&format!("/api/sessions/{id}")).await.ok(),
        expected
    );
    let list = world.get("/api/sessions").await.ok();
    assert_eq!(list, json!({"sessions": [expected], "count": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_may_not_choose_is_ignored() {
    let world = World::new().await;
    let forged = json!({
        "title": "Mine",
        "created_by": "mallory",
        "visibility": "public",
        "session_id": MISSING,
        "created_at": "1999-01-01T00:00:00Z",
        "updated_at": "1999-01-01T00:00:00Z",
        "last_activity": "1999-01-01T00:00:00Z",
        "message_count": 99,
        "owner": null,
        "user": "mallory",
        "client": "mallory",
    });
    let session = world
        .post("/api/sessions?created_by=mallory&user=m", forged)
        .await
        .ok();
    assert_eq!(session["created_by"], "ada@engine");
    assert_eq!(session["visibility"], "private");
    assert_ne!(session["session_id"], MISSING);
    assert_eq!(session["created_at"], "2026-01-02T03:04:05Z");
    assert_eq!(session["message_count"], 0);
    // The path alone says which session it is.
    let id = world.session("Named by the path").await;
    let path = format!("/api/sessions/{id}?session_id={MISSING}&title=New");
    let body = json!({"session_id": MISSING});
    let renamed = world.ask("PATCH", &path).json(&body).send().await.ok();
    assert_eq!(renamed["session_id"], id);
}

#[tokio::test(flavor = "multi_thread")]
async fn values_of_a_new_session_are_checked() {
    let world = World::new().await;
    let bodies = [
        json!({"title": 5}),
        json!({"title": ["a"]}),
        json!({"title": {}}),
        json!({"title": "x".repeat(256)}),
        json!({"title": "\u{1F600}".repeat(256)}),
        json!({"profile_id": 9_007_199_254_740_992_i64}),
        json!({"profile_id": -9_007_199_254_740_992_i64}),
        json!({"profile_id": 1.5}),
        json!({"profile_id": 1e300}),
        json!({"profile_id": u64::MAX}),
        json!({"profile_id": "1"}),
        json!({"profile_id": true}),
        json!({"profile_name": 5}),
        json!({"profile_name": "x".repeat(256)}),
    ];
    for body in bodies {
        world
            .post("/api/sessions", body)
            .await
            .problem(422, "invalid");
    }
    assert_eq!(world.count_of_sessions().await, 0);
    let bodies = [
        json!({"title": format!("  {}  ", "\u{1F600}".repeat(255))}),
        json!({"profile_id": 9_007_199_254_740_991_i64}),
        json!({"profile_id": -9_007_199_254_740_991_i64}),
        json!({"profile_id": 0}),
        json!({"profile_name": "x".repeat(255)}),
        json!({"profile_id": null, "profile_name": null}),
    ];
    for body in bodies {
        world.post("/api/sessions", body).await.ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_is_changed_by_query_or_body() {
    let world = World::new().await;
    let id = world.session("Old").await;
    let path = format!("/api/sessions/{id}");
    let with = |query: &str, body: Option<Value>| {
        let ask = world.ask("PATCH", &format!("{path}{query}"));
        match body {
            Some(body) => ask.json(&body),
            None => ask,
        }
    };
    world.clock.advance(1500);
    let taken = [
        ("?title=Updated%20Title", None, "Updated Title"),
        ("?title=Updated+Title", None, "Updated Title"),
        ("?title=%2B1", None, "+1"),
        ("?title=5", None, "5"),
        ("?title=%20x%20", None, "x"),
        ("?title=a%3Db%26c", None, "a=b&c"),
        ("?title=a=b", None, "a=b"),
        ("?title=%D0%AF", None, "\u{42f}"),
        ("?title=Same", Some(json!({"title": "Same"})), "Same"),
        ("?title=Query", Some(json!({"title": null})), "Query"),
        ("?title=Query", Some(json!({})), "Query"),
        ("?title=Query", Some(Value::Null), "Query"),
        ("", Some(json!({"title": "Body"})), "Body"),
    ];
    for (query, body, title) in taken {
        let renamed = with(query, body.clone()).send().await.ok();
        let expected =
            json!({"session_id": id, "title": title, "updated_at": "2026-01-02T03:04:06.500Z"});
        assert_eq!(renamed, expected, "{query} {body:?}");
    }
    let refused = [
        ("", None),
        ("?title=", None),
        ("?title=+", None),
        ("?title", None),
        ("?title=a&title=b", None),
        ("?title=a&title=a", None),
        ("?title=a", Some(json!({"title": "b"}))),
        ("?title=5", Some(json!({"title": 5}))),
        ("?title=a&title=a", Some(json!({"title": "a"}))),
        ("", Some(json!({"title": 5}))),
        ("", Some(json!({"title": ["a"]}))),
        ("", Some(json!({"title": null}))),
        ("", Some(json!({"title": "  "}))),
        ("", Some(json!({"title": "x".repeat(256)}))),
        ("", Some(json!([]))),
        ("", Some(json!("title"))),
        ("?title=a", Some(json!(5))),
    ];
    for (query, body) in refused {
        let reply = with(query, body.clone()).send().await;
        reply.problem(422, "invalid");
    }
    assert_eq!(world.get(&path).await.ok()["title"], "Body");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_session_comes_before_a_wrong_value() {
    let world = World::new().await;
    let path = |rest: &str| format!("/api/sessions/{MISSING}{rest}");
    let asks = [
        world.ask("PATCH", &path("")),
        world.ask("PATCH", &path("?title=")),
        world.ask("GET", &path("/messages?limit=0")),
        world
            .ask("POST", &path("/messages"))
            .json(&json!({"role": 5})),
        world.ask("POST", &path("/export?format=doc")),
        world.ask("PUT", &path("/slides")).json(&deck()),
        world.ask("GET", &path("")),
        world.ask("GET", &path("/slides")),
        world.ask("DELETE", &path("")),
        world.ask("POST", &path("/duplicate")),
        world.ask("POST", &path("/trash")),
        world.ask("POST", &path("/restore")),
    ];
    for ask in asks {
        let problem = ask.send().await.problem(404, "not_found");
        assert_eq!(problem["detail"], "There is no session with this id.");
    }
    let profile = world.ask("PATCH", "/api/profiles/7").send().await;
    profile.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_ids_are_simply_not_found() {
    let world = World::new().await;
    let id = world.session("There").await;
    let long = "a".repeat(10_000);
    let upper = id.to_uppercase();
    let bare = id.replace('-', "");
    let encoded = id.replace('-', "%2D");
    let doubly = id.replace('-', "%252D");
    let (with_nul, with_blank) = (format!("{id}%00"), format!("{id}%20"));
    let braced = format!("%7B{id}%7D");
    let odd = [
        "abc123",
        "..%2f",
        "%2e%2e",
        "..%2F..%2Fetc%2Fpasswd",
        "..%5c",
        "%00",
        "%0d%0aX-A:%20b",
        "%ff",
        "%C3%28",
        "%",
        "%zz",
        "%252e",
        "-",
        "~",
        "\u{e9}",
        "%F0%9F%98%80",
        "0",
        "null",
        "%7Bsession_id%7D",
        ";",
        "a;b=c",
        "urn:uuid:x",
        "00000000-0000-0000-0000-000000000000",
        "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
        &long,
        &upper,
        &bare,
        &doubly,
        &with_nul,
        &with_blank,
        &braced,
    ];
    for odd in odd {
        for (method, rest) in [
            ("GET", ""),
            ("GET", "/slides"),
            ("DELETE", ""),
            ("POST", "/export"),
        ] {
            let path = format!("/api/sessions/{odd}{rest}");
            let reply = world.ask(method, &path).send().await;
            if odd.is_ascii() {
                reply.problem(404, "not_found");
            } else {
                // Such a request line is not HTTP at all.
                assert!(
                    matches!(reply.status, 400 | 404),
                    "{path}: {}",
                    reply.status
                );
            }
        }
    }
    // One decoding is what every client may count on.
    world.get(&format!("/api/sessions/{encoded}")).await.ok();
    for odd in [
        "abc",
        "1.5",
        "%00",
        "9223372036854775808",
        "9007199254740992",
    ] {
        let reply = world
            .ask("PATCH", &format!("/api/profiles/{odd}"))
            .send()
            .await;
        reply.problem(404, "not_found");
    }
    let unknown = [
        "/api",
        "/api/",
        "/api/sessions/",
        "/api//sessions",
        "/API/sessions",
        "/api/session",
        "/api/sessions/a/b/c",
        "/",
        "/index.html",
        "/api/sessions/../sessions",
        "/api/profiles/",
    ];
    for path in unknown {
        world.get(path).await.problem(404, "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_has_what_the_original_has() {
    let world = World::new().await;
    let id = world.session_with_deck("Original").await;
    let message = json!({"role": "user", "content": "hello"});
    world
        .post(&format!("/api/sessions/{id}/messages"), message)
        .await
        .ok();
    let reply = world
        .ask("POST", &format!("/api/sessions/{id}/duplicate"))
        .send()
        .await;
    let copy = reply.ok();
    assert_eq!(copy["title"], "Original (copy)");
    assert_eq!(copy["message_count"], 1);
    assert_eq!(copy["slide_count"], 2);
    assert_ne!(copy["session_id"], id);
}
