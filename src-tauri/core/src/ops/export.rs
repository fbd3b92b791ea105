//! Exporting a deck as a file, from a session or straight from a deck.

use std::ops::RangeInclusive;

use crate::deck::{page, report};
use crate::error::FieldError;
use crate::file_name;
use crate::model::{Deck, SessionId, SlideChoice};
use crate::ops::archive;
use crate::ops::fidelity::FidelityReport;
use crate::ops::field::{Field, refuse};
use crate::ops::paper::OnPaper;
use crate::ops::powerpoint::InPowerPoint;
use crate::ops::wire::{ExportSession, ExportedFile};
use crate::render::{Facts, PdfOrder, PptxOrder, Progress, Rendered, Renderer, Warning, Watch};
use crate::service::{Caller, Service};
use crate::store::SessionRecord;
use crate::{Code, Error, Result};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// PowerPoint.
    Pptx,
    /// Portable Document Format.
    Pdf,
    /// A picture of each slide: one alone, several in a ZIP archive.
    Png,
    /// One file that any browser shows, and that Lectern imports again.
    Html,
}

impl Format {
    /// Reads a format by its name; without one it is PowerPoint.
    ///
    /// # Errors
    /// `invalid` for anything else.
    pub fn parse(name: Option<&str>) -> Result<Self> {
        match name {
            None | Some("pptx") => Ok(Self::Pptx),
            Some("pdf") => Ok(Self::Pdf),
            Some("png") => Ok(Self::Png),
            Some("html") => Ok(Self::Html),
            Some(_) => Err(Error::invalid(
                "format",
                "`format` must be pptx, pdf, png or html.",
            )),
        }
    }

    /// The file name extension, without a dot, of a file with so many slides.
    #[must_use]
    pub fn extension(self, slides: usize) -> &'static str {
        match self {
            Self::Pptx => "pptx",
            Self::Pdf => "pdf",
            Self::Png if slides == 1 => "png",
            Self::Png => "zip",
            Self::Html => "html",
        }
    }

    fn media_type(self, slides: usize) -> &'static str {
        match self {
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Pdf => "application/pdf",
            Self::Png if slides == 1 => "image/png",
            Self::Png => "application/zip",
            Self::Html => "text/html; charset=utf-8",
        }
    }
}

/// What is made of a deck.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The kind of file.
    pub format: Format,
    /// Which slides (`1-5,8`); all where nothing is said.
    pub slides: Option<String>,
    /// Of pictures: pixels for each of a slide's own, along each side.
    pub scale: u32,
    /// Of a PDF: what it shows beside slides.
    pub on_paper: OnPaper,
    /// Of a PowerPoint file: what it is made of.
    pub in_powerpoint: InPowerPoint,
}

impl Wanted {
    /// How large pictures can be.
    const SCALES: RangeInclusive<u32> = 1..=4;
    /// How large they are where nothing is said.
    const SCALE: u32 = 2;

    /// Reads what is asked for.
    ///
    /// # Errors
    /// `invalid` for wrong values; those of [`Format::parse`].
    pub fn read(request: ExportSession) -> Result<Self> {
        let mut refused: Vec<FieldError> = Vec::new();
        let format = request.format.optional("format", &mut refused);
        let format = Format::parse(format.as_deref());
        // With a format that is refused itself, every option may be right.
        let may_be = |one: Format| format.as_ref().map_or(true, |format| *format == one);
        let paper = (request.notes, request.per_page, request.paper);
        let on_paper = OnPaper::read(paper, may_be(Format::Pdf), &mut refused);
        let made = (request.mode, request.made_for);
        let in_powerpoint = InPowerPoint::read(made, may_be(Format::Pptx), &mut refused);
        let slides = request.slides.optional("slides", &mut refused);
        let scale = Self::read_scale(request.scale, may_be(Format::Png), &mut refused);
        refuse(refused)?;
        Ok(Self {
            format: format?,
            slides,
            scale,
            on_paper,
            in_powerpoint,
        })
    }

    /// Reads `scale`, which only pictures have; what is wrong is added to `refused`.
    fn read_scale(scale: Field<i64>, is_png: bool, refused: &mut Vec<FieldError>) -> u32 {
        let Some(scale) = scale.optional("scale", refused) else {
            return Self::SCALE;
        };
        let known = u32::try_from(scale).ok();
        let known = known.filter(|scale| Self::SCALES.contains(scale));
        let message = match known {
            Some(scale) if is_png => return scale,
            Some(_) => "`scale` is only for png.",
            None => "`scale` must lie between 1 and 4.",
        };
        refused.push(FieldError {
            location: "scale".into(),
            message: message.into(),
        });
        Self::SCALE
    }
}

/// Makes a file of slides of a deck. Blocks; call it where that is allowed.
///
/// # Errors
/// `no_deck` when there is no slide; `invalid` for `slides`, and for pictures that
/// are too large together; those of [`Renderer::pdf`], except for HTML.
pub fn export_deck(
    renderer: &dyn Renderer,
    deck: &Deck,
    facts: &Facts,
    wanted: &Wanted,
    watch: &Watch,
) -> Result<ExportedFile> {
    if deck.slides.is_empty() {
        return Err(no_deck());
    }
    let total = deck.slides.len();
    let slides = SlideChoice::parse(wanted.slides.as_deref().unwrap_or_default(), total)?;
    let title = facts.title.as_str();
    let count = slides.count(total);
    let mut rendered = match wanted.format {
        Format::Pptx => {
            let InPowerPoint { mode, made_for } = wanted.in_powerpoint;
            let order = PptxOrder {
                slides: slides.clone(),
                mode,
                made_for,
            };
            renderer.pptx(deck, facts, order, watch)?
        }
        Format::Pdf => {
            let OnPaper { sheet, annotated } = wanted.on_paper;
            let order = PdfOrder {
                slides: slides.clone(),
                sheet,
                annotated,
            };
            renderer.pdf(deck, facts, order, watch)?
        }
        Format::Png => archive::pictures(renderer, deck, title, &slides, wanted.scale, watch)?,
        Format::Html => {
            watch.report(Progress::Writing);
            html(deck, title, &slides)
        }
    };
    watch.check()?;
    // What is wrong with a slide that is not in the file is no concern of it.
    rendered
        .warnings
        .retain(|warning| warning.slide().is_none_or(|number| slides.contains(number)));
    Ok(ExportedFile {
        file_name: file_name::from_title(title, wanted.format.extension(count)),
        media_type: wanted.format.media_type(count),
        bytes: rendered.bytes,
        warnings: rendered.warnings,
        fidelity: rendered
            .fidelity
            .map(|fidelity| FidelityReport::new(fidelity, &slides)),
    })
}

/// The deck with these slides only, as one file.
fn html(deck: &Deck, title: &str, slides: &SlideChoice) -> Rendered {
    let mut deck = deck.clone();
    let mut number = 0;
    deck.slides.retain(|_| {
        number += 1;
        slides.contains(number)
    });
    let report = report::inspect(&deck);
    let blocked = report.blocked.into_iter().map(|blocked| blocked.address);
    let addresses = report.missing_libraries.into_iter().chain(blocked);
    Rendered {
        fidelity: None,
        bytes: page::assemble_file(&deck, title).into_bytes(),
        warnings: addresses
            .map(|address| Warning::Blocked {
                address: address.chars().take(200).collect(),
            })
            .collect(),
    }
}

impl Service {
    /// Makes ready for an export that is likely to come soon. Returns at once.
    pub fn prepare_export(&self) {
        self.renderer().prepare();
    }

    /// Exports a session's deck as a file.
    ///
    /// # Errors
    /// As [`Service::export_session_watched`].
    pub async fn export_session(
        &self,
        caller: &Caller,
        request: ExportSession,
    ) -> Result<ExportedFile> {
        self.export_session_watched(caller, request, Watch::silent())
            .await
    }

    /// Exports a session's deck as a file, telling `watch`, and everybody who
    /// hears the session's events, how far it is. When the future is dropped,
    /// the export is cancelled.
    ///
    /// # Errors
    /// `not_found`, then `invalid` for the format and its options, then
    /// `no_deck`, then `invalid` for the slides; `busy`; those of
    /// [`Renderer::pdf`]; `store_unusable`.
    pub async fn export_session_watched(
        &self,
        caller: &Caller,
        request: ExportSession,
        watch: Watch,
    ) -> Result<ExportedFile> {
        let id = SessionId::parse(&request.session_id)?;
        let caller = caller.clone();
        let _permit = self.export_permit()?;
        let _cancel = CancelWhenDropped(watch.clone());
        self.reading(move |service| {
            let record = service.store().session_of(&caller.user, id)?;
            let wanted = Wanted::read(request)?;
            let (deck, _) = service.deck_of(id, &record)?.ok_or_else(no_deck)?;
            let renderer = service.renderer();
            let watch = service.telling_progress(&caller, &watch, (id, &record));
            export_deck(
                renderer.as_ref(),
                &deck,
                &facts_of(&record),
                &wanted,
                &watch,
            )
        })
        .await
    }
}

/// What is known of a session's file. Its author is the profile that the session was
/// put into.
fn facts_of(record: &SessionRecord) -> Facts {
    let author = record.profile_name.as_ref();
    Facts {
        title: record.title.as_str().to_owned(),
        author: author.map(|name| name.as_str().to_owned()),
        created: Some(record.created_at),
        changed: Some(record.updated_at),
    }
}

fn no_deck() -> Error {
    Error::new(
        Code::NoDeck,
        "This session has no slides yet, so there is nothing to export.",
    )
}

/// Stops an export whose caller went away.
struct CancelWhenDropped(Watch);

impl Drop for CancelWhenDropped {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
