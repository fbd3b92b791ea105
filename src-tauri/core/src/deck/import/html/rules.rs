//! Which elements end which: the part of the HTML standard that decides where
//! an element ends when its end tag is missing or misplaced.
//!
//! What does not belong here: slides.

/// Elements without content and end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose end tag ends only themselves, however they are nested
/// (`<b><div></b></div>`).
pub(super) fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Elements that an end tag of an ordinary element (`</span>`) cannot end.
pub(super) fn is_special(name: &str) -> bool {
    is_heading(name)
        || closes_paragraph(name)
        || is_scope(name)
        || matches!(
            name,
            "body"
                | "br"
                | "button"
                | "col"
                | "colgroup"
                | "dd"
                | "dt"
                | "embed"
                | "hr"
                | "iframe"
                | "img"
                | "input"
                | "li"
                | "link"
                | "meta"
                | "noscript"
                | "p"
                | "script"
                | "select"
                | "source"
                | "style"
                | "tbody"
                | "textarea"
                | "tfoot"
                | "thead"
                | "title"
                | "tr"
                | "wbr"
        )
}

/// Elements that no end tag from inside ends, but their own.
pub(super) fn is_scope(name: &str) -> bool {
    is_table_scope(name)
        || matches!(
            name,
            "td" | "th" | "caption" | "object" | "applet" | "marquee" | "foreignobject"
        )
}

/// As [`is_scope`], for the end tags of tables and their parts.
pub(super) fn is_table_scope(name: &str) -> bool {
    matches!(name, "table" | "template")
}

/// Tables and their parts.
pub(super) fn is_table_part(name: &str) -> bool {
    matches!(
        name,
        "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption"
    )
}

/// `h1` to `h6`: the end tag of any of them ends any other.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements whose start tag ends an open paragraph.
fn closes_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "ul"
            | "listing"
            | "xmp"
            | "plaintext"
    )
}

/// HTML elements that cannot stand in SVG or MathML: their start tag ends it.
pub(super) fn breaks_out_of_foreign(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "b" | "big"
                | "blockquote"
                | "br"
                | "center"
                | "code"
                | "dd"
                | "div"
                | "dl"
                | "dt"
                | "em"
                | "embed"
                | "hr"
                | "i"
                | "img"
                | "li"
                | "menu"
                | "nobr"
                | "ol"
                | "p"
                | "pre"
                | "ruby"
                | "s"
                | "small"
                | "span"
                | "strong"
                | "strike"
                | "sub"
                | "sup"
                | "table"
                | "tt"
                | "u"
                | "ul"
                | "var"
        )
}

/// What a start tag ends before it begins.
pub(super) struct Implied {
    /// Elements that it ends.
    pub(super) ends: &'static [&'static str],
    /// Whether the search for them stops at this element.
    pub(super) stops_at: fn(&str) -> bool,
}

/// The elements that a start tag of this name ends.
pub(super) fn implied_by(name: &str) -> Option<Implied> {
    let (ends, stops_at): (&'static [&'static str], fn(&str) -> bool) = match name {
        "li" => (&["li"], stops_item),
        "dd" | "dt" => (&["dd", "dt"], stops_item),
        "option" => (&["option"], is_special),
        "optgroup" => (&["option", "optgroup"], |name| name == "select"),
        "td" | "th" => (&["td", "th"], is_table_scope),
        "tr" => (&["tr"], is_table_scope),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], is_table_scope),
        "button" => (&["button"], is_scope),
        _ if closes_paragraph(name) || is_heading(name) || matches!(name, "p" | "hr") => {
            (&["p"], |name| is_scope(name) || name == "button")
        }
        _ => return None,
    };
    Some(Implied { ends, stops_at })
}

fn stops_item(name: &str) -> bool {
    is_special(name) && !matches!(name, "address" | "div" | "p")
}
