//! A series of a chart, as it is drawn in one way.

use super::data::{Column, Sheet};
use super::groups::{Drawn, Way};
use super::style::{Style, value};
use crate::pptx::xml::Element;
use crate::scene::{Chart, Point, Series};

/// A series, with its place among all that is drawn.
pub(super) fn element(
    chart: &Chart,
    sheet: &Sheet,
    style: &Style,
    series: &Series,
    drawn: Drawn,
    place: usize,
) -> Element {
    let head = Element::new("c:ser")
        .holding(value("c:idx", place))
        .holding(value("c:order", place))
        .holding(sheet.name(chart, drawn.series))
        .holding(shape(style, series, drawn.way));
    let head = match drawn.way {
        Way::Bar | Way::Bubble => head.holding(value("c:invertIfNegative", false)),
        Way::Line | Way::Scatter | Way::Radar => head.holding(style.marker(series.marker.as_ref())),
        Way::Area | Way::Circle | Way::FilledRadar => head,
    };
    let points = points(series, drawn.way, sheet.rows());
    let head = head.holding_all(
        points
            .into_iter()
            .map(|point| other_point(style, point, drawn.way)),
    );
    values(head, chart, sheet, series, drawn)
}

/// What the series is painted with.
fn shape(style: &Style, series: &Series, way: Way) -> Element {
    let (fill, line) = (series.fill.as_ref(), series.line.as_ref());
    match way {
        Way::Area => style.shape(fill, None),
        Way::Line | Way::Scatter | Way::Radar => style.stroke(line),
        Way::Bar | Way::Bubble | Way::Circle | Way::FilledRadar => style.shape(fill, line),
    }
}

/// The points that look otherwise than their series: each of them once, by their places.
fn points(series: &Series, way: Way, rows: usize) -> Vec<&Point> {
    if matches!(way, Way::Area | Way::FilledRadar) {
        return Vec::new();
    }
    let mut points: Vec<&Point> = series
        .points
        .iter()
        .filter(|point| point.index < rows)
        .collect();
    points.sort_by_key(|point| point.index);
    points.dedup_by_key(|point| point.index);
    points
}

fn other_point(style: &Style, point: &Point, way: Way) -> Element {
    let (fill, line) = (point.fill.as_ref(), point.line.as_ref());
    let head = Element::new("c:dPt").holding(value("c:idx", point.index));
    match way {
        Way::Line | Way::Scatter | Way::Radar => head
            .holding(style.marker(point.marker.as_ref()))
            .holding(value("c:bubble3D", false))
            .holding(style.stroke(line)),
        Way::Circle => {
            let percent = if point.drawn_out.is_nan() {
                0.0
            } else {
                (point.drawn_out * 100.0).clamp(0.0, 400.0)
            };
            let percent = percent.round() as i64;
            head.holding(value("c:bubble3D", false))
                .holding_all((percent > 0).then(|| value("c:explosion", percent)))
                .holding(style.shape(fill, line))
        }
        Way::Area | Way::Bar | Way::Bubble | Way::FilledRadar => head
            .holding(value("c:invertIfNegative", false))
            .holding(value("c:bubble3D", false))
            .holding(style.shape(fill, line)),
    }
}

fn values(head: Element, chart: &Chart, sheet: &Sheet, series: &Series, drawn: Drawn) -> Element {
    let numbers = |name, column| sheet.numbers(name, chart, drawn.series, column);
    let smooth = || value("c:smooth", series.smooth);
    match drawn.way {
        Way::Scatter => head
            .holding(numbers("c:xVal", Column::Xs))
            .holding(numbers("c:yVal", Column::Values))
            .holding(smooth()),
        Way::Bubble => head
            .holding(numbers("c:xVal", Column::Xs))
            .holding(numbers("c:yVal", Column::Values))
            .holding(numbers("c:bubbleSize", Column::Radii))
            .holding(value("c:bubble3D", false)),
        way => {
            let whole = head
                .holding(sheet.categories(chart))
                .holding(numbers("c:val", Column::Values));
            if way == Way::Line {
                return whole.holding(smooth());
            }
            whole
        }
    }
}
