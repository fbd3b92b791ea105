//! The shell of a slide: the elements around it that it shares with others and
//! that carry what styles hang on.
//!
//! Slides that were left unclosed, and what stands in them, are not around the
//! next.
//!
//! What does not belong here: which elements are slides.

use super::tree::{Element, Tree};

/// Elements kept around one slide, the innermost. Pages nest a few; a file with
/// thousands of unclosed tags would repeat them all in each slide.
const WRAPPERS: usize = 64;

/// The shells of all slides. They are found in one pass over the document,
/// since there can be many slides at a great depth.
pub(super) struct Shells<'a> {
    tree: &'a Tree,
    /// For each element, what is around its content.
    inside: Vec<Inside>,
}

#[derive(Clone, Copy, Default)]
struct Inside {
    /// The innermost element that belongs to the shell.
    wrapper: Option<usize>,
    is_in_unclosed_slide: bool,
}

impl<'a> Shells<'a> {
    /// Finds the shells.
    pub(super) fn of(tree: &'a Tree, is_unclosed_slide: impl Fn(usize) -> bool) -> Self {
        let mut inside: Vec<Inside> = Vec::with_capacity(tree.elements.len());
        for (index, element) in tree.elements.iter().enumerate() {
            let mut innermost = match element.parent {
                Some(parent) => inside[parent],
                None => Inside::default(),
            };
            if !innermost.is_in_unclosed_slide {
                if is_unclosed_slide(index) {
                    innermost.is_in_unclosed_slide = true;
                } else if carries_style(element) {
                    innermost.wrapper = Some(index);
                }
            }
            inside.push(innermost);
        }
        Self { tree, inside }
    }

    /// The shell of an element, outermost first.
    pub(super) fn around(&self, element: usize) -> Vec<usize> {
        let wrapper = |element: usize| self.inside[self.tree.elements[element].parent?].wrapper;
        let wrappers = std::iter::successors(wrapper(element), |&inner| wrapper(inner));
        let mut around: Vec<usize> = wrappers.take(WRAPPERS).collect();
        around.reverse();
        around
    }
}

fn carries_style(element: &Element) -> bool {
    element
        .attributes
        .iter()
        .any(|(name, _)| matches!(&**name, "class" | "id" | "style") || name.starts_with("data-"))
}
