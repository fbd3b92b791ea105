//! A listener over a real store in a folder of its own, with a clock that
//! stands still and a renderer that draws nothing.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use lectern_core::clock::{Clock, Timestamp};
use lectern_core::model::{Deck, SessionId, Title, UserId, Visibility};
use lectern_core::ops::OPERATIONS;
use lectern_core::pictures::Pictures;
use lectern_core::render::{
    BecamePicture, Facts, Fidelity, FontUse, MadeFor, PdfOrder, PictureCause, PictureOrder,
    PptxMode, PptxOrder, Progress, Rendered, Renderer, SlideFidelity, TakePicture, Warning, Watch,
};
use lectern_core::service::{Caller, LocalUser, Service};
use lectern_core::store::{SessionRecord, Store};
use lectern_core::{Code, Error, Result};
use lectern_http::{Access, Limits, Listener, ListenerConfig, TokenFile, UiFiles, router};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::client::{Asking, Reply};

/// 2026-01-02T03:04:05Z.
const START: i64 = 1_767_323_045_000;

pub(crate) const PDF: &[u8] = b"%PDF-1.7 as drawn by nobody";

pub(crate) const PPTX: &[u8] = b"PK as written by nobody";

pub(crate) const PPTX_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";

pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n as drawn by nobody";

/// A clock that moves only when a test says so.
pub(crate) struct StandingClock {
    now: AtomicI64,
    ids: AtomicI64,
}

impl StandingClock {
    pub(crate) fn advance(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(self.now.load(Ordering::SeqCst)).unwrap()
    }

    fn local_minute(&self, _moment: Timestamp) -> String {
        "2026-01-02 03:04".into()
    }

    fn new_id(&self, moment: Timestamp) -> Uuid {
        let count = self.ids.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        let mut random = [0; 10];
        random[2..].copy_from_slice(&count);
        let milliseconds = moment.milliseconds().unsigned_abs();
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
    }

    fn secret(&self) -> Result<[u8; 32]> {
        let count = self.ids.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        let mut secret = [0; 32];
        secret[24..].copy_from_slice(&count);
        Ok(secret)
    }
}

/// Draws nothing; can be told to take for ever or to fail.
#[derive(Default)]
pub(crate) struct FakeRenderer {
    pub(crate) calls: AtomicUsize,
    pub(crate) hangs: AtomicBool,
    pub(crate) cancelled: AtomicUsize,
    pub(crate) fails: std::sync::Mutex<Option<Error>>,
}

impl FakeRenderer {
    fn file(&self, deck: &Deck, pages: usize, bytes: &[u8], watch: &Watch) -> Result<Rendered> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let total = deck.slides.len();
        watch.report(Progress::Waiting);
        watch.report(Progress::StartingBrowser);
        watch.report(Progress::Slides { ready: 1, total });
        watch.report(Progress::Printing { total: pages });
        watch.report(Progress::Writing);
        while self.hangs.load(Ordering::SeqCst) {
            if watch.is_cancelled() {
                self.cancelled.fetch_add(1, Ordering::SeqCst);
                return Err(Error::new(Code::Cancelled, "It was cancelled."));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        if let Some(error) = self.fails.lock().unwrap().take() {
            return Err(error);
        }
        Ok(Rendered {
            fidelity: None,
            bytes: bytes.to_vec(),
            warnings: vec![Warning::PictureMissing { slide: 1 }],
        })
    }
}

impl Renderer for FakeRenderer {
    fn pdf(&self, deck: &Deck, _facts: &Facts, order: PdfOrder, watch: &Watch) -> Result<Rendered> {
        let pages = order.slides.count(deck.slides.len());
        self.file(deck, pages, PDF, watch)
    }

    fn pptx(
        &self,
        deck: &Deck,
        _facts: &Facts,
        order: PptxOrder,
        watch: &Watch,
    ) -> Result<Rendered> {
        let total = deck.slides.len();
        let file = self.file(deck, order.slides.count(total), PPTX, watch)?;
        Ok(Rendered {
            fidelity: Some(fidelity(total, &order)),
            ..file
        })
    }

    fn pictures(
        &self,
        _deck: &Deck,
        _title: &str,
        order: PictureOrder,
        _watch: &Watch,
        mut take: TakePicture,
    ) -> Result<Vec<Warning>> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        for index in order.slides {
            take(index, PNG.to_vec());
        }
        Ok(Vec::new())
    }
}

/// What became of slides. A file that is made for LibreOffice has a font of its own.
fn fidelity(total: usize, order: &PptxOrder) -> Fidelity {
    let picture = BecamePicture {
        what: PictureCause::Slide,
        area: 1.0,
    };
    let pictures = usize::from(order.mode == PptxMode::Exact);
    let slides = (1..=total).map(|slide| SlideFidelity {
        slide,
        pictures: vec![picture.clone(); pictures],
        ..SlideFidelity::default()
    });
    let fonts = (order.made_for == MadeFor::LibreOffice).then(|| FontUse {
        family: "Caf\u{e9}".to_owned(),
        is_here: true,
        is_everywhere: false,
    });
    Fidelity {
        slides: slides.collect(),
        fonts: fonts.into_iter().collect(),
    }
}

/// A listener and what stands behind it.
pub(crate) struct World {
    pub(crate) service: Service,
    pub(crate) clock: Arc<StandingClock>,
    pub(crate) renderer: Arc<FakeRenderer>,
    pub(crate) listener: Option<Listener>,
    pub(crate) token: String,
    pub(crate) port: u16,
    pub(crate) folder: TempDir,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(Limits::default(), None).await
    }

    pub(crate) async fn with(limits: Limits, ui: Option<UiFiles>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store")).await.unwrap();
        Self::over(store, folder, limits, ui).await
    }

    /// A world with one session that has no owner, and its id.
    pub(crate) async fn with_ownerless_session() -> (Self, String) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store")).await.unwrap();
        let start = Timestamp::from_milliseconds(START).unwrap();
        let id = SessionId::parse("01900000-0000-7000-8000-0000000000ff").unwrap();
        let record = SessionRecord {
            title: Title::new("Legacy").unwrap(),
            owner: None,
            visibility: Visibility::Private,
            profile_id: None,
            profile_name: None,
            created_at: start,
            updated_at: start,
            last_activity: start,
            message_count: 0,
            deck: None,
            trashed_at: None,
        };
        let put = store.write(move |changes| changes.put_session(id, &record));
        put.await.unwrap();
        let world = Self::over(store, folder, Limits::default(), None).await;
        (world, id.to_string())
    }

    async fn over(store: Store, folder: TempDir, limits: Limits, ui: Option<UiFiles>) -> Self {
        let clock = Arc::new(StandingClock {
            now: AtomicI64::new(START),
            ids: AtomicI64::new(1),
        });
        let renderer = Arc::new(FakeRenderer::default());
        let user = LocalUser {
            id: UserId::new("local"),
            name: "ada@engine".into(),
        };
        let pictures = Pictures::in_folder(folder.path().join("pictures"));
        let service = Service::new(store, renderer.clone(), clock.clone(), user, pictures);
        let config = ListenerConfig {
            folder: folder.path().join("listener"),
            port: 0,
            ui,
            limits,
        };
        let listener = Listener::start(service.clone(), config).await.unwrap();
        let token = std::fs::read_to_string(listener.token_file()).unwrap();
        let port = listener.url().rsplit(':').next().unwrap().parse().unwrap();
        Self {
            service,
            clock,
            renderer,
            listener: Some(listener),
            token,
            port,
            folder,
        }
    }

    /// The routes themselves, for tests that need no connection.
    pub(crate) fn router(&self, ui: Option<UiFiles>) -> Router {
        let folder: PathBuf = self.folder.path().join("listener");
        let access = Access {
            port: self.port,
            token: TokenFile::in_folder(&folder).unwrap().read().unwrap(),
            ui,
            limits: Limits::default(),
        };
        router(self.service.clone(), access)
    }

    pub(crate) fn ask(&self, method: &str, path: &str) -> Asking {
        Asking::new(self.port, method, path, &self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.ask("GET", path).send().await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.ask("POST", path).json(&body).send().await
    }

    /// Makes a session and tells its id.
    pub(crate) async fn session(&self, title: &str) -> String {
        let session = self
            .post("/api/sessions", json!({"title": title}))
            .await
            .ok();
        session["session_id"].as_str().unwrap().to_owned()
    }

    /// Makes a session with a deck of two slides.
    pub(crate) async fn session_with_deck(&self, title: &str) -> String {
        let id = self.session(title).await;
        let path = format!("/api/sessions/{id}/slides");
        self.ask("PUT", &path).json(&deck()).send().await.ok();
        id
    }

    /// Makes a session that belongs to somebody else.
    pub(crate) async fn foreign_session(&self) -> String {
        let answer = self
            .as_other("create_session", json!({"title": "Theirs"}))
            .await;
        answer["session_id"].as_str().unwrap().to_owned()
    }

    /// Calls an operation as somebody else, past the listener.
    pub(crate) async fn as_other(&self, name: &str, request: Value) -> Value {
        let operation = OPERATIONS.iter().find(|one| one.name == name).unwrap();
        let caller = Caller {
            user: UserId::new("other"),
            client: None,
        };
        let answer = operation.call(self.service.clone(), caller, request).await;
        match answer.unwrap() {
            lectern_core::ops::Answer::Json(value) => value,
            _ => Value::Null,
        }
    }

    pub(crate) async fn count_of_sessions(&self) -> usize {
        let list = self.get("/api/sessions?limit=100").await.ok();
        list["sessions"].as_array().unwrap().len()
    }
}

/// A deck as a client puts it.
pub(crate) fn deck() -> Value {
    json!({
        "slides": [
            {"slide_id": "slide_0", "html": "<div>One</div>"},
            {"slide_id": "slide_1", "html": "<div>Two</div>"},
        ],
        "css": "div { color: teal }",
        "scripts": "",
    })
}
