//! What is known of the deck and of the slide that is being written: its relationships,
//! the ids of its shapes, where links lead.
//!
//! What does not belong here: what a slide shows (`slide`).

use std::collections::BTreeMap;

use lectern_core::{Code, Error, Result};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Url;

use super::media::Pictures;
use super::package::{Package, Relation, Relationships};
use super::palette::Palette;
use super::xml::Element;
use crate::scene::{Link, MediaId};
use lectern_core::render::MadeFor;

/// The longest address that PowerPoint takes.
const LONGEST_ADDRESS: usize = 2_048;
/// What a browser leaves in an address and the format's type for addresses does not.
const NO_ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// What the language of a text is that does not say it.
const USUAL_LANGUAGE: &str = "en-US";

/// What all slides share.
pub(super) struct Deck<'a> {
    pub(super) made_for: MadeFor,
    pub(super) palette: Palette,
    pub(super) pictures: Pictures<'a>,
    pub(super) package: Package,
    /// The full names of the slides' parts, by the slides' numbers.
    pub(super) slides: BTreeMap<usize, String>,
    /// How many charts there are so far.
    pub(super) charts: usize,
    pub(super) language: String,
}

impl Deck<'_> {
    /// A text's language, or that of the deck where it says none that there can be.
    pub(super) fn language(&self, own: Option<&str>) -> String {
        language(own).unwrap_or(&self.language).to_owned()
    }
}

/// A language as the format takes it: subtags of letters and digits (BCP 47).
fn language(name: Option<&str>) -> Option<&str> {
    let name = name?;
    let is_subtag = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|it| it.is_ascii_alphanumeric())
    };
    let mut subtags = name.split('-');
    let is_language = subtags.next().is_some_and(|it| {
        (2..=3).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_alphabetic())
    });
    (is_language && subtags.all(is_subtag) && name.len() <= 35).then_some(name)
}

/// The language of a deck that says this one.
pub(super) fn deck_language(own: Option<&str>) -> String {
    language(own).unwrap_or(USUAL_LANGUAGE).to_owned()
}

/// The slide that is being written.
pub(super) struct Page<'a, 'deck> {
    pub(super) deck: &'a mut Deck<'deck>,
    pub(super) relationships: Relationships,
    /// The slide's number, for errors.
    number: usize,
    last_id: usize,
    names: BTreeMap<&'static str, usize>,
}

impl<'a, 'deck> Page<'a, 'deck> {
    /// An empty slide.
    pub(super) fn new(deck: &'a mut Deck<'deck>, number: usize) -> Self {
        Self {
            deck,
            relationships: Relationships::default(),
            number,
            // The group of all shapes has the first.
            last_id: 1,
            names: BTreeMap::new(),
        }
    }

    /// What a shape is called, and its id: `Text 3`, by how many there are of its kind.
    pub(super) fn identity(&mut self, kind: &'static str) -> Element {
        self.last_id += 1;
        let count = self.names.entry(kind).or_default();
        *count += 1;
        let name = match kind {
            "Title" => kind.to_owned(),
            _ => [kind, " ", &count.to_string()].concat(),
        };
        Element::new("p:cNvPr")
            .with("id", self.last_id)
            .with("name", name)
    }

    /// The relationship to a picture, or to one of vectors.
    ///
    /// # Errors
    /// `export_incomplete` if there is no such picture of this kind.
    pub(super) fn picture(&mut self, id: MediaId, vectors: bool) -> Result<String> {
        let Some(part) = self.deck.pictures.part(id, vectors) else {
            return Err(self.incomplete("A picture that it shows is not there."));
        };
        Ok(self.relationships.lead_to(Relation::Office("image"), &part))
    }

    /// An error that names the slide.
    pub(super) fn incomplete(&self, what: &str) -> Error {
        Error::new(
            Code::ExportIncomplete,
            format!(
                "Slide {} could not be put into the file. {what} No file was written, and \
                 the deck is unchanged.",
                self.number
            ),
        )
    }

    /// A link of letters, which keep their own colour.
    pub(super) fn text_link(&mut self, link: &Link) -> Option<Element> {
        let keeps_color = Element::new("a:extLst").holding(
            Element::new("a:ext")
                .with("uri", "{A12FA001-AC4F-418D-AE19-62706E023703}")
                .holding(
                    Element::new("ahyp:hlinkClr")
                        .with(
                            "xmlns:ahyp",
                            "http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor",
                        )
                        .with("val", "tx"),
                ),
        );
        Some(self.link(link)?.holding(keeps_color))
    }

    /// A link, if it leads to a slide of the deck, to the web or to a mail.
    pub(super) fn link(&mut self, link: &Link) -> Option<Element> {
        match link {
            Link::Address(address) => {
                let address = safe_address(address)?;
                let hyperlink = Relation::Office("hyperlink");
                let id = self.relationships.lead_out(hyperlink, &address);
                Some(Element::new("a:hlinkClick").with("r:id", id))
            }
            Link::Slide(number) => {
                let part = self.deck.slides.get(number)?;
                let id = self.relationships.lead_to(Relation::Office("slide"), part);
                let link = Element::new("a:hlinkClick").with("r:id", id);
                Some(link.with("action", "ppaction://hlinksldjump"))
            }
        }
    }
}

/// An address as the format takes it, if it is one of the web or of a mail.
fn safe_address(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    if !matches!(url.scheme(), "http" | "https" | "mailto") {
        return None;
    }
    // Brackets stand around a host's numbers (RFC 3986, 3.2.2), and nowhere else.
    let text = url.as_str();
    let host = text
        .split_inclusive(']')
        .next()
        .filter(|_| url.host_str().is_some_and(|host| host.starts_with('[')));
    let (host, rest) = text.split_at(host.map_or(0, str::len));
    let (path, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let mark = if path.len() < rest.len() { "#" } else { "" };
    let encoded = |text: &str| utf8_percent_encode(text, NO_ADDRESS).to_string();
    let fragment = encoded(fragment).replace('#', "%23");
    let address = [host, &encoded(path), mark, &fragment].concat();
    (address.len() <= LONGEST_ADDRESS).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_and_to_mails_only() {
        for (address, expected) in [
            (
                "https://example.org/a b?c={d}|[e]",
                Some("https://example.org/a%20b?c=%7Bd%7D%7C%5Be%5D"),
            ),
            (
                "https://example.org/#a#b",
                Some("https://example.org/#a%23b"),
            ),
            ("HTTP://EXAMPLE.org", Some("http://example.org/")),
            ("http://[::1]:80/[x]", Some("http://[::1]/%5Bx%5D")),
            (
                "mailto:a@example.org?subject=b c",
                Some("mailto:a@example.org?subject=b%20c"),
            ),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("data:text/html,x", None),
            ("//example.org", None),
            ("\\\\server\\share", None),
            ("", None),
        ] {
            assert_eq!(safe_address(address).as_deref(), expected, "{address}");
        }
        assert_eq!(
            safe_address(&["https://a.b/", &"x".repeat(3_000)].concat()),
            None
        );
    }

    #[test]
    fn a_language_is_made_of_subtags() {
        for name in ["de", "en-US", "zh-Hant-TW"] {
            assert_eq!(language(Some(name)), Some(name));
        }
        for name in ["", "e", "en_US", "de-", "x\u{0}", "123", "en-US-\u{e9}"] {
            assert_eq!(language(Some(name)), None, "{name}");
        }
    }
}
