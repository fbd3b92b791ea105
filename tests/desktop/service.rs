//! A service with a clock that stands still and a renderer that draws at once.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lectern_core::clock::{Clock, Timestamp};
use lectern_core::model::{Deck, UserId};
use lectern_core::pictures::Pictures;
use lectern_core::render::{
    BecamePicture, Facts, Fidelity, PdfOrder, PictureCause, PictureOrder, PptxMode, PptxOrder,
    Progress, Rendered, Renderer, SlideFidelity, TakePicture, Warning, Watch,
};
use lectern_core::service::{LocalUser, Service};
use lectern_core::store::Store;
use lectern_core::{Code, Error, Result};
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

impl PlainRenderer {
    fn file(
        deck: &Deck,
        facts: &Facts,
        begin: &[u8],
        pages: usize,
        watch: &Watch,
    ) -> Result<Rendered> {
        let total = deck.slides.len();
        watch.report(Progress::Slides { ready: 0, total });
        if facts.title == "endless" {
            return Err(wait_for_cancel(watch));
        }
        let mut bytes = begin.to_vec();
        bytes.extend(b"\n\xe2\xe3\xcf\xd3\0");
        bytes.extend(format!("{pages} slides of {}", facts.title).bytes());
        Ok(Rendered {
            fidelity: None,
            bytes,
            warnings: vec![Warning::PictureMissing { slide: 1 }],
        })
    }
}

impl Renderer for PlainRenderer {
    fn pdf(&self, deck: &Deck, facts: &Facts, order: PdfOrder, watch: &Watch) -> Result<Rendered> {
        let pages = order.slides.count(deck.slides.len());
        Self::file(deck, facts, b"%PDF-1.7", pages, watch)
    }

    fn pptx(
        &self,
        deck: &Deck,
        facts: &Facts,
        order: PptxOrder,
        watch: &Watch,
    ) -> Result<Rendered> {
        let pages = order.slides.count(deck.slides.len());
        // Two files that were not asked for alike are not alike.
        let begin = format!("PK {:?} {:?}", order.mode, order.made_for);
        let file = Self::file(deck, facts, begin.as_bytes(), pages, watch)?;
        let picture = BecamePicture {
            what: PictureCause::Slide,
            area: 1.0,
        };
        let pictures = usize::from(order.mode == PptxMode::Exact);
        let slides = (1..=deck.slides.len()).map(|slide| SlideFidelity {
            slide,
            pictures: vec![picture.clone(); pictures],
            ..SlideFidelity::default()
        });
        Ok(Rendered {
            fidelity: Some(Fidelity {
                slides: slides.collect(),
                fonts: Vec::new(),
            }),
            ..file
        })
    }

    fn pictures(
        &self,
        _deck: &Deck,
        title: &str,
        order: PictureOrder,
        watch: &Watch,
        mut take: TakePicture,
    ) -> Result<Vec<Warning>> {
        if title == "endless" {
            return Err(wait_for_cancel(watch));
        }
        for index in order.slides {
            let mut bytes = b"\x89PNG\r\n\x1a\n\xff\0".to_vec();
            bytes.extend(format!("slide {index}").bytes());
            take(index, bytes);
        }
        Ok(Vec::new())
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
