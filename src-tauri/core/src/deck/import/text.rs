//! From bytes to text: which encoding, which format, and what to say of files
//! that are neither HTML nor JSON.
//!
//! What does not belong here: reading the HTML or JSON itself.

use std::borrow::Cow;

use crate::{Error, Result};

/// The formats that import reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A JSON document.
    Json,
    /// An HTML document or a piece of one.
    Html,
}

/// The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with
/// one.
pub(super) fn decode(content: &[u8]) -> Result<Cow<'_, str>> {
    if content.is_empty() {
        return Err(refused("The file is empty."));
    }
    if let Some(units) = content.strip_prefix(b"\xff\xfe") {
        return decode_utf16(units, u16::from_le_bytes);
    }
    if let Some(units) = content.strip_prefix(b"\xfe\xff") {
        return decode_utf16(units, u16::from_be_bytes);
    }
    if let Some(kind) = binary_kind(content) {
        return Err(refused(format!(
            "This is {kind}; Lectern imports decks as HTML or JSON."
        )));
    }
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
    match std::str::from_utf8(content) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => Err(refused(format!(
            "The file is not UTF-8 text: byte {} cannot be read. \
             Save it as UTF-8 and import it again.",
            error.valid_up_to()
        ))),
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().copied().map(unit);
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut byte = 2;
    for character in char::decode_utf16(units) {
        let character = character.map_err(|_| broken_utf16(byte))?;
        byte += character.len_utf16() * 2;
        text.push(character);
    }
    if rest.is_empty() {
        Ok(Cow::Owned(text))
    } else {
        Err(broken_utf16(byte))
    }
}

fn broken_utf16(byte: usize) -> Error {
    refused(format!(
        "The file is UTF-16 text that breaks off: byte {byte} cannot be read. \
         Save it as UTF-8 and import it again."
    ))
}

/// What a file looks like by its first bytes, when it is no text.
fn binary_kind(content: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 11] = [
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"RIFF", "a WebP image or another media file"),
        (b"%PDF", "a PDF"),
        (b"\xd0\xcf\x11\xe0", "an old PowerPoint or Office file"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"SQLite format 3\0", "a SQLite database"),
        (b"\x7fELF", "a program"),
    ];
    if content.starts_with(b"PK\x03\x04") || content.starts_with(b"PK\x05\x06") {
        return Some(zip_kind(content));
    }
    let start = STARTS.iter().find(|(start, _)| content.starts_with(start));
    start.map(|(_, kind)| *kind)
}

/// Office files are ZIP archives; the names of their parts tell which.
fn zip_kind(content: &[u8]) -> &'static str {
    let holds = |name: &[u8]| content.windows(name.len()).any(|window| window == name);
    if holds(b"ppt/") {
        "a PowerPoint file"
    } else if holds(b"word/") {
        "a Word file"
    } else if holds(b"xl/") {
        "an Excel file"
    } else {
        "a ZIP archive"
    }
}

/// Which format a text is in.
pub(super) fn format(text: &str) -> Result<Format> {
    let visible = text.trim_start();
    match visible.chars().next() {
        None => Err(refused("The file holds nothing but blanks.")),
        Some('{' | '[') => Ok(Format::Json),
        Some(_) if holds_markup(visible) => Ok(Format::Html),
        Some(_) => Err(refused(
            "The file is plain text from line 1 on: it holds no HTML element and \
             does not begin with { or [ as JSON does. \
             Lectern imports decks as HTML or JSON.",
        )),
    }
}

/// Whether there is a `<` that opens a tag, a comment or a doctype.
fn holds_markup(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || pair[1] == b'!'))
}

fn refused(message: impl Into<String>) -> Error {
    Error::invalid("file", message)
}
