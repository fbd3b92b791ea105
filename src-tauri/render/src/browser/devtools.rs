//! A connection of our own to the browser's DevTools port.
//!
//! The library that starts the browser holds its socket for a tenth of a second
//! with every call. Here one half of the socket reads and the other one writes,
//! and all sessions share it ("flat" sessions), so that a call costs what the
//! browser takes to answer it.
//!
//! What does not belong here: what is asked, and when the browser must end. A call
//! waits for as long as the browser lives: ending the browser frees it.

use std::collections::HashMap;
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use headless_chrome::protocol::cdp::types::{Event, Method};
use headless_chrome::types::RemoteError;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tungstenite::protocol::{Role, WebSocketConfig};
use tungstenite::{Message, WebSocket};

/// What keeps a call from an answer.
#[derive(Debug)]
pub(crate) enum CallError {
    /// The browser has gone, or was ended.
    Gone,
    /// The browser does not answer in time.
    Silent,
    /// The browser answers that it cannot do that.
    Refused(RemoteError),
    /// The browser's answer is none of this protocol.
    Unreadable(serde_json::Error),
}

impl std::fmt::Display for CallError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Gone => formatter.write_str("the browser has gone"),
            Self::Silent => formatter.write_str("the browser does not answer"),
            Self::Refused(error) => write!(formatter, "the browser refuses: {error}"),
            Self::Unreadable(error) => write!(formatter, "the browser's answer: {error}"),
        }
    }
}

impl std::error::Error for CallError {}

/// Hears the events of a session, on the thread that reads: it must not wait for
/// the browser.
type Listener = Arc<dyn Fn(&Session, Event) + Send + Sync>;

/// The answer to one call.
type Answer = Result<Box<RawValue>, RemoteError>;

/// A connection to a browser.
pub(crate) struct Connection {
    writer: Mutex<WebSocket<TcpStream>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    last_call: u32,
    /// Who waits for an answer; none when the browser has gone.
    calls: Option<HashMap<u32, Sender<Answer>>>,
    /// By the session's id.
    listeners: HashMap<String, Listener>,
}

/// A call on its way.
#[derive(Serialize)]
struct Call<M> {
    id: u32,
    method: &'static str,
    params: M,
    #[serde(rename = "sessionId", skip_serializing_if = "Option::is_none")]
    session: Option<String>,
}

/// The parts of a message that say what it is.
#[derive(Deserialize)]
struct Heard {
    id: Option<u32>,
    result: Option<Box<RawValue>>,
    error: Option<RemoteError>,
    #[serde(rename = "sessionId")]
    session: Option<String>,
}

impl Connection {
    /// Connects to the browser that listens at `address`, as it told itself.
    ///
    /// # Errors
    /// What the socket says.
    pub(crate) fn open(address: &str) -> Result<Session, tungstenite::Error> {
        let uri: tungstenite::http::Uri = address.parse()?;
        let host = uri.authority().map(ToString::to_string).unwrap_or_default();
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        // A file or a picture of any size may come; what a browser may hold is
        // bounded elsewhere.
        let config = WebSocketConfig::default()
            .max_message_size(None)
            .max_frame_size(None);
        let half = stream.try_clone()?;
        let (reader, _) = tungstenite::client::client_with_config(address, stream, Some(config))
            .map_err(|error| std::io::Error::other(error.to_string()))?;
        let connection = Arc::new(Self {
            writer: Mutex::new(WebSocket::from_raw_socket(half, Role::Client, Some(config))),
            state: Mutex::new(State {
                calls: Some(HashMap::new()),
                ..State::default()
            }),
        });
        let reading = Arc::clone(&connection);
        thread::Builder::new()
            .name("devtools".to_owned())
            .spawn(move || reading.read(reader))?;
        Ok(Session {
            connection,
            id: None,
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads until the browser has gone, and then frees whoever waits.
    fn read(self: &Arc<Self>, mut reader: WebSocket<TcpStream>) {
        while let Ok(message) = reader.read() {
            if let Message::Text(text) = message {
                self.hear(&text);
            }
        }
        let mut state = self.state();
        state.calls = None;
        // They may hold what holds this connection.
        state.listeners.clear();
    }

    fn hear(self: &Arc<Self>, text: &str) {
        let heard: Heard = match serde_json::from_str(text) {
            Ok(heard) => heard,
            Err(error) => {
                tracing::warn!(%error, "the browser says what cannot be read");
                return;
            }
        };
        if let Some(id) = heard.id {
            let waiting = self
                .state()
                .calls
                .as_mut()
                .and_then(|calls| calls.remove(&id));
            let answer = heard
                .error
                .map_or_else(|| Ok(heard.result.unwrap_or_default()), Err);
            if let Some(waiting) = waiting {
                // Who has left waits no more.
                drop(waiting.send(answer));
            }
            return;
        }
        let listener = heard
            .session
            .as_ref()
            .and_then(|session| self.state().listeners.get(session).cloned());
        // Events that the library has no type for are none of ours.
        if let (Some(listener), Ok(event)) = (listener, serde_json::from_str::<Event>(text)) {
            let session = Session {
                connection: Arc::clone(self),
                id: heard.session,
            };
            listener(&session, event);
        }
    }
}

/// One party that is spoken to on a connection: the browser itself, or a page.
#[derive(Clone)]
pub(crate) struct Session {
    connection: Arc<Connection>,
    id: Option<String>,
}

impl Session {
    /// The session with this id on the same connection.
    pub(crate) fn with_id(&self, id: String) -> Self {
        Self {
            connection: Arc::clone(&self.connection),
            id: Some(id),
        }
    }

    /// Calls a method and waits for its answer.
    ///
    /// # Errors
    /// [`CallError`], but not for the time that it takes.
    pub(crate) fn call<M: Method + Serialize>(
        &self,
        method: M,
    ) -> Result<M::ReturnObject, CallError> {
        let answer = self.begin(method)?.recv().map_err(|_| CallError::Gone)?;
        read_answer::<M>(answer)
    }

    /// Calls a method several times, and waits for the answers when all are on their
    /// way: much less than one after the other.
    ///
    /// # Errors
    /// [`CallError`], for all of them where the browser has gone.
    pub(crate) fn call_each<M: Method + Serialize>(
        &self,
        methods: impl IntoIterator<Item = M>,
    ) -> Result<Vec<Result<M::ReturnObject, CallError>>, CallError> {
        let begun: Result<Vec<_>, _> = methods
            .into_iter()
            .map(|method| self.begin(method))
            .collect();
        let answers = begun?.into_iter().map(|answer| answer.recv());
        let answers: Result<Vec<_>, _> = answers.collect();
        let answers = answers.map_err(|_| CallError::Gone)?;
        Ok(answers.into_iter().map(read_answer::<M>).collect())
    }

    /// As [`Session::call`], but waits no longer than `time`.
    ///
    /// # Errors
    /// [`CallError`].
    pub(crate) fn call_within<M: Method + Serialize>(
        &self,
        time: Duration,
        method: M,
    ) -> Result<M::ReturnObject, CallError> {
        let answer = self.begin(method)?.recv_timeout(time);
        read_answer::<M>(answer.map_err(|error| match error {
            RecvTimeoutError::Timeout => CallError::Silent,
            RecvTimeoutError::Disconnected => CallError::Gone,
        })?)
    }

    /// Sends a call whose answer nobody waits for.
    pub(crate) fn send<M: Method + Serialize>(&self, method: M) {
        // A browser that has gone hears nothing, and is found out by the next call.
        drop(self.begin(method));
    }

    /// Hears this session's events from now on, instead of who heard them before.
    pub(crate) fn listen(&self, listener: impl Fn(&Self, Event) + Send + Sync + 'static) {
        if let Some(id) = self.id.clone() {
            self.connection
                .state()
                .listeners
                .insert(id, Arc::new(listener));
        }
    }

    fn begin<M: Method + Serialize>(&self, method: M) -> Result<Receiver<Answer>, CallError> {
        let (sender, answers) = channel();
        let id = {
            let mut state = self.connection.state();
            state.last_call += 1;
            let id = state.last_call;
            let calls = state.calls.as_mut().ok_or(CallError::Gone)?;
            calls.insert(id, sender);
            id
        };
        let call = Call {
            id,
            method: M::NAME,
            params: method,
            session: self.id.clone(),
        };
        let text = serde_json::to_string(&call).map_err(CallError::Unreadable)?;
        let mut writer = self
            .connection
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        writer
            .send(Message::text(text))
            .map_err(|_| CallError::Gone)?;
        Ok(answers)
    }
}

fn read_answer<M: Method>(answer: Answer) -> Result<M::ReturnObject, CallError> {
    let result = answer.map_err(CallError::Refused)?;
    serde_json::from_str(result.get()).map_err(CallError::Unreadable)
}
