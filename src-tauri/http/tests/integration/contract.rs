//! The contract, row by row: every operation with what it takes, what it
//! refuses, and what it never lets a client choose.

use serde_json::{Value, json};

use crate::world::{World, deck};

const MISSING: &str = "01900000-0000-7000-8000-000000000000";

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
async fn wrong_methods_are_told_the_right_ones() {
    let world = World::new().await;
    let cases = [
        ("/api/sessions", "GET,HEAD,POST"),
        ("/api/sessions/import", "POST"),
        ("/api/sessions/cleanup", "POST"),
        ("/api/sessions/trash", "POST"),
        ("/api/sessions/restore", "POST"),
        ("/api/sessions/x", "DELETE,GET,HEAD,PATCH"),
        ("/api/sessions/x/messages", "GET,HEAD,POST"),
        ("/api/sessions/x/slides", "GET,HEAD,PUT"),
        ("/api/sessions/x/export", "POST"),
        ("/api/sessions/x/duplicate", "POST"),
        ("/api/sessions/x/trash", "POST"),
        ("/api/sessions/x/restore", "POST"),
        ("/api/sessions/x/profile", "PUT"),
        ("/api/profiles", "GET,HEAD,POST"),
        ("/api/profiles/1", "PATCH"),
        ("/api/events", "GET,HEAD"),
        ("/api/openapi.json", "GET,HEAD"),
    ];
    for (path, allowed) in cases {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
            if allowed.split(',').any(|one| one == method) {
                continue;
            }
            let reply = world.ask(method, path).send().await;
            reply.problem(405, "method_not_allowed");
            let mut told: Vec<&str> = reply.header("allow").unwrap().split(',').collect();
            told.sort_unstable();
            assert_eq!(told.join(","), allowed, "{method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn head_answers_like_get_without_a_body() {
    let world = World::new().await;
    let id = world.session_with_deck("A deck").await;
    for path in [
        "/api/sessions".to_owned(),
        format!("/api/sessions/{id}"),
        format!("/api/sessions/{id}/slides"),
        "/api/openapi.json".to_owned(),
        "/api/unknown".to_owned(),
    ] {
        let get = world.get(&path).await;
        let head = world.ask("HEAD", &path).send().await;
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.body, b"", "{path}");
        for name in ["content-type", "content-length", "etag"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {path}");
        }
    }
    let export = world
        .ask("HEAD", &format!("/api/sessions/{id}/export"))
        .send()
        .await;
    assert_eq!(export.status, 405);
}

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
