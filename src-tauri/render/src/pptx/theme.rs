//! The theme: a deck's colours and fonts, and the plainest ways to paint.
//!
//! What does not belong here: which colours and fonts those are (`palette`).

use super::palette::{Palette, plain};
use super::xml::Element;

/// What a part with a theme is.
pub(super) const KIND: &str = "application/vnd.openxmlformats-officedocument.theme+xml";

/// The theme of a palette.
pub(super) fn theme(palette: &Palette) -> Element {
    Element::new("a:theme")
        .with(
            "xmlns:a",
            "http://schemas.openxmlformats.org/drawingml/2006/main",
        )
        .with("name", "Lectern")
        .holding(
            Element::new("a:themeElements")
                .holding(colors(palette))
                .holding(fonts(palette))
                .holding(formats()),
        )
        .holding(Element::new("a:objectDefaults"))
        .holding(Element::new("a:extraClrSchemeLst"))
}

/// Dark is the darker of text and ground, whichever that is.
fn colors(palette: &Palette) -> Element {
    let (dark, light) = if palette.is_dark() {
        (palette.ground, palette.text)
    } else {
        (palette.text, palette.ground)
    };
    let [one, two, three, four, five, six] = palette.accents;
    let colors = [
        ("a:dk1", dark),
        ("a:lt1", light),
        ("a:dk2", dark),
        ("a:lt2", light),
        ("a:accent1", one),
        ("a:accent2", two),
        ("a:accent3", three),
        ("a:accent4", four),
        ("a:accent5", five),
        ("a:accent6", six),
        ("a:hlink", palette.link),
        ("a:folHlink", palette.link),
    ];
    Element::new("a:clrScheme")
        .with("name", "Deck")
        .holding_all(colors.map(|(name, rgb)| Element::new(name).holding(plain(rgb))))
}

fn fonts(palette: &Palette) -> Element {
    let font = |name, family: &str| {
        Element::new(name)
            .holding(Element::new("a:latin").with("typeface", family))
            .holding(Element::new("a:ea").with("typeface", ""))
            .holding(Element::new("a:cs").with("typeface", ""))
    };
    Element::new("a:fontScheme")
        .with("name", "Deck")
        .holding(font("a:majorFont", &palette.heading_font))
        .holding(font("a:minorFont", &palette.font))
}

/// Three of each kind, as the format asks for: slides refer to none of them.
fn formats() -> Element {
    let own = || Element::new("a:schemeClr").with("val", "phClr");
    let fill = || Element::new("a:solidFill").holding(own());
    let line = |width: i64| {
        Element::new("a:ln")
            .with("w", width)
            .holding(fill())
            .holding(Element::new("a:prstDash").with("val", "solid"))
    };
    let effect = || Element::new("a:effectStyle").holding(Element::new("a:effectLst"));
    Element::new("a:fmtScheme")
        .with("name", "Deck")
        .holding(Element::new("a:fillStyleLst").holding_all([fill(), fill(), fill()]))
        .holding(Element::new("a:lnStyleLst").holding_all([6350, 12_700, 19_050].map(line)))
        .holding(Element::new("a:effectStyleLst").holding_all([effect(), effect(), effect()]))
        .holding(Element::new("a:bgFillStyleLst").holding_all([fill(), fill(), fill()]))
}
