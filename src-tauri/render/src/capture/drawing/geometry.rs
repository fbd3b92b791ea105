//! Points and outlines on the slide, in its pixels.
//!
//! What does not belong here: what is painted within them, and along them.

use lectern_core::deck::page::{HEIGHT, WIDTH};
use usvg::tiny_skia_path::{Path as Curve, PathSegment, Point as CurvePoint, Transform};
use usvg::{ClipPath, Group, Node, Size};

use crate::scene::{Outline, Path, Rect, Segment};

/// As far from the slide's corner as anything may be: files count in whole numbers, and
/// nothing of use is there.
const FARTHEST: f64 = 50_000.0;
/// What nobody sees, in pixels.
const UNSEEN: f64 = 0.25;
/// What has no area, in pixels: as wide as files can tell.
const SMALLEST: f64 = 0.0001;
/// How far a control point stands from the end of a quarter of a circle, as a share of
/// its radius.
const QUARTER: f64 = 0.552_285;

/// A place on the slide.
pub(super) type Point = (f64, f64);

/// One connected line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contour {
    pub(super) start: Point,
    pub(super) pieces: Vec<Piece>,
    /// Whether its end is joined to its start.
    pub(super) is_closed: bool,
}

/// A piece of a contour, from where the one before it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece {
    Line(Point),
    Cubic([Point; 3]),
}

impl Piece {
    pub(super) fn end(self) -> Point {
        match self {
            Self::Line(end) | Self::Cubic([_, _, end]) => end,
        }
    }
}

/// An area with sides that are level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Bounds {
    pub(super) const EVERYWHERE: Self = Self {
        left: f64::NEG_INFINITY,
        top: f64::NEG_INFINITY,
        right: f64::INFINITY,
        bottom: f64::INFINITY,
    };
    const NOTHING: Self = Self {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };

    /// What may be shown of a drawing in this place: beyond the slide's own sides nothing
    /// is seen, so nothing has to be cut off there.
    pub(super) fn seen_of(rect: Rect) -> Self {
        let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
        Self {
            left: if rect.x <= 0.0 {
                f64::NEG_INFINITY
            } else {
                rect.x
            },
            top: if rect.y <= 0.0 {
                f64::NEG_INFINITY
            } else {
                rect.y
            },
            right: if right >= f64::from(WIDTH) {
                f64::INFINITY
            } else {
                right
            },
            bottom: if bottom >= f64::from(HEIGHT) {
                f64::INFINITY
            } else {
                bottom
            },
        }
    }

    /// The area of contours, at least one.
    pub(super) fn of<'a>(contours: impl IntoIterator<Item = &'a Contour>) -> Option<Self> {
        let mut bounds = Self::NOTHING;
        for contour in contours {
            let mut from = contour.start;
            bounds.reach(from);
            for piece in &contour.pieces {
                if let Piece::Cubic(curve) = piece {
                    for at in turns(from, *curve) {
                        bounds.reach(point_at(from, *curve, at));
                    }
                }
                from = piece.end();
                bounds.reach(from);
            }
        }
        (bounds.left <= bounds.right).then_some(bounds)
    }

    fn reach(&mut self, (x, y): Point) {
        self.left = self.left.min(x);
        self.top = self.top.min(y);
        self.right = self.right.max(x);
        self.bottom = self.bottom.max(y);
    }

    /// Whether all of another area is within this one, but for what nobody sees.
    pub(super) fn contains(self, other: Self) -> bool {
        other.left >= self.left - UNSEEN
            && other.top >= self.top - UNSEEN
            && other.right <= self.right + UNSEEN
            && other.bottom <= self.bottom + UNSEEN
    }

    /// Whether there is something that both areas cover, and that somebody sees.
    pub(super) fn meets(self, other: Self) -> bool {
        let common = self.intersect(other);
        common.width() > UNSEEN && common.height() > UNSEEN
    }

    /// Whether there is an area at all.
    pub(super) fn has_area(self) -> bool {
        self.width() > SMALLEST && self.height() > SMALLEST
    }

    pub(super) fn intersect(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// As much larger on all sides.
    pub(super) fn grown(self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// Where it is after a transform that leaves its sides level; nothing otherwise.
    pub(super) fn transformed(self, transform: Transform) -> Option<Self> {
        let is_level = (transform.kx == 0.0 && transform.ky == 0.0)
            || (transform.sx == 0.0 && transform.sy == 0.0);
        if !is_level {
            return None;
        }
        let mut bounds = Self::NOTHING;
        for corner in [(self.left, self.top), (self.right, self.bottom)] {
            bounds.reach(mapped(transform, corner));
        }
        Some(bounds)
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn center(self) -> Point {
        (
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        )
    }

    pub(super) fn rect(self) -> Rect {
        Rect {
            x: self.left,
            y: self.top,
            width: self.width(),
            height: self.height(),
        }
    }
}

impl From<usvg::Rect> for Bounds {
    fn from(rect: usvg::Rect) -> Self {
        Self {
            left: rect.left().into(),
            top: rect.top().into(),
            right: rect.right().into(),
            bottom: rect.bottom().into(),
        }
    }
}

/// From the pixels of a drawing of this size to where it stands on the slide.
pub(super) fn place(size: Size, rect: Rect) -> Option<Transform> {
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    let (across, down) = (rect.width / width, rect.height / height);
    let transform = Transform::from_row(
        across as f32,
        0.0,
        0.0,
        down as f32,
        rect.x as f32,
        rect.y as f32,
    );
    let has_room = rect.width > 0.0 && rect.height > 0.0;
    (has_room && transform.is_valid()).then_some(transform)
}

/// Where a point is after a transform.
pub(super) fn mapped(transform: Transform, (x, y): Point) -> Point {
    let row = [
        transform.sx,
        transform.kx,
        transform.tx,
        transform.ky,
        transform.sy,
        transform.ty,
    ];
    let [sx, kx, tx, ky, sy, ty] = row.map(f64::from);
    (sx * x + kx * y + tx, ky * x + sy * y + ty)
}

/// The contours of a curve after a transform; nothing if it leads beyond all bounds.
pub(super) fn contours(curve: &Curve, transform: Transform) -> Option<Vec<Contour>> {
    let place = |point: CurvePoint| {
        let (x, y) = mapped(transform, (point.x.into(), point.y.into()));
        (x.abs() <= FARTHEST && y.abs() <= FARTHEST).then_some((x, y))
    };
    let mut contours: Vec<Contour> = Vec::new();
    let mut from = (0.0, 0.0);
    for segment in curve.segments() {
        let piece = match segment {
            PathSegment::MoveTo(start) => {
                from = place(start)?;
                contours.push(Contour::at(from));
                continue;
            }
            PathSegment::Close => {
                if let Some(contour) = contours.last_mut() {
                    contour.is_closed = true;
                    from = contour.start;
                }
                continue;
            }
            PathSegment::LineTo(end) => Piece::Line(place(end)?),
            PathSegment::QuadTo(control, end) => raised(from, place(control)?, place(end)?),
            PathSegment::CubicTo(one, two, end) => {
                Piece::Cubic([place(one)?, place(two)?, place(end)?])
            }
        };
        if contours.last().is_none_or(|contour| contour.is_closed) {
            contours.push(Contour::at(from));
        }
        from = piece.end();
        contours.last_mut()?.pieces.push(piece);
    }
    contours.retain(|contour| !contour.pieces.is_empty());
    Some(contours)
}

impl Contour {
    fn at(start: Point) -> Self {
        Self {
            start,
            pieces: Vec::new(),
            is_closed: false,
        }
    }
}

/// A quadratic piece as a cubic one.
fn raised(from: Point, control: Point, end: Point) -> Piece {
    Piece::Cubic([
        between(from, control, 2.0 / 3.0),
        between(end, control, 2.0 / 3.0),
        end,
    ])
}

/// The point at a share of the way from one to another.
pub(super) fn between(one: Point, other: Point, share: f64) -> Point {
    (
        one.0 + (other.0 - one.0) * share,
        one.1 + (other.1 - one.1) * share,
    )
}

/// The point of a curve at `at`, from 0 to 1.
pub(super) fn point_at(from: Point, [one, two, end]: [Point; 3], at: f64) -> Point {
    let rest = 1.0 - at;
    let weights = [
        rest * rest * rest,
        3.0 * rest * rest * at,
        3.0 * rest * at * at,
        at * at * at,
    ];
    let points = [from, one, two, end];
    let sum = |coordinate: fn(&Point) -> f64| -> f64 {
        points
            .iter()
            .zip(weights)
            .map(|(point, weight)| coordinate(point) * weight)
            .sum()
    };
    (sum(|point| point.0), sum(|point| point.1))
}

/// A curve's two halves.
pub(super) fn halves(from: Point, [one, two, end]: [Point; 3]) -> ([Point; 3], [Point; 3]) {
    let (a, b, c) = (
        between(from, one, 0.5),
        between(one, two, 0.5),
        between(two, end, 0.5),
    );
    let (d, e) = (between(a, b, 0.5), between(b, c, 0.5));
    ([a, d, between(d, e, 0.5)], [e, c, end])
}

/// Where a curve is level or upright.
fn turns(from: Point, [one, two, end]: [Point; 3]) -> impl Iterator<Item = f64> {
    let across = level_at([from.0, one.0, two.0, end.0]);
    let down = level_at([from.1, one.1, two.1, end.1]);
    across
        .into_iter()
        .chain(down)
        .filter(|at| (0.0..=1.0).contains(at))
}

/// Where the derivative of a cubic polynomial, given by its control values, is zero; not
/// finite where there is no such place.
fn level_at([p0, p1, p2, p3]: [f64; 4]) -> [f64; 2] {
    let a = p3 - 3.0 * p2 + 3.0 * p1 - p0;
    let b = 2.0 * (p2 - 2.0 * p1 + p0);
    let c = p1 - p0;
    let root = (b * b - 4.0 * a * c).sqrt();
    // This form also holds where `a` is next to nothing.
    let sum = -0.5 * (b + root.copysign(b));
    [sum / a, c / sum]
}

/// The rectangle that a clip path leaves open, where the group that it clips has its
/// points; nothing if it is none.
pub(super) fn opening(clip: &ClipPath) -> Option<Bounds> {
    if clip.clip_path().is_some() {
        return None;
    }
    let path = only_path(clip.root())?;
    let transform = clip.transform().pre_concat(path.abs_transform());
    let contours = contours(path.data(), transform)?;
    let bounds = Bounds::of(&contours)?;
    is_rectangle(&contours, bounds).then_some(bounds)
}

fn only_path(group: &Group) -> Option<&usvg::Path> {
    match group.children() {
        [Node::Path(path)] => Some(path),
        [Node::Group(inner)] if inner.clip_path().is_none() => only_path(inner),
        _ => None,
    }
}

fn is_rectangle(contours: &[Contour], bounds: Bounds) -> bool {
    matches!(contours, [contour] if radii(contour, bounds) == Some([0.0; 4]))
}

/// An outline in a frame: the plainest that there is for it.
pub(super) fn outline(paths: &[Vec<Contour>], bounds: Bounds, keep_start: bool) -> Outline {
    if let ([path], false) = (paths, keep_start)
        && let [contour] = path.as_slice()
        && bounds.width() > UNSEEN
        && bounds.height() > UNSEEN
    {
        // A circle would be a square with the largest corners, too.
        if is_ellipse(contour, bounds) {
            return Outline::Ellipse;
        }
        if let Some(radii) = radii(contour, bounds) {
            return Outline::Rounded(radii);
        }
    }
    Outline::Paths(paths.iter().map(|path| written(path, bounds)).collect())
}

fn written(contours: &[Contour], bounds: Bounds) -> Path {
    let place = |(x, y): Point| (x - bounds.left, y - bounds.top);
    let mut segments = Vec::new();
    for contour in contours {
        let (x, y) = place(contour.start);
        segments.push(Segment::Move(x, y));
        for piece in &contour.pieces {
            segments.push(match *piece {
                Piece::Line(end) => {
                    let (x, y) = place(end);
                    Segment::Line(x, y)
                }
                Piece::Cubic(curve) => Segment::Cubic(curve.map(place)),
            });
        }
        if contour.is_closed {
            segments.push(Segment::Close);
        }
    }
    Path { segments }
}

/// Whether a contour is the ellipse that touches all sides.
fn is_ellipse(contour: &Contour, bounds: Bounds) -> bool {
    let center = bounds.center();
    let (wide, high) = (bounds.width() / 2.0, bounds.height() / 2.0);
    let ray = |(x, y): Point| ((x - center.0) / wide, (y - center.1) / high);
    let is_on_it = |point| {
        let (x, y) = ray(point);
        (x.hypot(y) - 1.0).abs() < 0.004
    };
    let mut from = contour.start;
    let mut turned = 0.0;
    for piece in &contour.pieces {
        let Piece::Cubic(curve) = *piece else {
            return false;
        };
        let middle = point_at(from, curve, 0.5);
        let quarter = point_at(from, curve, 0.25);
        if ![from, quarter, middle, piece.end()]
            .into_iter()
            .all(is_on_it)
        {
            return false;
        }
        turned += angle(ray(from), ray(middle)) + angle(ray(middle), ray(piece.end()));
        from = piece.end();
    }
    contour.is_closed && (turned.abs() - std::f64::consts::TAU).abs() < 0.01
}

/// How far it is from one direction to another, at most half a turn.
fn angle(one: Point, other: Point) -> f64 {
    let cross = one.0 * other.1 - one.1 * other.0;
    cross.atan2(one.0 * other.0 + one.1 * other.1)
}

/// The radii of the corners, from the upper left one clockwise, of a contour that is a
/// rectangle touching all sides.
fn radii(contour: &Contour, bounds: Bounds) -> Option<[f64; 4]> {
    let corners = [
        (bounds.left, bounds.top),
        (bounds.right, bounds.top),
        (bounds.right, bounds.bottom),
        (bounds.left, bounds.bottom),
    ];
    let tolerance = 0.002 * bounds.width().max(bounds.height()) + 0.001;
    let mut radii = [0.0; 4];
    let mut from = contour.start;
    let mut turned = 0.0;
    for piece in contour.pieces.iter().chain([&Piece::Line(contour.start)]) {
        match *piece {
            Piece::Line(end) => is_on_side(from, end, bounds, tolerance).then_some(())?,
            Piece::Cubic(curve) => {
                let (corner, radius) = rounded(from, curve, corners, tolerance)?;
                *radii.get_mut(corner)? = radius;
            }
        }
        let center = bounds.center();
        let ray = |(x, y): Point| (x - center.0, y - center.1);
        turned += angle(ray(from), ray(piece.end()));
        from = piece.end();
    }
    (contour.is_closed && (turned.abs() - std::f64::consts::TAU).abs() < 0.01).then_some(radii)
}

fn is_on_side(from: Point, end: Point, bounds: Bounds, tolerance: f64) -> bool {
    let near = |one: f64, other: f64| (one - other).abs() <= tolerance;
    [bounds.left, bounds.right]
        .into_iter()
        .any(|side| near(from.0, side) && near(end.0, side))
        || [bounds.top, bounds.bottom]
            .into_iter()
            .any(|side| near(from.1, side) && near(end.1, side))
}

/// Which corner a curve rounds, and with which radius.
fn rounded(
    from: Point,
    [one, two, end]: [Point; 3],
    corners: [Point; 4],
    tolerance: f64,
) -> Option<(usize, f64)> {
    let near =
        |a: Point, b: Point| (a.0 - b.0).abs() <= tolerance && (a.1 - b.1).abs() <= tolerance;
    let (index, corner) = corners.into_iter().enumerate().find(|(_, corner)| {
        let is_level = near(from, (from.0, corner.1)) && near(end, (corner.0, end.1));
        let is_upright = near(from, (corner.0, from.1)) && near(end, (end.0, corner.1));
        is_level || is_upright
    })?;
    let radius = (from.0 - corner.0).hypot(from.1 - corner.1);
    let other = (end.0 - corner.0).hypot(end.1 - corner.1);
    let is_round = (radius - other).abs() <= tolerance
        && near(one, between(from, corner, QUARTER))
        && near(two, between(end, corner, QUARTER));
    is_round.then_some((index, radius))
}
