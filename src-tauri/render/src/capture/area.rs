//! Rectangles: on the slide, and those of elements.
//!
//! What does not belong here: what is painted in them.

use crate::scene::{Frame, Rect};

use super::boxes;
use super::css;
use super::snapshot::{Element, Property};

/// The size of a slide.
pub(super) const SLIDE: Rect = Rect {
    x: 0.0,
    y: 0.0,
    width: lectern_core::deck::page::WIDTH as f64,
    height: lectern_core::deck::page::HEIGHT as f64,
};

/// The lines of an element that flows: where its texts stand, with what is painted
/// around them.
pub(super) fn lines_of(element: Element<'_>) -> Vec<Rect> {
    let bounds = element.bounds();
    let mut rows: Vec<Rect> = Vec::new();
    collect_rows(element, &mut rows);
    if rows.len() <= 1 {
        return vec![bounds];
    }
    let side = |property| css::pixels(element.style(property));
    let (above, below) = (
        side(Property::PaddingTop) + side(Property::BorderTopWidth),
        side(Property::PaddingBottom) + side(Property::BorderBottomWidth),
    );
    for row in &mut rows {
        row.y -= above;
        row.height += above + below;
    }
    if let Some(first) = rows.first_mut() {
        let padding = side(Property::PaddingLeft) + side(Property::BorderLeftWidth);
        first.x -= padding;
        first.width += padding;
    }
    if let Some(last) = rows.last_mut() {
        last.width += side(Property::PaddingRight) + side(Property::BorderRightWidth);
    }
    rows
}

fn collect_rows(element: Element<'_>, rows: &mut Vec<Rect>) {
    for piece in element.pieces() {
        let bounds = piece.bounds;
        match rows.last_mut() {
            Some(row) if (row.y - bounds.y).abs() < row.height / 2.0 => *row = union(*row, bounds),
            _ => rows.push(bounds),
        }
    }
    for child in element.children() {
        collect_rows(child, rows);
    }
}

pub(super) fn is_same(one: Rect, other: Rect) -> bool {
    let near = |one: f64, other: f64| (one - other).abs() < 0.5;
    near(one.x, other.x)
        && near(one.y, other.y)
        && near(one.width, other.width)
        && near(one.height, other.height)
}

/// An element with all that reaches out of it.
pub(super) fn everything_in(element: Element<'_>) -> Rect {
    let shadows = css::shadows(element.style(Property::BoxShadow));
    let reach = shadows
        .iter()
        .filter(|shadow| !shadow.inside)
        .map(|shadow| {
            shadow.blur + shadow.spread + shadow.offset.0.abs().max(shadow.offset.1.abs())
        });
    let blurred = reach_of_filter(element.style(Property::Filter));
    let own = boxes::grow(element.bounds(), reach.fold(blurred, f64::max));
    let children = element.children().into_iter().filter(Element::is_laid_out);
    children.map(everything_in).fold(own, union)
}

/// How far a filter paints at most beyond what it changes. A blur is seen up to three
/// times its deviation away (CSS Filter Effects 1, 6).
fn reach_of_filter(filter: &str) -> f64 {
    let lengths = filter.split([' ', '(', ')']);
    let lengths = lengths.filter_map(|length| length.strip_suffix("px")?.parse::<f64>().ok());
    3.0 * lengths.map(f64::abs).sum::<f64>()
}

/// The area within an element's border and padding.
pub(super) fn content_box(element: Element<'_>) -> Rect {
    let side = |property| css::pixels(element.style(property));
    let left = side(Property::BorderLeftWidth) + side(Property::PaddingLeft);
    let top = side(Property::BorderTopWidth) + side(Property::PaddingTop);
    let right = side(Property::BorderRightWidth) + side(Property::PaddingRight);
    let bottom = side(Property::BorderBottomWidth) + side(Property::PaddingBottom);
    let rect = element.bounds();
    Rect {
        x: rect.x + left,
        y: rect.y + top,
        width: (rect.width - left - right).max(0.0),
        height: (rect.height - top - bottom).max(0.0),
    }
}

pub(super) fn covers_slide(frame: Frame) -> bool {
    const SLACK: f64 = 1.0;
    let rect = frame.rect;
    frame.rotation == 0.0
        && rect.x <= SLACK
        && rect.y <= SLACK
        && rect.x + rect.width >= SLIDE.width - SLACK
        && rect.y + rect.height >= SLIDE.height - SLACK
        // A larger one is drawn as a shape, or its colours would stand elsewhere.
        && rect.width <= SLIDE.width + 2.0 * SLACK
        && rect.height <= SLIDE.height + 2.0 * SLACK
}

/// What two rectangles have in common.
pub(super) fn common(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.max(other.x), one.y.max(other.y));
    let right = (one.x + one.width).min(other.x + other.width);
    let bottom = (one.y + one.height).min(other.y + other.height);
    Rect {
        x,
        y,
        width: (right - x).max(0.0),
        height: (bottom - y).max(0.0),
    }
}

/// The smallest rectangle around two.
pub(super) fn union(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let right = (one.x + one.width).max(other.x + other.width);
    let bottom = (one.y + one.height).max(other.y + other.height);
    Rect {
        x,
        y,
        width: right - x,
        height: bottom - y,
    }
}
