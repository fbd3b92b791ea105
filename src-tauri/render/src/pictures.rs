//! Pictures of slides, taken from a page that is drawn.
//!
//! What does not belong here: what the page shows, and where pictures are kept.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headless_chrome::protocol::cdp::Emulation::SetScriptExecutionDisabled;
use headless_chrome::protocol::cdp::Page::{
    CaptureScreenshot, CaptureScreenshotFormatOption, Viewport,
};
use lectern_core::deck::page::{HEIGHT, WIDTH};
use lectern_core::{Code, Error, Result};

use crate::browser::Session;
use crate::page::{Shown, died};
use crate::scene::Rect;

/// The longest side of a picture, in pixels.
const LONGEST: u32 = 8192;

/// Takes pictures of the slides with these indices, `width` pixels wide, from
/// the page that is shown, and hands each to `take`.
///
/// # Errors
/// `invalid` for a width that no picture can have; `browser_died`;
/// `export_incomplete` if a picture has another size.
pub(crate) fn capture(
    shown: &Shown<'_>,
    slides: &[usize],
    width: u32,
    take: &mut dyn FnMut(usize, Vec<u8>),
) -> Result<()> {
    if !(1..=LONGEST).contains(&width) {
        return Err(Error::invalid(
            "width",
            format!("A picture must be 1 to {LONGEST} pixels wide."),
        ));
    }
    stop_scripts(shown.page())?;
    for &index in slides {
        let picture = picture(shown, index, width)?;
        check(&picture, width)?;
        take(index, picture);
    }
    Ok(())
}

/// Taking many pictures takes a while, in which a deck that shows one slide
/// after the other would go on and hide what was shown.
pub(crate) fn stop_scripts(page: &Session) -> Result<()> {
    page.call(SetScriptExecutionDisabled { value: true })
        .map_err(died)?;
    Ok(())
}

fn picture(shown: &Shown<'_>, index: usize, width: u32) -> Result<Vec<u8>> {
    let whole = Rect {
        x: 0.0,
        y: 0.0,
        width: WIDTH.into(),
        height: HEIGHT.into(),
    };
    part(shown, index, whole, f64::from(width) / f64::from(WIDTH))
}

/// Takes a picture of a part of the slide with this index, `scale` pixels for each CSS
/// pixel.
///
/// # Errors
/// `export_incomplete`, `browser_died`.
pub(crate) fn part(shown: &Shown<'_>, index: usize, part: Rect, scale: f64) -> Result<Vec<u8>> {
    shown.scroll_to(index)?;
    let call = CaptureScreenshot {
        format: Some(CaptureScreenshotFormatOption::Png),
        quality: None,
        clip: Some(Viewport {
            x: part.x,
            // Slides stand one below the other, whatever a deck says.
            y: index as f64 * f64::from(HEIGHT) + part.y,
            width: part.width,
            height: part.height,
            scale,
        }),
        from_surface: Some(true),
        // The view keeps its size: a larger one would lay out anew what is measured
        // by it.
        capture_beyond_viewport: Some(false),
        optimize_for_speed: None,
    };
    let answer = shown.page().call(call).map_err(died)?;
    BASE64.decode(answer.data).map_err(died)
}

/// Checks that a picture is a PNG of the right size.
fn check(picture: &[u8], width: u32) -> Result<()> {
    const BEGINNING: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
    let height = (width * HEIGHT).div_ceil(WIDTH);
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let sized = picture.strip_prefix(BEGINNING);
    if sized.is_some_and(|rest| rest.starts_with(&size)) {
        return Ok(());
    }
    Err(Error::new(
        Code::ExportIncomplete,
        "The browser's picture of a slide is not whole, so it was thrown away. The deck is \
         unchanged. Try again; if it happens again, update the browser.",
    )
    .because(format!("{:?}", sized.and_then(|rest| rest.get(..8)))))
}
