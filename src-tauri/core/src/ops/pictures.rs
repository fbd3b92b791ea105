//! Small pictures of slides, for lists.

use crate::file_name;
use crate::model::{SessionId, UserId};
use crate::ops::field::refuse;
use crate::ops::wire::{ExportedFile, OneSlide};
use crate::pictures::Series;
use crate::service::{Caller, Service};
use crate::{Code, Error, Result};

/// Which picture is asked for.
struct Wanted {
    series: Series,
    index: usize,
    file_name: String,
}

impl Service {
    /// A small picture of a slide as it is now, as PNG. The first one that is
    /// asked for of a deck draws it; later ones are read.
    ///
    /// # Errors
    /// `not_found`, then `invalid` for the number, then `no_deck`, then
    /// `not_found` for a slide that the deck does not have; those of
    /// [`crate::render::Renderer::pictures`]; `revision_conflict` when the deck
    /// is replaced while its pictures wait to be drawn; `store_unusable`.
    pub async fn get_slide_picture(
        &self,
        caller: &Caller,
        request: OneSlide,
    ) -> Result<ExportedFile> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        let (wanted, kept) = self
            .reading(move |service| {
                let wanted = service.wanted_picture(&user, id, request)?;
                let kept = service.pictures().kept(wanted.series, wanted.index);
                Ok((wanted, kept))
            })
            .await?;
        let picture = match kept {
            Some(picture) => Ok(picture),
            None => {
                let drawing = self.pictures();
                drawing.draw(self, wanted.series, wanted.index).await
            }
        };
        Ok(ExportedFile {
            bytes: self.unless_gone(id, picture)?,
            file_name: wanted.file_name,
            media_type: "image/png",
            warnings: Vec::new(),
            fidelity: None,
        })
    }

    fn wanted_picture(&self, user: &UserId, id: SessionId, request: OneSlide) -> Result<Wanted> {
        let record = self.store().session_of(user, id)?;
        let mut refused = Vec::new();
        let number = request.number.required("number", &mut refused);
        refuse(refused)?;
        let number = number.unwrap_or_default();
        let deck = record.deck.filter(|deck| deck.slide_count > 0);
        let deck = deck.ok_or_else(no_slides)?;
        let number = u32::try_from(number)
            .ok()
            .filter(|number| (1..=deck.slide_count).contains(number))
            .ok_or_else(|| no_such_slide(number, deck.slide_count))?;
        let index = number as usize - 1;
        let title = format!("{} {number}", record.title);
        Ok(Wanted {
            series: Series::of(id, deck.revision, index),
            index,
            file_name: file_name::from_title(&title, "png"),
        })
    }
}

fn no_slides() -> Error {
    Error::new(
        Code::NoDeck,
        "This session has no slides yet, so there is no picture of one.",
    )
}

fn no_such_slide(number: i64, slide_count: u32) -> Error {
    let slides = match slide_count {
        1 => "one slide".to_owned(),
        count => format!("{count} slides"),
    };
    Error::new(
        Code::NotFound,
        format!("There is no slide {number}: the deck has {slides}, counted from 1."),
    )
}
