//! Colours, lines, fonts and titles of charts, from what the page says of them.

use super::raw::{RawFont, RawPaint, RawStroke, RawTitle};
use crate::scene::{Align, Color, Font, Obstacle, Paint, Rect, Stop, Stroke, TextStyle, Title};

/// From this weight on a face is a bold one (CSS Fonts 4, 5.2, as browsers choose).
const BOLD: f64 = 600.0;
/// The size of text where none is said (Chart.js' own).
const USUAL_SIZE: f64 = 12.0;
/// How far lines may lean that are taken for upright ones, in pixels.
const UPRIGHT: f64 = 0.5;

/// Families that every office program has, for those that name no font and for those that
/// the browser took for them.
const FAMILIES: [(&str, &str); 13] = [
    ("helvetica neue", "Arial"),
    ("helvetica", "Arial"),
    ("sans-serif", "Arial"),
    ("ui-sans-serif", "Arial"),
    ("system-ui", "Arial"),
    ("-apple-system", "Arial"),
    ("blinkmacsystemfont", "Arial"),
    ("", "Arial"),
    ("serif", "Times New Roman"),
    ("ui-serif", "Times New Roman"),
    ("times", "Times New Roman"),
    ("monospace", "Courier New"),
    ("ui-monospace", "Courier New"),
];

/// A number of a page that something can be drawn with.
pub(super) fn length(number: Option<f64>) -> Result<f64, Obstacle> {
    const FARTHEST: f64 = 1e6;
    number
        .filter(|number| number.abs() <= FARTHEST)
        .ok_or(Obstacle::Unreadable)
}

/// All of them.
pub(super) fn lengths<const N: usize>(numbers: [Option<f64>; N]) -> Result<[f64; N], Obstacle> {
    let mut lengths = [0.0; N];
    for (place, number) in lengths.iter_mut().zip(numbers) {
        *place = length(number)?;
    }
    Ok(lengths)
}

/// A rectangle of its left, top, right and bottom.
pub(super) fn within(sides: [Option<f64>; 4]) -> Result<Rect, Obstacle> {
    let [left, top, right, bottom] = lengths(sides)?;
    Ok(Rect {
        x: left,
        y: top,
        width: (right - left).max(0.0),
        height: (bottom - top).max(0.0),
    })
}

fn color([red, green, blue, alpha]: [f64; 4]) -> Color {
    let part = |part: f64| part.clamp(0.0, 255.0).round() as u8;
    Color {
        rgb: [red, green, blue].map(part),
        alpha: alpha.clamp(0.0, 1.0),
    }
}

/// The colour of text.
pub(super) fn text_color(paint: Option<&RawPaint>) -> Result<Color, Obstacle> {
    match paint {
        Some(RawPaint::Colour { colour }) => Ok(color(*colour)),
        _ => Err(Obstacle::Paint),
    }
}

/// What an area is filled with; nothing if it is not to be seen.
pub(super) fn fill(
    paint: Option<&RawPaint>,
    place: Option<[Option<f64>; 4]>,
) -> Result<Option<Paint>, Obstacle> {
    match paint {
        None => Ok(None),
        Some(RawPaint::Colour { colour }) => {
            let color = color(*colour);
            Ok((color.alpha > 0.0).then_some(Paint::Solid(color)))
        }
        Some(RawPaint::Gradient { line, stops }) => {
            let place = place.ok_or(Obstacle::Paint)?;
            gradient(lengths(*line)?, stops, &within(place)?).map(Some)
        }
        Some(RawPaint::Unknown(_)) => Err(Obstacle::Paint),
    }
}

/// What something small is filled with: of a gradient, the colour in its middle.
pub(super) fn spot(
    paint: Option<&RawPaint>,
    place: Option<[Option<f64>; 4]>,
) -> Result<Option<Paint>, Obstacle> {
    Ok(match fill(paint, place)? {
        Some(Paint::Linear { stops, .. }) => {
            let colors: Vec<_> = stops.iter().map(|stop| (stop.at, stop.color)).collect();
            color_at(&colors, 0.5).map(Paint::Solid)
        }
        plain => plain,
    })
}

/// A gradient that lies across the whole chart, as it is seen in one part of it.
fn gradient(
    [x0, y0, x1, y1]: [f64; 4],
    stops: &[(f64, Option<[f64; 4]>)],
    part: &Rect,
) -> Result<Paint, Obstacle> {
    let is_upright = (x1 - x0).abs() < UPRIGHT;
    let is_level = (y1 - y0).abs() < UPRIGHT;
    if is_upright == is_level {
        return Err(Obstacle::Paint);
    }
    let mut colors = Vec::new();
    for (at, stop) in stops {
        colors.push((*at, color(stop.ok_or(Obstacle::Paint)?)));
    }
    colors.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let (from, to, first, last) = if is_upright {
        (y0, y1, part.y, part.y + part.height)
    } else {
        (x0, x1, part.x, part.x + part.width)
    };
    let at = |place: f64| (place - from) / (to - from);
    let stops = seen_between(&colors, at(first), at(last)).ok_or(Obstacle::Paint)?;
    let angle = if is_upright { 180.0 } else { 90.0 };
    Ok(Paint::Linear { angle, stops })
}

/// The part of a gradient from one place of it to another, which may lie before it.
fn seen_between(colors: &[(f64, Color)], start: f64, end: f64) -> Option<Vec<Stop>> {
    let is_backwards = end < start;
    let (low, high) = if is_backwards {
        (end, start)
    } else {
        (start, end)
    };
    let ends = [
        (0.0, color_at(colors, low)?),
        (1.0, color_at(colors, high)?),
    ];
    let width = high - low;
    let inner = colors.iter().filter(|(at, _)| low < *at && *at < high);
    let inner = inner.map(|(at, color)| ((at - low) / width, *color));
    let mut seen: Vec<Stop> = ends
        .into_iter()
        .take(1)
        .chain(inner)
        .chain(ends.into_iter().skip(1))
        .map(|(at, color)| Stop {
            at: if is_backwards { 1.0 - at } else { at },
            color,
        })
        .collect();
    if is_backwards {
        seen.reverse();
    }
    Some(seen)
}

/// The colour at a place of a gradient, whose colours are sorted.
fn color_at(colors: &[(f64, Color)], place: f64) -> Option<Color> {
    let (first, last) = (colors.first()?, colors.last()?);
    let after = colors.iter().position(|(at, _)| *at > place);
    let (before, after) = match after {
        Some(0) => return Some(first.1),
        None => return Some(last.1),
        Some(after) => (colors.get(after - 1)?, colors.get(after)?),
    };
    let share = (place - before.0) / (after.0 - before.0);
    Some(before.1.mixed(after.1, share))
}

/// A line; nothing if it is not to be seen.
pub(super) fn stroke(raw: Option<&RawStroke>) -> Result<Option<Stroke>, Obstacle> {
    let Some(raw) = raw.filter(|raw| raw.width > 0.0) else {
        return Ok(None);
    };
    let color = match &raw.paint {
        None => return Ok(None),
        Some(RawPaint::Colour { colour }) => color(*colour),
        Some(_) => return Err(Obstacle::Paint),
    };
    Ok((color.alpha > 0.0).then(|| Stroke {
        width: raw.width,
        color,
        dash: raw.dash.iter().flatten().copied().collect(),
    }))
}

/// How text is written.
pub(super) fn text_style(font: &RawFont, colour: Option<&RawPaint>) -> Result<TextStyle, Obstacle> {
    Ok(TextStyle {
        font: Font {
            family: family(&font.family),
            bold: font.weight >= BOLD,
            italic: font.italic,
            ..Font::default()
        },
        size: font.size.filter(|size| *size > 0.0).unwrap_or(USUAL_SIZE),
        color: text_color(colour)?,
    })
}

fn family(name: &str) -> String {
    let name = name.trim();
    let known = FAMILIES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map_or(name, |(_, family)| family).to_owned()
}

/// A title where it is seen.
pub(super) fn title(raw: &RawTitle) -> Result<Title, Obstacle> {
    let style = text_style(&raw.font, raw.colour.as_ref())?;
    let lines: Vec<String> = raw.text.split('\n').map(str::to_owned).collect();
    let line = raw.font.line.filter(|line| *line > 0.0);
    let line = line.unwrap_or(style.size * 1.2);
    let across = line * lines.len() as f64;
    let [x, y, along] = lengths([raw.x, raw.y, raw.width])?;
    let align = match raw.align.as_str() {
        "start" => Align::Left,
        "end" => Align::Right,
        _ => Align::Center,
    };
    // How much of it lies before the point that is named.
    let before = match align {
        Align::Left => 0.0,
        Align::Right => along,
        _ => along / 2.0,
    };
    let (x, y, width, height) = if raw.rotation == 0.0 {
        (x - before, y - line / 2.0, along, across)
    } else if raw.rotation < 0.0 {
        (x - line / 2.0, y - along + before, across, along)
    } else {
        (x + line / 2.0 - across, y - along + before, across, along)
    };
    Ok(Title {
        lines,
        style,
        align,
        place: Rect {
            x,
            y,
            width,
            height,
        },
        rotation: raw.rotation.to_degrees(),
    })
}
