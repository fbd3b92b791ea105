//! The file as a whole: parts, what kind each is of, what leads from one to another, and
//! the archive (ECMA-376, part 2).
//!
//! What does not belong here: what is in the parts.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::xml::Element;

const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATIONSHIPS_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";
/// What the names of most kinds of relationships begin with.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// As zlib counts, from 0 to 9: the highest one that takes no time to speak of.
const COMPRESSION: i64 = 6;

/// What a part is to the one that leads to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    CoreProperties,
    /// Any other kind, by the last word of its name.
    Office(&'static str),
}

impl Relation {
    fn name(self) -> String {
        match self {
            Self::CoreProperties => {
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
                    .to_owned()
            }
            Self::Office(word) => [OFFICE, word].concat(),
        }
    }
}

/// What leads away from one part.
#[derive(Clone, Debug, Default)]
pub(super) struct Relationships {
    /// In the order of their numbers.
    entries: Vec<(Relation, Target)>,
    numbers: BTreeMap<(Relation, Target), usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    /// The full name of a part.
    Part(String),
    /// An address outside.
    Address(String),
}

impl Relationships {
    /// Leads to the part with this full name, and says by which id.
    pub(super) fn lead_to(&mut self, relation: Relation, part: &str) -> String {
        self.add(relation, Target::Part(part.to_owned()))
    }

    /// Leads to an address outside, and says by which id.
    pub(super) fn lead_out(&mut self, relation: Relation, address: &str) -> String {
        self.add(relation, Target::Address(address.to_owned()))
    }

    fn add(&mut self, relation: Relation, target: Target) -> String {
        let key = (relation, target);
        let next = self.entries.len() + 1;
        let number = *self.numbers.entry(key.clone()).or_insert(next);
        if number == next {
            self.entries.push(key);
        }
        ["rId", &number.to_string()].concat()
    }

    /// As markup, for the part with this full name.
    fn element(&self, part: &str) -> Element {
        let entries = self.entries.iter().enumerate();
        let root = Element::new("Relationships").with("xmlns", RELATIONSHIPS);
        root.holding_all(entries.map(|(index, (relation, target))| {
            let entry = Element::new("Relationship")
                .with("Id", ["rId", &(index + 1).to_string()].concat())
                .with("Type", relation.name());
            match target {
                Target::Part(name) => entry.with("Target", relative(part, name)),
                Target::Address(address) => entry
                    .with("Target", address.as_str())
                    .with("TargetMode", "External"),
            }
        }))
    }
}

/// A part's name as seen from another.
fn relative(from: &str, to: &str) -> String {
    let folders = |name: &str| -> Vec<String> { name.split('/').map(str::to_owned).collect() };
    let (from, to) = (folders(from), folders(to));
    let common = from
        .iter()
        .zip(&to)
        .take(from.len().saturating_sub(1))
        .take_while(|(one, other)| one == other)
        .count();
    let ups = from.len().saturating_sub(common + 1);
    let mut steps = vec!["..".to_owned(); ups];
    steps.extend(to.into_iter().skip(common));
    steps.join("/")
}

/// A file of the package.
#[derive(Debug)]
struct Part {
    /// Its full name, without the slash at its front.
    name: String,
    bytes: Vec<u8>,
    /// Whether deflate makes it smaller.
    shrinks: bool,
}

/// The package, as far as it is written.
#[derive(Debug, Default)]
pub(super) struct Package {
    parts: Vec<Part>,
    /// Kinds by the endings of names.
    defaults: BTreeMap<&'static str, &'static str>,
    /// Kinds of single parts, in the order in which they were added.
    overrides: Vec<(String, &'static str)>,
}

impl Package {
    /// Adds a part of XML and what leads away from it.
    ///
    /// # Errors
    /// As [`Element::part`].
    pub(super) fn add_markup(
        &mut self,
        name: &str,
        kind: &'static str,
        root: &Element,
        relationships: &Relationships,
    ) -> std::io::Result<()> {
        self.add_xml(name, kind, root.part()?, relationships)
    }

    /// Adds a part of XML that is written already, and what leads away from it.
    ///
    /// # Errors
    /// As [`Element::part`].
    pub(super) fn add_xml(
        &mut self,
        name: &str,
        kind: &'static str,
        bytes: Vec<u8>,
        relationships: &Relationships,
    ) -> std::io::Result<()> {
        self.push(name, bytes, true);
        self.overrides.push((["/", name].concat(), kind));
        self.relate(name, relationships)
    }

    /// Adds a part whose kind the ending of its name tells. `shrinks` says whether it is
    /// not packed already.
    pub(super) fn add_file(
        &mut self,
        name: &str,
        (ending, kind): (&'static str, &'static str),
        bytes: Vec<u8>,
        shrinks: bool,
    ) {
        self.defaults.insert(ending, kind);
        self.push(name, bytes, shrinks);
    }

    /// Adds what leads from a part, or from the package as a whole if the name is empty.
    ///
    /// # Errors
    /// As [`Element::part`].
    pub(super) fn relate(
        &mut self,
        name: &str,
        relationships: &Relationships,
    ) -> std::io::Result<()> {
        if relationships.entries.is_empty() {
            return Ok(());
        }
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = [folder, slash, "_rels/", file, ".rels"].concat();
        self.push(&path, relationships.element(name).part()?, true);
        Ok(())
    }

    fn push(&mut self, name: &str, bytes: Vec<u8>, shrinks: bool) {
        self.parts.push(Part {
            name: name.to_owned(),
            bytes,
            shrinks,
        });
    }

    /// The archive. Its list of kinds is its first file, as readers of streams need it,
    /// and no file has a time of its own.
    ///
    /// # Errors
    /// As the archive's own: a file that is larger than the format takes.
    pub(super) fn archive(mut self) -> ZipResult<Vec<u8>> {
        let kinds = self.kinds().part()?;
        self.parts.insert(
            0,
            Part {
                name: "[Content_Types].xml".to_owned(),
                bytes: kinds,
                shrinks: true,
            },
        );
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for part in self.parts {
            let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
            let options = if part.shrinks {
                options
                    .compression_method(CompressionMethod::Deflated)
                    .compression_level(Some(COMPRESSION))
            } else {
                options.compression_method(CompressionMethod::Stored)
            };
            archive.start_file(part.name, options)?;
            archive.write_all(&part.bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn kinds(&self) -> Element {
        let standing = [("rels", RELATIONSHIPS_TYPE), ("xml", "application/xml")];
        let endings = standing
            .into_iter()
            .chain(self.defaults.iter().map(|(ending, kind)| (*ending, *kind)));
        Element::new("Types")
            .with("xmlns", CONTENT_TYPES)
            .holding_all(endings.map(|(ending, kind)| {
                Element::new("Default")
                    .with("Extension", ending)
                    .with("ContentType", kind)
            }))
            .holding_all(self.overrides.iter().map(|(name, kind)| {
                Element::new("Override")
                    .with("PartName", name.as_str())
                    .with("ContentType", *kind)
            }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_from_where_they_are_led_to() {
        let names = [
            ("", "ppt/presentation.xml", "ppt/presentation.xml"),
            (
                "ppt/presentation.xml",
                "ppt/slides/slide1.xml",
                "slides/slide1.xml",
            ),
            (
                "ppt/slides/slide1.xml",
                "ppt/media/image1.png",
                "../media/image1.png",
            ),
            (
                "ppt/slides/slide1.xml",
                "ppt/slides/slide2.xml",
                "slide2.xml",
            ),
        ];
        for (from, to, expected) in names {
            assert_eq!(relative(from, to), expected, "from {from} to {to}");
        }
    }

    #[test]
    fn the_same_target_has_one_id() {
        let mut relationships = Relationships::default();
        let image = Relation::Office("image");
        assert_eq!(relationships.lead_to(image, "a"), "rId1");
        assert_eq!(relationships.lead_to(image, "b"), "rId2");
        assert_eq!(relationships.lead_to(image, "a"), "rId1");
        assert_eq!(relationships.lead_out(image, "a"), "rId3");
    }
}
