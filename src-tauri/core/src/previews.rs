//! The newest previews: decks that somebody looks at, each under an address
//! that nobody can guess. They live in memory only.
//!
//! What does not belong here: who may open a preview, and serving its pages.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::deck::page::{LivePage, assemble_live, page_count};
use crate::model::{Deck, SessionId};

/// Previews that are kept; with a new one the oldest goes.
const KEPT: usize = 8;

/// One deck as it was when somebody opened it.
#[derive(Clone)]
pub(crate) struct Preview {
    pub(crate) nonce: String,
    pub(crate) session_id: SessionId,
    pub(crate) revision: u32,
    pub(crate) deck: Arc<Deck>,
    pub(crate) title: String,
    /// Whether the deck's scripts run.
    pub(crate) scripts: bool,
}

/// The previews that are open, the newest last.
#[derive(Default)]
pub(crate) struct Previews {
    kept: Mutex<VecDeque<Preview>>,
}

impl Previews {
    /// The deck, if this state of it is in memory already.
    pub(crate) fn deck(&self, session_id: SessionId, revision: u32) -> Option<Arc<Deck>> {
        let kept = self.kept();
        let mut previews = kept.iter();
        let same = previews
            .find(|preview| preview.session_id == session_id && preview.revision == revision)?;
        Some(Arc::clone(&same.deck))
    }

    pub(crate) fn open(&self, preview: Preview) {
        let mut kept = self.kept();
        kept.push_back(preview);
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }

    /// Forgets every preview of a session.
    pub(crate) fn forget(&self, session_id: SessionId) {
        self.kept()
            .retain(|preview| preview.session_id != session_id);
    }

    /// A page of the preview with this nonce, if there are both.
    pub(crate) fn page(&self, nonce: &str, page: usize) -> Option<LivePage> {
        let preview = self
            .kept()
            .iter()
            .find(|preview| preview.nonce == nonce)
            .cloned()?;
        // Assembled without the lock: a large deck takes its time.
        let Preview {
            deck,
            title,
            scripts,
            ..
        } = preview;
        (page < page_count(&deck)).then(|| assemble_live(&deck, &title, page, scripts))
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Preview>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
