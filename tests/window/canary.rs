//! Listeners that nobody may ever reach: what a deck sends out of its frame
//! arrives here, over TCP, UDP or as a question for a name.

use std::io::Read;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What arrived, and where.
#[derive(Clone, Default)]
pub(crate) struct Canary {
    port: u16,
    hits: Arc<Mutex<Vec<String>>>,
}

impl Canary {
    /// Listens on a free port of both loopback addresses, and for questions of
    /// names where this process may: in a network of its own.
    pub(crate) fn new() -> Self {
        let v4 = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = v4.local_addr().unwrap().port();
        let canary = Self {
            port,
            hits: Arc::default(),
        };
        canary.hear_connections(v4);
        if let Ok(v6) = TcpListener::bind(SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], port))) {
            canary.hear_connections(v6);
        }
        canary.hear_datagrams(UdpSocket::bind(("127.0.0.1", port)).unwrap(), "UDP");
        if super::isolation::is_inside() {
            let names = UdpSocket::bind(("127.0.0.1", 53)).unwrap();
            canary.hear_datagrams(names, "name");
        }
        canary
    }

    /// The text of a deck, aimed at this canary.
    pub(crate) fn aim(&self, deck: &str) -> String {
        deck.replace("PORT", &self.port.to_string())
    }

    /// What arrived so far.
    pub(crate) fn hits(&self) -> Vec<String> {
        self.hits.lock().unwrap().clone()
    }

    fn hear_connections(&self, listener: TcpListener) {
        let hits = Arc::clone(&self.hits);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                let mut start = [0; 200];
                let _ = stream.set_read_timeout(Some(Duration::from_secs(1)));
                let read = stream.read(&mut start).unwrap_or(0);
                let text = String::from_utf8_lossy(&start[..read]).into_owned();
                hits.lock().unwrap().push(format!("TCP {text:?}"));
            }
        });
    }

    fn hear_datagrams(&self, socket: UdpSocket, kind: &'static str) {
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
