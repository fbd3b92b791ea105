//! What elements are to the walk: blocks, parts of lines, or things of their own.
//!
//! What does not belong here: what they become on the slide.

use lectern_core::render::LeftOut;

use super::around::Around;
use super::css;
use super::snapshot::{Element, Property};
use super::tables;

/// The place of a node in the flow of its block.
pub(super) enum FlowRole {
    Nothing,
    Text,
    Break,
    /// It has no box, its children have.
    Through,
    Inline,
    /// A box in a line.
    InlineBox,
    /// A box that is no part of the flow.
    Placed,
    Block,
}

pub(super) fn role_of(child: Element<'_>) -> FlowRole {
    if child.is_text() {
        return if child.is_laid_out() {
            FlowRole::Text
        } else {
            FlowRole::Nothing
        };
    }
    let is_shown = child.is_element() || child.pseudo().is_some();
    if !is_shown || matches!(child.name(), "SCRIPT" | "STYLE" | "TEMPLATE") {
        return FlowRole::Nothing;
    }
    if child.name() == "BR" {
        return if child.is_laid_out() {
            FlowRole::Break
        } else {
            FlowRole::Nothing
        };
    }
    if !child.is_laid_out() {
        // It may be that only it has no box.
        return FlowRole::Through;
    }
    if matches!(child.style(Property::Position), "absolute" | "fixed") {
        return FlowRole::Placed;
    }
    let is_replaced = matches!(
        child.name(),
        "IMG" | "svg" | "CANVAS" | "VIDEO" | "IFRAME" | "OBJECT" | "EMBED" | "INPUT"
    );
    match child.style(Property::Display) {
        "inline" if !is_replaced => FlowRole::Inline,
        "contents" => FlowRole::Through,
        display if display.starts_with("inline") => FlowRole::InlineBox,
        _ => FlowRole::Block,
    }
}

/// Whether an element is the mark of a list's item, or is made to look as one.
pub(super) fn is_marker(child: Element<'_>) -> bool {
    const LONGEST: usize = 4;
    let is_placed = child.style(Property::Position) == "absolute";
    let is_mark = match child.pseudo() {
        Some("marker") => child.style(Property::Display) != "inline",
        Some("before") => {
            is_placed
                && child.style(Property::ZIndex) == "auto"
                && child.attribute("data-lectern-matrix").is_none()
        }
        _ => false,
    };
    let letters: usize = child
        .pieces()
        .map(|piece| piece.text().chars().count())
        .sum();
    is_mark && (1..=LONGEST).contains(&letters) && !tables::is_painted(child)
}

pub(super) fn keeps_together(element: Element<'_>, is_placed: bool, z_index: Option<i32>) -> bool {
    let style = |property| element.style(property);
    let in_flexible = element.parent().is_some_and(|parent| {
        let display = parent.style(Property::Display);
        display.ends_with("flex") || display.ends_with("grid")
    });
    (z_index.is_some() && (is_placed || in_flexible))
        || css::number(style(Property::Opacity)) < 1.0
        || element.attribute("data-lectern-matrix").is_some()
        || style(Property::Filter) != "none"
        || style(Property::MixBlendMode) != "normal"
        || style(Property::Isolation) == "isolate"
        || style(Property::ClipPath) != "none"
        || style(Property::MaskImage) != "none"
        || style(Property::Position) == "fixed"
}

/// Whether an element is changed as a whole in a way that no shape has.
pub(super) fn has_effect(element: Element<'_>, around: Around) -> bool {
    let style = |property| element.style(property);
    style(Property::Filter) != "none"
        || style(Property::MixBlendMode) != "normal"
        || style(Property::ClipPath) != "none"
        || style(Property::MaskImage) != "none"
        || element.attribute("data-lectern-matrix") == Some("unknown")
        || is_turned_by_itself(element)
        || !around.matrix.keeps_shapes() && !around.matrix.is_upright()
}

/// Whether an effect is one that words have a part in: they would be told otherwise.
pub(super) fn changes_words(element: Element<'_>, around: Around) -> bool {
    let style = |property| element.style(property);
    style(Property::Filter).contains("blur(")
        || style(Property::MaskImage) != "none"
        || element.attribute("data-lectern-matrix") == Some("unknown")
        || is_turned_by_itself(element)
        || !around.matrix.keeps_shapes() && !around.matrix.is_upright()
}

/// Whether what is generated is turned: its transforms cannot be taken away.
fn is_turned_by_itself(element: Element<'_>) -> bool {
    element.pseudo().is_some() && is_turned(element)
}

fn is_turned(element: Element<'_>) -> bool {
    let matrix = css::arguments(element.style(Property::Transform), "matrix");
    let numbers = matrix.map(css::split).unwrap_or_default();
    let is_zero = |number: &&str| number.parse().is_ok_and(|number: f64| number.abs() < 1e-4);
    numbers
        .get(1..3)
        .is_some_and(|slants| !slants.iter().all(is_zero))
}

/// Whether words of a drawing run in another direction than from side to side: the
/// browser tells the places of their lines only as if they did.
pub(super) fn has_turned_words(drawing: Element<'_>) -> bool {
    drawing.children().into_iter().any(|child| {
        let is_turned =
            is_turned(child) || child.attribute("rotate").is_some() || child.name() == "textPath";
        (is_turned && has_text(child)) || has_turned_words(child)
    })
}

pub(super) fn is_widget(element: Element<'_>) -> bool {
    matches!(
        element.name(),
        "VIDEO"
            | "AUDIO"
            | "IFRAME"
            | "OBJECT"
            | "EMBED"
            | "INPUT"
            | "TEXTAREA"
            | "SELECT"
            | "PROGRESS"
            | "METER"
            | "math"
    )
}

pub(super) fn has_text(element: Element<'_>) -> bool {
    element
        .pieces()
        .any(|piece| !piece.text().trim().is_empty())
        || element.children().into_iter().any(has_text)
}

/// The element that the browser can be asked for: a text's, or what generates it.
pub(super) fn shown_element(element: Element<'_>) -> Element<'_> {
    match element.parent() {
        Some(parent) if element.pseudo().is_some() || element.is_text() => shown_element(parent),
        _ => element,
    }
}

/// Whether letters are icons: all of an area of Unicode that each font fills as it likes,
/// or of a font that has icons in the place of words.
pub(super) fn is_icon(text: Element<'_>) -> bool {
    let letters: String = text.pieces().map(|piece| piece.text()).collect();
    let mut seen = letters
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .peekable();
    let family = text.style(Property::FontFamily).to_lowercase();
    let has_icons = [
        "material icons",
        "material symbols",
        "fontawesome",
        "font awesome",
    ]
    .iter()
    .any(|name| family.contains(name));
    let is_private =
        |letter| matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    seen.peek().is_some() && (has_icons || seen.all(is_private))
}

/// What is painted for an element and cannot be told.
pub(super) fn untold(element: Element<'_>) -> impl Iterator<Item = LeftOut> {
    let style = |property| element.style(property);
    let has_outline = !matches!(style(Property::OutlineStyle), "none" | "")
        && css::pixels(style(Property::OutlineWidth)) > 0.0;
    let has_backdrop = !matches!(style(Property::BackdropFilter), "none" | "");
    [
        has_outline.then_some(LeftOut::Outline),
        has_backdrop.then_some(LeftOut::Backdrop),
    ]
    .into_iter()
    .flatten()
}

/// What is said of an element for who cannot see it.
pub(super) fn description_of(element: Element<'_>) -> Option<String> {
    let names = ["aria-label", "alt", "title"];
    let told = names.iter().find_map(|name| element.attribute(name));
    told.filter(|told| !told.trim().is_empty())
        .map(str::to_owned)
}

/// The words in an element.
pub(super) fn words_of(element: Element<'_>) -> String {
    fn collect(element: Element<'_>, words: &mut Vec<String>) {
        for piece in element.pieces() {
            words.extend(piece.text().split_whitespace().map(str::to_owned));
        }
        for child in element.children() {
            collect(child, words);
        }
    }
    let mut words = Vec::new();
    collect(element, &mut words);
    words.join(" ")
}

/// The block that holds a slide's title: its first heading of the highest rank.
pub(super) fn title_of(container: Element<'_>) -> Option<usize> {
    fn first<'a>(element: Element<'a>, name: &str) -> Option<Element<'a>> {
        if element.name() == name && element.is_laid_out() && has_text(element) {
            return Some(element);
        }
        element
            .children()
            .into_iter()
            .find_map(|child| first(child, name))
    }
    let found = ["H1", "H2", "H3"]
        .iter()
        .find_map(|name| first(container, name));
    found.map(|element| element.index())
}
