//! Columns of a text (CSS `columns`).
//!
//! The browser tells lines of later columns as if its block stood there where its first
//! part stands. Where lines begin above the ones before, or upon them, a column begins.
//!
//! What does not belong here: which lines there are (`lines`).

use crate::scene::Rect;

use super::area::content_box;
use super::css;
use super::letters::{ancestors, zoom};
use super::snapshot::{Element, Property};

/// The columns of a text.
pub(super) struct Columns {
    /// From a column to the next one, in px; negative where they follow to the left.
    step: f64,
    /// In which column the last piece stands, counted from the text's first one.
    column: u32,
    /// Where columns begin, if that is the same for all.
    top: Option<f64>,
    /// How far the pieces of this column stand above where the browser put them.
    rise: f64,
    /// Where the browser put the last piece.
    last: Option<Rect>,
    /// How high lines are; none for as high as their letters are.
    line_height: Option<f64>,
}

impl Columns {
    /// The columns in which a block's text stands; none where it is not set in columns.
    pub(super) fn of(block: Element<'_>) -> Option<Self> {
        let is_set = |element: &Element<'_>| count_of(*element).is_some();
        let container = ancestors(block).find(is_set)?;
        let gap = gap_of(container);
        let area = content_box(container);
        let has_spanner = container
            .children()
            .iter()
            .any(|child| child.style(Property::ColumnSpan) == "all");
        let step = (area.width + gap) / count_of(container)?;
        let is_reversed = container.style(Property::Direction) == "rtl";
        Some(Self {
            step: if is_reversed { -step } else { step },
            column: 0,
            top: (!has_spanner).then_some(area.y),
            rise: 0.0,
            last: None,
            line_height: css::length(block.style(Property::LineHeight)).map(|it| it * zoom(block)),
        })
    }

    /// Where a piece stands that follows the ones before, and whether a column begins
    /// with it.
    pub(super) fn place(&mut self, bounds: Rect) -> (Rect, bool) {
        let begins = self.last.is_some_and(|last| is_behind(last, bounds));
        if let Some(top) = self.top.filter(|_| begins) {
            let above = self.line_height.map_or(0.0, |line| line - bounds.height) / 2.0;
            self.rise = bounds.y - (top + above);
        }
        self.column += u32::from(begins);
        self.last = Some(bounds);
        let place = Rect {
            x: bounds.x + self.step * f64::from(self.column),
            y: bounds.y - self.rise,
            ..bounds
        };
        (place, begins)
    }
}

/// Whether a piece stands above the one before it, or upon it.
fn is_behind(last: Rect, next: Rect) -> bool {
    let middle = next.y + next.height / 2.0;
    let common = (last.x + last.width).min(next.x + next.width) - last.x.max(next.x);
    let is_upon = common > last.width.min(next.width) / 2.0 && common > 0.0;
    middle < last.y || (is_upon && middle < last.y + last.height)
}

/// How many columns an element has (CSS Multi-column Layout, 3.4).
fn count_of(element: Element<'_>) -> Option<f64> {
    let count: Option<f64> = element.style(Property::ColumnCount).parse().ok();
    let count = count.filter(|count| *count >= 1.0);
    let width = css::length(element.style(Property::ColumnWidth)).map(|it| it * zoom(element));
    let Some(width) = width.filter(|width| *width > 0.0) else {
        return count;
    };
    let gap = gap_of(element);
    let fitting = ((content_box(element).width + gap) / (width + gap)).floor();
    Some(fitting.max(1.0).min(count.unwrap_or(f64::MAX)))
}

fn gap_of(element: Element<'_>) -> f64 {
    let size = || css::pixels(element.style(Property::FontSize));
    css::length(element.style(Property::ColumnGap)).unwrap_or_else(size) * zoom(element)
}
