//! Tags and texts of an HTML source, with the place of every tag in it.
//!
//! What does not belong here: how elements nest.

use std::convert::Infallible;

use html5gum::emitters::default::{DefaultEmitter, Token};
use html5gum::{HtmlString, StringReader, Tokenizer, naive_next_state};

/// A tag, a text or something that shows nothing.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::deck) enum Piece {
    /// A start tag.
    Start(StartTag),
    /// An end tag: its name, and where it stands.
    End(String, usize, usize),
    /// Text, with its entities decoded.
    Text(String),
    /// A comment or a doctype, which ends at this byte.
    Silent(usize),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::deck) struct StartTag {
    /// The element's name in lower case.
    pub(in crate::deck) name: Box<str>,
    /// Names in lower case, values with their entities decoded.
    pub(in crate::deck) attributes: Vec<(Box<str>, Box<str>)>,
    /// Whether the tag ends with `/>`.
    pub(in crate::deck) is_self_closing: bool,
    /// First byte of the tag.
    pub(in crate::deck) start: usize,
    /// First byte after the tag.
    pub(in crate::deck) end: usize,
}

/// The pieces of an HTML source.
pub(in crate::deck) struct Pieces<'a> {
    tokenizer: Tokenizer<StringReader<'a>, DefaultEmitter<usize>>,
}

impl<'a> Pieces<'a> {
    /// Begins to read `source`.
    pub(in crate::deck) fn of(source: &'a str) -> Self {
        Self {
            tokenizer: Tokenizer::new_with_emitter(source, DefaultEmitter::new_with_span()),
        }
    }

    /// The next piece.
    ///
    /// What follows a start tag is read as markup until [`Pieces::enter`] says
    /// otherwise.
    pub(in crate::deck) fn next(&mut self) -> Option<Piece> {
        loop {
            let Ok(token): Result<_, Infallible> = self.tokenizer.next()?;
            return Some(match token {
                Token::StartTag(tag) => Piece::Start(StartTag {
                    name: text(&tag.name).into(),
                    attributes: tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (text(name).into(), text(&value.value).into()))
                        .collect(),
                    is_self_closing: tag.self_closing,
                    start: tag.span.start,
                    end: tag.span.end,
                }),
                Token::EndTag(tag) => Piece::End(text(&tag.name), tag.span.start, tag.span.end),
                Token::String(string) => Piece::Text(text(&string.value)),
                Token::Comment(comment) => Piece::Silent(comment.span.end),
                Token::Doctype(doctype) => Piece::Silent(doctype.span.end),
                Token::Error(_) => continue,
            });
        }
    }

    /// Reads on as the content of an HTML element of this name: `script`,
    /// `style`, `textarea` and a few others hold text that looks like tags.
    pub(in crate::deck) fn enter(&mut self, name: &str) {
        if let Some(state) = naive_next_state(name.as_bytes()) {
            self.tokenizer.set_state(state);
        }
    }
}

fn text(value: &HtmlString) -> String {
    String::from_utf8_lossy(value).into_owned()
}

/// Text of a piece of HTML as a reader sees it: entities decoded, paragraphs
/// on lines of their own, no tags, comments, scripts or styles.
pub(super) fn visible_text(source: &str) -> String {
    let mut pieces = Pieces::of(source);
    let mut visible = String::new();
    let mut is_hidden = false;
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Start(tag) => {
                pieces.enter(&tag.name);
                is_hidden = is_silent(&tag.name);
                if &*tag.name == "br" {
                    visible.push('\n');
                }
            }
            Piece::End(name, ..) => {
                is_hidden = false;
                if matches!(&*name, "p" | "div" | "li") {
                    visible.push('\n');
                }
            }
            Piece::Text(text) if !is_hidden => visible.push_str(&text),
            Piece::Text(_) | Piece::Silent(_) => {}
        }
    }
    visible
}

/// Whether a piece of HTML shows anything: text, or an element that shows
/// something of its own.
pub(super) fn shows_something(source: &str) -> bool {
    let mut pieces = Pieces::of(source);
    let mut is_hidden = false;
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Start(tag) if is_replaced(&tag.name) => return true,
            Piece::Start(tag) => {
                pieces.enter(&tag.name);
                is_hidden = is_silent(&tag.name);
            }
            Piece::End(..) => is_hidden = false,
            Piece::Text(text) if !is_hidden && !text.trim().is_empty() => return true,
            Piece::Text(_) | Piece::Silent(_) => {}
        }
    }
    false
}

/// Elements that show nothing by themselves, whatever they hold.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "link" | "meta" | "title" | "base" | "noscript" | "template"
    )
}

/// Elements that show something without holding text.
fn is_replaced(name: &str) -> bool {
    matches!(
        name,
        "img"
            | "canvas"
            | "svg"
            | "math"
            | "video"
            | "audio"
            | "picture"
            | "iframe"
            | "object"
            | "embed"
            | "hr"
            | "input"
            | "table"
            | "progress"
            | "meter"
    )
}

/// The text of a whole `title` element, whose content is not markup.
pub(super) fn text_of_title(source: &str) -> String {
    let mut pieces = Pieces::of(source);
    let mut text = String::new();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Start(tag) => pieces.enter(&tag.name),
            Piece::Text(part) => text.push_str(&part),
            Piece::End(..) | Piece::Silent(_) => {}
        }
    }
    text
}
