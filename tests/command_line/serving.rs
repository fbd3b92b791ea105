//! `lectern serve`, and what it means for the other programs.

use serde_json::json;

use super::harness::User;
use super::listener::Serving;

fn get(serving: &Serving, path: &str, token: Option<&str>) -> String {
    let answer = serving.ask_as(token, "GET", path, None);
    String::from_utf8(answer.whole).unwrap()
}

#[test]
fn serving_prints_one_line_and_answers_whoever_knows_the_token() {
    let user = User::new();
    user.import(&user.write("a.html", "<title>Served</title><h1>A</h1>"));
    let serving = Serving::start(&user, &[]);
    let token = serving.token();
    assert!(get(&serving, "/api/sessions", None).starts_with("HTTP/1.1 401"));
    let list = get(&serving, "/api/sessions", Some(&token));
    assert!(
        list.starts_with("HTTP/1.1 200") && list.contains("Served"),
        "{list}"
    );
    assert!(serving.said.get("ui_url").is_none());
    assert!(
        get(&serving, "/", None).starts_with("HTTP/1.1 401"),
        "no page without --ui"
    );
}

#[test]
fn a_browser_gets_the_page_when_it_is_asked_for() {
    let user = User::new();
    let serving = Serving::start(&user, &["--ui"]);
    let page = get(&serving, "/", None);
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("<!doctype html>"),
        "{page}"
    );
    let token = serving.token();
    let url = serving.said["url"].as_str().unwrap();
    assert_eq!(serving.said["ui_url"], format!("{url}/#token={}", token));
    let list = get(&serving, "/api/sessions", Some(&token));
    assert!(
        list.contains("\"count\":0"),
        "a first start that serves makes no sample: {list}"
    );
}

#[test]
fn a_second_program_is_refused_with_a_sentence() {
    let user = User::new();
    let _serving = Serving::start(&user, &[]);
    let (exit, problem) = user.refused(&["list"]);
    assert_eq!((exit, &problem["code"]), (5, &json!("store_locked")));
    let deck = user.write("a.html", "<h1>A</h1>");
    user.json(&["export", deck.to_str().unwrap(), "--output", "a.pdf"]);
}

#[cfg(unix)]
#[test]
fn a_polite_request_ends_it_in_order() {
    let user = User::new();
    let mut serving = Serving::start(&user, &[]);
    let id = serving.program.0.id().to_string();
    std::process::Command::new("kill")
        .args(["-TERM", &id])
        .status()
        .unwrap();
    assert_eq!(serving.program.0.wait().unwrap().code(), Some(0));
    assert_eq!(user.json(&["list"])["count"], 0);
}

#[test]
fn a_port_that_is_taken_is_named() {
    let user = User::new();
    let serving = Serving::start(&user, &[]);
    let port = serving.said["url"]
        .as_str()
        .unwrap()
        .rsplit(':')
        .next()
        .unwrap()
        .to_owned();
    let other = User::new();
    let (exit, problem) = other.refused(&["serve", "--port", &port]);
    assert_eq!((exit, &problem["code"]), (4, &json!("port_taken")));
}
