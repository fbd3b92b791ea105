//! Reading a drawing, which may be made to do harm.
//!
//! The reader of SVG, `usvg`, follows every reference: a few lines can make it build
//! millions of elements, or call itself until there is no room left. So everything is
//! counted before it sees a drawing, and what it would leave out silently is refused.

use std::collections::{HashMap, HashSet};

use usvg::roxmltree::{Document, Node, ParsingOptions};
use usvg::{ImageHrefResolver, Options, Tree};

/// Bytes: a drawing that is edited is not that large.
const LARGEST: usize = 2 * 1024 * 1024;
/// Elements and texts of a drawing as it is written.
const MOST_NODES: u32 = 20_000;
/// Elements of a drawing, those that are used elsewhere counted there again.
const MOST_ELEMENTS: usize = 5_000;
/// Elements within each other. The reader calls itself for each of them.
const DEEPEST: usize = 64;
/// Clip paths and markers. The reader compares each of them with all elements.
const MOST_DEFINITIONS: usize = 100;
/// Elements of markers, counted for each place where one could stand.
const MOST_MARKED: usize = 200_000;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A drawing that was read.
pub(super) struct Drawing {
    pub(super) tree: Tree,
    /// Whether what is outside its place is shown.
    pub(super) overflows: bool,
    /// The ids of paths whose lines are as wide as they say, whatever their scale.
    pub(super) fixed_lines: HashSet<String>,
}

/// Reads a drawing; nothing if it is broken, has too much of something, or something in
/// it that is known to be no shape.
pub(super) fn read(svg: &str) -> Option<Drawing> {
    let document = parse(svg)?;
    let mut survey = Survey::of(&document)?;
    survey.look()?;
    let options = Options {
        // Nothing is fetched, and least of all from files.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Some(Drawing {
        tree: Tree::from_xmltree(&document, &options).ok()?,
        overflows: document.root_element().attribute("overflow") == Some("visible"),
        fixed_lines: survey.fixed_lines,
    })
}

/// Whether a file of these words runs nothing and needs nothing from elsewhere.
pub(super) fn stands_alone(svg: &str) -> bool {
    let Some(document) = parse(svg) else {
        return false;
    };
    let mut elements = document.descendants().filter(Node::is_element);
    elements.all(|element| {
        let name = element.tag_name();
        let runs = matches!(
            name.name(),
            "script" | "foreignObject" | "style" | "handler"
        );
        let mut attributes = element.attributes();
        name.namespace() == Some(SVG)
            && !runs
            && attributes.all(|attribute| {
                let is_handler = attribute.name().to_ascii_lowercase().starts_with("on");
                let is_inside = match attribute.name() {
                    "href" | "src" => is_inside(attribute.value()),
                    _ => urls(attribute.value()).all(|url| url.starts_with('#')),
                };
                !is_handler && is_inside
            })
    })
}

fn is_inside(address: &str) -> bool {
    let pictures = ["png", "jpeg", "gif", "webp"];
    let is_picture = |kind: &str| address.starts_with(&format!("data:image/{kind};base64,"));
    address.starts_with('#') || pictures.into_iter().any(is_picture)
}

/// What stands in the brackets of a value of CSS that may hold addresses. Escapes may
/// hide one.
fn urls(value: &str) -> impl Iterator<Item = &str> {
    let words = value.to_ascii_lowercase();
    let may_hold = ["url", "image", "\\"]
        .into_iter()
        .any(|word| words.contains(word));
    let brackets = value.split('(').skip(1).filter(move |_| may_hold);
    brackets.map(|rest| rest.trim_start_matches([' ', '"', '\'']))
}

fn parse(svg: &str) -> Option<Document<'_>> {
    if svg.len() > LARGEST {
        return None;
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(svg, options).ok()
}

/// Counts what a reader would meet that follows all references.
struct Survey<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    /// Those that are still to be looked at.
    met: Vec<Met<'a, 'input>>,
    elements: usize,
    definitions: usize,
    /// Elements of markers.
    marks: usize,
    /// Characters of outlines; each point of one takes two or more.
    outlines: usize,
    fixed_lines: HashSet<String>,
}

/// An element, and where it was met.
#[derive(Clone, Copy)]
struct Met<'a, 'input> {
    element: Node<'a, 'input>,
    depth: usize,
    place: Place,
    is_used: bool,
}

/// What an element is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Shown,
    Definition,
    Clip,
    Marker,
}

impl<'a, 'input> Survey<'a, 'input> {
    /// Nothing if an id stands twice: which of the two is meant, readers disagree.
    fn of(document: &'a Document<'input>) -> Option<Self> {
        let mut ids = HashMap::new();
        for element in document.descendants() {
            if let Some(id) = element.attribute("id")
                && ids.insert(id, element).is_some()
            {
                return None;
            }
        }
        Some(Self {
            ids,
            met: vec![Met {
                element: document.root_element(),
                depth: 0,
                place: Place::Shown,
                is_used: false,
            }],
            elements: 0,
            definitions: 0,
            marks: 0,
            outlines: 0,
            fixed_lines: HashSet::new(),
        })
    }

    /// Looks at all elements; nothing if there are too many, or one is no shape.
    fn look(&mut self) -> Option<()> {
        while let Some(met) = self.met.pop() {
            self.elements += 1;
            self.marks += usize::from(met.place == Place::Marker);
            if self.elements > MOST_ELEMENTS || met.depth > DEEPEST {
                return None;
            }
            self.check(met)?;
            self.follow(met)?;
        }
        let places = self.outlines / 2 + 2 * self.elements;
        let is_bounded = self.definitions <= MOST_DEFINITIONS
            && self.marks.saturating_mul(places) <= MOST_MARKED;
        is_bounded.then_some(())
    }

    /// Meets what is in an element, and what it refers to.
    fn follow(&mut self, met: Met<'a, 'input>) -> Option<()> {
        let place = match met.element.tag_name().name() {
            "clipPath" => Place::Clip,
            "marker" => Place::Marker,
            "defs" | "symbol" | "mask" | "pattern" | "filter" | "linearGradient"
            | "radialGradient" => Place::Definition,
            _ => met.place,
        };
        self.definitions += usize::from(matches!(place, Place::Clip | Place::Marker));
        self.meet_children(met, place);
        let target = href(met.element).and_then(|href| href.strip_prefix('#'));
        let target = target.and_then(|id| self.ids.get(id)).copied();
        if let (Some(element), "use") = (target, met.element.tag_name().name()) {
            let target = Met {
                element,
                depth: met.depth + 1,
                is_used: true,
                ..met
            };
            if element.tag_name().name() == "symbol" {
                self.meet_children(target, met.place);
            } else {
                self.met.push(target);
            }
        }
        Some(())
    }

    fn meet_children(&mut self, met: Met<'a, 'input>, place: Place) {
        let children = met.element.children().filter(Node::is_element);
        self.met.extend(children.map(|element| Met {
            element,
            depth: met.depth + 1,
            place,
            ..met
        }));
    }

    /// Nothing for an element that is no shape, though the reader would make one or none.
    fn check(&mut self, met: Met<'a, 'input>) -> Option<()> {
        let is_refused = match met.element.tag_name().name() {
            "style" => true,
            "image" | "foreignObject" => met.place != Place::Definition,
            _ => false,
        };
        if is_refused {
            return None;
        }
        for attribute in met.element.attributes() {
            let is_known = match attribute.namespace() {
                None => true,
                Some(_) => matches!(attribute.name(), "href" | "space" | "lang"),
            };
            let is_said = is_known && self.is_said(met, attribute.name(), attribute.value());
            is_said.then_some(())?;
        }
        Some(())
    }

    fn is_said(&mut self, met: Met<'a, 'input>, name: &str, value: &str) -> bool {
        match (name, value) {
            ("style" | "pathLength", _) => false,
            ("d" | "points", _) => {
                self.outlines += value.len();
                true
            }
            _ if met.place == Place::Definition => true,
            (
                "filter" | "mask" | "clip-path" | "marker" | "marker-start" | "marker-mid"
                | "marker-end" | "vector-effect",
                "none",
            ) => true,
            ("filter" | "mask" | "marker", _) => false,
            ("clip-path", _) => met.place != Place::Clip && value.starts_with("url("),
            ("marker-start" | "marker-mid" | "marker-end", _) => met.place != Place::Marker,
            ("vector-effect", "non-scaling-stroke") => self.fix_line(met),
            ("vector-effect", _) => false,
            ("fill" | "stroke", _) => !self.is_pattern(value),
            _ => true,
        }
    }

    /// Lines are told by their ids, and what is used has none.
    fn fix_line(&mut self, met: Met<'a, 'input>) -> bool {
        let id = met
            .element
            .attribute("id")
            .filter(|id| !id.is_empty() && !met.is_used);
        id.is_some_and(|id| {
            self.fixed_lines.insert(id.to_owned());
            met.place == Place::Shown
        })
    }

    fn is_pattern(&self, paint: &str) -> bool {
        let id = urls(paint).next().and_then(|url| url.strip_prefix('#'));
        let id = id.map(|rest| rest.trim_end_matches([')', '"', '\'', ' ']));
        id.and_then(|id| self.ids.get(id))
            .is_some_and(|element| element.tag_name().name() == "pattern")
    }
}

/// Where an element leads: the newer spelling goes before the older one.
fn href<'a>(element: Node<'a, '_>) -> Option<&'a str> {
    let mut hrefs = element
        .attributes()
        .filter(|attribute| attribute.name() == "href");
    let plain = hrefs.clone().find(|href| href.namespace().is_none());
    plain.or_else(|| hrefs.next()).map(|href| href.value())
}
