//! How an element is moved, scaled and turned by its transforms.
//!
//! The page is measured with all transforms taken away, which changes no layout; what
//! they were is put together here.
//!
//! What does not belong here: which elements have one.

use crate::scene::{Frame, Rect};

/// A transform of the plane: x' = a x + c y + e, y' = b x + d y + f, as in CSS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    e: f64,
    f: f64,
}

/// How far two figures may be apart and count as equal.
const NEAR: f64 = 1e-4;

impl Matrix {
    /// Leaves everything where it is.
    pub(super) const IDENTITY: Self = Self {
        a: 1.0,
        b: 0.0,
        c: 0.0,
        d: 1.0,
        e: 0.0,
        f: 0.0,
    };

    /// From its six numbers, if each is one.
    pub(super) fn new([a, b, c, d, e, f]: [f64; 6]) -> Option<Self> {
        let is_finite = [a, b, c, d, e, f].iter().all(|number| number.is_finite());
        is_finite.then_some(Self { a, b, c, d, e, f })
    }

    /// Moves by so much.
    pub(super) fn moving(x: f64, y: f64) -> Self {
        Self {
            e: x,
            f: y,
            ..Self::IDENTITY
        }
    }

    /// First `inner`, then this.
    pub(super) fn after(&self, inner: &Self) -> Self {
        Self {
            a: self.a * inner.a + self.c * inner.b,
            b: self.b * inner.a + self.d * inner.b,
            c: self.a * inner.c + self.c * inner.d,
            d: self.b * inner.c + self.d * inner.d,
            e: self.a * inner.e + self.c * inner.f + self.e,
            f: self.b * inner.e + self.d * inner.f + self.f,
        }
    }

    /// This, about the point (x, y) instead of the origin.
    pub(super) fn about(&self, x: f64, y: f64) -> Self {
        let there = Self::moving(x, y).after(self);
        there.after(&Self::moving(-x, -y))
    }

    /// Where a point is moved to.
    pub(super) fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        (
            self.a * x + self.c * y + self.e,
            self.b * x + self.d * y + self.f,
        )
    }

    /// How much longer lengths become, in the mean.
    pub(super) fn scale(&self) -> f64 {
        (self.a * self.d - self.b * self.c).abs().sqrt()
    }

    /// Whether each side stays where it was: on the left, at the top and so on.
    pub(super) fn is_upright(&self) -> bool {
        self.b.abs() < NEAR && self.c.abs() < NEAR && self.a > 0.0 && self.d > 0.0
    }

    /// Whether rectangles stay rectangles with sides of their proportion.
    pub(super) fn keeps_shapes(&self) -> bool {
        let scale = self.scale().max(NEAR);
        let (along, across) = (self.a * self.c + self.b * self.d, scale * scale);
        let (first, second) = (self.a.hypot(self.b), self.c.hypot(self.d));
        along.abs() < NEAR * across && (first - second).abs() < 1e-3 * scale
    }

    /// Where a rectangle comes to stand: exactly, unless it is slanted.
    pub(super) fn frame(&self, rect: Rect) -> Frame {
        let (x, y) = self.apply(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        let (width, height) = (
            rect.width * self.a.hypot(self.b),
            rect.height * self.c.hypot(self.d),
        );
        let is_mirrored = self.a * self.d - self.b * self.c < 0.0;
        // A mirrored rectangle is one whose left and right were swapped before.
        let (a, b) = if is_mirrored {
            (-self.a, -self.b)
        } else {
            (self.a, self.b)
        };
        // Browsers write matrices with six digits: no more is known of the angle.
        let degrees = (b.atan2(a).to_degrees() * 1000.0).round() / 1000.0;
        Frame {
            rect: Rect {
                x: x - width / 2.0,
                y: y - height / 2.0,
                width,
                height,
            },
            rotation: degrees + 0.0,
            flip_x: is_mirrored,
            flip_y: false,
        }
    }

    /// The smallest upright rectangle around what a rectangle becomes.
    pub(super) fn around(&self, rect: Rect) -> Rect {
        let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
        let corners = [
            self.apply(rect.x, rect.y),
            self.apply(right, rect.y),
            self.apply(rect.x, bottom),
            self.apply(right, bottom),
        ];
        let least = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::MAX, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::MIN, f64::max);
        let (x, y) = (least(|corner| corner.0), least(|corner| corner.1));
        Rect {
            x,
            y,
            width: most(|corner| corner.0) - x,
            height: most(|corner| corner.1) - y,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: Rect = Rect {
        x: 100.0,
        y: 200.0,
        width: 40.0,
        height: 20.0,
    };

    fn turned(degrees: f64) -> Matrix {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        Matrix::new([cosine, sine, -sine, cosine, 0.0, 0.0]).unwrap()
    }

    #[test]
    fn turning_about_the_centre_keeps_the_place() {
        let frame = turned(30.0).about(120.0, 210.0).frame(SQUARE);
        assert!((frame.rotation - 30.0).abs() < 1e-9, "{frame:?}");
        assert!((frame.rect.x - 100.0).abs() < 1e-9 && (frame.rect.width - 40.0).abs() < 1e-9);
        assert!(!turned(30.0).is_upright() && turned(30.0).keeps_shapes());
    }

    #[test]
    fn a_mirror_and_a_half_turn_are_told_apart() {
        let mirror = Matrix::new([-1.0, 0.0, 0.0, 1.0, 0.0, 0.0]).unwrap();
        let frame = mirror.about(120.0, 210.0).frame(SQUARE);
        assert!(frame.flip_x && frame.rotation == 0.0, "{frame:?}");
        let half = turned(180.0).about(120.0, 210.0).frame(SQUARE);
        assert!(!half.flip_x && (half.rotation.abs() - 180.0).abs() < 1e-9);
    }

    #[test]
    fn a_slant_keeps_no_shape() {
        let slant = Matrix::new([1.0, 0.0, 0.3, 1.0, 0.0, 0.0]).unwrap();
        assert!(!slant.keeps_shapes());
        let around = slant.around(SQUARE);
        assert!((around.width - 46.0).abs() < 1e-9, "{around:?}");
        assert_eq!(Matrix::new([f64::NAN; 6]), None);
    }
}
