//! HTML decks: a document or a piece of one, cut into slides.
//!
//! Slides are cut from the source text byte for byte. What stands around them
//! and what styles hang on comes along: elements around a slide as a shell
//! marked `data-lectern-wrapper` (shown with `display: contents`), attributes
//! of `html` and `body` as the deck's root attributes, SVG definitions and data
//! that slides refer to. Everything else outside slides that shows something
//! (navigation, progress bars) is kept as surroundings, which are never shown.
//!
//! What does not belong here: changing what a slide holds.

mod cut;
mod definitions;
mod elements;
mod roots;
mod rules;
mod shells;
mod styles;
mod surroundings;
pub(in crate::deck) mod tokens;
mod tree;

use std::collections::BTreeMap;

use cut::Cut;
use roots::Root;
use tree::Tree;

use super::{Imported, check_slides};
use crate::model::{Deck, DeckLimits, RootAttributes, Slide};
use crate::{Error, Result};

/// Reads an HTML deck.
pub(super) fn read(source: &str) -> Result<Imported> {
    let tree = Tree::of(source)?;
    let roots = roots::find(source, &tree);
    check_roots(&roots)?;
    let mut slides: Vec<Cut> = roots
        .into_iter()
        .map(|root| Cut::new(source, &tree, root))
        .collect();
    let outside = outside(&tree, &slides);
    let shared_scripts = elements::place(source, &tree, &mut slides, &outside);
    definitions::place(source, &tree, &mut slides);
    let mut deck = Deck {
        title: None,
        css: styles::collect(source, &tree, &outside),
        shared_scripts,
        scripts_as_put: None,
        external_scripts: elements::external_scripts(&tree),
        root_attributes: root_attributes(&tree),
        surroundings: surroundings::collect(source, &tree, &slides),
        left_out: surroundings::left_out(source, &tree, &slides),
        slides: finish(source, &tree, &slides)?,
    };
    deck.title = title(source, &tree, &deck.slides);
    check_slides(&deck, "slides")?;
    Ok(Imported {
        title: deck.title.clone(),
        deck: Some(deck),
        ..Imported::default()
    })
}

fn check_roots(roots: &[Root]) -> Result<()> {
    if roots.is_empty() {
        return Err(Error::invalid(
            "body",
            "The HTML has nothing to show: its body is empty, so there are no slides.",
        ));
    }
    if roots.len() > DeckLimits::SLIDES {
        return Err(Error::invalid(
            "slides",
            format!(
                "The file has {} slides; a deck can have {}.",
                roots.len(),
                DeckLimits::SLIDES
            ),
        ));
    }
    Ok(())
}

/// The slides themselves. What stands around them or is drawn in them comes
/// along with each, so that a small file can hold a deck of any size: it is
/// refused as soon as it is larger than a file can be.
fn finish(source: &str, tree: &Tree, cuts: &[Cut]) -> Result<Vec<Slide>> {
    let mut slides = Vec::with_capacity(cuts.len());
    let mut bytes = 0;
    for (index, cut) in cuts.iter().enumerate() {
        let slide = cut.finish(source, tree, index);
        bytes += slide.html.len();
        if bytes > DeckLimits::FILE_BYTES {
            return Err(too_much_markup(index));
        }
        slides.push(slide);
    }
    Ok(slides)
}

fn too_much_markup(slide: usize) -> Error {
    Error::invalid(
        format!("slides[{slide}]"),
        format!(
            "With slide {} the deck has more than {} MiB of markup. Each slide repeats the tags \
             around it and the drawings it refers to; shorten those, or split the file.",
            slide + 1,
            DeckLimits::FILE_BYTES / (1024 * 1024)
        ),
    )
}

/// The elements outside all slides that bring styles or scripts, in document
/// order.
fn outside(tree: &Tree, slides: &[Cut]) -> Vec<usize> {
    let is_outside = |start: usize| {
        let next = slides.partition_point(|slide| slide.root.start <= start);
        next == 0 || slides[next - 1].root.end <= start
    };
    let elements = tree.elements.iter().enumerate();
    elements
        .filter(|(_, element)| matches!(&*element.name, "style" | "link" | "script"))
        .filter(|(_, element)| !element.is_inert && is_outside(element.start))
        .map(|(index, _)| index)
        .collect()
}

/// Whether an attribute of `html` or `body` is kept with a deck.
pub(super) fn is_root_attribute(name: &str) -> bool {
    matches!(name, "class" | "id" | "style" | "lang" | "dir") || name.starts_with("data-")
}

fn root_attributes(tree: &Tree) -> RootAttributes {
    let kept = |attributes: &BTreeMap<String, String>| {
        let attributes = attributes
            .iter()
            .filter(|(name, _)| is_root_attribute(name));
        attributes
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    };
    RootAttributes {
        html: kept(&tree.html_attributes),
        body: kept(&tree.body_attributes),
    }
}

/// The document's title, or else the first heading of the first slide.
fn title(source: &str, tree: &Tree, slides: &[Slide]) -> Option<String> {
    let mut elements = tree.elements.iter();
    let title = elements
        .find(|element| &*element.name == "title" && !element.is_foreign && !element.is_inert);
    let title = title.map(|title| {
        // Read with its tag, since its content is not markup.
        tokens::text_of_title(&source[title.start..title.end])
    });
    title
        .and_then(tidy)
        .or_else(|| first_heading(&slides.first()?.html))
}

fn first_heading(slide: &str) -> Option<String> {
    let tree = Tree::of(slide).ok()?;
    let mut elements = tree.elements.iter();
    let heading = elements.find(|element| &*element.name == "h1" && !element.is_inert)?;
    tidy(tokens::visible_text(
        &slide[heading.content_start..heading.content_end],
    ))
}

/// A title on one line; `None` when nothing visible is left.
fn tidy(text: String) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
