//! The addresses that a stylesheet names: what it imports, its fonts and its
//! pictures.
//!
//! What does not belong here: whether an address can be reached.

/// What a stylesheet wants an address for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Another stylesheet.
    Style,
    /// A font.
    Font,
    /// Anything else: pictures, masks, cursors.
    Picture,
}

/// The addresses in a stylesheet, or in the declarations of a `style`
/// attribute, in their order.
pub(super) fn addresses(css: &str) -> Vec<(Purpose, String)> {
    let mut scanner = Scanner {
        rest: css,
        depth: 0,
        font_face: None,
        statement: Statement::Other,
        found: Vec::new(),
    };
    while scanner.step() {}
    scanner.found
}

/// What the statement that is being read is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Statement {
    Import,
    FontFace,
    /// Its address is a name, and nothing is loaded from there.
    Namespace,
    Other,
}

struct Scanner<'a> {
    rest: &'a str,
    /// Open braces.
    depth: usize,
    /// The depth inside a `@font-face`.
    font_face: Option<usize>,
    statement: Statement,
    found: Vec<(Purpose, String)>,
}

impl Scanner<'_> {
    /// Reads one token; whether there was one.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        if let Some(comment) = self.rest.strip_prefix("/*") {
            let end = comment.find("*/").map_or(comment.len(), |end| end + 2);
            self.rest = &comment[end..];
            return true;
        }
        match first {
            '"' | '\'' => {
                let address = self.quoted(first);
                if self.statement == Statement::Import {
                    self.find(address);
                }
            }
            '@' => {
                self.rest = &self.rest[1..];
                self.statement = match self.name().to_ascii_lowercase().as_str() {
                    "import" => Statement::Import,
                    "font-face" => Statement::FontFace,
                    "namespace" => Statement::Namespace,
                    _ => Statement::Other,
                };
            }
            _ if is_name(first) => self.word(),
            _ => self.punctuation(first),
        }
        true
    }

    fn word(&mut self) {
        let name = self.name();
        if !name.eq_ignore_ascii_case("url") || !self.rest.starts_with('(') {
            return;
        }
        self.rest = self.rest[1..].trim_start();
        let address = match self.rest.chars().next() {
            Some(quote @ ('"' | '\'')) => self.quoted(quote),
            _ => self.until(|character| character == ')').trim().to_owned(),
        };
        if self.statement != Statement::Namespace {
            self.find(address);
        }
    }

    fn punctuation(&mut self, first: char) {
        self.rest = &self.rest[first.len_utf8()..];
        match first {
            '{' => {
                self.depth += 1;
                if self.statement == Statement::FontFace {
                    self.font_face = Some(self.depth);
                }
                self.statement = Statement::Other;
            }
            '}' => {
                if self.font_face == Some(self.depth) {
                    self.font_face = None;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            ';' => self.statement = Statement::Other,
            _ => {}
        }
    }

    fn find(&mut self, address: String) {
        let purpose = if self.statement == Statement::Import {
            // What follows are conditions.
            self.statement = Statement::Other;
            Purpose::Style
        } else if self.font_face.is_some() {
            Purpose::Font
        } else {
            Purpose::Picture
        };
        self.found.push((purpose, address));
    }

    fn name(&mut self) -> String {
        self.until(|character| !is_name(character))
    }

    /// A string, of which the opening quote comes next. A line break ends one
    /// that nobody closed.
    fn quoted(&mut self, quote: char) -> String {
        self.rest = &self.rest[1..];
        let text = self.until(|character| character == quote || character == '\n');
        let closing = self.rest.chars().next().map_or(0, char::len_utf8);
        self.rest = &self.rest[closing..];
        text
    }

    /// The text up to a character that ends it, its escapes resolved.
    fn until(&mut self, ends: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(next) = self.rest.chars().next() {
            if next != '\\' {
                if ends(next) {
                    break;
                }
                text.push(next);
                self.rest = &self.rest[next.len_utf8()..];
                continue;
            }
            self.rest = &self.rest[1..];
            text.extend(self.escaped());
        }
        text
    }

    /// What an escape stands for; a line break after the backslash is nothing.
    fn escaped(&mut self) -> Option<char> {
        let is_digit = |character: char| character.is_ascii_hexdigit();
        let digits = self.rest.chars().take(6).take_while(|&one| is_digit(one));
        let length = digits.count();
        let (code, rest) = self.rest.split_at(length);
        let next = rest.chars().next();
        if length == 0 {
            self.rest = &rest[next.map_or(0, char::len_utf8)..];
            return next.filter(|&next| next != '\n');
        }
        let blank = next.filter(char::is_ascii_whitespace);
        self.rest = &rest[blank.map_or(0, char::len_utf8)..];
        u32::from_str_radix(code, 16).ok().and_then(char::from_u32)
    }
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '-' | '_' | '\\')
        || !character.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(css: &str) -> Vec<(Purpose, String)> {
        addresses(css)
    }

    #[test]
    fn each_address_is_found_with_its_purpose() {
        let css = r#"
            @charset "utf-8"; @import "a.css"; @IMPORT url(b.css) supports(display: grid) screen;
            @namespace svg url(http://www.w3.org/2000/svg);
            @media print { @font-face { font-family: "url(no)"; src: local("x"), url('c.woff2') } }
            .a { background: URL( d.png ) , url("e(1).png") }
            /* url(no) @import "no"; */
            .b::after { content: "url(no)" } .url { color: red }
            .c { mask: url(f\)\20 g.svg); cursor: url(data:x) }
        "#;
        let names = [
            (Purpose::Style, "a.css"),
            (Purpose::Style, "b.css"),
            (Purpose::Font, "c.woff2"),
            (Purpose::Picture, "d.png"),
            (Purpose::Picture, "e(1).png"),
            (Purpose::Picture, "f) g.svg"),
            (Purpose::Picture, "data:x"),
        ];
        let expected = names.map(|(purpose, address)| (purpose, address.to_owned()));
        assert_eq!(found(css), expected);
    }

    #[test]
    fn broken_sheets_come_to_an_end() {
        for css in [
            "url(",
            "url('",
            "\\",
            "@",
            "@import",
            "/*",
            "a{b:url(x",
            "}}}",
            "\"\\",
        ] {
            assert!(found(css).len() <= 1, "{css}");
        }
        assert_eq!(
            found("a{background:url(x"),
            [(Purpose::Picture, "x".to_owned())]
        );
    }
}
