//! The newest previews: decks that somebody looks at, each under an address
//! that nobody can guess. They live in memory only.
//!
//! What does not belong here: who may open a preview, and serving its pages.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::deck::page::{LivePage, assemble_live, page_count};
use crate::model::{Deck, DeckLimits, SessionId, Slide};

/// Previews that are kept, and bytes that their decks may take; with a new one
/// the oldest go.
const KEPT: usize = 8;
const KEPT_BYTES: usize = 2 * DeckLimits::FILE_BYTES;

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
        while kept.len() > KEPT || (kept.len() > 1 && bytes(&kept) > KEPT_BYTES) {
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

/// Bytes of the decks, each counted once: previews of one state share it.
fn bytes(previews: &VecDeque<Preview>) -> usize {
    let decks: HashMap<_, _> = previews
        .iter()
        .map(|preview| (Arc::as_ptr(&preview.deck), &preview.deck))
        .collect();
    decks.values().map(|deck| size(deck)).sum()
}

fn size(deck: &Deck) -> usize {
    let of_slide = |slide: &Slide| slide.html.len() + slide.scripts.len() + slide.notes.len();
    let slides: usize = deck.slides.iter().map(of_slide).sum();
    let as_put = deck.scripts_as_put.as_ref().map_or(0, String::len);
    slides + deck.css.len() + deck.shared_scripts.len() + as_put + deck.surroundings.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(nonce: &str, deck: &Arc<Deck>) -> Preview {
        Preview {
            nonce: nonce.to_owned(),
            session_id: SessionId::from_bytes([0; 16]),
            revision: 1,
            deck: Arc::clone(deck),
            title: String::new(),
            scripts: true,
        }
    }

    fn deck_of(bytes: usize) -> Arc<Deck> {
        Arc::new(Deck {
            css: " ".repeat(bytes),
            ..Deck::default()
        })
    }

    fn nonces(previews: &Previews) -> Vec<String> {
        let kept = previews.kept();
        kept.iter().map(|preview| preview.nonce.clone()).collect()
    }

    #[test]
    fn large_decks_make_room_for_new_ones() {
        let previews = Previews::default();
        let large = deck_of(KEPT_BYTES / 2);
        for nonce in ["a", "b", "c"] {
            previews.open(preview(nonce, &large));
        }
        assert_eq!(nonces(&previews), ["a", "b", "c"], "one deck is there once");
        previews.open(preview("d", &deck_of(KEPT_BYTES / 2)));
        assert_eq!(nonces(&previews), ["a", "b", "c", "d"]);
        previews.open(preview("e", &deck_of(1)));
        assert_eq!(nonces(&previews), ["d", "e"]);
        previews.open(preview("f", &deck_of(KEPT_BYTES + 1)));
        assert_eq!(nonces(&previews), ["f"], "the newest is always kept");
    }
}
