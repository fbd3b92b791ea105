//! One deck on the stage: it is looked at until it has done what it does, even
//! when it takes the window with it.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::driver::{PATIENCE, PAUSE, Window, wait_for};
use super::library::Library;
use super::record::Record;

/// How often the page says that it lives, until a deck has done what it does:
/// three seconds.
const BEATS: usize = 6;

/// The page may stand still for so long: longer than Lectern waits for one that
/// gets no time to work.
const STANDSTILL: Duration = Duration::from_secs(20);

/// After three seconds of silence the page is ended, and five later it is back.
const BACK: Duration = Duration::from_secs(8);

/// A page that got no time to work in these three seconds is ended so much later.
const SLOWER: Duration = Duration::from_secs(9);

/// The rest of the program answers within this time, whatever the page does.
const ANSWER: Duration = Duration::from_secs(5);

const REVIVED: &str = "This deck stopped the window. Lectern brought it back with the deck's scripts off; nothing was lost.";
const HELD: &str = "It stopped the window, so Lectern brought it back without this deck’s slides.";
const UNANSWERED: &str = "The deck could not be drawn. Nothing of it was changed. Try again.";
const STOPPED: [&str; 2] = [
    "This deck stopped answering, so its scripts are off.",
    "This deck tried to lead away from its slides, so its scripts are off.",
];

const STATE: &str = r#"
    const row = document.querySelector("[data-session][aria-current=true]");
    return {
      isReady: document.querySelector("iframe.front.ready") !== null,
      session: row?.dataset.session ?? "",
      stage: document.querySelector("[data-stage]")?.innerText ?? "",
      isCovered: document.querySelector("[role=dialog]") !== null,
    };"#;

/// What becomes of a deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It was not imported, and a sentence says why.
    Refused,
    /// It is on the stage, as it was meant to be.
    Shown,
    /// It is on the stage with its scripts off, since it tried to leave.
    Stopped,
    /// It took the window with it, and is on the stage with its scripts off.
    Revived,
    /// It took the window with it, and is not drawn any more.
    Held,
    /// It did not answer even with its scripts off, and is not drawn until it is
    /// tried again.
    Unanswered,
}

impl End {
    /// As the file of the decks' ends writes it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Shown => "shown",
            Self::Stopped => "stopped",
            Self::Revived => "revived",
            Self::Held => "held",
            Self::Unanswered => "unanswered",
        }
    }
}

pub(crate) struct Visit<'world> {
    window: &'world mut Window,
    library: &'world Library,
    record: &'world Record,
    session: &'world str,
    /// Where the record of commands stood before the deck came.
    first_command: usize,
    /// The longest time that the page took to answer.
    page: Duration,
    /// The longest time that the rest of the program took to answer.
    program: Duration,
}

impl<'world> Visit<'world> {
    pub(crate) fn new(
        window: &'world mut Window,
        library: &'world Library,
        record: &'world Record,
        session: &'world str,
        first_command: usize,
    ) -> Self {
        Self {
            window,
            library,
            record,
            session,
            first_command,
            page: Duration::ZERO,
            program: Duration::ZERO,
        }
    }

    /// Looks at the deck until it has done what it does.
    pub(crate) fn until_its_end(&mut self) -> End {
        let start = Instant::now();
        // Where the record of commands stood when all slides had been shown.
        let mut settled = None;
        loop {
            assert!(start.elapsed() < PATIENCE, "it comes to no end");
            let Ok(state) = self.state() else {
                self.window.take_again();
                settled = None;
                continue;
            };
            let stage = state["stage"].as_str().unwrap_or_default();
            if let Some(end) = given_up(stage) {
                return end;
            }
            let is_shown = state["isReady"] == true && state["session"] == self.session;
            match settled {
                Some(_) if !is_shown => settled = None,
                None if is_shown => match self.walk(stage) {
                    Ok(()) => settled = Some(self.record.count()),
                    Err(_) => self.window.take_again(),
                },
                Some(number) if self.beats_since(number) >= BEATS => return end_of(stage),
                _ => {}
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// What the page says of itself; how long it and the rest took is noted.
    fn state(&mut self) -> Result<Value, String> {
        self.program = self.program.max(self.library.answers_in());
        let start = Instant::now();
        let state = self.window.attempt(STATE)?;
        self.page = self.page.max(start.elapsed());
        Ok(state)
    }

    /// Shows the deck's later slides, the first few and the last one, and the
    /// first one again.
    fn walk(&self, stage: &str) -> Result<(), String> {
        let counts = stage.lines().find_map(|line| line.split_once(" of "));
        let slides = counts.map_or(1, |(_, of)| of.trim().parse().unwrap_or(1));
        let press = |key: &str| {
            self.window.attempt_keys(&["Escape"])?;
            let focus = "document.querySelector('[data-stage]').focus()";
            self.window.attempt(focus)?;
            self.window.attempt_keys(&[key])
        };
        let show = |key: &str, number: usize| {
            press(key)?;
            let counter = format!("{number} of {slides}");
            wait_for("the slide", || {
                let state = match self.window.attempt(STATE) {
                    Ok(state) => state,
                    Err(error) => return Some(Err(error)),
                };
                let stage = state["stage"].as_str()?;
                if let Some(end) = given_up(stage) {
                    return Some(Err(format!("the deck is not drawn: {}", end.word())));
                }
                let is_seen = stage.contains(&counter);
                // The report of an import came in between, and took the key.
                if !is_seen && state["isCovered"] == true {
                    return press(key).err().map(Err);
                }
                (state["isReady"] == true && is_seen).then_some(Ok(()))
            })
        };
        (2..=slides.min(10)).try_for_each(|number| show("Right", number))?;
        show("End", slides)?;
        show("Home", 1)
    }

    fn beats_since(&self, number: usize) -> usize {
        let commands = self.record.since(number);
        let beats = commands
            .iter()
            .filter(|command| command.name == "heartbeat");
        beats.count()
    }

    /// For each time that the page's process was ended: how long after its last
    /// sign of life the page was back.
    fn returns(&self) -> Vec<Duration> {
        let mut last_beat = None;
        let mut returns = Vec::new();
        for command in self.record.since(self.first_command) {
            match command.name.as_str() {
                "heartbeat" => last_beat = Some(command.at),
                "startup" => returns.extend(last_beat.map(|last| command.at - last)),
                _ => {}
            }
        }
        returns
    }

    /// Prints what became of the deck.
    pub(crate) fn tell(&self, end: End, memory: u64) {
        let mut told = format!("{end:?}").to_lowercase();
        for back in self.returns() {
            // Writing into a string cannot fail.
            let _ = write!(told, ", back after {back:.1?}");
        }
        let (page, program) = (self.page, self.program);
        let memory = memory / 1024 / 1024;
        eprintln!("{told}; page {page:.1?}, program {program:.1?}, {memory} MiB");
    }

    /// Nothing took too long. `opening` is how long the window took to open at
    /// first, which says how fast this machine is now.
    pub(crate) fn judge(&self, name: &str, opening: Duration) {
        assert!(self.page < STANDSTILL, "{name}: the page stood still");
        assert!(self.program < ANSWER, "{name}: the program stood still");
        for back in self.returns() {
            let most = BACK.max(4 * opening) + SLOWER;
            assert!(back < most, "{name}: back after {back:?}");
        }
    }
}

/// How a deck ended that is not drawn any more, by the words in its place.
fn given_up(stage: &str) -> Option<End> {
    if stage.contains(HELD) {
        Some(End::Held)
    } else if stage.contains(UNANSWERED) {
        Some(End::Unanswered)
    } else {
        None
    }
}

/// What became of a deck, by the words below it.
fn end_of(stage: &str) -> End {
    if stage.contains(REVIVED) {
        End::Revived
    } else if STOPPED.iter().any(|sentence| stage.contains(sentence)) {
        End::Stopped
    } else {
        End::Shown
    }
}
