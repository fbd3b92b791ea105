//! Notes that are pinned to a PDF's pages: annotations that a viewer shows as small
//! signs and does not print, each with its place in the structure that is read aloud
//! (ISO 32000-1, 12.5.6.4 and 14.7.4).

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Error, Object, ObjectId, dictionary, text_string};

/// Width and height of a sign, in points.
const SIGN: f32 = 20.0;
/// How far a sign is from the edges of its slide, in points.
const DISTANCE: f32 = 8.0;
/// A paper yellow: red, green, blue.
const COLOUR: [f32; 3] = [1.0, 0.82, 0.3];

/// A slide's notes.
pub(crate) struct Note {
    /// The index of its page, from 0.
    pub(crate) page: usize,
    /// The right edge of its slide: points from the page's left edge.
    pub(crate) right: f32,
    /// The upper edge of its slide: points from the page's lower edge.
    pub(crate) top: f32,
    /// What the speaker says.
    pub(crate) text: String,
}

/// A note that is on its page.
struct Pinned {
    annotation: ObjectId,
    page: usize,
}

/// Pins notes, in the order of their pages, to a document.
///
/// # Errors
/// When the document is not built as the browser builds them.
pub(super) fn pin(document: &mut Document, notes: &[Note]) -> Result<(), Error> {
    if notes.is_empty() {
        return Ok(());
    }
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let mut pinned = Vec::new();
    for note in notes {
        let missing = Error::PageNumberNotFound(note.page as u32 + 1);
        let page = *pages.get(note.page).ok_or(missing)?;
        let annotation = document.add_object(annotation(note, page));
        add_to_page(document, page, annotation)?;
        pinned.push(Pinned {
            annotation,
            page: note.page,
        });
    }
    tag(document, &pages, &pinned)
}

fn annotation(note: &Note, page: ObjectId) -> Dictionary {
    let (right, top) = (note.right - DISTANCE, note.top - DISTANCE);
    let corners = [right - SIGN, top - SIGN, right, top];
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Text",
        "Rect" => numbers(&corners),
        "Contents" => text_string(&plain(&note.text)),
        "T" => Object::string_literal("Notes"),
        "Name" => "Note",
        "C" => numbers(&COLOUR),
        // Neither printed nor anything else that is out of the ordinary.
        "F" => 0,
        "P" => page,
    }
}

fn numbers(numbers: &[f32]) -> Vec<Object> {
    numbers.iter().copied().map(Object::Real).collect()
}

/// Text as an annotation can have it: lines and tabs, no other control characters.
fn plain(text: &str) -> String {
    let lines = text.trim_end().replace("\r\n", "\n").replace('\r', "\n");
    let is_shown = |character: &char| !character.is_control() || "\n\t".contains(*character);
    lines.chars().filter(is_shown).collect()
}

fn add_to_page(document: &mut Document, page: ObjectId, annotation: ObjectId) -> Result<(), Error> {
    let mut annotations = document
        .get_dictionary(page)?
        .get_deref(b"Annots", document);
    let mut annotations = match &mut annotations {
        Ok(list) => list.as_array()?.clone(),
        Err(_) => Vec::new(),
    };
    annotations.push(annotation.into());
    let page = document.get_dictionary_mut(page)?;
    page.set("Annots", annotations);
    // Who goes from one to the next follows the structure.
    page.set("Tabs", "S");
    Ok(())
}

/// Gives each note its place in the structure: behind what stands on its page.
fn tag(document: &mut Document, pages: &[ObjectId], pinned: &[Pinned]) -> Result<(), Error> {
    let Ok(root) = document.catalog()?.get(b"StructTreeRoot") else {
        return Ok(()); // Nothing of the deck is read aloud.
    };
    let root = root.as_reference()?;
    let tree = document.get_dictionary(root)?;
    let outermost = tree.get(b"K")?.as_reference()?;
    let parents = tree.get(b"ParentTree")?.as_reference()?;
    let first_key = tree.get(b"ParentTreeNextKey")?.as_i64()?;
    let mut places = Places::of(document, pages, outermost)?;
    let mut entries = Vec::new();
    for (note, key) in pinned.iter().zip(first_key..) {
        let element = document.add_object(element(note, pages[note.page], outermost));
        let annotation = document.get_dictionary_mut(note.annotation)?;
        annotation.set("StructParent", key);
        entries.extend([Object::Integer(key), element.into()]);
        places.add(note.page, element);
    }
    let parents = document.get_dictionary_mut(parents)?;
    parents.get_mut(b"Nums")?.as_array_mut()?.extend(entries);
    document
        .get_dictionary_mut(root)?
        .set("ParentTreeNextKey", first_key + pinned.len() as i64);
    let outermost = document.get_dictionary_mut(outermost)?;
    outermost.set("K", places.in_order());
    Ok(())
}

fn element(note: &Pinned, page: ObjectId, parent: ObjectId) -> Dictionary {
    dictionary! {
        "Type" => "StructElem",
        "S" => "Annot",
        "P" => parent,
        "K" => dictionary! { "Type" => "OBJR", "Obj" => note.annotation, "Pg" => page },
    }
}

/// What the outermost element of a structure holds, page by page.
struct Places {
    pages: Vec<Vec<Object>>,
}

impl Places {
    /// What has no page stands with what is before it.
    fn of(document: &Document, pages: &[ObjectId], outermost: ObjectId) -> Result<Self, Error> {
        let indices = pages.iter().zip(0..).collect::<HashMap<_, usize>>();
        let mut places = vec![Vec::new(); pages.len()];
        let mut present = 0;
        for kid in kids(document.get_dictionary(outermost)?) {
            let page = page_of(document, &kid);
            present = page
                .and_then(|page| indices.get(&page).copied())
                .unwrap_or(present);
            places[present].push(kid);
        }
        Ok(Self { pages: places })
    }

    fn add(&mut self, page: usize, element: ObjectId) {
        self.pages[page].push(element.into());
    }

    fn in_order(self) -> Vec<Object> {
        self.pages.into_iter().flatten().collect()
    }
}

fn kids(element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    }
}

/// The page on which an element of the structure begins.
fn page_of(document: &Document, element: &Object) -> Option<ObjectId> {
    let mut waiting = vec![element.clone()];
    while let Some(element) = waiting.pop() {
        let (_, element) = document.dereference(&element).ok()?;
        let Ok(element) = element.as_dict() else {
            continue;
        };
        if let Ok(page) = element.get(b"Pg").and_then(Object::as_reference) {
            return Some(page);
        }
        waiting.extend(kids(element).into_iter().rev());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_no_characters_that_nobody_sees() {
        assert_eq!(
            plain("One\r\nTwo\rThree\t3\u{0}\u{1b}\n\n"),
            "One\nTwo\nThree\t3"
        );
    }
}
