//! The window on the mock runtime, and how it is asked.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use lectern::desktop::{Composing, Composition, Surroundings, build_for_test};
use lectern_core::service::Service;
use lectern_core::{Code, Error};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Listener, Manager, WebviewWindow, WebviewWindowBuilder};

use super::service::service;
use super::surroundings::{FakeListener, FakeOpener, FakePreferences, ScriptedDialogs};

/// What a command answers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    Json(Value),
    Bytes(Vec<u8>),
}

/// The window on the mock runtime, with everything behind it.
pub(crate) struct Window {
    pub(crate) dialogs: Arc<ScriptedDialogs>,
    pub(crate) opener: Arc<FakeOpener>,
    pub(crate) preferences: Arc<FakePreferences>,
    pub(crate) listener: Arc<FakeListener>,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) service: Service,
    pub(crate) app: App<MockRuntime>,
}

impl Window {
    pub(crate) async fn new() -> Self {
        Self::started_with(&[]).await
    }

    /// The window, started with files: their names and what they hold.
    pub(crate) async fn started_with(files: &[(&str, &str)]) -> Self {
        Self::refused(0, files).await
    }

    /// The window, whose parts cannot be opened so many times.
    pub(crate) async fn refused(times: usize, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let written = files.iter().map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        });
        let files = written.collect();
        let service = service(folder.path()).await;
        let dialogs = Arc::new(ScriptedDialogs::default());
        let opener = Arc::new(FakeOpener::default());
        let preferences = Arc::new(FakePreferences::new(folder.path()));
        let listener = Arc::new(FakeListener::default());
        let composition = {
            let (service, listener) = (service.clone(), listener.clone());
            let preferences = preferences.clone();
            move || Composition {
                service: service.clone(),
                listener: listener.clone(),
                starts_listener: false,
                preferences: preferences.clone(),
            }
        };
        let composed = AtomicUsize::new(0);
        let compose = move || -> Composing {
            let is_refused = composed.fetch_add(1, Ordering::SeqCst) < times;
            let composition = if is_refused {
                Err(Error::new(Code::StoreLocked, "It is open elsewhere."))
            } else {
                Ok(composition())
            };
            Box::pin(async move { composition })
        };
        let surroundings = Surroundings {
            dialogs: dialogs.clone(),
            opener: opener.clone(),
            window_file: Some(folder.path().join("config").join("window.json")),
            web_data: None,
            files,
        };
        let app = build_for_test(mock_builder(), Box::new(compose), surroundings)
            .await
            .unwrap();
        Self {
            dialogs,
            opener,
            preferences,
            listener,
            folder,
            service,
            app,
        }
    }

    /// Calls a command from the main window, as its page does.
    pub(crate) async fn call(
        &self,
        command: &str,
        request: Value,
    ) -> std::result::Result<Reply, Value> {
        call(&self.main(), command, request).await
    }

    pub(crate) fn main(&self) -> WebviewWindow<MockRuntime> {
        self.app.get_webview_window("main").unwrap()
    }

    /// A window with another label, on the same page.
    pub(crate) fn other(&self) -> WebviewWindow<MockRuntime> {
        WebviewWindowBuilder::new(&self.app, "other", tauri::WebviewUrl::default())
            .build()
            .unwrap()
    }
}

/// The program, when its parts cannot be opened.
pub(crate) async fn broken(code: Code, sentence: &'static str) -> App<MockRuntime> {
    let surroundings = Surroundings {
        dialogs: Arc::new(ScriptedDialogs::default()),
        opener: Arc::new(FakeOpener::default()),
        window_file: None,
        web_data: None,
        files: Vec::new(),
    };
    let compose = move || -> Composing { Box::pin(async move { Err(Error::new(code, sentence)) }) };
    build_for_test(mock_builder(), Box::new(compose), surroundings)
        .await
        .unwrap()
}

/// Calls a command with `{request}` as its arguments.
pub(crate) async fn call(
    window: &WebviewWindow<MockRuntime>,
    command: &str,
    request: Value,
) -> std::result::Result<Reply, Value> {
    let arguments = serde_json::json!({ "request": request });
    invoke(window, command, InvokeBody::Json(arguments)).await
}

/// Calls a command with any arguments at all.
pub(crate) async fn invoke(
    window: &WebviewWindow<MockRuntime>,
    command: &str,
    body: InvokeBody,
) -> std::result::Result<Reply, Value> {
    let page = if cfg!(windows) {
        "http://tauri.localhost"
    } else {
        "tauri://localhost"
    };
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: page.parse().unwrap(),
        body,
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    let window = window.clone();
    let answer = tokio::task::spawn_blocking(move || get_ipc_response(&window, request))
        .await
        .unwrap()?;
    Ok(match answer {
        InvokeResponseBody::Json(json) => Reply::Json(serde_json::from_str(&json).unwrap()),
        InvokeResponseBody::Raw(bytes) => Reply::Bytes(bytes),
    })
}

/// What a command answers, when that is JSON.
pub(crate) async fn json_of(window: &Window, command: &str, request: Value) -> Value {
    match window.call(command, request).await {
        Ok(Reply::Json(value)) => value,
        other => panic!("{command} answered {other:?}"),
    }
}

/// The problem that a command answers.
pub(crate) async fn problem_of(window: &Window, command: &str, request: Value) -> Value {
    let answer = window.call(command, request).await;
    answer.expect_err("this is refused")
}

/// The code of the problem that a command answers.
pub(crate) async fn code_of(window: &Window, command: &str, request: Value) -> Value {
    problem_of(window, command, request).await["code"].clone()
}

/// A session with two slides.
pub(crate) async fn session(window: &Window, title: &str) -> String {
    let session = json_of(window, "create_session", json!({"title": title})).await;
    let id = session["session_id"].as_str().unwrap().to_owned();
    let slide = |id: &str| json!({"slide_id": id, "html": format!("<h1>{id}</h1>")});
    let deck = json!({"slides": [slide("a"), slide("b")]});
    let put = json!({"session_id": id, "deck": deck});
    json_of(window, "put_slides", put).await;
    id
}

/// Hears the payloads of an event.
pub(crate) fn listen(window: &Window, event: &str) -> mpsc::Receiver<Value> {
    let (sender, receiver) = mpsc::channel();
    window.main().listen(event.to_owned(), move |event| {
        // A test that has ended hears nothing.
        let _ = sender.send(serde_json::from_str(event.payload()).unwrap());
    });
    receiver
}

/// Hears what changes, one by one. Where some changes were missed it hears null.
pub(crate) fn changes(window: &Window) -> mpsc::Receiver<Value> {
    let (sender, receiver) = mpsc::channel();
    window.main().listen("changes", move |event| {
        let told: Value = serde_json::from_str(event.payload()).unwrap();
        let told = told.as_array().cloned().unwrap_or_else(|| vec![told]);
        for change in told {
            // A test that has ended hears nothing.
            let _ = sender.send(change);
        }
    });
    receiver
}

/// The next payload that fits. Those of what a test did before may still come.
pub(crate) async fn next(
    events: mpsc::Receiver<Value>,
    fits: impl Fn(&Value) -> bool + Send + 'static,
) -> (Value, mpsc::Receiver<Value>) {
    let waiting = move || {
        loop {
            let event = events.recv_timeout(Duration::from_secs(20)).unwrap();
            if fits(&event) {
                return (event, events);
            }
        }
    };
    tokio::task::spawn_blocking(waiting).await.unwrap()
}
