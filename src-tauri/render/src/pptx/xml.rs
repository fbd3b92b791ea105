//! Markup as a tree that is written at once.
//!
//! An attribute's value is a word or a whole number, never a fraction: a number that is
//! none cannot get into a file. What does not belong here: what the elements mean.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The namespaces that every part's outermost element names.
const NAMESPACES: [(&str, &str); 3] = [
    (
        "xmlns:a",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "xmlns:p",
        "http://schemas.openxmlformats.org/presentationml/2006/main",
    ),
];

/// An element with its attributes and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Element(Element),
    Text(String),
}

/// What an attribute can be.
pub(super) trait Value {
    /// As it is written.
    fn written(self) -> String;
}

impl Value for &str {
    fn written(self) -> String {
        legal(self)
    }
}

impl Value for String {
    fn written(self) -> String {
        legal(&self)
    }
}

impl Value for bool {
    fn written(self) -> String {
        if self { "1" } else { "0" }.to_owned()
    }
}

impl Value for i64 {
    fn written(self) -> String {
        self.to_string()
    }
}

impl Value for usize {
    fn written(self) -> String {
        self.to_string()
    }
}

impl Element {
    /// An empty element.
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            content: Vec::new(),
        }
    }

    /// A part's outermost element, which names the usual namespaces.
    pub(super) fn root(name: &'static str) -> Self {
        NAMESPACES
            .iter()
            .fold(Self::new(name), |root, (prefix, address)| {
                root.with(prefix, *address)
            })
    }

    /// The same with an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl Value) -> Self {
        self.attributes.push((name, value.written()));
        self
    }

    /// The same with an attribute, if there is a value.
    pub(super) fn with_some(self, name: &'static str, value: Option<impl Value>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The same by another name.
    pub(super) fn renamed(&self, name: &'static str) -> Self {
        Self {
            name,
            ..self.clone()
        }
    }

    /// The same with another element at its end.
    pub(super) fn holding(mut self, child: Self) -> Self {
        self.content.push(Node::Element(child));
        self
    }

    /// The same with other elements at its end: several, or one that may be absent.
    pub(super) fn holding_all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.content.extend(children.into_iter().map(Node::Element));
        self
    }

    /// The same with text at its end, without what XML cannot hold.
    pub(super) fn saying(mut self, text: &str) -> Self {
        self.content.push(Node::Text(legal(text)));
        self
    }

    /// The part that begins with this element.
    ///
    /// # Errors
    /// As the writer's own; none is known for writing to memory.
    pub(super) fn part(&self) -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new());
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), Some("yes"));
        writer.write_event(Event::Decl(declaration))?;
        self.write(&mut writer)?;
        Ok(writer.into_inner())
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let mut start = BytesStart::new(self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((*name, value.as_str()));
        }
        if self.content.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        for node in &self.content {
            match node {
                Node::Element(element) => element.write(writer)?,
                Node::Text(text) => writer.write_event(Event::Text(BytesText::new(text)))?,
            }
        }
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// Text without the characters that XML 1.0 cannot hold (production 2, `Char`).
pub(super) fn legal(text: &str) -> String {
    text.chars()
        .filter(
            |character| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..),
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        let part = Element::new("a:t")
            .with("name", "\u{1}a\u{FFFF}\"")
            .saying("x\u{0}\u{B}<\u{FFFE}\u{1F600}&")
            .part()
            .unwrap();
        assert_eq!(
            String::from_utf8(part).unwrap(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
             <a:t name=\"a&quot;\">x&lt;\u{1F600}&amp;</a:t>"
        );
    }
}
