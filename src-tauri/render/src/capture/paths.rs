//! Paths and outlines of what is painted.
//!
//! What does not belong here: which things have which outline.

use std::f64::consts::FRAC_PI_2;

use crate::scene::{Outline, Path, Rect, Segment};

/// The radii of a rectangle's corners, across and down, from the upper left one clockwise.
pub(super) type Radii = [(f64, f64); 4];

/// The outline of a rectangle with such corners.
pub(super) fn outline(rect: Rect, radii: Radii) -> Outline {
    let half = (rect.width / 2.0, rect.height / 2.0);
    let near = |one: f64, other: f64| (one - other).abs() < 0.1;
    if rect.width > 0.0
        && radii
            .iter()
            .all(|(x, y)| near(*x, half.0) && near(*y, half.1))
    {
        return Outline::Ellipse;
    }
    if radii.iter().all(|(x, y)| near(*x, *y)) {
        return Outline::Rounded(radii.map(|(x, y)| x.min(y)));
    }
    let here = Rect {
        x: 0.0,
        y: 0.0,
        ..rect
    };
    let corners = Corner::all(here, radii);
    let mut pen = Pen::default();
    for (corner, (from, to)) in corners.iter().zip(CLOCKWISE) {
        pen.arc(corner, from, to);
    }
    Outline::Paths(vec![pen.close()])
}

/// The angles at which a path clockwise comes to each corner and leaves it.
pub(super) const CLOCKWISE: [(f64, f64); 4] = [
    (UPRIGHT, LEVEL),
    (LEVEL, UPRIGHT),
    (UPRIGHT, LEVEL),
    (LEVEL, UPRIGHT),
];
/// The angle at which a corner meets its upright side.
pub(super) const UPRIGHT: f64 = 0.0;
/// The angle at which a corner meets its level side.
pub(super) const LEVEL: f64 = FRAC_PI_2;

/// A corner of a rectangle: a quarter of an ellipse.
#[derive(Clone, Copy)]
pub(super) struct Corner {
    /// Where it would be if it were not round.
    at: (f64, f64),
    /// Where the middle of the rectangle is: 1 is to the right, or below.
    inwards: (f64, f64),
    radii: (f64, f64),
}

impl Corner {
    /// A rectangle's corners, from the upper left one clockwise.
    pub(super) fn all(rect: Rect, radii: Radii) -> [Self; 4] {
        let Rect {
            x,
            y,
            width,
            height,
        } = rect;
        let (right, bottom) = (x + width, y + height);
        let [first, second, third, last] = radii;
        [
            Self::new((x, y), (1.0, 1.0), first),
            Self::new((right, y), (-1.0, 1.0), second),
            Self::new((right, bottom), (-1.0, -1.0), third),
            Self::new((x, bottom), (1.0, -1.0), last),
        ]
    }

    /// One whose radii are not both more than nothing is not round.
    fn new(at: (f64, f64), inwards: (f64, f64), radii: (f64, f64)) -> Self {
        let is_round = radii.0 > 0.0 && radii.1 > 0.0;
        Self {
            at,
            inwards,
            radii: if is_round { radii } else { (0.0, 0.0) },
        }
    }

    pub(super) fn is_round(&self) -> bool {
        self.radii.0 > 0.0
    }

    /// Its point at an angle from [`UPRIGHT`] to [`LEVEL`].
    pub(super) fn point(&self, angle: f64) -> (f64, f64) {
        let (sine, cosine) = angle.sin_cos();
        (
            self.at.0 + self.inwards.0 * self.radii.0 * (1.0 - cosine),
            self.at.1 + self.inwards.1 * self.radii.1 * (1.0 - sine),
        )
    }

    /// The angle at which a line comes to it that leads from the corner inwards, so far
    /// across and so far down.
    pub(super) fn angle_towards(&self, (across, down): (f64, f64)) -> f64 {
        if !self.is_round() {
            return UPRIGHT;
        }
        let (across, down) = (across / self.radii.0, down / self.radii.1);
        let length = across * across + down * down;
        if length <= 0.0 {
            return LEVEL / 2.0;
        }
        // The nearer of the two places where the line meets the ellipse.
        let share = (across + down - (2.0 * across * down).sqrt()) / length;
        (1.0 - share * down).atan2(1.0 - share * across)
    }
}

pub(super) fn scale_outline(outline: Outline, scale: f64) -> Outline {
    match outline {
        Outline::Rounded(radii) => Outline::Rounded(radii.map(|radius| radius * scale)),
        Outline::Ellipse => Outline::Ellipse,
        Outline::Paths(paths) => Outline::Paths(
            paths
                .into_iter()
                .map(|path| map_points(path, |(x, y)| (x * scale, y * scale)))
                .collect(),
        ),
    }
}

fn map_points(path: Path, to: impl Fn((f64, f64)) -> (f64, f64)) -> Path {
    let segments = path.segments.into_iter().map(|segment| match segment {
        Segment::Move(x, y) => {
            let (x, y) = to((x, y));
            Segment::Move(x, y)
        }
        Segment::Line(x, y) => {
            let (x, y) = to((x, y));
            Segment::Line(x, y)
        }
        Segment::Cubic(points) => Segment::Cubic(points.map(&to)),
        Segment::Close => Segment::Close,
    });
    Path {
        segments: segments.collect(),
    }
}

/// The box around a path, and the path from its upper left corner.
pub(super) fn fitted(otherwise: Rect, path: Path) -> (Rect, Path) {
    let points = path.segments.iter().filter_map(|segment| match segment {
        Segment::Move(x, y) | Segment::Line(x, y) | Segment::Cubic([_, _, (x, y)]) => {
            Some((*x, *y))
        }
        Segment::Close => None,
    });
    let mut corners: Option<(f64, f64, f64, f64)> = None;
    for (x, y) in points {
        corners = Some(corners.map_or((x, y, x, y), |(left, top, right, bottom)| {
            (left.min(x), top.min(y), right.max(x), bottom.max(y))
        }));
    }
    let Some((left, top, right, bottom)) = corners else {
        return (otherwise, path);
    };
    let rect = Rect {
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
    };
    (rect, map_points(path, |(x, y)| (x - left, y - top)))
}

/// Draws a path.
#[derive(Default)]
pub(super) struct Pen {
    segments: Vec<Segment>,
    at: Option<(f64, f64)>,
}

impl Pen {
    /// A line to a point, where the path begins if it has not begun.
    pub(super) fn line(&mut self, (x, y): (f64, f64)) {
        const SAME: f64 = 1e-6;
        match self.at {
            None => self.segments.push(Segment::Move(x, y)),
            Some(at) if (at.0 - x).abs() < SAME && (at.1 - y).abs() < SAME => return,
            Some(_) => self.segments.push(Segment::Line(x, y)),
        }
        self.at = Some((x, y));
    }

    /// A line to a corner, and along it from one angle to another.
    pub(super) fn arc(&mut self, corner: &Corner, from: f64, to: f64) {
        let (begin, end) = (corner.point(from), corner.point(to));
        self.line(begin);
        if !corner.is_round() || from == to {
            return;
        }
        // The usual approximation of a part of an ellipse, off by 0.03 % at most.
        let reach = 4.0 / 3.0 * ((to - from) / 4.0).tan();
        let along = |angle: f64| {
            let (sine, cosine) = angle.sin_cos();
            (
                corner.inwards.0 * corner.radii.0 * sine * reach,
                -corner.inwards.1 * corner.radii.1 * cosine * reach,
            )
        };
        let (first, last) = (along(from), along(to));
        self.segments.push(Segment::Cubic([
            (begin.0 + first.0, begin.1 + first.1),
            (end.0 - last.0, end.1 - last.1),
            end,
        ]));
        self.at = Some(end);
    }

    /// The path, which ends where it is.
    pub(super) fn open(self) -> Path {
        Path {
            segments: self.segments,
        }
    }

    /// The path, which leads back to where it began.
    pub(super) fn close(mut self) -> Path {
        self.segments.push(Segment::Close);
        self.open()
    }
}
