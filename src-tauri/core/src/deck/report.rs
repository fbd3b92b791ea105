//! What a deck needs from outside, found by reading it: libraries, pictures,
//! styles, fonts. A deck is drawn without network, so what is not among the
//! copies that ship with Lectern is missing.
//!
//! What does not belong here: what a script asks for while it runs; whoever
//! shows the deck hears of that.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::assets;
use super::css::{self, Purpose};
use super::import::html::tokens::{Piece, Pieces, StartTag};
use super::page;
use crate::model::Deck;

/// Addresses that are told of one deck.
const TOLD: usize = 200;
/// Longest address that is told, in characters.
const ADDRESS: usize = 500;

/// What a deck needs from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeckReport {
    /// Slides of the deck.
    pub slide_count: usize,
    /// Libraries that ship with Lectern and are drawn from there.
    pub libraries: Vec<KnownLibrary>,
    /// Addresses of script libraries that Lectern has no copy of.
    pub missing_libraries: Vec<String>,
    /// Addresses outside the deck, from which nothing is loaded; each once, at
    /// most 200.
    pub blocked: Vec<Blocked>,
    /// What stood beside the slides in the imported file and is not shown, at
    /// most 20.
    pub left_out: Vec<String>,
    /// Whether nothing is missing and nothing blocked.
    pub works_offline: bool,
}

/// A library that ships with Lectern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KnownLibrary {
    /// The address that the deck names; `null` when it only uses the library.
    #[cfg_attr(feature = "schema", schema(required))]
    pub address: Option<String>,
    /// The library's name.
    pub name: String,
    /// The version of the copy.
    pub version: String,
}

/// Something outside the deck.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Blocked {
    /// What it would be.
    pub kind: BlockedKind,
    /// Its address as the deck names it.
    pub address: String,
}

/// What something outside a deck would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlockedKind {
    /// A picture.
    Picture,
    /// A stylesheet.
    Style,
    /// A font.
    Font,
    /// Sound, video, subtitles.
    Media,
    /// A page inside the slide.
    Frame,
    /// A script that is no library of the deck as a whole.
    Script,
    /// Anything else.
    Other,
}

/// Reads a deck for what it needs.
#[must_use]
pub fn inspect(deck: &Deck) -> DeckReport {
    let mut finding = Finding::default();
    for address in &deck.external_scripts {
        finding.library(address);
    }
    finding.style(&deck.css);
    for slide in &deck.slides {
        finding.markup(&slide.html);
    }
    let named = page::scripts_of(deck).flat_map(page::addresses_in);
    for address in named.filter(|address| assets::lookup(address).is_some()) {
        finding.library(address);
    }
    finding.report(deck)
}

#[derive(Default)]
struct Finding {
    libraries: Vec<KnownLibrary>,
    missing_libraries: Vec<String>,
    blocked: Vec<Blocked>,
    seen: HashSet<Blocked>,
}

impl Finding {
    fn report(mut self, deck: &Deck) -> DeckReport {
        let chart = &assets::CHART;
        let has_chart = self.libraries.iter().any(|known| known.name == chart.name);
        if page::draws_charts(deck) && !has_chart {
            self.libraries.push(known(None, chart));
        }
        DeckReport {
            slide_count: deck.slides.len(),
            works_offline: self.missing_libraries.is_empty() && self.blocked.is_empty(),
            libraries: self.libraries,
            missing_libraries: self.missing_libraries,
            blocked: self.blocked,
            left_out: deck.left_out.clone(),
        }
    }

    fn library(&mut self, address: &str) {
        let address = shortened(address);
        let Some(asset) = assets::lookup(&address) else {
            let is_new = !self.missing_libraries.contains(&address);
            if is_new && is_outside(&address) && self.missing_libraries.len() < TOLD {
                self.missing_libraries.push(address);
            }
            return;
        };
        let mut libraries = self.libraries.iter();
        let is_known = libraries.any(|known| known.address.as_ref() == Some(&address));
        if !is_known && self.libraries.len() < TOLD {
            self.libraries.push(known(Some(address), asset));
        }
    }

    fn block(&mut self, kind: BlockedKind, address: &str) {
        if !is_outside(address) || self.blocked.len() >= TOLD {
            return;
        }
        let address = shortened(address);
        let blocked = Blocked { kind, address };
        if self.seen.insert(blocked.clone()) {
            self.blocked.push(blocked);
        }
    }

    fn style(&mut self, css: &str) {
        for (purpose, address) in css::addresses(css) {
            let kind = match purpose {
                Purpose::Style => BlockedKind::Style,
                Purpose::Font => BlockedKind::Font,
                Purpose::Picture => BlockedKind::Picture,
            };
            self.block(kind, &address);
        }
    }

    fn markup(&mut self, html: &str) {
        let mut pieces = Pieces::of(html);
        let mut is_style = false;
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Start(tag) => {
                    pieces.enter(&tag.name);
                    is_style = &*tag.name == "style";
                    self.tag(&tag);
                }
                Piece::Text(text) if is_style => self.style(&text),
                Piece::End(..) => is_style = false,
                Piece::Text(_) | Piece::Silent(_) => {}
            }
        }
    }

    fn tag(&mut self, tag: &StartTag) {
        for (name, value) in &tag.attributes {
            match (&*tag.name, &**name) {
                (_, "style") => self.style(value),
                ("script", "src") => self.library(value),
                ("link", "href") if is_stylesheet(tag) => self.block(BlockedKind::Style, value),
                (_, "srcset") => {
                    for address in addresses_in_set(value) {
                        self.block(BlockedKind::Picture, address);
                    }
                }
                (element, attribute) => {
                    if let Some(kind) = kind_of(element, attribute) {
                        self.block(kind, value);
                    }
                }
            }
        }
    }
}

/// What an attribute of an element loads, if it loads anything.
fn kind_of(element: &str, attribute: &str) -> Option<BlockedKind> {
    Some(match (element, attribute) {
        ("img" | "input", "src")
        | ("video", "poster")
        | ("image" | "feimage" | "use", "href" | "xlink:href")
        | ("table" | "td" | "th", "background") => BlockedKind::Picture,
        ("video" | "audio" | "source" | "track", "src") => BlockedKind::Media,
        ("iframe" | "frame" | "embed", "src") | ("object", "data") => BlockedKind::Frame,
        _ => return None,
    })
}

fn is_stylesheet(link: &StartTag) -> bool {
    let mut attributes = link.attributes.iter();
    let relations = attributes.find(|(name, _)| &**name == "rel");
    relations.is_some_and(|(_, value)| {
        let mut names = value.split_ascii_whitespace();
        names.any(|name| name.eq_ignore_ascii_case("stylesheet"))
    })
}

/// The addresses of a `srcset`: each ends at a blank, and what follows up to a
/// comma is its size. Commas inside an address are its own.
fn addresses_in_set(set: &str) -> impl Iterator<Item = &str> {
    let mut rest = set;
    std::iter::from_fn(move || {
        let separator = |character: char| character.is_ascii_whitespace() || character == ',';
        rest = rest.trim_start_matches(separator);
        let end = rest.find(|character: char| character.is_ascii_whitespace());
        let (address, after) = rest.split_at(end.unwrap_or(rest.len()));
        let has_size = !address.ends_with(',');
        let size = after.find(',').unwrap_or(after.len());
        rest = if has_size { &after[size..] } else { after };
        Some(address.trim_end_matches(',')).filter(|address| !address.is_empty())
    })
}

/// Whether an address leads out of the deck. Without a scheme it does too: a
/// deck is one file, and nothing lies beside it.
fn is_outside(address: &str) -> bool {
    let address = address.trim();
    let begins = |scheme: &str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let inside = ["#", "data:", "blob:", "about:", "javascript:"];
    !address.is_empty() && !inside.iter().any(|scheme| begins(scheme))
}

fn shortened(address: &str) -> String {
    address.trim().chars().take(ADDRESS).collect()
}

fn known(address: Option<String>, asset: &assets::Asset) -> KnownLibrary {
    KnownLibrary {
        address,
        name: asset.name.to_owned(),
        version: asset.version.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Slide;

    fn deck(html: &str) -> Deck {
        Deck {
            slides: vec![Slide {
                html: html.to_owned(),
                ..Slide::default()
            }],
            ..Deck::default()
        }
    }

    fn blocked(html: &str) -> Vec<(BlockedKind, String)> {
        let report = inspect(&deck(html));
        let blocked = report.blocked.into_iter();
        blocked.map(|one| (one.kind, one.address)).collect()
    }

    #[test]
    fn a_deck_of_its_own_works_offline() {
        let report = inspect(&deck(
            "<img src='data:image/png;base64,AA'><a href='https://a.example'>out</a>\
             <svg><use href='#x'/><rect fill='url(#g)' style='fill: url(#g)'/></svg>\
             <p>&lt;img src=no.png&gt;</p><!-- <img src=no.png> --><script>\"<img src=no.png>\"</script>\
             <textarea><img src=no.png></textarea>",
        ));
        let expected = DeckReport {
            slide_count: 1,
            works_offline: true,
            ..DeckReport::default()
        };
        assert_eq!(report, expected);
    }

    #[test]
    fn what_lies_outside_is_found_in_markup() {
        use BlockedKind::{Font, Frame, Media, Picture, Style};
        let html = r#"
            <IMG SRC="https://a.example/1.png?a&amp;b" srcset="2.png 1x, data:image/png,x 2x,3.png 3x">
            <img src="https://a.example/1.png?a&amp;b">
            <video poster="4.png" src=5.mp4><track src=6.vtt></video>
            <iframe src="//a.example/7"></iframe><object data="8.pdf"></object>
            <link rel="preload STYLESHEET" href="9.css"><link rel="icon" href="no.ico">
            <style>@font-face { src: url(10.woff2) } b { background: url(11.png) }</style>
            <svg><image xlink:href="12.png"/></svg>
            <p style="background: url(&quot;13.png&quot;)"></p>
        "#;
        let expected = [
            (Picture, "https://a.example/1.png?a&b"),
            (Picture, "2.png"),
            (Picture, "3.png"),
            (Picture, "4.png"),
            (Media, "5.mp4"),
            (Media, "6.vtt"),
            (Frame, "//a.example/7"),
            (Frame, "8.pdf"),
            (Style, "9.css"),
            (Font, "10.woff2"),
            (Picture, "11.png"),
            (Picture, "12.png"),
            (Picture, "13.png"),
        ];
        let expected = expected.map(|(kind, address)| (kind, address.to_owned()));
        assert_eq!(blocked(html), expected);
    }

    #[test]
    fn libraries_are_known_or_missing() {
        let mut deck = deck("<script src='https://cdn.jsdelivr.net/npm/chart.js@3'></script>");
        deck.external_scripts = vec![
            "https://cdn.tailwindcss.com?plugins=forms".into(),
            "https://a.example/d3.js".into(),
            "https://a.example/d3.js".into(),
        ];
        let report = inspect(&deck);
        let names: Vec<_> = report.libraries.iter().map(|known| &*known.name).collect();
        assert_eq!(names, ["Tailwind CSS with plugins", "Chart.js"]);
        assert_eq!(report.missing_libraries, ["https://a.example/d3.js"]);
        assert!(!report.works_offline);
    }

    #[test]
    fn a_library_may_be_used_without_being_named() {
        let mut deck = deck("");
        deck.shared_scripts = "new Chart('a', {})".into();
        let report = inspect(&deck);
        assert_eq!(report.libraries, [known(None, &assets::CHART)]);
        assert!(report.works_offline);
    }

    #[test]
    fn a_report_has_an_end() {
        let html: String = (0..300).map(|n| format!("<img src={n}.png>")).collect();
        assert_eq!(blocked(&html).len(), TOLD);
    }
}
