//! What is painted for a box itself: its grounds, its borders and its shadows.
//!
//! What does not belong here: what stands in the box.

use crate::scene::{Color, Fill, Item, Kind, Line, LineStyle, Outline, Rect, Shadow, Shape, Stop};

use super::css::{self, Gradient};
use super::cut::Rounded;
use super::matrix::Matrix;
use super::paths::{Radii, fitted, outline, scale_outline};
use super::sides::Border;
use super::snapshot::{Element, Property};

/// What a box looks like.
pub(super) enum Painted {
    /// As these shapes, back to front.
    Shapes(Vec<Item>),
    /// As no shape can.
    Unlike,
}

/// The four sides, clockwise from the top, and the four corners from the upper left.
const SIDES: [[Property; 3]; 4] = [
    [
        Property::BorderTopWidth,
        Property::BorderTopStyle,
        Property::BorderTopColor,
    ],
    [
        Property::BorderRightWidth,
        Property::BorderRightStyle,
        Property::BorderRightColor,
    ],
    [
        Property::BorderBottomWidth,
        Property::BorderBottomStyle,
        Property::BorderBottomColor,
    ],
    [
        Property::BorderLeftWidth,
        Property::BorderLeftStyle,
        Property::BorderLeftColor,
    ],
];
const CORNERS: [Property; 4] = [
    Property::BorderTopLeftRadius,
    Property::BorderTopRightRadius,
    Property::BorderBottomRightRadius,
    Property::BorderBottomLeftRadius,
];

/// A box that is to be painted.
pub(super) struct PaintedBox<'a> {
    pub(super) element: Element<'a>,
    /// Its border's outer side, where the browser measured it.
    pub(super) rect: Rect,
    pub(super) matrix: Matrix,
    pub(super) opacity: f64,
    /// Radii at least as large as these, where the box around it cuts its corners.
    pub(super) cut: [f64; 4],
    /// Through what it is seen, if that may cut it.
    pub(super) window: Option<Rounded>,
}

impl<'a> PaintedBox<'a> {
    /// One that nothing moves, fades or cuts.
    pub(super) fn alone(element: Element<'a>, rect: Rect) -> Self {
        Self {
            element,
            rect,
            matrix: Matrix::IDENTITY,
            opacity: 1.0,
            cut: [0.0; 4],
            window: None,
        }
    }

    /// What is painted for it.
    pub(super) fn paint(&self) -> Painted {
        let Some(fills) = self.fills() else {
            return Painted::Unlike;
        };
        let radii = self.radii();
        let borders = self.borders();
        let shadows = self.shadows();
        let mut items: Vec<Item> = Vec::new();
        let uniform = uniform(&borders);
        let (rings, shadows): (Vec<Shadow>, Vec<Shadow>) = shadows.into_iter().partition(is_ring);
        items.extend(rings.iter().rev().map(|ring| self.ring(ring, radii)));
        let count = fills.len();
        for (index, fill) in fills.into_iter().enumerate() {
            let is_last = index + 1 == count;
            let line = uniform.filter(|_| is_last);
            let shadows = if index == 0 {
                shadows.clone()
            } else {
                Vec::new()
            };
            items.extend(self.filled(Some(fill), line, radii, shadows));
        }
        match uniform {
            Some(line) if count == 0 => {
                items.extend(self.filled(None, Some(line), radii, Vec::new()));
            }
            Some(_) => {}
            None => items.extend(self.sides(borders, radii)),
        }
        Painted::Shapes(items)
    }

    /// Whether anything is painted for it.
    pub(super) fn is_seen(&self) -> bool {
        let style = |property| self.element.style(property);
        style(Property::BackgroundImage) != "none"
            || css::visible_color(style(Property::BackgroundColor)).is_some()
            || self.borders().iter().any(Option::is_some)
            || style(Property::BoxShadow) != "none"
    }

    /// Its colour alone, as far as it is seen.
    pub(super) fn colored(&self) -> Option<Item> {
        let color = css::visible_color(self.element.style(Property::BackgroundColor))?;
        let fill = Fill::Solid(fade(color, self.opacity));
        self.filled(Some(fill), None, self.radii(), Vec::new())
    }

    /// One shape of the box's outline, if anything of it is seen. Its line runs inside
    /// the box.
    fn filled(
        &self,
        fill: Option<Fill>,
        line: Option<Line>,
        radii: Radii,
        shadows: Vec<Shadow>,
    ) -> Option<Item> {
        let inset = line.map_or(0.0, |line| line.width / 2.0);
        let rect = grow(self.rect, -inset);
        let radii = radii.map(|(x, y)| ((x - inset).max(0.0), (y - inset).max(0.0)));
        let (rect, outline) = match self.window() {
            Some(window) => Rounded { rect, radii }.through(&window)?,
            None => (rect, outline(rect, radii)),
        };
        Some(self.shape(rect, outline, fill, line, shadows))
    }

    /// A shadow without blur all around, which is a line.
    fn ring(&self, shadow: &Shadow, radii: Radii) -> Item {
        let half = shadow.spread / 2.0;
        let grown = radii.map(|(x, y)| (widen(x, half), widen(y, half)));
        let rect = grow(self.rect, half);
        let line = Line {
            width: shadow.spread,
            color: shadow.color,
            ..Line::default()
        };
        self.shape(rect, outline(rect, grown), None, Some(line), Vec::new())
    }

    fn shape(
        &self,
        rect: Rect,
        outline: Outline,
        fill: Option<Fill>,
        line: Option<Line>,
        shadows: Vec<Shadow>,
    ) -> Item {
        let scale = self.matrix.scale();
        let scaled = |line: Line| Line {
            width: line.width * scale,
            ..line
        };
        let shadow = |shadow: Shadow| Shadow {
            offset: (shadow.offset.0 * scale, shadow.offset.1 * scale),
            blur: shadow.blur * scale,
            spread: shadow.spread * scale,
            ..shadow
        };
        Item {
            frame: self.matrix.frame(rect),
            kind: Kind::Shape(Shape {
                outline: scale_outline(outline, scale),
                fill,
                line: line.map(scaled),
                shadows: shadows.into_iter().map(shadow).collect(),
            }),
            link: None,
            description: None,
        }
    }

    fn radii(&self) -> Radii {
        // What a window cuts has round corners of its own only.
        let cut = self.window().map_or(self.cut, |_| [0.0; 4]);
        radii(self.element, self.rect, cut)
    }

    /// Whether a part of it looks as a part of the whole does.
    pub(super) fn is_plain(&self) -> bool {
        self.element.style(Property::BackgroundImage) == "none" && !self.has_frame()
    }

    /// Through what it is seen: what is around a box cannot be cut.
    fn window(&self) -> Option<Rounded> {
        self.window.filter(|_| !self.has_frame())
    }

    fn has_frame(&self) -> bool {
        self.borders().iter().any(Option::is_some)
            || self.element.style(Property::BoxShadow) != "none"
    }

    fn borders(&self) -> [Option<Line>; 4] {
        SIDES.map(|[width, style, color]| {
            let line = border(self.element, [width, style, color])?;
            Some(Line {
                color: fade(line.color, self.opacity),
                ..line
            })
        })
    }

    fn shadows(&self) -> Vec<Shadow> {
        let mut shadows = css::shadows(self.element.style(Property::BoxShadow));
        for shadow in &mut shadows {
            shadow.color = fade(shadow.color, self.opacity);
        }
        shadows
    }

    /// Its grounds, back to front; none if one is no fill that a shape can have.
    pub(super) fn fills(&self) -> Option<Vec<Fill>> {
        let style = |property| self.element.style(property);
        if style(Property::BorderImageSource) != "none" {
            return None;
        }
        let images = css::split(style(Property::BackgroundImage));
        let clips = css::split(style(Property::BackgroundClip));
        let sizes = css::split(style(Property::BackgroundSize));
        // Letters are cut out of such a layer, and the colour belongs to the last one.
        let is_cut = |layer: usize| clips.get(layer % clips.len()) == Some(&"text");
        let color = css::visible_color(style(Property::BackgroundColor));
        let mut fills: Vec<Fill> = color
            .filter(|_| !is_cut(images.len() - 1))
            .map(|color| Fill::Solid(fade(color, self.opacity)))
            .into_iter()
            .collect();
        let Rect { width, height, .. } = self.rect;
        for (layer, image) in images.iter().enumerate().rev() {
            if matches!(*image, "none" | "") || is_cut(layer) {
                continue;
            }
            if !sizes
                .get(layer % sizes.len())
                .is_none_or(|size| fills_box(size))
            {
                return None;
            }
            let fill = self.gradient(css::gradient(image, width, height)?)?;
            match (fills.pop(), fill) {
                (Some(Fill::Solid(ground)), fill) if ground.alpha >= 0.999 => {
                    fills.extend(upon(Fill::Solid(ground), fill));
                }
                (before, fill) => {
                    fills.extend(before);
                    fills.push(fill);
                }
            }
        }
        Some(fills)
    }

    fn gradient(&self, gradient: Gradient) -> Option<Fill> {
        let faded = |stops: Vec<Stop>| {
            let fade = |stop: Stop| Stop {
                color: fade(stop.color, self.opacity),
                ..stop
            };
            stops.into_iter().map(fade).collect()
        };
        match gradient {
            Gradient::Linear { angle, stops } => Some(Fill::Linear {
                angle,
                stops: faded(stops),
            }),
            Gradient::Radial { center, stops } => Some(Fill::Radial {
                center,
                stops: faded(stops),
            }),
        }
    }

    /// Borders that differ.
    fn sides(&self, lines: [Option<Line>; 4], radii: Radii) -> Vec<Item> {
        let border = Border {
            rect: self.rect,
            radii,
            widths: widths(self.element),
            lines,
        };
        let parts = border.parts().into_iter();
        parts
            .map(|part| {
                let (rect, path) = fitted(self.rect, part.path);
                let outline = Outline::Paths(vec![path]);
                self.shape(rect, outline, part.fill, part.line, Vec::new())
            })
            .collect()
    }
}

/// The radii of a box's corners, none smaller than `cut`, so small that none reaches over
/// another.
fn radii(element: Element<'_>, rect: Rect, cut: [f64; 4]) -> Radii {
    let Rect { width, height, .. } = rect;
    let mut radii = CORNERS.map(|corner| {
        let text = element.style(corner);
        let mut words = text.split(' ');
        let x = words.next().and_then(|word| css::length_of(word, width));
        let y = words.next().and_then(|word| css::length_of(word, height));
        let x = x.unwrap_or_default();
        // One share is one of the width across and one of the height down.
        let share = css::length_of(text, height).filter(|_| text.ends_with('%'));
        (x, y.or(share).unwrap_or(x))
    });
    for (radius, cut) in radii.iter_mut().zip(cut) {
        *radius = (radius.0.max(cut), radius.1.max(cut));
    }
    let fits = |sum: f64, side: f64| if sum > side { side / sum } else { 1.0 };
    let shrink = [
        fits(radii[0].0 + radii[1].0, width),
        fits(radii[2].0 + radii[3].0, width),
        fits(radii[0].1 + radii[3].1, height),
        fits(radii[1].1 + radii[2].1, height),
    ];
    let shrink = shrink.into_iter().fold(1.0, f64::min);
    radii.map(|(x, y)| (x * shrink, y * shrink))
}

/// The radii of a box's corners, as if each were round.
pub(super) fn corner_radii(element: Element<'_>, rect: Rect) -> [f64; 4] {
    radii(element, rect, [0.0; 4]).map(|(x, y)| x.min(y))
}

/// The line of a side of an element's border, if it is seen.
pub(super) fn border(element: Element<'_>, [width, style, color]: [Property; 3]) -> Option<Line> {
    let width = css::pixels(element.style(width));
    let style = match element.style(style) {
        "none" | "hidden" | "" => return None,
        "dashed" => LineStyle::Dashed,
        "dotted" => LineStyle::Dotted,
        _ => LineStyle::Solid,
    };
    let color = css::visible_color(element.style(color))?;
    (width > 0.0).then_some(Line {
        width,
        color,
        style,
        ..Line::default()
    })
}

/// How wide the sides of an element's border are, clockwise from the top, whether they
/// are seen or not.
fn widths(element: Element<'_>) -> [f64; 4] {
    SIDES.map(|[width, style, _]| match element.style(style) {
        "none" | "hidden" | "" => 0.0,
        _ => css::pixels(element.style(width)),
    })
}

/// The lines of an element's border, at its left, top, right and bottom.
pub(super) fn borders(element: Element<'_>) -> [Option<Line>; 4] {
    [3, 0, 1, 2].map(|side: usize| border(element, SIDES[side]))
}

/// A colour that lets through more.
pub(super) fn fade(color: Color, opacity: f64) -> Color {
    Color {
        alpha: color.alpha * opacity,
        ..color
    }
}

/// A fill upon another one; none if what is seen then is no fill.
pub(super) fn upon(ground: Fill, mut fill: Fill) -> Option<Fill> {
    let hides = fill.colors().all(|color| color.alpha >= 0.999);
    match (ground, fill) {
        (_, fill) if hides => Some(fill),
        (Fill::Picture(_), _) => None,
        (Fill::Solid(ground), mut fill) => {
            for color in fill.colors() {
                *color = color.upon(ground);
            }
            Some(fill)
        }
        (mut ground, Fill::Solid(color)) => {
            for ground in ground.colors() {
                *ground = color.upon(*ground);
            }
            Some(ground)
        }
        _ => None,
    }
}

/// Whether a ground's size is that of the box.
fn fills_box(size: &str) -> bool {
    matches!(
        size,
        "auto" | "auto auto" | "100%" | "100% 100%" | "cover" | ""
    )
}

fn is_ring(shadow: &Shadow) -> bool {
    !shadow.inside && shadow.blur == 0.0 && shadow.offset == (0.0, 0.0) && shadow.spread > 0.0
}

/// The one line all around, if there is one.
fn uniform(borders: &[Option<Line>; 4]) -> Option<Line> {
    let first = borders[0]?;
    borders
        .iter()
        .all(|line| *line == Some(first))
        .then_some(first)
}

fn widen(radius: f64, by: f64) -> f64 {
    if radius > 0.0 { radius + by } else { 0.0 }
}

/// A rectangle whose sides stand farther out by so much.
pub(super) fn grow(rect: Rect, by: f64) -> Rect {
    Rect {
        x: rect.x - by,
        y: rect.y - by,
        width: (rect.width + 2.0 * by).max(0.0),
        height: (rect.height + 2.0 * by).max(0.0),
    }
}
