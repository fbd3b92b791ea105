//! Drawings: inline SVG as shapes that people can edit.
//!
//! `drawing.js` takes an `svg` element out of the page, with everything that it needs.
//! Here it becomes shapes, all of it or nothing: where one part cannot be said exactly,
//! whoever asks shows a picture instead.
//!
//! What does not belong here: texts of drawings, which the browser has laid out, and the
//! picture.

mod cut;
mod fill;
mod geometry;
mod reading;
mod stroke;
#[cfg(test)]
mod tests;
mod winding;

use std::panic::{AssertUnwindSafe, catch_unwind};

use tracing::warn;
use usvg::tiny_skia_path::Transform;
use usvg::{BlendMode, FillRule, Group, Node, Opacity, PaintOrder};

use self::geometry::{Bounds, Contour};
use self::reading::Drawing;
use self::winding::Overlap;
use crate::scene::{Fill, Frame, Item, Kind, Line, LineStyle, Rect, Shape};

/// As many shapes as a drawing becomes. What has more is rather looked at than edited.
const MOST_SHAPES: usize = 400;
/// How far a line may reach beyond what is seen, in pixels, where it cannot be cut.
const MOST_BEYOND: f64 = 1.5;
/// As many pieces as all outlines of a drawing have together.
const MOST_PIECES: usize = 100_000;

/// The shapes of a drawing that fills `rect` of the slide, back to front; nothing if one
/// of them is not to be had as a shape.
///
/// `svg` is what `drawing.js` answers without texts. It may be anything.
pub(super) fn shapes(svg: &str, rect: Rect) -> Option<Vec<Item>> {
    // The reader of SVG takes much for granted.
    catch_unwind(AssertUnwindSafe(|| drawn(svg, rect))).unwrap_or_else(|_| {
        warn!("the reader of drawings failed");
        None
    })
}

/// The drawing as bytes of a file, if it can stand alone: nothing in it runs, and nothing
/// leads outside.
pub(super) fn standalone(svg: &str) -> Option<Vec<u8>> {
    reading::stands_alone(svg).then(|| svg.as_bytes().to_vec())
}

fn drawn(svg: &str, rect: Rect) -> Option<Vec<Item>> {
    let drawing = reading::read(svg)?;
    let mut shapes = Shapes {
        drawing: &drawing,
        place: geometry::place(drawing.tree.size(), rect)?,
        drawn: Vec::new(),
        pieces: 0,
    };
    let clip = if drawing.overflows {
        Bounds::EVERYWHERE
    } else {
        Bounds::seen_of(rect)
    };
    shapes.group(drawing.tree.root(), clip, Opacity::ONE)?;
    Some(shapes.drawn.into_iter().map(|drawn| drawn.item).collect())
}

/// Shapes that are being made of a drawing. Each step answers nothing if it meets what
/// cannot be said.
struct Shapes<'a> {
    drawing: &'a Drawing,
    /// From the drawing's pixels to the slide's.
    place: Transform,
    drawn: Vec<Drawn>,
    pieces: usize,
}

/// A shape, and what it covers.
struct Drawn {
    item: Item,
    covers: Bounds,
}

/// One coat of a path's paint: its inside, or its line.
struct Coat {
    paths: Vec<Vec<Contour>>,
    fill: Option<Fill>,
    line: Option<Line>,
    /// What is painted, lines with their widths.
    covers: Bounds,
}

impl Shapes<'_> {
    fn group(&mut self, group: &Group, clip: Bounds, opacity: Opacity) -> Option<()> {
        let is_plain = group.blend_mode() == BlendMode::Normal
            && group.mask().is_none()
            && group.filters().is_empty();
        if !is_plain {
            return None;
        }
        let clip = self.clipped(group, clip)?;
        let first = self.drawn.len();
        for node in group.children() {
            self.node(node, clip, opacity * group.opacity())?;
        }
        let is_opaque = group.opacity() == Opacity::ONE;
        (is_opaque || are_apart(self.drawn.get(first..)?)).then_some(())
    }

    fn node(&mut self, node: &Node, clip: Bounds, opacity: Opacity) -> Option<()> {
        match node {
            Node::Group(group) => self.group(group, clip, opacity),
            Node::Path(path) if path.is_visible() => self.path(path, clip, opacity),
            // Texts are the browser's: without its feature the reader makes none.
            Node::Path(_) | Node::Text(_) => Some(()),
            Node::Image(_) => None,
        }
    }

    /// What is left of `clip` within a group.
    fn clipped(&self, group: &Group, clip: Bounds) -> Option<Bounds> {
        let Some(path) = group.clip_path() else {
            return Some(clip);
        };
        let opening = geometry::opening(path)?;
        if opening.contains(Bounds::from(group.stroke_bounding_box())) {
            return Some(clip);
        }
        let transform = self.place.pre_concat(group.abs_transform());
        Some(clip.intersect(opening.transformed(transform)?))
    }

    fn path(&mut self, path: &usvg::Path, clip: Bounds, opacity: Opacity) -> Option<()> {
        self.pieces += path.data().len();
        if self.pieces > MOST_PIECES {
            return None;
        }
        let transform = self.place.pre_concat(path.abs_transform());
        let inside = match path.fill() {
            Some(fill) => inside(path, fill, transform, clip, opacity)?,
            None => None,
        };
        let is_fixed = self.drawing.fixed_lines.contains(path.id());
        let line = match path.stroke() {
            Some(stroke) => along(path, stroke, transform, clip, opacity, is_fixed)?,
            None => None,
        };
        let coats = match (inside, line) {
            (Some(inside), Some(line)) if can_be_one(path, &inside, &line) => {
                let fill = inside.fill;
                [Some(Coat { fill, ..line }), None]
            }
            (inside, line) => match path.paint_order() {
                PaintOrder::FillAndStroke => [inside, line],
                PaintOrder::StrokeAndFill => [line, inside],
            },
        };
        coats
            .into_iter()
            .flatten()
            .try_for_each(|coat| self.paint(coat))
    }

    fn paint(&mut self, coat: Coat) -> Option<()> {
        let bounds = Bounds::of(coat.paths.iter().flatten())?;
        let has_gaps = coat.line.is_some_and(|line| line.style != LineStyle::Solid);
        let item = Item {
            frame: Frame {
                rect: bounds.rect(),
                ..Frame::default()
            },
            kind: Kind::Shape(Shape {
                // Dashes begin where the path does.
                outline: geometry::outline(&coat.paths, bounds, has_gaps),
                fill: coat.fill,
                line: coat.line,
                shadows: Vec::new(),
            }),
            link: None,
            description: None,
        };
        self.drawn.push(Drawn {
            item,
            covers: coat.covers,
        });
        (self.drawn.len() <= MOST_SHAPES).then_some(())
    }
}

/// The inside of a path, as far as it is seen; the inner nothing if it is not.
fn inside(
    path: &usvg::Path,
    fill: &usvg::Fill,
    transform: Transform,
    clip: Bounds,
    opacity: Opacity,
) -> Option<Option<Coat>> {
    let contours = geometry::contours(path.data(), transform)?;
    let alpha = opacity * fill.opacity();
    area(contours, fill.rule(), clip, |bounds| {
        fill::painted(fill.paint(), alpha, transform, bounds)
    })
}

/// The line along a path, as far as it is seen; the inner nothing if it is not. Where no
/// line says the same, it is the area that it covers.
fn along(
    path: &usvg::Path,
    stroke: &usvg::Stroke,
    transform: Transform,
    clip: Bounds,
    opacity: Opacity,
    is_fixed: bool,
) -> Option<Option<Coat>> {
    let alpha = opacity * stroke.opacity();
    let Some(stroked) = stroke::along(path.data(), stroke, transform, alpha, is_fixed)? else {
        return Some(None);
    };
    let covered = geometry::contours(&stroked.area, Transform::identity())?;
    let covers = Bounds::of(&covered)?;
    let whole = match stroked.line {
        Some((_, line)) if line.color.alpha <= 0.0 => return Some(None),
        Some((middle, line)) => Some(Coat {
            paths: vec![geometry::contours(&middle, Transform::identity())?],
            fill: None,
            line: Some(line),
            covers,
        }),
        None => None,
    };
    if clip.contains(covers) && whole.is_some() {
        return Some(whole);
    }
    let cut = if stroked.has_gaps && clip.intersect(covers).has_area() {
        None
    } else {
        area(covered, FillRule::NonZero, clip, |bounds| {
            fill::painted(stroke.paint(), alpha, transform, bounds)
        })
    };
    // Rather a line that reaches a little too far than a picture.
    cut.or_else(|| {
        clip.grown(MOST_BEYOND)
            .contains(covers)
            .then_some(whole)
            .filter(Option::is_some)
    })
}

/// An area, as far as it is seen; the inner nothing if it is not.
fn area(
    contours: Vec<Contour>,
    rule: FillRule,
    clip: Bounds,
    paint: impl Fn(Bounds) -> Option<Fill>,
) -> Option<Option<Coat>> {
    let Some(bounds) = Bounds::of(&contours).filter(|bounds| clip.intersect(*bounds).has_area())
    else {
        return Some(None);
    };
    let contours = if clip.contains(bounds) {
        contours
    } else {
        cut::cut(contours, clip)
    };
    let Some(covers) = Bounds::of(&contours).filter(|covers| covers.has_area()) else {
        return Some(None);
    };
    let fill = paint(covers)?;
    if matches!(fill, Fill::Solid(color) if color.alpha <= 0.0) {
        return Some(None);
    }
    let is_opaque = matches!(fill, Fill::Solid(color) if color.alpha >= 1.0);
    let paths = match (rule, winding::overlap(&contours)) {
        (FillRule::EvenOdd, _) | (FillRule::NonZero, Overlap::None) => vec![contours],
        // Through several coats more is seen than through one.
        (FillRule::NonZero, Overlap::Layers) if is_opaque => {
            contours.into_iter().map(|contour| vec![contour]).collect()
        }
        (FillRule::NonZero, Overlap::Layers | Overlap::Mixed) => return None,
    };
    Some(Some(Coat {
        paths,
        fill: Some(fill),
        line: None,
        covers,
    }))
}

/// Whether one shape can have a path's inside and its line.
fn can_be_one(path: &usvg::Path, inside: &Coat, line: &Coat) -> bool {
    path.paint_order() == PaintOrder::FillAndStroke
        && line.line.is_some()
        && line.paths == inside.paths
}

/// Whether of shapes none covers a part of another, nor its own line a part of its inside:
/// then each can be seen through as all of them together.
fn are_apart(shapes: &[Drawn]) -> bool {
    let mut others = shapes;
    while let Some((shape, rest)) = others.split_first() {
        let is_layered = match &shape.item.kind {
            Kind::Shape(shape) => shape.fill.is_some() && shape.line.is_some(),
            _ => false,
        };
        if is_layered || rest.iter().any(|other| shape.covers.meets(other.covers)) {
            return false;
        }
        others = rest;
    }
    true
}
