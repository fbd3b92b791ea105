//! Printing: one call, the chosen pages, text as text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headless_chrome::protocol::cdp::IO;
use headless_chrome::protocol::cdp::Page::{PrintToPDF, PrintToPDFTransfer_modeOption};
use lectern_core::Result;
use lectern_core::deck::page::{HEIGHT, WIDTH};

use crate::browser::Session;
use crate::page::died;

/// CSS pixels in an inch.
const PIXELS: f64 = 96.0;
/// Bytes of the file that are asked for at once.
const PIECE: u32 = 512 * 1024;

/// Prints pages of what `page` shows, such as `1-5,8`; all where nothing is said.
///
/// # Errors
/// `browser_died`.
pub(crate) fn print(page: &Session, pages: String) -> Result<Vec<u8>> {
    let printed = page
        .call(PrintToPDF {
            page_ranges: Some(pages),
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
            // In pieces, so that a large file is not held several times over.
            transfer_mode: Some(PrintToPDFTransfer_modeOption::ReturnAsStream),
            ..PrintToPDF::default()
        })
        .map_err(died)?;
    let stream = printed
        .stream
        .ok_or_else(|| died("the file has no stream"))?;
    read(page, &stream)
}

fn read(page: &Session, stream: &str) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    loop {
        let piece = page
            .call(IO::Read {
                handle: stream.to_owned(),
                offset: None,
                size: Some(PIECE),
            })
            .map_err(died)?;
        if piece.base_64_encoded == Some(true) {
            BASE64.decode_vec(&piece.data, &mut file).map_err(died)?;
        } else {
            file.extend_from_slice(piece.data.as_bytes());
        }
        if piece.eof {
            page.send(IO::Close {
                handle: stream.to_owned(),
            });
            return Ok(file);
        }
    }
}
