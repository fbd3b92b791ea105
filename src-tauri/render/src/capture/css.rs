//! Computed styles as values: colours, lengths, gradients and shadows.
//!
//! Computed styles are normalised by the browser, so that few forms are left of all
//! that CSS allows. What is of none of these forms is no value here, and whoever asks
//! takes a picture instead.
//!
//! What does not belong here: what is painted with them.

use crate::scene::{Color, Rect, Shadow, Stop};

/// A colour, as the browser writes computed ones.
pub(super) fn color(text: &str) -> Option<Color> {
    let parsed = csscolorparser::parse(text).ok()?;
    let [red, green, blue, _] = parsed.to_rgba8();
    let alpha = f64::from(parsed.a);
    alpha.is_finite().then_some(Color {
        rgb: [red, green, blue],
        alpha: alpha.clamp(0.0, 1.0),
    })
}

/// A colour of which something can be seen.
pub(super) fn visible_color(text: &str) -> Option<Color> {
    color(text).filter(|color| color.alpha > 0.002)
}

/// A number of pixels; 0 for anything else.
pub(super) fn pixels(text: &str) -> f64 {
    length(text).unwrap_or_default()
}

/// A number of pixels.
pub(super) fn length(text: &str) -> Option<f64> {
    let number: f64 = text.strip_suffix("px")?.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

/// A number; 1 for anything else, as `opacity` begins with.
pub(super) fn number(text: &str) -> f64 {
    text.parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
        .unwrap_or(1.0)
}

/// A length, or a share of `whole`.
pub(super) fn length_of(text: &str, whole: f64) -> Option<f64> {
    let text = text.trim();
    if let Some(share) = text.strip_suffix('%') {
        let share: f64 = share.parse().ok()?;
        return share.is_finite().then_some(share / 100.0 * whole);
    }
    if text == "0" {
        return Some(0.0);
    }
    length(text)
}

/// The parts between commas that stand in no brackets.
pub(super) fn split(text: &str) -> Vec<&str> {
    split_at(text, |character| character == ',')
}

/// The words between spaces that stand in no brackets.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut words = split_at(text, |character| character == ' ');
    words.retain(|word| !word.is_empty());
    words
}

fn split_at(text: &str, separates: impl Fn(char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut begin) = (0_usize, 0);
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && separates(character) => {
                parts.push(text[begin..at].trim());
                begin = at + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[begin..].trim());
    parts
}

/// What stands in the brackets of a function with this name.
pub(super) fn arguments<'a>(text: &'a str, function: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(function)?.strip_prefix('(')?;
    rest.strip_suffix(')')
}

/// More colours than this are no gradient that anybody draws: their part is written for
/// each cell of a table.
const MOST_COLORS: usize = 200;

/// A gradient.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Gradient {
    /// Along a line that leads to `angle` (0 is upwards).
    Linear { angle: f64, stops: Vec<Stop> },
    /// From a centre, as shares of width and height, to the farthest corner.
    Radial {
        center: (f64, f64),
        stops: Vec<Stop>,
    },
}

/// A gradient that fills an area of this size.
pub(super) fn gradient(image: &str, width: f64, height: f64) -> Option<Gradient> {
    if let Some(inner) = arguments(image, "linear-gradient") {
        return linear(inner, width, height);
    }
    radial(arguments(image, "radial-gradient")?, width, height)
}

fn linear(inner: &str, width: f64, height: f64) -> Option<Gradient> {
    let mut parts = split(inner);
    let angle = parts
        .first()
        .and_then(|first| direction(first, width, height));
    if angle.is_some() {
        parts.remove(0);
    }
    let angle = angle.unwrap_or(180.0);
    let (sine, cosine) = angle.to_radians().sin_cos();
    let along = (width * sine).abs() + (height * cosine).abs();
    Some(Gradient::Linear {
        angle,
        stops: stops(&parts, along)?,
    })
}

/// The angle of `45deg` or `to right bottom`, as the browser computes the latter: towards
/// a corner such that the middle colour runs through the other two.
fn direction(text: &str, width: f64, height: f64) -> Option<f64> {
    if let Some(degrees) = text.strip_suffix("deg") {
        return degrees
            .trim()
            .parse()
            .ok()
            .filter(|angle: &f64| angle.is_finite());
    }
    let sides = text.strip_prefix("to ")?;
    let is_to = |side: &str| sides.split(' ').any(|word| word == side);
    let right = f64::from(i8::from(is_to("right")) - i8::from(is_to("left")));
    let up = f64::from(i8::from(is_to("top")) - i8::from(is_to("bottom")));
    let (x, y) = if right != 0.0 && up != 0.0 {
        (right * height, up * width)
    } else {
        (right, up)
    };
    Some(x.atan2(y).to_degrees().rem_euclid(360.0))
}

fn radial(inner: &str, width: f64, height: f64) -> Option<Gradient> {
    let mut parts = split(inner);
    let shape = parts.first().filter(|first| color_of_stop(first).is_none());
    let shape = shape.copied().unwrap_or_default();
    if !shape.is_empty() {
        parts.remove(0);
    }
    let (extent, place) = shape.split_once("at ").unwrap_or((shape, "50% 50%"));
    let is_farthest = words(extent)
        .iter()
        .all(|word| ["circle", "ellipse", "farthest-corner"].contains(word));
    if !is_farthest || width <= 0.0 || height <= 0.0 {
        return None;
    }
    let place = words(place);
    let x = length_of(place.first()?, width)? / width;
    let y = length_of(place.get(1)?, height)? / height;
    let to_corner = (x.max(1.0 - x) * width).hypot(y.max(1.0 - y) * height);
    Some(Gradient::Radial {
        center: (x, y),
        stops: stops(&parts, to_corner)?,
    })
}

/// The colour that a gradient's stop begins with.
fn color_of_stop(text: &str) -> Option<Color> {
    words(text).first().and_then(|word| color(word))
}

/// The stops of a gradient whose line is so long, from 0 to 1.
fn stops(parts: &[&str], along: f64) -> Option<Vec<Stop>> {
    if parts.len() > MOST_COLORS {
        return None;
    }
    let mut found: Vec<(Option<f64>, Color)> = Vec::new();
    for part in parts {
        let words = words(part);
        let color = color(words.first()?)?;
        if words.len() == 1 {
            found.push((None, color));
        }
        for place in &words[1..] {
            let at = length_of(place, along)? / along.max(f64::MIN_POSITIVE);
            found.push((Some(at), color));
        }
    }
    if found.len() < 2 {
        return None;
    }
    Some(cut(&Stop::with_hues(&place_stops(&found))))
}

/// As CSS places stops that have no place, and those that stand before an earlier one.
fn place_stops(found: &[(Option<f64>, Color)]) -> Vec<Stop> {
    let last = found.len() - 1;
    let mut places: Vec<Option<f64>> = found.iter().map(|(at, _)| *at).collect();
    places[0] = places[0].or(Some(0.0));
    places[last] = places[last].or(Some(1.0));
    let mut least = f64::MIN;
    for place in places.iter_mut().flatten() {
        *place = place.max(least);
        least = *place;
    }
    let mut stops = Vec::with_capacity(found.len());
    let mut before = (0, 0.0);
    for (index, (_, color)) in found.iter().enumerate() {
        let at = places[index].unwrap_or_else(|| {
            let next = (index..=last).find_map(|later| Some((later, places[later]?)));
            let (end, end_at) = next.unwrap_or((last, 1.0));
            let share = (index - before.0) as f64 / (end - before.0) as f64;
            before.1 + (end_at - before.1) * share
        });
        if places[index].is_some() {
            before = (index, at);
        }
        stops.push(Stop { at, color: *color });
    }
    stops
}

/// The stops of the part of a linear gradient over the `whole` that is seen in `part`; none
/// if either has no extent along it.
pub(super) fn linear_part(
    (angle, stops): (f64, &[Stop]),
    whole: Rect,
    part: Rect,
) -> Option<Vec<Stop>> {
    let (sine, cosine) = angle.to_radians().sin_cos();
    let along = |rect: Rect| (rect.width * sine).abs() + (rect.height * cosine).abs();
    let middle = |rect: Rect| {
        let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        x * sine - y * cosine
    };
    let (all, length) = (along(whole), along(part));
    let begin = 0.5 + (middle(part) - middle(whole) - length / 2.0) / all;
    (all > 0.0 && length > 0.0).then(|| self::part(stops, begin, length / all))
}

/// The part of a gradient that begins at a place of its line and is so long, as a share of
/// the whole.
fn part(stops: &[Stop], begin: f64, length: f64) -> Vec<Stop> {
    let moved = stops.iter().map(|stop| Stop {
        at: (stop.at - begin) / length,
        ..*stop
    });
    cut(&moved.collect::<Vec<Stop>>())
}

/// The part from 0 to 1, with the colours that it begins and ends with.
fn cut(stops: &[Stop]) -> Vec<Stop> {
    let inside = stops.iter().filter(|stop| (0.0..=1.0).contains(&stop.at));
    let mut cut: Vec<Stop> = inside.copied().collect();
    if cut.first().is_none_or(|first| first.at > 0.0) {
        cut.insert(0, stop_at(stops, 0.0));
    }
    if cut.last().is_none_or(|last| last.at < 1.0) {
        cut.push(stop_at(stops, 1.0));
    }
    cut
}

fn stop_at(stops: &[Stop], at: f64) -> Stop {
    Stop {
        at,
        color: Stop::color_at(stops, at).unwrap_or_default(),
    }
}

/// The shadows of a box, front to back.
pub(super) fn shadows(text: &str) -> Vec<Shadow> {
    if text == "none" || text.is_empty() {
        return Vec::new();
    }
    split(text).into_iter().filter_map(shadow).collect()
}

fn shadow(text: &str) -> Option<Shadow> {
    let words = words(text);
    let color = words.iter().find_map(|word| color(word))?;
    let lengths: Vec<f64> = words.iter().filter_map(|word| length(word)).collect();
    let at = |index: usize| lengths.get(index).copied().unwrap_or_default();
    (color.alpha > 0.002).then(|| Shadow {
        offset: (at(0), at(1)),
        blur: at(2),
        spread: at(3),
        color,
        inside: words.contains(&"inset"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear_stops(image: &str) -> (f64, Vec<Stop>) {
        match gradient(image, 200.0, 100.0) {
            Some(Gradient::Linear { angle, stops }) => (angle, stops),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn colours_are_read_as_browsers_write_them() {
        let half = color("rgba(255, 0, 16, 0.5)").unwrap();
        assert_eq!(half.rgb, [255, 0, 16]);
        assert!((half.alpha - 0.5).abs() < 1e-6);
        assert_eq!(color("color(srgb 1 0.5 0)").unwrap().rgb, [255, 128, 0]);
        assert!(color("oklch(0.7 0.1 200)").is_some());
        assert_eq!(visible_color("rgba(0, 0, 0, 0)"), None);
        assert_eq!(color("url(x)"), None);
    }

    #[test]
    fn stops_get_their_places() {
        let (angle, stops) =
            linear_stops("linear-gradient(135deg, rgb(1, 1, 1), rgb(2, 2, 2), rgb(3, 3, 3) 60%)");
        let places: Vec<f64> = stops.iter().map(|stop| stop.at).collect();
        assert_eq!(places, [0.0, 0.3, 0.6, 1.0]);
        assert!((angle - 135.0).abs() < 1e-9);
        assert_eq!(stops[3].color.rgb, [3, 3, 3]);
        let (_, cut) = linear_stops("linear-gradient(rgb(0, 0, 0) -50px, rgb(100, 100, 100) 50px)");
        assert_eq!(cut[0].color.rgb, [50, 50, 50]);
    }

    #[test]
    fn a_part_of_a_gradient_has_the_colours_at_its_ends() {
        let (_, stops) = linear_stops("linear-gradient(90deg, rgb(0, 0, 0), rgb(200, 0, 0))");
        let reds = |begin: f64| part(&stops, begin, 0.25).into_iter();
        let reds = |begin: f64| {
            reds(begin)
                .map(|stop| stop.color.rgb[0])
                .collect::<Vec<_>>()
        };
        assert_eq!((reds(0.0), reds(0.5)), (vec![0, 50], vec![100, 150]));
    }

    #[test]
    fn a_part_of_what_a_gradient_covers_has_its_part_of_it() {
        let (angle, stops) = linear_stops("linear-gradient(90deg, rgb(0, 0, 0), rgb(200, 0, 0))");
        let rect = |x, width| Rect {
            x,
            y: 0.0,
            width,
            height: 50.0,
        };
        let reds = |part| -> Option<Vec<u8>> {
            let stops = linear_part((angle, &stops), rect(0.0, 1000.0), part)?;
            Some(stops.iter().map(|stop| stop.color.rgb[0]).collect())
        };
        assert_eq!(reds(rect(0.0, 1000.0)), Some(vec![0, 200]));
        assert_eq!(reds(rect(500.0, 200.0)), Some(vec![100, 140]));
        assert_eq!(reds(Rect::default()), None);
    }

    #[test]
    fn endless_gradients_are_none() {
        let image = format!("linear-gradient(red{})", ", red".repeat(MOST_COLORS));
        assert_eq!(gradient(&image, 100.0, 100.0), None);
    }

    #[test]
    fn corners_are_led_to_as_browsers_do() {
        let (angle, _) = linear_stops("linear-gradient(to right bottom, red, blue)");
        assert!((angle - 153.435).abs() < 0.001, "{angle}");
        assert!((linear_stops("linear-gradient(to left, red, blue)").0 - 270.0).abs() < 1e-9);
    }

    #[test]
    fn what_fades_out_keeps_its_colour() {
        let (_, stops) = linear_stops("linear-gradient(rgb(9, 8, 7), rgba(0, 0, 0, 0))");
        assert_eq!(stops[1].color.rgb, [9, 8, 7]);
        assert!(stops[1].color.alpha.abs() < 1e-9);
    }

    #[test]
    fn centres_and_extents_of_radial_ones() {
        let at = |image: &str| gradient(image, 200.0, 100.0);
        assert!(matches!(
            at("radial-gradient(circle at 30% 20%, rgb(1, 2, 3) 0%, rgb(4, 5, 6) 100%)"),
            Some(Gradient::Radial { center: (x, y), .. }) if (x - 0.3).abs() < 1e-9 && (y - 0.2).abs() < 1e-9
        ));
        assert_eq!(at("radial-gradient(20px at 30% 20%, red, blue)"), None);
        assert_eq!(at("conic-gradient(red, blue)"), None);
    }

    #[test]
    fn shadows_are_read_front_to_back() {
        let read =
            shadows("rgba(0, 0, 0, 0.1) 0px 4px 6px 0px, rgb(1, 2, 3) 1px 2px 3px 4px inset");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].offset, (0.0, 4.0));
        assert!(read[1].inside && (read[1].spread - 4.0).abs() < 1e-9);
        assert!(shadows("none").is_empty());
    }
}
