//! Walks through the boxes of a slide, in the order in which they are painted.
//!
//! The order is that of CSS 2.1, appendix E, as far as it can be seen: what is placed
//! by itself lies above what flows, and what has an order of its own (`z-index`) lies
//! where that says, all within the nearest box that keeps its content together.
//!
//! What does not belong here: what a box, a text or a picture becomes.

use std::collections::HashMap;

use lectern_core::render::PictureCause;

use crate::scene::{Color, Fill, Frame, Item, Kind, Rect, Role, Vertical};

use super::boxes::{self, Painted, PaintedBox};
use super::charts::FoundChart;
use super::css;
use super::drawing;
use super::flow::{Block, Flowing, Texts, union};
use super::matrix::Matrix;
use super::pictures::{Gallery, Shot, ShotKind};
use super::snapshot::{Element, Property};
use super::tables;

/// What stands on a slide, or will when a picture of it was taken.
pub(super) enum Draft {
    Item(Item),
    Shot(Shot),
}

/// What is seen of everything within a box.
#[derive(Clone, Copy)]
pub(super) struct Around {
    /// From where the browser measured to the slide.
    pub(super) matrix: Matrix,
    pub(super) opacity: f64,
    pub(super) clip: Option<Clip>,
}

/// A box that cuts what is in it.
#[derive(Clone, Copy)]
pub(super) struct Clip {
    /// On the slide.
    rect: Rect,
    radii: [f64; 4],
}

/// What is painted within a box that keeps its content together.
#[derive(Default)]
struct Layers {
    flow: Vec<Draft>,
    /// By their order, and where they come from.
    placed: Vec<(i32, usize, Vec<Draft>)>,
}

/// What is known of the page.
pub(super) struct Known<'a> {
    pub(super) texts: Texts<'a>,
    /// Drawings as documents of their own, by their elements' places.
    pub(super) drawings: &'a HashMap<usize, String>,
    /// Charts with their data, by their canvas' places.
    pub(super) charts: &'a HashMap<usize, FoundChart>,
}

/// A slide that is walked through.
pub(super) struct Walk<'a> {
    known: &'a Known<'a>,
    pub(super) gallery: &'a mut Gallery,
    /// The slide's ground.
    pub(super) background: Option<Fill>,
    /// The element that holds its title.
    title: Option<usize>,
    is_empty: bool,
}

/// The size of a slide.
const SLIDE: Rect = Rect {
    x: 0.0,
    y: 0.0,
    width: lectern_core::deck::page::WIDTH as f64,
    height: lectern_core::deck::page::HEIGHT as f64,
};

/// What browsers paint a page on.
const PAPER: Color = Color {
    rgb: [255; 3],
    alpha: 1.0,
};

impl<'a> Walk<'a> {
    /// A walk through the slide in `container`.
    pub(super) fn new(
        known: &'a Known<'a>,
        gallery: &'a mut Gallery,
        container: Element<'a>,
    ) -> Self {
        Self {
            known,
            gallery,
            background: Some(Fill::Solid(PAPER)),
            title: title_of(container),
            is_empty: true,
        }
    }

    /// What stands on the slide, back to front.
    pub(super) fn drafts(&mut self, container: Element<'a>) -> Vec<Draft> {
        let origin = container.bounds();
        let around = Around {
            matrix: Matrix::moving(-origin.x, -origin.y),
            opacity: 1.0,
            clip: None,
        };
        let mut layers = Layers::default();
        // The desk of the deck, which the page has behind each slide.
        let desk = container.bounds();
        if !self.is_ground(container, desk, around) {
            self.paint_box(container, desk, around, &mut layers.flow);
        }
        self.contents(container, around, &mut layers);
        layers.flatten()
    }

    fn contents(&mut self, element: Element<'a>, around: Around, layers: &mut Layers) {
        let mut flow: Vec<Flowing<'a>> = Vec::new();
        for child in element.children() {
            self.child(element, child, around, layers, &mut flow);
        }
        self.flush(element, &mut flow, around, layers);
    }

    /// A child of a block, or of what flows in it.
    fn child(
        &mut self,
        block: Element<'a>,
        child: Element<'a>,
        around: Around,
        layers: &mut Layers,
        flow: &mut Vec<Flowing<'a>>,
    ) {
        if is_marker(child) {
            flow.push(Flowing::Marker {
                element: child,
                opacity: around.opacity,
            });
            return;
        }
        match role_of(child) {
            Part::Nothing => {}
            Part::Text => push_pieces(child, around.opacity, flow),
            Part::Break => flow.push(Flowing::Break),
            Part::Through => {
                for inner in child.children() {
                    self.child(block, inner, around, layers, flow);
                }
            }
            Part::Inline => self.inline(block, child, around, layers, flow),
            Part::InlineBox => {
                flow.push(Flowing::Box);
                self.element(child, around, layers);
            }
            Part::Placed => self.element(child, around, layers),
            Part::Block => {
                self.flush(block, flow, around, layers);
                self.element(child, around, layers);
            }
        }
    }

    /// An element that flows with the text of its block.
    fn inline(
        &mut self,
        block: Element<'a>,
        element: Element<'a>,
        around: Around,
        layers: &mut Layers,
        flow: &mut Vec<Flowing<'a>>,
    ) {
        let around = Around {
            opacity: around.opacity * css::number(element.style(Property::Opacity)),
            ..around
        };
        if element.style(Property::Visibility) == "visible" {
            for rect in lines_of(element) {
                self.paint_box(element, rect, around, &mut layers.flow);
            }
        }
        // What is generated has its text in itself.
        if element.pseudo().is_some() {
            push_pieces(element, around.opacity, flow);
        }
        for child in element.children() {
            self.child(block, child, around, layers, flow);
        }
    }

    fn flush(
        &mut self,
        block: Element<'a>,
        flow: &mut Vec<Flowing<'a>>,
        around: Around,
        layers: &mut Layers,
    ) {
        let flow = std::mem::take(flow);
        if flow.is_empty() {
            return;
        }
        let is_title = self.title == Some(block.index());
        let block = Block {
            element: block,
            role: if is_title { Role::Title } else { Role::Body },
            matrix: around.matrix,
        };
        let mut items = self.known.texts.items(block, &flow);
        for item in &mut items {
            around.cut_lines(item);
        }
        items.retain(|item| around.shows(item.frame.rect) && !is_blank(item));
        self.is_empty &= items.is_empty();
        layers.flow.extend(items.into_iter().map(Draft::Item));
    }

    /// An element with a box of its own.
    fn element(&mut self, element: Element<'a>, around: Around, layers: &mut Layers) {
        let around = around.within(element);
        if around.opacity <= 0.002 {
            return;
        }
        let z_index: Option<i32> = element.style(Property::ZIndex).parse().ok();
        let is_placed = element.style(Property::Position) != "static";
        let keeps_together = keeps_together(element, is_placed, z_index);
        if !is_placed && !keeps_together {
            self.paint(element, around, layers);
            return;
        }
        if keeps_together {
            let mut own = Layers::default();
            self.paint(element, around, &mut own);
            let order = z_index.unwrap_or_default();
            layers.placed.push((order, element.index(), own.flatten()));
            return;
        }
        let outer = std::mem::take(&mut layers.flow);
        self.paint(element, around, layers);
        let own = std::mem::replace(&mut layers.flow, outer);
        layers.placed.push((0, element.index(), own));
    }

    fn paint(&mut self, element: Element<'a>, around: Around, layers: &mut Layers) {
        let rect = element.bounds();
        let is_visible = element.style(Property::Visibility) == "visible";
        if is_visible && self.paint_as_picture(element, around, layers) {
            return;
        }
        if is_visible && !self.is_ground(element, rect, around) {
            self.paint_box(element, rect, around, &mut layers.flow);
        }
        if is_visible && self.paint_content(element, around, layers) {
            return;
        }
        let inner = around.clipped_by(element, rect);
        if element.pseudo().is_some() {
            let mut flow = Vec::new();
            push_pieces(element, inner.opacity, &mut flow);
            self.flush(element, &mut flow, inner, layers);
        }
        if element.style(Property::Display) == "table" && is_visible {
            self.table(element, inner, layers);
            return;
        }
        self.contents(element, inner, layers);
    }

    /// What a table holds, natively; what its cells hold beside texts lies upon it.
    fn table(&mut self, element: Element<'a>, around: Around, layers: &mut Layers) {
        match tables::read(element, &self.known.texts, around) {
            Some(table) => {
                self.is_empty = false;
                layers.flow.push(Draft::Item(table.item));
                for rest in table.rest {
                    self.contents(rest, around, layers);
                }
            }
            None => self.contents(element, around, layers),
        }
    }

    /// What no shape can show is a picture as a whole, unless words would be lost.
    fn paint_as_picture(
        &mut self,
        element: Element<'a>,
        around: Around,
        layers: &mut Layers,
    ) -> bool {
        let instead = if is_widget(element) {
            PictureCause::Widget
        } else if has_effect(element, around) && !has_text(element) {
            PictureCause::Effect
        } else {
            return false;
        };
        let shot = self.shot(element, ShotKind::Whole, instead, around);
        self.shoot(shot, &mut layers.flow);
        true
    }

    /// Paints what stands in the place of an element's content. Answers whether there is
    /// such a thing.
    fn paint_content(&mut self, element: Element<'a>, around: Around, layers: &mut Layers) -> bool {
        match element.name() {
            "CANVAS" => self.canvas(element, around, layers),
            "svg" => self.drawing(element, around, layers),
            "IMG" => {
                let picture = self.gallery.picture(element, around);
                match picture {
                    Some(item) => self.push(item, around, layers),
                    None => {
                        let cause = PictureCause::Effect;
                        let shot = self.shot(element, ShotKind::Whole, cause, around);
                        self.shoot(shot, &mut layers.flow);
                    }
                }
            }
            _ => return false,
        }
        true
    }

    fn push(&mut self, item: Item, around: Around, layers: &mut Layers) {
        if around.shows(item.frame.rect) {
            self.is_empty = false;
            layers.flow.push(Draft::Item(item));
        }
    }

    fn canvas(&mut self, element: Element<'a>, around: Around, layers: &mut Layers) {
        let found = self.known.charts.get(&element.index());
        let description = description_of(element)
            .or_else(|| found.map(|found| found.description.clone()))
            .filter(|description| !description.is_empty());
        let chart = found.and_then(|found| Some((found.place, found.chart.as_ref().ok()?)));
        let Some((place, chart)) = chart.filter(|_| around.matrix.is_upright()) else {
            let instead = match found {
                Some(_) => PictureCause::Chart,
                None => PictureCause::Canvas,
            };
            let shot = self.shot(element, ShotKind::Whole, instead, around);
            let told = shot.map(|shot| Shot {
                description,
                ..shot
            });
            self.shoot(told, &mut layers.flow);
            return;
        };
        let corner = element.bounds();
        let rect = Rect {
            x: corner.x + place.x,
            y: corner.y + place.y,
            ..place
        };
        let item = Item {
            frame: around.matrix.frame(rect),
            kind: Kind::Chart(chart.clone()),
            link: None,
            description,
        };
        self.push(item, around, layers);
    }

    fn drawing(&mut self, element: Element<'a>, around: Around, layers: &mut Layers) {
        let cause = PictureCause::Drawing;
        if has_turned_words(element) {
            let shot = self.shot(element, ShotKind::Whole, cause, around);
            self.shoot(shot, &mut layers.flow);
            return;
        }
        let place = around.matrix.around(content_box(element));
        let source = self.known.drawings.get(&element.index());
        let source = source.filter(|_| around.matrix.is_upright());
        match source.and_then(|source| drawing::shapes(source, place)) {
            Some(shapes) => {
                for mut item in shapes {
                    if let Kind::Shape(shape) = &mut item.kind {
                        shape.fade(around.opacity);
                    }
                    self.push(item, around, layers);
                }
            }
            None => {
                let mut shot = self.shot(element, ShotKind::Wordless, cause, around);
                if let (Some(shot), Some(source)) = (&mut shot, source) {
                    // The vectors fill the picture's place, so they must be all of it.
                    let is_all = around.opacity > 0.999 && is_same(shot.rect, place);
                    shot.vector = drawing::standalone(source).filter(|_| is_all);
                }
                self.shoot(shot, &mut layers.flow);
            }
        }
        self.words_of_drawing(element, around, layers);
    }

    fn words_of_drawing(&mut self, element: Element<'a>, around: Around, layers: &mut Layers) {
        for child in element.children() {
            if child.name() == "text" {
                let mut flow = Vec::new();
                push_words(child, around.opacity, &mut flow);
                self.flush(child, &mut flow, around, layers);
            } else if child.is_laid_out() || child.name() == "g" {
                self.words_of_drawing(child, around, layers);
            }
        }
    }

    /// Whether an element paints the slide's whole ground, and nothing lies behind it.
    fn is_ground(&mut self, element: Element<'a>, rect: Rect, around: Around) -> bool {
        let frame = around.matrix.frame(rect);
        if !self.is_empty || !covers_slide(frame) || around.opacity < 0.999 {
            return false;
        }
        let painted = self.painted_box(element, rect, around).paint();
        let Painted::Shapes(items) = painted else {
            return false;
        };
        let mut fills = Vec::new();
        for item in items {
            match item.kind {
                Kind::Shape(shape) if shape.line.is_none() => fills.extend(shape.fill),
                _ => return false,
            }
        }
        match (fills.pop(), fills.is_empty()) {
            (Some(fill), true) if is_opaque(&fill) => {
                self.background = Some(fill);
                true
            }
            (None, _) => true,
            _ => false,
        }
    }

    fn painted_box(&self, element: Element<'a>, rect: Rect, around: Around) -> PaintedBox<'a> {
        PaintedBox {
            element,
            rect,
            matrix: around.matrix,
            opacity: around.opacity,
            cut: around.cut_corners(rect),
        }
    }

    fn paint_box(&mut self, element: Element<'a>, rect: Rect, around: Around, to: &mut Vec<Draft>) {
        let mut painted = self.painted_box(element, rect, around);
        if rect.width <= 0.0 && rect.height <= 0.0 || !painted.is_seen() {
            return;
        }
        if !around.shows(around.matrix.around(rect)) {
            return;
        }
        if let Some(item) = self.gallery.ground(element, around) {
            self.is_empty = false;
            to.push(Draft::Item(item));
            return;
        }
        if around.cuts(rect) {
            if around.matrix.is_upright() && painted.is_plain() {
                painted.rect = around.visible_part(rect);
            } else {
                let cause = PictureCause::Effect;
                let shot = self.shot(element, ShotKind::Ground, cause, around);
                self.shoot(shot, to);
                return;
            }
        }
        match painted.paint() {
            Painted::Shapes(items) => {
                self.is_empty &= items.is_empty();
                to.extend(items.into_iter().map(Draft::Item));
            }
            Painted::Unlike => {
                let cause = PictureCause::Ground;
                let shot = self.shot(element, ShotKind::Ground, cause, around);
                self.shoot(shot, to);
            }
        }
    }

    /// A picture of an element that is to be taken; none where nothing of it is seen.
    fn shot(
        &self,
        element: Element<'a>,
        kind: ShotKind,
        instead: PictureCause,
        around: Around,
    ) -> Option<Shot> {
        let bounds = match kind {
            ShotKind::Whole => everything_in(element),
            ShotKind::Ground | ShotKind::Wordless => element.bounds(),
        };
        let mut rect = around.matrix.around(bounds);
        if let Some(clip) = around.clip {
            rect = common(rect, clip.rect);
        }
        let rect = common(rect, SLIDE);
        (rect.width >= 0.5 && rect.height >= 0.5).then(|| Shot {
            // What is generated is painted with the element that it belongs to.
            backend: shown_element(element).backend(),
            kind,
            rect,
            instead,
            description: description_of(element),
            vector: None,
        })
    }

    fn shoot(&mut self, shot: Option<Shot>, to: &mut Vec<Draft>) {
        self.is_empty &= shot.is_none();
        to.extend(shot.map(Draft::Shot));
    }
}

impl Layers {
    fn flatten(mut self) -> Vec<Draft> {
        self.placed.sort_by_key(|(order, from, _)| (*order, *from));
        let above = self.placed.iter().position(|(order, ..)| *order >= 0);
        let above = self.placed.split_off(above.unwrap_or(self.placed.len()));
        let drafts = |placed: Vec<(i32, usize, Vec<Draft>)>| {
            placed.into_iter().flat_map(|(_, _, drafts)| drafts)
        };
        // What lies behind all that flows still lies upon the box's own ground, which
        // comes first in the flow: to be exact, it is put behind the rest of it.
        let mut flow = self.flow.into_iter();
        let mut flat: Vec<Draft> = Vec::new();
        let below: Vec<Draft> = drafts(self.placed).collect();
        if !below.is_empty() {
            flat.extend(flow.by_ref().take(1));
        }
        flat.extend(below);
        flat.extend(flow);
        flat.extend(drafts(above));
        flat
    }
}

impl Around {
    /// What is seen within an element.
    fn within(self, element: Element<'_>) -> Self {
        let bounds = element.bounds();
        let moved = element
            .attribute("data-lectern-matrix")
            .and_then(|mark| matrix_of(mark, bounds));
        Self {
            matrix: moved.map_or(self.matrix, |moved| self.matrix.after(&moved)),
            opacity: self.opacity * css::number(element.style(Property::Opacity)),
            ..self
        }
    }

    fn clipped_by(self, element: Element<'_>, rect: Rect) -> Self {
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
        let radii = boxes::corner_radii(element, rect).map(|radius| radius * scale);
        let (rect, radii) = match self.clip {
            Some(clip) => (common(inner, clip.rect), [0.0; 4]),
            None => (inner, radii),
        };
        Self {
            clip: Some(Clip { rect, radii }),
            ..self
        }
    }

    /// Whether anything of a place on the slide is seen.
    fn shows(&self, rect: Rect) -> bool {
        let is_in = |area: Rect| {
            rect.x < area.x + area.width
                && area.x < rect.x + rect.width.max(0.1)
                && rect.y < area.y + area.height
                && area.y < rect.y + rect.height.max(0.1)
        };
        is_in(SLIDE) && self.clip.is_none_or(|clip| is_in(clip.rect))
    }

    /// Takes lines away from a text that are not seen.
    fn cut_lines(&self, item: &mut Item) {
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
    fn cuts(&self, rect: Rect) -> bool {
        const SLACK: f64 = 0.6;
        let shown = self.matrix.around(rect);
        self.clip.is_some_and(|Clip { rect: clip, .. }| {
            shown.x < clip.x - SLACK
                || shown.y < clip.y - SLACK
                || shown.x + shown.width > clip.x + clip.width + SLACK
                || shown.y + shown.height > clip.y + clip.height + SLACK
        })
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

/// The place of a node in the flow of its block.
pub(super) enum Part {
    Nothing,
    Text,
    Break,
    /// It has no box, its children have.
    Through,
    Inline,
    /// A box in a line.
    InlineBox,
    /// A box that is no part of the flow.
    Placed,
    Block,
}

pub(super) fn role_of(child: Element<'_>) -> Part {
    if child.is_text() {
        return if child.is_laid_out() {
            Part::Text
        } else {
            Part::Nothing
        };
    }
    let is_shown = child.is_element() || child.pseudo().is_some();
    if !is_shown || matches!(child.name(), "SCRIPT" | "STYLE" | "TEMPLATE") {
        return Part::Nothing;
    }
    if child.name() == "BR" {
        return if child.is_laid_out() {
            Part::Break
        } else {
            Part::Nothing
        };
    }
    if !child.is_laid_out() {
        // It may be that only it has no box.
        return Part::Through;
    }
    if matches!(child.style(Property::Position), "absolute" | "fixed") {
        return Part::Placed;
    }
    let is_replaced = matches!(
        child.name(),
        "IMG" | "svg" | "CANVAS" | "VIDEO" | "IFRAME" | "OBJECT" | "EMBED" | "INPUT"
    );
    match child.style(Property::Display) {
        "inline" if !is_replaced => Part::Inline,
        "contents" => Part::Through,
        display if display.starts_with("inline") => Part::InlineBox,
        _ => Part::Block,
    }
}

pub(super) fn push_pieces<'a>(text: Element<'a>, opacity: f64, flow: &mut Vec<Flowing<'a>>) {
    if text.style(Property::Visibility) != "visible" {
        return;
    }
    let keeps_breaks = text.style(Property::WhiteSpace) != "collapse";
    for piece in text.pieces() {
        let is_break = keeps_breaks && piece.text() == "\n";
        flow.push(if is_break {
            Flowing::Break
        } else {
            Flowing::Piece {
                text,
                piece,
                opacity,
            }
        });
    }
}

/// Whether an element is the mark of a list's item, or is made to look as one.
fn is_marker(child: Element<'_>) -> bool {
    const LONGEST: usize = 4;
    let is_placed = child.style(Property::Position) == "absolute";
    let is_mark = match child.pseudo() {
        Some("marker") => child.style(Property::Display) != "inline",
        Some("before") => is_placed && child.attribute("data-lectern-matrix").is_none(),
        _ => false,
    };
    let letters: usize = child
        .pieces()
        .map(|piece| piece.text().chars().count())
        .sum();
    is_mark && (1..=LONGEST).contains(&letters) && !tables::is_painted(child)
}

fn is_blank(item: &Item) -> bool {
    matches!(&item.kind, Kind::Text(text) if text.paragraphs.is_empty())
}

fn push_words<'a>(element: Element<'a>, opacity: f64, flow: &mut Vec<Flowing<'a>>) {
    for child in element.children() {
        if child.is_text() {
            push_pieces(child, opacity, flow);
        } else {
            push_words(child, opacity, flow);
        }
    }
}

/// The lines of an element that flows: where its texts stand, with what is painted
/// around them.
fn lines_of(element: Element<'_>) -> Vec<Rect> {
    let bounds = element.bounds();
    let mut rows: Vec<Rect> = Vec::new();
    collect_rows(element, &mut rows);
    if rows.len() <= 1 {
        return vec![bounds];
    }
    let side = |property| css::pixels(element.style(property));
    let (above, below) = (
        side(Property::PaddingTop) + side(Property::BorderTopWidth),
        side(Property::PaddingBottom) + side(Property::BorderBottomWidth),
    );
    for row in &mut rows {
        row.y -= above;
        row.height += above + below;
    }
    if let Some(first) = rows.first_mut() {
        let padding = side(Property::PaddingLeft) + side(Property::BorderLeftWidth);
        first.x -= padding;
        first.width += padding;
    }
    if let Some(last) = rows.last_mut() {
        last.width += side(Property::PaddingRight) + side(Property::BorderRightWidth);
    }
    rows
}

fn collect_rows(element: Element<'_>, rows: &mut Vec<Rect>) {
    for piece in element.pieces() {
        let bounds = piece.bounds;
        match rows.last_mut() {
            Some(row) if (row.y - bounds.y).abs() < row.height / 2.0 => *row = union(*row, bounds),
            _ => rows.push(bounds),
        }
    }
    for child in element.children() {
        collect_rows(child, rows);
    }
}

fn keeps_together(element: Element<'_>, is_placed: bool, z_index: Option<i32>) -> bool {
    let style = |property| element.style(property);
    let in_flexible = element.parent().is_some_and(|parent| {
        let display = parent.style(Property::Display);
        display.ends_with("flex") || display.ends_with("grid")
    });
    (z_index.is_some() && (is_placed || in_flexible))
        || css::number(style(Property::Opacity)) < 1.0
        || element.attribute("data-lectern-matrix").is_some()
        || style(Property::Filter) != "none"
        || style(Property::MixBlendMode) != "normal"
        || style(Property::Isolation) == "isolate"
        || style(Property::ClipPath) != "none"
        || style(Property::MaskImage) != "none"
        || style(Property::Position) == "fixed"
}

/// Whether an element is changed as a whole in a way that no shape has.
fn has_effect(element: Element<'_>, around: Around) -> bool {
    let style = |property| element.style(property);
    style(Property::Filter) != "none"
        || style(Property::MixBlendMode) != "normal"
        || style(Property::ClipPath) != "none"
        || style(Property::MaskImage) != "none"
        || element.attribute("data-lectern-matrix") == Some("unknown")
        || is_turned_by_itself(element)
        || !around.matrix.keeps_shapes() && !around.matrix.is_upright()
}

/// Whether what is generated is turned: its transforms cannot be taken away.
fn is_turned_by_itself(element: Element<'_>) -> bool {
    element.pseudo().is_some() && is_turned(element)
}

fn is_turned(element: Element<'_>) -> bool {
    let matrix = css::arguments(element.style(Property::Transform), "matrix");
    let numbers = matrix.map(css::split).unwrap_or_default();
    let is_zero = |number: &&str| number.parse().is_ok_and(|number: f64| number.abs() < 1e-4);
    numbers
        .get(1..3)
        .is_some_and(|slants| !slants.iter().all(|slant| is_zero(slant)))
}

/// Whether words of a drawing run in another direction than from side to side: the
/// browser tells the places of their lines only as if they did.
fn has_turned_words(drawing: Element<'_>) -> bool {
    drawing.children().into_iter().any(|child| {
        let is_turned =
            is_turned(child) || child.attribute("rotate").is_some() || child.name() == "textPath";
        (is_turned && has_text(child)) || has_turned_words(child)
    })
}

fn is_same(one: Rect, other: Rect) -> bool {
    let near = |one: f64, other: f64| (one - other).abs() < 0.5;
    near(one.x, other.x)
        && near(one.y, other.y)
        && near(one.width, other.width)
        && near(one.height, other.height)
}

fn is_widget(element: Element<'_>) -> bool {
    matches!(
        element.name(),
        "VIDEO"
            | "AUDIO"
            | "IFRAME"
            | "OBJECT"
            | "EMBED"
            | "INPUT"
            | "TEXTAREA"
            | "SELECT"
            | "PROGRESS"
            | "METER"
            | "math"
    )
}

fn has_text(element: Element<'_>) -> bool {
    element
        .pieces()
        .any(|piece| !piece.text().trim().is_empty())
        || element.children().into_iter().any(has_text)
}

/// An element with all that reaches out of it.
fn everything_in(element: Element<'_>) -> Rect {
    let shadows = css::shadows(element.style(Property::BoxShadow));
    let reach = shadows
        .iter()
        .filter(|shadow| !shadow.inside)
        .map(|shadow| {
            shadow.blur + shadow.spread + shadow.offset.0.abs().max(shadow.offset.1.abs())
        });
    let own = boxes::grow(element.bounds(), reach.fold(0.0, f64::max));
    let children = element.children().into_iter().filter(Element::is_laid_out);
    children.map(everything_in).fold(own, union)
}

fn shown_element(element: Element<'_>) -> Element<'_> {
    match element.parent() {
        Some(parent) if element.pseudo().is_some() => shown_element(parent),
        _ => element,
    }
}

/// What is said of an element for who cannot see it.
pub(super) fn description_of(element: Element<'_>) -> Option<String> {
    let names = ["aria-label", "alt", "title"];
    let told = names.iter().find_map(|name| element.attribute(name));
    told.filter(|told| !told.trim().is_empty())
        .map(str::to_owned)
}

/// The area within an element's border and padding.
pub(super) fn content_box(element: Element<'_>) -> Rect {
    let side = |property| css::pixels(element.style(property));
    let left = side(Property::BorderLeftWidth) + side(Property::PaddingLeft);
    let top = side(Property::BorderTopWidth) + side(Property::PaddingTop);
    let right = side(Property::BorderRightWidth) + side(Property::PaddingRight);
    let bottom = side(Property::BorderBottomWidth) + side(Property::PaddingBottom);
    let rect = element.bounds();
    Rect {
        x: rect.x + left,
        y: rect.y + top,
        width: (rect.width - left - right).max(0.0),
        height: (rect.height - top - bottom).max(0.0),
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

fn covers_slide(frame: Frame) -> bool {
    const SLACK: f64 = 1.0;
    let rect = frame.rect;
    frame.rotation == 0.0
        && rect.x <= SLACK
        && rect.y <= SLACK
        && rect.x + rect.width >= SLIDE.width - SLACK
        && rect.y + rect.height >= SLIDE.height - SLACK
        // A larger one is drawn as a shape, or its colours would stand elsewhere.
        && rect.width <= SLIDE.width + 2.0 * SLACK
        && rect.height <= SLIDE.height + 2.0 * SLACK
}

fn is_opaque(fill: &Fill) -> bool {
    match fill {
        Fill::Solid(color) => color.alpha >= 0.999,
        Fill::Linear { stops, .. } | Fill::Radial { stops, .. } => {
            stops.iter().all(|stop| stop.color.alpha >= 0.999)
        }
        Fill::Picture(_) => true,
    }
}

/// What two rectangles have in common.
pub(super) fn common(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.max(other.x), one.y.max(other.y));
    let right = (one.x + one.width).min(other.x + other.width);
    let bottom = (one.y + one.height).min(other.y + other.height);
    Rect {
        x,
        y,
        width: (right - x).max(0.0),
        height: (bottom - y).max(0.0),
    }
}

/// The block that holds a slide's title: its first heading of the highest rank.
fn title_of(container: Element<'_>) -> Option<usize> {
    fn first<'a>(element: Element<'a>, name: &str) -> Option<Element<'a>> {
        if element.name() == name && element.is_laid_out() && has_text(element) {
            return Some(element);
        }
        element
            .children()
            .into_iter()
            .find_map(|child| first(child, name))
    }
    let found = ["H1", "H2", "H3"]
        .iter()
        .find_map(|name| first(container, name));
    found.map(|element| element.index())
}
