//! SVG outside slides that slides draw with: symbols of an icon sprite,
//! gradients, filters.
//!
//! What does not belong here: SVG inside a slide, which is part of it.

use std::collections::HashMap;

use super::cut::Cut;
use super::tree::Tree;

/// Puts each `svg` that stands outside all slides into the slides that refer
/// to something in it by `#id`.
pub(super) fn place(source: &str, tree: &Tree, slides: &mut [Cut]) {
    let holders = holders(tree, slides);
    if holders.is_empty() {
        return;
    }
    for slide in slides {
        let own = &source[slide.root.start..slide.root.end];
        let mut needed: Vec<usize> = references(own)
            .filter_map(|id| holders.get(id).copied())
            .collect();
        needed.sort_unstable();
        needed.dedup();
        slide.appended.extend(needed);
    }
}

/// For each id inside an `svg` outside slides, that `svg`.
fn holders<'a>(tree: &'a Tree, slides: &[Cut]) -> HashMap<&'a str, usize> {
    let mut holders = HashMap::new();
    let touches_slide = |start: usize, end: usize| {
        let next = slides.partition_point(|slide| slide.root.end <= start);
        slides.get(next).is_some_and(|slide| slide.root.start < end)
    };
    let is_inner = |svg: usize| {
        let parent = tree.elements[svg].parent;
        parent.is_some_and(|parent| tree.elements[parent].is_foreign)
    };
    for (svg, element) in tree.elements.iter().enumerate() {
        let is_outermost = &*element.name == "svg" && !element.is_inert && !is_inner(svg);
        if !is_outermost || touches_slide(element.start, element.end) {
            continue;
        }
        for inner in &tree.elements[tree.within(element.start, element.end)] {
            if let Some(id) = inner.attribute("id") {
                holders.entry(id).or_insert(svg);
            }
        }
    }
    holders
}

/// What follows each `#` as far as it can be an id: `href="#icon"`,
/// `fill="url(#shade)"`.
fn references(markup: &str) -> impl Iterator<Item = &str> {
    markup.split('#').skip(1).map(|rest| {
        let ends_id = |character: char| matches!(character, '"' | '\'' | ')' | '<' | '>' | '&');
        let end = rest.find(|character: char| character.is_whitespace() || ends_id(character));
        &rest[..end.unwrap_or(rest.len())]
    })
}
