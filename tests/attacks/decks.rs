//! The decks that attack: those of the fixtures, or a folder of others.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

/// Names a folder of other decks to try.
pub(crate) const FOLDER: &str = "LECTERN_HOSTILE_DECKS";

/// A deck that is to be tried.
pub(crate) struct Deck {
    pub(crate) name: String,
    /// The ends that it may come to, if they are given.
    ends: Option<Vec<String>>,
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
    /// Whether it may come to this end.
    pub(crate) fn may_end(&self, end: &str) -> bool {
        let may = |ends: &Vec<String>| ends.iter().any(|known| known == end);
        self.ends.as_ref().is_none_or(may)
    }

    pub(crate) fn aimed(&self, aim: &Aim) -> String {
        self.text
            .replace(":PORT", &format!(":{}", aim.port))
            .replace("/CANARY_FILE", &aim.secret_file.display().to_string())
            .replace("abc123", aim.session)
    }

    /// Whether this stands in it.
    pub(crate) fn holds(&self, text: &str) -> bool {
        self.text.contains(text)
    }

    /// Whether it sends anything to a port.
    pub(crate) fn sends(&self) -> bool {
        self.holds(":PORT")
    }

    /// Whether it asks for a machine by its name.
    pub(crate) fn asks_for_names(&self) -> bool {
        self.holds("canary.example")
    }

    /// Whether it speaks to the routes of the listener.
    pub(crate) fn asks_listener(&self) -> bool {
        self.holds(":PORT/api/")
    }

    /// Whether it speaks to a browser that is debugged.
    pub(crate) fn asks_debugger(&self) -> bool {
        self.holds(":PORT/json/")
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

/// All decks to try, in the order of their names. The file `ends` beside them says
/// what may become of those that do not come to the `usual` end. Without it, every
/// end is fine.
pub(crate) fn decks(ends: &str, usual: &str) -> Vec<Deck> {
    let folder = env::var_os(FOLDER).map_or_else(own, PathBuf::from);
    let ends = std::fs::read_to_string(folder.join(ends)).ok();
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
                .map(|ends| given(ends).unwrap_or(vec![usual.to_owned()])),
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
fn read_ends(text: &str) -> BTreeMap<String, Vec<String>> {
    text.lines()
        .map(|line| {
            let (name, ends) = line.split_once(' ').unwrap();
            let ends = ends.split_whitespace().map(str::to_owned);
            (name.to_owned(), ends.collect())
        })
        .collect()
}
