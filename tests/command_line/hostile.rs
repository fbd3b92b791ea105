//! Decks that attack, through every kind of export, by a listener that others use
//! meanwhile: nothing leaves the browser, nothing of the machine comes into a file,
//! and every export ends.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use lectern_render::{Limits, browser};
use serde_json::Value;
use zip::ZipArchive;

use super::harness::{Pdf, Running, User};
use super::listener::{self, Answer, Body, Serving};
use crate::attacks::canary::Canary;
use crate::attacks::decks::{Aim, Deck, FOLDER, decks};
use crate::attacks::guards::{self, Memory, SECRET};
use crate::attacks::isolation::{self, isolated};

/// What becomes of most decks.
const EXPORTED: &str = "exported";
/// An export may take so much longer than its deadline, on the busiest machine. What
/// it takes is told, since no test measures time.
const OVERSHOOT: Duration = Duration::from_secs(60);
/// Who asks something else is answered at all, whatever is drawn. How soon is told.
const ANSWER: Duration = Duration::from_secs(60);
/// Between two such questions.
const BETWEEN: Duration = Duration::from_millis(100);
/// Marks decks that only take time, as others do: they are tried by hand.
const BY_HAND: &str = "by-hand";
/// What takes longer as a PDF takes as long again as a PowerPoint file, which is made of
/// the same page, as pictures are, which are taken of it for PowerPoint files, too. Only
/// who tries decks by hand waits for all.
const QUICK: Duration = Duration::from_secs(5);
/// A page that never comes to an end in a browser of its own is left after this time.
const VISIT: Duration = Duration::from_secs(8);
/// What nothing confines is heard within this time, if it is at all.
const HEARING: Duration = Duration::from_secs(30);
/// What such a page may take as it counts time itself, in milliseconds.
const BUDGET: u32 = 4000;
/// The program that holds the decks never holds so much memory: what they take,
/// they take of the browser.
const OWN_MEMORY: u64 = 1024 * 1024 * 1024;

#[test]
fn nothing_leaves_an_export() {
    isolated("command_line::hostile::nothing_leaves_an_export", all_decks);
}

fn all_decks() {
    let user = User::new();
    let decks = decks("exports.txt", EXPORTED);
    let mut world = World::open(&user);
    for deck in &decks {
        if deck.may_end(BY_HAND) && env::var_os(FOLDER).is_none() {
            continue;
        }
        let port = world.canary.port_for(&deck.name);
        world.try_deck(&deck.name, deck, port);
        if deck.asks_listener() {
            let port = port_of(world.serving.address());
            world.try_deck(&format!("{}, listener", deck.name), deck, port);
        }
        if deck.asks_debugger() {
            let port = world.debugging_port();
            world.try_deck(&format!("{}, debugger", deck.name), deck, port);
            assert_eq!(pages_of(port), 1, "{} opened a page", deck.name);
        }
    }
    let canary = world.end();
    the_test_can_see(&user, &canary, &decks);
}

/// A program that serves, and all that a deck may not touch.
struct World<'user> {
    user: &'user User,
    serving: Serving,
    canary: Canary,
    memory: Memory,
    secret_file: PathBuf,
    sample: String,
    /// Files of decks that were exported as HTML, by the decks' names.
    pages: Vec<(String, PathBuf)>,
    /// Outside the user's own folder, where nothing may appear.
    made: tempfile::TempDir,
}

/// One export of a deck.
struct Export {
    /// `exported`, or the code of the error.
    end: String,
    answer: Answer,
    took: Duration,
    /// How long others waited for an answer at most.
    others: Duration,
}

impl<'user> World<'user> {
    fn open(user: &'user User) -> Self {
        let secret_file = user.write("secret.txt", SECRET);
        let memory = Memory::watched(user.files());
        let serving = Serving::start(user, &[]);
        let canary = Canary::new();
        let mut world = Self {
            user,
            serving,
            canary,
            memory,
            secret_file,
            sample: String::new(),
            pages: Vec::new(),
            made: tempfile::tempdir().unwrap(),
        };
        let sample = "<title>Sample</title><h1>One</h1>";
        (world.sample, _) = world.import(sample).unwrap();
        world
    }

    /// The session that is made of a deck, or why there is none.
    fn import(&self, text: &str) -> Result<(String, u32), String> {
        let kind = match text.trim_start().starts_with(['{', '[']) {
            true => "application/json",
            false => "text/html",
        };
        let body = Body { kind, text };
        let answer = self.serving.ask("POST", "/api/sessions/import", Some(body));
        let said = answer.json();
        if answer.is_good() {
            let slides = said["slide_count"].as_u64().unwrap();
            let id = said["session_id"].as_str().unwrap();
            return Ok((id.to_owned(), u32::try_from(slides).unwrap()));
        }
        Err(said["detail"].as_str().unwrap().to_owned())
    }

    /// Exports a deck in every way, and looks at all that it may not have touched.
    fn try_deck(&mut self, name: &str, deck: &Deck, port: u16) {
        let text = deck.aimed(&Aim {
            port,
            secret_file: &self.secret_file,
            session: &self.sample,
        });
        let files = guards::files(self.user.files());
        let mut line = format!("{name}:");
        match self.import(&text) {
            Err(sentence) => {
                assert!(deck.may_end("refused"), "{name}: {sentence}");
                write!(line, " refused: {sentence}").unwrap();
            }
            Ok((session, slides)) => {
                let before = self.sessions();
                let mut is_quick = true;
                for format in ["pdf", "pptx", "png", "html"] {
                    let is_spared = format == "png" || (format == "pptx" && !is_quick);
                    if is_spared && env::var_os(FOLDER).is_none() {
                        continue;
                    }
                    let export = self.export(&session, format);
                    is_quick = export.took < QUICK;
                    write!(line, " {}", export.told(format)).unwrap();
                    self.judge(name, deck, slides, format, export);
                }
                assert_eq!(self.sessions(), before, "{name} changed the library");
            }
        }
        eprintln!("{line}; {}", self.held(name));
        assert_eq!(guards::files(self.user.files()), files, "{name} left files");
        assert_eq!(self.canary.hits(), Vec::<String>::new(), "{name}");
    }

    /// Exports a session while somebody else asks for the list.
    fn export(&self, session: &str, format: &str) -> Export {
        let scale = if format == "png" { "&scale=1" } else { "" };
        let path = format!("/api/sessions/{session}/export?format={format}{scale}");
        let start = Instant::now();
        let mut others = Duration::ZERO;
        let (sender, ended) = channel();
        let (answer, took) = thread::scope(|scope| {
            scope.spawn(|| {
                let answer = self.serving.ask("POST", &path, None);
                sender.send((answer, start.elapsed())).unwrap();
            });
            loop {
                if let Ok(ended) = ended.recv_timeout(BETWEEN) {
                    return ended;
                }
                let asked = Instant::now();
                assert!(self.serving.ask("GET", "/api/sessions", None).is_good());
                others = others.max(asked.elapsed());
            }
        });
        let end = match answer.is_good() {
            true => EXPORTED.to_owned(),
            false => answer.json()["code"].as_str().unwrap().to_owned(),
        };
        Export {
            end,
            answer,
            took,
            others,
        }
    }

    fn judge(&mut self, name: &str, deck: &Deck, slides: u32, format: &str, export: Export) {
        let Export { end, took, .. } = &export;
        // HTML is written without a browser, which alone can fail.
        let is_right = match format {
            "html" => end == EXPORTED,
            _ => deck.may_end(end),
        };
        assert!(is_right, "{name}, {format}: {end}");
        assert!(
            *took < whole(slides) + OVERSHOOT,
            "{name}, {format}: {took:?}"
        );
        assert!(
            export.others < ANSWER,
            "{name}, {format}: {:?}",
            export.others
        );
        let body = export.answer.body();
        // What is packed is looked at as text, and a picture shows what the PDF says.
        assert!(format != "html" || !holds(body, SECRET), "{name}, {format}");
        if end != EXPORTED {
            return;
        }
        let file = self.made.path().join(format!("{name}.{format}"));
        fs::write(&file, body).unwrap();
        match format {
            "pdf" => look_at_pdf(name, deck, slides, &file),
            "pptx" => look_at_pptx(name, slides, body),
            "png" => assert!(
                body.starts_with(b"PK") || body.starts_with(b"\x89PNG"),
                "{name}"
            ),
            _ => self.pages.push((name.to_owned(), file)),
        }
    }

    /// Every session as it is listed.
    fn sessions(&self) -> Value {
        let list = self.serving.ask("GET", "/api/sessions?limit=100", None);
        list.json()
    }

    /// What the programs held at most since this was last asked.
    fn held(&self, name: &str) -> String {
        const MEGABYTE: u64 = 1024 * 1024;
        let own = self.memory.take("lectern");
        let browser = self.memory.take("chromium").max(self.memory.take("chrome"));
        assert_eq!(self.memory.too_much(), BTreeSet::new(), "{name}");
        assert!(own < OWN_MEMORY, "{name}: {own} bytes");
        format!(
            "held {} MB, its browser {} MB",
            own / MEGABYTE,
            browser / MEGABYTE
        )
    }

    /// Where the browser that draws the next deck listens for who debugs it.
    fn debugging_port(&self) -> u16 {
        assert_eq!(self.export(&self.sample, "pdf").end, EXPORTED);
        let profiles = fs::read_dir(self.user.data().join("cache")).unwrap();
        let told = profiles
            .filter_map(|profile| {
                fs::read_to_string(profile.unwrap().path().join("DevToolsActivePort")).ok()
            })
            .next();
        told.unwrap().lines().next().unwrap().parse().unwrap()
    }

    /// After all decks: nothing of them is left behind, and their files are as harmless
    /// in any browser.
    fn end(self) -> Canary {
        let Self {
            user,
            serving,
            canary,
            pages,
            made,
            ..
        } = self;
        drop(serving);
        assert_eq!(guards::left_behind(user.files()), Vec::<String>::new());
        for (name, page) in &pages {
            let shown = show(made.path(), page, VISIT, || false);
            assert!(
                !shown.contains(SECRET) && !shown.contains("root:x:0:0"),
                "{name}: {shown}"
            );
            assert!(!shown.contains("<title>ESCAPE"), "{name}: {shown}");
            assert_eq!(words_of(&canary), Vec::<String>::new(), "{name} as a file");
        }
        let logs = user.data().join("logs");
        assert_eq!(
            guards::files_with(&logs, SECRET.as_bytes()),
            Vec::<PathBuf>::new()
        );
        canary
    }
}

impl Export {
    fn told(&self, format: &str) -> String {
        let (took, others) = (self.took.as_millis(), self.others.as_millis());
        format!("{format} {} in {took} ms (others {others} ms)", self.end)
    }
}

/// The deadline of an export of so many slides.
fn whole(slides: u32) -> Duration {
    let limits = Limits::default();
    let time = limits.base + limits.each * slides;
    time.min(limits.most)
}

/// A page for each slide, on which the deck is read and nothing of the machine.
fn look_at_pdf(name: &str, deck: &Deck, slides: u32, file: &Path) {
    let pdf = Pdf::new(file);
    let sizes = pdf.page_sizes();
    assert_eq!(sizes.len(), slides as usize, "{name}");
    assert!(sizes.iter().all(|size| size == "960 x 540 pts"), "{name}");
    let text = pdf.text();
    assert!(
        !text.contains(SECRET) && !text.contains("root:x:0:0"),
        "{name}: {text}"
    );
    if let Some(marker) = deck.marker() {
        assert!(text.contains(marker), "{name}: {text}");
    }
}

fn look_at_pptx(name: &str, slides: u32, file: &[u8]) {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut count = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let is_slide = part.name().starts_with("ppt/slides/slide");
        count += u32::from(is_slide);
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let tells = holds(&bytes, SECRET) || holds(&bytes, "root:x:0:0");
        assert!(!tells, "{name}: {}", part.name());
        // Only links lead outside, and no program follows one by itself.
        let outside = String::from_utf8_lossy(&bytes)
            .matches("\"External\"")
            .count();
        let links = String::from_utf8_lossy(&bytes)
            .matches("/hyperlink\"")
            .count();
        assert!(outside <= links, "{name}: {}", part.name());
    }
    assert_eq!(count, slides, "{name}");
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

fn port_of(address: &str) -> u16 {
    address.rsplit(':').next().unwrap().parse().unwrap()
}

/// How many pages the browser has open that is debugged at a port.
fn pages_of(port: u16) -> usize {
    let list = listener::ask(
        &format!("127.0.0.1:{port}"),
        None,
        "GET",
        "/json/list",
        None,
    );
    let list = list.json();
    let targets = list.as_array().unwrap().iter();
    targets.filter(|target| target["type"] == "page").count()
}

/// What arrived with words in it. No page can keep a browser from looking up a host,
/// and from connecting to it without a word, before it refuses what is asked of it; and
/// a browser that nobody confines looks up hosts of its own.
fn words_of(canary: &Canary) -> Vec<String> {
    let mut hits = canary.hits();
    let is_silent = |hit: &String| {
        hit.starts_with("name:") || hit.ends_with("TCP connection") || hit.ends_with("TCP \"\"")
    };
    hits.retain(|hit| !is_silent(hit));
    hits
}

/// Opens a file in a browser that knows nothing of Lectern, and answers what the page
/// has become; nothing where it comes to no end in this time, or where enough was seen.
fn show(folder: &Path, page: &Path, time: Duration, is_enough: impl Fn() -> bool) -> String {
    let shown = folder.join("shown.html");
    let profile = tempfile::tempdir_in(folder).unwrap();
    let child = Command::new(browser::find(None).unwrap().program)
        .args(["--headless", "--dump-dom", "--no-first-run"])
        .args(std::env::var_os("LECTERN_CHROME_NO_SANDBOX").map(|_| "--no-sandbox"))
        .args([
            "--disable-background-networking",
            "--disable-component-update",
        ])
        .arg(format!("--virtual-time-budget={BUDGET}"))
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", page.display()))
        .env("HOME", profile.path())
        .stdout(fs::File::create(&shown).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut browser = Running(child);
    let start = Instant::now();
    let goes_on = |browser: &mut Running| browser.0.try_wait().unwrap().is_none();
    while goes_on(&mut browser) && !is_enough() && start.elapsed() < time {
        thread::sleep(BETWEEN);
    }
    drop(browser);
    assert_eq!(guards::left_behind(profile.path()), Vec::<String>::new());
    String::from_utf8_lossy(&fs::read(&shown).unwrap()).into_owned()
}

/// The same decks in the same browser are heard where nothing confines them.
fn the_test_can_see(user: &User, canary: &Canary, decks: &[Deck]) {
    let folder = user.files();
    let sending = decks.iter().filter(|deck| deck.sends());
    let (heard, silent): (Vec<&Deck>, Vec<&Deck>) = sending.partition(|deck| {
        let name = format!("unconfined {}", deck.name);
        let page = user.write("deck.html", deck.unconfined(canary.port_for(&name)));
        show(folder, &page, HEARING, || canary.heard(&name));
        canary.heard(&name)
    });
    let names =
        |decks: &[&Deck]| -> Vec<String> { decks.iter().map(|deck| deck.name.clone()).collect() };
    eprintln!(
        "unconfined, heard: {:?}; not heard: {:?}",
        names(&heard),
        names(&silent)
    );
    assert!(heard.len() >= silent.len());
    if isolation::is_inside() && decks.iter().any(Deck::asks_for_names) {
        assert!(canary.heard("name"), "questions for names are heard");
    }
}
