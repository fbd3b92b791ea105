//! A slide: its ground, and what stands on it, back to front.
//!
//! What does not belong here: how texts, shapes and tables are written.

use lectern_core::Result;

use super::frame::{described, placed, turned_with};
use super::master::{Layout, own_colors, tree};
use super::package::{Relation, Relationships};
use super::page::Page;
use super::text::{self, TextBox};
use super::xml::Element;
use super::{chart, shape, table, tame};
use crate::scene::{Chart, Color, Fill, Frame, Item, Kind, Link, Role, Slide, Text};

pub(super) const KIND: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.slide+xml";

const CHART_KIND: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const WORKBOOK: (&str, &str) = (
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
);
const WHITE: [u8; 3] = [255; 3];

/// A slide's markup, and the layout that it is made on.
///
/// # Errors
/// `export_incomplete` if it shows a picture that is not there, or a chart that cannot be
/// written.
pub(super) fn slide(page: &mut Page<'_, '_>, slide: &Slide) -> Result<(Element, Layout)> {
    let ground = ground(page, slide.background.as_ref())?;
    let mut shapes = Vec::new();
    let mut layout = Layout::Blank;
    for item in &slide.items {
        let item = tame::item(item);
        match &item.kind {
            Kind::Text(words) => {
                let is_title = layout == Layout::Blank && words.role == Role::Title;
                let written = texts(page, &item, words, is_title);
                if is_title && !written.is_empty() {
                    layout = Layout::Titled;
                }
                shapes.extend(written);
            }
            Kind::Shape(painted) => shapes.extend(shape::shape(page, &item, painted)?),
            Kind::Picture(picture) => shapes.push(shape::picture(page, &item, picture)?),
            Kind::Table(grid) => shapes.extend(table::table(page, &item, grid)?),
            Kind::Chart(data) => shapes.push(chart_frame(page, &item, data)?),
        }
    }
    let root = Element::root("p:sld")
        .holding(Element::new("p:cSld").holding(ground).holding(tree(shapes)))
        .holding(own_colors());
    Ok((root, layout))
}

/// The ground of a slide: paper is white, and shows where paint lets it through.
fn ground(page: &mut Page<'_, '_>, background: Option<&Fill>) -> Result<Element> {
    let mut fill = background.cloned().unwrap_or(Fill::Solid(Color {
        rgb: WHITE,
        alpha: 1.0,
    }));
    tame::fill(&mut fill);
    match &mut fill {
        Fill::Solid(color) => *color = on_white(*color),
        Fill::Linear { stops, .. } | Fill::Radial { stops, .. } => {
            for stop in stops {
                stop.color = on_white(stop.color);
            }
        }
        Fill::Picture(_) => {}
    }
    let fill = shape::fill(page, &fill)?;
    Ok(Element::new("p:bg").holding(
        Element::new("p:bgPr")
            .holding(fill)
            .holding(Element::new("a:effectLst")),
    ))
}

fn on_white(color: Color) -> Color {
    let white = Color {
        rgb: WHITE,
        alpha: 1.0,
    };
    let opaque = Color {
        alpha: 1.0,
        ..color
    };
    white.mixed(opaque, color.alpha.clamp(0.0, 1.0))
}

/// The boxes of a text. The first is the slide's title, if the text is that.
fn texts(page: &mut Page<'_, '_>, item: &Item, words: &Text, is_title: bool) -> Vec<Element> {
    let boxes = text::boxes(words, page.deck.made_for);
    boxes
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let link = item.link.as_ref();
            text_shape(page, (link, &item.frame), it, is_title && index == 0)
        })
        .collect()
}

/// A shape that is only a text: with the link of the whole that it is part of, which is
/// turned about its own centre.
pub(super) fn text_shape(
    page: &mut Page<'_, '_>,
    (link, whole): (Option<&Link>, &Frame),
    words: &TextBox<'_>,
    is_title: bool,
) -> Element {
    let link = link.and_then(|link| page.link(link));
    let name = page
        .identity(if is_title { "Title" } else { "Text" })
        .holding_all(link);
    let (kind, place) = if is_title {
        let locks = Element::new("a:spLocks").with("noGrp", true);
        (
            Element::new("p:cNvSpPr").holding(locks),
            Element::new("p:nvPr").holding(Element::new("p:ph").with("type", "title")),
        )
    } else {
        (
            Element::new("p:cNvSpPr").with("txBox", true),
            Element::new("p:nvPr"),
        )
    };
    let frame = turned_with(words.rect, whole);
    Element::new("p:sp")
        .holding(
            Element::new("p:nvSpPr")
                .holding(name)
                .holding(kind)
                .holding(place),
        )
        .holding(
            Element::new("p:spPr")
                .holding(placed("a:xfrm", &frame))
                .holding(
                    Element::new("a:prstGeom")
                        .with("prst", "rect")
                        .holding(Element::new("a:avLst")),
                )
                .holding(Element::new("a:noFill"))
                .holding(Element::new("a:ln").holding(Element::new("a:noFill"))),
        )
        .holding(
            Element::new("p:txBody")
                .holding(text::body_properties(words))
                .holding(Element::new("a:lstStyle"))
                .holding_all(text::paragraphs(page, words)),
        )
}

/// A frame for something of another part or of another kind than shapes.
pub(super) fn graphic_frame(
    page: &mut Page<'_, '_>,
    kind: &'static str,
    item: &Item,
    locks: Element,
    data: Element,
) -> Element {
    let name = described(page, kind, item);
    Element::new("p:graphicFrame")
        .holding(
            Element::new("p:nvGraphicFramePr")
                .holding(name)
                .holding(Element::new("p:cNvGraphicFramePr").holding(locks))
                .holding(Element::new("p:nvPr")),
        )
        .holding(placed("p:xfrm", &item.frame))
        .holding(Element::new("a:graphic").holding(data))
}

/// A chart: a frame here, a part of its own, and a workbook with its data.
fn chart_frame(page: &mut Page<'_, '_>, item: &Item, data: &Chart) -> Result<Element> {
    const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    let parts = chart::parts(data, item.frame.rect)?;
    let deck = &mut *page.deck;
    deck.charts += 1;
    let number = deck.charts.to_string();
    let name = ["ppt/charts/chart", &number, ".xml"].concat();
    let workbook = ["ppt/embeddings/workbook", &number, ".xlsx"].concat();
    let mut relationships = Relationships::default();
    relationships.lead_to(Relation::Office("package"), &workbook);
    deck.package
        .add_xml(&name, CHART_KIND, parts.chart, &relationships)
        .map_err(super::fault)?;
    deck.package
        .add_file(&workbook, WORKBOOK, parts.workbook, false);
    let id = page.relationships.lead_to(Relation::Office("chart"), &name);
    let locks = Element::new("a:graphicFrameLocks").with("noGrp", true);
    let data = Element::new("a:graphicData").with("uri", CHART).holding(
        Element::new("c:chart")
            .with("xmlns:c", CHART)
            .with("r:id", id),
    );
    Ok(graphic_frame(page, "Chart", item, locks, data))
}
