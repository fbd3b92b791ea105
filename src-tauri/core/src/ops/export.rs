//! Exporting a deck as a file, from a session or straight from a deck.

use crate::error::FieldError;
use crate::file_name;
use crate::model::{Deck, SessionId, SlideChoice};
use crate::ops::field::refuse;
use crate::ops::wire::{ExportSession, ExportedFile};
use crate::render::{Renderer, Watch};
use crate::service::{Caller, Service};
use crate::{Code, Error, Result};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Portable Document Format.
    Pdf,
}

impl Format {
    /// Reads a format by its name; without one it is PDF.
    ///
    /// # Errors
    /// `not_implemented` for `pptx`; `invalid` for anything else.
    pub fn parse(name: Option<&str>) -> Result<Self> {
        match name {
            None | Some("pdf") => Ok(Self::Pdf),
            Some("pptx") => Err(Error::new(
                Code::NotImplemented,
                "This version of Lectern cannot write PowerPoint files yet. Choose PDF.",
            )),
            Some(_) => Err(Error::invalid("format", "`format` must be pdf or pptx.")),
        }
    }

    /// The file name extension, without a dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
        }
    }
}

/// Draws slides of a deck (`1-5,8`; all where nothing is said) as a file.
/// Blocks; call it where that is allowed.
///
/// # Errors
/// `no_deck` when there is no slide; `invalid` for `slides`; those of
/// [`Renderer::pdf`].
pub fn export_deck(
    renderer: &dyn Renderer,
    deck: &Deck,
    title: &str,
    format: Format,
    slides: Option<&str>,
    watch: &Watch,
) -> Result<ExportedFile> {
    if deck.slides.is_empty() {
        return Err(no_deck());
    }
    let slides = SlideChoice::parse(slides.unwrap_or_default(), deck.slides.len())?;
    let mut rendered = match format {
        Format::Pdf => renderer.pdf(deck, title, &slides, watch)?,
    };
    // What is wrong with a slide that is not in the file is no concern of it.
    rendered
        .warnings
        .retain(|warning| warning.slide().is_none_or(|number| slides.contains(number)));
    Ok(ExportedFile {
        file_name: file_name::from_title(title, format.extension()),
        media_type: format.media_type(),
        bytes: rendered.bytes,
        warnings: rendered.warnings,
    })
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
    /// `not_found`, then `invalid` or `not_implemented` for the format, then
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
            let (format, slides) = wanted(request)?;
            let (deck, _) = service.deck_of(id, &record)?.ok_or_else(no_deck)?;
            let renderer = service.renderer();
            let watch = service.telling_progress(&caller, &watch, (id, &record));
            export_deck(
                renderer.as_ref(),
                &deck,
                record.title.as_str(),
                format,
                slides.as_deref(),
                &watch,
            )
        })
        .await
    }
}

/// The format and the slides that are asked for.
fn wanted(request: ExportSession) -> Result<(Format, Option<String>)> {
    let mut refused: Vec<FieldError> = Vec::new();
    let format = request.format.optional("format", &mut refused);
    let slides = request.slides.optional("slides", &mut refused);
    refuse(refused)?;
    Ok((Format::parse(format.as_deref())?, slides))
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
