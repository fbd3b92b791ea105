//! `lectern serve`, and what it means for the other programs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use serde_json::{Value, json};

use super::harness::{Running, User};

fn serve(user: &User, arguments: &[&str]) -> (Running, Value) {
    let mut child = user
        .lectern()
        .args(["--json", "serve", "--port", "0"])
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    (Running(child), serde_json::from_str(&line).unwrap())
}

fn get(serving: &Value, path: &str, token: Option<&str>) -> String {
    let address = serving["url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://")
        .unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let token = token.map_or(String::new(), |token| {
        format!("Authorization: Bearer {token}\r\n")
    });
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\n{token}Connection: close\r\n\r\n"
    )
    .unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

#[test]
fn serving_prints_one_line_and_answers_whoever_knows_the_token() {
    let user = User::new();
    user.import(&user.write("a.html", "<title>Served</title><h1>A</h1>"));
    let (_running, serving) = serve(&user, &[]);
    let token = std::fs::read_to_string(serving["token_file"].as_str().unwrap()).unwrap();
    assert!(get(&serving, "/api/sessions", None).starts_with("HTTP/1.1 401"));
    let list = get(&serving, "/api/sessions", Some(&token));
    assert!(
        list.starts_with("HTTP/1.1 200") && list.contains("Served"),
        "{list}"
    );
    assert!(serving.get("ui_url").is_none());
    assert!(
        get(&serving, "/", None).starts_with("HTTP/1.1 401"),
        "no page without --ui"
    );
}

#[test]
fn a_browser_gets_the_page_when_it_is_asked_for() {
    let user = User::new();
    let (_running, serving) = serve(&user, &["--ui"]);
    let page = get(&serving, "/", None);
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("<!doctype html>"),
        "{page}"
    );
    let token = std::fs::read_to_string(serving["token_file"].as_str().unwrap()).unwrap();
    let url = serving["url"].as_str().unwrap();
    assert_eq!(serving["ui_url"], format!("{url}/#token={}", token.trim()));
    let list = get(&serving, "/api/sessions", Some(token.trim()));
    assert!(
        list.contains("\"count\":0"),
        "a first start that serves makes no sample: {list}"
    );
}

#[test]
fn a_second_program_is_refused_with_a_sentence() {
    let user = User::new();
    let (_running, _) = serve(&user, &[]);
    let (exit, problem) = user.refused(&["list"]);
    assert_eq!((exit, &problem["code"]), (5, &json!("store_locked")));
    let deck = user.write("a.html", "<h1>A</h1>");
    user.json(&["export", deck.to_str().unwrap(), "--output", "a.pdf"]);
}

#[cfg(unix)]
#[test]
fn a_polite_request_ends_it_in_order() {
    let user = User::new();
    let (mut running, _) = serve(&user, &[]);
    let id = running.0.id().to_string();
    std::process::Command::new("kill")
        .args(["-TERM", &id])
        .status()
        .unwrap();
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
    assert_eq!(user.json(&["list"])["count"], 0);
}

#[test]
fn a_port_that_is_taken_is_named() {
    let user = User::new();
    let (_running, serving) = serve(&user, &[]);
    let port = serving["url"]
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
