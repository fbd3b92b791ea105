//! What slides and notes are made on: the master with its two layouts, and the master of
//! notes.
//!
//! Slides say themselves where everything stands and how it looks; what is here serves
//! those who add slides and text of their own. What does not belong here: slides.

use super::measure::{length, place};
use super::palette::Palette;
use super::xml::Element;
use crate::scene::Rect;

pub(super) const MASTER_KIND: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml";
pub(super) const LAYOUT_KIND: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml";
pub(super) const NOTES_MASTER_KIND: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.notesMaster+xml";

/// Where a title stands that the deck did not place.
const TITLE: Rect = Rect {
    x: 80.0,
    y: 48.0,
    width: 1120.0,
    height: 96.0,
};
/// Where other text stands that the deck did not place.
const BODY: Rect = Rect {
    x: 80.0,
    y: 176.0,
    width: 1120.0,
    height: 464.0,
};
/// Where the slide stands on a page of notes, in px of a page of 7.5 by 10 inches.
const NOTES_SLIDE: Rect = Rect {
    x: 72.0,
    y: 120.0,
    width: 576.0,
    height: 324.0,
};
/// Where the notes stand below it.
const NOTES_TEXT: Rect = Rect {
    x: 72.0,
    y: 462.0,
    width: 576.0,
    height: 378.0,
};

/// The layouts, by their ids among the master's relationships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A slide with a title.
    Titled,
    /// A slide without one.
    Blank,
}

impl Layout {
    pub(super) const ALL: [Self; 2] = [Self::Titled, Self::Blank];

    /// The full name of its part.
    pub(super) fn part(self) -> &'static str {
        match self {
            Self::Titled => "ppt/slideLayouts/slideLayout1.xml",
            Self::Blank => "ppt/slideLayouts/slideLayout2.xml",
        }
    }

    /// Its markup.
    pub(super) fn element(self) -> Element {
        let (kind, name, shapes) = match self {
            Self::Titled => ("titleOnly", "Title Only", vec![title(2)]),
            Self::Blank => ("blank", "Blank", Vec::new()),
        };
        Element::root("p:sldLayout")
            .with("type", kind)
            .with("preserve", true)
            .holding(
                Element::new("p:cSld")
                    .with("name", name)
                    .holding(tree(shapes)),
            )
            .holding(own_colors())
    }
}

/// That the colours of the master are meant.
pub(super) fn own_colors() -> Element {
    Element::new("p:clrMapOvr").holding(Element::new("a:masterClrMapping"))
}

/// All that stands on a slide, a layout or a master, as one group of the whole's size.
pub(super) fn tree(shapes: Vec<Element>) -> Element {
    let frame = Element::new("a:xfrm").holding_all(
        [
            ("a:off", "x", "y"),
            ("a:ext", "cx", "cy"),
            ("a:chOff", "x", "y"),
            ("a:chExt", "cx", "cy"),
        ]
        .map(|(name, one, other)| Element::new(name).with(one, 0_i64).with(other, 0_i64)),
    );
    Element::new("p:spTree")
        .holding(
            Element::new("p:nvGrpSpPr")
                .holding(Element::new("p:cNvPr").with("id", 1_i64).with("name", ""))
                .holding(Element::new("p:cNvGrpSpPr"))
                .holding(Element::new("p:nvPr")),
        )
        .holding(Element::new("p:grpSpPr").holding(frame))
        .holding_all(shapes)
}

/// Where something stands that is not turned.
pub(super) fn standing(rect: &Rect) -> Element {
    Element::new("a:xfrm")
        .holding(
            Element::new("a:off")
                .with("x", place(rect.x))
                .with("y", place(rect.y)),
        )
        .holding(
            Element::new("a:ext")
                .with("cx", length(rect.width))
                .with("cy", length(rect.height)),
        )
}

/// The master of all slides. `layouts` are its relationships to them.
pub(super) fn master(palette: &Palette, layouts: &[String]) -> Element {
    let ground = Element::new("p:bg").holding(
        Element::new("p:bgPr")
            .holding(
                Element::new("a:solidFill").holding(Element::new("a:schemeClr").with("val", "bg1")),
            )
            .holding(Element::new("a:effectLst")),
    );
    let ids = layouts.iter().zip(LAYOUT_IDS..);
    Element::root("p:sldMaster")
        .holding(
            Element::new("p:cSld")
                .holding(ground)
                .holding(tree(vec![title(2), body(3)])),
        )
        .holding(color_map(palette.is_dark()))
        .holding(
            Element::new("p:sldLayoutIdLst").holding_all(ids.map(|(relationship, id)| {
                Element::new("p:sldLayoutId")
                    .with("id", id)
                    .with("r:id", relationship.as_str())
            })),
        )
        .holding(text_styles())
}

/// Ids of masters and layouts begin here (`ST_SlideMasterId`), the master's first.
pub(super) const MASTER_ID: i64 = 2_147_483_648;
const LAYOUT_IDS: i64 = MASTER_ID + 1;

/// Which of the theme's colours is text and which is ground.
fn color_map(is_dark: bool) -> Element {
    let names = if is_dark {
        ["dk1", "lt1", "dk2", "lt2"]
    } else {
        ["lt1", "dk1", "lt2", "dk2"]
    };
    let map = ["bg1", "tx1", "bg2", "tx2"]
        .into_iter()
        .zip(names)
        .fold(Element::new("p:clrMap"), |map, (name, color)| {
            map.with(name, color)
        });
    [
        "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
    ]
    .into_iter()
    .fold(map, |map, name| map.with(name, name))
}

/// A place for text, with what to write into it.
fn placeholder(
    id: usize,
    name: &str,
    kind: Element,
    (rect, anchor): (&Rect, &str),
    prompt: &str,
) -> Element {
    Element::new("p:sp")
        .holding(
            Element::new("p:nvSpPr")
                .holding(Element::new("p:cNvPr").with("id", id).with("name", name))
                .holding(
                    Element::new("p:cNvSpPr")
                        .holding(Element::new("a:spLocks").with("noGrp", true)),
                )
                .holding(Element::new("p:nvPr").holding(kind)),
        )
        .holding(
            Element::new("p:spPr").holding(standing(rect)).holding(
                Element::new("a:prstGeom")
                    .with("prst", "rect")
                    .holding(Element::new("a:avLst")),
            ),
        )
        .holding(
            Element::new("p:txBody")
                .holding(
                    Element::new("a:bodyPr")
                        .with("vert", "horz")
                        .with("lIns", 0_i64)
                        .with("tIns", 0_i64)
                        .with("rIns", 0_i64)
                        .with("bIns", 0_i64)
                        .with("anchor", anchor)
                        .holding(Element::new("a:normAutofit")),
                )
                .holding(Element::new("a:lstStyle"))
                .holding(
                    Element::new("a:p").holding(
                        Element::new("a:r")
                            .holding(Element::new("a:rPr").with("lang", "en-US"))
                            .holding(Element::new("a:t").saying(prompt)),
                    ),
                ),
        )
}

fn title(id: usize) -> Element {
    let kind = Element::new("p:ph").with("type", "title");
    placeholder(id, "Title", kind, (&TITLE, "b"), "Click to edit the title")
}

fn body(id: usize) -> Element {
    let kind = Element::new("p:ph").with("type", "body").with("idx", 1_i64);
    placeholder(id, "Text", kind, (&BODY, "t"), "Click to edit the text")
}

fn text_styles() -> Element {
    let other = |name| {
        let levels = LEVELS.map(|level| level_style(level, 18.0, "+mn", None));
        Element::new(name).holding_all(levels)
    };
    let body = LEVELS
        .into_iter()
        .zip(0_i64..)
        .map(|(level, depth)| level_style(level, 18.0, "+mn", Some(depth)));
    Element::new("p:txStyles")
        .holding(Element::new("p:titleStyle").holding(level_style("a:lvl1pPr", 32.0, "+mj", None)))
        .holding(Element::new("p:bodyStyle").holding_all(body))
        .holding(other("p:otherStyle"))
}

const LEVELS: [&str; 9] = [
    "a:lvl1pPr",
    "a:lvl2pPr",
    "a:lvl3pPr",
    "a:lvl4pPr",
    "a:lvl5pPr",
    "a:lvl6pPr",
    "a:lvl7pPr",
    "a:lvl8pPr",
    "a:lvl9pPr",
];

/// A level of an outline: its size in points, its font, and how deep it is if it has a
/// bullet.
fn level_style(name: &'static str, points: f64, font: &str, depth: Option<i64>) -> Element {
    const INDENT: i64 = 228_600;
    let typeface =
        |name, script: &str| Element::new(name).with("typeface", [font, script].concat());
    let bullet = match depth {
        Some(_) => Element::new("a:buChar").with("char", "•"),
        None => Element::new("a:buNone"),
    };
    Element::new(name)
        .with("marL", depth.map_or(0, |depth| INDENT * (2 * depth + 1)))
        .with("indent", depth.map_or(0, |_| -INDENT))
        .with("algn", "l")
        .with("rtl", false)
        .holding(bullet)
        .holding(
            Element::new("a:defRPr")
                .with("sz", (points * 100.0) as i64)
                .with("kern", 0_i64)
                .holding(
                    Element::new("a:solidFill")
                        .holding(Element::new("a:schemeClr").with("val", "tx1")),
                )
                .holding(typeface("a:latin", "-lt"))
                .holding(typeface("a:ea", "-ea"))
                .holding(typeface("a:cs", "-cs")),
        )
}

/// The master of all pages of notes.
pub(super) fn notes_master() -> Element {
    Element::root("p:notesMaster")
        .holding(
            Element::new("p:cSld")
                .holding(
                    Element::new("p:bg").holding(
                        Element::new("p:bgPr")
                            .holding(
                                Element::new("a:solidFill")
                                    .holding(Element::new("a:schemeClr").with("val", "bg1")),
                            )
                            .holding(Element::new("a:effectLst")),
                    ),
                )
                .holding(tree(vec![
                    notes_slide(2, Some(&NOTES_SLIDE)),
                    placeholder(
                        3,
                        "Notes",
                        Element::new("p:ph").with("type", "body").with("idx", 1_i64),
                        (&NOTES_TEXT, "t"),
                        "Click to edit the notes",
                    ),
                ])),
        )
        .holding(color_map(false))
        .holding(
            Element::new("p:notesStyle")
                .holding_all(LEVELS.map(|level| level_style(level, 12.0, "+mn", None))),
        )
}

/// The small picture of the slide on a page of notes.
pub(super) fn notes_slide(id: usize, rect: Option<&Rect>) -> Element {
    let frame = rect.map(|rect| {
        [
            standing(rect),
            Element::new("a:prstGeom")
                .with("prst", "rect")
                .holding(Element::new("a:avLst")),
        ]
    });
    Element::new("p:sp")
        .holding(
            Element::new("p:nvSpPr")
                .holding(Element::new("p:cNvPr").with("id", id).with("name", "Slide"))
                .holding(
                    Element::new("p:cNvSpPr").holding(
                        Element::new("a:spLocks")
                            .with("noGrp", true)
                            .with("noRot", true)
                            .with("noChangeAspect", true),
                    ),
                )
                .holding(
                    Element::new("p:nvPr").holding(Element::new("p:ph").with("type", "sldImg")),
                ),
        )
        .holding(Element::new("p:spPr").holding_all(frame.into_iter().flatten()))
}
