//! What the operations ask of a renderer: a deck in, a finished file's bytes or
//! small pictures of its slides out. The trait is declared here and implemented by
//! the crate that knows Chrome, so that the core never does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::model::{Deck, Paper, Sheet, SlideChoice};
use crate::{Code, Error, Result};

/// Takes a slide's picture: the slide's index, from 0, and the bytes of a PNG.
pub type TakePicture = Box<dyn FnMut(usize, Vec<u8>) + Send>;

/// Turns decks into files, and slides into pictures.
pub trait Renderer: Send + Sync + 'static {
    /// Draws `deck` as a PDF with a page for each slide of `order`, in slide
    /// order, or with the sheets that it asks for. The whole deck is drawn whatever is
    /// chosen, since its scripts, its styles and its slide numbers rely on all slides.
    ///
    /// Blocks until the file is whole or an error stands; call it from a
    /// thread that may block. The file says of itself what `facts` say.
    ///
    /// # Errors
    /// `no_browser`, `browser_start_failed`, `sandbox_unavailable`,
    /// `browser_died`, `slide_not_ready`, `export_timeout`,
    /// `export_incomplete`, `cancelled`; `invalid` for a deck without slides;
    /// `unwritable` where the browser gets no folder for itself.
    fn pdf(&self, deck: &Deck, facts: &Facts, order: PdfOrder, watch: &Watch) -> Result<Rendered>;

    /// Draws `deck` as a PowerPoint file with the slides of `order`, in slide order. As
    /// with [`Renderer::pdf`], the whole deck is drawn. The answer tells how close the
    /// file is to what the browser shows.
    ///
    /// # Errors
    /// As [`Renderer::pdf`].
    fn pptx(&self, deck: &Deck, facts: &Facts, order: PptxOrder, watch: &Watch)
    -> Result<Rendered>;

    /// Draws slides as PNG pictures, in slide order, from the page that
    /// [`Renderer::pdf`] draws. The whole deck is drawn whatever is chosen. Answers
    /// what the deck did not get.
    ///
    /// Blocks until all are drawn or an error stands. Each picture is handed to
    /// `take`, on a thread of the renderer's own, as soon as it is there; an
    /// error leaves those that were handed over good.
    ///
    /// # Errors
    /// As [`Renderer::pdf`]; `invalid` for a width that no picture can have.
    fn pictures(
        &self,
        deck: &Deck,
        title: &str,
        order: PictureOrder,
        watch: &Watch,
        take: TakePicture,
    ) -> Result<Vec<Warning>>;

    /// Makes ready for an export that is likely to come soon. Returns at once.
    fn prepare(&self) {}
}

/// What a file says of itself beside its slides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The title.
    pub title: String,
    /// Whose it is, if that is known.
    pub author: Option<String>,
    /// When the session was made, if the deck is one's.
    pub created: Option<Timestamp>,
    /// When the session last changed, if the deck is one's.
    pub changed: Option<Timestamp>,
}

impl Facts {
    /// Nothing is known but a title.
    pub fn titled(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }
}

/// What a PDF is to hold.
#[derive(Clone, Debug, Default)]
pub struct PdfOrder {
    /// The slides.
    pub slides: SlideChoice,
    /// What stands on a sheet of paper, and its size; without it each slide is a page
    /// of its own, as large as the slide.
    pub sheet: Option<(Sheet, Paper)>,
    /// Whether each slide carries its notes as an annotation.
    pub annotated: bool,
}

/// What a PowerPoint file is to hold.
#[derive(Clone, Debug, Default)]
pub struct PptxOrder {
    /// The slides.
    pub slides: SlideChoice,
    /// What slides are made of.
    pub mode: PptxMode,
    /// For which program's layout texts are placed.
    pub made_for: MadeFor,
}

/// What the slides of a PowerPoint file are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PptxMode {
    /// Texts, shapes, tables and charts that can be edited, and pictures of what cannot be
    /// told otherwise.
    #[default]
    Editable,
    /// One picture for each slide.
    Exact,
}

/// For which program's layout the texts of a PowerPoint file are placed. Programs put a
/// line of text a little higher or lower in its room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MadeFor {
    /// Half a pixel from each of them.
    #[default]
    Every,
    /// LibreOffice.
    LibreOffice,
}

/// Which pictures of slides are asked for.
#[derive(Clone, Debug)]
pub struct PictureOrder {
    /// The slides' indices, from 0, ascending; each is one of the deck's.
    pub slides: Vec<usize>,
    /// Pixels from side to side.
    pub width: u32,
    /// Whether somebody waits for a file of them.
    pub urgency: Urgency,
}

/// What is drawn first when several decks wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody waits for a file.
    File,
    /// Pictures in lists come when there is time.
    Picture,
}

/// A finished file.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What the deck asked for and did not get.
    pub warnings: Vec<Warning>,
    /// How close the file is to what the browser shows, if people are to edit it.
    pub fidelity: Option<Fidelity>,
}

/// How close a file that people edit is to what the browser shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Fidelity {
    /// The slides of the file, in order.
    pub slides: Vec<SlideFidelity>,
    /// The fonts of its texts, by their names.
    pub fonts: Vec<FontUse>,
}

/// What became of the things on one slide.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlideFidelity {
    /// Number of the slide in the deck, from 1.
    pub slide: usize,
    /// Texts that can be edited.
    pub texts: usize,
    /// Tables that can be edited.
    pub tables: usize,
    /// Charts that can be edited, with their data.
    pub charts: usize,
    /// What became a picture, and why.
    pub pictures: Vec<BecamePicture>,
    /// What the browser shows and the file does not, each once.
    pub left_out: Vec<LeftOut>,
}

impl SlideFidelity {
    /// Whether the file shows everything, and nothing of it became a picture.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_editable() && self.left_out.is_empty()
    }

    /// Whether nothing on it became a picture.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        self.pictures.is_empty()
    }
}

/// Something that became a picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BecamePicture {
    /// What it was.
    pub what: PictureCause,
    /// Its share of the slide's area, from 0 to 1, to two digits.
    pub area: f64,
}

/// What a PowerPoint file cannot tell of a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Shadows of letters.
    TextShadow,
    /// Outlines around boxes.
    Outline,
    /// What is blurred or changed behind boxes.
    Backdrop,
}

/// Why something became a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PictureCause {
    /// It is what a script painted.
    Canvas,
    /// It is a chart that PowerPoint would show otherwise.
    Chart,
    /// It is a drawing that is more than lines and plain areas.
    Drawing,
    /// It has a filter, a blend, a mask or a clip.
    Effect,
    /// It is a ground of several layers, or of a kind that PowerPoint does not have.
    Ground,
    /// It is a letter of a font of icons, which other machines show as an empty box.
    Icon,
    /// It is a picture of a format that other programs do not show.
    Image,
    /// It is a film, a form's field or another thing of the browser's own.
    Widget,
    /// Pictures of whole slides were asked for.
    Slide,
}

/// A font of a file's texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FontUse {
    /// The font's family.
    pub family: String,
    /// Whether it is on this machine; otherwise it came with the deck.
    pub is_here: bool,
    /// Whether it comes with every Office. Where it is missing, texts get another font
    /// and may break elsewhere.
    pub is_everywhere: bool,
}

/// Something that a deck asked for and did not get, or that went wrong in its
/// own scripts. The file is whole all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Warning {
    /// An address outside the deck was not fetched.
    Blocked {
        /// The address, cut to 200 characters.
        address: String,
    },
    /// A script of the deck failed.
    ScriptFailed {
        /// Number of the slide, from 1; absent for a script of the whole deck.
        slide: Option<usize>,
        /// The script's own error, cut to 200 characters.
        message: String,
    },
    /// A slide is taller or wider than its page; the rest is cut.
    Overflow {
        /// Number of the slide, from 1.
        slide: usize,
    },
    /// Later slides change what the slide's scripts still use, so it was drawn by
    /// itself. What its scripts painted is a picture.
    DrawnApart {
        /// Number of the slide, from 1.
        slide: usize,
        /// The name of what they change, cut to 200 characters.
        name: String,
    },
    /// A font is not on this machine, so its texts have another one.
    FontMissing {
        /// The font's family, cut to 200 characters.
        family: String,
    },
    /// A picture could not be decoded.
    PictureMissing {
        /// Number of the slide, from 1.
        slide: usize,
    },
}

impl Warning {
    /// The slide that it is about, from 1; none for the deck as a whole.
    #[must_use]
    pub fn slide(&self) -> Option<usize> {
        match self {
            Self::Blocked { .. } | Self::FontMissing { .. } => None,
            Self::ScriptFailed { slide, .. } => *slide,
            Self::Overflow { slide }
            | Self::DrawnApart { slide, .. }
            | Self::PictureMissing { slide } => Some(*slide),
        }
    }
}

/// How far an export has come. A later moment is greater than an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Progress {
    /// The browser draws another deck.
    Waiting,
    /// The browser is starting.
    StartingBrowser,
    /// `ready` of `total` slides are drawn.
    Slides {
        /// Slides that are drawn.
        ready: usize,
        /// Slides of the deck.
        total: usize,
    },
    /// The pages or the pictures are being made of what is drawn.
    Printing {
        /// Pages of the file.
        total: usize,
    },
    /// The file is put together and written.
    Writing,
}

/// The caller's side of a running export: hears of progress, may cancel.
#[derive(Clone)]
pub struct Watch {
    progress: Arc<dyn Fn(Progress) + Send + Sync>,
    cancelled: Arc<AtomicBool>,
}

impl Watch {
    /// A watch that calls `progress` from the rendering thread.
    pub fn new(progress: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self {
            progress: Arc::new(progress),
            cancelled: Arc::default(),
        }
    }

    /// A watch that ignores progress.
    #[must_use]
    pub fn silent() -> Self {
        Self::new(|_| {})
    }

    /// The same watch, whose progress `hear` is told, too.
    #[must_use]
    pub fn also(&self, hear: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        let before = Arc::clone(&self.progress);
        Self {
            progress: Arc::new(move |progress| {
                before(progress);
                hear(progress);
            }),
            cancelled: Arc::clone(&self.cancelled),
        }
    }

    /// Tells the caller how far the export has come.
    pub fn report(&self, progress: Progress) {
        (self.progress)(progress);
    }

    /// Asks the renderer to stop; it answers `cancelled` soon after.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    /// # Errors
    /// `cancelled` if the caller asked to stop.
    pub fn check(&self) -> Result<()> {
        if self.is_cancelled() {
            return Err(Error::new(
                Code::Cancelled,
                "The export was cancelled. Nothing was written.",
            ));
        }
        Ok(())
    }

    /// Whether the caller asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }
}
