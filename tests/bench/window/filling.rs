//! A library as somebody has it after two years: sessions in profiles, each
//! with a conversation, every third with a deck. The same each time but for the
//! day on which it ends, which is today.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use lectern::parts::Place;
use lectern_core::clock::{Clock, SystemClock, Timestamp};
use lectern_core::folders::Folders;
use lectern_core::ops::{CreateProfile, Field, ImportSession};
use lectern_core::pictures::Pictures;
use lectern_core::service::Service;
use lectern_core::store::Store;
use lectern_core::{Error, Result, user};
use serde_json::{Value, json};
use uuid::Uuid;

/// In every fifth title.
pub(crate) const COMMON: &str = "Roadmap";

/// In one title of the first hundred, and in three of ten thousand.
pub(crate) const RARE: &str = "Kingfisher";

const SUBJECTS: [&str; 5] = ["Harbour", "Quarterly", "Customer", "Ζωή", "Release"];
const KINDS: [&str; 5] = [COMMON, "Review", "Workshop", "報告", "Retrospective"];
const PROFILES: [&str; 4] = ["Work", "Teaching", "Board", "Side project"];

/// How far the library goes back.
const DAYS: i64 = 730;
const DAY: i64 = 86_400_000;

const CONVERSATION: &str = "Here is the outline:\n\n1. **Where we stand**, with last year's figures\n2. *What changed*, in three steps\n3. What we ask for\n\n| Quarter | Visitors | Share |\n|---|---:|---:|\n| Spring | 1,900 | 21 % |\n| Summer | 4,800 | 52 % |\n\n```js\nconst visitors = [1.9, 2.1, 2.6, 3.4, 4.8, 4.2];\n```\n\nShall the second slide say more about the summer, or is the chart enough?";

/// Fills a data folder.
pub(crate) fn fill(data: &Path, sessions: usize) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let clock = Arc::new(SteppedClock::default());
        let service = service(data, clock.clone()).await.unwrap();
        let caller = service.local_caller(None);
        let now = SystemClock.now().milliseconds();
        clock.set(now - DAYS * DAY);
        let mut profiles = Vec::new();
        for name in PROFILES {
            let request = CreateProfile {
                profile_name: Field::Given(name.to_owned()),
            };
            let made = service.create_profile(&caller, request).await.unwrap();
            profiles.push(json!({"id": made.profile_id, "name": made.profile_name}));
        }
        for number in 0..sessions {
            clock.set(now - age_of(number, sessions));
            let request = ImportSession {
                content: session(number, &profiles).to_string(),
                name: Field::Absent,
            };
            service.import_session(&caller, request).await.unwrap();
        }
    });
}

/// The newer, the more: half of all sessions are of the last six months.
fn age_of(number: usize, sessions: usize) -> i64 {
    let (left, all) = ((sessions - number) as i64, sessions as i64);
    DAYS * DAY * left / all * left / all
}

async fn service(data: &Path, clock: Arc<SteppedClock>) -> Result<Service> {
    let place = Place::read(Folders::within(data))?;
    Ok(Service::new(
        Store::open(&place.folders.store()).await?,
        place.renderer()?,
        clock,
        user::local(&place.settings.user.name),
        Pictures::in_folder(place.folders.pictures()),
    ))
}

fn session(number: usize, profiles: &[Value]) -> Value {
    let subject = SUBJECTS[number % SUBJECTS.len()];
    let kind = KINDS[number / SUBJECTS.len() % KINDS.len()];
    let kind = if number % 4000 == 99 { RARE } else { kind };
    let mut session = json!({
        "title": format!("{subject} {kind} {}", number + 1),
        "messages": messages(number),
    });
    if let Some(profile) = profiles.get(number % 7) {
        session["profile_id"] = profile["id"].clone();
        session["profile_name"] = profile["name"].clone();
    }
    if has_deck(number) {
        session["html_document"] = deck(number).into();
    }
    session
}

fn messages(number: usize) -> Vec<Value> {
    let turns = 2 + number % 9;
    (0..turns)
        .flat_map(|turn| {
            [
                json!({"role": "user", "content": format!("Turn {turn}: make the slide about **{}** calmer, please.", SUBJECTS[turn % SUBJECTS.len()])}),
                json!({"role": "assistant", "content": CONVERSATION}),
            ]
        })
        .collect()
}

fn has_deck(number: usize) -> bool {
    number.is_multiple_of(3)
}

/// Four to fifteen slides with text, a table and a chart.
fn deck(number: usize) -> String {
    let slides: String = (0..4 + number % 12)
        .map(|slide| {
            format!(
                "<section class=\"slide\"><h1>{} {slide}</h1><p>Every figure of this slide stands in the deck.</p>\
                 <table><tr><th>Quarter</th><td>{number}</td></tr></table>\
                 <canvas id=\"chart-{slide}\"></canvas></section>",
                SUBJECTS[slide % SUBJECTS.len()],
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html><html><head><title>Deck {number}</title>\
         <script src=\"https://cdn.jsdelivr.net/npm/chart.js\"></script>\
         <style>.slide {{ padding: 4rem; background: white }} h1 {{ font-size: 3rem }}</style></head>\
         <body>{slides}<script>for (const canvas of document.querySelectorAll('canvas')) \
         {{ new Chart(canvas, {{ type: 'bar', data: {{ labels: ['a', 'b'], datasets: [{{ data: [1, {number}] }}] }} }}); }}</script></body></html>"
    )
}

/// A clock that stands where the library is being filled.
#[derive(Default)]
struct SteppedClock {
    now: AtomicI64,
    ids: AtomicU64,
}

impl SteppedClock {
    fn set(&self, milliseconds: i64) {
        self.now.store(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for SteppedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(self.now.load(Ordering::SeqCst)).unwrap()
    }

    fn local_minute(&self, moment: Timestamp) -> String {
        moment.to_string()
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
        Err(Error::internal("nothing that is filled in is secret"))
    }
}
