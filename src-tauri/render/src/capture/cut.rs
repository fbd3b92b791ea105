//! What is seen of a rectangle with round corners through another one.
//!
//! What does not belong here: what is painted there.

use crate::scene::{Outline, Rect};

use super::area::common;
use super::paths::{CLOCKWISE, Corner, Pen, Radii, fitted, outline};

/// A rectangle with round corners.
#[derive(Clone, Copy)]
pub(super) struct Rounded {
    pub(super) rect: Rect,
    pub(super) radii: Radii,
}

/// How many straight pieces stand for a corner of which a part is cut off.
const PIECES: u8 = 32;
/// What is narrower, in pixels, is not seen.
const SEEN: f64 = 0.05;
/// What stands no farther apart, in pixels, is in one place.
const SAME: f64 = 0.6;

impl Rounded {
    /// The outline of what is seen of it through another one, and the rectangle around
    /// that; none if nothing is.
    pub(super) fn through(&self, window: &Self) -> Option<(Rect, Outline)> {
        let seen = common(self.rect, window.rect);
        if is_nothing(seen) {
            return None;
        }
        if let Some(radii) = self.whole_corners(window, seen) {
            return Some((seen, outline(seen, radii)));
        }
        let (points, window) = (self.polygon(), window.polygon());
        let sides = || window.iter().zip(window.iter().cycle().skip(1));
        if sides().all(|(from, to)| points.iter().all(|point| off(*from, *to, *point) > -SAME)) {
            return Some((self.rect, outline(self.rect, self.radii)));
        }
        let points = sides().fold(points, |points, (from, to)| right_of(&points, *from, *to));
        let mut pen = Pen::default();
        for point in points {
            pen.line(point);
        }
        let (rect, path) = fitted(seen, pen.close());
        (!is_nothing(rect)).then(|| (rect, Outline::Paths(vec![path])))
    }

    /// The radii of what is seen, if each corner of both is seen as a whole or not at all.
    fn whole_corners(&self, window: &Self, seen: Rect) -> Option<Radii> {
        let mut radii = [(0.0, 0.0); 4];
        for shape in [self, window] {
            for (radius, (corner, own)) in radii.iter_mut().zip(shape.corners()) {
                let left = common(corner, seen);
                if is_nothing(left) {
                    continue;
                }
                if !is_whole(corner, left, SAME) {
                    return None;
                }
                *radius = larger(*radius, own)?;
            }
        }
        Some(radii)
    }

    /// Whether one of its round corners may cut a part off another rectangle that is not
    /// that one's own corner.
    pub(super) fn may_cut(&self, rect: Rect) -> bool {
        const NEAR: f64 = 1.5;
        self.corners().iter().any(|(corner, _)| {
            let left = common(*corner, rect);
            !is_nothing(left) && !is_whole(*corner, left, NEAR)
        })
    }

    /// The rectangles that its corners stand in, with their radii.
    fn corners(&self) -> [(Rect, (f64, f64)); 4] {
        let Rect {
            x,
            y,
            width,
            height,
        } = self.rect;
        let (right, bottom) = (x + width, y + height);
        let place = |(across, down): (f64, f64), x: f64, y: f64| {
            let rect = Rect {
                x,
                y,
                width: across,
                height: down,
            };
            (rect, (across, down))
        };
        let [first, second, third, last] = self.radii;
        [
            place(first, x, y),
            place(second, right - second.0, y),
            place(third, right - third.0, bottom - third.1),
            place(last, x, bottom - last.1),
        ]
    }

    /// Its points, clockwise.
    fn polygon(&self) -> Vec<(f64, f64)> {
        let mut points = Vec::new();
        for (corner, (from, to)) in Corner::all(self.rect, self.radii).iter().zip(CLOCKWISE) {
            if !corner.is_round() {
                points.push(corner.point(from));
                continue;
            }
            points.extend((0..=PIECES).map(|piece| {
                let share = f64::from(piece) / f64::from(PIECES);
                corner.point(from + (to - from) * share)
            }));
        }
        points
    }
}

/// Whether no more is missing of a rectangle than this.
fn is_whole(rect: Rect, left: Rect, slack: f64) -> bool {
    rect.width - left.width < slack && rect.height - left.height < slack
}

fn is_nothing(rect: Rect) -> bool {
    rect.width < SEEN || rect.height < SEEN
}

/// The rounder of two corners in one place; none if neither is within the other.
fn larger(one: (f64, f64), other: (f64, f64)) -> Option<(f64, f64)> {
    if one.0 >= other.0 && one.1 >= other.1 {
        Some(one)
    } else if one.0 <= other.0 && one.1 <= other.1 {
        Some(other)
    } else {
        None
    }
}

/// How far a point lies to the right of a line, as whoever goes along it sees it.
fn off(from: (f64, f64), to: (f64, f64), point: (f64, f64)) -> f64 {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let area = across * (point.1 - from.1) - down * (point.0 - from.0);
    area / across.hypot(down).max(f64::MIN_POSITIVE)
}

/// The part of a polygon without dents that lies to the right of a line (Sutherland and
/// Hodgman).
fn right_of(points: &[(f64, f64)], from: (f64, f64), to: (f64, f64)) -> Vec<(f64, f64)> {
    let mut kept = Vec::with_capacity(points.len() + 1);
    for (point, next) in points.iter().zip(points.iter().cycle().skip(1)) {
        let (here, there) = (off(from, to, *point), off(from, to, *next));
        if here >= 0.0 {
            kept.push(*point);
        }
        if (here > 0.0 && there < 0.0) || (here < 0.0 && there > 0.0) {
            let share = here / (here - there);
            kept.push((
                point.0 + (next.0 - point.0) * share,
                point.1 + (next.1 - point.1) * share,
            ));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Segment;

    fn rounded(x: f64, y: f64, side: f64, radius: f64) -> Rounded {
        Rounded {
            rect: Rect {
                x,
                y,
                width: side,
                height: side,
            },
            radii: [(radius, radius); 4],
        }
    }

    #[test]
    fn a_circle_that_is_cut_is_no_smaller_circle() {
        let circle = rounded(80.0, -40.0, 120.0, 60.0);
        let (rect, outline) = circle.through(&rounded(0.0, 0.0, 160.0, 0.0)).unwrap();
        assert_eq!((rect.x, rect.y), (80.0, 0.0));
        assert!((rect.width - 80.0).abs() < 0.1 && (rect.height - 80.0).abs() < 0.1);
        let Outline::Paths(paths) = outline else {
            panic!("{outline:?}");
        };
        let is_corner = |segment: &Segment| match *segment {
            Segment::Move(x, y) | Segment::Line(x, y) => (x - 80.0).abs() < 0.1 && y.abs() < 0.1,
            _ => false,
        };
        assert!(paths[0].segments.iter().any(is_corner), "{paths:?}");
    }

    #[test]
    fn corners_that_are_not_cut_stay_round() {
        let window = rounded(0.0, 0.0, 100.0, 0.0);
        let (rect, outline) = rounded(-20.0, 10.0, 60.0, 8.0).through(&window).unwrap();
        assert_eq!((rect.x, rect.width), (0.0, 40.0));
        assert_eq!(outline, Outline::Rounded([0.0, 8.0, 8.0, 0.0]));
        assert!(rounded(200.0, 0.0, 10.0, 0.0).through(&window).is_none());
    }

    #[test]
    fn a_round_window_cuts_only_what_reaches_out_of_it() {
        let window = rounded(0.0, 0.0, 140.0, 70.0);
        let strip = |x: f64| Rounded {
            rect: Rect {
                x,
                y: 90.0,
                width: 140.0 - 2.0 * x,
                height: 10.0,
            },
            radii: [(0.0, 0.0); 4],
        };
        assert!(window.may_cut(strip(0.0).rect) && window.may_cut(strip(30.0).rect));
        let (rect, outline) = strip(0.0).through(&window).unwrap();
        assert!(matches!(outline, Outline::Paths(_)));
        // 20 px below the middle of a circle of 70 px.
        assert!((rect.width - 134.16).abs() < 0.2, "{rect:?}");
        let (rect, outline) = strip(30.0).through(&window).unwrap();
        assert_eq!((rect.width, outline), (80.0, Outline::Rounded([0.0; 4])));
    }

    #[test]
    fn a_round_window_rounds_what_fills_it() {
        let window = rounded(0.0, 0.0, 100.0, 16.0);
        let (_, outline) = rounded(-5.0, -5.0, 200.0, 0.0).through(&window).unwrap();
        assert_eq!(outline, Outline::Rounded([16.0; 4]));
    }
}
