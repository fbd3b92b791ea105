//! Borders whose sides differ.
//!
//! Each side is the part of the ring between a box's outer and inner outline that is
//! nearest to it, cut from the corners of the one to those of the other. Sides that are
//! not seen have their part of the ring, too. Neighbours that look the same are one.
//!
//! What does not belong here: borders that are the same all around.

use crate::scene::{Fill, Line, LineStyle, Path, Rect};

use super::paths::{Corner, LEVEL, Pen, Radii, UPRIGHT};

/// The border of a box.
pub(super) struct Border {
    /// Its outer side.
    pub(super) rect: Rect,
    pub(super) radii: Radii,
    /// How wide each side is, clockwise from the top, whether it is seen or not.
    pub(super) widths: [f64; 4],
    /// The sides that are seen.
    pub(super) lines: [Option<Line>; 4],
}

/// What is painted for sides that look the same: an area of the border, or a line along
/// its middle.
pub(super) struct Part {
    pub(super) path: Path,
    pub(super) fill: Option<Fill>,
    pub(super) line: Option<Line>,
}

/// Neighbouring sides, clockwise from the first.
#[derive(Debug, PartialEq)]
struct Run {
    first: usize,
    count: usize,
}

impl Border {
    pub(super) fn parts(&self) -> Vec<Part> {
        let runs = runs(&self.lines).into_iter();
        runs.filter_map(|run| Some(self.part(&run, self.lines[run.first]?)))
            .collect()
    }

    fn part(&self, run: &Run, line: Line) -> Part {
        let mut pen = Pen::default();
        if line.style != LineStyle::Solid {
            for (corner, from, to) in self.turns(run, 0.5) {
                pen.arc(&corner, from, to);
            }
            return Part {
                path: pen.open(),
                fill: None,
                line: Some(line),
            };
        }
        for (corner, from, to) in self.turns(run, 0.0) {
            pen.arc(&corner, from, to);
        }
        for (corner, from, to) in self.turns(run, 1.0).into_iter().rev() {
            pen.arc(&corner, to, from);
        }
        Part {
            path: pen.close(),
            fill: Some(Fill::Solid(line.color)),
            line: None,
        }
    }

    /// The corners that sides go along, with the angles at which they come to each and
    /// leave it: at the ends, where the next side begins. `depth` is 0 for the outer
    /// outline and 1 for the inner one.
    fn turns(&self, run: &Run, depth: f64) -> Vec<(Corner, f64, f64)> {
        let [top, right, bottom, left] = self.widths;
        let corners = self.corners(depth);
        let meeting = [(left, top), (right, top), (right, bottom), (left, bottom)];
        let turn = |step: usize| {
            let index = (run.first + step) % 4;
            let corner = corners[index];
            let cut = corner.angle_towards(meeting[index]);
            let from = if step == 0 { cut } else { angle_of(index + 3) };
            let to = if step == run.count {
                cut
            } else {
                angle_of(index)
            };
            (corner, from, to)
        };
        (0..=run.count).map(turn).collect()
    }

    fn corners(&self, depth: f64) -> [Corner; 4] {
        let [top, right, bottom, left] = self.widths.map(|width| width * depth);
        let Rect {
            x,
            y,
            width,
            height,
        } = self.rect;
        let rect = Rect {
            x: x + left,
            y: y + top,
            width: width - left - right,
            height: height - top - bottom,
        };
        let [first, second, third, last] = self.radii;
        let radii = [
            (first.0 - left, first.1 - top),
            (second.0 - right, second.1 - top),
            (third.0 - right, third.1 - bottom),
            (last.0 - left, last.1 - bottom),
        ];
        Corner::all(rect, radii)
    }
}

/// The angle at which a side, counted from the top, meets its corners.
fn angle_of(side: usize) -> f64 {
    if side.is_multiple_of(2) {
        LEVEL
    } else {
        UPRIGHT
    }
}

/// The sides, those that look the same together.
fn runs(lines: &[Option<Line>; 4]) -> Vec<Run> {
    let goes_on = |side: usize| is_one(lines[(side + 3) % 4], lines[side]);
    let first = (0..4).find(|side| !goes_on(*side)).unwrap_or_default();
    let mut runs: Vec<Run> = Vec::new();
    for side in (first..first + 4).map(|side| side % 4) {
        match runs.last_mut() {
            Some(run) if goes_on(side) => run.count += 1,
            _ => runs.push(Run {
                first: side,
                count: 1,
            }),
        }
    }
    runs
}

/// Whether two sides look the same where they meet. Dashes have the width of their line.
fn is_one(one: Option<Line>, other: Option<Line>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one == other;
    };
    let is_solid = one.style == LineStyle::Solid;
    one.color == other.color && one.style == other.style && (is_solid || one.width == other.width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Color, Segment};

    fn line(width: f64, red: u8, style: LineStyle) -> Option<Line> {
        Some(Line {
            width,
            color: Color {
                rgb: [red, 0, 0],
                alpha: 1.0,
            },
            style,
            ..Line::default()
        })
    }

    fn border(size: (f64, f64), radius: f64, lines: [Option<Line>; 4]) -> Border {
        Border {
            rect: Rect {
                x: 0.0,
                y: 0.0,
                width: size.0,
                height: size.1,
            },
            radii: [(radius, radius); 4],
            widths: lines.map(|line| line.map_or(0.0, |line| line.width)),
            lines,
        }
    }

    fn points(part: &Part) -> Vec<(i32, i32)> {
        let ends = part
            .path
            .segments
            .iter()
            .filter_map(|segment| match *segment {
                Segment::Move(x, y) | Segment::Line(x, y) | Segment::Cubic([.., (x, y)]) => {
                    Some((x.round() as i32, y.round() as i32))
                }
                Segment::Close => None,
            });
        ends.collect()
    }

    #[test]
    fn a_side_between_unseen_ones_is_a_triangle() {
        let solid = line(36.0, 255, LineStyle::Solid);
        let mut triangle = border((40.0, 36.0), 0.0, [None, None, solid, None]);
        triangle.widths = [0.0, 20.0, 36.0, 20.0];
        let parts = triangle.parts();
        assert_eq!(points(&parts[0]), [(40, 36), (0, 36), (20, 0)]);
    }

    #[test]
    fn sides_of_a_round_box_end_on_its_outlines() {
        let (grey, blue) = (
            line(8.0, 9, LineStyle::Solid),
            line(8.0, 99, LineStyle::Solid),
        );
        let parts = border((80.0, 80.0), 40.0, [blue, grey, grey, grey]).parts();
        assert_eq!(parts.len(), 2);
        let top = parts
            .iter()
            .find(|part| points(part).contains(&(40, 0)))
            .unwrap();
        // From the upper left, at 45 degrees, over the top to the upper right, and back.
        let ends = [(12, 12), (40, 0), (68, 12), (63, 17), (40, 8), (17, 17)];
        assert_eq!(points(top), ends);
    }

    #[test]
    fn a_dashed_side_is_a_line_along_its_middle() {
        let dashed = line(2.0, 0, LineStyle::Dashed);
        let parts = border((300.0, 30.0), 0.0, [None, None, dashed, None]).parts();
        assert_eq!(parts[0].line, dashed);
        assert_eq!(points(&parts[0]), [(300, 29), (0, 29)]);
    }

    #[test]
    fn neighbours_that_look_the_same_are_one() {
        let solid = |width: f64| line(width, 7, LineStyle::Solid);
        let all = [solid(1.0), solid(2.0), solid(1.0), solid(2.0)];
        assert_eq!(runs(&all), [Run { first: 0, count: 4 }]);
        let three = [solid(1.0), line(6.0, 9, LineStyle::Solid), solid(1.0), None];
        assert_eq!(runs(&three).len(), 4);
        let around = [solid(1.0), None, None, solid(1.0)];
        let found = runs(&around);
        assert_eq!(
            found,
            [Run { first: 1, count: 2 }, Run { first: 3, count: 2 }]
        );
    }
}
