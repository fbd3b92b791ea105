//! Decks that attack, in the real window, one after the other in one library:
//! nothing leaves their frame, no command runs for them, the window stays what
//! it was, and one that takes the window with it does not keep it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::driver::{PAUSE, Window, wait_for};
use super::library::{Library, Sessions};
use super::record::{Command, Record};
use super::screen::Screen;
use super::visit::{End, Visit};
use crate::attacks::canary::Canary;
use crate::attacks::decks::{Aim, Deck, decks};
use crate::attacks::guards::{self, Memory, SECRET};
use crate::attacks::isolation::{self, isolated};

/// Commands that the page itself asks for when decks are imported and looked at.
const EXPECTED: [&str; 15] = [
    "export_choices",
    "get_session",
    "get_slide_picture",
    "get_slides",
    "heartbeat",
    "import_files",
    "inspect_slides",
    "leave_call",
    "list_messages",
    "list_profiles",
    "list_sessions",
    "open_preview",
    "read_settings",
    "remember_view",
    "startup",
];

/// What nothing confines is heard within this time, if it is at all.
const HEARING: Duration = Duration::from_secs(10);

const STATE: &str = r#"
    const frames = [...document.querySelectorAll("iframe")];
    return {
      address: location.href,
      title: document.title,
      text: document.body.innerText,
      isCaged: frames.every((frame) => frame.getAttribute("sandbox") === "allow-scripts"),
    };"#;

/// The sentences of what went wrong.
const FAILURES: &str = r#"
    const failures = [...document.querySelectorAll(".toasts [role=alert]")];
    return failures.map((failure) => failure.innerText).join("\n");"#;

#[test]
fn nothing_leaves_the_frame_of_a_deck() {
    isolated(
        "window::hostile::nothing_leaves_the_frame_of_a_deck",
        all_decks,
    );
}

fn all_decks() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let decks = decks("ends.txt", End::Shown.word());
    let screen = Screen::new();
    let mut world = World::open(&screen, home);
    for deck in &decks {
        let port = world.canary.port_for(&deck.name);
        world.try_deck(deck, port);
        if deck.asks_listener() {
            world.try_deck(deck, world.library.port());
        }
        if deck.asks_debugger() {
            world.try_deck(deck, world.window.inspector());
        }
    }
    let canary = world.end();
    the_test_can_see(&screen, &home.join("unconfined"), &canary, &decks);
}

/// A window, and all that a deck may not touch.
struct World<'screen> {
    screen: &'screen Screen,
    home: PathBuf,
    window: Window,
    library: Library,
    canary: Canary,
    record: Record,
    memory: Memory,
    secret_file: PathBuf,
    sample: String,
    /// How long it took the window to open.
    opening: Duration,
    windows: Vec<String>,
    contents: Vec<(String, [Value; 2])>,
}

impl<'screen> World<'screen> {
    fn open(screen: &'screen Screen, home: &Path) -> Self {
        let data = home.join("lectern");
        let library = Library::of(&data);
        let secret_file = home.join("secret.txt");
        std::fs::write(&secret_file, SECRET).unwrap();
        let (commands, opened) = (home.join("commands"), home.join("deck"));
        let variables: [(&str, &Path); 3] = [
            ("LECTERN_TEST_COMMANDS", &commands),
            ("LECTERN_TEST_OPEN", &opened),
            ("LECTERN_CHROME_NO_SANDBOX", Path::new("1")),
        ];
        std::fs::write(&opened, "").unwrap();
        let memory = Memory::watched(home);
        let start = Instant::now();
        let window = Window::open(screen, home, &data, &variables);
        window.wait_for_frame();
        let opening = start.elapsed();
        library.wait_until_open();
        let sample = library.sessions().keys().next().unwrap().clone();
        let mut world = Self {
            screen,
            home: home.to_owned(),
            window,
            canary: Canary::new(),
            record: Record::of(commands),
            memory,
            secret_file,
            windows: screen.windows(),
            contents: Vec::new(),
            library,
            sample,
            opening,
        };
        assert!(!world.windows.is_empty(), "the window is seen");
        world.remember_content(&world.sample.clone());
        world
    }

    fn remember_content(&mut self, session: &str) {
        let content = self.library.content(session);
        self.contents.push((session.to_owned(), content));
    }

    /// Imports a deck, looks at it until it has done what it does, and at all
    /// that it may not have touched.
    fn try_deck(&mut self, deck: &Deck, port: u16) {
        eprint!("{}: ", deck.name);
        let text = deck.aimed(&Aim {
            port,
            secret_file: &self.secret_file,
            session: &self.sample,
        });
        std::fs::write(self.home.join("deck"), text).unwrap();
        let files = guards::files(&self.home);
        let before = self.library.sessions();
        let first_command = self.record.count();
        self.memory.take("WebKitWebProces");
        self.focus_stage();
        self.window.keys(&["Control+o"]);
        let end = match self.imported(&before) {
            Ok(session) => {
                let after = self.library.sessions();
                self.remember_content(&session);
                let (library, record) = (&self.library, &self.record);
                let mut visit =
                    Visit::new(&mut self.window, library, record, &session, first_command);
                let end = visit.until_its_end();
                visit.tell(end, self.memory.take("WebKitWebProces"));
                visit.judge(&deck.name, self.opening);
                self.the_deck_is_confined(deck, end);
                assert_eq!(self.library.sessions(), after, "{}", deck.name);
                end
            }
            Err(sentence) => {
                assert_eq!(self.library.sessions(), before, "{}", deck.name);
                eprintln!("refused: {sentence}");
                End::Refused
            }
        };
        assert!(deck.may_end(end.word()), "{}: {end:?}", deck.name);
        self.only_the_page_asked(&deck.name, first_command);
        self.the_window_is_as_it_was(&deck.name);
        assert_eq!(guards::files(&self.home), files, "{} left files", deck.name);
        assert_eq!(self.canary.hits(), Vec::<String>::new());
    }

    /// Where nothing lies over the stage, keys belong to it.
    fn focus_stage(&self) {
        self.window.run("document.querySelectorAll('.toasts button[aria-label]').forEach((close) => close.click())");
        self.window.keys(&["Escape"]);
        self.window
            .run("document.querySelector('[data-stage]').focus()");
    }

    /// The session that an import made, or why it made none.
    fn imported(&self, before: &Sessions) -> Result<String, String> {
        wait_for("the import", || {
            let sessions = self.library.sessions();
            if let Some(new) = sessions.keys().find(|id| !before.contains_key(*id)) {
                return Some(Ok(new.clone()));
            }
            let failures = self.window.attempt(FAILURES).ok()?;
            let (_, why) = failures.as_str()?.split_once("was not imported.")?;
            Some(Err(why.lines().next()?.trim().to_owned()))
        })
    }

    /// Nothing of the machine is read on the page of a deck, nothing was granted
    /// to it, and it is really drawn.
    fn the_deck_is_confined(&self, deck: &Deck, end: End) {
        let state = self.window.run(STATE);
        let host = state["text"].as_str().unwrap_or_default();
        assert!(!host.contains(SECRET), "{}: {host}", deck.name);
        if matches!(end, End::Held | End::Unanswered) {
            return;
        }
        let seen = self.what_is_drawn(deck, end);
        let text = seen["text"].as_str().unwrap_or_default();
        for secret in [SECRET, "root:x:0:0"] {
            assert!(!text.contains(secret), "{}: {text}", deck.name);
        }
        assert_eq!(seen["granted"], "", "{}", deck.name);
        let title = seen["title"].as_str().unwrap_or_default();
        assert!(!title.starts_with("ESCAPE"), "{}: {title}", deck.name);
    }

    /// The page of a deck, once it is drawn and its scripts have tried everything.
    fn what_is_drawn(&self, deck: &Deck, end: End) -> Value {
        let page = format!(
            r#"
            const depth = (node) => (node === null ? 0 : 1 + depth(node.parentNode));
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            let deepest = 0;
            while (texts.nextNode()) {{
              if (texts.currentNode.data.includes({marker})) deepest = depth(texts.currentNode);
            }}
            const text = document.body.innerText;
            return {{
              title: document.title,
              text,
              // The engine draws no element in more than 512 others.
              isDrawn: text.includes({marker}) || deepest > 500,
              hasTried: document.body.dataset.tried === "all",
              granted: document.body.dataset.granted ?? "",
            }};"#,
            marker = Value::from(deck.marker().unwrap_or_default()),
        );
        // Whether it says when it has tried all that it tries.
        let tries = end == End::Shown && deck.holds("dataset.tried");
        wait_for(&format!("all of {}", deck.name), || {
            let seen = self.window.attempt_in_frame(&page).ok()?;
            let is_done = seen["isDrawn"] == true && (seen["hasTried"] == true || !tries);
            is_done.then_some(seen)
        })
    }

    /// Every command is one that the page asks for when decks are looked at, in
    /// the page's own words, about a session that there is.
    fn only_the_page_asked(&self, name: &str, first_command: usize) {
        let sessions: BTreeSet<&str> = self.contents.iter().map(|(id, _)| id.as_str()).collect();
        for Command {
            name: command,
            request,
            ..
        } in self.record.since(first_command)
        {
            let wrapped = request.as_object().is_some_and(|fields| {
                fields.contains_key("request")
                    && fields.keys().all(|key| key == "request" || key == "call")
            });
            let about = &request["request"]["session_id"];
            let is_known = about.as_str().is_none_or(|id| sessions.contains(id));
            assert!(
                EXPECTED.contains(&command.as_str()) && wrapped && is_known,
                "{name}: {command} {request}",
            );
        }
    }

    fn the_window_is_as_it_was(&self, name: &str) {
        let state = self.window.run(STATE);
        assert_eq!(state["title"], "Lectern", "{name}");
        let address = state["address"].as_str().unwrap();
        assert!(
            address.starts_with("tauri://localhost"),
            "{name}: {address}"
        );
        assert_eq!(state["isCaged"], true, "{name}");
        assert_eq!(self.window.windows_and_dialog(), (1, None), "{name}");
        assert_eq!(self.screen.windows(), self.windows, "{name}");
        assert_eq!(self.memory.too_much(), BTreeSet::new(), "{name}");
    }

    /// After all decks: what they did late came to nothing either, and nothing
    /// of them is left behind.
    fn end(self) -> Canary {
        let listed: BTreeSet<String> = self.library.sessions().into_keys().collect();
        let made: BTreeSet<String> = self.contents.iter().map(|(id, _)| id.clone()).collect();
        assert_eq!(listed, made);
        for (session, content) in &self.contents {
            assert_eq!(&self.library.content(session), content, "{session}");
        }
        self.only_the_page_asked("a deck, late", 0);
        let closed = "window.__TAURI_INTERNALS__.invoke('close_window', { request: {} })";
        // The page may be gone before it can answer.
        let _ = self.window.attempt(closed);
        let left = guards::left_behind(&self.home);
        assert_eq!(left, Vec::<String>::new(), "programs that are left behind");
        assert_eq!(self.canary.hits(), Vec::<String>::new());
        let kept = self.home.join("lectern");
        for folder in ["logs", "cache/window"] {
            let found = guards::files_with(&kept.join(folder), SECRET.as_bytes());
            assert_eq!(found, Vec::<PathBuf>::new());
        }
        let stored = guards::files_with(&kept.join("cache/window"), b"canary");
        assert_eq!(stored, Vec::<PathBuf>::new(), "decks keep nothing");
        self.canary
    }
}

/// The same decks in the engine's own browser, which confines nothing, are heard.
fn the_test_can_see(screen: &Screen, home: &Path, canary: &Canary, decks: &[Deck]) {
    std::fs::create_dir_all(home).unwrap();
    let sending = decks.iter().filter(|deck| deck.sends());
    let (heard, silent): (Vec<&Deck>, Vec<&Deck>) =
        sending.partition(|deck| is_heard(screen, home, canary, deck));
    let names = |decks: &[&Deck]| {
        decks
            .iter()
            .map(|deck| deck.name.clone())
            .collect::<Vec<_>>()
    };
    eprintln!(
        "unconfined, heard: {:?}; not heard: {:?}",
        names(&heard),
        names(&silent)
    );
    assert!(heard.len() > silent.len());
    if isolation::is_inside() && decks.iter().any(Deck::asks_for_names) {
        assert!(canary.heard("name"), "questions for names are heard");
    }
}

/// Whether anything of a deck arrives that nothing confines.
fn is_heard(screen: &Screen, home: &Path, canary: &Canary, deck: &Deck) -> bool {
    let name = format!("unconfined {}", deck.name);
    let page = home.join("deck.html");
    std::fs::write(&page, deck.unconfined(canary.port_for(&name))).unwrap();
    let browser = Window::open_browser(screen, home);
    let start = Instant::now();
    browser
        .go_to(&format!("file://{}", page.display()))
        .unwrap();
    let hears_names = isolation::is_inside() && deck.asks_for_names();
    let is_all_heard = || canary.heard(&name) && (canary.heard("name") || !hears_names);
    while !is_all_heard() && start.elapsed() < HEARING {
        std::thread::sleep(PAUSE);
    }
    canary.heard(&name)
}
