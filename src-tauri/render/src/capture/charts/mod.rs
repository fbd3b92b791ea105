//! Charts, from what the page says of them (`core`, `page/export/charts.js`).
//!
//! The page's scripts may have made all of it up, so everything is looked at once more:
//! a chart is either one that office programs draw as the page does, or there is a reason
//! why it is none. What does not belong here: reading the page.

mod axes;
mod describe;
mod format;
mod paint;
mod raw;
mod series;

use serde_json::value::RawValue;

use self::paint::{length, lengths, text_style, title, within};
use self::raw::{Entry, RawChart, RawLegend, RawScale, RawSeries, Trouble};
use self::series::Ground;
use crate::scene::{
    Axis, Chart, Coordinates, Legend, Obstacle, Range, Rect, Series, SeriesKind, Side,
};

/// More than this no page says, in bytes.
const LARGEST: usize = 128 * 1024 * 1024;
/// How much more a chart may be stretched to one side than to the other.
const STRETCHED: f64 = 0.03;
/// Room around what a legend names, as a share of its width and in pixels: programs lay
/// a row of names out wider, and leave out what has no room.
const LEGEND_ROOM: (f64, f64) = (0.15, 12.0);

/// A chart of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FoundChart {
    /// Where it is on its canvas, from the corner of the canvas' border.
    pub(super) place: Rect,
    /// What it shows, in words and numbers; empty if it could not be read.
    pub(super) description: String,
    /// The chart, or why it can only be a picture.
    pub(super) chart: Result<Box<Chart>, Obstacle>,
}

/// The charts that a page says of, by the numbers that their canvases bear.
///
/// # Errors
/// What stands in the way of reading any of them.
pub(super) fn read(json: &str) -> Result<Vec<FoundChart>, Obstacle> {
    if json.len() > LARGEST {
        return Err(Obstacle::Size);
    }
    let entries: Vec<&RawValue> = serde_json::from_str(json).map_err(|_| Obstacle::Unreadable)?;
    Ok(entries
        .into_iter()
        .map(|entry| found(entry.get()))
        .collect())
}

fn found(json: &str) -> FoundChart {
    let raw = match serde_json::from_str(json) {
        Ok(Entry::Read(raw)) => raw,
        Ok(Entry::Trouble(Trouble::Size)) => return unread(Obstacle::Size),
        Ok(Entry::Trouble(Trouble::Unreadable)) | Err(_) => return unread(Obstacle::Unreadable),
    };
    let [x, y, width, height] = raw.place.map(|length| length.unwrap_or_default());
    FoundChart {
        place: Rect {
            x,
            y,
            width: width.max(0.0),
            height: height.max(0.0),
        },
        description: describe::describe(&raw),
        chart: chart(&raw).map(Box::new),
    }
}

fn unread(obstacle: Obstacle) -> FoundChart {
    FoundChart {
        place: Rect::default(),
        description: String::new(),
        chart: Err(obstacle),
    }
}

fn chart(raw: &RawChart) -> Result<Chart, Obstacle> {
    let size = size(raw)?;
    let drawing = match family(raw)? {
        Family::Categories => on_categories(raw)?,
        Family::Points => on_points(raw)?,
        Family::Circle => in_circle(raw)?,
        Family::Radar => on_rays(raw)?,
    };
    if raw.is_drawn_upon {
        return Err(Obstacle::Script);
    }
    let legend = raw.legend.as_ref();
    let legend = legend.map(|it| legend_of(it, raw, &drawing)).transpose()?;
    let titles: Result<Vec<_>, _> = raw.titles.iter().map(title).collect();
    let mut titles = titles?;
    titles.sort_by(|one, other| one.place.y.total_cmp(&other.place.y));
    // A chart has one title, which is turned in one way.
    if titles
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one.rotation != other.rotation))
    {
        return Err(Obstacle::Labels);
    }
    let shown = raw.series.iter().filter(|series| series.is_shown);
    let mut lines = shown.filter_map(|series| series.line.as_ref());
    Ok(Chart {
        width: size.0,
        height: size.1,
        bars: series::bars(&raw.series)?,
        bridges_gaps: lines.any(|line| line.spans_gaps),
        legend,
        titles,
        plot: drawing.plot,
        coordinates: drawing.coordinates,
        categories: drawing.categories,
        series: drawing.series,
    })
}

/// How large a chart is before it is stretched to its place.
fn size(raw: &RawChart) -> Result<(f64, f64), Obstacle> {
    let [width, height] = lengths(raw.size)?;
    let [_, _, across, down] = lengths(raw.place)?;
    if width < 1.0 || height < 1.0 || across < 1.0 || down < 1.0 {
        return Err(Obstacle::Unreadable);
    }
    let stretch = (across / width) / (down / height);
    if (stretch - 1.0).abs() > STRETCHED {
        return Err(Obstacle::Stretched);
    }
    Ok((width, height))
}

/// What kinds of coordinates charts have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Categories,
    Points,
    Circle,
    Radar,
}

/// A chart without what stands around it.
struct Drawing {
    plot: Rect,
    coordinates: Coordinates,
    categories: Vec<String>,
    series: Vec<Series>,
}

fn family(raw: &RawChart) -> Result<Family, Obstacle> {
    let any_shown = raw.series.iter().any(|series| series.is_shown);
    let shown = |series: &&RawSeries| series.is_shown || !any_shown;
    let kinds: Vec<&str> = match raw.series.iter().filter(shown).map(|it| it.kind.as_str()) {
        kinds if raw.series.is_empty() => kinds.chain([raw.kind.as_str()]).collect(),
        kinds => kinds.collect(),
    };
    let known = [
        "bar", "line", "pie", "doughnut", "radar", "scatter", "bubble",
    ];
    if kinds.iter().any(|kind| !known.contains(kind)) {
        return Err(Obstacle::Type);
    }
    let all = |these: &[&str]| kinds.iter().all(|kind| these.contains(kind));
    let on_names = raw
        .series
        .iter()
        .filter(shown)
        .all(|series| scale(raw, &series.index_scale).is_ok_and(|it| it.kind == "category"));
    match () {
        () if all(&["pie"]) || all(&["doughnut"]) => Ok(Family::Circle),
        () if all(&["radar"]) => Ok(Family::Radar),
        () if all(&["bubble"]) => Ok(Family::Points),
        () if all(&["bar", "line"]) && on_names => Ok(Family::Categories),
        () if all(&["line", "scatter"]) => Ok(Family::Points),
        () if all(&["bar", "line"]) => Err(Obstacle::Axes),
        () => Err(Obstacle::Mixture),
    }
}

fn scale<'a>(raw: &'a RawChart, id: &str) -> Result<&'a RawScale, Obstacle> {
    raw.scales
        .iter()
        .find(|scale| scale.id == id)
        .ok_or(Obstacle::Axes)
}

/// The scale that all series have in common, and those of their values: two at most.
fn scales(raw: &RawChart) -> Result<(&RawScale, Vec<&RawScale>), Obstacle> {
    let shown = || raw.series.iter().filter(|series| series.is_shown);
    let mut all = shown().chain(raw.series.iter().take(1));
    let first = all.clone().next().ok_or(Obstacle::Values)?;
    if all.any(|series| series.index_scale != first.index_scale) {
        return Err(Obstacle::Axes);
    }
    let mut values: Vec<&RawScale> = vec![scale(raw, &first.value_scale)?];
    for series in shown() {
        if values.iter().all(|scale| scale.id != series.value_scale) {
            values.push(scale(raw, &series.value_scale)?);
        }
    }
    if values.len() > 2 {
        return Err(Obstacle::Axes);
    }
    Ok((scale(raw, &first.index_scale)?, values))
}

/// All series, upon these axes of values.
fn all_series(
    raw: &RawChart,
    ground: &Ground,
    values: &[(&RawScale, Option<Range>)],
) -> Result<Vec<Series>, Obstacle> {
    let series = raw.series.iter().map(|series| {
        let place = values
            .iter()
            .position(|(scale, _)| scale.id == series.value_scale);
        let place = place.unwrap_or(0);
        let range = values.get(place).and_then(|(_, range)| *range);
        series::series(series, ground, place, range)
    });
    series.collect()
}

fn number_axes(values: &[&RawScale]) -> Result<Vec<Axis>, Obstacle> {
    values.iter().map(|scale| axes::numbers(scale)).collect()
}

fn on_categories(raw: &RawChart) -> Result<Drawing, Obstacle> {
    let (index, values) = scales(raw)?;
    let horizontal = index.axis == "y";
    let shown = raw.series.iter().filter(|series| series.is_shown);
    if horizontal && shown.clone().any(|series| series.kind == "line") {
        return Err(Obstacle::Type);
    }
    let (category, categories, first) = axes::categories(index)?;
    let axes = number_axes(&values)?;
    let ground = Ground {
        categories: Some((categories.len(), first)),
        is_circle: false,
        is_radar: false,
    };
    let ranges = values
        .iter()
        .zip(&axes)
        .map(|(scale, axis)| (*scale, axis.range));
    let series = all_series(raw, &ground, &ranges.collect::<Vec<_>>())?;
    check_stacks(&series)?;
    Ok(Drawing {
        plot: within(raw.area)?,
        coordinates: Coordinates::Categories {
            horizontal,
            category: Box::new(category),
            values: axes,
        },
        categories,
        series,
    })
}

/// Areas stand upon areas only, and lines upon lines.
fn check_stacks(series: &[Series]) -> Result<(), Obstacle> {
    let mut lines = series
        .iter()
        .filter(|it| !it.hidden && it.stacked && it.kind == SeriesKind::Line);
    let Some(first) = lines.next() else {
        return Ok(());
    };
    let is_mixed = lines.any(|line| line.fill.is_some() != first.fill.is_some());
    if is_mixed {
        Err(Obstacle::Stacks)
    } else {
        Ok(())
    }
}

fn on_points(raw: &RawChart) -> Result<Drawing, Obstacle> {
    let (index, values) = scales(raw)?;
    if index.axis != "x" {
        return Err(Obstacle::Axes);
    }
    let x = axes::numbers(index)?;
    let axes = number_axes(&values)?;
    let ground = Ground {
        categories: None,
        is_circle: false,
        is_radar: false,
    };
    let ranges = values
        .iter()
        .zip(&axes)
        .map(|(scale, axis)| (*scale, axis.range));
    let series = all_series(raw, &ground, &ranges.collect::<Vec<_>>())?;
    if series.iter().any(|series| series.stacked && !series.hidden) {
        return Err(Obstacle::Stacks);
    }
    Ok(Drawing {
        plot: within(raw.area)?,
        coordinates: Coordinates::Points {
            x: Box::new(x),
            values: axes,
        },
        categories: Vec::new(),
        series,
    })
}

/// The square around a circle.
fn around(x: f64, y: f64, radius: f64) -> Rect {
    Rect {
        x: x - radius,
        y: y - radius,
        width: 2.0 * radius,
        height: 2.0 * radius,
    }
}

fn in_circle(raw: &RawChart) -> Result<Drawing, Obstacle> {
    let shown: Vec<&RawSeries> = raw.series.iter().filter(|series| series.is_shown).collect();
    if (raw.circumference - 360.0).abs() > 0.5 {
        return Err(Obstacle::Circle);
    }
    let count = raw.series.iter().map(|series| series.points.len()).max();
    let mut categories = raw.labels.clone();
    categories.resize(count.unwrap_or_default(), String::new());
    let ground = Ground {
        categories: Some((categories.len(), 0)),
        is_circle: true,
        is_radar: false,
    };
    let arcs: Vec<_> = shown.iter().filter_map(|series| series.arc).collect();
    let [x, y, outer, inner] = match (arcs.first(), arcs.last()) {
        (Some([x, y, outer, _]), Some([_, _, _, inner])) => lengths([*x, *y, *outer, *inner])?,
        _ => return Err(Obstacle::Values),
    };
    // A pie has one ring only.
    if outer <= 0.0 || (inner <= 0.0 && shown.len() > 1) {
        return Err(Obstacle::Circle);
    }
    let has_negative = raw
        .series
        .iter()
        .flat_map(|series| &series.points)
        .any(|point| matches!(point, [_, Some(value), _] if *value < 0.0));
    if has_negative {
        return Err(Obstacle::Values);
    }
    Ok(Drawing {
        plot: around(x, y, outer),
        coordinates: Coordinates::Circle {
            start: raw.rotation,
            hole: (inner > 0.0).then_some(inner / outer),
        },
        series: all_series(raw, &ground, &[])?,
        categories,
    })
}

fn on_rays(raw: &RawChart) -> Result<Drawing, Obstacle> {
    let scale = raw
        .scales
        .iter()
        .find(|scale| scale.axis == "r")
        .ok_or(Obstacle::Axes)?;
    let (category, value, mut categories) = axes::radar(scale)?;
    let count = raw.series.iter().map(|series| series.points.len()).max();
    categories.resize(
        count.unwrap_or_default().max(categories.len()),
        String::new(),
    );
    let ground = Ground {
        categories: Some((categories.len(), 0)),
        is_circle: false,
        is_radar: true,
    };
    let [x, y, radius] = lengths(scale.circle.ok_or(Obstacle::Unreadable)?)?;
    let series = all_series(raw, &ground, &[(scale, value.range)])?;
    Ok(Drawing {
        plot: around(x, y, radius.max(0.0)),
        coordinates: Coordinates::Radar {
            category: Box::new(category),
            value: Box::new(value),
        },
        categories,
        series,
    })
}

/// The legend, if it names series as they are called.
fn legend_of(raw: &RawLegend, chart: &RawChart, drawing: &Drawing) -> Result<Legend, Obstacle> {
    let is_circle = matches!(drawing.coordinates, Coordinates::Circle { .. });
    let names: Vec<&str> = if is_circle {
        drawing.categories.iter().map(String::as_str).collect()
    } else {
        chart
            .series
            .iter()
            .map(|series| series.name.as_str())
            .collect()
    };
    let mut without: Vec<usize> = (0..names.len()).collect();
    for (index, text) in &raw.items {
        let index = length(*index)?.max(0.0) as usize;
        if names.get(index).is_none_or(|name| name != text) {
            return Err(Obstacle::Legend);
        }
        without.retain(|other| *other != index);
    }
    let place = within(raw.place)?;
    let side = match raw.position.as_str() {
        "left" => Side::Left,
        "right" => Side::Right,
        "bottom" => Side::Bottom,
        _ => Side::Top,
    };
    Ok(Legend {
        side,
        place: roomy(&place, side),
        style: text_style(&raw.font, raw.colour.as_ref())?,
        without,
    })
}

fn roomy(place: &Rect, side: Side) -> Rect {
    // What stands in one column would become two.
    let across = match side {
        Side::Left | Side::Right => 0.0,
        Side::Top | Side::Bottom => place.width * LEGEND_ROOM.0 + LEGEND_ROOM.1,
    };
    let down = LEGEND_ROOM.1 / 2.0;
    Rect {
        x: place.x - across,
        y: place.y - down,
        width: place.width + 2.0 * across,
        height: place.height + 2.0 * down,
    }
}

#[cfg(test)]
mod tests;
