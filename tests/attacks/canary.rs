//! Listeners that nobody may ever reach: what a deck sends out of its frame
//! arrives here, over TCP, UDP or as a question for a name.

use std::io::Read;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What arrived, and from whom.
#[derive(Clone)]
pub(crate) struct Canary {
    hits: Arc<Mutex<Vec<String>>>,
}

impl Canary {
    /// Hears questions for names where this process may: in a network of its own.
    pub(crate) fn new() -> Self {
        let canary = Self {
            hits: Arc::default(),
        };
        if super::isolation::is_inside() {
            let names = UdpSocket::bind(("127.0.0.1", 53)).unwrap();
            canary.hear_datagrams(names, "name:".into());
        }
        canary
    }

    /// Listens on a free port of both loopback addresses for what `deck` sends
    /// there, now and later; answers the port.
    pub(crate) fn port_for(&self, deck: &str) -> u16 {
        let v4 = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = v4.local_addr().unwrap().port();
        self.hear_connections(v4, format!("{deck}: TCP"));
        let v6 = SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], port));
        // Not every machine has the newer loopback.
        if let Ok(v6) = TcpListener::bind(v6) {
            self.hear_connections(v6, format!("{deck}: TCP"));
        }
        if let Ok(v6) = UdpSocket::bind(v6) {
            self.hear_datagrams(v6, format!("{deck}: UDP"));
        }
        let v4 = UdpSocket::bind(("127.0.0.1", port)).unwrap();
        self.hear_datagrams(v4, format!("{deck}: UDP"));
        port
    }

    /// What arrived so far.
    pub(crate) fn hits(&self) -> Vec<String> {
        self.hits.lock().unwrap().clone()
    }

    /// Whether anything of a deck arrived.
    pub(crate) fn heard(&self, deck: &str) -> bool {
        let hits = self.hits.lock().unwrap();
        hits.iter().any(|hit| hit.starts_with(&format!("{deck}: ")))
    }

    fn hear_connections(&self, listener: TcpListener, kind: String) {
        let hits = Arc::clone(&self.hits);
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                // Who only connects has got out, too.
                hits.lock().unwrap().push(format!("{kind} connection"));
                let mut start = [0; 200];
                let _ = stream.set_read_timeout(Some(Duration::from_secs(1)));
                let read = stream.read(&mut start).unwrap_or(0);
                let text = String::from_utf8_lossy(&start[..read]).into_owned();
                hits.lock().unwrap().push(format!("{kind} {text:?}"));
            }
        });
    }

    fn hear_datagrams(&self, socket: UdpSocket, kind: String) {
        let hits = Arc::clone(&self.hits);
        thread::spawn(move || {
            let mut datagram = [0; 512];
            while let Ok(read) = socket.recv(&mut datagram) {
                let text = String::from_utf8_lossy(&datagram[..read]).into_owned();
                hits.lock().unwrap().push(format!("{kind} {text:?}"));
            }
        });
    }
}
