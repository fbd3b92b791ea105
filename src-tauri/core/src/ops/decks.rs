//! A session's deck: read it, put another in its place, import a file.

use crate::deck::import;
use crate::events::Change;
use crate::model::{Deck, Message, MessageId, Session, SessionId, Title};
use crate::ops::field::refuse;
use crate::ops::sessions::new_record;
use crate::ops::wire::{DeckBody, ImportSession, OneSession, PutSlides, SessionSlides};
use crate::service::{Caller, Service};
use crate::store::{DeckReference, PackedDeck, SessionRecord};
use crate::{Code, Error, Result};

impl Service {
    /// A session's deck; none is no error.
    ///
    /// # Errors
    /// `not_found`; `store_unusable`.
    pub async fn get_slides(&self, caller: &Caller, request: OneSession) -> Result<SessionSlides> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        self.reading(move |service| {
            let record = service.store().session_of(&user, id)?;
            let deck = service.deck_of(id, &record)?;
            Ok(SessionSlides {
                session_id: id,
                slide_deck: deck.map(|(deck, revision)| DeckBody::new(deck, revision)),
            })
        })
        .await
    }

    /// Puts a deck in the place of a session's deck. Slides, css and scripts
    /// are kept byte for byte.
    ///
    /// # Errors
    /// `not_found`; `invalid`; `revision_conflict`; `too_large`; `disk_full`;
    /// `store_unusable`.
    pub async fn put_slides(&self, caller: &Caller, request: PutSlides) -> Result<SessionSlides> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        let PutSlides { if_match, deck, .. } = request;
        let (deck, packed) = {
            let user = user.clone();
            self.reading(move |service| {
                // Looked up first, so that a foreign session is never told
                // apart from a deck that is not valid.
                let record = service.store().session_of(&user, id)?;
                let mut deck = import::deck_from_json(deck)?;
                if let Some((present, _)) = service.deck_of(id, &record)? {
                    deck.keep_unchanged_scripts(&present);
                }
                let packed = PackedDeck::new(&deck)?;
                Ok((deck, packed))
            })
            .await?
        };
        let mut refused = Vec::new();
        let expected = if_match.optional("if_match", &mut refused);
        refuse(refused)?;
        let now = self.now();
        let (record, revision) = self
            .store()
            .write(move |changes| {
                let mut record = changes.session_of(&user, id)?;
                check_revision(expected.as_deref(), &record)?;
                let moment = record.be_active(now);
                changes.put_deck(id, &mut record, &packed, moment)?;
                changes.put_session(id, &record)?;
                let revision = record.deck.map_or(0, |deck| deck.revision);
                Ok((record, revision))
            })
            .await?;
        self.tell(caller, Change::DeckReplaced, Some((id, &record)));
        Ok(SessionSlides {
            session_id: id,
            slide_deck: Some(DeckBody::new(deck, revision)),
        })
    }

    /// Makes a session from an HTML or JSON file.
    ///
    /// # Errors
    /// `invalid` with the reason and the place; `too_large`; `disk_full`;
    /// `store_unusable`.
    pub async fn import_session(&self, caller: &Caller, request: ImportSession) -> Result<Session> {
        let mut refused = Vec::new();
        let name = request.name.optional("name", &mut refused);
        refuse(refused)?;
        let content = request.content;
        let (imported, packed) = tokio::task::spawn_blocking(move || {
            let mut imported = import::read(content.as_bytes())?;
            let packed = imported
                .deck
                .take()
                .as_ref()
                .map(PackedDeck::new)
                .transpose()?;
            Ok::<_, Error>((imported, packed))
        })
        .await
        .map_err(Error::internal)??;
        let now = self.now();
        let title = match imported_title(imported.title.as_deref(), name.as_deref()) {
            Some(title) => title,
            None => self.title_of_the_moment(now)?,
        };
        let owner = (!imported.is_without_owner).then(|| caller.user.clone());
        let mut record = new_record(title, owner, now);
        record.profile_id = imported.profile_id;
        record.profile_name = imported.profile_name;
        let messages: Vec<Message> = imported
            .messages
            .into_iter()
            .map(|message| Message {
                message_id: MessageId(self.clock().new_id(now)),
                role: message.role,
                content: message.content,
                timestamp: message.timestamp.unwrap_or(now),
            })
            .collect();
        let id = self.new_session_id(now);
        let record = self
            .store()
            .write(move |changes| {
                crate::ops::profiles::settle(changes, &mut record, now)?;
                for message in &messages {
                    changes.append_message(id, &mut record, message)?;
                }
                if let Some(deck) = &packed {
                    changes.put_deck(id, &mut record, deck, now)?;
                }
                changes.put_session(id, &record)?;
                Ok(record)
            })
            .await?;
        self.tell(caller, Change::SessionCreated, Some((id, &record)));
        Ok(self.show(id, &record))
    }

    /// A session's present deck and its revision.
    pub(crate) fn deck_of(
        &self,
        id: SessionId,
        record: &SessionRecord,
    ) -> Result<Option<(Deck, u32)>> {
        let Some(DeckReference { revision, .. }) = record.deck else {
            return Ok(None);
        };
        let deck = self.store().deck(id, revision);
        self.unless_gone(id, deck)
            .map(|deck| Some((deck, revision)))
    }
}

/// Compares what the caller knows with what is stored. An `If-Match` of `*`
/// asks only that there is a deck.
fn check_revision(expected: Option<&str>, record: &SessionRecord) -> Result<()> {
    let Some(expected) = expected else {
        return Ok(());
    };
    let expected = expected.trim().trim_start_matches("W/").trim_matches('"');
    let present = record.deck.map(|deck| deck.revision.to_string());
    let matches = match expected {
        "*" => present.is_some(),
        revision => present.as_deref().unwrap_or("0") == revision,
    };
    if matches {
        return Ok(());
    }
    Err(Error::new(
        Code::RevisionConflict,
        "The deck was changed elsewhere since it was read. Nothing was changed; read it again and repeat the change.",
    ))
}

fn imported_title(title: Option<&str>, file_name: Option<&str>) -> Option<Title> {
    let from_name = || {
        let stem = std::path::Path::new(file_name?).file_stem()?;
        Title::shortened(&stem.to_string_lossy())
    };
    title.and_then(Title::shortened).or_else(from_name)
}
