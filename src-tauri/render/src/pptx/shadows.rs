//! Which shadows a shape has of its own, and which are cast by shapes beneath it.
//!
//! The format knows one shadow inside a shape and one outside, and not every program
//! draws one that is larger or smaller than its shape. What an opaque shape hides can be
//! a shape of its own: the others are cast by such. What does not belong here: markup.

use super::frame::turned_with;
use crate::scene::{Color, Fill, Frame, Outline, Rect, Shadow, Shape};

/// The shadows of a shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cast {
    /// Its own: at most one inside and one outside.
    pub(super) own: Vec<Shadow>,
    /// What is beneath it, back to front.
    pub(super) beneath: Vec<Beneath>,
}

/// A shape beneath another, of which only its shadow is seen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Beneath {
    pub(super) frame: Frame,
    pub(super) outline: Outline,
    /// What it is painted with, if it is the shadow itself; otherwise as the shape above.
    pub(super) paint: Option<Color>,
    pub(super) shadow: Option<Shadow>,
}

/// The shadows of a shape that stands in `frame`. One that is not filled has none: its
/// line would have one, or its text.
pub(super) fn cast(shape: &Shape, frame: &Frame) -> Cast {
    let Some(fill) = &shape.fill else {
        return Cast::default();
    };
    let inside = shape.shadows.iter().find(|shadow| shadow.inside);
    let mut own: Vec<_> = inside.copied().into_iter().collect();
    let outside = shape.shadows.iter().filter(|shadow| !shadow.inside);
    if !is_opaque(fill) {
        own.extend(outside.take(1));
        return Cast {
            own,
            beneath: Vec::new(),
        };
    }
    let mut beneath = Vec::new();
    for (index, shadow) in outside.enumerate() {
        match apart(shape, frame, shadow) {
            Some(shape) => beneath.push(shape),
            None if index == 0 => own.push(*shadow),
            None => beneath.push(Beneath {
                frame: *frame,
                outline: shape.outline.clone(),
                paint: None,
                shadow: Some(*shadow),
            }),
        }
    }
    beneath.reverse();
    Cast { own, beneath }
}

/// Whether nothing beneath is seen through it.
fn is_opaque(fill: &Fill) -> bool {
    match fill {
        Fill::Solid(color) => color.alpha >= 1.0,
        Fill::Linear { stops, .. } | Fill::Radial { stops, .. } => {
            stops.iter().all(|stop| stop.color.alpha >= 1.0)
        }
        Fill::Picture(_) => false,
    }
}

/// The shape for a shadow of another size than its shape: a larger one without a blur is
/// the shadow itself, and a smaller one casts it unseen.
fn apart(shape: &Shape, frame: &Frame, shadow: &Shadow) -> Option<Beneath> {
    let Shadow {
        offset,
        blur,
        spread,
        color,
        ..
    } = *shadow;
    if spread == 0.0 || (spread > 0.0 && blur > 0.0) {
        return None;
    }
    let is_itself = spread > 0.0;
    let (right, down) = if is_itself { offset } else { (0.0, 0.0) };
    let Rect {
        x,
        y,
        width,
        height,
    } = frame.rect;
    let rect = Rect {
        x: x - spread + right,
        y: y - spread + down,
        width: width + 2.0 * spread,
        height: height + 2.0 * spread,
    };
    (rect.width > 0.0 && rect.height > 0.0).then_some(())?;
    Some(Beneath {
        frame: turned_with(rect, frame),
        outline: grown(&shape.outline, spread)?,
        paint: is_itself.then_some(color),
        shadow: (!is_itself).then_some(Shadow {
            spread: 0.0,
            ..*shadow
        }),
    })
}

/// The outline of a shadow: corners that are not round stay so (CSS Backgrounds and
/// Borders 3, 6.1.1).
fn grown(outline: &Outline, spread: f64) -> Option<Outline> {
    match outline {
        Outline::Rounded(radii) => Some(Outline::Rounded(radii.map(|radius| {
            if radius > 0.0 {
                (radius + spread).max(0.0)
            } else {
                0.0
            }
        }))),
        Outline::Ellipse => Some(Outline::Ellipse),
        Outline::Paths(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shadow(blur: f64, spread: f64) -> Shadow {
        Shadow {
            offset: (0.0, 4.0),
            blur,
            spread,
            color: Color::default(),
            inside: false,
        }
    }

    fn cast_by(alpha: f64, shadows: Vec<Shadow>) -> Cast {
        let shape = Shape {
            outline: Outline::Rounded([8.0, 0.0, 8.0, 8.0]),
            fill: Some(Fill::Solid(Color { rgb: [9; 3], alpha })),
            line: None,
            shadows,
        };
        let frame = Frame {
            rect: Rect {
                x: 100.0,
                y: 100.0,
                width: 50.0,
                height: 20.0,
            },
            ..Frame::default()
        };
        cast(&shape, &frame)
    }

    #[test]
    fn a_ring_is_a_shape_beneath() {
        let cast = cast_by(1.0, vec![shadow(0.0, 4.0)]);
        assert!(cast.own.is_empty());
        let [ring] = cast.beneath.as_slice() else {
            panic!("{cast:?}");
        };
        assert_eq!((ring.frame.rect.x, ring.frame.rect.y), (96.0, 100.0));
        assert_eq!(
            (ring.frame.rect.width, ring.frame.rect.height),
            (58.0, 28.0)
        );
        assert_eq!(ring.outline, Outline::Rounded([12.0, 0.0, 12.0, 12.0]));
        assert!(ring.paint.is_some() && ring.shadow.is_none());
    }

    #[test]
    fn a_smaller_shadow_is_cast_by_a_smaller_shape() {
        let cast = cast_by(1.0, vec![shadow(10.0, -5.0)]);
        let [smaller] = cast.beneath.as_slice() else {
            panic!("{cast:?}");
        };
        assert_eq!(smaller.frame.rect.width, 40.0);
        assert_eq!(
            smaller.shadow.map(|it| (it.spread, it.blur)),
            Some((0.0, 10.0))
        );
        let gone = cast_by(1.0, vec![shadow(10.0, -15.0)]);
        assert_eq!((gone.own.len(), gone.beneath.len()), (1, 0));
    }

    #[test]
    fn only_what_is_opaque_has_shapes_beneath() {
        let shadows = vec![shadow(10.0, 0.0), shadow(20.0, 0.0)];
        assert_eq!(cast_by(1.0, shadows.clone()).beneath.len(), 1);
        assert_eq!(cast_by(0.5, shadows).beneath.len(), 0);
    }
}
