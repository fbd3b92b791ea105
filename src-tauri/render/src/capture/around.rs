//! What is seen of everything within a box: where it stands, how opaque it is, and what
//! cuts it.
//!
//! What does not belong here: what is painted.

use crate::scene::{Item, Kind, Rect, Vertical};

use super::area::{SLIDE, common, covers_slide};
use super::boxes;
use super::css;
use super::cut::Rounded;
use super::matrix::Matrix;
use super::snapshot::{Element, Property};

/// What is seen of everything within a box.
#[derive(Clone, Copy)]
pub(super) struct Around {
    /// From where the browser measured to the slide.
    pub(super) matrix: Matrix,
    pub(super) opacity: f64,
    /// Whether everything but words is in a picture.
    pub(super) only_words: bool,
    clip: Option<Clip>,
}

/// A box that cuts what is in it.
#[derive(Clone, Copy)]
struct Clip {
    /// On the slide.
    rect: Rect,
    radii: [f64; 4],
}

impl Clip {
    /// What two boxes leave to be seen together. A corner of either is round as long as
    /// it is a corner of that.
    fn within(&self, outer: &Self) -> Self {
        const SAME: f64 = 0.6;
        let rect = common(self.rect, outer.rect);
        let mut radii = [0.0_f64; 4];
        for clip in [self, outer] {
            let corners = corners(clip.rect).into_iter().zip(corners(rect));
            for ((radius, own), (corner, seen)) in radii.iter_mut().zip(clip.radii).zip(corners) {
                if (corner.0 - seen.0).abs() < SAME && (corner.1 - seen.1).abs() < SAME {
                    *radius = radius.max(own);
                }
            }
        }
        Self { rect, radii }
    }
}

/// The corners of a rectangle, from the upper left one clockwise.
fn corners(rect: Rect) -> [(f64, f64); 4] {
    let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
    [
        (rect.x, rect.y),
        (right, rect.y),
        (right, bottom),
        (rect.x, bottom),
    ]
}

impl Around {
    /// A whole slide that the browser measured here.
    pub(super) fn slide(rect: Rect) -> Self {
        Self {
            matrix: Matrix::moving(-rect.x, -rect.y),
            opacity: 1.0,
            only_words: false,
            clip: None,
        }
    }

    /// What is seen within an element.
    pub(super) fn within(self, element: Element<'_>) -> Self {
        let bounds = element.bounds();
        let moved = element
            .attribute("data-lectern-matrix")
            .and_then(|mark| matrix_of(mark, bounds));
        Self {
            matrix: moved.map_or(self.matrix, |moved| self.matrix.after(&moved)),
            ..self.faded(element)
        }
    }

    /// The same, with everything painted or only its words.
    pub(super) fn told(self, only_words: bool) -> Self {
        Self { only_words, ..self }
    }

    /// What is seen within an element that has no box of its own.
    pub(super) fn faded(self, element: Element<'_>) -> Self {
        Self {
            opacity: self.opacity * css::number(element.style(Property::Opacity)),
            ..self
        }
    }

    pub(super) fn clipped_by(self, element: Element<'_>, rect: Rect) -> Self {
        let hides = |property| !matches!(element.style(property), "visible" | "");
        let is_cut = hides(Property::OverflowX) || hides(Property::OverflowY);
        let frame = self.matrix.frame(rect);
        // What reaches over the slide's own sides is cut by whoever shows the slide.
        if !is_cut || covers_slide(frame) || !self.matrix.is_upright() {
            return self;
        }
        let scale = self.matrix.scale();
        let borders = boxes::borders(element).map(|line| line.map_or(0.0, |line| line.width));
        let [left, top, right, bottom] = borders.map(|width| width * scale);
        let inner = Rect {
            x: frame.rect.x + left,
            y: frame.rect.y + top,
            width: (frame.rect.width - left - right).max(0.0),
            height: (frame.rect.height - top - bottom).max(0.0),
        };
        let mut radii = boxes::corner_radii(element, rect).map(|radius| radius * scale);
        let sides = [
            left.max(top),
            top.max(right),
            right.max(bottom),
            bottom.max(left),
        ];
        for (radius, side) in radii.iter_mut().zip(sides) {
            *radius = (*radius - side).max(0.0);
        }
        let own = Clip { rect: inner, radii };
        Self {
            clip: Some(self.clip.map_or(own, |clip| own.within(&clip))),
            ..self
        }
    }

    /// Where on the slide a place is seen that the browser measured.
    pub(super) fn seen(&self, rect: Rect) -> Rect {
        let shown = common(self.matrix.around(rect), SLIDE);
        self.clip.map_or(shown, |clip| common(shown, clip.rect))
    }

    /// Whether anything of a place on the slide is seen.
    pub(super) fn shows(&self, rect: Rect) -> bool {
        let is_in = |area: Rect| {
            rect.x < area.x + area.width
                && area.x < rect.x + rect.width.max(0.1)
                && rect.y < area.y + area.height
                && area.y < rect.y + rect.height.max(0.1)
        };
        is_in(SLIDE) && self.clip.is_none_or(|clip| is_in(clip.rect))
    }

    /// Takes lines away from a text that are not seen.
    pub(super) fn cut_lines(&self, item: &mut Item) {
        let (Some(clip), Kind::Text(text)) = (self.clip, &mut item.kind) else {
            return;
        };
        if item.frame.rotation != 0.0 || text.vertical != Vertical::Horizontal {
            return;
        }
        for paragraph in &mut text.paragraphs {
            paragraph.lines.retain(|line| {
                let tallest = line.runs.iter().map(|run| run.size).fold(0.0, f64::max);
                let middle = line.baseline - tallest * 0.35;
                (clip.rect.y..=clip.rect.y + clip.rect.height).contains(&middle)
            });
        }
        text.paragraphs
            .retain(|paragraph| !paragraph.lines.is_empty());
    }

    /// Whether a box, where the browser measured it, reaches out of what cuts it.
    pub(super) fn cuts(&self, rect: Rect) -> bool {
        const SLACK: f64 = 0.6;
        let shown = self.matrix.around(rect);
        self.clip.is_some_and(|Clip { rect: clip, .. }| {
            shown.x < clip.x - SLACK
                || shown.y < clip.y - SLACK
                || shown.x + shown.width > clip.x + clip.width + SLACK
                || shown.y + shown.height > clip.y + clip.height + SLACK
        })
    }

    /// Through what an upright box is seen, where the browser measured both; none if it
    /// is seen as a whole.
    pub(super) fn window(&self, rect: Rect) -> Option<Rounded> {
        let clip = self.clip.filter(|_| self.matrix.is_upright())?;
        let shown = self.matrix.frame(rect).rect;
        let scale = self.matrix.scale().max(f64::MIN_POSITIVE);
        let window = Rounded {
            rect: Rect {
                x: rect.x + (clip.rect.x - shown.x) / scale,
                y: rect.y + (clip.rect.y - shown.y) / scale,
                width: clip.rect.width / scale,
                height: clip.rect.height / scale,
            },
            radii: clip.radii.map(|radius| (radius / scale, radius / scale)),
        };
        (self.cuts(rect) || window.may_cut(rect)).then_some(window)
    }

    /// The part of an upright box that is seen, where the browser measured it.
    fn visible_part(&self, rect: Rect) -> Rect {
        let Some(clip) = self.clip else { return rect };
        let shown = self.matrix.frame(rect).rect;
        let seen = common(shown, clip.rect);
        let scale = self.matrix.scale().max(f64::MIN_POSITIVE);
        Rect {
            x: rect.x + (seen.x - shown.x) / scale,
            y: rect.y + (seen.y - shown.y) / scale,
            width: seen.width / scale,
            height: seen.height / scale,
        }
    }

    /// The part of a place, where the browser measured it, that is seen; none if it is
    /// turned and cut.
    pub(super) fn visible(&self, rect: Rect) -> Option<Rect> {
        if !self.cuts(rect) {
            return Some(rect);
        }
        self.matrix.is_upright().then(|| self.visible_part(rect))
    }

    /// How round the corners of a box are cut that stands in corners of what cuts it.
    pub(super) fn cut_corners(&self, rect: Rect) -> [f64; 4] {
        const NEAR: f64 = 1.5;
        let Some(Clip { rect: clip, radii }) = self.clip else {
            return [0.0; 4];
        };
        let shown = self.matrix.around(rect);
        let scale = self.matrix.scale().max(f64::MIN_POSITIVE);
        let left = shown.x <= clip.x + NEAR;
        let top = shown.y <= clip.y + NEAR;
        let right = shown.x + shown.width >= clip.x + clip.width - NEAR;
        let bottom = shown.y + shown.height >= clip.y + clip.height - NEAR;
        let meets = [left && top, right && top, right && bottom, left && bottom];
        std::array::from_fn(|corner| {
            if meets[corner] {
                radii[corner] / scale
            } else {
                0.0
            }
        })
    }
}

fn matrix_of(mark: &str, bounds: Rect) -> Option<Matrix> {
    let numbers: Vec<f64> = mark
        .split(' ')
        .filter_map(|number| number.parse().ok())
        .collect();
    let [a, b, c, d, e, f, x, y] = numbers.try_into().ok()?;
    let matrix = Matrix::new([a, b, c, d, e, f])?;
    Some(matrix.about(bounds.x + x, bounds.y + y))
}
