//! From a page that is drawn to its scene.
//!
//! The page is measured once, for all slides, by the browser's own snapshot; no script
//! of the deck runs for it, and none can change what is read. What no shape can show
//! becomes a picture, taken of nothing but that.
//!
//! What does not belong here: what a scene is (`scene`), and files.

mod area;
mod around;
mod boxes;
mod charts;
mod columns;
mod css;
mod cut;
mod drawing;
mod flow;
mod fonts;
mod ink;
mod letters;
mod line;
mod lines;
mod matrix;
mod paths;
mod pictures;
mod role;
mod sides;
mod snapshot;
mod tables;
mod walk;

use std::collections::HashMap;

use lectern_core::model::Deck;
use lectern_core::render::LeftOut;
use lectern_core::{Code, Error, Result};

use crate::page::Shown;
use crate::scene::{Fill, Link, Scene, Slide};

use charts::FoundChart;
use flow::Texts;
use fonts::Fonts;
use pictures::{Gallery, Shot};
use snapshot::{Element, Snapshot};
use walk::{Draft, Known, Walk};

/// The element that holds a slide on the page.
const SLIDE: &str = "LECTERN-SLIDE";
/// Schemes of addresses that a link in a file may lead to.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// Takes the scene of the slides with these indices, from 0, of the deck that is shown.
///
/// # Errors
/// `export_incomplete`, `browser_died`.
pub(crate) fn capture(
    shown: &Shown<'_>,
    deck: &Deck,
    slides: &[usize],
    title: &str,
) -> Result<Scene> {
    crate::pictures::stop_scripts(shown.page())?;
    let snapshot = measure(shown)?;
    let containers: Vec<Element<'_>> = snapshot.elements_named(SLIDE).collect();
    let chosen: Vec<(usize, Element<'_>)> = slides
        .iter()
        .filter_map(|index| Some((*index, *containers.get(*index)?)))
        .collect();
    if chosen.len() != slides.len() {
        return Err(shown.lost_slides());
    }
    for (index, container) in containers.iter().enumerate() {
        check_depth(index + 1, *container)?;
    }
    let mut texts = Vec::new();
    for (_, container) in &chosen {
        collect_texts(*container, &mut texts);
    }
    let fonts = Fonts::of(shown.page(), &texts)?;
    let link = links(&containers);
    let drawings = drawings(shown, &chosen)?;
    let charts = charts_of(shown, &chosen)?;
    let known = Known {
        texts: Texts {
            fonts: &fonts,
            link: &link,
        },
        drawings: &drawings,
        charts: &charts,
    };
    let mut gallery = Gallery::default();
    let mut drafted = Vec::with_capacity(chosen.len());
    for (index, container) in chosen {
        let mut walk = Walk::new(&known, &mut gallery, container);
        let drafts = walk.drafts(container);
        drafted.push(Drafted {
            index,
            background: walk.background,
            drafts,
            left_out: walk.left_out.into_iter().collect(),
        });
    }
    Ok(Scene {
        title: title.to_owned(),
        language: deck.root_attributes.html.get("lang").cloned(),
        slides: develop(shown, deck, drafted, &mut gallery)?,
        media: gallery.into_media(),
    })
}

/// Takes the scene of the same slides as one picture each.
///
/// # Errors
/// `export_incomplete`, `browser_died`.
pub(crate) fn photograph(
    shown: &Shown<'_>,
    deck: &Deck,
    slides: &[usize],
    title: &str,
) -> Result<Scene> {
    crate::pictures::stop_scripts(shown.page())?;
    let mut gallery = Gallery::default();
    let mut photographed = Vec::with_capacity(slides.len());
    for index in slides {
        let shot = Shot::of_slide(shown.words(*index)?);
        let bytes = crate::pictures::part(shown, *index, shot.rect, pictures::SCALE)?;
        photographed.push(Slide {
            number: index + 1,
            background: None,
            items: vec![gallery.taken(shot, bytes)],
            notes: notes(deck, *index),
            left_out: Vec::new(),
        });
    }
    Ok(Scene {
        title: title.to_owned(),
        language: deck.root_attributes.html.get("lang").cloned(),
        slides: photographed,
        media: gallery.into_media(),
    })
}

fn notes(deck: &Deck, index: usize) -> String {
    let slide = deck.slides.get(index);
    slide.map(|slide| slide.notes.clone()).unwrap_or_default()
}

/// The page without its transforms, which are written on its elements.
fn measure(shown: &Shown<'_>) -> Result<Snapshot> {
    let flatten = include_str!("flatten.js");
    shown.evaluate(&format!("({})(true)", flatten.trim_end()))?;
    let snapshot = Snapshot::take(shown.page())?;
    shown.evaluate(&format!("({})(false)", flatten.trim_end()))?;
    Ok(snapshot)
}

/// Everything here goes from an element into what is in it, on a stack that has an end.
/// Markup alone is never so deep: parsers of HTML stop at 512.
fn check_depth(number: usize, container: Element<'_>) -> Result<()> {
    const DEEPEST: usize = 600;
    let mut waiting = vec![(container, 0)];
    while let Some((element, depth)) = waiting.pop() {
        if depth > DEEPEST {
            return Err(Error::new(
                Code::ExportIncomplete,
                format!(
                    "Slide {number} holds elements that lie more than {DEEPEST} deep in each \
                     other. No slide that can be edited is made of these, and nothing was \
                     written. Export it as PDF, or as PowerPoint with the exact look.",
                ),
            ));
        }
        let children = element.children().into_iter();
        waiting.extend(children.map(|child| (child, depth + 1)));
    }
    Ok(())
}

fn collect_texts<'a>(element: Element<'a>, texts: &mut Vec<Element<'a>>) {
    if element.is_laid_out() && element.pieces().next().is_some() {
        texts.push(element);
    }
    for child in element.children() {
        collect_texts(child, texts);
    }
}

/// Where addresses lead: outside, or to the slide that holds an element of that name.
fn links(containers: &[Element<'_>]) -> impl Fn(&str) -> Option<Link> + use<> {
    fn note(element: Element<'_>, number: usize, slides: &mut HashMap<String, usize>) {
        for name in ["id", "name"] {
            if let Some(id) = element.attribute(name) {
                slides.entry(id.to_owned()).or_insert(number);
            }
        }
        for child in element.children() {
            note(child, number, slides);
        }
    }
    let mut slides = HashMap::new();
    for (index, container) in containers.iter().enumerate() {
        note(*container, index + 1, &mut slides);
    }
    move |address| {
        if let Some(name) = address.strip_prefix('#') {
            return slides.get(name).copied().map(Link::Slide);
        }
        let lower = address.trim().to_ascii_lowercase();
        let leads_out = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
        leads_out.then(|| Link::Address(address.trim().to_owned()))
    }
}

/// What the page says of the charts on canvases, by their elements' places.
fn charts_of(
    shown: &Shown<'_>,
    slides: &[(usize, Element<'_>)],
) -> Result<HashMap<usize, FoundChart>> {
    let json = shown.evaluate(
        "Document.prototype.querySelector.call(document, '#lectern-charts')?.textContent ?? '[]'",
    )?;
    let mut found: Vec<Option<FoundChart>> = match charts::read(&json) {
        Ok(found) => found.into_iter().map(Some).collect(),
        Err(obstacle) => {
            tracing::warn!(?obstacle, "what a page says of its charts cannot be read");
            Vec::new()
        }
    };
    let mut charts = HashMap::new();
    for (_, container) in slides {
        for canvas in elements_in(*container, "CANVAS") {
            let number: Option<usize> = canvas
                .attribute("data-lectern-chart")
                .and_then(|number| number.parse().ok());
            let chart = number.and_then(|number| found.get_mut(number)?.take());
            charts.extend(chart.map(|chart| (canvas.index(), chart)));
        }
    }
    Ok(charts)
}

/// The outermost elements of this name that are laid out.
fn elements_in<'a>(element: Element<'a>, name: &str) -> Vec<Element<'a>> {
    if element.name() == name {
        return if element.is_laid_out() {
            vec![element]
        } else {
            Vec::new()
        };
    }
    let children = element.children().into_iter();
    children
        .flat_map(|child| elements_in(child, name))
        .collect()
}

/// The outermost drawings of the slides, as documents of their own.
fn drawings(shown: &Shown<'_>, slides: &[(usize, Element<'_>)]) -> Result<HashMap<usize, String>> {
    let elements = slides
        .iter()
        .flat_map(|(_, container)| elements_in(*container, "svg"));
    let mut documents = HashMap::new();
    for element in elements {
        if let Some(document) = pictures::document(shown, element)? {
            documents.insert(element.index(), document);
        }
    }
    Ok(documents)
}

/// A slide some of whose pictures are still to be taken.
struct Drafted {
    index: usize,
    background: Option<Fill>,
    drafts: Vec<Draft>,
    left_out: Vec<LeftOut>,
}

/// Takes the pictures that are still to be taken.
fn develop(
    shown: &Shown<'_>,
    deck: &Deck,
    drafted: Vec<Drafted>,
    gallery: &mut Gallery,
) -> Result<Vec<Slide>> {
    pictures::see_through(shown, true)?;
    let mut slides = Vec::with_capacity(drafted.len());
    for slide in drafted {
        let Drafted { index, drafts, .. } = slide;
        let mut items = Vec::with_capacity(drafts.len());
        for draft in drafts {
            items.push(match draft {
                Draft::Item(item) => item,
                Draft::Shot(shot) => {
                    let bytes = pictures::take(shown, index, &shot)?;
                    gallery.taken(shot, bytes)
                }
            });
        }
        slides.push(Slide {
            number: index + 1,
            background: slide.background,
            items,
            notes: notes(deck, index),
            left_out: slide.left_out,
        });
    }
    pictures::see_through(shown, false)?;
    Ok(slides)
}
