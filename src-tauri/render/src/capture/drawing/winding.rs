//! Which parts of an area its outline goes around more than once.
//!
//! SVG fills them unless it is told otherwise, and programs for slides leave them open.

use super::geometry::{Contour, Piece, Point, point_at};

/// As many contours as may be taken apart.
const MOST_CONTOURS: usize = 64;
/// Into how many lines a curve is taken for measuring.
const LINES: u32 = 8;
/// What nobody sees, in pixels.
const UNSEEN: f64 = 0.3;

/// How the parts of an area lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overlap {
    /// Both rules fill the same.
    None,
    /// Each contour, filled alone, makes a part of the area, and all of them the whole.
    Layers,
    /// Neither of them.
    Mixed,
}

/// Where an outline crosses a level line.
#[derive(Clone, Copy)]
struct Crossing {
    x: f64,
    contour: usize,
    turn: i32,
}

/// Measures an area along level lines.
pub(super) fn overlap(contours: &[Contour]) -> Overlap {
    let levels = levels(contours);
    if levels.iter().all(|level| rules_agree(level)) {
        return Overlap::None;
    }
    let are_layers = contours.len() <= MOST_CONTOURS
        && levels.iter().all(|level| are_layers(level, contours.len()));
    if are_layers {
        Overlap::Layers
    } else {
        Overlap::Mixed
    }
}

/// What is crossed along lines at even distances, each from the left.
fn levels(contours: &[Contour]) -> Vec<Vec<Crossing>> {
    let lines: Vec<(usize, Point, Point)> = contours
        .iter()
        .enumerate()
        .flat_map(|(index, contour)| {
            flat(contour)
                .into_iter()
                .map(move |(from, to)| (index, from, to))
        })
        .collect();
    let heights = || lines.iter().flat_map(|(_, from, to)| [from.1, to.1]);
    let top = heights().fold(f64::INFINITY, f64::min);
    let bottom = heights().fold(f64::NEG_INFINITY, f64::max);
    let count = (200_000 / lines.len().max(1)).clamp(16, 256);
    let distance = (bottom - top) / count as f64;
    let mut levels = vec![Vec::new(); count];
    if distance > 0.0 {
        for (contour, from, to) in lines {
            cross(&mut levels, contour, (from, to), (top, distance));
        }
    }
    for level in &mut levels {
        level.sort_by(|one: &Crossing, other| one.x.total_cmp(&other.x));
    }
    levels
}

/// A contour, closed, in straight lines.
fn flat(contour: &Contour) -> Vec<(Point, Point)> {
    let mut lines = Vec::new();
    let mut from = contour.start;
    for piece in contour.pieces.iter().chain([&Piece::Line(contour.start)]) {
        let begin = from;
        if let Piece::Cubic(curve) = *piece {
            for step in 1..LINES {
                let to = point_at(begin, curve, f64::from(step) / f64::from(LINES));
                lines.push((from, to));
                from = to;
            }
        }
        lines.push((from, piece.end()));
        from = piece.end();
    }
    lines
}

/// Notes where a straight line crosses levels. The first is half a distance below `top`.
fn cross(
    levels: &mut [Vec<Crossing>],
    contour: usize,
    (from, to): (Point, Point),
    (top, distance): (f64, f64),
) {
    let (upper, lower, turn) = if from.1 <= to.1 {
        (from, to, 1)
    } else {
        (to, from, -1)
    };
    // A level is crossed if it is at the upper end or between the ends.
    let level_at = |y: f64| ((y - top) / distance - 0.5).ceil().max(0.0) as usize;
    let last = level_at(lower.1).min(levels.len());
    for index in level_at(upper.1)..last {
        let y = top + (index as f64 + 0.5) * distance;
        let x = upper.0 + (lower.0 - upper.0) * (y - upper.1) / (lower.1 - upper.1);
        if let Some(level) = levels.get_mut(index) {
            level.push(Crossing { x, contour, turn });
        }
    }
}

/// Whether both rules fill the same along a level.
fn rules_agree(level: &[Crossing]) -> bool {
    let mut turns = 0;
    level.windows(2).all(|pair| match pair {
        [here, next] => {
            turns += here.turn;
            turns % 2 != 0 || turns == 0 || next.x - here.x <= UNSEEN
        }
        _ => true,
    })
}

/// Whether along a level each contour goes around nothing twice, and none takes away what
/// another fills.
fn are_layers(level: &[Crossing], contours: usize) -> bool {
    let mut turns = vec![0_i32; contours];
    level.windows(2).all(|pair| match pair {
        [here, next] => {
            if let Some(turn) = turns.get_mut(here.contour) {
                *turn += here.turn;
            }
            let sum: i32 = turns.iter().sum();
            let is_layer = turns.iter().all(|turn| turn.abs() <= 1)
                && (sum != 0 || turns.iter().all(|turn| *turn == 0));
            is_layer || next.x - here.x <= UNSEEN
        }
        _ => true,
    })
}
