//! Paints of SVG as fills of the slide.
//!
//! What does not belong here: which area is filled.

use usvg::tiny_skia_path::Transform;
use usvg::{BaseGradient, LinearGradient, Opacity, Paint, RadialGradient, SpreadMethod};

use super::geometry::{Bounds, Point, mapped};
use crate::scene::{Color, Fill, Stop};

/// Into how many places a gradient is divided: as many as files can tell.
const FINENESS: f64 = 100_000.0;
/// How much two measures may differ that ought to be the same, as a share.
const ALIKE: f64 = 0.02;

/// A paint on an area that reaches to `bounds`; nothing if no fill says the same.
///
/// `transform` leads from where the paint is defined to the slide.
pub(super) fn painted(
    paint: &Paint,
    opacity: Opacity,
    transform: Transform,
    bounds: Bounds,
) -> Option<Fill> {
    if let Some(color) = plain(paint, opacity) {
        return Some(Fill::Solid(color));
    }
    match paint {
        Paint::LinearGradient(gradient) => linear(gradient, opacity, transform, bounds),
        Paint::RadialGradient(gradient) => radial(gradient, opacity, transform, bounds),
        Paint::Color(_) | Paint::Pattern(_) => None,
    }
}

/// The colour of a paint that has only one.
pub(super) fn plain(paint: &Paint, opacity: Opacity) -> Option<Color> {
    let gradient: &BaseGradient = match paint {
        Paint::Color(color) => return Some(colored(*color, opacity)),
        Paint::LinearGradient(gradient) => gradient,
        Paint::RadialGradient(gradient) => gradient,
        Paint::Pattern(_) => return None,
    };
    let (first, others) = gradient.stops().split_first()?;
    let is_same =
        |stop: &usvg::Stop| stop.color() == first.color() && stop.opacity() == first.opacity();
    let opacity = opacity * first.opacity();
    others
        .iter()
        .all(is_same)
        .then(|| colored(first.color(), opacity))
}

fn colored(color: usvg::Color, opacity: Opacity) -> Color {
    Color {
        rgb: [color.red, color.green, color.blue],
        alpha: opacity.get().into(),
    }
}

/// A gradient's progress is a plane over the slide, however it was turned and skewed: the
/// fill's line follows its slope.
fn linear(
    gradient: &LinearGradient,
    opacity: Opacity,
    transform: Transform,
    bounds: Bounds,
) -> Option<Fill> {
    let back = transform.pre_concat(gradient.transform()).invert()?;
    let begin = (f64::from(gradient.x1()), f64::from(gradient.y1()));
    let way = (
        f64::from(gradient.x2()) - begin.0,
        f64::from(gradient.y2()) - begin.1,
    );
    let square = way.0 * way.0 + way.1 * way.1;
    let progress = |point: Point| {
        let (x, y) = mapped(back, point);
        ((x - begin.0) * way.0 + (y - begin.1) * way.1) / square
    };
    let (x, y) = bounds.center();
    let middle = progress((x, y));
    let slope = (
        progress((x + 1.0, y)) - middle,
        progress((x, y + 1.0)) - middle,
    );
    let steepness = slope.0.hypot(slope.1);
    let angle = slope.0.atan2(-slope.1);
    let length = (bounds.width() * angle.sin()).abs() + (bounds.height() * angle.cos()).abs();
    let reach = length * steepness;
    let stops = stops(gradient, opacity, |at| (at - middle) / reach + 0.5)?;
    Some(Fill::Linear {
        angle: angle.to_degrees().rem_euclid(360.0),
        stops,
    })
}

/// Only circles and ellipses that are as wide and high to each other as a fill's.
fn radial(
    gradient: &RadialGradient,
    opacity: Opacity,
    transform: Transform,
    bounds: Bounds,
) -> Option<Fill> {
    let transform = transform.pre_concat(gradient.transform());
    let radius = f64::from(gradient.r().get());
    let origin = (f64::from(gradient.cx()), f64::from(gradient.cy()));
    let off_center =
        (f64::from(gradient.fx()) - origin.0).hypot(f64::from(gradient.fy()) - origin.1);
    if gradient.fr().get() > 0.0 || off_center > ALIKE * radius {
        return None;
    }
    let center = mapped(transform, origin);
    let (wide, high) = radii(transform, radius)?;
    let far = |one: f64, other: f64, center: f64| (center - one).max(other - center);
    let (across, down) = (
        far(bounds.left, bounds.right, center.0),
        far(bounds.top, bounds.bottom, center.1),
    );
    let (share_across, share_down) = (wide / across, high / down);
    let is_alike = (share_across / share_down - 1.0).abs() <= ALIKE;
    if !is_alike {
        return None;
    }
    let share = share_across / std::f64::consts::SQRT_2;
    Some(Fill::Radial {
        center: (
            (center.0 - bounds.left) / bounds.width(),
            (center.1 - bounds.top) / bounds.height(),
        ),
        stops: stops(gradient, opacity, |at| at * share)?,
    })
    .filter(|_| bounds.width() > 0.0 && bounds.height() > 0.0)
}

/// How wide and high a circle is after a transform, if it is not turned into an ellipse
/// that leans.
fn radii(transform: Transform, radius: f64) -> Option<(f64, f64)> {
    let row = [transform.sx, transform.kx, transform.ky, transform.sy];
    let [sx, kx, ky, sy] = row.map(f64::from);
    let (wide, high) = (sx.hypot(kx), ky.hypot(sy));
    let leaning = (sx * ky + kx * sy).abs();
    (leaning <= ALIKE * wide * high).then_some((wide * radius, high * radius))
}

/// A gradient's stops at other places. Those outside the fill are left out, and its ends
/// have the colours that are there.
fn stops(
    gradient: &BaseGradient,
    opacity: Opacity,
    place: impl Fn(f64) -> f64,
) -> Option<Vec<Stop>> {
    if gradient.spread_method() != SpreadMethod::Pad {
        return None;
    }
    let placed: Vec<Stop> = gradient
        .stops()
        .iter()
        .map(|stop| Stop {
            at: (place(stop.offset().get().into()) * FINENESS).round() / FINENESS,
            color: colored(stop.color(), opacity * stop.opacity()),
        })
        .collect();
    if placed.iter().any(|stop| !stop.at.is_finite()) {
        return None;
    }
    let end = |at| {
        Some(Stop {
            at,
            color: Stop::color_at(&placed, at)?,
        })
    };
    let inside = placed.iter().filter(|stop| stop.at > 0.0 && stop.at < 1.0);
    let mut stops = vec![end(0.0)?];
    stops.extend(inside);
    stops.push(end(1.0)?);
    Some(stops)
}
