//! The finished file: whole or an error, and the same bytes for the same deck.
//!
//! What does not belong here: changing what the pages show.

use std::ops::Range;

use lectern_core::{Code, Error, Result};
use lopdf::{Dictionary, Document, Object};

/// A page in points: 1280x720 CSS pixels.
const WIDTH: f32 = 960.0;
const HEIGHT: f32 = 540.0;
/// How far a page's size may be off by rounding, in points.
const ROUNDING: f32 = 0.01;

/// Checks that `file` holds exactly `slides` pages of the right size, and takes
/// out what would differ between two exports of the same deck.
///
/// # Errors
/// `export_incomplete`.
pub(crate) fn finish(mut file: Vec<u8>, slides: usize) -> Result<Vec<u8>> {
    check(&file, slides).map_err(|fault| {
        Error::new(
            Code::ExportIncomplete,
            "The browser's file does not hold one page for each slide, so it was thrown away. \
             No file was written, and the deck is unchanged. A slide's styles may break it up; \
             try again without the last slide that you changed.",
        )
        .because(fault)
    })?;
    hide_dates(&mut file);
    hide_creator(&mut file);
    Ok(file)
}

fn check(file: &[u8], slides: usize) -> Result<(), String> {
    let end = file.len().saturating_sub(32);
    let tail = file.get(end..).unwrap_or_default();
    if !file.starts_with(b"%PDF-") || find(tail, b"%%EOF").is_none() {
        return Err("no PDF header or end".to_owned());
    }
    let document = Document::load_mem(file).map_err(|error| error.to_string())?;
    let pages = document.get_pages();
    if pages.len() != slides {
        return Err(format!("{} pages for {slides} slides", pages.len()));
    }
    for (number, id) in pages {
        let page = document
            .get_dictionary(id)
            .map_err(|error| error.to_string())?;
        let size = size(&document, page).ok_or(format!("page {number} has no size"))?;
        let is_right = (size.0 - WIDTH).abs() < ROUNDING && (size.1 - HEIGHT).abs() < ROUNDING;
        if !is_right {
            return Err(format!("page {number} is {} by {} points", size.0, size.1));
        }
    }
    Ok(())
}

/// Width and height of a page, which may stand in one of its parents.
fn size(document: &Document, page: &Dictionary) -> Option<(f32, f32)> {
    let numbers: Option<Vec<f32>> = match page.get(b"MediaBox") {
        Ok(Object::Array(edges)) => edges.iter().map(|edge| edge.as_float().ok()).collect(),
        _ => {
            let parent = page.get(b"Parent").ok()?.as_reference().ok()?;
            return size(document, document.get_dictionary(parent).ok()?);
        }
    };
    match numbers?.as_slice() {
        [left, bottom, right, top] => Some((right - left, top - bottom)),
        _ => None,
    }
}

/// Blanks the dates in place, so that all offsets in the file stay right.
fn hide_dates(file: &mut [u8]) {
    for name in [&b"/CreationDate ("[..], b"/ModDate ("] {
        if let Some(entry) = entry(file, name) {
            file[entry].fill(b' ');
        }
    }
}

/// The browser signs with the line that it sends to web sites.
fn hide_creator(file: &mut [u8]) {
    const NAME: &[u8] = b"/Creator (Lectern)";
    if let Some(entry) = entry(file, b"/Creator (").filter(|entry| entry.len() >= NAME.len()) {
        let (name, rest) = file[entry].split_at_mut(NAME.len());
        name.copy_from_slice(NAME);
        rest.fill(b' ');
    }
}

/// Where the entry of the information dictionary that begins with `name`
/// stands. The browser writes that dictionary first, before anything of a deck.
fn entry(file: &[u8], name: &[u8]) -> Option<Range<usize>> {
    const BEGINNING: usize = 4096;
    let beginning = file.get(..BEGINNING).unwrap_or(file);
    let start = find(beginning, name)?;
    let mut is_escaped = false;
    for (offset, byte) in beginning.iter().enumerate().skip(start + name.len()) {
        match byte {
            b')' if !is_escaped => return Some(start..offset + 1),
            _ => is_escaped = *byte == b'\\' && !is_escaped,
        }
    }
    None
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
