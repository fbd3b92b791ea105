//! The decks that attack: those of the fixtures, or a folder of others.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

/// Names a folder of other decks to try.
const FOLDER: &str = "LECTERN_HOSTILE_DECKS";

/// A file beside the decks that says what may become of those that are not simply
/// shown. Without it, every end is fine that leaves the window as it was.
const ENDS: &str = "ends.txt";

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
}

impl End {
    fn read(word: &str) -> Self {
        match word {
            "refused" => Self::Refused,
            "shown" => Self::Shown,
            "stopped" => Self::Stopped,
            "revived" => Self::Revived,
            "held" => Self::Held,
            other => panic!("{ENDS} knows no {other}"),
        }
    }
}

/// A deck that is to be tried.
pub(crate) struct Deck {
    pub(crate) name: String,
    /// The ends that it may come to, if they are given.
    pub(crate) ends: Option<Vec<End>>,
    text: String,
}

/// What the words in a deck stand for.
pub(crate) struct Aim<'world> {
    /// `PORT`
    pub(crate) port: u16,
    /// `/CANARY_FILE`
    pub(crate) secret_file: &'world Path,
    /// `abc123`
    pub(crate) session: &'world str,
}

impl Deck {
    pub(crate) fn aimed(&self, aim: &Aim) -> String {
        self.text
            .replace(":PORT", &format!(":{}", aim.port))
            .replace("/CANARY_FILE", &aim.secret_file.display().to_string())
            .replace("abc123", aim.session)
    }

    /// Whether it sends anything to a port.
    pub(crate) fn sends(&self) -> bool {
        self.text.contains(":PORT")
    }

    /// Whether it asks for a machine by its name.
    pub(crate) fn asks_for_names(&self) -> bool {
        self.text.contains("canary.example")
    }

    /// Whether it speaks to the routes of the listener.
    pub(crate) fn asks_listener(&self) -> bool {
        self.text.contains(":PORT/api/")
    }

    /// Whether it speaks to a browser that is debugged.
    pub(crate) fn asks_debugger(&self) -> bool {
        self.text.contains(":PORT/json/")
    }

    /// Whether it says when it has tried all that it tries.
    pub(crate) fn tells_when_tried(&self) -> bool {
        self.text.contains("dataset.tried")
    }

    /// A word that is read on its first slide, if it has one.
    pub(crate) fn marker(&self) -> Option<&str> {
        let (_, rest) = self.text.split_once("marker-")?;
        let ends = |character: char| !character.is_ascii_alphanumeric() && character != '-';
        let length = rest.find(ends).unwrap_or(rest.len());
        let start = self.text.len() - rest.len() - "marker-".len();
        self.text.get(start..start + "marker-".len() + length)
    }

    /// A page on which nothing confines the deck.
    pub(crate) fn unconfined(&self, port: u16) -> String {
        let deck = self.aimed(&Aim {
            port,
            secret_file: Path::new("/"),
            session: "",
        });
        let Ok(json) = serde_json::from_str::<serde_json::Value>(&deck) else {
            return deck;
        };
        let text = |part: &serde_json::Value| part.as_str().unwrap_or_default().to_owned();
        let slides = json["slides"].as_array().into_iter().flatten();
        let slides: String = slides.map(|slide| text(&slide["html"])).collect();
        let (title, css, scripts) = (&json["title"], &json["css"], &json["scripts"]);
        format!(
            "<!doctype html><title>{}</title><style>{}</style>{slides}<script>{}</script>",
            text(title),
            text(css),
            text(scripts),
        )
    }
}

/// All decks to try, in the order of their names.
pub(crate) fn decks() -> Vec<Deck> {
    let folder = env::var_os(FOLDER).map_or_else(own, PathBuf::from);
    let ends = std::fs::read_to_string(folder.join(ENDS)).ok();
    let ends = ends.as_deref().map(read_ends);
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "html" || extension == "json")
    });
    files.sort();
    let deck = |file: &PathBuf| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let given = |ends: &BTreeMap<_, _>| ends.get(&name).cloned();
        Deck {
            ends: ends
                .as_ref()
                .map(|ends| given(ends).unwrap_or(vec![End::Shown])),
            text: std::fs::read_to_string(file).unwrap(),
            name,
        }
    };
    files.iter().map(deck).collect()
}

fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile")
}

/// Lines of a deck's name and its ends.
fn read_ends(text: &str) -> BTreeMap<String, Vec<End>> {
    text.lines()
        .map(|line| {
            let (name, ends) = line.split_once(' ').unwrap();
            let ends = ends.split_whitespace().map(End::read);
            (name.to_owned(), ends.collect())
        })
        .collect()
}
