//! Walks through the boxes of a slide, in the order in which they are painted.
//!
//! The order is that of CSS 2.1, appendix E, as far as it can be seen: what is placed
//! by itself lies above what flows, and what has an order of its own (`z-index`) lies
//! where that says, all within the nearest box that keeps its content together.
//!
//! What does not belong here: what a box, a text or a picture becomes.

use std::collections::{BTreeSet, HashMap};

use lectern_core::render::{LeftOut, PictureCause};

use crate::scene::{Color, Fill, Item, Kind, Rect, Role};

use super::area::{content_box, covers_slide, everything_in, is_same, lines_of};
use super::around::Around;
use super::boxes::{Painted, PaintedBox};
use super::charts::FoundChart;
use super::drawing;
use super::flow::{Block, Flowing, Texts};
use super::pictures::{Gallery, Shot, ShotKind};
use super::role::{
    FlowRole, changes_words, description_of, has_effect, has_text, has_turned_words, is_icon,
    is_marker, is_widget, keeps_together, role_of, shown_element, title_of, untold, words_of,
};
use super::snapshot::{Element, Property};
use super::tables;

/// What stands on a slide, or will when a picture of it was taken.
pub(super) enum Draft {
    Item(Item),
    Shot(Shot),
}

/// What is painted within a box that keeps its content together.
#[derive(Default)]
struct Layers {
    /// What is painted for the box itself.
    ground: Vec<Draft>,
    flow: Vec<Draft>,
    /// By their order (`z-index`), and the order in which they were come to.
    placed: Vec<(i32, usize, Vec<Draft>)>,
    count: usize,
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
    /// What is shown and cannot be told.
    pub(super) left_out: BTreeSet<LeftOut>,
}

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
            left_out: BTreeSet::new(),
        }
    }

    /// What stands on the slide, back to front.
    pub(super) fn drafts(&mut self, container: Element<'a>) -> Vec<Draft> {
        let desk = container.bounds();
        let around = Around::slide(desk);
        let mut layers = Layers::default();
        // The desk of the deck, which the page has behind each slide.
        if !self.is_ground(container, desk, around) {
            self.paint_box(container, desk, around, &mut layers.ground);
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
                opacity: around.faded(child).opacity,
            });
            return;
        }
        match role_of(child) {
            FlowRole::Nothing => {}
            FlowRole::Text => self.text(child, around, layers, flow),
            FlowRole::Break => flow.push(Flowing::Break),
            FlowRole::Through => {
                for inner in child.children() {
                    self.child(block, inner, around, layers, flow);
                }
            }
            FlowRole::Inline => self.inline(block, child, around, layers, flow),
            FlowRole::InlineBox => {
                flow.push(Flowing::Box);
                self.element(child, around, layers);
            }
            FlowRole::Placed => self.element(child, around, layers),
            FlowRole::Block => {
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
        let around = around.faded(element);
        if element.style(Property::Visibility) == "visible" && !around.only_words {
            for rect in lines_of(element) {
                self.paint_box(element, rect, around, &mut layers.flow);
            }
        }
        // What is generated has its text in itself.
        if element.pseudo().is_some() {
            self.text(element, around, layers, flow);
        }
        for child in element.children() {
            self.child(block, child, around, layers, flow);
        }
    }

    /// Letters of a text: words flow, icons are pictures.
    fn text(
        &mut self,
        text: Element<'a>,
        around: Around,
        layers: &mut Layers,
        flow: &mut Vec<Flowing<'a>>,
    ) {
        if text.style(Property::TextShadow) != "none" && text.pieces().next().is_some() {
            self.left_out.insert(LeftOut::TextShadow);
        }
        if !is_icon(text) {
            push_pieces(text, around.opacity, flow);
            return;
        }
        flow.push(Flowing::Box);
        for piece in text.pieces().filter(|_| !around.only_words) {
            let kind = ShotKind::Letters;
            let shot = self.shot_of(text, piece.bounds, kind, PictureCause::Icon, around);
            self.shoot(shot, &mut layers.flow);
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
        let place = layers.count;
        layers.count += 1;
        if keeps_together {
            let mut own = Layers::default();
            let mut ground = Vec::new();
            self.paint(element, around, &mut ground, &mut own);
            own.ground = ground;
            let order = z_index.unwrap_or_default();
            layers.placed.push((order, place, own.flatten()));
            return;
        }
        let outer = std::mem::take(&mut layers.flow);
        let mut own = Vec::new();
        self.paint(element, around, &mut own, layers);
        own.append(&mut layers.flow);
        layers.flow = outer;
        if is_placed {
            layers.placed.push((0, place, own));
        } else {
            layers.flow.append(&mut own);
        }
    }

    /// Paints an element's box to `ground`, and what is in it to the layers.
    fn paint(
        &mut self,
        element: Element<'a>,
        around: Around,
        ground: &mut Vec<Draft>,
        layers: &mut Layers,
    ) {
        let rect = element.bounds();
        let is_visible = element.style(Property::Visibility) == "visible";
        let mut inner = around.clipped_by(element, rect);
        if is_visible && !around.only_words {
            self.left_out.extend(untold(element));
            match self.paint_as_picture(element, around, ground) {
                Some(Left::Nothing) => return,
                Some(Left::Words) => inner.only_words = true,
                None if !self.is_ground(element, rect, around) => {
                    self.paint_box(element, rect, around, ground);
                }
                None => {}
            }
        }
        let seen = around.told(inner.only_words);
        if is_visible && self.paint_content(element, seen, layers) {
            return;
        }
        if element.pseudo().is_some() {
            let mut flow = Vec::new();
            self.text(element, inner, layers, &mut flow);
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
        let table = tables::read(element, &self.known.texts, around);
        match table.filter(|_| !around.only_words) {
            Some(table) => {
                self.is_empty = false;
                layers.flow.push(Draft::Item(table.item));
                for (rest, inner) in table.rest {
                    self.contents(rest, inner, layers);
                }
            }
            None => self.contents(element, around, layers),
        }
    }

    /// What no shape can show is a picture, with its words, if these are changed too.
    /// Answers what of it is still to be painted then.
    fn paint_as_picture(
        &mut self,
        element: Element<'a>,
        around: Around,
        to: &mut Vec<Draft>,
    ) -> Option<Left> {
        if is_widget(element) {
            let shot = self.shot(element, ShotKind::Whole, PictureCause::Widget, around);
            self.shoot(shot, to);
            return Some(Left::Nothing);
        }
        if !has_effect(element, around) {
            return None;
        }
        let (kind, left) = if has_text(element) && !changes_words(element, around) {
            (ShotKind::Wordless, Left::Words)
        } else {
            (ShotKind::Whole, Left::Nothing)
        };
        let mut shot = self.shot(element, kind, PictureCause::Effect, around);
        if let (Some(shot), ShotKind::Whole) = (&mut shot, kind) {
            let words = shot.description.take().unwrap_or_else(|| words_of(element));
            shot.description = Some(words).filter(|words| !words.is_empty());
        }
        self.shoot(shot, to);
        Some(left)
    }

    /// Paints what stands in the place of an element's content. Answers whether there is
    /// such a thing.
    fn paint_content(&mut self, element: Element<'a>, around: Around, layers: &mut Layers) -> bool {
        match element.name() {
            "CANVAS" | "IMG" if around.only_words => {}
            "svg" if around.only_words => self.words_of_drawing(element, around, layers),
            "CANVAS" => self.canvas(element, around, layers),
            "svg" => self.drawing(element, around, layers),
            "IMG" => {
                let picture = self.gallery.picture(element, around);
                match picture {
                    Some(item) => self.push(self.linked(element, item), around, layers),
                    None => {
                        let cause = PictureCause::Image;
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

    /// An item that leads where its element does.
    fn linked(&self, element: Element<'a>, item: Item) -> Item {
        Item {
            link: self.known.texts.link_of(element),
            ..item
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
        self.push(self.linked(element, item), around, layers);
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
                    self.push(self.linked(element, item), around, layers);
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
            } else if child.name() == "foreignObject" {
                self.contents(child, around, layers);
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
                // A side of its border is no ground.
                Kind::Shape(shape) if shape.line.is_none() && covers_slide(item.frame) => {
                    fills.extend(shape.fill);
                }
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
            window: around.window(rect),
        }
    }

    fn paint_box(&mut self, element: Element<'a>, rect: Rect, around: Around, to: &mut Vec<Draft>) {
        let painted = self.painted_box(element, rect, around);
        if rect.width <= 0.0 && rect.height <= 0.0 || !painted.is_seen() {
            return;
        }
        if !around.shows(around.matrix.around(rect)) {
            return;
        }
        if let Some(items) = self.gallery.ground(&painted, around) {
            self.is_empty = false;
            let items = items.into_iter();
            to.extend(items.map(|item| Draft::Item(self.linked(element, item))));
            return;
        }
        if around.cuts(rect) && !(painted.window.is_some() && painted.is_plain()) {
            let cause = PictureCause::Effect;
            let shot = self.shot(element, ShotKind::Ground, cause, around);
            self.shoot(shot, to);
            return;
        }
        match painted.paint() {
            Painted::Shapes(items) => {
                self.is_empty &= items.is_empty();
                let items = items.into_iter();
                to.extend(items.map(|item| Draft::Item(self.linked(element, item))));
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
            ShotKind::Wordless if element.name() != "svg" => everything_in(element),
            ShotKind::Ground | ShotKind::Wordless | ShotKind::Letters => element.bounds(),
        };
        self.shot_of(element, bounds, kind, instead, around)
    }

    /// A picture of a part of an element, where the browser measured it.
    fn shot_of(
        &self,
        element: Element<'a>,
        bounds: Rect,
        kind: ShotKind,
        instead: PictureCause,
        around: Around,
    ) -> Option<Shot> {
        let rect = around.seen(bounds);
        (rect.width >= 0.5 && rect.height >= 0.5).then(|| Shot {
            // What is generated is painted with the element that it belongs to.
            backend: shown_element(element).backend(),
            pseudo: element.pseudo().map(str::to_owned),
            kind,
            rect,
            instead,
            link: self.known.texts.link_of(element),
            description: description_of(element),
            vector: None,
        })
    }

    fn shoot(&mut self, shot: Option<Shot>, to: &mut Vec<Draft>) {
        self.is_empty &= shot.is_none();
        to.extend(shot.map(Draft::Shot));
    }
}

/// What of an element is still to be painted when a picture of it is taken.
enum Left {
    Nothing,
    Words,
}

impl Layers {
    fn flatten(mut self) -> Vec<Draft> {
        self.placed
            .sort_by_key(|(order, place, _)| (*order, *place));
        let above = self.placed.iter().position(|(order, ..)| *order >= 0);
        let above = self.placed.split_off(above.unwrap_or(self.placed.len()));
        let drafts = |placed: Vec<(i32, usize, Vec<Draft>)>| {
            placed.into_iter().flat_map(|(_, _, drafts)| drafts)
        };
        let mut flat = self.ground;
        flat.extend(drafts(self.placed));
        flat.extend(self.flow);
        flat.extend(drafts(above));
        flat
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

fn is_opaque(fill: &Fill) -> bool {
    match fill {
        Fill::Solid(color) => color.alpha >= 0.999,
        Fill::Linear { stops, .. } | Fill::Radial { stops, .. } => {
            stops.iter().all(|stop| stop.color.alpha >= 0.999)
        }
        Fill::Picture(_) => true,
    }
}
