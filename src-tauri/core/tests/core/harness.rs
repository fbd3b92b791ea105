//! A service over a fresh store, with a clock that the test moves.

use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lectern_core::clock::{Clock, Timestamp};
use lectern_core::error::Code;
use lectern_core::model::{Deck, UserId};
use lectern_core::ops::{Answer, OPERATIONS};
use lectern_core::pictures::Pictures;
use lectern_core::render::{
    BecamePicture, Facts, Fidelity, PdfOrder, PictureCause, PictureOrder, PptxOrder, Progress,
    Rendered, Renderer, SlideFidelity, TakePicture, Urgency, Warning, Watch,
};
use lectern_core::service::{Caller, LocalUser, Service};
use lectern_core::store::Store;
use lectern_core::{Error, Result};
use serde_json::{Value, json};
use uuid::Uuid;

/// 2024-01-15T10:30:00Z.
pub(crate) const START: i64 = 1_705_314_600_000;

pub(crate) struct TestClock {
    now: AtomicI64,
    ids: AtomicU64,
}

impl TestClock {
    pub(crate) fn set(&self, milliseconds: i64) {
        self.now.store(milliseconds, Ordering::SeqCst);
    }

    pub(crate) fn advance(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(self.now.load(Ordering::SeqCst)).unwrap()
    }

    fn local_minute(&self, _moment: Timestamp) -> String {
        "2024-01-15 11:30".into()
    }

    fn new_id(&self, moment: Timestamp) -> Uuid {
        let number = self.ids.fetch_add(1, Ordering::SeqCst);
        let mut bytes = [0; 16];
        bytes[..6].copy_from_slice(&moment.milliseconds().to_be_bytes()[2..]);
        bytes[6] = 0x70;
        bytes[8..].copy_from_slice(&number.to_be_bytes());
        bytes[8] = 0x80;
        Uuid::from_bytes(bytes)
    }

    fn secret(&self) -> Result<[u8; 32]> {
        let number = self.ids.fetch_add(1, Ordering::SeqCst);
        let mut secret = [0; 32];
        secret[24..].copy_from_slice(&number.to_be_bytes());
        Ok(secret)
    }
}

/// Writes the slides and the title, so that a test sees which deck was drawn.
/// Tells more than it should of how far it is, and warns of every slide. How
/// pictures are drawn, a test may choose.
#[derive(Default)]
pub(crate) struct PlainRenderer {
    /// What the last file says of itself.
    pub(crate) facts: Mutex<Facts>,
    /// What the last PDF holds.
    pub(crate) order: Mutex<PdfOrder>,
    /// What the last PowerPoint file holds.
    pub(crate) pptx: Mutex<PptxOrder>,
    pub(crate) pictures: Mutex<Option<DrawPictures>>,
}

/// Draws pictures of a deck's slides with these indices.
pub(crate) type DrawPictures =
    Box<dyn FnMut(&Deck, &[usize], &Watch, TakePicture) -> Result<()> + Send>;

/// What the even slides of a PowerPoint file lost.
const EFFECT: BecamePicture = BecamePicture {
    what: PictureCause::Effect,
    area: 0.16,
};

impl PlainRenderer {
    fn file(&self, deck: &Deck, facts: &Facts, pages: usize, watch: &Watch) -> Rendered {
        let total = deck.slides.len();
        watch.report(Progress::Waiting);
        watch.report(Progress::StartingBrowser);
        for ready in [0, 0, 1, 0, total, total] {
            watch.report(Progress::Slides { ready, total });
        }
        watch.report(Progress::Printing { total: pages });
        *self.facts.lock().unwrap() = facts.clone();
        watch.report(Progress::Writing);
        Rendered {
            fidelity: None,
            bytes: format!("{pages} slides of {}", facts.title).into_bytes(),
            warnings: (1..=total)
                .map(|slide| Warning::Overflow { slide })
                .collect(),
        }
    }
}

impl Renderer for PlainRenderer {
    fn pdf(&self, deck: &Deck, facts: &Facts, order: PdfOrder, watch: &Watch) -> Result<Rendered> {
        let pages = order.slides.count(deck.slides.len());
        *self.order.lock().unwrap() = order;
        Ok(self.file(deck, facts, pages, watch))
    }

    /// Tells of all slides, chosen or not, that their even ones became a picture.
    fn pptx(
        &self,
        deck: &Deck,
        facts: &Facts,
        order: PptxOrder,
        watch: &Watch,
    ) -> Result<Rendered> {
        let pages = order.slides.count(deck.slides.len());
        *self.pptx.lock().unwrap() = order;
        let slides = (1..=deck.slides.len()).map(|slide| SlideFidelity {
            slide,
            texts: 2,
            pictures: vec![EFFECT; (slide + 1) % 2],
            ..SlideFidelity::default()
        });
        Ok(Rendered {
            fidelity: Some(Fidelity {
                slides: slides.collect(),
                fonts: Vec::new(),
            }),
            ..self.file(deck, facts, pages, watch)
        })
    }

    fn pictures(
        &self,
        deck: &Deck,
        _title: &str,
        order: PictureOrder,
        watch: &Watch,
        mut take: TakePicture,
    ) -> Result<Vec<Warning>> {
        if order.urgency == Urgency::File {
            for index in order.slides {
                let html = &deck.slides[index].html;
                take(index, picture(&format!("{html} {}", order.width)));
            }
            return Ok(vec![Warning::Overflow { slide: 1 }]);
        }
        assert_eq!(order.width, 320);
        match self.pictures.lock().unwrap().as_mut() {
            Some(draw) => draw(deck, &order.slides, watch, take)?,
            None => draw_all(deck, &order.slides, watch, take)?,
        }
        Ok(Vec::new())
    }
}

/// Draws every picture at once.
pub(crate) fn draw_all(
    deck: &Deck,
    slides: &[usize],
    _watch: &Watch,
    mut take: TakePicture,
) -> Result<()> {
    for &index in slides {
        take(index, picture(&deck.slides[index].html));
    }
    Ok(())
}

/// Stands in for a PNG.
pub(crate) fn picture(html: &str) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n", html.as_bytes()].concat()
}

pub(crate) struct House {
    pub(crate) service: Service,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) renderer: Arc<PlainRenderer>,
    pub(crate) folder: Arc<tempfile::TempDir>,
}

impl House {
    pub(crate) async fn new() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let clock = Arc::new(TestClock {
            now: AtomicI64::new(START),
            ids: AtomicU64::new(0),
        });
        Self::open(folder, clock).await
    }

    /// Closes everything and opens it again from disk.
    pub(crate) async fn reopen(self) -> Self {
        let Self {
            service,
            clock,
            renderer,
            folder,
        } = self;
        drop(service);
        // A sweep of the pictures may hold it for a moment.
        until(|| Arc::strong_count(&renderer) == 1).await;
        Self::open(folder, clock).await
    }

    async fn open(folder: Arc<tempfile::TempDir>, clock: Arc<TestClock>) -> Self {
        let store = open_store(folder.path()).await.unwrap();
        let user = LocalUser {
            id: UserId::new("local"),
            name: "ada@lovelace".into(),
        };
        let renderer = Arc::new(PlainRenderer::default());
        // Room for six pictures of ten bytes.
        let pictures = Pictures::with_room(folder.path().join("pictures"), 60);
        let service = Service::new(store, renderer.clone(), clock.clone(), user, pictures);
        Self {
            service,
            clock,
            renderer,
            folder,
        }
    }

    pub(crate) fn me(&self) -> Caller {
        self.service.local_caller(None)
    }

    /// Asks by the list, as a door does.
    pub(crate) async fn ask(&self, operation: &str, request: Value) -> Result<Value> {
        self.ask_as(self.me(), operation, request).await
    }

    pub(crate) async fn ask_as(
        &self,
        caller: Caller,
        operation: &str,
        request: Value,
    ) -> Result<Value> {
        let operation = OPERATIONS
            .iter()
            .find(|row| row.name == operation)
            .unwrap_or_else(|| panic!("no operation {operation}"));
        let answer = operation
            .call(self.service.clone(), caller, request)
            .await?;
        Ok(match answer {
            Answer::Json(value) => value,
            Answer::File(file) => json!({
                "file_name": file.file_name,
                "text": String::from_utf8_lossy(&file.bytes),
                "media_type": file.media_type,
                "warnings": file.warnings.len(),
                "fidelity": file.fidelity,
            }),
            Answer::Nothing => Value::Null,
        })
    }

    /// Asks and expects a refusal.
    pub(crate) async fn refused(&self, operation: &str, request: Value) -> Error {
        match self.ask(operation, request.clone()).await {
            Err(error) => error,
            Ok(answer) => panic!("{operation} took {request}: {answer}"),
        }
    }

    pub(crate) async fn code(&self, operation: &str, request: Value) -> Code {
        self.refused(operation, request).await.code()
    }

    pub(crate) async fn create(&self, request: Value) -> String {
        let session = self.ask("create_session", request).await.unwrap();
        session["session_id"].as_str().unwrap().to_owned()
    }
}

pub(crate) async fn open_store(folder: &Path) -> Result<Store> {
    Store::open(&folder.join("store")).await
}

pub(crate) fn somebody_else() -> Caller {
    Caller {
        user: UserId::new("somebody-else"),
        client: None,
    }
}

/// Waits until something is so that nothing tells of.
pub(crate) async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting)
        .await
        .unwrap();
}
