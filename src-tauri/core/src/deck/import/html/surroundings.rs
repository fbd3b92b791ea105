//! What stands around the slides: navigation, counters, progress bars. It is
//! never shown, but the deck's scripts look for it, and a script that finds
//! nothing there fails before it draws its charts.
//!
//! What does not belong here: scripts, styles and SVG definitions outside
//! slides, which go with the slides.

use super::cut::Cut;
use super::tokens::shows_something;
use super::tree::{Element, Tree};

/// Elements that scripts do not look for, or that have a place of their own.
const ELSEWHERE: [&str; 9] = [
    "script", "style", "link", "meta", "title", "base", "template", "noscript", "svg",
];

/// How many things that are left out are told, and in how many characters.
const TOLD: usize = 20;
const DESCRIPTION: usize = 100;

/// The source of the outermost elements that overlap no slide, as far as a
/// script can find something in them by an id or a class.
pub(super) fn collect(source: &str, tree: &Tree, slides: &[Cut]) -> String {
    let mut surroundings = String::new();
    for element in outermost(tree, slides).filter(|element| can_be_found(tree, element)) {
        surroundings.push_str(&source[element.start..element.end]);
        surroundings.push('\n');
    }
    surroundings
}

/// What a reader of the file saw beside the slides, and does not see here: the
/// tag of each element, once.
pub(super) fn left_out(source: &str, tree: &Tree, slides: &[Cut]) -> Vec<String> {
    let mut told = Vec::new();
    for element in outermost(tree, slides) {
        let description = describe(element);
        if told.len() < TOLD
            && !told.contains(&description)
            && shows_something(&source[element.start..element.end])
        {
            told.push(description);
        }
    }
    told
}

/// The outermost elements that overlap no slide and may show something.
fn outermost<'a>(tree: &'a Tree, slides: &[Cut]) -> impl Iterator<Item = &'a Element> {
    let overlaps_slide = |element: &Element| {
        let next = slides.partition_point(|slide| slide.root.end <= element.start);
        slides
            .get(next)
            .is_some_and(|slide| slide.root.start < element.end)
    };
    let mut end = 0;
    tree.elements
        .iter()
        .filter(move |element| {
            if element.start < end || element.is_inert || overlaps_slide(element) {
                return false;
            }
            end = element.end;
            true
        })
        .filter(|element| !ELSEWHERE.contains(&&*element.name))
}

fn describe(element: &Element) -> String {
    let mut tag = format!("<{}", element.name);
    for name in ["id", "class"] {
        if let Some(value) = element.attribute(name) {
            let words: Vec<&str> = value.split_ascii_whitespace().collect();
            tag.push_str(&format!(" {name}=\"{}\"", words.join(" ")));
        }
    }
    let mut tag: String = tag.chars().take(DESCRIPTION).collect();
    tag.push('>');
    tag
}

fn can_be_found(tree: &Tree, element: &Element) -> bool {
    tree.elements[tree.within(element.start, element.end)]
        .iter()
        .any(|inner| inner.attribute("id").is_some() || inner.attribute("class").is_some())
}
