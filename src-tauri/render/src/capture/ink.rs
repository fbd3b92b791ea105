//! What letters are painted with: their colour, the colours that run through them, and
//! the line around them.
//!
//! What does not belong here: where they stand, and their other looks (`letters`).

use crate::scene::{Color, Fill, Line, Rect, Stop};

use super::css::{self, Gradient};
use super::letters::{ancestors, zoom};
use super::snapshot::{Element, Property};

/// How many colours are taken of a gradient that runs through letters: an odd number, so
/// that one is in the middle.
const SAMPLES: u32 = 5;
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
    Some(css::mix(first, colors.next_back().unwrap_or(first), 0.5))
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
            let stops = part_of(angle, &stops, whole, letters);
            Ink {
                color: stops.get(stops.len() / 2).map(|stop| stop.color),
                gradient: (images.len() == 1).then_some(Fill::Linear { angle, stops }),
                outline: None,
            }
        }
        Some(Gradient::Radial { stops, .. }) => {
            let ends = stops.first().zip(stops.last());
            let color = ends.map(|(first, last)| css::mix(first.color, last.color, 0.5));
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

/// The stops of the part of a gradient that is seen through letters.
fn part_of(angle: f64, stops: &[Stop], whole: Rect, letters: Rect) -> Vec<Stop> {
    let (sine, cosine) = angle.to_radians().sin_cos();
    let along = |rect: Rect| (rect.width * sine).abs() + (rect.height * cosine).abs();
    let middle = |rect: Rect| (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    let (x, y) = middle(letters);
    let (whole_x, whole_y) = middle(whole);
    let length = along(whole).max(f64::MIN_POSITIVE);
    let center = 0.5 + ((x - whole_x) * sine - (y - whole_y) * cosine) / length;
    let share = along(letters) / length;
    (0..SAMPLES)
        .map(|sample| {
            let at = f64::from(sample) / f64::from(SAMPLES - 1);
            Stop {
                at,
                color: color_at(stops, center + (at - 0.5) * share),
            }
        })
        .collect()
}

/// The colour at a place of a gradient.
fn color_at(stops: &[Stop], at: f64) -> Color {
    let before = stops.iter().rev().find(|stop| stop.at <= at);
    let after = stops.iter().find(|stop| stop.at > at);
    match (before, after) {
        (Some(before), Some(after)) => {
            let share = (at - before.at) / (after.at - before.at);
            css::mix(before.color, after.color, share)
        }
        (Some(only), None) | (None, Some(only)) => only.color,
        (None, None) => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_part_of_a_gradient_that_lies_behind_them() {
        let stop = |at, red| Stop {
            at,
            color: Color {
                rgb: [red, 0, 0],
                alpha: 1.0,
            },
        };
        let rect = |x, width| Rect {
            x,
            y: 0.0,
            width,
            height: 50.0,
        };
        let stops = [stop(0.0, 0), stop(1.0, 200)];
        let reds = |letters| -> Vec<u8> {
            let part = part_of(90.0, &stops, rect(0.0, 1000.0), letters);
            part.iter().map(|stop| stop.color.rgb[0]).collect()
        };
        assert_eq!(reds(rect(0.0, 1000.0)), [0, 50, 100, 150, 200]);
        assert_eq!(reds(rect(500.0, 200.0)), [100, 110, 120, 130, 140]);
        assert_eq!(reds(rect(1500.0, 0.0)), [200; 5]);
    }
}
