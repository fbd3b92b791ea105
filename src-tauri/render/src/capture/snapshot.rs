//! A snapshot of the page: its tree, with the boxes and the computed styles that the
//! browser laid it out with.
//!
//! The browser makes it in one call and runs no script for it, so that nothing a deck
//! has made of the page's own functions changes what is read. Types of our own stand
//! for the library's, which cannot hold the negative numbers of the answer.
//!
//! What does not belong here: what is made of it.

use std::collections::HashMap;

use headless_chrome::protocol::cdp::types::Method;
use lectern_core::Result;
use serde::{Deserialize, Serialize};

use crate::browser::Session;
use crate::page::died;
use crate::scene::Rect;

/// Names the computed styles that are read, and how they are asked for.
macro_rules! properties {
    ($($property:ident = $name:literal,)*) => {
        /// A computed style.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Property {
            $($property,)*
        }

        /// As the browser calls them, in the same order.
        const PROPERTIES: &[&str] = &[$($name,)*];
    };
}

properties! {
    Display = "display",
    Visibility = "visibility",
    Opacity = "opacity",
    Position = "position",
    ZIndex = "z-index",
    OverflowX = "overflow-x",
    OverflowY = "overflow-y",
    TextOverflow = "text-overflow",
    ClipPath = "clip-path",
    MaskImage = "mask-image",
    Filter = "filter",
    Transform = "transform",
    MixBlendMode = "mix-blend-mode",
    Isolation = "isolation",
    BackgroundColor = "background-color",
    BackgroundImage = "background-image",
    BackgroundSize = "background-size",
    BackgroundPositionX = "background-position-x",
    BackgroundPositionY = "background-position-y",
    BackgroundClip = "background-clip",
    BorderTopWidth = "border-top-width",
    BorderRightWidth = "border-right-width",
    BorderBottomWidth = "border-bottom-width",
    BorderLeftWidth = "border-left-width",
    BorderTopStyle = "border-top-style",
    BorderRightStyle = "border-right-style",
    BorderBottomStyle = "border-bottom-style",
    BorderLeftStyle = "border-left-style",
    BorderTopColor = "border-top-color",
    BorderRightColor = "border-right-color",
    BorderBottomColor = "border-bottom-color",
    BorderLeftColor = "border-left-color",
    BorderTopLeftRadius = "border-top-left-radius",
    BorderTopRightRadius = "border-top-right-radius",
    BorderBottomRightRadius = "border-bottom-right-radius",
    BorderBottomLeftRadius = "border-bottom-left-radius",
    BorderImageSource = "border-image-source",
    BorderCollapse = "border-collapse",
    BoxShadow = "box-shadow",
    TextShadow = "text-shadow",
    OutlineStyle = "outline-style",
    OutlineWidth = "outline-width",
    BackdropFilter = "backdrop-filter",
    PaddingTop = "padding-top",
    PaddingRight = "padding-right",
    PaddingBottom = "padding-bottom",
    PaddingLeft = "padding-left",
    Fill = "fill",
    TextFillColor = "-webkit-text-fill-color",
    TextStrokeWidth = "-webkit-text-stroke-width",
    TextStrokeColor = "-webkit-text-stroke-color",
    FontFamily = "font-family",
    FontSize = "font-size",
    FontWeight = "font-weight",
    FontStyle = "font-style",
    LetterSpacing = "letter-spacing",
    TextAlign = "text-align",
    TextDecorationLine = "text-decoration-line",
    WhiteSpace = "white-space-collapse",
    Hyphens = "hyphens",
    Zoom = "zoom",
    Direction = "direction",
    WritingMode = "writing-mode",
    TextOrientation = "text-orientation",
    JustifyContent = "justify-content",
    AlignItems = "align-items",
    FlexDirection = "flex-direction",
    ColumnCount = "column-count",
    ColumnWidth = "column-width",
    ColumnGap = "column-gap",
    ColumnSpan = "column-span",
    LineHeight = "line-height",
    ObjectFit = "object-fit",
    ObjectPosition = "object-position",
}

/// One call for all of it.
#[derive(Debug, Serialize)]
struct CaptureSnapshot {
    #[serde(rename = "computedStyles")]
    computed_styles: &'static [&'static str],
}

impl Method for CaptureSnapshot {
    const NAME: &'static str = "DOMSnapshot.captureSnapshot";
    type ReturnObject = Answer;
}

#[derive(Debug, Deserialize)]
struct Answer {
    documents: Vec<Document>,
    strings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    nodes: NodeTree,
    layout: LayoutTree,
    text_boxes: TextBoxes,
}

/// A number of the answer: a place in its strings, or in another list; negative for none.
type Place = i64;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct NodeTree {
    parent_index: Vec<Place>,
    node_type: Vec<i64>,
    node_name: Vec<Place>,
    backend_node_id: Vec<u32>,
    attributes: Vec<Vec<Place>>,
    pseudo_type: Rare,
    #[serde(rename = "currentSourceURL")]
    current_source: Rare,
}

/// What few nodes have.
#[derive(Debug, Default, Deserialize)]
struct Rare {
    index: Vec<Place>,
    value: Vec<Place>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct LayoutTree {
    node_index: Vec<Place>,
    styles: Vec<Vec<Place>>,
    bounds: Vec<[f64; 4]>,
    text: Vec<Place>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TextBoxes {
    layout_index: Vec<Place>,
    bounds: Vec<[f64; 4]>,
    start: Vec<usize>,
    length: Vec<usize>,
}

/// A snapshot of a page.
pub(super) struct Snapshot {
    strings: Vec<String>,
    nodes: Vec<Node>,
    /// The first element of each name (`id`), by that name.
    by_id: HashMap<String, usize>,
}

/// Nodes as the DOM numbers their kinds.
const ELEMENT: i64 = 1;
const TEXT: i64 = 3;

#[derive(Default)]
struct Node {
    kind: i64,
    name: Place,
    parent: Option<usize>,
    children: Vec<usize>,
    backend: u32,
    attributes: Vec<Place>,
    pseudo: Option<Place>,
    source: Option<Place>,
    boxes: Vec<LayoutBox>,
}

/// What the browser laid out for a node.
pub(super) struct LayoutBox {
    styles: Vec<Place>,
    bounds: Rect,
    text: Place,
    /// Its pieces, one or more for each line.
    texts: Vec<TextBox>,
}

/// A piece of a text that stands on one line.
#[derive(Clone, Copy)]
struct TextBox {
    bounds: Rect,
    /// In bytes of the text of its layout.
    start: usize,
    end: usize,
}

impl Snapshot {
    /// Takes a snapshot of the page.
    ///
    /// # Errors
    /// `browser_died`.
    pub(super) fn take(page: &Session) -> Result<Self> {
        let answer = page.call(CaptureSnapshot {
            computed_styles: PROPERTIES,
        });
        let answer = answer.map_err(died)?;
        let mut documents = answer.documents.into_iter();
        let document = documents.next().ok_or_else(|| died("an empty snapshot"))?;
        let mut snapshot = Self {
            nodes: nodes_of(document, &answer.strings),
            strings: answer.strings,
            by_id: HashMap::new(),
        };
        snapshot.by_id = snapshot.ids();
        Ok(snapshot)
    }

    /// The elements with this name, in the order of the document.
    pub(super) fn elements_named<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = Element<'a>> + 'a {
        let all = (0..self.nodes.len()).map(|index| self.element(index));
        all.filter(move |element| element.name() == name)
    }

    fn ids(&self) -> HashMap<String, usize> {
        let mut ids = HashMap::new();
        let all = (0..self.nodes.len()).map(|index| self.element(index));
        for element in all {
            if let Some(id) = element.attribute("id") {
                ids.entry(id.to_owned()).or_insert(element.index);
            }
        }
        ids
    }

    fn element(&self, index: usize) -> Element<'_> {
        Element {
            snapshot: self,
            index,
        }
    }

    fn string(&self, place: Place) -> &str {
        let place = usize::try_from(place).ok();
        place
            .and_then(|place| self.strings.get(place))
            .map_or("", String::as_str)
    }
}

fn nodes_of(document: Document, strings: &[String]) -> Vec<Node> {
    let Document {
        nodes: tree,
        layout,
        text_boxes,
    } = document;
    let mut nodes: Vec<Node> = Vec::with_capacity(tree.parent_index.len());
    for (index, parent) in tree.parent_index.iter().enumerate() {
        let parent = usize::try_from(*parent)
            .ok()
            .filter(|parent| *parent < index);
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            parent.children.push(index);
        }
        nodes.push(Node {
            kind: tree.node_type.get(index).copied().unwrap_or_default(),
            name: tree.node_name.get(index).copied().unwrap_or(-1),
            parent,
            backend: tree.backend_node_id.get(index).copied().unwrap_or_default(),
            attributes: tree.attributes.get(index).cloned().unwrap_or_default(),
            ..Node::default()
        });
    }
    for (index, value) in tree.pseudo_type.entries() {
        if let Some(node) = nodes.get_mut(index) {
            node.pseudo = Some(value);
        }
    }
    for (index, value) in tree.current_source.entries() {
        if let Some(node) = nodes.get_mut(index) {
            node.source = Some(value);
        }
    }
    give_boxes(&mut nodes, layout, &text_boxes, strings);
    nodes
}

impl Rare {
    fn entries(&self) -> impl Iterator<Item = (usize, Place)> + '_ {
        let pairs = self.index.iter().zip(&self.value);
        pairs.filter_map(|(index, value)| Some((usize::try_from(*index).ok()?, *value)))
    }
}

fn give_boxes(nodes: &mut [Node], layout: LayoutTree, text_boxes: &TextBoxes, strings: &[String]) {
    let mut texts: Vec<Vec<TextBox>> = vec![Vec::new(); layout.node_index.len()];
    let pieces = text_boxes.layout_index.iter().zip(&text_boxes.bounds);
    let extents = text_boxes.start.iter().zip(&text_boxes.length);
    for ((owner, bounds), (start, length)) in pieces.zip(extents) {
        let owner = usize::try_from(*owner).ok();
        if let Some(owner) = owner.and_then(|owner| texts.get_mut(owner)) {
            owner.push(TextBox {
                bounds: rect(*bounds),
                start: *start,
                end: start.saturating_add(*length),
            });
        }
    }
    let styles = layout.styles.into_iter().zip(layout.bounds);
    let boxes = styles.zip(layout.text).zip(texts);
    for (node, (((styles, bounds), text), mut texts)) in layout.node_index.iter().zip(boxes) {
        let letters = usize::try_from(text).ok();
        let letters = letters.and_then(|text| strings.get(text));
        put_in_order(letters.map_or("", String::as_str), &mut texts);
        let node = usize::try_from(*node).ok();
        if let Some(node) = node.and_then(|node| nodes.get_mut(node)) {
            node.boxes.push(LayoutBox {
                styles,
                bounds: rect(bounds),
                text,
                texts,
            });
        }
    }
}

/// How many more letters than one a letter's capitals can be.
const MOST_CAPITALS: usize = 2;

/// Puts the pieces of a text in the order in which they are read: those of one line come
/// from left to right, whichever way their letters run. What the browser counts in UTF-16
/// units is counted in bytes from here on, of all pieces in one go.
fn put_in_order(text: &str, pieces: &mut [TextBox]) {
    if pieces.is_empty() {
        return;
    }
    let mut bytes = Vec::with_capacity(text.len() + 1);
    for (at, letter) in text.char_indices() {
        bytes.extend(std::iter::repeat_n(at, letter.len_utf16()));
    }
    let byte = |unit: usize| bytes.get(unit).copied().unwrap_or(text.len());
    pieces.sort_by_key(|piece| piece.start);
    let (mut reach, mut more) = (0_usize, 0);
    for piece in pieces.iter_mut() {
        // Begins are counted before letters were changed to capitals, which may be more
        // (`ß`), so that a piece seems to begin before the last one's end.
        let overlap = reach.saturating_sub(piece.start);
        if overlap <= MOST_CAPITALS {
            more += overlap;
        }
        reach = piece.end;
        (piece.start, piece.end) = (
            byte(piece.start.saturating_add(more)),
            byte(piece.end.saturating_add(more)),
        );
    }
}

fn rect([x, y, width, height]: [f64; 4]) -> Rect {
    Rect {
        x,
        y,
        width: width.max(0.0),
        height: height.max(0.0),
    }
}

/// A node of a snapshot: an element, a pseudo-element or a text.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    snapshot: &'a Snapshot,
    index: usize,
}

/// A piece of text on one line.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    /// Where it stands.
    pub(super) bounds: Rect,
    text: &'a str,
    /// In bytes of the whole text.
    start: usize,
    end: usize,
}

impl<'a> Piece<'a> {
    /// Its letters, as they are shown, but for white space, which may be of any kind.
    pub(super) fn text(&self) -> &'a str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// What its text says before it.
    pub(super) fn before(&self) -> &'a str {
        self.text.get(..self.start).unwrap_or_default()
    }

    /// What its text says after it.
    pub(super) fn after(&self) -> &'a str {
        self.text.get(self.end..).unwrap_or_default()
    }

    /// Whether the other one, of the same text, is what follows without a gap.
    pub(super) fn goes_on_in(&self, other: &Self) -> bool {
        std::ptr::eq(self.text, other.text) && self.end == other.start
    }
}

impl<'a> Element<'a> {
    fn node(&self) -> &'a Node {
        &self.snapshot.nodes[self.index]
    }

    /// Its place in the document: equal for the same node only.
    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// Its name: in capitals for HTML.
    pub(super) fn name(&self) -> &'a str {
        self.snapshot.string(self.node().name)
    }

    pub(super) fn is_element(&self) -> bool {
        self.node().kind == ELEMENT
    }

    pub(super) fn is_text(&self) -> bool {
        self.node().kind == TEXT
    }

    /// Which pseudo-element it is (`before`, `marker`), if it is one.
    pub(super) fn pseudo(&self) -> Option<&'a str> {
        let pseudo = self.node().pseudo?;
        Some(self.snapshot.string(pseudo))
    }

    /// The number by which the browser finds it again.
    pub(super) fn backend(&self) -> u32 {
        self.node().backend
    }

    /// The picture that it shows.
    pub(super) fn source(&self) -> Option<&'a str> {
        let source = self.node().source?;
        Some(self.snapshot.string(source))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut pairs = self.node().attributes.chunks_exact(2);
        pairs
            .find(|pair| self.snapshot.string(pair[0]) == name)
            .map(|pair| self.snapshot.string(pair[1]))
    }

    /// The element of the page that has this name (`id`).
    pub(super) fn element_with_id(&self, id: &str) -> Option<Element<'a>> {
        let index = self.snapshot.by_id.get(id)?;
        Some(self.snapshot.element(*index))
    }

    pub(super) fn parent(&self) -> Option<Element<'a>> {
        let parent = self.node().parent?;
        Some(self.snapshot.element(parent))
    }

    /// Its children in the order in which they are shown: what is generated before and
    /// after the others stands there.
    pub(super) fn children(&self) -> Vec<Element<'a>> {
        let snapshot = self.snapshot;
        let nodes = self.node().children.iter();
        let mut children: Vec<Self> = nodes.map(|index| snapshot.element(*index)).collect();
        children.sort_by_key(|child| match child.pseudo() {
            Some("marker") => 0,
            Some("before") => 1,
            Some("after") => 3,
            _ => 2,
        });
        children
    }

    /// Whether the browser laid it out.
    pub(super) fn is_laid_out(&self) -> bool {
        !self.node().boxes.is_empty()
    }

    /// Where its box stands, or all of its boxes together.
    pub(super) fn bounds(&self) -> Rect {
        self.node()
            .boxes
            .first()
            .map_or_else(Rect::default, |shown| shown.bounds)
    }

    /// A computed style; empty for what is not laid out.
    pub(super) fn style(&self, property: Property) -> &'a str {
        let shown = self.node().boxes.first();
        let place = shown.and_then(|shown| shown.styles.get(property as usize));
        // A text has the styles of the element around it.
        match (place, self.parent()) {
            (Some(place), _) => self.snapshot.string(*place),
            (None, Some(parent)) if self.is_text() => parent.style(property),
            (None, _) => "",
        }
    }

    /// The laid out texts between this node and a later one of the document.
    pub(super) fn texts_until(&self, other: Self) -> impl Iterator<Item = &'a str> + use<'a> {
        let snapshot = self.snapshot;
        let between = snapshot.nodes.get(self.index + 1..other.index);
        let nodes = between.unwrap_or_default().iter();
        let boxes = nodes
            .filter(|node| node.kind == TEXT)
            .flat_map(|node| &node.boxes);
        boxes.map(move |shown| snapshot.string(shown.text))
    }

    /// Its own text, by pieces of lines in the order in which they are read, of a text or
    /// of what is generated.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece<'a>> + use<'a> {
        let snapshot = self.snapshot;
        self.node().boxes.iter().flat_map(move |shown| {
            let text = snapshot.string(shown.text);
            shown.texts.iter().map(move |piece| Piece {
                bounds: piece.bounds,
                text,
                start: piece.start,
                end: piece.end,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(start: usize, length: usize) -> TextBox {
        TextBox {
            bounds: Rect::default(),
            start,
            end: start + length,
        }
    }

    fn in_order(text: &str, pieces: &[(usize, usize)]) -> Vec<String> {
        let mut pieces: Vec<_> = pieces.iter().map(|(at, so)| piece(*at, *so)).collect();
        put_in_order(text, &mut pieces);
        let said = |piece: &TextBox| text.get(piece.start..piece.end).unwrap().to_owned();
        pieces.iter().map(said).collect()
    }

    #[test]
    fn pieces_come_in_the_order_in_which_they_are_read() {
        let text = "שלום world 123 עולם";
        let visual = [(14, 5), (5, 9), (0, 5)];
        assert_eq!(in_order(text, &visual), ["שלום ", "world 123", " עולם"]);
    }

    #[test]
    fn pieces_are_counted_as_the_browser_counts_and_end_where_the_text_does() {
        assert_eq!(
            in_order("a😀b", &[(1, 2), (3, 1), (0, 1)]),
            ["a", "😀", "b"]
        );
        assert_eq!(in_order("ab", &[(1, 9), (7, 9)]), ["b", ""]);
        assert_eq!(in_order("", &[(0, 4)]), [""]);
    }

    #[test]
    fn a_letter_whose_capitals_are_two_moves_the_rest() {
        let pieces = [(0, 4), (4, 2), (5, 4)];
        assert_eq!(in_order("STRASSE UP", &pieces), ["STRA", "SS", "E UP"]);
    }

    #[test]
    fn a_long_text_in_many_lines_is_read_in_one_go() {
        let text = "letters ".repeat(50_000);
        let lines: Vec<_> = (0..50_000).map(|line| (line * 8, 7)).collect();
        let begin = std::time::Instant::now();
        assert_eq!(in_order(&text, &lines).len(), 50_000);
        assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
    }
}
