//! What letters of the page look like.
//!
//! What does not belong here: where they stand.

use crate::scene::{Color, Rect};

use super::css;
use super::fonts::Face;
use super::snapshot::{Element, Property};

/// As it is shown: white space is spaces, and there is none that is not to be seen.
pub(super) fn clean(letters: &str) -> String {
    letters
        .chars()
        .map(|letter| match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            letter => letter,
        })
        .filter(|letter| !letter.is_control())
        .collect()
}

/// The size of letters on the page. In a drawing the styles tell another one.
pub(super) fn size_of(text: Element<'_>, face: &Face, bounds: Rect) -> f64 {
    let size = css::pixels(text.style(Property::FontSize));
    let is_drawn = ancestors(text).any(|element| element.name() == "svg");
    let height = face.font.ascent + face.font.descent;
    if is_drawn && height > 0.0 {
        return bounds.height / height;
    }
    size
}

pub(super) fn color_of(text: Element<'_>, opacity: f64) -> Option<Color> {
    let is_drawn = ancestors(text).any(|element| element.name() == "svg");
    let painted = if is_drawn {
        text.style(Property::Fill)
    } else {
        text.style(Property::TextFillColor)
    };
    let color = css::visible_color(painted).or_else(|| ground_color(text))?;
    Some(Color {
        alpha: color.alpha * opacity,
        ..color
    })
}

/// The colour in the middle of the ground that letters are cut out of.
fn ground_color(text: Element<'_>) -> Option<Color> {
    let cut = ancestors(text).find(|element| element.style(Property::BackgroundClip) == "text")?;
    let bounds = cut.bounds();
    let image = cut.style(Property::BackgroundImage);
    let stops = match css::gradient(image, bounds.width, bounds.height) {
        Some(css::Gradient::Linear { stops, .. } | css::Gradient::Radial { stops, .. }) => stops,
        None => return css::visible_color(cut.style(Property::BackgroundColor)),
    };
    let (first, last) = (stops.first()?, stops.last()?);
    Some(css::mix(first.color, last.color, 0.5))
}

/// The lines that run along letters: those of all elements around that hand them on.
pub(super) fn decoration(text: Element<'_>) -> String {
    let mut lines = String::new();
    for element in ancestors(text) {
        lines.push_str(element.style(Property::TextDecorationLine));
        let display = element.style(Property::Display);
        let is_placed = matches!(element.style(Property::Position), "absolute" | "fixed");
        if display.starts_with("inline-") || is_placed {
            break;
        }
    }
    lines
}

pub(super) fn language_of(text: Element<'_>) -> Option<String> {
    let language = ancestors(text).find_map(|element| element.attribute("lang"))?;
    let is_tag = !language.is_empty()
        && language.len() <= 35
        && language
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    is_tag.then(|| language.to_owned())
}

/// The elements around a node, from the inside.
pub(super) fn ancestors<'a>(node: Element<'a>) -> impl Iterator<Item = Element<'a>> {
    // What is generated has its text in itself.
    let first = if node.is_text() {
        node.parent()
    } else {
        Some(node)
    };
    std::iter::successors(first, Element::parent)
}
