//! The fonts that texts were drawn with, as the browser tells them, and what their
//! files say: the names by which other programs know them, and how large letters are.
//!
//! What does not belong here: where texts stand.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use headless_chrome::protocol::cdp::{CSS, DOM};
use lectern_core::Result;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use unicode_segmentation::UnicodeSegmentation;

use crate::browser::Session;
use crate::page::died;
use crate::scene;

use super::css;
use super::snapshot::{Element, Property};

/// Fonts that are as wide as those of Office, which are on more machines.
const OFFICE_NAMES: [(&str, &str); 6] = [
    ("Liberation Sans", "Arial"),
    ("Liberation Serif", "Times New Roman"),
    ("Liberation Mono", "Courier New"),
    ("Carlito", "Calibri"),
    ("Caladea", "Cambria"),
    ("Gelasio", "Georgia"),
];

/// From this weight on, letters are bold where their family has no face between.
const BOLD: f64 = 600.0;

/// The fonts of a page's texts.
pub(super) struct Fonts {
    /// By the text's place in the document, those that fit best first.
    used: HashMap<usize, Vec<Arc<Face>>>,
}

/// A font that the browser drew with.
#[derive(Debug, Default)]
pub(super) struct Face {
    /// What other programs call it.
    pub(super) font: scene::Font,
    /// Its file, and its place in it; none for a font that comes with the deck.
    file: Option<(Vec<u8>, u32)>,
}

impl Fonts {
    /// Asks which fonts these texts were drawn with.
    ///
    /// # Errors
    /// `browser_died`.
    pub(super) fn of(page: &Session, texts: &[Element<'_>]) -> Result<Self> {
        page.call(DOM::Enable {
            include_whitespace: None,
        })
        .map_err(died)?;
        page.call(CSS::Enable(None)).map_err(died)?;
        page.call(DOM::GetDocument {
            depth: Some(0),
            pierce: None,
        })
        .map_err(died)?;
        let nodes = page.call(DOM::PushNodesByBackendIdsToFrontend {
            backend_node_ids: texts.iter().map(Element::backend).collect(),
        });
        let nodes = nodes.map_err(died)?.node_ids;
        let asked = nodes
            .into_iter()
            .map(|node_id| CSS::GetPlatformFontsForNode { node_id });
        let answers = page.call_each(asked).map_err(died)?;
        page.call(CSS::Disable(None)).map_err(died)?;
        page.call(DOM::Disable(None)).map_err(died)?;
        let mut used = HashMap::new();
        for (text, answer) in texts.iter().zip(answers) {
            // What was never drawn has no fonts.
            let fonts = answer.map(|answer| answer.fonts).unwrap_or_default();
            used.insert(text.index(), faces(text, fonts));
        }
        lend(&mut used, texts);
        Ok(Self { used })
    }

    /// A text's letters in parts, each with its font.
    pub(super) fn split(&self, text: &Element<'_>, letters: &str) -> Vec<(String, Arc<Face>)> {
        let faces = self.used.get(&text.index()).map_or(&[][..], Vec::as_slice);
        let Some(first) = faces.first() else {
            return vec![(letters.to_owned(), Arc::new(unknown(text)))];
        };
        if faces.len() == 1 {
            return vec![(letters.to_owned(), Arc::clone(first))];
        }
        let mut parts: Vec<(String, Arc<Face>)> = Vec::new();
        for cluster in letters.graphemes(true) {
            let face = faces.iter().find(|face| face.has(cluster));
            match (parts.last_mut(), face) {
                (Some((letters, last)), Some(face)) if Arc::ptr_eq(last, face) => {
                    letters.push_str(cluster);
                }
                (Some((letters, _)), None) => letters.push_str(cluster),
                (_, face) => {
                    parts.push((cluster.to_owned(), Arc::clone(face.unwrap_or(first))));
                }
            }
        }
        parts
    }
}

/// Gives texts for which no font is told, since white space is all they are, the fonts of
/// another text with the same styles.
fn lend(used: &mut HashMap<usize, Vec<Arc<Face>>>, texts: &[Element<'_>]) {
    let styles = |text: &Element<'_>| {
        [
            Property::FontFamily,
            Property::FontWeight,
            Property::FontStyle,
        ]
        .map(|property| text.style(property).to_owned())
    };
    let faces_of = |used: &HashMap<usize, Vec<Arc<Face>>>, text: &Element<'_>| {
        let faces = used.get(&text.index()).cloned();
        faces.filter(|faces| !faces.is_empty())
    };
    let mut known: HashMap<[String; 3], Vec<Arc<Face>>> = HashMap::new();
    for text in texts {
        if let Some(faces) = faces_of(used, text) {
            known.entry(styles(text)).or_insert(faces);
        }
    }
    for text in texts {
        if let (None, Some(faces)) = (faces_of(used, text), known.get(&styles(text))) {
            used.insert(text.index(), faces.clone());
        }
    }
}

impl Face {
    fn reference(&self) -> Option<FontRef<'_>> {
        let (bytes, index) = self.file.as_ref()?;
        FontRef::from_index(bytes, *index).ok()
    }

    /// Whether it has all letters of a cluster.
    fn has(&self, cluster: &str) -> bool {
        let Some(font) = self.reference() else {
            return self.font.is_brought;
        };
        let letters = font.charmap();
        let is_joiner = |letter: char| matches!(letter, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}');
        cluster
            .chars()
            .filter(|letter| !is_joiner(*letter))
            .all(|letter| letter.is_whitespace() || letters.map(letter).is_some())
    }

    /// Whether its widths are those of its file, and no guess.
    pub(super) fn is_known(&self) -> bool {
        self.reference().is_some()
    }

    /// How wide letters are at a size of 1, without what shaping changes; a guess where
    /// the file is not known.
    pub(super) fn width(&self, letters: &str) -> f64 {
        self.widths(letters).map(|(_, width)| width).sum()
    }

    /// How much further LibreOffice goes on with each of these letters than their font
    /// says, in px, on average. It sets letters on the dots of a page of 600 to an inch: a
    /// font's height is a whole number of hundredths of a millimetre and then of dots, and
    /// so is each letter's width (measured with 7.4: four fonts of 17 sizes, .01 px off on
    /// average). 0 where the file is not known.
    pub(super) fn drift(&self, letters: &str, size: f64) -> f64 {
        const DOTS: f64 = 600.0 / 96.0;
        const HUNDREDTHS: f64 = 2540.0 / 96.0;
        if !self.is_known() {
            return 0.0;
        }
        let height = ((size * HUNDREDTHS).round() / HUNDREDTHS * DOTS).round();
        let drifts = self
            .widths(letters)
            .map(|(_, width)| (width * height).round() / DOTS - width * size);
        let count = letters.chars().count().max(1);
        drifts.sum::<f64>() / count as f64
    }

    /// How many bytes of the letters, from the first, are no wider than `room` at a size
    /// of 1. Letters that belong together stay together.
    pub(super) fn fitting(&self, letters: &str, room: f64) -> usize {
        let mut width = 0.0;
        let beyond = self.widths(letters).find(|(_, own)| {
            width += own;
            width > room
        });
        let Some((beyond, _)) = beyond else {
            return letters.len();
        };
        let clusters = letters.grapheme_indices(true).map(|(at, _)| at);
        clusters.take_while(|at| *at <= beyond).last().unwrap_or(0)
    }

    /// The letters' places and their widths at a size of 1.
    fn widths(&self, letters: &str) -> impl Iterator<Item = (usize, f64)> {
        const GUESS: f64 = 0.5;
        let font = self.reference().map(|font| {
            let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
            (font.charmap(), metrics)
        });
        letters.char_indices().map(move |(at, letter)| {
            let width = font.as_ref().and_then(|(characters, metrics)| {
                let glyph = characters.map(letter)?;
                metrics.advance_width(glyph).map(f64::from)
            });
            (at, width.unwrap_or(GUESS))
        })
    }
}

/// The fonts of a text, those first that its styles ask for first.
fn faces(text: &Element<'_>, mut fonts: Vec<CSS::PlatformFontUsage>) -> Vec<Arc<Face>> {
    let families = text.style(Property::FontFamily).to_lowercase();
    let wanted = |font: &CSS::PlatformFontUsage| {
        let family = font.family_name.to_lowercase();
        families.find(&family).unwrap_or(usize::MAX)
    };
    // Tabs may be counted for a font that draws nothing else.
    let letters = text.pieces().flat_map(|piece| piece.text().chars());
    let tabs = letters.filter(|letter| *letter == '\t').count() as f64;
    let is_for_tabs = |font: &CSS::PlatformFontUsage| tabs > 0.0 && font.glyph_count == tabs;
    fonts.sort_by(|one, other| {
        let by_use = is_for_tabs(one).cmp(&is_for_tabs(other));
        let by_wish = by_use.then(wanted(one).cmp(&wanted(other)));
        by_wish.then(other.glyph_count.total_cmp(&one.glyph_count))
    });
    fonts.iter().map(|font| face(text, font)).collect()
}

/// What is not told: as the styles have it.
fn unknown(text: &Element<'_>) -> Face {
    let family = css::split(text.style(Property::FontFamily));
    let family = family
        .first()
        .map_or("", |family| family.trim_matches(['"', '\'']));
    let (weight, is_italic) = style_of(text);
    Face {
        font: scene::Font {
            family: family.to_owned(),
            bold: weight >= BOLD,
            italic: is_italic,
            ascent: 0.9,
            descent: 0.25,
            is_brought: true,
        },
        file: None,
    }
}

fn style_of(text: &Element<'_>) -> (f64, bool) {
    let weight = text.style(Property::FontWeight).parse().unwrap_or(400.0);
    (weight, text.style(Property::FontStyle) != "normal")
}

fn face(text: &Element<'_>, used: &CSS::PlatformFontUsage) -> Arc<Face> {
    let (weight, is_italic) = style_of(text);
    if used.is_custom_font {
        let mut face = unknown(text);
        face.font.family.clone_from(&used.family_name);
        return Arc::new(face);
    }
    let mut library = LIBRARY.lock().unwrap_or_else(PoisonError::into_inner);
    library.face(used, weight, is_italic)
}

/// The fonts of this machine. Reading which there are takes a while, so it is done once.
static LIBRARY: LazyLock<Mutex<Library>> = LazyLock::new(|| {
    let mut files = fontdb::Database::new();
    files.load_system_fonts();
    Mutex::new(Library {
        files,
        faces: HashMap::new(),
    })
});

struct Library {
    files: fontdb::Database,
    /// By the font's PostScript name, and whether letters are made bold and slanted.
    faces: HashMap<(String, bool, bool), Arc<Face>>,
}

impl Library {
    fn face(&mut self, used: &CSS::PlatformFontUsage, weight: f64, italic: bool) -> Arc<Face> {
        let key = (used.post_script_name.clone(), weight >= BOLD, italic);
        if let Some(known) = self.faces.get(&key) {
            return Arc::clone(known);
        }
        let file = self.find(used, weight, italic);
        let face = Arc::new(read(used, file, weight, italic));
        self.faces.insert(key, Arc::clone(&face));
        face
    }

    /// The file of a font, and its place in it.
    fn find(
        &self,
        used: &CSS::PlatformFontUsage,
        weight: f64,
        italic: bool,
    ) -> Option<(Vec<u8>, u32)> {
        let named = self
            .files
            .faces()
            .find(|face| face.post_script_name == used.post_script_name);
        // A face of a font that has them all in one has no name of its own there.
        let id = named.map(|face| face.id).or_else(|| {
            self.files.query(&fontdb::Query {
                families: &[fontdb::Family::Name(&used.family_name)],
                weight: fontdb::Weight(weight as u16),
                stretch: fontdb::Stretch::Normal,
                style: if italic {
                    fontdb::Style::Italic
                } else {
                    fontdb::Style::Normal
                },
            })
        });
        self.files
            .with_face_data(id?, |bytes, index| (bytes.to_vec(), index))
    }
}

fn read(
    used: &CSS::PlatformFontUsage,
    file: Option<(Vec<u8>, u32)>,
    weight: f64,
    italic: bool,
) -> Face {
    let mut face = Face {
        font: scene::Font {
            family: used.family_name.clone(),
            bold: weight >= BOLD,
            italic,
            ascent: 0.9,
            descent: 0.25,
            is_brought: false,
        },
        file,
    };
    let told = face.reference().map(|font| describe(&font, weight, italic));
    if let Some(told) = told {
        face.font = told;
    }
    for (name, office) in OFFICE_NAMES {
        if face.font.family == name {
            face.font.family = office.to_owned();
        }
    }
    face
}

/// What a font's file says of it. Letters that the browser made bold or slanted itself
/// are so for other programs, too.
fn describe(font: &FontRef<'_>, weight: f64, italic: bool) -> scene::Font {
    let name = |id: StringId| {
        let name = font.localized_strings(id).english_or_first();
        name.map(|name| name.to_string()).unwrap_or_default()
    };
    let style = name(StringId::SUBFAMILY_NAME).to_lowercase();
    let own_weight = f64::from(font.attributes().weight.value());
    let is_variable = !font.axes().is_empty();
    let is_emboldened = weight >= BOLD && (own_weight < 500.0 || is_variable);
    let metrics = font.metrics(Size::new(1.0), LocationRef::default());
    scene::Font {
        family: name(StringId::FAMILY_NAME),
        bold: style.contains("bold") || is_emboldened,
        italic: italic || style.contains("italic") || style.contains("oblique"),
        ascent: f64::from(metrics.ascent),
        descent: f64::from(-metrics.descent),
        is_brought: false,
    }
}
