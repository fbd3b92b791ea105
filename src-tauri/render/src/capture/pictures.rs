//! Pictures: those that a deck brings, and those that are taken of what no shape can
//! show.
//!
//! What does not belong here: deciding what becomes a picture.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headless_chrome::protocol::cdp::{DOM, Emulation, Runtime};
use lectern_core::Result;
use lectern_core::deck::page::{HEIGHT, WIDTH};
use lectern_core::render::PictureCause;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::page::{Shown, died};
use crate::pictures;
use crate::scene::{Item, Kind, Link, Media, MediaFormat, MediaId, Picture, Rect};

use super::area::{common, content_box};
use super::around::Around;
use super::boxes::{self, PaintedBox};
use super::css;
use super::role::description_of;
use super::snapshot::{Element, Property};

/// Pixels for each CSS pixel of a picture that is taken.
pub(super) const SCALE: f64 = 2.0;

/// A picture that is to be taken of an element.
pub(super) struct Shot {
    /// The number by which the browser finds the element.
    pub(super) backend: u32,
    /// What the element generates, if only that is to be seen.
    pub(super) pseudo: Option<String>,
    pub(super) kind: ShotKind,
    /// Its place on the slide.
    pub(super) rect: Rect,
    pub(super) instead: PictureCause,
    pub(super) link: Option<Link>,
    pub(super) description: Option<String>,
    /// The same as a drawing that fills the same place.
    pub(super) vector: Option<Vec<u8>>,
}

impl Shot {
    /// One of a whole slide that says these words.
    pub(super) fn of_slide(words: String) -> Self {
        Self {
            backend: 0,
            pseudo: None,
            kind: ShotKind::Whole,
            rect: Rect {
                x: 0.0,
                y: 0.0,
                width: WIDTH.into(),
                height: HEIGHT.into(),
            },
            instead: PictureCause::Slide,
            link: None,
            description: Some(words).filter(|words| !words.is_empty()),
            vector: None,
        }
    }
}

/// What of an element a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShotKind {
    /// It and everything in it.
    Whole,
    /// What is painted for it alone.
    Ground,
    /// Everything but words.
    Wordless,
    /// Its own letters.
    Letters,
}

/// The pictures of a scene, each once.
#[derive(Default)]
pub(super) struct Gallery {
    media: Vec<Media>,
}

impl Gallery {
    /// All pictures, in their order.
    pub(super) fn into_media(self) -> Vec<Media> {
        self.media
    }

    fn add(&mut self, format: MediaFormat, bytes: Vec<u8>) -> MediaId {
        let media = Media { format, bytes };
        let known = self.media.iter().position(|known| *known == media);
        MediaId(known.unwrap_or_else(|| {
            self.media.push(media);
            self.media.len() - 1
        }))
    }

    /// A picture that an element shows, if other programs can show its file.
    pub(super) fn picture(&mut self, element: Element<'_>, around: Around) -> Option<Item> {
        let source = element.source().filter(|source| !source.is_empty());
        let file = read(source.or_else(|| element.attribute("src"))?)?;
        let area = content_box(element);
        let style = |property| element.style(property);
        let place = Place {
            fit: style(Property::ObjectFit),
            position: style(Property::ObjectPosition),
        };
        let mut item = self.place(file, area, &place, element, around)?;
        item.description = description_of(element);
        Some(item)
    }

    /// The picture that is a box's only ground beside its colour, if it fills it, upon
    /// that colour.
    pub(super) fn ground(&mut self, painted: &PaintedBox<'_>, around: Around) -> Option<Vec<Item>> {
        let element = painted.element;
        let style = |property| element.style(property);
        let address = css::arguments(style(Property::BackgroundImage), "url")?;
        let is_plain = boxes::borders(element).iter().all(Option::is_none)
            && style(Property::BoxShadow) == "none"
            && style(Property::BackgroundClip) == "border-box";
        let fit = match style(Property::BackgroundSize) {
            "cover" => "cover",
            "100% 100%" => "fill",
            _ => return None,
        };
        let file = read(address.trim_matches('"')).filter(|_| is_plain)?;
        let across = style(Property::BackgroundPositionX);
        let down = style(Property::BackgroundPositionY);
        let position = format!("{across} {down}");
        let place = Place {
            fit,
            position: &position,
        };
        // Nothing is seen through a photograph.
        let hides = file.format == MediaFormat::Jpeg && around.opacity > 0.999;
        let picture = self.place(file, element.bounds(), &place, element, around)?;
        let color = painted.colored().filter(|_| !hides);
        Some(color.into_iter().chain([picture]).collect())
    }

    fn place(
        &mut self,
        file: File,
        area: Rect,
        place: &Place<'_>,
        element: Element<'_>,
        around: Around,
    ) -> Option<Item> {
        let drawn = place.of(&file, area)?;
        let seen = common(drawn, area);
        let seen = around.visible(seen)?;
        if seen.width < 0.1 || seen.height < 0.1 {
            return None;
        }
        let crop = [
            (seen.x - drawn.x) / drawn.width,
            (seen.y - drawn.y) / drawn.height,
            1.0 - (seen.x + seen.width - drawn.x) / drawn.width,
            1.0 - (seen.y + seen.height - drawn.y) / drawn.height,
        ];
        let is_whole = (seen.width - area.width).abs() < 1.0;
        let scale = around.matrix.scale();
        let corners = boxes::corner_radii(element, element.bounds());
        let cut = around.cut_corners(seen);
        let radii = std::array::from_fn(|corner| {
            let own = if is_whole { corners[corner] } else { 0.0 };
            own.max(cut[corner]) * scale
        });
        Some(Item {
            frame: around.matrix.frame(seen),
            kind: Kind::Picture(Picture {
                media: self.add(file.format, file.bytes),
                vector: None,
                crop: crop.map(|share| if share.abs() < 1e-6 { 0.0 } else { share }),
                radii,
                opacity: around.opacity,
                instead_of: None,
            }),
            link: None,
            description: None,
        })
    }

    /// A picture that was taken.
    pub(super) fn taken(&mut self, shot: Shot, bytes: Vec<u8>) -> Item {
        let vector = shot.vector.map(|bytes| self.add(MediaFormat::Svg, bytes));
        Item {
            frame: crate::scene::Frame {
                rect: shot.rect,
                ..crate::scene::Frame::default()
            },
            kind: Kind::Picture(Picture {
                media: self.add(MediaFormat::Png, bytes),
                vector,
                crop: [0.0; 4],
                radii: [0.0; 4],
                opacity: 1.0,
                instead_of: Some(shot.instead),
            }),
            link: shot.link,
            description: shot.description,
        }
    }
}

/// How a picture stands in its area.
struct Place<'a> {
    fit: &'a str,
    position: &'a str,
}

impl Place<'_> {
    /// Where the whole picture is drawn, as CSS says for `object-fit`.
    fn of(&self, file: &File, area: Rect) -> Option<Rect> {
        let (width, height) = file.size;
        if width <= 0.0 || height <= 0.0 || area.width <= 0.0 || area.height <= 0.0 {
            return None;
        }
        let inside = (area.width / width).min(area.height / height);
        let scale = match self.fit {
            "contain" => inside,
            "cover" => (area.width / width).max(area.height / height),
            "none" => 1.0,
            "scale-down" => inside.min(1.0),
            _ => return Some(area),
        };
        let (width, height) = (width * scale, height * scale);
        let words = css::words(self.position);
        let across = css::length_of(words.first()?, area.width - width)?;
        let down = css::length_of(words.get(1)?, area.height - height)?;
        Some(Rect {
            x: area.x + across,
            y: area.y + down,
            width,
            height,
        })
    }
}

/// A picture's file, of a kind that every program shows.
struct File {
    format: MediaFormat,
    bytes: Vec<u8>,
    size: (f64, f64),
}

/// Reads the picture in a `data:` address.
fn read(address: &str) -> Option<File> {
    let (header, data) = address.strip_prefix("data:")?.split_once(',')?;
    let decoded: Vec<u8> = percent_decode_str(data).collect();
    let bytes = if header.ends_with(";base64") {
        let plain = decoded
            .into_iter()
            .filter(|byte| !byte.is_ascii_whitespace());
        BASE64.decode(plain.collect::<Vec<u8>>()).ok()?
    } else {
        decoded
    };
    let format = match imagesize::image_type(&bytes).ok()? {
        imagesize::ImageType::Png => MediaFormat::Png,
        imagesize::ImageType::Jpeg if !may_be_turned(&bytes) => MediaFormat::Jpeg,
        imagesize::ImageType::Gif => MediaFormat::Gif,
        _ => return None,
    };
    let size = imagesize::blob_size(&bytes).ok()?;
    Some(File {
        format,
        bytes,
        size: (size.width as f64, size.height as f64),
    })
}

/// Browsers turn photographs as their files say, other programs do not.
fn may_be_turned(jpeg: &[u8]) -> bool {
    let beginning = &jpeg[..jpeg.len().min(64 * 1024)];
    beginning.windows(6).any(|bytes| bytes == b"Exif\0\0")
}

/// Takes a picture of a part of a slide, with this index from 0.
///
/// # Errors
/// `export_incomplete`, `browser_died`.
pub(super) fn take(shown: &Shown<'_>, slide: usize, shot: &Shot) -> Result<Vec<u8>> {
    let kind = match shot.kind {
        ShotKind::Whole => "whole",
        ShotKind::Ground => "ground",
        ShotKind::Wordless => "wordless",
        ShotKind::Letters => "letters",
    };
    let pseudo = match shot.pseudo.as_deref() {
        Some("before") => " before",
        Some("after") => " after",
        _ => "",
    };
    let see = include_str!("shot.js").trim_end();
    call_on(
        shown,
        shot.backend,
        &format!("({see})(this, \"{kind}{pseudo}\")"),
    )?;
    pictures::part(shown, slide, shot.rect, SCALE)
}

/// A drawing of the page as a document of its own, without its texts; none if it is
/// too large for one.
///
/// # Errors
/// `browser_died`.
pub(super) fn document(shown: &Shown<'_>, drawing: Element<'_>) -> Result<Option<String>> {
    // One that cannot be taken out is none: it is shown as a picture.
    let take = include_str!("drawing.js").trim_end();
    let expression =
        format!("(() => {{ try {{ return ({take})(this, false); }} catch {{ return ''; }} }})()");
    let answer = call_on(shown, drawing.backend(), &expression)?;
    let document = answer.as_ref().and_then(Value::as_str).map(str::to_owned);
    Ok(document.filter(|document| !document.is_empty()))
}

/// Answers an expression of the world beside the page, in which `this` is an element.
///
/// # Errors
/// `export_incomplete` if it fails; `browser_died`.
fn call_on(shown: &Shown<'_>, backend: u32, expression: &str) -> Result<Option<Value>> {
    let page = shown.page();
    let node = page.call(DOM::ResolveNode {
        node_id: None,
        backend_node_id: Some(backend),
        object_group: None,
        execution_context_id: Some(shown.world()),
    });
    let answer = page.call(Runtime::CallFunctionOn {
        function_declaration: format!("function () {{ return {expression}; }}"),
        object_id: node.map_err(died)?.object.object_id,
        arguments: None,
        silent: Some(true),
        return_by_value: Some(true),
        generate_preview: None,
        user_gesture: None,
        await_promise: None,
        execution_context_id: None,
        object_group: None,
        throw_on_side_effect: None,
        unique_context_id: None,
        serialization_options: None,
    });
    let answer = answer.map_err(died)?;
    // What our own script meets is what scripts of the deck made.
    if let Some(details) = answer.exception_details {
        return Err(shown.lost_slides().because(details.text));
    }
    Ok(answer.result.value)
}

/// Lets through what lies behind the page, or no more.
///
/// # Errors
/// `browser_died`.
pub(super) fn see_through(shown: &Shown<'_>, on: bool) -> Result<()> {
    let clear = DOM::RGBA {
        r: 0,
        g: 0,
        b: 0,
        a: Some(0.0),
    };
    shown
        .page()
        .call(Emulation::SetDefaultBackgroundColorOverride {
            color: on.then_some(clear),
        })
        .map_err(died)?;
    Ok(())
}
