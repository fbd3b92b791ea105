//! The deck's stylesheet, from the styles that stand outside slides.
//!
//! What does not belong here: styles inside a slide, which stay in its markup.

use super::tree::{Element, Tree};

/// Collects the styles among `outside` into one sheet, in document order.
/// Linked sheets become `@import`, and imports come first, since a browser
/// ignores them anywhere else.
pub(super) fn collect(source: &str, tree: &Tree, outside: &[usize]) -> String {
    let sheets: Vec<Sheet> = outside
        .iter()
        .filter_map(|&element| sheet(source, &tree.elements[element]))
        .collect();
    if let [
        Sheet {
            css,
            media: None,
            is_link: false,
        },
    ] = &sheets[..]
    {
        return css.clone();
    }
    let mut imports = String::new();
    let mut rules = String::new();
    for sheet in &sheets {
        let (leading, rest) = leading_imports(&sheet.css);
        for import in leading {
            push_line(&mut imports, &with_media(import, sheet.media.as_deref()));
        }
        match &sheet.media {
            None => push_line(&mut rules, rest),
            Some(media) => push_line(&mut rules, &in_media(rest, media)),
        }
    }
    push_line(&mut imports, &rules);
    imports
}

/// Whether this element brings a style that [`collect`] takes.
pub(super) fn is_stylesheet(element: &Element) -> bool {
    match &*element.name {
        "style" => {
            let kind = element.attribute("type").unwrap_or_default().trim();
            kind.is_empty() || kind.eq_ignore_ascii_case("text/css")
        }
        "link" => {
            let relations = element.attribute("rel").unwrap_or_default();
            let has = |name: &str| {
                let mut names = relations.split_ascii_whitespace();
                names.any(|found| found.eq_ignore_ascii_case(name))
            };
            has("stylesheet") && !has("alternate") && element.attribute("href").is_some()
        }
        _ => false,
    }
}

struct Sheet {
    css: String,
    media: Option<String>,
    is_link: bool,
}

fn sheet(source: &str, element: &Element) -> Option<Sheet> {
    if !is_stylesheet(element) {
        return None;
    }
    let media = element.attribute("media").map(str::trim);
    let media = media.filter(|media| !media.is_empty() && !media.eq_ignore_ascii_case("all"));
    let media = media.map(str::to_owned);
    let Some(address) = element
        .attribute("href")
        .filter(|_| &*element.name == "link")
    else {
        return Some(Sheet {
            css: source[element.content_start..element.content_end].to_owned(),
            media,
            is_link: false,
        });
    };
    let address = quoted(address);
    let css = match media {
        None => format!("@import url(\"{address}\");"),
        Some(media) => format!("@import url(\"{address}\") {media};"),
    };
    Some(Sheet {
        css,
        media: None,
        is_link: true,
    })
}

/// An address as it stands between quotes in a stylesheet.
fn quoted(address: &str) -> String {
    let mut quoted = String::with_capacity(address.len());
    for character in address.trim().chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            '\n' | '\r' | '\x0c' => {}
            _ => quoted.push(character),
        }
    }
    quoted
}

fn with_media(import: &str, media: Option<&str>) -> String {
    match media {
        None => import.to_owned(),
        Some(media) => format!("{} {media};", import.trim_end_matches(';')),
    }
}

fn in_media(css: &str, media: &str) -> String {
    if css.trim().is_empty() {
        return String::new();
    }
    format!("@media {media} {{\n{css}\n}}")
}

fn push_line(css: &mut String, part: &str) {
    if part.trim().is_empty() {
        return;
    }
    if !css.is_empty() && !css.ends_with('\n') {
        css.push('\n');
    }
    css.push_str(part);
}

/// The `@import` and `@charset` statements at the beginning of a stylesheet,
/// and the rest of it.
fn leading_imports(css: &str) -> (Vec<&str>, &str) {
    let mut imports = Vec::new();
    let mut rest = css;
    loop {
        let statement = &rest[skip_blanks_and_comments(rest)..];
        let begins = |keyword: &str| {
            let start = statement.get(..keyword.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(keyword))
        };
        if !begins("@import") && !begins("@charset") {
            return (imports, rest);
        }
        let (import, after) = statement.split_at(statement_length(statement));
        imports.push(import);
        rest = after;
    }
}

fn skip_blanks_and_comments(css: &str) -> usize {
    let mut rest = css.trim_start();
    while let Some(comment) = rest.strip_prefix("/*") {
        let end = comment.find("*/").map_or(comment.len(), |end| end + 2);
        rest = comment[end..].trim_start();
    }
    css.len() - rest.len()
}

/// The length of a statement with its `;`, which may also stand inside quotes
/// or parentheses (font services put it into addresses).
fn statement_length(css: &str) -> usize {
    let mut quote = None;
    let mut is_in_parentheses = false;
    let mut is_escaped = false;
    for (index, byte) in css.bytes().enumerate() {
        if is_escaped {
            is_escaped = false;
            continue;
        }
        match (byte, quote) {
            (b'\\', _) => is_escaped = true,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            (b'(', None) => is_in_parentheses = true,
            (b')', None) => is_in_parentheses = false,
            (b';', None) if !is_in_parentheses => return index + 1,
            _ => {}
        }
    }
    css.len()
}
