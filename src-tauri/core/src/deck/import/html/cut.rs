//! One slide, cut from the source: its own bytes, less what moves elsewhere
//! (notes), with the shell around it.
//!
//! What does not belong here: finding slides.

use std::ops::Range;

use super::roots::Root;
use super::tokens::{is_silent, shows_something, visible_text};
use super::tree::{Ending, Tree};
use crate::model::Slide;

/// The attribute that marks an element around a slide.
const WRAPPER: &str = " data-lectern-wrapper";

/// A slide in the making.
pub(super) struct Cut {
    pub(super) root: Root,
    /// The elements that begin inside it.
    pub(super) elements: Range<usize>,
    /// Elements whose bytes are left out of its markup.
    pub(super) left_out: Vec<usize>,
    /// Elements from outside that this slide needs, put after its own markup.
    pub(super) appended: Vec<usize>,
    /// Scripts that draw on this slide only.
    pub(super) scripts: String,
}

impl Cut {
    /// Cuts out the slide of a root.
    pub(super) fn new(source: &str, tree: &Tree, mut root: Root) -> Self {
        if root.element.is_some() {
            root.end = without_trailing_scripts(source, tree, &root);
        }
        let elements = tree.within(root.start, root.end);
        let left_out = elements
            .clone()
            .filter(|&element| is_notes(tree, element))
            .collect();
        Self {
            root,
            elements,
            left_out,
            appended: Vec::new(),
            scripts: String::new(),
        }
    }

    /// The slide.
    pub(super) fn finish(&self, source: &str, tree: &Tree, index: usize) -> Slide {
        Slide {
            slide_id: self
                .slide_id(tree)
                .unwrap_or_else(|| format!("slide_{index}")),
            html: self.html(source, tree),
            scripts: self.scripts.clone(),
            notes: self.notes(source, tree),
        }
    }

    fn slide_id(&self, tree: &Tree) -> Option<String> {
        let elements = [self.root.element, self.root.outermost];
        let attributes = ["id", "data-slide-id"];
        attributes.iter().find_map(|attribute| {
            let mut elements = elements.iter().flatten();
            let id = elements.find_map(|&element| tree.elements[element].attribute(attribute))?;
            (!id.is_empty()).then(|| id.to_owned())
        })
    }

    fn html(&self, source: &str, tree: &Tree) -> String {
        let mut html = String::new();
        for &around in &self.root.around {
            let element = &tree.elements[around];
            html.push_str(&wrapper_tag(&source[element.start..element.content_start]));
        }
        let mut from = self.root.start;
        let mut left_out = self.left_out.clone();
        left_out.sort_unstable();
        for element in left_out {
            let element = &tree.elements[element];
            // Notes inside notes are gone already.
            if element.start >= from {
                html.push_str(&source[from..element.start]);
                from = element.end.min(self.root.end);
            }
        }
        html.push_str(&source[from..self.root.end]);
        for &appended in &self.appended {
            let element = &tree.elements[appended];
            html.push('\n');
            html.push_str(&source[element.start..element.end]);
        }
        for &around in self.root.around.iter().rev() {
            html.push_str("</");
            html.push_str(&tree.elements[around].name);
            html.push('>');
        }
        html
    }

    fn notes(&self, source: &str, tree: &Tree) -> String {
        let mut notes = Vec::new();
        let roots = [self.root.outermost, self.root.element];
        let root = roots.iter().flatten();
        let mut attributes = root.filter_map(|&root| tree.elements[root].attribute("data-notes"));
        notes.extend(attributes.next().map(tidy_lines));
        for element in self.elements.clone() {
            if is_notes(tree, element) {
                let element = &tree.elements[element];
                let content = &source[element.content_start..element.content_end];
                notes.push(tidy_lines(&visible_text(content)));
            }
        }
        notes.retain(|note| !note.is_empty());
        notes.join("\n\n")
    }
}

/// Speaker notes, unless they stand in other notes.
fn is_notes(tree: &Tree, element: usize) -> bool {
    let is_notes = |element: usize| {
        let element = &tree.elements[element];
        &*element.name == "aside" && element.has_class("notes") && !element.is_inert
    };
    is_notes(element) && !tree.ancestors(element).take(8).any(is_notes)
}

/// Lines without indentation, and no blank lines at either end.
fn tidy_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

/// A start tag with the mark of a wrapper, otherwise as it was written.
fn wrapper_tag(tag: &str) -> String {
    let body = tag.strip_suffix('>').unwrap_or(tag);
    let (body, end) = match body.strip_suffix('/') {
        Some(body) => (body, "/>"),
        None => (body, ">"),
    };
    format!("{body}{WRAPPER}{end}")
}

/// A slide that was left unclosed runs to the end of the body and swallows the
/// deck's scripts there. They are not part of it.
fn without_trailing_scripts(source: &str, tree: &Tree, root: &Root) -> usize {
    let Some(element) = root.element else {
        return root.end;
    };
    if tree.elements[element].ending == Ending::Closed {
        return root.end;
    }
    let mut end = root.end;
    for element in tree.within(root.start, root.end).rev() {
        let element = &tree.elements[element];
        let follows = source.get(element.end..end).unwrap_or_default();
        if element.end > end || !is_silent(&element.name) || shows_something(follows) {
            break;
        }
        end = element.start;
    }
    root.start + source[root.start..end].trim_end().len()
}
