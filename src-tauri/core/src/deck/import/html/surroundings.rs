//! What stands around the slides: navigation, counters, progress bars. It is
//! never shown, but the deck's scripts look for it, and a script that finds
//! nothing there fails before it draws its charts.
//!
//! What does not belong here: scripts, styles and SVG definitions outside
//! slides, which go with the slides.

use super::cut::Cut;
use super::tree::{Element, Tree};

/// Elements that scripts do not look for, or that have a place of their own.
const ELSEWHERE: [&str; 9] = [
    "script", "style", "link", "meta", "title", "base", "template", "noscript", "svg",
];

/// The source of the outermost elements that overlap no slide, as far as a
/// script can find something in them by an id or a class.
pub(super) fn collect(source: &str, tree: &Tree, slides: &[Cut]) -> String {
    let overlaps_slide = |element: &Element| {
        let next = slides.partition_point(|slide| slide.root.end <= element.start);
        slides
            .get(next)
            .is_some_and(|slide| slide.root.start < element.end)
    };
    let mut surroundings = String::new();
    let mut end = 0;
    for element in &tree.elements {
        if element.start < end || element.is_inert || overlaps_slide(element) {
            continue;
        }
        end = element.end;
        if !ELSEWHERE.contains(&&*element.name) && can_be_found(tree, element) {
            surroundings.push_str(&source[element.start..element.end]);
            surroundings.push('\n');
        }
    }
    surroundings
}

fn can_be_found(tree: &Tree, element: &Element) -> bool {
    tree.elements[tree.within(element.start, element.end)]
        .iter()
        .any(|inner| inner.attribute("id").is_some() || inner.attribute("class").is_some())
}
