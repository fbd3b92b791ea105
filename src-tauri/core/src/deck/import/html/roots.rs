//! Which elements of a document are its slides.
//!
//! The first kind that occurs decides: Marp's `svg[data-marpit-svg]`, reveal's
//! `.reveal .slides > section`, elements of class `slide`, elements with
//! `data-slide`, `section`s side by side. Without any, the body is one slide.
//!
//! **Slides inside slides.** A slide's root that was left unclosed swallows the
//! slides after it. It counts as unclosed when its own end tag is missing, and
//! also when that of an ancestor of the same name is: then the slide has taken
//! the ancestor's. An unclosed slide ends where the next begins, and the next is
//! a slide of its own. Where all tags balance, the inner ones are content of the
//! outer (a carousel on a slide), unless the outer shows nothing else: then it
//! is a container, and the inner ones are the slides. A container of one is a
//! wrapper and stays a part of its slide.
//!
//! What does not belong here: cutting the slides out, what stands around them.

use std::collections::{HashMap, HashSet};

use super::shells::Shells;
use super::tokens::{is_silent, shows_something};
use super::tree::{Element, Ending, Tree};

/// How far up ancestors are searched for an unclosed element.
const LEVELS: usize = 512;

/// One slide in the source.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Root {
    /// The element that makes it a slide; `None` for a whole body.
    pub(super) element: Option<usize>,
    /// The outermost element that belongs to this slide alone.
    pub(super) outermost: Option<usize>,
    /// First byte.
    pub(super) start: usize,
    /// First byte after it.
    pub(super) end: usize,
    /// Elements around it that it shares with others, outermost first.
    pub(super) around: Vec<usize>,
}

/// The slides of a document, in document order. None when its body is blank.
pub(super) fn find(source: &str, tree: &Tree) -> Vec<Root> {
    let (candidates, takes_wrappers) = candidates(source, tree);
    if candidates.is_empty() {
        return whole_body(source, tree);
    }
    let nesting = Nesting::of(tree, &candidates);
    let mut roots = nesting.roots(source);
    if takes_wrappers {
        take_wrappers(tree, &mut roots);
    }
    let shells = Shells::of(tree, |element| nesting.is_unclosed_slide(element));
    for root in &mut roots {
        if let Some(outermost) = root.outermost {
            root.around = shells.around(outermost);
        }
    }
    roots
}

fn whole_body(source: &str, tree: &Tree) -> Vec<Root> {
    let body = &source[tree.body_start..tree.body_end];
    if body.trim().is_empty() {
        return Vec::new();
    }
    let start = tree.body_start + (body.len() - body.trim_start().len());
    vec![Root {
        element: None,
        outermost: None,
        start,
        end: start + body.trim().len(),
        around: Vec::new(),
    }]
}

/// Elements that may be slides, and whether wrappers of single slides occur
/// with this kind.
fn candidates(source: &str, tree: &Tree) -> (Vec<usize>, bool) {
    let select = |is_slide: &dyn Fn(usize, &Element) -> bool| -> Vec<usize> {
        let elements = tree.elements.iter().enumerate();
        elements
            .filter(|(_, element)| !element.is_inert && !is_silent(&element.name))
            .filter(|(index, element)| is_slide(*index, element))
            .map(|(index, _)| index)
            .collect()
    };
    let marp = select(&|_, element| {
        &*element.name == "svg" && element.attribute("data-marpit-svg").is_some()
    });
    if !marp.is_empty() {
        return (marp, false);
    }
    let reveal = select(&|index, element| &*element.name == "section" && is_in_reveal(tree, index));
    if !reveal.is_empty() {
        return (reveal, false);
    }
    let by_class = select(&|_, element| !element.is_foreign && element.has_class("slide"));
    if !by_class.is_empty() {
        return (by_class, true);
    }
    let by_data = select(&|_, element| {
        !element.is_foreign && element.attribute("data-slide").is_some() && !is_control(element)
    });
    if !by_data.is_empty() {
        return (by_data, true);
    }
    (sections(source, tree), false)
}

/// Controls carry `data-slide` to say which slide they lead to.
fn is_control(element: &Element) -> bool {
    matches!(&*element.name, "a" | "button" | "input" | "li" | "span")
}

/// Whether a section stands in `.reveal .slides`, directly or in another
/// section (a vertical stack).
fn is_in_reveal(tree: &Tree, section: usize) -> bool {
    let mut ancestors = tree.ancestors(section).take(LEVELS);
    let holder = ancestors.find(|&ancestor| &*tree.elements[ancestor].name != "section");
    holder.is_some_and(|holder| tree.elements[holder].has_class("slides"))
        && ancestors.any(|ancestor| tree.elements[ancestor].has_class("reveal"))
}

/// The sections of the body, or of the one element that holds everything, and
/// the sections inside them.
fn sections(source: &str, tree: &Tree) -> Vec<usize> {
    let mut children = &tree.top;
    let (mut start, mut end) = (tree.body_start, tree.body_end);
    for _ in 0..LEVELS {
        let is_section = |&&child: &&usize| &*tree.elements[child].name == "section";
        let sections: Vec<usize> = children.iter().filter(is_section).copied().collect();
        if let [only] = sections[..] {
            let only = &tree.elements[only];
            let has_more = shows_something(&source[start..only.start.max(start)])
                || shows_something(&source[only.end.min(end)..end]);
            if has_more {
                return Vec::new();
            }
        }
        if !sections.is_empty() {
            return with_inner_sections(tree, sections);
        }
        let is_content = |&&child: &&usize| is_content(&tree.elements[child]);
        let mut content = children.iter().filter(is_content);
        let (Some(&only), None) = (content.next(), content.next()) else {
            return Vec::new();
        };
        let only = &tree.elements[only];
        children = &only.children;
        (start, end) = (only.content_start, only.content_end);
    }
    Vec::new()
}

fn is_content(element: &Element) -> bool {
    !is_silent(&element.name) && !matches!(&*element.name, "header" | "footer" | "nav")
}

fn with_inner_sections(tree: &Tree, outer: Vec<usize>) -> Vec<usize> {
    let mut found = Vec::new();
    for section in outer {
        let element = &tree.elements[section];
        let inner = tree.within(element.start, element.end);
        found.extend(inner.filter(|&inner| {
            let inner = &tree.elements[inner];
            !inner.is_inert && &*inner.name == "section"
        }));
    }
    found
}

/// Candidates by their nearest candidate ancestor.
struct Nesting<'a> {
    tree: &'a Tree,
    outermost: Vec<usize>,
    inner: HashMap<usize, Vec<usize>>,
}

impl<'a> Nesting<'a> {
    fn of(tree: &'a Tree, candidates: &[usize]) -> Self {
        let mut nearest: Vec<Option<usize>> = Vec::with_capacity(tree.elements.len());
        let is_candidate = |index: usize| candidates.binary_search(&index).is_ok();
        for element in &tree.elements {
            nearest.push(element.parent.and_then(|parent| {
                if is_candidate(parent) {
                    Some(parent)
                } else {
                    nearest[parent]
                }
            }));
        }
        let mut nesting = Self {
            tree,
            outermost: Vec::new(),
            inner: HashMap::new(),
        };
        for &candidate in candidates {
            match nearest[candidate] {
                Some(outer) => nesting.inner.entry(outer).or_default().push(candidate),
                None => nesting.outermost.push(candidate),
            }
        }
        nesting
    }

    fn inner(&self, outer: usize) -> &[usize] {
        self.inner.get(&outer).map_or(&[], Vec::as_slice)
    }

    /// Decides for each candidate, outermost first; see the module's rule.
    fn roots(&self, source: &str) -> Vec<Root> {
        let mut roots = Vec::new();
        let mut waiting: Vec<usize> = self.outermost.iter().rev().copied().collect();
        while let Some(outer) = waiting.pop() {
            let inner = self.inner(outer);
            match self.part_of(source, outer) {
                Part::Whole => roots.push(self.root(outer, self.tree.elements[outer].end)),
                Part::UntilFirstInner(end) => {
                    roots.push(self.root(outer, end));
                    waiting.extend(inner.iter().rev());
                }
                Part::None => waiting.extend(inner.iter().rev()),
            }
        }
        for root in &mut roots {
            root.end = root.start + source[root.start..root.end].trim_end().len();
        }
        roots
    }

    fn root(&self, element: usize, end: usize) -> Root {
        Root {
            element: Some(element),
            outermost: Some(element),
            start: self.tree.elements[element].start,
            end,
            around: Vec::new(),
        }
    }

    fn part_of(&self, source: &str, outer: usize) -> Part {
        let element = &self.tree.elements[outer];
        let inner = self.inner(outer);
        let Some(&first) = inner.first() else {
            return Part::Whole;
        };
        let first_start = self.tree.elements[first].start;
        let leads = shows_something(&source[element.content_start..first_start]);
        if self.is_unclosed(outer) {
            return if leads || inner.len() > 1 {
                Part::UntilFirstInner(first_start)
            } else {
                Part::None
            };
        }
        if leads && self.is_stack(outer) {
            Part::UntilFirstInner(first_start)
        } else if inner.len() == 1 && !self.is_stack(outer) || self.shows_more(source, outer) {
            Part::Whole
        } else {
            Part::None
        }
    }

    /// A vertical stack of reveal: its sections are slides whatever stands
    /// beside them.
    fn is_stack(&self, outer: usize) -> bool {
        &*self.tree.elements[outer].name == "section" && is_in_reveal(self.tree, outer)
    }

    fn is_unclosed(&self, outer: usize) -> bool {
        let name = &self.tree.elements[outer].name;
        std::iter::once(outer)
            .chain(self.tree.ancestors(outer).take(LEVELS))
            .map(|element| &self.tree.elements[element])
            .any(|element| element.ending == Ending::Unclosed && element.name == *name)
    }

    /// Whether an element is a slide that ends where the next one begins.
    fn is_unclosed_slide(&self, element: usize) -> bool {
        !self.inner(element).is_empty() && self.is_unclosed(element)
    }

    /// Whether the outer shows something after or between its inner slides.
    fn shows_more(&self, source: &str, outer: usize) -> bool {
        if self.is_stack(outer) {
            return false;
        }
        let element = &self.tree.elements[outer];
        let mut from = element.content_start;
        for &inner in self.inner(outer) {
            let inner = &self.tree.elements[inner];
            if shows_something(&source[from..inner.start.max(from)]) {
                return true;
            }
            from = inner.end.max(from);
        }
        shows_something(&source[from..element.content_end.max(from)])
    }
}

/// How much of a candidate is a slide.
enum Part {
    /// All of it, with what it holds.
    Whole,
    /// From its start tag to this byte.
    UntilFirstInner(usize),
    /// Nothing: it only holds slides.
    None,
}

/// Widens each slide by the elements that hold nothing else. In a deck of one
/// slide only a `section` or `article` is such a wrapper; any other element
/// may as well be the container of all slides.
fn take_wrappers(tree: &Tree, roots: &mut [Root]) {
    let is_alone = roots.len() == 1;
    let slides: HashSet<usize> = roots.iter().filter_map(|root| root.element).collect();
    let shown_children = shown_children(tree);
    for root in roots {
        let Some(mut outermost) = root.outermost else {
            continue;
        };
        while let Some(wrapper) = tree.elements[outermost].parent {
            let element = &tree.elements[wrapper];
            let may_wrap = !is_alone || matches!(&*element.name, "section" | "article");
            let shown = shown_children[wrapper];
            // An unclosed slide may hold, beside silent elements, only the next.
            if !may_wrap
                || slides.contains(&wrapper)
                || !holds_only(tree, wrapper, outermost, shown)
            {
                break;
            }
            outermost = wrapper;
            root.start = element.start;
            root.end = element.end;
        }
        root.outermost = Some(outermost);
    }
}

/// For each element, how many of its children are not silent. Counted once for
/// all slides, since a parent can have many silent children and many slides.
fn shown_children(tree: &Tree) -> Vec<usize> {
    let mut counts = vec![0; tree.elements.len()];
    for element in &tree.elements {
        if let Some(parent) = element.parent
            && !is_silent(&element.name)
        {
            counts[parent] += 1;
        }
    }
    counts
}

/// Whether a wrapper holds a slide and, of its children that are `shown`, no
/// other.
fn holds_only(tree: &Tree, wrapper: usize, slide: usize, shown: usize) -> bool {
    let is_whole = |element: &Element| element.ending == Ending::Closed;
    let (wrapper, slide) = (&tree.elements[wrapper], &tree.elements[slide]);
    is_whole(wrapper)
        && is_whole(slide)
        && !wrapper.has_text
        && shown == usize::from(!is_silent(&slide.name))
}
