//! What letters are painted with: their colour, the colours that run through them, and
//! the line around them.
//!
//! What does not belong here: where they stand, and their other looks (`letters`).

use crate::scene::{Color, Fill, Line, Rect, Stop};

use super::css::{self, Gradient};
use super::letters::{ancestors, zoom};
use super::snapshot::{Element, Property};

/// What letters have that are cut out of something that is no colour.
const UNKNOWN: Color = Color {
    rgb: [128; 3],
    alpha: 1.0,
};

/// What letters are painted with.
#[derive(Default)]
pub(super) struct Ink {
    /// Their colour, or one in the middle of theirs; absent where they are not painted.
    pub(super) color: Option<Color>,
    pub(super) gradient: Option<Fill>,
    pub(super) outline: Option<Line>,
}

impl Ink {
    /// What letters of a text that stand here are painted with.
    pub(super) fn of(text: Element<'_>, bounds: Rect, opacity: f64) -> Self {
        let is_drawn = ancestors(text).any(|element| element.name() == "svg");
        let mut ink = if is_drawn {
            drawn(text)
        } else {
            written(text, bounds)
        };
        let colors = ink.gradient.iter_mut().flat_map(Fill::colors);
        let outline = ink.outline.iter_mut().map(|line| &mut line.color);
        for color in colors.chain(&mut ink.color).chain(outline) {
            color.alpha *= opacity;
        }
        ink
    }
}

/// The ink of letters in a drawing.
fn drawn(text: Element<'_>) -> Ink {
    let fill = text.style(Property::Fill);
    let color = css::visible_color(fill).or_else(|| {
        let name = fill.strip_prefix("url(\"#")?.split('"').next()?;
        let paint = text.element_with_id(name);
        paint.and_then(middle_of_drawn).or(Some(UNKNOWN))
    });
    Ink {
        color,
        ..Ink::default()
    }
}

/// The colour in the middle of a drawing's gradient.
fn middle_of_drawn(paint: Element<'_>) -> Option<Color> {
    let stops = paint.children();
    let color = |stop: &Element<'_>| {
        let declared = stop.attribute("style").unwrap_or_default().split(';');
        let declared = declared.filter_map(|it| it.split_once(':'));
        let mut colors = declared.filter(|(name, _)| name.trim() == "stop-color");
        let color = colors.next().map(|(_, color)| color.trim());
        css::visible_color(color.or_else(|| stop.attribute("stop-color"))?)
    };
    let mut colors = stops.iter().filter_map(color);
    let first = colors.next()?;
    Some(first.mixed(colors.next_back().unwrap_or(first), 0.5))
}

/// The ink of letters of the page.
fn written(text: Element<'_>, bounds: Rect) -> Ink {
    let outline = outline_of(text);
    let color = css::visible_color(text.style(Property::TextFillColor));
    let cut = ancestors(text).find(|element| {
        let clips = element.style(Property::BackgroundClip);
        css::split(clips).contains(&"text")
    });
    match cut.filter(|_| color.is_none()) {
        Some(cut) => Ink {
            outline,
            ..ground(cut, bounds)
        },
        None => Ink {
            color,
            gradient: None,
            outline,
        },
    }
}

/// The line around letters (`-webkit-text-stroke`).
fn outline_of(text: Element<'_>) -> Option<Line> {
    let width = css::pixels(text.style(Property::TextStrokeWidth)) * zoom(text);
    let color = css::visible_color(text.style(Property::TextStrokeColor))?;
    (width > 0.0).then(|| Line {
        width,
        color,
        ..Line::default()
    })
}

/// The part of an element's ground that letters are cut out of.
fn ground(cut: Element<'_>, letters: Rect) -> Ink {
    let whole = cut.bounds();
    let images = css::split(cut.style(Property::BackgroundImage));
    let gradient = images
        .iter()
        .find_map(|image| css::gradient(image, whole.width, whole.height));
    match gradient {
        Some(Gradient::Linear { angle, stops }) => {
            let part = css::linear_part((angle, &stops), whole, letters);
            let stops = part.unwrap_or(stops);
            Ink {
                color: Stop::color_at(&stops, 0.5),
                gradient: (images.len() == 1).then_some(Fill::Linear { angle, stops }),
                outline: None,
            }
        }
        Some(Gradient::Radial { stops, .. }) => {
            let ends = stops.first().zip(stops.last());
            let color = ends.map(|(first, last)| first.color.mixed(last.color, 0.5));
            Ink {
                color: color.or(Some(UNKNOWN)),
                ..Ink::default()
            }
        }
        None => {
            let color = css::visible_color(cut.style(Property::BackgroundColor));
            Ink {
                color: color.or(Some(UNKNOWN)),
                ..Ink::default()
            }
        }
    }
}
