//! Assembling one page from a deck: a static shell that carries the deck as
//! data, the script that builds the slides from it, and the content security
//! policy that the page must be served under.
//!
//! There are two kinds: the page of an export shows all slides at their end,
//! the live page (`live`) shows one at a time as it runs, in the window or in a
//! file that people pass on (`file`). Their scripts are put together from the
//! files in `page/`, most of them the same.
//!
//! Nothing of the deck is ever glued into markup: slides are parsed one by one
//! in the page, so that an unclosed tag or a `</style>` of one cannot reach
//! another.
//!
//! What does not belong here: Chrome, the window, and how a page is served.

mod file;
mod live;
mod sheets;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::assets::{self, Asset};
use crate::model::{Deck, Slide};

pub use file::assemble_file;
pub(super) use file::deck_in;
pub use live::{LivePage, SLIDES_PER_PAGE, assemble_live, page_count};
pub use sheets::{Place, Sheets};

/// Puts the files of a page's script together, in a scope of their own.
macro_rules! script {
    ($($file:literal),*) => {
        concat!(
            "(() => {\n\"use strict\";\n\n",
            $(include_str!(concat!("page/", $file)), "\n",)*
            "})();\n"
        )
    };
}

/// Builds the slides, one page each, and runs their scripts so that slides do
/// not disturb each other.
///
/// It shares the page with scripts of the deck, which may break it: whoever
/// prints the page judges the result by its own means.
const SCRIPT: &str = script!(
    "data.js",
    "trouble.js",
    "styles.js",
    "places.js",
    "slides.js",
    "handlers.js",
    "scripts.js",
    "export/report.js",
    "export/stillness.js",
    "export/vectors.js",
    "export/charts.js",
    "export/overflow.js",
    "export/fonts.js",
    "export/sheets.js",
    "export/steps.js"
);

/// As [`SCRIPT`], for the page that lives. It takes what it needs of the
/// browser before any script of the deck runs.
const LIVE_SCRIPT: &str = script!(
    "data.js",
    "live/natives.js",
    "live/port.js",
    "trouble.js",
    "styles.js",
    "places.js",
    "slides.js",
    "handlers.js",
    "scripts.js",
    "live/stage.js",
    "live/input.js",
    "live/lateness.js",
    "live/steps.js"
);

/// Width of a slide's page in CSS pixels.
pub const WIDTH: u32 = 1280;
/// Height of a slide's page in CSS pixels.
pub const HEIGHT: u32 = 720;

/// A page that shows all slides of a deck, one below the other.
#[derive(Clone, Debug)]
pub struct Page {
    /// The whole document. It asks for nothing from outside.
    pub html: String,
    /// The `Content-Security-Policy` to serve it under. Without it the deck's
    /// scripts are not confined.
    pub policy: String,
    /// Script libraries that the deck loads and that Lectern has no copy of.
    pub missing_libraries: Vec<String>,
    /// Whether it brings Tailwind, which writes its styles after the page.
    pub brings_tailwind: bool,
    /// Whether anything on it may still happen once it is loaded.
    pub is_lively: bool,
}

impl Page {
    /// Shows slides, by their index, as this markup says: they were drawn apart. Their
    /// scripts run unseen, for what they give to other slides.
    pub fn show_drawn(&mut self, drawn: &BTreeMap<usize, String>) {
        let drawn: Vec<(&usize, &String)> = drawn.iter().collect();
        let attributes = " type=\"application/json\" id=\"lectern-drawn\"";
        let mut element = String::new();
        push_script(&mut element, attributes, &json(&drawn));
        // Nothing of the deck stands before the title.
        let place = self.html.find("<title>").unwrap_or_default();
        self.html.insert_str(place, &element);
    }
}

/// How the page of an export is assembled.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'a> {
    /// Becomes the document's title.
    pub title: &'a str,
    /// Pixels for each CSS pixel, along each side, of what scripts paint.
    pub pixel_ratio: u32,
    /// The sheets of paper that slides are put on; without them each slide is a page
    /// of its own. Before the sheets comes a page of a slide's size with the slides
    /// that are put on none.
    pub sheets: Option<&'a Sheets>,
    /// How many slides run their scripts; all, where nothing is said.
    pub running: Option<usize>,
    /// Whether the page says, at its end, what its charts are made of.
    pub reads_charts: bool,
}

/// Assembles the page of `deck` for an export.
#[must_use]
pub fn assemble(deck: &Deck, layout: &Layout) -> Page {
    let addresses = known_addresses(deck);
    let libraries = libraries(deck, &addresses);
    let data = ExportData::new(deck, layout);
    Page {
        html: document(&data, &libraries, layout.running),
        brings_tailwind: libraries.iter().any(|library| is_tailwind(library)),
        policy: policy(&addresses),
        is_lively: is_lively(deck),
        missing_libraries: deck
            .external_scripts
            .iter()
            .filter(|address| assets::lookup(address).is_none())
            .cloned()
            .collect(),
    }
}

/// What the page's script reads.
#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    css: &'a str,
    shared_scripts: &'a str,
    html_attributes: &'a BTreeMap<String, String>,
    body_attributes: &'a BTreeMap<String, String>,
    surroundings: &'a str,
    slides: Vec<SlideData<'a>>,
}

/// What the script of an export's page reads.
#[derive(Serialize)]
struct ExportData<'a> {
    #[serde(flatten)]
    deck: Data<'a>,
    pixel_ratio: u32,
    sheets: Option<&'a Sheets>,
    reads_charts: bool,
}

impl<'a> ExportData<'a> {
    fn new(deck: &'a Deck, layout: &Layout<'a>) -> Self {
        let mut data = Data::new(deck, layout.title, &deck.slides);
        if layout.sheets.is_some_and(Sheets::has_notes) {
            for (shown, slide) in data.slides.iter_mut().zip(&deck.slides) {
                shown.notes = Some(&slide.notes);
            }
        }
        Self {
            deck: data,
            pixel_ratio: layout.pixel_ratio,
            sheets: layout.sheets,
            reads_charts: layout.reads_charts,
        }
    }
}

#[derive(Serialize)]
struct SlideData<'a> {
    html: &'a str,
    scripts: &'a str,
    /// Only where the deck is to be read again.
    #[serde(skip_serializing_if = "Option::is_none")]
    slide_id: Option<&'a str>,
    /// Only where the deck is to be read again, or where they are printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<&'a str>,
}

impl<'a> Data<'a> {
    fn new(deck: &'a Deck, title: &'a str, slides: &'a [Slide]) -> Self {
        let slides = slides.iter().map(|slide| SlideData {
            html: &slide.html,
            scripts: &slide.scripts,
            slide_id: None,
            notes: None,
        });
        Self {
            title,
            css: &deck.css,
            shared_scripts: &deck.shared_scripts,
            html_attributes: &deck.root_attributes.html,
            body_attributes: &deck.root_attributes.body,
            surroundings: &deck.surroundings,
            slides: slides.collect(),
        }
    }
}

fn document(data: &ExportData, libraries: &[&Asset], running: Option<usize>) -> String {
    let mut html = shell(libraries, data, SCRIPT);
    push_steps(&mut html, running.unwrap_or(data.deck.slides.len()));
    html.push_str("</body>\n</html>\n");
    html
}

/// The document up to its body.
fn shell(libraries: &[&Asset], data: &impl Serialize, script: &str) -> String {
    let (mut html, after) = shell_around(libraries, script);
    html.push_str(&json(data));
    html.push_str(&after);
    html
}

/// The document up to its body, but for the deck's data: what stands before and
/// behind them.
fn shell_around(libraries: &[&Asset], script: &str) -> (String, String) {
    let mut before = String::from(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>Lectern</title>\n",
    );
    for library in libraries {
        push_script(&mut before, "", library.script);
    }
    before.push_str("<script type=\"application/json\" id=\"lectern-deck\">");
    let mut after = String::from("</script>\n");
    push_script(&mut after, "", script);
    after.push_str("</head>\n<body>\n");
    (before, after)
}

/// One script element for each step, because promises that a slide's scripts
/// made are settled between two elements. A slide whose scripts or promises
/// never end stops the page there, and its number is known.
fn push_steps(html: &mut String, slides: usize) {
    push_script(html, "", "lecternPage.build();");
    for index in 0..slides {
        push_script(html, "", &format!("lecternPage.draw({index});"));
    }
    push_script(html, "", "lecternPage.end();");
}

fn push_script(html: &mut String, attributes: &str, script: &str) {
    html.push_str("<script");
    html.push_str(attributes);
    html.push('>');
    html.push_str(script);
    html.push_str("</script>\n");
}

/// JSON that can stand in a script element: without `<` nothing in it can end
/// the element, and without line separators old parsers read it too.
fn json(data: &impl Serialize) -> String {
    // Serialising strings and maps with string keys cannot fail.
    let json = serde_json::to_string(data).unwrap_or_default();
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// The policy of an export's page. Known library addresses are allowed because
/// whoever serves the page answers them with the copies.
fn policy(addresses: &BTreeSet<String>) -> String {
    let libraries: String = addresses
        .iter()
        .map(|address| format!(" {address}"))
        .collect();
    policy_for(&format!("'unsafe-inline'{libraries}"))
}

/// Inline style, pictures and fonts in the deck itself, no connection, no
/// frame, an origin of its own, and these scripts.
fn policy_for(scripts: &str) -> String {
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; \
         img-src data: blob:; font-src data:; media-src data:; connect-src 'none'; \
         frame-src 'none'; child-src 'none'; worker-src 'none'; object-src 'none'; \
         base-uri 'none'; form-action 'none'; sandbox allow-scripts"
    )
}

/// The libraries that the page must bring: those whose addresses the deck
/// names, and Chart.js wherever a script draws with it, since decks that were
/// kept as JSON often do not say where it comes from.
fn libraries(deck: &Deck, addresses: &BTreeSet<String>) -> Vec<&'static Asset> {
    let mut libraries: Vec<&'static Asset> = Vec::new();
    let named = addresses
        .iter()
        .filter_map(|address| assets::lookup(address));
    let tailwind_first = deck
        .external_scripts
        .iter()
        .filter_map(|address| assets::lookup(address));
    for library in tailwind_first.chain(named) {
        if !libraries.contains(&library) {
            libraries.push(library);
        }
    }
    if draws_charts(deck) && !libraries.contains(&&assets::CHART) {
        libraries.push(&assets::CHART);
    }
    libraries
}

fn is_tailwind(library: &Asset) -> bool {
    [&assets::TAILWIND, &assets::TAILWIND_WITH_PLUGINS].contains(&library)
}

/// Elements that do something by themselves.
const LIVELY: [&str; 5] = ["<script", "<animate", "<set", "<marquee", "<video"];

/// Whether scripts, handlers or elements that move make a deck's page change after
/// it was loaded. In doubt, they do.
fn is_lively(deck: &Deck) -> bool {
    let attributes = [&deck.root_attributes.html, &deck.root_attributes.body];
    let is_handler = |name: &String| name.to_ascii_lowercase().starts_with("on");
    let texts = deck.slides.iter().map(|slide| &slide.html);
    !deck.external_scripts.is_empty()
        || !deck.shared_scripts.trim().is_empty()
        || deck
            .slides
            .iter()
            .any(|slide| !slide.scripts.trim().is_empty())
        || attributes.iter().any(|names| names.keys().any(is_handler))
        || texts.chain([&deck.surroundings]).any(|html| {
            let html = html.to_ascii_lowercase();
            LIVELY.iter().any(|element| html.contains(element)) || has_handler(&html)
        })
}

/// Whether markup in small letters holds what may be an attribute like `onclick=`.
fn has_handler(html: &str) -> bool {
    html.match_indices("on").any(|(start, _)| {
        let follows_gap = html[..start]
            .ends_with(|before: char| before.is_ascii_whitespace() || "\"'/".contains(before));
        let name = html[start..].trim_start_matches(|letter: char| letter.is_ascii_lowercase());
        follows_gap && name.trim_start().starts_with('=')
    })
}

pub(super) fn draws_charts(deck: &Deck) -> bool {
    scripts_of(deck).any(|script| script.contains("Chart("))
}

/// Everything of the deck that may hold a script.
pub(super) fn scripts_of(deck: &Deck) -> impl Iterator<Item = &str> {
    let slides = deck.slides.iter().flat_map(slide_texts);
    slides.chain([deck.shared_scripts.as_str()])
}

fn slide_texts(slide: &Slide) -> [&str; 2] {
    [&slide.html, &slide.scripts]
}

/// The library addresses that the deck names anywhere, without query: that is
/// how a policy names them.
fn known_addresses(deck: &Deck) -> BTreeSet<String> {
    let declared = deck.external_scripts.iter().map(String::as_str);
    let texts = scripts_of(deck).flat_map(addresses_in);
    declared
        .chain(texts)
        .filter(|address| assets::lookup(address).is_some())
        .filter_map(without_query)
        .collect()
}

/// Web addresses that stand in `text`, each up to a character that ends one.
/// What stands within an address is read once, as a part of it: a picture in a
/// data address is megabytes with `//` wherever chance puts it.
pub(super) fn addresses_in(text: &str) -> impl Iterator<Item = &str> {
    let ends = |character: char| character.is_whitespace() || "\"'`<>()\\".contains(character);
    let mut rest = text;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_at(rest.find("//")?);
        let scheme = ["https:", "http:"]
            .iter()
            .find(|scheme| before.ends_with(**scheme))
            .map_or(0, |scheme| scheme.len());
        let end = before.len() + after.find(ends).unwrap_or(after.len());
        let address = &rest[before.len() - scheme..end];
        rest = &rest[end..];
        Some(address)
    })
}

fn without_query(address: &str) -> Option<String> {
    let address = address.trim().split(['?', '#']).next()?;
    // The page is served over http, so that is what a missing scheme means.
    Some(if address.starts_with("//") {
        format!("http:{address}")
    } else {
        address.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DeckLimits;

    fn deck(html: &str, scripts: &str) -> Deck {
        Deck {
            slides: vec![Slide {
                html: html.to_owned(),
                scripts: scripts.to_owned(),
                ..Slide::default()
            }],
            ..Deck::default()
        }
    }

    fn titled(title: &str) -> Layout<'_> {
        Layout {
            title,
            pixel_ratio: 2,
            sheets: None,
            running: None,
            reads_charts: false,
        }
    }

    #[test]
    fn nothing_of_the_deck_stands_in_the_page_as_markup() {
        let mut deck = deck("</script><b>html</b>", "</script><b>script</b>");
        deck.css = "</style></script><b>css</b>".to_owned();
        let page = assemble(&deck, &titled("</title><b>title</b>\u{2028}"));
        assert!(!page.html.contains("<b>"));
        assert!(!page.html.contains('\u{2028}'));
    }

    #[test]
    fn the_policy_names_the_libraries_that_the_deck_names() {
        let mut deck = deck(
            "<script src='https://unpkg.com/chart.js@4?x'></script>",
            "load(\"//cdn.tailwindcss.com/3.4.1\")",
        );
        deck.external_scripts = vec!["https://cdn.jsdelivr.net/npm/chart.js".to_owned()];
        let page = assemble(&deck, &titled(""));
        assert!(page.policy.contains(
            "script-src 'unsafe-inline' http://cdn.tailwindcss.com/3.4.1 \
             https://cdn.jsdelivr.net/npm/chart.js https://unpkg.com/chart.js@4;"
        ));
        assert!(page.missing_libraries.is_empty());
    }

    #[test]
    fn addresses_are_found_in_one_pass_however_long_the_text_is() {
        let addresses = |text: &str| addresses_in(text).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            addresses("a //b.example 'http://c.example//d' https://e.example\\n//"),
            [
                "//b.example",
                "http://c.example//d",
                "https://e.example",
                "//"
            ]
        );
        let slashes = "/".repeat(DeckLimits::SLIDE_BYTES);
        assert!(addresses(&slashes) == [slashes]);
        let picture = "//8A".repeat(DeckLimits::SLIDE_BYTES / 4);
        let html = format!("<img src=data:image/png;base64,{picture}>//e.example");
        assert!(addresses(&html) == [picture.as_str(), "//e.example"]);
    }

    #[test]
    fn libraries_without_a_copy_are_named() {
        let mut deck = deck("", "");
        deck.external_scripts = vec!["https://evil.example/x.js; script-src *".to_owned()];
        let page = assemble(&deck, &titled(""));
        assert_eq!(page.missing_libraries, deck.external_scripts);
        assert!(!page.policy.contains("evil"));
    }

    #[test]
    fn chart_js_is_there_for_whoever_draws_with_it() {
        let undeclared = assemble(&deck("", "new Chart('a', {})"), &titled(""));
        assert!(undeclared.html.contains("Chart.js v4"));
        let plain = assemble(&deck("<p>Chart</p>", ""), &titled(""));
        assert!(!plain.html.contains("Chart.js v4"));
    }

    #[test]
    fn charts_are_read_where_it_is_asked_for() {
        let asks = |reads_charts: bool| {
            let layout = Layout {
                reads_charts,
                ..titled("")
            };
            let page = assemble(&deck("", "new Chart('a', {})"), &layout);
            page.html.contains("\"reads_charts\":true")
        };
        assert!(asks(true) && !asks(false));
    }

    #[test]
    fn what_may_still_happen_on_a_page_is_known() {
        let is_lively = |deck: &Deck| assemble(deck, &titled("")).is_lively;
        for html in [
            "<p>Once = <b class='on'>upon</b> a time</p>",
            "<p>Lectern is on</p>",
            "<style>p { animation: x 1s } </style>",
        ] {
            assert!(!is_lively(&deck(html, "")), "{html}");
        }
        for html in [
            "<img src=x onerror = 'go()'>",
            "<IMG/ONLOAD=go()>",
            "<svg><animate attributeName=x /></svg>",
            "<Script>go()</Script>",
        ] {
            assert!(is_lively(&deck(html, "")), "{html}");
        }
        assert!(is_lively(&deck("", "go()")));
        let mut library = deck("", "");
        library.external_scripts = vec!["https://cdn.tailwindcss.com".to_owned()];
        assert!(is_lively(&library));
        let mut handler = deck("", "");
        let attributes = &mut handler.root_attributes.body;
        attributes.insert("onload".to_owned(), "go()".to_owned());
        assert!(is_lively(&handler));
    }

    #[test]
    fn slides_that_were_drawn_apart_stand_before_all_of_the_deck() {
        let mut page = assemble(&deck("<title>One</title>", ""), &titled(""));
        page.show_drawn(&BTreeMap::from([(0, "<b></script>".to_owned())]));
        let (before, after) = page.html.split_once("<title>").unwrap();
        assert!(
            before.contains("[[0,\"\\u003cb>\\u003c/script>\"]]"),
            "{before}"
        );
        assert!(!after.contains("lectern-drawn\">"));
    }

    #[test]
    fn each_slide_has_a_step_of_its_own() {
        let mut deck = deck("", "");
        deck.slides.push(Slide::default());
        let page = assemble(&deck, &titled(""));
        assert!(page.html.contains("<script>lecternPage.draw(0);</script>"));
        assert!(page.html.contains("<script>lecternPage.draw(1);</script>"));
        assert!(!page.html.contains("lecternPage.draw(2)"));
    }
}
