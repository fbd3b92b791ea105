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
    /// Markup that stood around the slides (navigation, counters). It is not
    /// shown; scripts look for its elements.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub surroundings: String,
    /// What the importer found outside the slides and does not show, each in
    /// few words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
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
    /// Reading them gives the same bytes again. What runs is another question.
    /// Where `scripts` repeats the slides' own scripts, as Lectern's join does
    /// at its end and other programs' aggregates do as a whole, those run once,
    /// not twice.
    pub fn put_scripts(&mut self, scripts: String) {
        self.scripts_as_put = None;
        let join = join_scripts("", &self.slides);
        if let Some(shared) = scripts.strip_suffix(&join) {
            self.shared_scripts = shared.to_owned();
        } else if repeats(&scripts, &self.slides) {
            self.shared_scripts.clear();
            self.scripts_as_put = Some(scripts).filter(|scripts| !scripts.is_empty());
        } else {
            self.shared_scripts.clone_from(&scripts);
            self.scripts_as_put = Some(scripts);
        }
    }

    /// Takes over what is shared from an earlier state of the deck whose
    /// `scripts` a caller sent back unchanged: the caller edited slides, and
    /// their old scripts must not run beside the new ones. Lectern's own join is
    /// made anew. A caller that sent slides without scripts left theirs there.
    pub fn keep_unchanged_scripts(&mut self, earlier: &Self) {
        if !self.has_scripts_of_slides() || self.scripts() != earlier.scripts() {
            return;
        }
        if earlier.scripts_as_put.is_none() && earlier.has_scripts_of_slides() {
            self.shared_scripts.clone_from(&earlier.shared_scripts);
            self.scripts_as_put = None;
        } else if self.scripts_as_put.is_some() {
            self.shared_scripts.clone_from(&earlier.shared_scripts);
            let was_aggregate = earlier.shared_scripts.is_empty();
            self.scripts_as_put
                .take_if(|scripts| was_aggregate && !repeats(scripts, &self.slides));
        }
    }

    fn has_scripts_of_slides(&self) -> bool {
        self.slides.iter().any(|slide| !slide.scripts.is_empty())
    }
}

/// Joins scripts so that slides cannot see each other's declarations.
fn join_scripts(shared: &str, slides: &[Slide]) -> String {
    let mut joined = shared.to_owned();
    for (slide, number) in slides.iter().zip(1..) {
        if !slide.scripts.is_empty() {
            let scripts = &slide.scripts;
            joined.push_str(&format!(
                "\n/* Lectern: only slide {number} */ (function () {{\n{scripts}\n}})();\n"
            ));
        }
    }
    joined
}

/// Whether `scripts` is the slides' own scripts, in order, and nothing else but
/// what programs put between them.
fn repeats(scripts: &str, slides: &[Slide]) -> bool {
    let mut rest = scripts;
    for part in slides.iter().map(|slide| slide.scripts.trim()) {
        let Some((before, after)) = rest.split_once(part) else {
            return false;
        };
        if !is_glue(before) {
            return false;
        }
        rest = after;
    }
    is_glue(rest)
}

/// Comments, and the shell of a function that is called at once.
fn is_glue(text: &str) -> bool {
    let lines = text.lines().map(str::trim);
    let code: String = lines.filter(|line| !line.starts_with("//")).collect();
    code.replace("function (", "(")
        .replace("function(", "(")
        .chars()
        .all(|character| character.is_whitespace() || "();{}=>!+".contains(character))
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

    #[test]
    fn a_shared_function_that_slides_call_is_no_aggregate() {
        for shared in [
            "function draw(){ ink(); }",
            "function draw(){}",
            "let draw = () => {};",
        ] {
            let mut deck = deck(&["draw()"]);
            deck.put_scripts(shared.to_owned());
            assert_eq!(deck.shared_scripts, shared);
        }
    }

    /// A deck with a script for all slides and one for each of two.
    fn joined() -> Deck {
        let mut deck = deck(&["a('old')", "b()"]);
        deck.shared_scripts = "shared();".to_owned();
        deck
    }

    #[test]
    fn the_own_join_is_no_new_script() {
        let mut put = deck(&["a('old')", "b()"]);
        put.put_scripts(joined().scripts());
        assert_eq!(put, joined());
    }

    #[test]
    fn the_join_that_a_caller_read_does_not_run_beside_the_new_scripts() {
        let mut after = deck(&["a('new')", "b()"]);
        after.put_scripts(joined().scripts());
        after.keep_unchanged_scripts(&joined());
        assert_eq!(after.shared_scripts, "shared();");
        assert!(after.scripts().contains("new") && !after.scripts().contains("old"));
    }

    #[test]
    fn a_script_that_a_caller_took_from_a_slide_does_not_come_back_with_the_join() {
        let mut after = deck(&["", "b()"]);
        after.put_scripts(joined().scripts());
        after.keep_unchanged_scripts(&joined());
        assert_eq!(after.shared_scripts, "shared();");
        assert!(!after.scripts().contains("old"));
    }

    #[test]
    fn slides_that_come_back_without_their_scripts_leave_them_in_the_join() {
        let join = joined().scripts();
        let mut after = deck(&["", ""]);
        after.put_scripts(join.clone());
        after.keep_unchanged_scripts(&joined());
        assert_eq!(after.scripts(), join);
    }

    #[test]
    fn what_a_caller_writes_into_the_join_is_kept() {
        let join = joined().scripts();
        for edited in [
            format!("{join}\ninit();"),
            format!("first();{join}"),
            join.replace("b()", "b(2)"),
            join.replace(" */", " */ inside();"),
            join.replace("})();\n", "})();\nbetween();\n"),
        ] {
            let mut after = deck(&["a('old')", "b()"]);
            after.put_scripts(edited.clone());
            after.keep_unchanged_scripts(&joined());
            assert_eq!(after.scripts(), edited);
        }
    }

    #[test]
    fn an_aggregate_that_comes_back_unchanged_is_no_new_script() {
        let mut before = deck(&["a('old')", "b()"]);
        before.put_scripts("// Slide 1\na('old')\n// Slide 2\nb()".to_owned());
        let mut after = deck(&["a('new')", "b()"]);
        after.put_scripts(before.scripts());
        after.keep_unchanged_scripts(&before);
        assert_eq!(after.shared_scripts, "");
        assert!(after.scripts().contains("new") && !after.scripts().contains("old"));
    }

    #[test]
    fn decks_are_read_that_were_stored_before_fields_were_added() {
        let stored = r#"{"css":"","shared_scripts":"","slides":[{"slide_id":"a","html":"x"}]}"#;
        let deck: Deck = serde_json::from_str(stored).unwrap();
        assert!(deck.left_out.is_empty() && deck.surroundings.is_empty());
        assert_eq!(serde_json::to_string(&deck).unwrap(), stored);
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
        fn an_edited_join_comes_back_as_put(
            slides in prop::collection::vec("[a-c();\n ]{0,8}", 1..4),
            shared in "[a-c();\n ]{0,8}",
            at in any::<prop::sample::Index>(),
            edit in "[a-c();\n ]{1,8}",
        ) {
            let parts: Vec<&str> = slides.iter().map(String::as_str).collect();
            let mut before = deck(&parts);
            before.shared_scripts = shared;
            let mut scripts = before.scripts();
            scripts.insert_str(at.index(scripts.len() + 1), &edit);
            let mut after = deck(&parts);
            after.put_scripts(scripts.clone());
            after.keep_unchanged_scripts(&before);
            prop_assert_eq!(after.scripts(), scripts);
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
