//! The axes of a chart, from the scales that the page drew.

use super::format;
use super::paint::{length, stroke, text_style, title};
use super::raw::{RawLabels, RawScale};
use crate::scene::{Axis, Labels, Obstacle, Range};

/// How far apart two steps are that are the same, as a share of one.
const NEAR: f64 = 1e-6;
/// The largest number that a sheet holds.
const LARGEST: f64 = 9.99e307;

/// An axis of numbers.
pub(super) fn numbers(scale: &RawScale) -> Result<Axis, Obstacle> {
    let range = range(scale)?;
    let labels = number_labels(scale)?;
    Ok(Axis {
        range: Some(range),
        labels,
        ..common(scale)?
    })
}

/// An axis of categories, which are the categories of the chart, and which of the page's
/// categories are among them.
pub(super) fn categories(scale: &RawScale) -> Result<(Axis, Vec<String>, usize), Obstacle> {
    let names = scale.categories.as_deref().unwrap_or_default();
    // An axis may show some of its categories only.
    let place = |number: Option<f64>, otherwise: usize| match number {
        Some(number) if number >= 0.0 => (number.round() as usize).min(names.len()),
        _ => otherwise,
    };
    let first = place(scale.min, 0);
    let last = place(scale.max, names.len().saturating_sub(1));
    let shown = names.get(first..names.len().min(last + 1));
    let mut shown = shown.unwrap_or_default().to_vec();
    let every = rename(&mut shown, scale, first)?;
    let labels =
        shown_labels(&scale.labels, scale.is_shown)?.map(|labels| Labels { every, ..labels });
    let axis = Axis {
        labels,
        to_the_ends: !scale.is_offset,
        ..common(scale)?
    };
    Ok((axis, shown, first))
}

/// Gives categories the names that are drawn, and answers how many of them there are for
/// each name that is.
fn rename(shown: &mut [String], scale: &RawScale, first: usize) -> Result<usize, Obstacle> {
    if !scale.is_shown || !scale.labels.is_shown {
        return Ok(1);
    }
    let mut places = Vec::new();
    for (value, text) in &scale.ticks {
        let place = value.map_or(first, |value| value.max(0.0).round() as usize);
        let place = place.checked_sub(first).ok_or(Obstacle::Labels)?;
        if text.is_empty() {
            continue;
        }
        let name = shown.get_mut(place).ok_or(Obstacle::Labels)?;
        // Words that are drawn on lines of their own are the same words.
        if text.replace('\n', " ") != name.replace('\n', " ") {
            name.clone_from(text);
        }
        places.push(place);
    }
    let every = match places.as_slice() {
        [0, second, ..] => *second,
        [0] => shown.len().max(1),
        [] => return Ok(1),
        _ => return Err(Obstacle::Labels),
    };
    let is_regular = places
        .iter()
        .enumerate()
        .all(|(index, place)| *place == index * every);
    is_regular.then_some(every).ok_or(Obstacle::Labels)
}

/// The axis that goes upwards from the middle of a radar, and the names around it.
pub(super) fn radar(scale: &RawScale) -> Result<(Axis, Axis, Vec<String>), Obstacle> {
    let around = scale.around.as_ref().ok_or(Obstacle::Unreadable)?;
    let names = Axis {
        shown: scale.is_shown,
        labels: shown_labels(around, scale.is_shown)?,
        grid: stroke(scale.grid.as_ref())?,
        ..Axis::default()
    };
    Ok((names, numbers(scale)?, around.texts.clone()))
}

fn common(scale: &RawScale) -> Result<Axis, Obstacle> {
    let opposite = match scale.position.as_str() {
        "left" | "bottom" | "chartArea" => false,
        "right" | "top" => true,
        _ if !scale.is_shown => false,
        _ => return Err(Obstacle::Axes),
    };
    if !scale.is_shown {
        return Ok(Axis {
            opposite,
            reversed: scale.is_reversed,
            ..Axis::default()
        });
    }
    let line = stroke(scale.border.as_ref())?;
    Ok(Axis {
        shown: true,
        opposite,
        reversed: scale.is_reversed,
        marks: scale.has_marks && line.is_some(),
        line,
        grid: stroke(scale.grid.as_ref())?,
        title: scale.title.as_ref().map(title).transpose()?,
        ..Axis::default()
    })
}

fn shown_labels(raw: &RawLabels, is_axis_shown: bool) -> Result<Option<Labels>, Obstacle> {
    if !raw.is_shown || !is_axis_shown {
        return Ok(None);
    }
    Ok(Some(Labels {
        style: text_style(&raw.font, raw.colour.as_ref())?,
        // A page turns labels to the left.
        rotation: -length(Some(raw.rotation))?,
        every: 1,
        ..Labels::default()
    }))
}

fn range(scale: &RawScale) -> Result<Range, Obstacle> {
    let logarithmic = match scale.kind.as_str() {
        "linear" | "radialLinear" => false,
        "logarithmic" => true,
        _ => return Err(Obstacle::Axes),
    };
    let (Some(min), Some(max)) = (scale.min, scale.max) else {
        return Err(Obstacle::Axes);
    };
    if min.abs() > LARGEST || max.abs() > LARGEST || max <= min {
        return Err(Obstacle::Axes);
    }
    // Office programs begin the steps of such an axis with its smallest number.
    if logarithmic && (min <= 0.0 || !is_power_of_ten(min)) {
        return Err(Obstacle::Axes);
    }
    let step = if logarithmic { None } else { step(scale, min)? };
    Ok(Range {
        min,
        max,
        step,
        logarithmic,
    })
}

fn is_power_of_ten(number: f64) -> bool {
    let power = number.log10();
    (power - power.round()).abs() < NEAR
}

/// From one tick to the next. Office programs count from the smallest number on, so only
/// the last step may be shorter.
fn step(scale: &RawScale, min: f64) -> Result<Option<f64>, Obstacle> {
    let is_seen = scale.is_shown && (scale.labels.is_shown || scale.grid.is_some());
    let mut values: Vec<f64> = scale.ticks.iter().filter_map(|(value, _)| *value).collect();
    values.sort_by(f64::total_cmp);
    let [first, second, ..] = values.as_slice() else {
        return Ok(None);
    };
    let step = second - first;
    let steps = values.len() - 1;
    let pairs = values.iter().zip(values.iter().skip(1)).enumerate();
    let are_even = pairs.into_iter().all(|(index, (one, other))| {
        let this = other - one;
        let is_even = (this - step).abs() <= step * NEAR;
        is_even || (index + 1 == steps && this < step)
    });
    let is_regular = are_even && step > 0.0 && (first - min).abs() <= step * NEAR;
    if is_seen && !is_regular {
        return Err(Obstacle::Labels);
    }
    Ok(is_regular.then_some(step))
}

fn number_labels(scale: &RawScale) -> Result<Option<Labels>, Obstacle> {
    let Some(labels) = shown_labels(&scale.labels, scale.is_shown)? else {
        return Ok(None);
    };
    let is_logarithmic = scale.kind == "logarithmic";
    let drawn: Vec<(f64, &str)> = scale
        .ticks
        .iter()
        .filter_map(|(value, text)| Some(((*value)?, text.as_str())))
        // Such an axis names the powers of ten, whatever else a page names.
        .filter(|(value, _)| !is_logarithmic || is_power_of_ten(*value))
        .collect();
    if drawn.iter().all(|(_, text)| text.is_empty()) {
        return Ok(None);
    }
    let format = format::recognise(&drawn).ok_or(Obstacle::Labels)?;
    Ok(Some(Labels { format, ..labels }))
}
