//! The groups of series that are drawn in one way, as the format has them.
//!
//! A line with an area beneath is drawn twice, since no office program curves or marks the
//! edge of an area: the area first, then the line above it. Both hold the same cells, and
//! the legend names them once.
//!
//! What does not belong here: a single series (`series`), and the axes (`axes`).

use super::axes::{BUBBLE_SPAN, ids};
use super::data::Sheet;
use super::series;
use super::style::{Style, share, value};
use crate::pptx::xml::Element;
use crate::scene::{Chart, Coordinates, Series, SeriesKind};

/// How a group is drawn, back to front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// As areas.
    Area,
    /// As bars.
    Bar,
    /// As lines.
    Line,
    /// As points with two numbers.
    Scatter,
    /// As circles of different sizes.
    Bubble,
    /// As shares of a circle.
    Circle,
    /// As areas around a middle.
    FilledRadar,
    /// As lines around a middle.
    Radar,
}

/// A series as it is drawn in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    /// Its place in the chart.
    pub(super) series: usize,
    /// How it is drawn.
    pub(super) way: Way,
    /// Whether it is the area of a series whose line is drawn as well.
    pub(super) is_area_below: bool,
    axis: usize,
    stacked: bool,
}

impl Drawn {
    fn is_beside(&self, other: &Self) -> bool {
        (self.way, self.axis, self.stacked) == (other.way, other.axis, other.stacked)
    }
}

/// All that is drawn, in the order of the file, which is that of the legend.
pub(super) fn drawn(chart: &Chart) -> Vec<Drawn> {
    let shown = chart.series.iter().enumerate();
    let shown = shown.filter(|(_, series)| !series.hidden);
    let mut drawn: Vec<Drawn> = shown
        .flat_map(|(index, series)| {
            let ways = ways(chart, series);
            let is_twice = ways.len() > 1;
            ways.iter().map(move |way| Drawn {
                series: index,
                way: *way,
                is_area_below: is_twice && *way == Way::Area,
                axis: series.axis.min(axis_count(chart).saturating_sub(1)),
                stacked: series.stacked,
            })
        })
        .collect();
    drawn.sort_by_key(|drawn| (drawn.way, drawn.axis, drawn.stacked));
    if matches!(chart.coordinates, Coordinates::Circle { .. }) {
        // The format begins with the innermost ring.
        drawn.reverse();
    }
    drawn
}

fn ways(chart: &Chart, series: &Series) -> &'static [Way] {
    match (&chart.coordinates, series.kind) {
        (Coordinates::Circle { .. }, _) => &[Way::Circle],
        (Coordinates::Radar { .. }, _) if series.fill.is_some() => &[Way::FilledRadar],
        (Coordinates::Radar { .. }, _) => &[Way::Radar],
        (Coordinates::Points { .. }, SeriesKind::Bubble) => &[Way::Bubble],
        (Coordinates::Points { .. }, _) => &[Way::Scatter],
        (Coordinates::Categories { .. }, SeriesKind::Bar) => &[Way::Bar],
        _ if series.fill.is_none() => &[Way::Line],
        _ if series.line.is_none() && series.marker.is_none() => &[Way::Area],
        _ => &[Way::Area, Way::Line],
    }
}

/// How many axes of values a chart has.
fn axis_count(chart: &Chart) -> usize {
    match &chart.coordinates {
        Coordinates::Categories { values, .. } | Coordinates::Points { values, .. } => {
            values.len().min(2)
        }
        _ => 1,
    }
}

/// The groups of a chart.
pub(super) fn groups(chart: &Chart, sheet: &Sheet, style: &Style) -> Vec<Element> {
    let drawn = drawn(chart);
    let mut place = 0;
    let groups = drawn.chunk_by(Drawn::is_beside).map(|group| {
        let numbered: Vec<(usize, Drawn)> = (place..).zip(group.iter().copied()).collect();
        place += group.len();
        Group {
            chart,
            sheet,
            style,
            drawn: &numbered,
        }
        .element()
    });
    let groups: Vec<Element> = groups.collect();
    if groups.is_empty() {
        return vec![without_series(chart)];
    }
    groups
}

/// The axes need a group, even where nothing is drawn.
fn without_series(chart: &Chart) -> Element {
    match chart.coordinates {
        Coordinates::Circle { .. } => {
            Element::new("c:pieChart").holding(value("c:varyColors", true))
        }
        Coordinates::Radar { .. } => with_axes(
            Element::new("c:radarChart").holding(value("c:radarStyle", "standard")),
            0,
        ),
        Coordinates::Points { .. } => with_axes(
            Element::new("c:scatterChart").holding(value("c:scatterStyle", "lineMarker")),
            0,
        ),
        Coordinates::Categories { .. } => with_axes(
            Element::new("c:barChart")
                .holding(value("c:barDir", "col"))
                .holding(value("c:grouping", "clustered")),
            0,
        ),
    }
}

fn with_axes(group: Element, axis: usize) -> Element {
    let (category, values) = ids(axis);
    group
        .holding(value("c:axId", category))
        .holding(value("c:axId", values))
}

/// Series that are drawn in one way on the same axes, with their places in the file.
struct Group<'a> {
    chart: &'a Chart,
    sheet: &'a Sheet,
    style: &'a Style,
    drawn: &'a [(usize, Drawn)],
}

impl Group<'_> {
    fn element(&self) -> Element {
        let Some((_, first)) = self.drawn.first() else {
            return without_series(self.chart);
        };
        let group = match first.way {
            Way::Area => self.in_grouping("c:areaChart", first, "standard"),
            Way::Line => self
                .in_grouping("c:lineChart", first, "standard")
                .holding(value("c:marker", true)),
            Way::Bar => self.bars(first),
            Way::Scatter => self.with_series(
                Element::new("c:scatterChart").holding(value("c:scatterStyle", "lineMarker")),
            ),
            Way::Bubble => self.bubbles(),
            Way::FilledRadar => self.radar("filled"),
            Way::Radar => self.radar("marker"),
            Way::Circle => return self.circle(),
        };
        with_axes(group, first.axis)
    }

    fn with_series(&self, group: Element) -> Element {
        let varies = self.drawn.iter().any(|(_, drawn)| drawn.way == Way::Circle);
        group
            .holding(value("c:varyColors", varies))
            .holding_all(self.drawn.iter().filter_map(|(place, drawn)| {
                let series = self.chart.series.get(drawn.series)?;
                Some(series::element(
                    self.chart, self.sheet, self.style, series, *drawn, *place,
                ))
            }))
    }

    fn in_grouping(&self, name: &'static str, first: &Drawn, plain: &str) -> Element {
        let grouping = if first.stacked { "stacked" } else { plain };
        self.with_series(Element::new(name).holding(value("c:grouping", grouping)))
    }

    fn bars(&self, first: &Drawn) -> Element {
        let horizontal = matches!(
            self.chart.coordinates,
            Coordinates::Categories {
                horizontal: true,
                ..
            }
        );
        let grouping = if first.stacked {
            "stacked"
        } else {
            "clustered"
        };
        let overlap = if first.stacked {
            1.0
        } else {
            self.chart.bars.overlap
        };
        let percent = |share: f64, least: f64, most: f64| {
            let percent = if share.is_nan() { 0.0 } else { share * 100.0 };
            percent.clamp(least, most).round() as i64
        };
        let group = Element::new("c:barChart")
            .holding(value("c:barDir", if horizontal { "bar" } else { "col" }))
            .holding(value("c:grouping", grouping));
        self.with_series(group)
            .holding(value(
                "c:gapWidth",
                percent(self.chart.bars.gap, 0.0, 500.0),
            ))
            .holding(value("c:overlap", percent(overlap, -100.0, 100.0)))
    }

    /// The largest bubble is a quarter of the plot's shorter side wide, times the scale.
    fn bubbles(&self) -> Element {
        let radii = self.drawn.iter().filter_map(|(_, drawn)| {
            let series = self.chart.series.get(drawn.series)?;
            series.radii.iter().flatten().copied().reduce(f64::max)
        });
        let largest = 2.0 * radii.reduce(f64::max).unwrap_or_default();
        let side = self.chart.plot.width.min(self.chart.plot.height);
        let scale = share(largest, side * BUBBLE_SPAN) * 100.0;
        self.with_series(Element::new("c:bubbleChart"))
            .holding(value(
                "c:bubbleScale",
                scale.clamp(1.0, 300.0).round() as i64,
            ))
            .holding(value("c:showNegBubbles", false))
            .holding(value("c:sizeRepresents", "w"))
    }

    fn radar(&self, style: &str) -> Element {
        self.with_series(Element::new("c:radarChart").holding(value("c:radarStyle", style)))
    }

    fn circle(&self) -> Element {
        let Coordinates::Circle { start, hole } = self.chart.coordinates else {
            return without_series(self.chart);
        };
        let start = if start.is_finite() { start } else { 0.0 };
        let first = value(
            "c:firstSliceAng",
            (start.rem_euclid(360.0).round() as i64) % 360,
        );
        let Some(hole) = hole else {
            return self.with_series(Element::new("c:pieChart")).holding(first);
        };
        let percent = if hole.is_nan() { 50.0 } else { hole * 100.0 };
        self.with_series(Element::new("c:doughnutChart"))
            .holding(first)
            // `ST_HoleSize` of the format's first edition, which is the narrower one.
            .holding(value(
                "c:holeSize",
                percent.clamp(10.0, 90.0).round() as i64,
            ))
    }
}
