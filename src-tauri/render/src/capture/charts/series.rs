//! The series of a chart, from what the page drew.

use super::paint::{fill, length, spot, stroke};
use super::raw::{RawLine, RawLook, RawSeries};
use crate::scene::{Bars, Marker, MarkerShape, Obstacle, Point, Range, Series, SeriesKind, Stroke};

/// The largest number that a sheet holds.
const LARGEST: f64 = 9.99e307;
/// How far apart bars are that stand at the same place, in pixels.
const SAME_PLACE: f64 = 0.5;

/// What the series of a chart stand upon.
pub(super) struct Ground {
    /// How many categories there are, and which of the page's is the first; none where
    /// points have two numbers.
    pub(super) categories: Option<(usize, usize)>,
    /// Whether it is a circle.
    pub(super) is_circle: bool,
    /// Whether it is a radar.
    pub(super) is_radar: bool,
}

/// A series on the axis of values with this place, which has this range.
pub(super) fn series(
    raw: &RawSeries,
    ground: &Ground,
    axis: usize,
    range: Option<Range>,
) -> Result<Series, Obstacle> {
    if raw.is_floating {
        return Err(Obstacle::Values);
    }
    let kind = match raw.kind.as_str() {
        "bar" => SeriesKind::Bar,
        "bubble" => SeriesKind::Bubble,
        _ if ground.is_circle => SeriesKind::Share,
        "line" | "radar" if ground.categories.is_some() => SeriesKind::Line,
        "scatter" | "line" => SeriesKind::Scatter,
        _ => return Err(Obstacle::Type),
    };
    let series = Series {
        name: raw.name.clone(),
        kind,
        axis,
        stacked: raw.is_stacked,
        hidden: !raw.is_shown,
        ..Series::default()
    };
    let series = with_values(series, raw, ground)?;
    match kind {
        _ if series.hidden => Ok(series),
        SeriesKind::Bar | SeriesKind::Bubble | SeriesKind::Share => painted(series, raw, ground),
        SeriesKind::Line | SeriesKind::Scatter => drawn(series, raw, ground, range),
    }
}

fn with_values(mut series: Series, raw: &RawSeries, ground: &Ground) -> Result<Series, Obstacle> {
    let numbers = raw.points.iter().flatten().flatten();
    if numbers.clone().any(|number| number.abs() > LARGEST) {
        return Err(Obstacle::Values);
    }
    let Some((count, first)) = ground.categories else {
        series.xs = raw.points.iter().map(|[x, _, _]| *x).collect();
        series.values = raw.points.iter().map(|[_, value, _]| *value).collect();
        if series.kind == SeriesKind::Bubble {
            series.radii = raw.points.iter().map(|[_, _, radius]| *radius).collect();
        }
        return Ok(series);
    };
    let mut slots: Vec<Option<f64>> = vec![None; count];
    for (index, [x, value, _]) in raw.points.iter().enumerate() {
        let Some(value) = value.filter(|_| !raw.hidden.contains(&index)) else {
            continue;
        };
        let place = match x {
            Some(x) if *x < 0.0 || x.fract() != 0.0 => return Err(Obstacle::Values),
            Some(x) => *x as usize,
            None => index,
        };
        // What lies beyond the ends of the axis is not seen.
        let Some(slot) = place.checked_sub(first).and_then(|at| slots.get_mut(at)) else {
            continue;
        };
        if slot.replace(value).is_some() {
            return Err(Obstacle::Values);
        }
    }
    series.values = slots;
    Ok(series)
}

/// The look of a point.
fn look(raw: &RawSeries, index: usize) -> Option<&RawLook> {
    raw.looks.get(raw.which.get(index).copied().unwrap_or(0))
}

/// Where a point stands among the values of its series.
fn slot(raw: &RawSeries, ground: &Ground, index: usize) -> Option<usize> {
    let Some((count, first)) = ground.categories else {
        return Some(index);
    };
    let [x, _, _] = raw.points.get(index)?;
    let place = x.map_or(index, |x| x as usize).checked_sub(first)?;
    (place < count).then_some(place)
}

/// The points whose look is not the first one; all of them, of a circle.
fn others<'a>(
    raw: &'a RawSeries,
    ground: &'a Ground,
) -> impl Iterator<Item = (usize, &'a RawLook)> {
    (0..raw.points.len()).filter_map(|index| {
        let which = raw.which.get(index).copied().unwrap_or(0);
        if which == 0 && !ground.is_circle {
            return None;
        }
        Some((slot(raw, ground, index)?, look(raw, index)?))
    })
}

/// Bars, shares and bubbles.
fn painted(mut series: Series, raw: &RawSeries, ground: &Ground) -> Result<Series, Obstacle> {
    let Some(first) = raw.looks.first() else {
        return Ok(series);
    };
    series.fill = fill(first.fill.as_ref(), first.place)?;
    series.line = stroke(Some(&first.stroke))?;
    let radius = raw.arc.and_then(|[_, _, outer, _]| outer);
    for (index, look) in others(raw, ground) {
        series.points.push(Point {
            index,
            fill: fill(look.fill.as_ref(), look.place)?,
            line: stroke(Some(&look.stroke))?,
            marker: None,
            drawn_out: match (look.offset, radius) {
                (Some(offset), Some(radius)) if radius > 0.0 => (offset / radius).max(0.0),
                _ => 0.0,
            },
        });
    }
    Ok(series)
}

/// Lines and points.
fn drawn(
    mut series: Series,
    raw: &RawSeries,
    ground: &Ground,
    range: Option<Range>,
) -> Result<Series, Obstacle> {
    if let Some(line) = raw.line.as_ref().filter(|line| line.is_shown) {
        if line.is_stepped {
            return Err(Obstacle::Steps);
        }
        series.line = stroke(Some(&line.stroke))?;
        series.smooth = line.is_smooth && !ground.is_radar;
        if is_filled(line, &series, ground, range)? {
            series.fill = fill(line.fill.as_ref(), line.place)?;
        }
    }
    if let Some(first) = raw.looks.first() {
        series.marker = marker(first)?;
    }
    let leading = leading_lines(raw, &series)?;
    for (index, leading) in leading.into_iter().enumerate() {
        let marker = look(raw, index).map(marker).transpose()?.flatten();
        let Some(place) = slot(raw, ground, index) else {
            continue;
        };
        if marker != series.marker || leading != series.line {
            series.points.push(Point {
                index: place,
                line: leading,
                marker,
                ..Point::default()
            });
        }
    }
    Ok(series)
}

/// The line that leads to each point.
fn leading_lines(raw: &RawSeries, series: &Series) -> Result<Vec<Option<Stroke>>, Obstacle> {
    let mut leading = vec![series.line.clone(); raw.points.len()];
    let shown = raw.line.as_ref().filter(|line| line.is_shown);
    for (start, end, part) in shown.into_iter().flat_map(|line| &line.segments) {
        let place = |number: &Option<f64>| length(*number).map(|place| place.max(0.0) as usize);
        let (start, end) = (place(start)?, place(end)?);
        let part = stroke(Some(part))?;
        for line in leading.iter_mut().take(end + 1).skip(start + 1) {
            line.clone_from(&part);
        }
    }
    Ok(leading)
}

/// Whether the area beneath a line is filled as office programs fill it.
fn is_filled(
    line: &RawLine,
    series: &Series,
    ground: &Ground,
    range: Option<Range>,
) -> Result<bool, Obstacle> {
    let Some(until) = line.fills.as_deref() else {
        return Ok(false);
    };
    if fill(line.fill.as_ref(), line.place)?.is_none() {
        return Ok(false);
    }
    let has_floor = ground.categories.is_some();
    let begins_at_floor = range.is_some_and(|range| range.min >= 0.0);
    let is_fit = match until {
        "shape" => ground.is_radar,
        "origin" => has_floor,
        "start" => has_floor && begins_at_floor,
        // Until the line below.
        "stack" => series.stacked,
        until => series.stacked && until.parse::<usize>().is_ok(),
    };
    is_fit.then_some(true).ok_or(Obstacle::Area)
}

fn marker(look: &RawLook) -> Result<Option<Marker>, Obstacle> {
    let Some(radius) = look.radius.filter(|radius| *radius > 0.0) else {
        return Ok(None);
    };
    let shape = match look.mark.as_str() {
        "none" => return Ok(None),
        "circle" => MarkerShape::Circle,
        "rect" | "rectRounded" => MarkerShape::Square,
        "rectRot" => MarkerShape::Diamond,
        "triangle" => MarkerShape::Triangle,
        "cross" => MarkerShape::Plus,
        "crossRot" => MarkerShape::Cross,
        "star" => MarkerShape::Star,
        "line" | "dash" => MarkerShape::Dash,
        _ => return Err(Obstacle::Paint),
    };
    Ok(Some(Marker {
        shape,
        size: 2.0 * radius,
        fill: spot(look.fill.as_ref(), look.place)?,
        line: stroke(Some(&look.stroke))?,
    }))
}

/// How the bars of a category stand beside each other.
pub(super) fn bars(all: &[RawSeries]) -> Result<Bars, Obstacle> {
    let bars: Vec<&RawSeries> = all
        .iter()
        .filter(|series| series.is_shown && series.kind == "bar")
        .collect();
    let Some(first) = bars.first() else {
        return Ok(Bars::default());
    };
    let is_one =
        |same: fn(&RawSeries, &RawSeries) -> bool| bars.iter().all(|series| same(first, series));
    let on_one_axis = is_one(|one, other| one.value_scale == other.value_scale);
    let stacked_alike = is_one(|one, other| one.is_stacked == other.is_stacked);
    if !on_one_axis || !stacked_alike {
        return Err(Obstacle::Stacks);
    }
    if first.is_stacked && !is_one(|one, other| one.stack == other.stack) {
        return Err(Obstacle::Stacks);
    }
    let mut shifts = Vec::new();
    let placed = bars.iter().filter_map(|series| series.bars.as_ref());
    for bars in placed.clone() {
        shifts.push(length(bars.shift)?);
    }
    let Some(first_bars) = placed.clone().next() else {
        return Ok(Bars::default());
    };
    let (thickness, pitch) = (length(first_bars.thickness)?, length(first_bars.pitch)?);
    if thickness <= 0.0 {
        return Ok(Bars::default());
    }
    beside(&mut shifts, thickness, pitch, first.is_stacked)
}

fn beside(
    shifts: &mut Vec<f64>,
    thickness: f64,
    pitch: f64,
    stacked: bool,
) -> Result<Bars, Obstacle> {
    let count = shifts.len();
    shifts.sort_by(f64::total_cmp);
    shifts.dedup_by(|one, other| (*one - *other).abs() < SAME_PLACE);
    let apart = match shifts.as_slice() {
        [one, other, ..] => other - one,
        // All at one place, and nothing of one beside the other.
        _ => 0.0,
    };
    if stacked && apart > 0.0 {
        return Err(Obstacle::Stacks);
    }
    let overlap = if count > 1 {
        1.0 - apart / thickness
    } else {
        0.0
    };
    let together = thickness + apart * (shifts.len().saturating_sub(1)) as f64;
    Ok(Bars {
        gap: ((pitch - together) / thickness).max(0.0),
        overlap,
    })
}
