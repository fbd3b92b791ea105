//! The library as another program sees it, through the listener. It answers
//! whatever the page does.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::driver::{free_port, read_answer, wait_for};

/// Each session by its id.
pub(crate) type Sessions = BTreeMap<String, Value>;

pub(crate) struct Library {
    port: u16,
    token: PathBuf,
}

impl Library {
    /// Has the window that is opened on `data` start its listener.
    pub(crate) fn of(data: &Path) -> Self {
        let port = free_port();
        std::fs::create_dir_all(data).unwrap();
        let settings = format!("[listener]\nenabled = true\nport = {port}\n");
        std::fs::write(data.join("settings.toml"), settings).unwrap();
        let token = data.join("listener/token");
        Self { port, token }
    }

    /// Where it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn wait_until_open(&self) {
        wait_for("the listener", || {
            let address = ("127.0.0.1", self.port);
            (self.token.exists() && TcpStream::connect(address).is_ok()).then_some(())
        });
    }

    /// All sessions, in the Trash or not, as they are listed.
    pub(crate) fn sessions(&self) -> Sessions {
        let mut sessions = Sessions::new();
        for trashed in [false, true] {
            let mut path = format!("/api/sessions?limit=100&trashed={trashed}");
            loop {
                let list = self.get(&path);
                for session in list["sessions"].as_array().unwrap() {
                    let id = session["session_id"].as_str().unwrap();
                    sessions.insert(id.to_owned(), session.clone());
                }
                let Some(next) = list["next_cursor"].as_str() else {
                    break;
                };
                path = format!("/api/sessions?limit=100&trashed={trashed}&cursor={next}");
            }
        }
        sessions
    }

    /// Everything that a session holds.
    pub(crate) fn content(&self, session: &str) -> [Value; 2] {
        ["slides", "messages"].map(|part| self.get(&format!("/api/sessions/{session}/{part}")))
    }

    /// How long a short question takes now.
    pub(crate) fn answers_in(&self) -> Duration {
        let start = Instant::now();
        self.get("/api/profiles");
        start.elapsed()
    }

    fn get(&self, path: &str) -> Value {
        let token = std::fs::read_to_string(&self.token).unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Authorization: Bearer {}\r\n\r\n",
            self.port,
            token.trim(),
        )
        .unwrap();
        let (first, body) = read_answer(stream).unwrap();
        assert!(first.starts_with("HTTP/1.1 200"), "{path}: {first}");
        serde_json::from_slice(&body).unwrap()
    }
}
