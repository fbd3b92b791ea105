//! What clients can take of the machine, and how a listener ends.

use std::time::{Duration, Instant};

use lectern_http::{Limits, Listener, ListenerConfig};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::exchange;
use crate::world::World;

fn hasty() -> Limits {
    Limits {
        header_time: Duration::from_millis(300),
        body_time: Duration::from_millis(300),
        grace: Duration::from_millis(200),
        ..Limits::default()
    }
}

/// How long the listener keeps a connection that says `start` and no more.
async fn held(port: u16, start: &str) -> (Duration, String) {
    let begin = Instant::now();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(start.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    (
        begin.elapsed(),
        String::from_utf8_lossy(&answer).into_owned(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_clients_are_not_waited_for() {
    let world = World::with(hasty(), None).await;
    let head = format!(
        "POST /api/sessions HTTP/1.1\r\nHost: localhost:{}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{",
        world.port, world.token
    );
    let get = format!(
        "GET /api/profiles HTTP/1.1\r\nHost: localhost:{}\r\nAuthorization: Bearer {}\r\n\r\n",
        world.port, world.token
    );
    for (start, answer) in [
        ("", ""),
        ("GET", ""),
        ("GET / HTTP/1.1\r\nHost: ", ""),
        (head.as_str(), "HTTP/1.1 400"),
        (get.as_str(), "HTTP/1.1 200"),
    ] {
        let (time, answered) = held(world.port, start).await;
        assert!(answered.starts_with(answer), "{start:?}: {answered}");
        assert!(time >= Duration::from_millis(250), "{start:?}: {time:?}");
        assert!(time < Duration::from_secs(3), "{start:?}: {time:?}");
    }
    assert_eq!(world.count_of_sessions().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_half_open_connections_do_not_keep_a_good_client_out() {
    let world = World::with(hasty(), None).await;
    let mut half_open = Vec::new();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(("127.0.0.1", world.port)).await.unwrap();
        stream
            .write_all(b"GET /api/sessions HTTP/1.1\r\nHo")
            .await
            .unwrap();
        half_open.push(stream);
    }
    let begin = Instant::now();
    assert_eq!(world.count_of_sessions().await, 0);
    // 64 at a time, each for 300 ms at most.
    assert!(
        begin.elapsed() < Duration::from_secs(4),
        "{:?}",
        begin.elapsed()
    );
    for mut stream in half_open {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_serves_many_requests() {
    let world = World::new().await;
    let mut stream = TcpStream::connect(("127.0.0.1", world.port)).await.unwrap();
    let request = format!(
        "HEAD /api/profiles HTTP/1.1\r\nHost: localhost:{}\r\nAuthorization: Bearer {}\r\n\r\n",
        world.port, world.token
    );
    for _ in 0..3 {
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut answer).await.unwrap(), 0);
        }
        assert!(answer.starts_with(b"HTTP/1.1 200"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_end_somewhere() {
    let world = World::new().await;
    let with = |lines: String| {
        let request = format!(
            "GET /api/sessions HTTP/1.1\r\nHost: localhost:{}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n{lines}\r\n",
            world.port, world.token
        );
        let port = world.port;
        async move { exchange(port, request.as_bytes()).await.status }
    };
    let many = |count: usize| {
        (0..count)
            .map(|n| format!("X-{n}: y\r\n"))
            .collect::<String>()
    };
    assert_eq!(with(many(61)).await, 200, "64 headers in all");
    assert_eq!(with(many(62)).await, 431);
    assert_eq!(with(many(500)).await, 431);
    assert_eq!(with(format!("X: {}\r\n", "y".repeat(15_000))).await, 200);
    assert_eq!(with(format!("X: {}\r\n", "y".repeat(16_384))).await, 431);
    let line = format!("/api/sessions?q={}", "x".repeat(100_000));
    let status = world.get(&line).await.status;
    assert!(matches!(status, 414 | 431), "{status}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_http_is_refused() {
    let world = World::new().await;
    let port = world.port;
    let token = &world.token;
    let head = format!(
        "Host: localhost:{port}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\nContent-Type: application/json\r\n"
    );
    let odd = [
        format!(
            "POST /api/sessions HTTP/1.1\r\n{head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}x"
        ),
        format!("POST /api/sessions HTTP/1.1\r\n{head}Content-Length: -1\r\n\r\n"),
        format!("POST /api/sessions HTTP/1.1\r\n{head}Content-Length: 2, 2\r\n\r\n{{}}"),
        format!(
            "POST /api/sessions HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n"
        ),
        format!(
            "POST /api/sessions HTTP/1.1\r\n{head}Transfer-Encoding: xchunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"
        ),
        format!("GET /api/sessions\0 HTTP/1.1\r\n{head}\r\n"),
        format!("GET /api/sessions HTTP/1.1\r\nX: a\0b\r\n{head}\r\n"),
        format!("GET /api/sessions HTTP/9.9\r\n{head}\r\n"),
        format!("GET /api/sessions HTTP/1.1\r\n{head}X : y\r\n\r\n"),
        "GET /api/sessions\r\n\r\n".into(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".into(),
        "\x16\x03\x01\x02\x00\x01\x00\x01\u{fc}\x03\x03\r\n\r\n".into(),
    ];
    for request in odd {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8_lossy(&answer);
        let refused = answer.is_empty() || answer.starts_with("HTTP/1.1 4");
        assert!(refused, "{request:?}: {answer}");
    }
    assert_eq!(world.count_of_sessions().await, 0);
    // With both, the chunks count, and nothing can hide behind them.
    let both = format!(
        "POST /api/sessions HTTP/1.1\r\n{head}Content-Length: 200\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\nGET /api/x HTTP/1.1\r\n\r\n"
    );
    let reply = exchange(port, both.as_bytes()).await;
    assert!(matches!(reply.status, 200 | 400), "{}", reply.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_is_an_error_and_not_another_port() {
    let world = World::new().await;
    let config = ListenerConfig {
        folder: world.folder.path().join("listener"),
        port: world.port,
        ui: None,
        limits: Limits::default(),
    };
    let error = Listener::start(world.service.clone(), config)
        .await
        .unwrap_err();
    assert_eq!(error.code(), lectern_core::Code::PortTaken);
    assert!(error.message().contains(&world.port.to_string()));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_loopback_address_listens() {
    let world = World::new().await;
    assert_eq!(
        world.listener.as_ref().unwrap().url(),
        format!("http://127.0.0.1:{}", world.port)
    );
    // All of 127.0.0.0/8 is loopback on Linux; the listener has one of it.
    let other = TcpStream::connect(("127.0.0.2", world.port)).await;
    assert!(other.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_listener_lets_go_of_its_port_and_its_exports() {
    use std::sync::atomic::Ordering;
    let mut world = World::with(hasty(), None).await;
    let id = world.session_with_deck("Slow").await;
    world.renderer.hangs.store(true, Ordering::SeqCst);
    let export = format!(
        "POST /api/sessions/{id}/export HTTP/1.1\r\nHost: localhost:{}\r\nAuthorization: Bearer {}\r\n\r\n",
        world.port, world.token
    );
    let mut stream = TcpStream::connect(("127.0.0.1", world.port)).await.unwrap();
    stream.write_all(export.as_bytes()).await.unwrap();
    while world.renderer.calls.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    world.listener.take().unwrap().stop().await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(answer.is_empty(), "no half answer");
    while world.renderer.cancelled.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(TcpStream::connect(("127.0.0.1", world.port)).await.is_err());
    // The same port can be had again at once, and the token stays.
    let config = ListenerConfig {
        folder: world.folder.path().join("listener"),
        port: world.port,
        ui: None,
        limits: hasty(),
    };
    let again = Listener::start(world.service.clone(), config)
        .await
        .unwrap();
    assert_eq!(world.count_of_sessions().await, 1);
    drop(again);
    while TcpStream::connect(("127.0.0.1", world.port)).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
