//! Where lines are, whichever way they run.
//!
//! All that follows counts along a line from where reading begins, and across from line
//! to line. What does not belong here: what is made of the lines.

use super::seat::Letters;
use crate::scene::{Align, Font, Paragraph, Rect, Run, TextLine, Vertical};

/// Which end of a line its text is set to, as it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// To which end a paragraph's lines are set.
    pub(super) fn of(paragraph: &Paragraph) -> Self {
        match (paragraph.align, paragraph.right_to_left) {
            (Align::Center, _) => Self::Middle,
            (Align::Justify, _) | (Align::Left, false) | (Align::Right, true) => Self::Start,
            (Align::Right, false) | (Align::Left, true) => Self::End,
        }
    }
}

/// A line, by where it begins and ends as it is read, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    pub(super) line: &'a TextLine,
    /// Where it begins, counted in the direction of reading.
    pub(super) begin: f64,
    /// Where it stands, counted from line to line.
    pub(super) base: f64,
    /// Its largest letters.
    pub(super) letters: Letters,
}

impl<'a> Placed<'a> {
    /// A line of a text that runs this way.
    pub(super) fn new(line: &'a TextLine, vertical: Vertical, right_to_left: bool) -> Self {
        let (along, base) = match vertical {
            Vertical::Horizontal => (line.x, line.baseline),
            Vertical::Down | Vertical::Upright => (line.x, -line.baseline),
            Vertical::Up => (-line.x, line.baseline),
        };
        Self {
            line,
            begin: if right_to_left {
                -(along + line.width)
            } else {
                along
            },
            base,
            letters: largest(&line.runs),
        }
    }

    /// Where it ends.
    pub(super) fn end(&self) -> f64 {
        self.begin + self.line.width
    }

    /// The place that its neighbours share with it.
    pub(super) fn anchor(&self, anchor: Anchor) -> f64 {
        match anchor {
            Anchor::Start => self.begin,
            Anchor::Middle => (self.begin + self.end()) / 2.0,
            Anchor::End => self.end(),
        }
    }
}

/// Whether a run stands above or below the others of its line; by less than half a pixel
/// it does not.
pub(super) fn is_raised(run: &Run) -> bool {
    run.rise.abs() >= 0.5
}

/// A line's largest letters; raised ones count only where there are no others.
fn largest(runs: &[Run]) -> Letters {
    let largest = |raised: bool| {
        runs.iter()
            .filter(|run| raised || !is_raised(run))
            .reduce(|one, other| if other.size > one.size { other } else { one })
    };
    match largest(false).or_else(|| largest(true)) {
        Some(run) => Letters::new(&run.font, run.size),
        None => Letters::new(&Font::default(), 0.0),
    }
}

/// A rectangle from where it begins as it is read, and from line to line, on the slide.
pub(super) fn on_slide(
    (begin, top): (f64, f64),
    (along, across): (f64, f64),
    vertical: Vertical,
    right_to_left: bool,
) -> Rect {
    let begin = if right_to_left {
        -(begin + along)
    } else {
        begin
    };
    let (x, y, width, height) = match vertical {
        Vertical::Horizontal => (begin, top, along, across),
        Vertical::Down | Vertical::Upright => (-(top + across), begin, across, along),
        Vertical::Up => (top, -(begin + along), across, along),
    };
    Rect {
        x,
        y,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> TextLine {
        TextLine {
            x: 100.0,
            width: 50.0,
            baseline: 300.0,
            ..TextLine::default()
        }
    }

    #[test]
    fn a_line_is_where_it_was_whichever_way_it_runs() {
        let line = line();
        for vertical in [
            Vertical::Horizontal,
            Vertical::Down,
            Vertical::Up,
            Vertical::Upright,
        ] {
            for right_to_left in [false, true] {
                let placed = Placed::new(&line, vertical, right_to_left);
                let rect = on_slide(
                    (placed.begin, placed.base - 8.0),
                    (line.width, 10.0),
                    vertical,
                    right_to_left,
                );
                let expected = match vertical {
                    Vertical::Horizontal => (100.0, 292.0, 50.0, 10.0),
                    Vertical::Down | Vertical::Upright => (298.0, 100.0, 10.0, 50.0),
                    Vertical::Up => (292.0, 50.0, 10.0, 50.0),
                };
                assert_eq!(
                    (rect.x, rect.y, rect.width, rect.height),
                    expected,
                    "{vertical:?}, right to left: {right_to_left}"
                );
            }
        }
    }
}
