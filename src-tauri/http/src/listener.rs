//! The listener: a port of this machine that others on it can ask. It runs as
//! long as its handle lives.
//!
//! There is no setting for another address than 127.0.0.1: the listener is not
//! made to be reached from elsewhere.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use lectern_core::service::Service;
use lectern_core::{Code, Error, Result};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};

use crate::connection;
use crate::guard::Access;
use crate::routes::router;
use crate::token::{Token, TokenFile};
use crate::ui::UiFiles;

/// What clients may take of the machine. The sizes of requests are fixed (see
/// `connection` and `request`).
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections at one time; further ones wait.
    pub connections: usize,
    /// How long the headers of a request, and the wait for it, may take.
    pub header_time: Duration,
    /// How long a body may take.
    pub body_time: Duration,
    /// How long a stopping listener waits for the requests under way.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 64,
            header_time: Duration::from_secs(5),
            body_time: Duration::from_secs(15),
            grace: Duration::from_secs(1),
        }
    }
}

/// How to start a listener.
#[derive(Clone, Debug)]
pub struct ListenerConfig {
    /// The folder of the token file
    /// ([`Folders::listener`](lectern_core::folders::Folders::listener)).
    pub folder: PathBuf,
    /// The port; 0 for any free one.
    pub port: u16,
    /// The ui's files, to let a browser serve as the window.
    pub ui: Option<UiFiles>,
    /// What clients may take.
    pub limits: Limits,
}

/// A running listener. Dropping it stops it at once.
#[derive(Debug)]
pub struct Listener {
    port: u16,
    has_ui: bool,
    token: Token,
    token_file: TokenFile,
    stopping: watch::Sender<bool>,
    accepting: Option<JoinHandle<()>>,
}

impl Listener {
    /// Starts a listener on 127.0.0.1.
    ///
    /// # Errors
    /// `port_taken`; those of [`TokenFile::in_folder`]; `internal`.
    pub async fn start(service: Service, config: ListenerConfig) -> Result<Self> {
        let token_file = TokenFile::in_folder(&config.folder)?;
        let token = token_file.read()?;
        let listener = bind(config.port).await?;
        let port = listener.local_addr().map_err(Error::internal)?.port();
        let access = Access {
            port,
            token: token.clone(),
            ui: config.ui,
            limits: config.limits.clone(),
        };
        let has_ui = access.ui.is_some();
        let (stopping, stop) = watch::channel(false);
        let accepting = accept(listener, router(service, access), config.limits, stop);
        tracing::info!(port, "the listener has started");
        Ok(Self {
            port,
            has_ui,
            token,
            token_file,
            stopping,
            accepting: Some(tokio::spawn(accepting)),
        })
    }

    /// The address that clients use, e.g. `http://127.0.0.1:47810`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The address to open in a browser, if the ui is served. The token stands
    /// in the fragment, which a browser keeps to itself.
    #[must_use]
    pub fn ui_url(&self) -> Option<String> {
        self.has_ui
            .then(|| format!("{}/#token={}", self.url(), self.token.as_str()))
    }

    /// Where the token lies.
    #[must_use]
    pub fn token_file(&self) -> &Path {
        self.token_file.path()
    }

    /// Stops: no new connection is taken, requests under way get a short grace,
    /// then they are dropped, and running exports with them.
    pub async fn stop(mut self) {
        self.stopping.send_replace(true);
        if let Some(accepting) = self.accepting.take() {
            // It ends by itself; an error would say that it has ended already.
            let _ = accepting.await;
        }
        tracing::info!(port = self.port, "the listener has stopped");
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(accepting) = &self.accepting {
            accepting.abort();
        }
    }
}

async fn bind(port: u16) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).await.map_err(|cause| {
        let message = match cause.kind() {
            io::ErrorKind::AddrInUse => format!(
                "Port {port} is taken by another program, so the listener was not started. Stop that program, or choose another port."
            ),
            io::ErrorKind::PermissionDenied => format!(
                "The system does not allow Lectern to use port {port}. Choose one above 1023."
            ),
            _ => format!("The listener cannot use port {port}. Choose another one."),
        };
        Error::new(Code::PortTaken, message).because(cause)
    })
}

/// Takes connections until it is told to stop. The connections are its own
/// tasks: when it ends or is dropped, so are they.
async fn accept(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut connections = JoinSet::new();
    loop {
        let taken = tokio::select! {
            taken = take(&listener, &places) => taken,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let Some((stream, place)) = taken else {
            continue;
        };
        let serving = connection::serve(stream, router.clone(), limits.clone(), stop.clone());
        connections.spawn(async move {
            serving.await;
            drop(place);
        });
        // Forgets the connections that have ended.
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    // Those that are still busy after the grace are dropped with the set.
    let _ = tokio::time::timeout(limits.grace, ended).await;
}

/// The next connection, once there is a place for it.
async fn take(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, place)),
        Err(cause) => {
            tracing::warn!(%cause, "a connection could not be taken");
            // Out of file handles, mostly: asking again at once would not help.
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}
