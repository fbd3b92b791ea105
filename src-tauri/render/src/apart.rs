//! Slides that later ones would change: each is drawn on a page of its own, on which no
//! later slide's scripts run, and is taken over from there as markup.
//!
//! What does not belong here: finding them (`lectern_core::deck::collisions`).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use lectern_core::Result;
use lectern_core::deck::collisions::{Collision, collisions};
use lectern_core::deck::page::{self, Layout};
use lectern_core::model::Deck;
use lectern_core::render::Warning;

use crate::browser::Chrome;
use crate::page::{Shown, cut};
use crate::watchdog::Stages;

/// Pixels for each CSS pixel, along each side, of what scripts paint there: it stays a
/// picture.
const PIXELS: u32 = 3;

/// The slides of a deck that are drawn apart.
pub(crate) struct Apart {
    /// Only where there are some.
    deck: Option<Deck>,
    collisions: Vec<Collision>,
}

/// Slides that were drawn apart.
#[derive(Default)]
pub(crate) struct Drawn {
    /// Their markup, by their index.
    pub(crate) slides: BTreeMap<usize, String>,
    warnings: Vec<Warning>,
}

impl Apart {
    /// Those of `deck` that are among these slides, by their index.
    pub(crate) fn of(deck: &Deck, wanted: &[usize]) -> Self {
        let mut collisions = collisions(deck);
        collisions.retain(|collision| wanted.contains(&collision.slide));
        Self {
            deck: (!collisions.is_empty()).then(|| deck.clone()),
            collisions,
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.collisions.len()
    }

    /// Draws them.
    ///
    /// # Errors
    /// As [`Shown::load`] and [`Shown::wait`].
    pub(crate) fn draw(
        &self,
        chrome: &Chrome,
        slide_time: Duration,
        stages: &Arc<Stages>,
    ) -> Result<Drawn> {
        let mut drawn = Drawn::default();
        let Some(deck) = &self.deck else {
            return Ok(drawn);
        };
        stages.hold(true);
        for Collision { slide, name } in &self.collisions {
            let page = page::assemble(deck, &layout(slide + 1));
            let shown = Shown::load(chrome, &page, deck.slides.len(), stages)?;
            let warnings = shown.wait(slide_time)?;
            drawn.slides.insert(*slide, shown.markup(*slide)?);
            drawn.warnings.push(Warning::DrawnApart {
                slide: slide + 1,
                name: cut(name),
            });
            let failed = |warning: &Warning| is_failed(warning, &[*slide]);
            drawn.warnings.extend(warnings.into_iter().filter(failed));
        }
        stages.hold(false);
        Ok(drawn)
    }
}

impl Drawn {
    /// What the deck did not get, of which `warnings` were told when all slides were
    /// drawn together: scripts of these slides failed there only if they did here.
    pub(crate) fn correct(self, mut warnings: Vec<Warning>) -> Vec<Warning> {
        let slides: Vec<usize> = self.slides.into_keys().collect();
        warnings.retain(|warning| !is_failed(warning, &slides));
        warnings.extend(self.warnings);
        warnings
    }
}

/// The page on which so many slides run their scripts.
fn layout(running: usize) -> Layout<'static> {
    Layout {
        title: "",
        pixel_ratio: PIXELS,
        sheets: None,
        running: Some(running),
        reads_charts: false,
    }
}

/// Whether a script of one of these slides, by index, failed.
fn is_failed(warning: &Warning, slides: &[usize]) -> bool {
    matches!(warning, Warning::ScriptFailed { slide: Some(number), .. }
        if slides.contains(&(number - 1)))
}
