//! Printing: one call, the chosen pages, text as text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headless_chrome::Tab;
use headless_chrome::protocol::cdp::Page::PrintToPDF;
use lectern_core::Result;
use lectern_core::deck::page::{HEIGHT, WIDTH};
use lectern_core::model::SlideChoice;

use crate::page::died;

/// CSS pixels in an inch.
const PIXELS: f64 = 96.0;

/// Prints the page in `tab`: one sheet of paper for each slide of `slides`.
///
/// # Errors
/// `browser_died`.
pub(crate) fn print(tab: &Tab, slides: &SlideChoice) -> Result<Vec<u8>> {
    let answer = tab
        .call_method(PrintToPDF {
            // The browser reads ranges as people write them; none means all.
            page_ranges: Some(slides.to_string()),
            print_background: Some(true),
            // The page's own rule and the size here say the same.
            prefer_css_page_size: Some(true),
            paper_width: Some(f64::from(WIDTH) / PIXELS),
            paper_height: Some(f64::from(HEIGHT) / PIXELS),
            margin_top: Some(0.0),
            margin_bottom: Some(0.0),
            margin_left: Some(0.0),
            margin_right: Some(0.0),
            generate_tagged_pdf: Some(true),
            generate_document_outline: Some(true),
            ..PrintToPDF::default()
        })
        .map_err(died)?;
    BASE64.decode(answer.data).map_err(died)
}
