//! A service with a fixed clock, a window on the mock runtime, and dialogs that
//! answer what the test says.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use lectern::desktop::{
    Answering, Browser, Changing, Choice, Choosing, Composing, Composition, Dialogs,
    ListenerSwitch, Listening, Opener, Places, Preferences, Preferred, Surroundings, Switching,
    Tokening, build_for_test,
};
use lectern_core::clock::{Clock, Timestamp};
use lectern_core::model::{Deck, SlideChoice, UserId};
use lectern_core::pictures::Pictures;
use lectern_core::render::{Progress, Rendered, Renderer, TakePicture, Warning, Watch};
use lectern_core::service::{LocalUser, Service};
use lectern_core::settings::{AppearanceSettings, Settings, SettingsChange};
use lectern_core::store::Store;
use lectern_core::{Code, Error, Result};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Listener, Manager, WebviewWindow, WebviewWindowBuilder};
use uuid::Uuid;

/// 2024-01-15T10:30:00Z.
const START: i64 = 1_705_314_600_000;

/// A clock that stands still and counts its ids, so that two services which are
/// asked the same give the same answers.
#[derive(Default)]
struct StillClock {
    ids: AtomicU64,
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(START).unwrap()
    }

    fn local_minute(&self, _moment: Timestamp) -> String {
        "2024-01-15 11:30".into()
    }

    fn new_id(&self, moment: Timestamp) -> Uuid {
        let number = self.ids.fetch_add(1, Ordering::SeqCst);
        let time = u128::from(moment.milliseconds().unsigned_abs()) << 80;
        Uuid::from_u128(time | 0x7000_8000_0000_0000_0000 | u128::from(number))
    }

    fn secret(&self) -> Result<[u8; 32]> {
        let number = self.ids.fetch_add(1, Ordering::SeqCst);
        let mut secret = [0; 32];
        secret[24..].copy_from_slice(&number.to_be_bytes());
        Ok(secret)
    }
}

/// Writes bytes that are no text, so that a door which turns files into text is
/// found out. A deck with the title `endless` is drawn until it is cancelled.
struct PlainRenderer;

impl Renderer for PlainRenderer {
    fn pdf(
        &self,
        deck: &Deck,
        title: &str,
        slides: &SlideChoice,
        watch: &Watch,
    ) -> Result<Rendered> {
        let total = deck.slides.len();
        watch.report(Progress::Slides { ready: 0, total });
        if title == "endless" {
            return Err(wait_for_cancel(watch));
        }
        let mut bytes = b"%PDF-1.7\n\xe2\xe3\xcf\xd3\0".to_vec();
        bytes.extend(format!("{} slides of {title}", slides.count(total)).bytes());
        Ok(Rendered {
            bytes,
            warnings: vec![Warning::PictureMissing { slide: 1 }],
        })
    }

    fn pictures(
        &self,
        _deck: &Deck,
        title: &str,
        slides: Range<usize>,
        _width: u32,
        watch: &Watch,
        mut take: TakePicture,
    ) -> Result<()> {
        if title == "endless" {
            return Err(wait_for_cancel(watch));
        }
        for index in slides {
            let mut bytes = b"\x89PNG\r\n\x1a\n\xff\0".to_vec();
            bytes.extend(format!("slide {index}").bytes());
            take(index, bytes);
        }
        Ok(())
    }
}

fn wait_for_cancel(watch: &Watch) -> Error {
    while !watch.is_cancelled() {
        std::thread::yield_now();
    }
    Error::new(Code::Cancelled, "Export cancelled. No file was written.")
}

/// A service over a fresh store in `folder`.
pub(crate) async fn service(folder: &Path) -> Service {
    let store = Store::open(&folder.join("store")).await.unwrap();
    let user = LocalUser {
        id: UserId::new("local"),
        name: "ada@lovelace".into(),
    };
    Service::new(
        store,
        Arc::new(PlainRenderer),
        Arc::new(StillClock::default()),
        user,
        Pictures::in_folder(folder.join("pictures")),
    )
}

/// Dialogs that answer what the test put in.
pub(crate) struct ScriptedDialogs {
    pub(crate) save: Mutex<Choice<PathBuf>>,
    pub(crate) open: Mutex<Choice<Vec<PathBuf>>>,
    pub(crate) folder: Mutex<Choice<PathBuf>>,
    pub(crate) program: Mutex<Choice<PathBuf>>,
    pub(crate) missing: AtomicBool,
    pub(crate) suggested: Mutex<Option<String>>,
}

impl Default for ScriptedDialogs {
    fn default() -> Self {
        Self {
            save: Mutex::new(Choice::Cancelled),
            open: Mutex::new(Choice::Cancelled),
            folder: Mutex::new(Choice::Cancelled),
            program: Mutex::new(Choice::Cancelled),
            missing: AtomicBool::new(false),
            suggested: Mutex::default(),
        }
    }
}

impl Dialogs for ScriptedDialogs {
    fn save(&self, file_name: &str) -> Choosing<PathBuf> {
        *self.suggested.lock().unwrap() = Some(file_name.to_owned());
        let choice = self.save.lock().unwrap().clone();
        Box::pin(async move { choice })
    }

    fn open(&self) -> Choosing<Vec<PathBuf>> {
        let choice = self.open.lock().unwrap().clone();
        Box::pin(async move { choice })
    }

    fn folder(&self) -> Choosing<PathBuf> {
        let choice = self.folder.lock().unwrap().clone();
        Box::pin(async move { choice })
    }

    fn program(&self) -> Choosing<PathBuf> {
        let choice = self.program.lock().unwrap().clone();
        Box::pin(async move { choice })
    }

    fn available(&self) -> Answering {
        let available = !self.missing.load(Ordering::SeqCst);
        Box::pin(async move { available })
    }
}

/// Writes down what would be opened, or has no program for anything.
#[derive(Default)]
pub(crate) struct FakeOpener {
    pub(crate) opened: Mutex<Vec<String>>,
    pub(crate) missing: AtomicBool,
}

impl FakeOpener {
    fn add(&self, verb: &str, what: impl std::fmt::Display) -> Result<()> {
        if self.missing.load(Ordering::SeqCst) {
            return Err(Error::new(
                Code::NotImplemented,
                format!("This system has no program that opens {what}."),
            ));
        }
        self.opened.lock().unwrap().push(format!("{verb} {what}"));
        Ok(())
    }
}

impl Opener for FakeOpener {
    fn open(&self, path: &Path) -> Result<()> {
        self.add("open", path.display())
    }

    fn reveal(&self, file: &Path) -> Result<()> {
        self.add("reveal", file.display())
    }

    fn link(&self, url: &str) -> Result<()> {
        self.add("link", url)
    }
}

/// Settings in a file of the test's.
pub(crate) struct FakePreferences {
    pub(crate) preferred: Mutex<Preferred>,
    pub(crate) has_browser: AtomicBool,
    folder: PathBuf,
}

impl FakePreferences {
    fn new(folder: &Path) -> Self {
        Self {
            preferred: Mutex::new(Preferred {
                appearance: AppearanceSettings::default(),
                user_name: String::new(),
                shown_as: "ada@lovelace".into(),
                export_folder: folder.to_owned(),
                browser: PathBuf::new(),
                port: 47810,
            }),
            has_browser: AtomicBool::new(true),
            folder: folder.to_owned(),
        }
    }
}

impl Preferences for FakePreferences {
    fn read(&self) -> Preferred {
        self.preferred.lock().unwrap().clone()
    }

    fn change(&self, change: SettingsChange) -> Changing<'_> {
        Box::pin(async move {
            let settings = Settings::change(&self.folder.join("settings.toml"), change)?;
            let mut preferred = self.preferred.lock().unwrap();
            preferred.appearance = settings.appearance;
            preferred.user_name = settings.user.name;
            preferred.browser = settings.export.browser;
            if !settings.export.folder.as_os_str().is_empty() {
                preferred.export_folder = settings.export.folder;
            }
            preferred.port = settings.listener.port;
            Ok(())
        })
    }

    fn browser(&self) -> Result<Browser> {
        if self.has_browser.load(Ordering::SeqCst) {
            Ok(Browser {
                name: "Chromium".into(),
                version: "140.0.1".into(),
                path: "/usr/bin/chromium".into(),
            })
        } else {
            Err(Error::new(Code::NoBrowser, "No browser was found."))
        }
    }

    fn places(&self) -> Places {
        Places {
            data: self.folder.clone(),
            settings: self.folder.join("config"),
            logs: self.folder.join("logs"),
        }
    }
}

/// A listener that listens nowhere.
#[derive(Default)]
pub(crate) struct FakeListener {
    runs: AtomicBool,
    rotations: AtomicU64,
    pub(crate) port_is_taken: AtomicBool,
}

impl ListenerSwitch for FakeListener {
    fn listening(&self) -> Option<Listening> {
        self.runs.load(Ordering::SeqCst).then(|| Listening {
            url: "http://127.0.0.1:47810".into(),
            token_file: "listener/token".into(),
        })
    }

    fn start(&self) -> Switching<'_> {
        Box::pin(async {
            if self.port_is_taken.load(Ordering::SeqCst) {
                return Err(Error::new(
                    Code::PortTaken,
                    "Port 47810 is in use by another program.",
                ));
            }
            self.runs.store(true, Ordering::SeqCst);
            Ok(())
        })
    }

    fn stop(&self) -> Switching<'_> {
        Box::pin(async {
            self.runs.store(false, Ordering::SeqCst);
            Ok(())
        })
    }

    fn token(&self) -> Tokening<'_> {
        let number = self.rotations.load(Ordering::SeqCst);
        Box::pin(async move { Ok(format!("token {number}")) })
    }

    fn rotate(&self) -> Tokening<'_> {
        self.rotations.fetch_add(1, Ordering::SeqCst);
        self.token()
    }
}

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
