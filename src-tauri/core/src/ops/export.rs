//! Exporting a deck as a file, from a session or straight from a deck.

use crate::error::FieldError;
use crate::file_name;
use crate::model::{Deck, SessionId};
use crate::ops::Field;
use crate::ops::sessions::refuse;
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

/// Draws a deck as a file. Blocks; call it where that is allowed.
///
/// # Errors
/// Those of [`Renderer::pdf`]; `no_deck` when there is no slide.
pub fn export_deck(
    renderer: &dyn Renderer,
    deck: &Deck,
    title: &str,
    format: Format,
    watch: &Watch,
) -> Result<ExportedFile> {
    if deck.slides.is_empty() {
        return Err(no_deck());
    }
    let rendered = match format {
        Format::Pdf => renderer.pdf(deck, title, watch)?,
    };
    Ok(ExportedFile {
        file_name: file_name::from_title(title, format.extension()),
        media_type: format.media_type(),
        bytes: rendered.bytes,
        warnings: rendered.warnings,
    })
}

impl Service {
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

    /// Exports a session's deck as a file, telling `watch` how far it is.
    /// When the future is dropped, the export is cancelled.
    ///
    /// # Errors
    /// `not_found`, then `invalid` or `not_implemented` for the format, then
    /// `no_deck`; `busy`; those of [`Renderer::pdf`]; `store_unusable`.
    pub async fn export_session_watched(
        &self,
        caller: &Caller,
        request: ExportSession,
        watch: Watch,
    ) -> Result<ExportedFile> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        let _permit = self.export_permit()?;
        let _cancel = CancelWhenDropped(watch.clone());
        self.reading(move |service| {
            let record = service.store().session_of(&user, id)?;
            let format = requested_format(request.format)?;
            let (deck, _) = service.deck_of(id, &record)?.ok_or_else(no_deck)?;
            let renderer = service.renderer();
            export_deck(
                renderer.as_ref(),
                &deck,
                record.title.as_str(),
                format,
                &watch,
            )
        })
        .await
    }
}

fn requested_format(format: Field<String>) -> Result<Format> {
    let mut refused: Vec<FieldError> = Vec::new();
    let name = format.optional("format", &mut refused);
    refuse(refused)?;
    Format::parse(name.as_deref())
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
