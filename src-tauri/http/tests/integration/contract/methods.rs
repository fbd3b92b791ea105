//! What a route answers to each method.

use crate::world::World;

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
