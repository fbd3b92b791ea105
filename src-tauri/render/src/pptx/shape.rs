//! Painted shapes and pictures (`p:sp` without text, and `p:pic`).
//!
//! What does not belong here: texts and tables.

use lectern_core::Result;

use super::frame::{decoration, described, placed};
use super::measure::{fixed_percentage, percentage};
use super::page::Page;
use super::text::empty_paragraph;
use super::xml::Element;
use super::{outline, paint, shadows};
use crate::scene::{Fill, Frame, Item, Line, MediaId, Outline, Picture, Shadow, Shape};

/// A shape, and beneath it one for each shadow that the format has no place for.
///
/// # Errors
/// `export_incomplete` if it is filled with a picture that is not there.
pub(super) fn shape(page: &mut Page<'_, '_>, item: &Item, shape: &Shape) -> Result<Vec<Element>> {
    let painted = match &shape.fill {
        Some(it) => fill(page, it)?,
        None => paint::nothing(),
    };
    let mut written = Vec::new();
    let cast = shadows::cast(shape, &item.frame);
    for beneath in &cast.beneath {
        let fill = match beneath.paint {
            Some(color) => paint::solid(&page.deck.palette, color),
            None => painted.clone(),
        };
        let name = page.identity("Shadow").holding(decoration());
        let look = Look {
            frame: &beneath.frame,
            outline: &beneath.outline,
            fill,
            line: None,
            shadows: beneath.shadow.as_slice(),
        };
        written.push(element(page, name, look));
    }
    let name = described(page, "Shape", item);
    let look = Look {
        frame: &item.frame,
        outline: &shape.outline,
        fill: painted,
        line: shape.line.as_ref(),
        shadows: &cast.own,
    };
    written.push(element(page, name, look));
    Ok(written)
}

/// How a shape looks.
struct Look<'a> {
    frame: &'a Frame,
    outline: &'a Outline,
    fill: Element,
    line: Option<&'a Line>,
    shadows: &'a [Shadow],
}

fn element(page: &Page<'_, '_>, name: Element, look: Look<'_>) -> Element {
    let palette = &page.deck.palette;
    let rect = &look.frame.rect;
    Element::new("p:sp")
        .holding(
            Element::new("p:nvSpPr")
                .holding(name)
                .holding(Element::new("p:cNvSpPr"))
                .holding(Element::new("p:nvPr")),
        )
        .holding(
            Element::new("p:spPr")
                .holding(placed("a:xfrm", look.frame))
                .holding(outline::outline(look.outline, rect))
                .holding(look.fill)
                .holding(paint::line(palette, look.line))
                .holding(paint::effects(palette, look.shadows, rect)),
        )
        .holding(
            Element::new("p:txBody")
                .holding(Element::new("a:bodyPr").with("rtlCol", false))
                .holding(Element::new("a:lstStyle"))
                .holding(empty_paragraph(&page.deck.language)),
        )
}

/// What an area is painted with.
///
/// # Errors
/// `export_incomplete` if that is a picture that is not there.
pub(super) fn fill(page: &mut Page<'_, '_>, fill: &Fill) -> Result<Element> {
    let palette = &page.deck.palette;
    Ok(match fill {
        Fill::Solid(color) => paint::solid(palette, *color),
        Fill::Linear { angle, stops } => paint::linear(palette, *angle, stops),
        Fill::Radial { center, stops } => paint::radial(palette, *center, stops),
        Fill::Picture(id) => Element::new("a:blipFill")
            .with("rotWithShape", true)
            .holding(blip(page, *id, None, 1.0)?)
            .holding(stretched()),
    })
}

fn stretched() -> Element {
    Element::new("a:stretch").holding(Element::new("a:fillRect"))
}

/// A picture's bytes, with the same as vectors for programs that show them.
fn blip(
    page: &mut Page<'_, '_>,
    id: MediaId,
    vector: Option<MediaId>,
    opacity: f64,
) -> Result<Element> {
    let faded = (opacity < 1.0)
        .then(|| Element::new("a:alphaModFix").with("amt", fixed_percentage(opacity)));
    let picture = page.picture(id, false)?;
    let vector = match vector {
        Some(id) => Some(vectors(page.picture(id, true)?)),
        None => None,
    };
    Ok(Element::new("a:blip")
        .with("r:embed", picture)
        .holding_all(faded)
        .holding_all(vector))
}

fn vectors(relationship: String) -> Element {
    Element::new("a:extLst").holding(
        Element::new("a:ext")
            .with("uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}")
            .holding(
                Element::new("asvg:svgBlip")
                    .with(
                        "xmlns:asvg",
                        "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
                    )
                    .with("r:embed", relationship),
            ),
    )
}

/// A picture.
///
/// # Errors
/// `export_incomplete` if it is not there, or is vectors only.
pub(super) fn picture(page: &mut Page<'_, '_>, item: &Item, picture: &Picture) -> Result<Element> {
    let name = described(page, "Picture", item);
    let locks = Element::new("a:picLocks").with("noChangeAspect", true);
    Ok(Element::new("p:pic")
        .holding(
            Element::new("p:nvPicPr")
                .holding(name)
                .holding(Element::new("p:cNvPicPr").holding(locks))
                .holding(Element::new("p:nvPr")),
        )
        .holding(
            Element::new("p:blipFill")
                .holding(blip(page, picture.media, picture.vector, picture.opacity)?)
                .holding_all(crop(picture.crop))
                .holding(stretched()),
        )
        .holding(
            Element::new("p:spPr")
                .holding(placed("a:xfrm", &item.frame))
                .holding(outline::rounded(picture.radii, &item.frame.rect)),
        ))
}

/// What is cut off a picture. Nothing is, where nothing of it would be left.
fn crop([left, top, right, bottom]: [f64; 4]) -> Option<Element> {
    let is_cut = [left, top, right, bottom].iter().any(|share| *share != 0.0);
    let remains = left + right < 1.0 && top + bottom < 1.0;
    (is_cut && remains).then(|| {
        Element::new("a:srcRect")
            .with("l", percentage(left))
            .with("t", percentage(top))
            .with("r", percentage(right))
            .with("b", percentage(bottom))
    })
}
