//! Outlines: the format's own where there is one, and paths (DrawingML, `a:prstGeom` and
//! `a:custGeom`).
//!
//! What does not belong here: what outlines are filled with.

use super::measure::{fixed_percentage, length, place};
use super::xml::Element;
use crate::scene::{Outline, Path, Rect, Segment};

/// A quarter of a turn, in sixty-thousandths of a degree.
const QUARTER: i64 = 5_400_000;
/// Radii that differ by less, in px, are the same.
const SAME: f64 = 0.05;

/// An outline that fills a rectangle.
pub(super) fn outline(outline: &Outline, rect: &Rect) -> Element {
    match outline {
        Outline::Rounded(radii) => rounded(*radii, rect),
        Outline::Ellipse => preset("ellipse", &[]),
        Outline::Paths(paths) => free(paths.iter().map(drawn), rect),
    }
}

/// A rectangle with these radii, from the upper left corner clockwise. Of the format's own
/// outlines only those are taken that every program draws: `round2SameRect` is none.
pub(super) fn rounded(radii: [f64; 4], rect: &Rect) -> Element {
    let radii = fitting(radii, rect);
    let [one, two, three, four] = radii;
    let same = |one: f64, other: f64| (one - other).abs() < SAME;
    if radii.iter().all(|radius| *radius < SAME) {
        return preset("rect", &[]);
    }
    let share = |radius: f64| fixed_percentage(radius / rect.width.min(rect.height)).min(50_000);
    if same(one, two) && same(two, three) && same(three, four) {
        return preset("roundRect", &[("adj", share(one))]);
    }
    free([corners(radii, rect)], rect)
}

/// Radii that do not reach over each other: all are made smaller alike (CSS Backgrounds
/// and Borders 3, 4.5).
fn fitting(radii: [f64; 4], rect: &Rect) -> [f64; 4] {
    let radii = radii.map(|radius| radius.max(0.0));
    let [one, two, three, four] = radii;
    let sides = [
        (rect.width, one + two),
        (rect.height, two + three),
        (rect.width, three + four),
        (rect.height, four + one),
    ];
    let factor = sides
        .into_iter()
        .filter(|(side, sum)| sum > side)
        .map(|(side, sum)| side / sum)
        .fold(1.0, f64::min);
    radii.map(|radius| radius * factor)
}

fn preset(name: &str, values: &[(&str, i64)]) -> Element {
    let values = values.iter().map(|(name, value)| {
        Element::new("a:gd")
            .with("name", *name)
            .with("fmla", ["val ", &value.to_string()].concat())
    });
    Element::new("a:prstGeom")
        .with("prst", name)
        .holding(Element::new("a:avLst").holding_all(values))
}

fn free(paths: impl IntoIterator<Item = Element>, rect: &Rect) -> Element {
    let paths = paths.into_iter().map(|path| {
        // Points count in the shape's own EMU.
        path.with("w", length(rect.width))
            .with("h", length(rect.height))
    });
    let whole = [("l", "l"), ("t", "t"), ("r", "r"), ("b", "b")]
        .into_iter()
        .fold(Element::new("a:rect"), |whole, (side, value)| {
            whole.with(side, value)
        });
    Element::new("a:custGeom")
        .holding(Element::new("a:avLst"))
        .holding(Element::new("a:gdLst"))
        .holding(Element::new("a:ahLst"))
        .holding(Element::new("a:cxnLst"))
        .holding(whole)
        .holding(Element::new("a:pathLst").holding_all(paths))
}

fn point((x, y): (f64, f64)) -> Element {
    Element::new("a:pt").with("x", place(x)).with("y", place(y))
}

fn line_to(to: (f64, f64)) -> Element {
    Element::new("a:lnTo").holding(point(to))
}

fn move_to(to: (f64, f64)) -> Element {
    Element::new("a:moveTo").holding(point(to))
}

/// A rectangle whose corners differ, from below the upper left one clockwise.
fn corners(radii: [f64; 4], rect: &Rect) -> Element {
    let [one, two, three, four] = radii;
    let (width, height) = (rect.width, rect.height);
    let arc = |radius: f64, from: i64| {
        (radius >= SAME).then(|| {
            Element::new("a:arcTo")
                .with("wR", length(radius))
                .with("hR", length(radius))
                .with("stAng", from)
                .with("swAng", QUARTER)
        })
    };
    Element::new("a:path")
        .holding(move_to((0.0, one)))
        .holding_all(arc(one, 2 * QUARTER))
        .holding(line_to((width - two, 0.0)))
        .holding_all(arc(two, 3 * QUARTER))
        .holding(line_to((width, height - three)))
        .holding_all(arc(three, 0))
        .holding(line_to((four, height)))
        .holding_all(arc(four, QUARTER))
        .holding(Element::new("a:close"))
}

/// A path of its own. One that does not begin with a move begins in the corner.
fn drawn(path: &Path) -> Element {
    let begins = matches!(path.segments.first(), Some(Segment::Move(..)));
    let start = (!begins).then(|| move_to((0.0, 0.0)));
    let segments = path.segments.iter().map(|segment| match *segment {
        Segment::Move(x, y) => move_to((x, y)),
        Segment::Line(x, y) => line_to((x, y)),
        Segment::Cubic(points) => Element::new("a:cubicBezTo").holding_all(points.map(point)),
        Segment::Close => Element::new("a:close"),
    });
    Element::new("a:path")
        .holding_all(start)
        .holding_all(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: Rect = Rect {
        x: 0.0,
        y: 0.0,
        width: 200.0,
        height: 100.0,
    };

    fn written(radii: [f64; 4]) -> String {
        String::from_utf8(rounded(radii, &RECT).part().unwrap()).unwrap()
    }

    #[test]
    fn the_plainest_outline_is_taken() {
        assert!(written([0.0; 4]).contains("prst=\"rect\""));
        let even = written([10.0; 4]);
        assert!(even.contains("prst=\"roundRect\"") && even.contains("val 10000"));
        let odd = written([10.0, 0.0, 0.0, 10.0]);
        assert_eq!(odd.matches("<a:arcTo").count(), 2, "{odd}");
    }

    #[test]
    fn radii_do_not_reach_over_each_other() {
        assert_eq!(fitting([100.0; 4], &RECT), [50.0; 4]);
        assert_eq!(
            fitting([-5.0, 10.0, 0.0, 0.0], &RECT),
            [0.0, 10.0, 0.0, 0.0]
        );
        assert!(written([1e9; 4]).contains("val 50000"));
    }
}
