//! The scripts of a document: which of its elements are scripts, and what they
//! say about slides. Where each goes is decided in [`scripts`].
//!
//! What does not belong here: styles, and the syntax of scripts.

use std::collections::HashMap;

use super::cut::Cut;
use super::tree::{Element, Tree};
use crate::deck::import::scripts::{self, Block, Form, Ids, Placement};

/// Gives each slide the scripts that are its own, and answers those that are
/// the whole deck's. What runs no code but holds data for it goes into the
/// markup of the slide that needs it, or of the first one.
pub(super) fn place(source: &str, tree: &Tree, slides: &mut [Cut], outside: &[usize]) -> String {
    let ids = ids(tree, slides);
    let mut elements = scripts_outside(tree, outside);
    elements.extend(scripts_inside(tree, slides));
    elements.sort_unstable_by_key(|(element, ..)| *element);
    let mut blocks: Vec<Block> = elements
        .iter()
        .map(|&(element, home, form)| {
            let element = &tree.elements[element];
            Block {
                source: &source[element.content_start..element.content_end],
                home,
                form,
            }
        })
        .collect();
    let handlers = handlers(tree, slides);
    blocks.extend(handlers);
    let on_load = on_load(tree);
    blocks.extend(on_load.as_deref().map(|source| Block {
        source,
        home: None,
        form: Form::Classic,
    }));
    let distribution = scripts::distribute(&blocks, &ids, slides.len());

    for (&(element, home, _), placement) in elements.iter().zip(&distribution.placements) {
        match (home, *placement) {
            (None, Placement::Markup(slide)) => slides[slide].appended.push(element),
            (Some(home), Placement::Slide(_) | Placement::Shared) => {
                slides[home].left_out.push(element);
            }
            _ => {}
        }
    }
    for (slide, scripts) in slides.iter_mut().zip(distribution.slides) {
        slide.scripts = scripts;
    }
    place_data(tree, slides, outside, &distribution.shared);
    distribution.shared
}

/// Addresses of the scripts that the document loads, in document order.
pub(super) fn external_scripts(tree: &Tree) -> Vec<String> {
    let mut addresses: Vec<String> = Vec::new();
    for element in tree.elements.iter().filter(|element| !element.is_inert) {
        let is_code = kind(element) != Kind::Data;
        let address = element.attribute("src").map(str::trim).unwrap_or_default();
        let is_new = !addresses.iter().any(|known| known == address);
        if &*element.name == "script" && is_code && !address.is_empty() && is_new {
            addresses.push(address.to_owned());
        }
    }
    addresses
}

/// What a `script` element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Code(Form),
    Data,
    /// Code for browsers that do not know modules: it never runs.
    ForOldBrowsers,
}

fn kind(element: &Element) -> Kind {
    let kind = element.attribute("type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    match kind.trim().to_ascii_lowercase().as_str() {
        "module" => Kind::Code(Form::Module),
        ""
        | "text/javascript"
        | "application/javascript"
        | "text/ecmascript"
        | "application/ecmascript"
        | "application/x-javascript"
        | "text/x-javascript" => {
            if element.attribute("nomodule").is_some() {
                Kind::ForOldBrowsers
            } else {
                Kind::Code(Form::Classic)
            }
        }
        _ => Kind::Data,
    }
}

/// Inline code of a script element, if it holds any.
fn inline_code(element: &Element) -> Option<Form> {
    let is_inline = &*element.name == "script"
        && element.attribute("src").is_none()
        && element.has_text
        && !element.is_inert;
    match kind(element) {
        Kind::Code(form) if is_inline => Some(form),
        _ => None,
    }
}

type Script = (usize, Option<usize>, Form);

fn scripts_outside(tree: &Tree, outside: &[usize]) -> Vec<Script> {
    let outside = outside.iter().copied();
    outside
        .filter_map(|element| Some((element, None, inline_code(&tree.elements[element])?)))
        .collect()
}

fn scripts_inside(tree: &Tree, slides: &[Cut]) -> Vec<Script> {
    let slides = slides.iter().enumerate();
    slides
        .flat_map(|(slide, cut)| cut.elements.clone().map(move |element| (element, slide)))
        .filter_map(|(element, slide)| {
            let form = inline_code(&tree.elements[element])?;
            // A module in a slide's markup stays what it is.
            (form == Form::Classic).then_some((element, Some(slide), form))
        })
        .collect()
}

/// What `<body onload>` does, as a script: a deck keeps no event handlers of
/// `body`.
fn on_load(tree: &Tree) -> Option<String> {
    let code = tree.body_attributes.get("onload")?;
    Some(format!(
        "addEventListener(\"load\", function (event) {{\n{code}\n}});"
    ))
}

/// Code in attributes of slides' elements.
fn handlers<'a>(tree: &'a Tree, slides: &[Cut]) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    for (slide, cut) in slides.iter().enumerate() {
        for element in &tree.elements[cut.elements.clone()] {
            for (name, value) in &element.attributes {
                if name.starts_with("on") {
                    blocks.push(Block {
                        source: value,
                        home: Some(slide),
                        form: Form::Handler,
                    });
                }
            }
        }
    }
    blocks
}

/// Ids of the elements in slides.
fn ids(tree: &Tree, slides: &[Cut]) -> Ids {
    let mut ids: Ids = HashMap::new();
    for (slide, cut) in slides.iter().enumerate() {
        for element in &tree.elements[cut.elements.clone()] {
            if let Some(id) = element.attribute("id").filter(|id| !id.is_empty()) {
                let holder = ids.entry(id.to_owned()).or_insert(Some(slide));
                if *holder != Some(slide) {
                    *holder = None;
                }
            }
        }
    }
    ids
}

/// Scripts that hold data (JSON, templates, shaders) and styles of kinds that
/// only a library reads.
fn place_data(tree: &Tree, slides: &mut [Cut], outside: &[usize], shared: &str) {
    for &element in outside {
        let script = &tree.elements[element];
        let is_data = match &*script.name {
            "script" => kind(script) == Kind::Data,
            "style" => !super::styles::is_stylesheet(script),
            _ => false,
        };
        if !is_data {
            continue;
        }
        let id = script.attribute("id").unwrap_or_default();
        let needs_it = |code: &str| !id.is_empty() && code.contains(id);
        let user = slides.iter().position(|slide| needs_it(&slide.scripts));
        let slide = user.filter(|_| !needs_it(shared)).unwrap_or(0);
        slides[slide].appended.push(element);
    }
}
