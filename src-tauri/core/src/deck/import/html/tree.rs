//! The elements of an HTML source and where each begins and ends in it, so
//! that slides can be cut out byte for byte.
//!
//! This follows the tree construction of the HTML standard as far as it
//! decides where elements end. It never recurses: depth is the file's choice.
//!
//! What does not belong here: which element is a slide.

use std::collections::{BTreeMap, HashMap};

use super::rules;
use super::tokens::{Piece, Pieces, StartTag, is_silent};
use crate::{Error, Result};

/// Elements that one file can have. More than a browser can lay out; it bounds
/// the memory that a file of nothing but tags takes.
const ELEMENTS: usize = 2_000_000;

/// How far up an end tag looks for its start tag. Browsers cut nesting off at
/// this depth; it keeps the work proportional to the size of the file.
const LEVELS: usize = 512;

/// How an element came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// By its own end tag, or because it has none by its nature.
    Closed,
    /// By another element's tag, or by the end of the body.
    Unclosed,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: Box<str>,
    pub(super) attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
    /// First byte of the start tag.
    pub(super) start: usize,
    /// First byte after the start tag.
    pub(super) content_start: usize,
    /// First byte after the content.
    pub(super) content_end: usize,
    /// First byte after the element.
    pub(super) end: usize,
    pub(super) ending: Ending,
    /// Whether it holds visible text directly.
    pub(super) has_text: bool,
    /// Whether it stands in a `template`, and so not in the page.
    pub(super) is_inert: bool,
    /// Whether it is SVG or MathML.
    pub(super) is_foreign: bool,
}

impl Element {
    /// An attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(found, _)| **found == *name);
        found.map(|(_, value)| &**value)
    }

    /// Whether `class` lists this name.
    pub(super) fn has_class(&self, name: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split_ascii_whitespace().any(|class| class == name)
    }
}

/// All elements of a source, in document order. `html`, `head` and `body` are
/// not among them, since their tags may stand anywhere or be absent.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    /// Elements without parent.
    pub(super) top: Vec<usize>,
    /// Attributes of the `html` element.
    pub(super) html_attributes: BTreeMap<String, String>,
    /// Attributes of the `body` element.
    pub(super) body_attributes: BTreeMap<String, String>,
    /// First byte of the body's content.
    pub(super) body_start: usize,
    /// First byte after the body's content.
    pub(super) body_end: usize,
    /// Whether the body holds visible text directly.
    pub(super) has_text: bool,
}

impl Tree {
    /// Reads a source.
    ///
    /// # Errors
    /// `invalid` above [`ELEMENTS`] elements.
    pub(super) fn of(source: &str) -> Result<Self> {
        let mut builder = Builder::default();
        let mut pieces = Pieces::of(source);
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Start(tag) => {
                    if let Some(name) = builder.start(tag) {
                        pieces.enter(name);
                    }
                }
                Piece::End(name, start, end) => builder.end(&name, start, end),
                Piece::Text(text) => builder.text(&text),
                Piece::Silent(end) => builder.cursor = end,
            }
            if builder.tree.elements.len() > ELEMENTS {
                return Err(Error::invalid(
                    "file",
                    format!("The file has more than {ELEMENTS} elements; split it."),
                ));
            }
        }
        Ok(builder.finish(source.len()))
    }

    /// The element's ancestors, innermost first.
    pub(super) fn ancestors(&self, element: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.elements[element].parent, |&element| {
            self.elements[element].parent
        })
    }

    /// The elements that begin within a range of bytes.
    pub(super) fn within(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let first = self
            .elements
            .partition_point(|element| element.start < start);
        let last = self.elements.partition_point(|element| element.start < end);
        first..last.max(first)
    }
}

/// A tree under construction.
#[derive(Default)]
struct Builder {
    tree: Tree,
    /// Elements that have not ended, outermost first.
    open: Vec<usize>,
    /// How many open elements have each name, so that an end tag without a
    /// start tag costs nothing.
    open_names: HashMap<Box<str>, usize>,
    /// First byte after the last tag.
    cursor: usize,
    body_start: Option<usize>,
    /// Where `</body>` or `</html>` stood. Elements that are open then end
    /// there, unless content follows (browsers put it into the body).
    body_end: Option<usize>,
}

impl Builder {
    /// Takes a start tag. Answers the name of the element whose content
    /// follows, unless that is markup in any case.
    fn start(&mut self, tag: StartTag) -> Option<&str> {
        self.cursor = tag.end;
        if matches!(&*tag.name, "html" | "head" | "body") {
            self.start_root(tag);
            return None;
        }
        let is_silent = is_silent(&tag.name);
        if !is_silent {
            self.body_end = None;
        }
        if self.body_start.is_none() && self.open.is_empty() && !is_silent {
            self.body_start = Some(tag.start);
        }
        let is_foreign = self.enter_foreign(&tag.name, tag.start);
        if !is_foreign {
            self.end_implied(&tag.name, tag.start);
        }
        let has_content = if is_foreign {
            !tag.is_self_closing
        } else {
            !rules::is_void(&tag.name)
        };
        let index = self.add(tag, is_foreign);
        if has_content {
            self.open.push(index);
            let name = &self.tree.elements[index].name;
            *self.open_names.entry(name.clone()).or_default() += 1;
        }
        has_content.then(|| &*self.tree.elements[index].name)
    }

    fn start_root(&mut self, tag: StartTag) {
        // A second document in the same file: the first one ends.
        if let Some(end) = self.body_end.take() {
            self.end_all(end);
        }
        let attributes = match &*tag.name {
            "html" => &mut self.tree.html_attributes,
            "body" => &mut self.tree.body_attributes,
            _ => return,
        };
        for (name, value) in tag.attributes {
            attributes.entry(name.into()).or_insert(value.into());
        }
        if &*tag.name == "body" && self.body_start.is_none() {
            self.body_start = Some(tag.end);
        }
    }

    /// Whether an element of this name is SVG or MathML where it stands. HTML
    /// that cannot stand there ends it.
    fn enter_foreign(&mut self, name: &str, at: usize) -> bool {
        while let Some(&current) = self.open.last() {
            let current = &self.tree.elements[current];
            let is_integration_point = matches!(
                &*current.name,
                "foreignobject" | "desc" | "title" | "annotation-xml"
            );
            if !current.is_foreign || is_integration_point {
                break;
            }
            if !rules::breaks_out_of_foreign(name) {
                return true;
            }
            self.pop(at, at, Ending::Unclosed);
        }
        matches!(name, "svg" | "math")
    }

    fn end_implied(&mut self, name: &str, at: usize) {
        let Some(implied) = rules::implied_by(name) else {
            return;
        };
        let is_open = |name: &&str| self.open_names.get(*name).is_some_and(|&count| count > 0);
        if !implied.ends.iter().any(is_open) {
            return;
        }
        for depth in (0..self.open.len()).rev().take(LEVELS) {
            let found = &*self.tree.elements[self.open[depth]].name;
            if implied.ends.contains(&found) {
                self.end_down_to(depth, at);
                return;
            }
            if (implied.stops_at)(found) {
                return;
            }
        }
    }

    fn add(&mut self, tag: StartTag, is_foreign: bool) -> usize {
        let index = self.tree.elements.len();
        let parent = match self.body_end {
            Some(_) => None,
            None => self.open.last().copied(),
        };
        let is_inert = parent.is_some_and(|parent| {
            let parent = &self.tree.elements[parent];
            parent.is_inert || &*parent.name == "template"
        });
        match parent {
            Some(parent) => self.tree.elements[parent].children.push(index),
            None => self.tree.top.push(index),
        }
        self.tree.elements.push(Element {
            name: tag.name,
            attributes: tag.attributes,
            parent,
            children: Vec::new(),
            start: tag.start,
            content_start: tag.end,
            content_end: tag.end,
            end: tag.end,
            ending: Ending::Closed,
            has_text: false,
            is_inert,
            is_foreign,
        });
        index
    }

    fn text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        match self.open.last() {
            Some(&current) => {
                let current = &mut self.tree.elements[current];
                current.has_text = true;
                if !is_silent(&current.name) {
                    self.body_end = None;
                }
            }
            None => {
                self.tree.has_text = true;
                self.body_end = None;
                self.body_start.get_or_insert(self.cursor);
            }
        }
    }

    fn end(&mut self, name: &str, start: usize, end: usize) {
        self.cursor = end;
        match name {
            "head" => {}
            "body" | "html" => {
                self.body_end.get_or_insert(start);
            }
            _ => {
                if let Some(depth) = self.find_open(name) {
                    if !is_silent(name) {
                        self.body_end = None;
                    }
                    self.end_at(depth, name, start, end);
                }
            }
        }
    }

    /// The open element that an end tag ends.
    fn find_open(&self, name: &str) -> Option<usize> {
        let is_heading = rules::is_heading(name);
        if !is_heading && self.open_names.get(name).is_none_or(|&count| count == 0) {
            return None;
        }
        let stops_at: fn(&str) -> bool = if rules::is_formatting(name) {
            rules::is_scope
        } else if rules::is_table_part(name) {
            rules::is_table_scope
        } else if rules::is_special(name) {
            rules::is_scope
        } else {
            rules::is_special
        };
        for depth in (0..self.open.len()).rev().take(LEVELS) {
            let found = &*self.tree.elements[self.open[depth]].name;
            if found == name || is_heading && rules::is_heading(found) {
                return Some(depth);
            }
            if stops_at(found) {
                return None;
            }
        }
        None
    }

    fn end_at(&mut self, depth: usize, name: &str, start: usize, end: usize) {
        let above = &self.open[depth + 1..];
        let is_misnested = rules::is_formatting(name)
            && above
                .iter()
                .any(|&above| rules::is_special(&self.tree.elements[above].name));
        if is_misnested {
            let index = self.open.remove(depth);
            self.close(index, start, end, Ending::Closed);
            return;
        }
        while self.open.len() > depth + 1 {
            self.pop(start, start, Ending::Unclosed);
        }
        self.pop(start, end, Ending::Closed);
    }

    /// Ends the open elements from `depth` on. Their end tags are optional
    /// here, or missing.
    fn end_down_to(&mut self, depth: usize, at: usize) {
        while self.open.len() > depth {
            self.pop(at, at, Ending::Unclosed);
        }
    }

    fn end_all(&mut self, at: usize) {
        self.end_down_to(0, at);
    }

    fn pop(&mut self, content_end: usize, end: usize, ending: Ending) {
        if let Some(index) = self.open.pop() {
            self.close(index, content_end, end, ending);
        }
    }

    fn close(&mut self, index: usize, content_end: usize, end: usize, ending: Ending) {
        let element = &mut self.tree.elements[index];
        // What stands after `</body>` and never ends would end before itself.
        element.content_end = content_end.max(element.content_start);
        element.end = end.max(element.content_start);
        element.ending = ending;
        if let Some(count) = self.open_names.get_mut(&element.name) {
            *count -= 1;
        }
    }

    fn finish(mut self, length: usize) -> Tree {
        let end = self.body_end.unwrap_or(length);
        self.end_all(end);
        self.tree.body_start = self.body_start.unwrap_or(end).min(end);
        self.tree.body_end = end;
        self.tree
    }
}
