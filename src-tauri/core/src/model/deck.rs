//! A deck: slides, the stylesheet that they share, and their scripts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One slide. `html` and `scripts` are kept exactly as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slide {
    /// A name from outside; data only, neither unique nor safe in a path.
    pub slide_id: String,
    /// The slide's markup: its root element, and the elements around it that
    /// its styles rely on.
    pub html: String,
    /// Scripts that draw on this slide only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scripts: String,
    /// What the speaker says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// Attributes of the deck's own `html` and `body` elements (classes, `lang`,
/// `dir`, inline styles), since styles hang on them. Event handlers are never
/// among them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootAttributes {
    /// Of the `html` element.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub html: BTreeMap<String, String>,
    /// Of the `body` element.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub body: BTreeMap<String, String>,
}

impl RootAttributes {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.html.is_empty() && self.body.is_empty()
    }
}

/// A deck. Everything in it is untrusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deck {
    /// The deck's own title, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The stylesheet that the slides share.
    pub css: String,
    /// Scripts of the whole deck: they run first, once, in the page's own
    /// scope, so that slides' scripts can use what they declare.
    pub shared_scripts: String,
    /// The deck's `scripts` as a caller put them, where they cannot be made
    /// again by joining `shared_scripts` and the slides' own scripts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scripts_as_put: Option<String>,
    /// Addresses of script libraries that the deck loads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub external_scripts: Vec<String>,
    /// Attributes of the page's root elements.
    #[serde(default, skip_serializing_if = "RootAttributes::is_empty")]
    pub root_attributes: RootAttributes,
    /// The slides, in order.
    pub slides: Vec<Slide>,
}

/// How large a deck can be.
#[derive(Clone, Copy, Debug)]
pub struct DeckLimits;

impl DeckLimits {
    /// Slides in one deck.
    pub const SLIDES: usize = 10_000;
    /// Bytes of one slide's markup.
    pub const SLIDE_BYTES: usize = 5 * 1024 * 1024;
    /// Bytes of a file or body that holds a deck.
    pub const FILE_BYTES: usize = 64 * 1024 * 1024;
}

impl Deck {
    /// The deck's `scripts` as the contract shows them: what was put, or else
    /// the shared scripts followed by each slide's own in a scope of its own.
    #[must_use]
    pub fn scripts(&self) -> String {
        if let Some(scripts) = &self.scripts_as_put {
            return scripts.clone();
        }
        join_scripts(&self.shared_scripts, &self.slides)
    }

    /// Takes `scripts` as a caller put them beside the slides' own scripts.
    ///
    /// Reading the scripts back always gives the same bytes. What runs is
    /// another question: where `scripts` only repeats the slides' own scripts
    /// (an aggregate, as other programs write it), they run once, not twice.
    pub fn put_scripts(&mut self, scripts: String) {
        self.scripts_as_put = None;
        let joined = join_scripts("", &self.slides);
        let mut parts = self.slides.iter().map(|slide| slide.scripts.trim());
        let is_aggregate =
            !joined.is_empty() && parts.all(|part| part.is_empty() || scripts.contains(part));
        if let Some(shared) = scripts.strip_suffix(&joined) {
            self.shared_scripts = shared.to_owned();
        } else if is_aggregate || scripts.is_empty() {
            self.shared_scripts.clear();
        } else {
            self.shared_scripts.clone_from(&scripts);
        }
        if !scripts.is_empty() && self.scripts() != scripts {
            self.scripts_as_put = Some(scripts);
        }
    }
}

/// Joins scripts so that slides cannot see each other's declarations.
fn join_scripts(shared: &str, slides: &[Slide]) -> String {
    let mut joined = shared.to_owned();
    for slide in slides.iter().filter(|slide| !slide.scripts.is_empty()) {
        joined.push_str("\n(function () {\n");
        joined.push_str(&slide.scripts);
        joined.push_str("\n})();\n");
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn deck(slide_scripts: &[&str]) -> Deck {
        let slides = slide_scripts.iter().map(|scripts| Slide {
            scripts: (*scripts).to_owned(),
            ..Slide::default()
        });
        Deck {
            slides: slides.collect(),
            ..Deck::default()
        }
    }

    #[test]
    fn an_aggregate_of_the_slides_scripts_does_not_run_twice() {
        let mut deck = deck(&["a();", "b();"]);
        deck.put_scripts("a();\nb();".to_owned());
        assert_eq!(deck.shared_scripts, "");
        assert_eq!(deck.scripts(), "a();\nb();");
    }

    #[test]
    fn scripts_beside_the_slides_own_are_shared() {
        let mut deck = deck(&["a();", ""]);
        deck.put_scripts("var colours = [];".to_owned());
        assert_eq!(deck.shared_scripts, "var colours = [];");
        assert_eq!(deck.scripts(), "var colours = [];");
    }

    proptest! {
        #[test]
        fn scripts_come_back_as_put(
            slides in prop::collection::vec("[a-c();\n ]{0,8}", 0..4),
            scripts in "[a-c();\n ]{1,20}",
        ) {
            let parts: Vec<&str> = slides.iter().map(String::as_str).collect();
            let mut deck = deck(&parts);
            deck.put_scripts(scripts.clone());
            prop_assert_eq!(deck.scripts(), scripts);
        }

        #[test]
        fn reading_and_putting_again_changes_nothing(
            slides in prop::collection::vec("[a-c();\n ]{0,8}", 0..4),
            scripts in "[a-c();\n ]{0,20}",
        ) {
            let parts: Vec<&str> = slides.iter().map(String::as_str).collect();
            let mut first = deck(&parts);
            first.put_scripts(scripts);
            let mut second = deck(&parts);
            second.put_scripts(first.scripts());
            prop_assert_eq!(first.shared_scripts.clone(), second.shared_scripts.clone());
            prop_assert_eq!(first.scripts(), second.scripts());
        }
    }
}
