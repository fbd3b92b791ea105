//! Fills, lines and shadows (DrawingML, `a:solidFill` to `a:effectLst`).
//!
//! What does not belong here: outlines, and what is painted.

use super::measure::{angle, fixed_percentage, length, line_width, percentage};
use super::palette::Palette;
use super::xml::Element;
use crate::scene::{Cap, Color, Join, Line, LineStyle, Rect, Shadow, Stop};

/// One colour.
pub(super) fn solid(palette: &Palette, color: Color) -> Element {
    Element::new("a:solidFill").holding(palette.color(color))
}

/// Nothing.
pub(super) fn nothing() -> Element {
    Element::new("a:noFill")
}

/// Colours along a line. CSS counts its angles from above, the format from the right; for
/// both the line's ends are level with the corners.
pub(super) fn linear(palette: &Palette, degrees: f64, stops: &[Stop]) -> Element {
    gradient(palette, stops).holding(
        Element::new("a:lin")
            .with("ang", angle(degrees - 90.0))
            .with("scaled", false),
    )
}

/// Colours from a centre outwards.
pub(super) fn radial(palette: &Palette, (x, y): (f64, f64), stops: &[Stop]) -> Element {
    let (x, y) = (x.clamp(0.0, 1.0), y.clamp(0.0, 1.0));
    let center = Element::new("a:fillToRect")
        .with("l", percentage(x))
        .with("t", percentage(y))
        .with("r", percentage(1.0 - x))
        .with("b", percentage(1.0 - y));
    gradient(palette, stops).holding(
        Element::new("a:path")
            .with("path", "circle")
            .holding(center),
    )
}

fn gradient(palette: &Palette, stops: &[Stop]) -> Element {
    let stops = Stop::with_hues(&two_or_more(stops));
    Element::new("a:gradFill")
        .with("rotWithShape", true)
        .holding(
            Element::new("a:gsLst").holding_all(stops.iter().map(|stop| {
                Element::new("a:gs")
                    .with("pos", fixed_percentage(stop.at))
                    .holding(palette.color(stop.color))
            })),
        )
}

/// Stops by their places; a single one twice, since the format knows no gradient of one.
fn two_or_more(stops: &[Stop]) -> Vec<Stop> {
    let mut stops = stops.to_vec();
    stops.sort_by(|one, other| one.at.total_cmp(&other.at));
    let last = stops.last().copied().unwrap_or(Stop {
        at: 1.0,
        color: Color::default(),
    });
    while stops.len() < 2 {
        stops.push(last);
    }
    stops
}

/// A line, or that there is none.
pub(super) fn line(palette: &Palette, line: Option<&Line>) -> Element {
    line_as("a:ln", palette, line)
}

/// A line as an element with this name: a cell's sides have names of their own.
pub(super) fn line_as(name: &'static str, palette: &Palette, line: Option<&Line>) -> Element {
    let Some(line) = line.filter(|line| line.width > 0.0) else {
        return Element::new(name).with("w", 0_i64).holding(nothing());
    };
    Element::new(name)
        .with("w", line_width(line.width))
        .holding(solid(palette, line.color))
        .with("cap", cap(line.cap))
        .holding(dashes(line))
        .holding(join(line.join))
}

fn cap(cap: Cap) -> &'static str {
    match cap {
        Cap::Flat => "flat",
        Cap::Round => "rnd",
        Cap::Square => "sq",
    }
}

fn join(join: Join) -> Element {
    match join {
        Join::Miter(limit) => Element::new("a:miter").with("lim", percentage(limit.max(1.0))),
        Join::Round => Element::new("a:round"),
        Join::Bevel => Element::new("a:bevel"),
    }
}

/// The format's own dashes that are nearest to the browser's: not every program draws
/// dashes of other lengths.
fn dashes(line: &Line) -> Element {
    let preset = |name: &str| Element::new("a:prstDash").with("val", name);
    match line.style {
        LineStyle::Solid => preset("solid"),
        LineStyle::Dashed => preset("sysDash"),
        LineStyle::Dotted => preset("sysDot"),
        LineStyle::Pattern { dash, gap } => pattern(dash / line.width, gap / line.width),
    }
}

/// Dashes and gaps in widths of their line.
fn pattern(dash: f64, gap: f64) -> Element {
    Element::new("a:custDash").holding(
        Element::new("a:ds")
            .with("d", percentage(dash))
            .with("sp", percentage(gap)),
    )
}

/// A shape's effects: at most one shadow inside and one outside.
pub(super) fn effects(palette: &Palette, shadows: &[Shadow], rect: &Rect) -> Element {
    let inside = shadows.iter().find(|shadow| shadow.inside);
    let outside = shadows.iter().find(|shadow| !shadow.inside);
    let inner =
        inside.map(|shadow| placed("a:innerShdw", shadow).holding(palette.color(shadow.color)));
    Element::new("a:effectLst")
        .holding_all(inner)
        .holding_all(outside.map(|shadow| outer(palette, shadow, rect)))
}

/// A shadow outside, larger than its shape on all sides.
fn outer(palette: &Palette, shadow: &Shadow, rect: &Rect) -> Element {
    placed("a:outerShdw", shadow)
        .with("sx", grown(rect.width, shadow.spread))
        .with("sy", grown(rect.height, shadow.spread))
        .with("algn", "ctr")
        .with("rotWithShape", true)
        .holding(palette.color(shadow.color))
}

fn placed(name: &'static str, shadow: &Shadow) -> Element {
    let (x, y) = shadow.offset;
    Element::new(name)
        .with("blurRad", length(shadow.blur))
        .with("dist", length(x.hypot(y)))
        .with("dir", angle(y.atan2(x).to_degrees()))
}

/// How large a shadow is that is larger than its shape by this on either side.
fn grown(side: f64, spread: f64) -> i64 {
    if side <= 0.0 {
        return 100_000;
    }
    percentage(((side + 2.0 * spread) / side).clamp(0.0, 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(at: f64, rgb: [u8; 3], alpha: f64) -> Stop {
        Stop {
            at,
            color: Color { rgb, alpha },
        }
    }

    #[test]
    fn a_gradient_has_two_stops_in_order() {
        assert_eq!(two_or_more(&[]).len(), 2);
        let stops = two_or_more(&[stop(1.0, [1; 3], 1.0), stop(0.0, [2; 3], 1.0)]);
        assert!(stops.is_sorted_by(|one, other| one.at <= other.at));
    }
}
