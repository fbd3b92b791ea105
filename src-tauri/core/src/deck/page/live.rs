//! The live page: a deck that runs, one slide at a time, in a frame of the
//! window, and the headers that every door serves it under.
//!
//! It talks to its host over a port that it sends at its start; what it says
//! and hears stands in `live/port.js`.
//!
//! What does not belong here: who may see which deck.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{
    Asset, Data, LIVE_SCRIPT, is_tailwind, known_addresses, libraries, policy_for, push_script,
    shell,
};
use crate::model::{Deck, Slide};

/// Slides that one live page holds. Larger decks have several pages.
pub const SLIDES_PER_PAGE: usize = 100;

/// What the body does: build the slides, then show the first one. Two elements,
/// because promises are settled between two elements.
pub(super) const STEPS: [&str; 2] = ["lecternPage.begin();", "lecternPage.start();"];

/// What a page asks for that its policy has no word for: nothing is granted.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), \
    browsing-topics=(), camera=(), clipboard-read=(), clipboard-write=(), \
    display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), \
    gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), keyboard-map=(), \
    local-fonts=(), local-network-access=(), magnetometer=(), microphone=(), midi=(), \
    otp-credentials=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), speaker-selection=(), \
    storage-access=(), unload=(), usb=(), window-management=(), \
    xr-spatial-tracking=()";

/// A page of a deck that runs.
#[derive(Clone, Debug)]
pub struct LivePage {
    /// The whole document. It asks for nothing from outside.
    pub html: String,
    /// The `Content-Security-Policy` to serve it under, but for who may frame
    /// it. Without it the deck's scripts are not confined.
    pub policy: String,
}

impl LivePage {
    /// The headers to serve it under, the same at every door. `ancestors` are
    /// the origins whose pages may frame it, as `frame-ancestors` names them.
    #[must_use]
    pub fn headers(&self, ancestors: &str) -> [(&'static str, String); 8] {
        let policy = format!("{}; frame-ancestors {ancestors}", self.policy);
        [
            ("content-type", "text/html; charset=utf-8".into()),
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff".into()),
            ("cache-control", "no-store".into()),
            ("referrer-policy", "no-referrer".into()),
            ("permissions-policy", PERMISSIONS.into()),
            ("x-dns-prefetch-control", "off".into()),
            ("cross-origin-opener-policy", "same-origin".into()),
        ]
    }
}

/// The number of live pages that a deck has.
#[must_use]
pub fn page_count(deck: &Deck) -> usize {
    deck.slides.len().div_ceil(SLIDES_PER_PAGE)
}

/// Assembles a live page of `deck`; the first one is number 0. Without
/// `scripts` none of the deck's runs. `title` becomes the document's title.
#[must_use]
pub fn assemble_live(deck: &Deck, title: &str, page_number: usize, scripts: bool) -> LivePage {
    let first = page_number.saturating_mul(SLIDES_PER_PAGE);
    let slides = deck.slides.chunks(SLIDES_PER_PAGE).nth(page_number);
    let addresses = known_addresses(deck);
    let mut libraries = libraries(deck, &addresses);
    if !scripts {
        // Tailwind makes styles, so it is part of how the deck looks.
        libraries.retain(|library| is_tailwind(library));
    }
    let data = LiveData {
        first,
        runs_scripts: scripts,
        ..LiveData::new(deck, title, slides.unwrap_or_default(), &addresses)
    };
    let mut html = shell(&libraries, &data, LIVE_SCRIPT);
    for step in STEPS {
        push_script(&mut html, "", step);
    }
    html.push_str("</body>\n</html>\n");
    let policy = if scripts {
        policy_for("'unsafe-inline'")
    } else {
        policy_for(&hashes(&libraries))
    };
    LivePage { html, policy }
}

/// What the live page's script reads.
#[derive(Serialize)]
pub(super) struct LiveData<'a> {
    /// Index of the page's first slide in the deck.
    first: usize,
    runs_scripts: bool,
    /// Addresses, without scheme and query, of libraries that are in the page.
    libraries: Vec<&'a str>,
    #[serde(flatten)]
    pub(super) deck: Data<'a>,
}

impl<'a> LiveData<'a> {
    /// Of the first page, with scripts.
    pub(super) fn new(
        deck: &'a Deck,
        title: &'a str,
        slides: &'a [Slide],
        addresses: &'a BTreeSet<String>,
    ) -> Self {
        Self {
            first: 0,
            runs_scripts: true,
            libraries: addresses
                .iter()
                .map(|address| without_scheme(address))
                .collect(),
            deck: Data::new(deck, title, slides),
        }
    }
}

fn without_scheme(address: &str) -> &str {
    address.split_once("//").map_or(address, |(_, place)| place)
}

/// The page's own scripts, as a policy names them.
fn hashes(libraries: &[&Asset]) -> String {
    let libraries = libraries.iter().map(|library| library.script);
    let own = libraries.chain([LIVE_SCRIPT]).chain(STEPS);
    let hashes: Vec<String> = own
        .map(|script| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    hashes.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deck(html: &str) -> Deck {
        Deck {
            slides: vec![Slide {
                html: html.to_owned(),
                ..Slide::default()
            }],
            ..Deck::default()
        }
    }

    /// The texts of the script elements that run.
    fn scripts_in(html: &str) -> Vec<&str> {
        let elements = html.split("<script>").skip(1);
        elements
            .filter_map(|element| element.split("</script>").next())
            .collect()
    }

    #[test]
    fn the_policy_lets_a_deck_reach_nothing() {
        let page = assemble_live(
            &deck("<script src='https://unpkg.com/chart.js@4'></script>"),
            "",
            0,
            true,
        );
        assert_eq!(
            page.policy,
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
             img-src data: blob:; font-src data:; media-src data:; connect-src 'none'; \
             frame-src 'none'; child-src 'none'; worker-src 'none'; object-src 'none'; \
             base-uri 'none'; form-action 'none'; sandbox allow-scripts"
        );
        assert!(page.html.contains("Chart.js v4"), "it is in the page");
    }

    #[test]
    fn without_scripts_exactly_the_pages_own_may_run() {
        let mut deck = deck("<script>new Chart('a')</script>");
        deck.external_scripts = vec!["https://cdn.tailwindcss.com".into()];
        let page = assemble_live(&deck, "", 0, false);
        let scripts = scripts_in(&page.html);
        let hashes = scripts
            .iter()
            .map(|script| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))));
        let expected = format!("script-src {};", hashes.collect::<Vec<_>>().join(" "));
        assert_eq!(
            scripts.len(),
            4,
            "Tailwind, the page's script and two steps"
        );
        assert!(page.policy.contains(&expected), "{}", page.policy);
        assert!(!page.html.contains("Chart.js v4"));
    }

    #[test]
    fn nothing_of_the_deck_stands_in_the_page_as_markup() {
        let mut deck = deck("</script><b>html</b>");
        deck.css = "</style></script><b>css</b>".to_owned();
        let page = assemble_live(&deck, "</title><b>title</b>", 0, true);
        assert!(!page.html.contains("<b>"));
    }

    #[test]
    fn every_door_says_who_may_frame_a_page() {
        let headers = assemble_live(&deck(""), "", 0, true).headers("http://localhost:1");
        let (_, policy) = &headers[1];
        assert!(policy.ends_with("; sandbox allow-scripts; frame-ancestors http://localhost:1"));
        let mut names = headers.iter().map(|(name, _)| *name);
        assert!(!names.any(|name| name == "x-frame-options"));
    }

    #[test]
    fn a_page_beyond_the_deck_is_empty() {
        let deck = deck("");
        assert_eq!(page_count(&deck), 1);
        let page = assemble_live(&deck, "", usize::MAX, true);
        assert!(page.html.contains("\"slides\":[]"));
    }
}
