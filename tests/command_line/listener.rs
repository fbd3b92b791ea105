//! The program that serves, and a client of its listener.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use serde_json::Value;

use super::harness::{Running, User};

/// A program that serves until this is dropped.
pub(super) struct Serving {
    pub(super) program: Running,
    /// What it said of itself.
    pub(super) said: Value,
}

impl Serving {
    pub(super) fn start(user: &User, arguments: &[&str]) -> Self {
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
        Self {
            program: Running(child),
            said: serde_json::from_str(&line).unwrap(),
        }
    }

    pub(super) fn token(&self) -> String {
        let file = self.said["token_file"].as_str().unwrap();
        let token = std::fs::read_to_string(file).unwrap();
        token.trim().to_owned()
    }

    /// Where it listens: the machine's address and the port.
    pub(super) fn address(&self) -> &str {
        let url = self.said["url"].as_str().unwrap();
        url.strip_prefix("http://").unwrap()
    }

    /// Asks as somebody who knows the token.
    pub(super) fn ask(&self, method: &str, path: &str, body: Option<Body>) -> Answer {
        self.ask_as(Some(&self.token()), method, path, body)
    }

    pub(super) fn ask_as(
        &self,
        token: Option<&str>,
        method: &str,
        path: &str,
        body: Option<Body>,
    ) -> Answer {
        ask(self.address(), token, method, path, body)
    }
}

/// Asks whoever listens at an address.
pub(super) fn ask(
    address: &str,
    token: Option<&str>,
    method: &str,
    path: &str,
    body: Option<Body>,
) -> Answer {
    let token = token.map(|token| format!("Authorization: Bearer {token}\r\n"));
    let (kind, text) = body.map_or(("application/json", ""), |body| (body.kind, body.text));
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{}Content-Type: {kind}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{text}",
        token.unwrap_or_default(),
        text.len(),
    )
    .unwrap();
    let mut whole = Vec::new();
    stream.read_to_end(&mut whole).unwrap();
    Answer { whole }
}

/// What goes along with a request.
pub(super) struct Body<'text> {
    pub(super) kind: &'static str,
    pub(super) text: &'text str,
}

/// An answer, from its first line on.
pub(super) struct Answer {
    pub(super) whole: Vec<u8>,
}

impl Answer {
    pub(super) fn is_good(&self) -> bool {
        self.whole.starts_with(b"HTTP/1.1 2")
    }

    pub(super) fn body(&self) -> &[u8] {
        let end = self.whole.windows(4).position(|part| part == b"\r\n\r\n");
        &self.whole[end.unwrap() + 4..]
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(self.body()).unwrap()
    }
}
