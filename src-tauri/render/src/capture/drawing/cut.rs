//! Cutting areas along level lines.

use super::geometry::{Bounds, Contour, Piece, Point, between, halves};

/// How often a curve is halved where a line cuts it: then it is shorter than anybody sees.
const DEEPEST: u32 = 9;

/// A side of an area, and which of its sides is kept.
#[derive(Clone, Copy)]
struct Side {
    is_upright: bool,
    at: f64,
    keeps_more: bool,
}

impl Side {
    /// How far within it a point is; negative outside.
    fn depth(self, (x, y): Point) -> f64 {
        let coordinate = if self.is_upright { x } else { y };
        let more = coordinate - self.at;
        if self.keeps_more { more } else { -more }
    }
}

/// What is within `bounds` of the area of contours. Along the cuts, parts of it may be
/// joined by lines that enclose nothing.
pub(super) fn cut(contours: Vec<Contour>, bounds: Bounds) -> Vec<Contour> {
    let sides = [
        (true, bounds.left, true),
        (true, bounds.right, false),
        (false, bounds.top, true),
        (false, bounds.bottom, false),
    ];
    let sides = sides.map(|(is_upright, at, keeps_more)| Side {
        is_upright,
        at,
        keeps_more,
    });
    let sides = sides.into_iter().filter(|side| side.at.is_finite());
    sides.fold(contours, |contours, side| {
        contours
            .iter()
            .filter_map(|contour| kept(contour, side))
            .collect()
    })
}

/// What a side leaves of a contour, closed.
fn kept(contour: &Contour, side: Side) -> Option<Contour> {
    let mut pen = Pen {
        side,
        from: contour.start,
        drawn: Vec::new(),
    };
    if side.depth(contour.start) >= 0.0 {
        pen.drawn.push(Piece::Line(contour.start));
    }
    for piece in &contour.pieces {
        match *piece {
            Piece::Line(end) => pen.line(end),
            Piece::Cubic(curve) => pen.curve(curve, DEEPEST),
        }
    }
    pen.line(contour.start);
    let (first, rest) = pen.drawn.split_first()?;
    Some(Contour {
        start: first.end(),
        pieces: rest.to_vec(),
        is_closed: true,
    })
}

/// Follows a contour and draws what is within a side.
struct Pen {
    side: Side,
    from: Point,
    drawn: Vec<Piece>,
}

impl Pen {
    fn line(&mut self, end: Point) {
        let (before, after) = (self.side.depth(self.from), self.side.depth(end));
        if (before < 0.0) != (after < 0.0) {
            let crossing = between(self.from, end, before / (before - after));
            self.drawn.push(Piece::Line(crossing));
        }
        if after >= 0.0 {
            self.drawn.push(Piece::Line(end));
        }
        self.from = end;
    }

    fn curve(&mut self, curve: [Point; 3], deepest: u32) {
        let points = [self.from, curve[0], curve[1], curve[2]];
        let inside = points
            .into_iter()
            .filter(|point| self.side.depth(*point) >= 0.0)
            .count();
        match inside {
            4 => {
                self.drawn.push(Piece::Cubic(curve));
                self.from = curve[2];
            }
            // All of the curve is outside, as its control points are.
            0 => self.from = curve[2],
            _ if deepest == 0 => self.line(curve[2]),
            _ => {
                let (first, second) = halves(self.from, curve);
                self.curve(first, deepest - 1);
                self.curve(second, deepest - 1);
            }
        }
    }
}
