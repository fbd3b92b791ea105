//! The axes of a chart.
//!
//! The format says of each axis where it crosses the other one; a page says at which side
//! of the chart it stands.

use super::format;
use super::style::{Style, nothing, value};
use crate::pptx::xml::Element;
use crate::scene::{Axis, Chart, Coordinates, Labels, Range, SeriesKind, Title};

/// How wide the largest bubble is, as a share of the plot's shorter side.
pub(super) const BUBBLE_SPAN: f64 = 0.25;
/// More lines than this no axis has: beyond it the program chooses.
const STEPS: f64 = 1000.0;

/// The numbers by which the axes of a group are known: that of the categories and that of
/// the values.
pub(super) fn ids(axis: usize) -> (usize, usize) {
    const FIRST: usize = 111_111_101;
    (FIRST + 2 * axis, FIRST + 2 * axis + 1)
}

/// Where an axis stands.
#[derive(Clone, Copy)]
struct Place {
    id: usize,
    /// The axis that it crosses.
    crossed: usize,
    side: &'static str,
    /// Where it crosses it.
    crosses: &'static str,
    labels: &'static str,
    /// Whether its numbers or names run from the far end to the near one.
    backwards: bool,
}

/// The axes of a chart.
pub(super) fn axes(chart: &Chart, style: &Style) -> Vec<Element> {
    match &chart.coordinates {
        Coordinates::Circle { .. } => Vec::new(),
        Coordinates::Radar { category, value } => radar(category, value, style),
        Coordinates::Points { x, values } => points(x, values, style),
        Coordinates::Categories {
            horizontal,
            category,
            values,
        } => {
            let pairs = values.iter().take(2).enumerate();
            pairs
                .flat_map(|(index, values)| {
                    let pair = Pair {
                        index,
                        horizontal: *horizontal,
                        has_floor: has_floor(chart),
                        category,
                        values,
                    };
                    pair.elements(style)
                })
                .collect()
        }
    }
}

/// Whether something stands upon the axis of the categories: that is at zero, then.
fn has_floor(chart: &Chart) -> bool {
    let shown = chart.series.iter().filter(|series| !series.hidden);
    let mut shown = shown.map(|series| series.kind == SeriesKind::Bar || series.fill.is_some());
    shown.any(|stands| stands)
}

/// The side at which an axis stands.
fn side(lies: bool, opposite: bool) -> &'static str {
    match (lies, opposite) {
        (true, false) => "b",
        (true, true) => "t",
        (false, false) => "l",
        (false, true) => "r",
    }
}

/// Where something crosses an axis that is at the axis' far end.
fn crossing(at_far_end: bool) -> &'static str {
    if at_far_end { "max" } else { "min" }
}

/// An axis of categories and one of values.
struct Pair<'a> {
    index: usize,
    horizontal: bool,
    has_floor: bool,
    category: &'a Axis,
    values: &'a Axis,
}

impl Pair<'_> {
    fn elements(&self, style: &Style) -> [Element; 2] {
        let (category, values) = (self.category_place(), self.values_place());
        let first = Element::new("c:catAx");
        let labels = self.category.labels.as_ref();
        let every = labels.map_or(1, |labels| labels.every.max(1));
        let is_shown = self.index == 0;
        let first = common(first, self.category, &category, style, is_shown)
            .holding(value("c:crossAx", category.crossed))
            .holding(value("c:crosses", category.crosses))
            .holding(value("c:auto", false))
            .holding(value("c:lblAlgn", "ctr"))
            .holding(value("c:lblOffset", 100_i64))
            .holding_all(
                (every > 1).then(|| value("c:tickLblSkip", every.min(usize::from(u16::MAX)))),
            )
            .holding_all(
                (every > 1).then(|| value("c:tickMarkSkip", every.min(usize::from(u16::MAX)))),
            )
            .holding(value("c:noMultiLvlLbl", true));
        let second = Element::new("c:valAx");
        let between = if self.category.to_the_ends {
            "midCat"
        } else {
            "between"
        };
        let second = common(second, self.values, &values, style, true);
        [first, crossed(second, self.values, &values, Some(between))]
    }

    fn category_place(&self) -> Place {
        let (id, crossed) = ids(self.index);
        let far = self.values.reversed != self.category.opposite;
        Place {
            id,
            crossed,
            side: side(!self.horizontal, self.category.opposite),
            crosses: if self.has_floor {
                "autoZero"
            } else {
                crossing(far)
            },
            labels: if far { "high" } else { "low" },
            // The format lists upwards, a page downwards.
            backwards: self.category.reversed != self.horizontal,
        }
    }

    fn values_place(&self) -> Place {
        let (crossed, id) = ids(self.index);
        let backwards = self.category_place().backwards;
        Place {
            id,
            crossed,
            side: side(self.horizontal, self.values.opposite),
            crosses: crossing(backwards != self.values.opposite),
            labels: "nextTo",
            backwards: self.values.reversed,
        }
    }
}

fn points(x: &Axis, values: &[Axis], style: &Style) -> Vec<Element> {
    let pairs = values.iter().take(2).enumerate();
    pairs
        .flat_map(|(index, values)| {
            let (first, second) = ids(index);
            let below = Place {
                id: first,
                crossed: second,
                side: side(true, x.opposite),
                crosses: crossing(values.reversed != x.opposite),
                labels: "nextTo",
                backwards: x.reversed,
            };
            let beside = Place {
                id: second,
                crossed: first,
                side: side(false, values.opposite),
                crosses: crossing(x.reversed != values.opposite),
                labels: "nextTo",
                backwards: values.reversed,
            };
            let lower = common(Element::new("c:valAx"), x, &below, style, index == 0);
            let left = common(Element::new("c:valAx"), values, &beside, style, true);
            [
                crossed(lower, x, &below, Some("midCat")),
                crossed(left, values, &beside, Some("midCat")),
            ]
        })
        .collect()
}

fn radar(category: &Axis, values: &Axis, style: &Style) -> Vec<Element> {
    let (first, second) = ids(0);
    let around = Place {
        id: first,
        crossed: second,
        side: "b",
        crosses: "autoZero",
        labels: "nextTo",
        backwards: false,
    };
    let upwards = Place {
        id: second,
        crossed: first,
        side: "l",
        ..around
    };
    let names = common(Element::new("c:catAx"), category, &around, style, true)
        .holding(value("c:crossAx", second))
        .holding(value("c:crosses", "autoZero"))
        .holding(value("c:auto", false))
        .holding(value("c:lblAlgn", "ctr"))
        .holding(value("c:lblOffset", 100_i64))
        .holding(value("c:noMultiLvlLbl", true));
    let numbers = common(Element::new("c:valAx"), values, &upwards, style, true);
    vec![names, crossed(numbers, values, &upwards, Some("between"))]
}

/// What all axes say first.
fn common(element: Element, axis: &Axis, place: &Place, style: &Style, is_shown: bool) -> Element {
    let is_shown = is_shown && axis.shown;
    let grid = axis.grid.as_ref().filter(|_| is_shown);
    let title: Option<&Title> = axis.title.as_ref().filter(|_| is_shown);
    let format = axis
        .labels
        .as_ref()
        .map(|labels| format::code(&labels.format));
    let number_format = Element::new("c:numFmt")
        .with("formatCode", format.unwrap_or_else(|| "General".to_owned()))
        .with("sourceLinked", false);
    let line = Element::new("c:spPr").holding(nothing());
    let line = match axis.line.as_ref() {
        Some(_) => style.stroke(axis.line.as_ref()),
        None => line.holding(Element::new("a:ln").holding(nothing())),
    };
    let marks = if axis.marks { "out" } else { "none" };
    element
        .holding(value("c:axId", place.id))
        .holding(scaling(axis, place))
        .holding(value("c:delete", !is_shown))
        .holding(value("c:axPos", place.side))
        .holding_all(
            grid.map(|grid| Element::new("c:majorGridlines").holding(style.stroke(Some(grid)))),
        )
        .holding_all(style.title(title))
        .holding(number_format)
        .holding(value("c:majorTickMark", marks))
        .holding(value("c:minorTickMark", "none"))
        .holding(value(
            "c:tickLblPos",
            if axis.labels.is_some() {
                place.labels
            } else {
                "none"
            },
        ))
        .holding(line)
        .holding_all(axis.labels.as_ref().map(|labels| text(labels, style)))
}

fn text(labels: &Labels, style: &Style) -> Element {
    style.text(&labels.style, Some(labels.rotation))
}

/// Where an axis of numbers is crossed, and its steps.
fn crossed(element: Element, axis: &Axis, place: &Place, between: Option<&'static str>) -> Element {
    let step = axis.range.and_then(usable).and_then(|range| {
        let step = range.step.filter(|step| step.is_finite() && *step > 0.0)?;
        let is_fit = range.logarithmic || (range.max - range.min) / step <= STEPS;
        is_fit.then_some(step)
    });
    element
        .holding(value("c:crossAx", place.crossed))
        .holding(value("c:crosses", place.crosses))
        .holding_all(between.map(|between| value("c:crossBetween", between)))
        .holding_all(step.map(|step| value("c:majorUnit", step.to_string())))
}

fn scaling(axis: &Axis, place: &Place) -> Element {
    let range = axis.range.and_then(usable);
    let base = range.is_some_and(|range| range.logarithmic);
    let direction = if place.backwards { "maxMin" } else { "minMax" };
    Element::new("c:scaling")
        .holding_all(base.then(|| value("c:logBase", 10_i64)))
        .holding(value("c:orientation", direction))
        .holding_all(range.map(|range| value("c:max", range.max.to_string())))
        .holding_all(range.map(|range| value("c:min", range.min.to_string())))
}

/// A range that numbers fit in; the program chooses where there is none.
fn usable(range: Range) -> Option<Range> {
    const LARGEST: f64 = 1e300;
    let are_numbers = range.min.abs() <= LARGEST && range.max.abs() <= LARGEST;
    let is_range = are_numbers && range.max > range.min;
    (is_range && (!range.logarithmic || range.min > 0.0)).then_some(range)
}
