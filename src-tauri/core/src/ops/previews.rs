//! Looking at a session's deck: the preview that a door serves, and the report
//! of what the deck needs.

use std::sync::Arc;

use crate::deck::page::SLIDES_PER_PAGE;
use crate::deck::report::{self, DeckReport};
use crate::model::{Deck, SessionId, UserId};
use crate::ops::field::refuse;
use crate::ops::wire::{OneSession, OpenPreview, Preview};
use crate::previews;
use crate::service::{Caller, Service};
use crate::store::{DeckReference, SessionRecord};
use crate::{Code, Error, Result};

impl Service {
    /// Opens a session's deck to be looked at, as it is now.
    ///
    /// # Errors
    /// `not_found`, then `invalid`, then `no_deck`; `store_unusable`.
    pub async fn open_preview(&self, caller: &Caller, request: OpenPreview) -> Result<Preview> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        self.reading(move |service| {
            let record = service.store().session_of(&user, id)?;
            let mut refused = Vec::new();
            let scripts = request.scripts.optional("scripts", &mut refused);
            refuse(refused)?;
            let preview = service.preview(id, &record, scripts.unwrap_or(true))?;
            service.keep(&user, preview)
        })
        .await
    }

    /// What a session's deck needs from outside, and what was left out of it.
    ///
    /// # Errors
    /// `not_found`; `no_deck`; `store_unusable`.
    pub async fn inspect_slides(&self, caller: &Caller, request: OneSession) -> Result<DeckReport> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        self.reading(move |service| {
            let record = service.store().session_of(&user, id)?;
            let (deck, _) = service.deck_of(id, &record)?.ok_or_else(no_deck)?;
            Ok(report::inspect(&deck))
        })
        .await
    }

    fn preview(
        &self,
        id: SessionId,
        record: &SessionRecord,
        scripts: bool,
    ) -> Result<previews::Preview> {
        let DeckReference { revision, .. } = record.deck.ok_or_else(no_deck)?;
        Ok(previews::Preview {
            nonce: hexadecimal(&self.clock().secret()?),
            session_id: id,
            revision,
            deck: self.shared_deck(id, record, revision)?,
            title: record.title.as_str().to_owned(),
            scripts,
        })
    }

    fn shared_deck(
        &self,
        id: SessionId,
        record: &SessionRecord,
        revision: u32,
    ) -> Result<Arc<Deck>> {
        if let Some(deck) = self.previews().deck(id, revision) {
            return Ok(deck);
        }
        let (deck, _) = self.deck_of(id, record)?.ok_or_else(no_deck)?;
        Ok(Arc::new(deck))
    }

    /// Keeps a preview, unless its session has gone meanwhile.
    fn keep(&self, user: &UserId, preview: previews::Preview) -> Result<Preview> {
        let id = preview.session_id;
        let answer = Preview {
            nonce: preview.nonce.clone(),
            revision: preview.revision,
            slide_count: preview.deck.slides.len(),
            slides_per_page: SLIDES_PER_PAGE,
        };
        self.previews().open(preview);
        if let Err(gone) = self.store().session_of(user, id) {
            self.previews().forget(id);
            return Err(gone);
        }
        Ok(answer)
    }
}

fn no_deck() -> Error {
    Error::new(
        Code::NoDeck,
        "This session has no slides yet, so there is nothing to look at.",
    )
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
