//! Where things stand, and what is said of them for who cannot see them.
//!
//! What does not belong here: what things look like.

use super::measure::{angle, length, place};
use super::page::Page;
use super::xml::Element;
use crate::scene::{Frame, Item, Rect};

/// Where something stands and how it is turned, as an element of this name.
pub(super) fn placed(name: &'static str, frame: &Frame) -> Element {
    let rect = &frame.rect;
    let turn = angle(frame.rotation);
    Element::new(name)
        .with_some("rot", (turn != 0).then_some(turn))
        .with_some("flipH", frame.flip_x.then_some(true))
        .with_some("flipV", frame.flip_y.then_some(true))
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

/// A rectangle within something that is turned about its own centre: where it has to
/// stand to be turned about that centre, too.
pub(super) fn turned_with(rect: Rect, whole: &Frame) -> Frame {
    let center = |rect: &Rect| (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    let ((x, y), (whole_x, whole_y)) = (center(&rect), center(&whole.rect));
    let (right, down) = (x - whole_x, y - whole_y);
    let (sine, cosine) = whole.rotation.to_radians().sin_cos();
    Frame {
        rect: Rect {
            x: whole_x + right * cosine - down * sine - rect.width / 2.0,
            y: whole_y + right * sine + down * cosine - rect.height / 2.0,
            ..rect
        },
        rotation: whole.rotation,
        ..Frame::default()
    }
}

/// The id, the name, the link and the words of a thing that is no text. What has neither
/// words nor a link is decoration.
pub(super) fn described(page: &mut Page<'_, '_>, kind: &'static str, item: &Item) -> Element {
    let words = item
        .description
        .as_deref()
        .filter(|it| !it.trim().is_empty());
    let link = item.link.as_ref().and_then(|link| page.link(link));
    let is_decoration = words.is_none() && link.is_none();
    page.identity(kind)
        .with_some("descr", words)
        .holding_all(link)
        .holding_all(is_decoration.then(decoration))
}

/// That a thing is only decoration.
pub(super) fn decoration() -> Element {
    Element::new("a:extLst").holding(
        Element::new("a:ext")
            .with("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
            .holding(
                Element::new("adec:decorative")
                    .with(
                        "xmlns:adec",
                        "http://schemas.microsoft.com/office/drawing/2017/decorative",
                    )
                    .with("val", true),
            ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_turned_with_another_turns_about_its_centre() {
        let rect = |x, y, width, height| Rect {
            x,
            y,
            width,
            height,
        };
        let whole = Frame {
            rect: rect(0.0, 0.0, 100.0, 100.0),
            rotation: 90.0,
            ..Frame::default()
        };
        // Above the centre before the turn, to the right of it afterwards.
        let frame = turned_with(rect(40.0, 0.0, 20.0, 10.0), &whole);
        assert!((frame.rect.x - 85.0).abs() < 1e-9, "{frame:?}");
        assert!((frame.rect.y - 45.0).abs() < 1e-9, "{frame:?}");
        assert_eq!(frame.rotation, 90.0);
    }
}
