//! One drawing of a series of slides, and what came of it so far.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::sync::watch;

use crate::render::Watch;
use crate::{Code, Error, Result};

/// A drawing that waits for its turn or is under way.
pub(super) struct Drawing {
    watch: Watch,
    outcome: watch::Sender<Outcome>,
}

impl Default for Drawing {
    fn default() -> Self {
        Self {
            watch: Watch::silent(),
            outcome: watch::Sender::default(),
        }
    }
}

impl Drawing {
    /// What comes of it, for somebody who waits.
    pub(super) fn look(&self) -> watch::Receiver<Outcome> {
        self.outcome.subscribe()
    }

    /// Waits until nobody waits for it.
    pub(super) async fn is_left(&self) {
        self.outcome.closed().await;
    }

    pub(super) fn is_waited_for(&self) -> bool {
        self.outcome.receiver_count() > 0
    }

    /// The renderer's side of it.
    pub(super) fn watch(&self) -> &Watch {
        &self.watch
    }

    /// Shows a picture to those who wait.
    pub(super) fn show(&self, index: usize, picture: Vec<u8>, is_kept: bool) {
        self.outcome.send_modify(|outcome| {
            outcome.pictures.insert(index, picture.into());
            if is_kept {
                outcome.kept.insert(index);
            }
        });
    }

    /// Tells those who wait that it is over. Answers what came of it.
    pub(super) fn end(&self, end: Result<()>) -> Outcome {
        let end = end.map_err(|error| Failure {
            code: error.code(),
            message: error.message().to_owned(),
        });
        self.outcome.send_modify(|outcome| outcome.end = Some(end));
        self.outcome.borrow().clone()
    }
}

/// What came of a drawing so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    /// By the slides' indices.
    pictures: BTreeMap<usize, Arc<[u8]>>,
    /// Those that are on disk, too.
    kept: BTreeSet<usize>,
    end: Option<Result<(), Failure>>,
}

/// An error that can be told more than once; its causes are in the log.
#[derive(Clone, Debug)]
struct Failure {
    code: Code,
    message: String,
}

impl Outcome {
    /// The picture of a slide or why there is none; nothing as long as neither
    /// is known.
    pub(super) fn of(&self, index: usize) -> Option<Result<Vec<u8>>> {
        if let Some(picture) = self.pictures.get(&index) {
            return Some(Ok(picture.to_vec()));
        }
        match self.end.as_ref()? {
            Ok(()) => None,
            Err(failure) => Some(Err(Error::new(failure.code, failure.message.clone()))),
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.end.is_some()
    }

    pub(super) fn has_failed(&self) -> bool {
        matches!(self.end, Some(Err(_)))
    }

    /// What is to be remembered of it: a failure that may be the deck's own,
    /// and pictures that are nowhere else.
    pub(super) fn remembered(mut self) -> Option<Self> {
        let kept = std::mem::take(&mut self.kept);
        self.pictures.retain(|index, _| !kept.contains(index));
        let may_be_the_decks = |failure: &Failure| {
            matches!(
                failure.code,
                Code::SlideNotReady
                    | Code::BrowserDied
                    | Code::ExportTimeout
                    | Code::ExportIncomplete
            )
        };
        match &self.end {
            Some(Err(failure)) if may_be_the_decks(failure) => Some(self),
            Some(Ok(())) if !self.pictures.is_empty() => Some(self),
            _ => None,
        }
    }

    /// Bytes of its pictures.
    pub(super) fn size(&self) -> usize {
        self.pictures.values().map(|picture| picture.len()).sum()
    }
}
