//! How long the page has been silent, and how often its process ended. Time is
//! handed in.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// How often somebody looks.
pub(super) const TICK: Duration = Duration::from_millis(250);

/// A page that is silent for longer hangs.
const SILENCE: Duration = Duration::from_secs(3);

/// Ends within this time count together.
const MEMORY: Duration = Duration::from_secs(60);

/// So many ends within that time are nobody's bad luck.
const MANY: usize = 3;

/// What is waited after too many of them.
const PAUSE: Duration = Duration::from_secs(10);

/// The deck on the stage, whose scripts run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::desktop) struct ShownDeck {
    /// Its session.
    pub(in crate::desktop) session_id: String,
    /// The slide that is shown, from 0.
    pub(in crate::desktop) slide: u32,
}

/// Listens to the page for as long as it shows a deck.
#[derive(Debug, Default)]
pub(super) struct Beats {
    shown: Option<ShownDeck>,
    /// `None` from a beat to the next look, which cannot know when it came.
    silent: Option<Duration>,
    revived: Option<ShownDeck>,
    ends: VecDeque<Instant>,
}

impl Beats {
    /// The page is alive. Without a deck nothing is expected of it.
    pub(super) fn beat(&mut self, shown: Option<ShownDeck>) {
        self.shown = shown;
        self.silent = None;
    }

    /// Whether a deck is on the stage.
    pub(super) fn expects_beats(&self) -> bool {
        self.shown.is_some()
    }

    /// Time went by; answers whether the page hangs now, which is told once. A
    /// look that comes late, because the machine slept or had too much to do,
    /// counts as little more than one in time: the page had no more time either.
    pub(super) fn tick(&mut self, passed: Duration) -> bool {
        if self.shown.is_none() {
            return false;
        }
        let more = passed.min(2 * TICK);
        let silent = self.silent.map_or(Duration::ZERO, |silent| silent + more);
        self.silent = Some(silent);
        if silent < SILENCE {
            return false;
        }
        self.give_up();
        true
    }

    /// The page's process is ended, or ended by itself: whatever was shown is
    /// what the page that comes back will hear of.
    pub(super) fn give_up(&mut self) {
        if let Some(shown) = self.shown.take() {
            self.revived = Some(shown);
        }
        self.silent = None;
    }

    /// The process is gone; answers how long to wait before the page comes
    /// back. That is no time at all, unless it keeps ending.
    pub(super) fn ended(&mut self, now: Instant) -> Duration {
        self.give_up();
        self.ends
            .retain(|end| now.saturating_duration_since(*end) < MEMORY);
        self.ends.push_back(now);
        if self.ends.len() > MANY {
            PAUSE
        } else {
            Duration::ZERO
        }
    }

    /// What was on the stage when the page went; told once.
    pub(super) fn take_revived(&mut self) -> Option<ShownDeck> {
        self.revived.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deck() -> Option<ShownDeck> {
        Some(ShownDeck {
            session_id: "a".into(),
            slide: 2,
        })
    }

    fn ticks_until_hang(beats: &mut Beats) -> Option<usize> {
        (1..=20).find(|_| beats.tick(TICK))
    }

    #[test]
    fn three_seconds_of_silence_are_a_hang_and_told_once() {
        let mut beats = Beats::default();
        beats.beat(deck());
        assert_eq!(ticks_until_hang(&mut beats), Some(13));
        assert_eq!(ticks_until_hang(&mut beats), None);
        assert_eq!(beats.take_revived(), deck());
        assert_eq!(beats.take_revived(), None);
    }

    #[test]
    fn every_beat_starts_the_time_anew() {
        let mut beats = Beats::default();
        for _ in 0..10 {
            beats.beat(deck());
            assert!(!(0..12).any(|_| beats.tick(TICK)));
        }
    }

    #[test]
    fn without_a_deck_silence_means_nothing() {
        let mut beats = Beats::default();
        assert_eq!(ticks_until_hang(&mut beats), None);
        beats.beat(deck());
        beats.beat(None);
        assert_eq!(ticks_until_hang(&mut beats), None);
        assert_eq!(beats.take_revived(), None);
    }

    #[test]
    fn a_machine_that_slept_is_no_hang() {
        let mut beats = Beats::default();
        beats.beat(deck());
        assert!(!beats.tick(Duration::from_secs(8 * 3600)));
        beats.beat(deck());
        assert_eq!(ticks_until_hang(&mut beats), Some(13));
    }

    #[test]
    fn a_process_that_ends_by_itself_is_a_hang_too() {
        let mut beats = Beats::default();
        beats.beat(deck());
        assert_eq!(beats.ended(Instant::now()), Duration::ZERO);
        assert_eq!(beats.take_revived(), deck());
        assert!(!beats.expects_beats());
    }

    #[test]
    fn a_page_that_keeps_ending_comes_back_with_pauses() {
        let mut beats = Beats::default();
        let start = Instant::now();
        for second in 0..3 {
            let now = start + Duration::from_secs(second);
            assert_eq!(beats.ended(now), Duration::ZERO);
        }
        assert_eq!(beats.ended(start + Duration::from_secs(4)), PAUSE);
        assert_eq!(beats.ended(start + Duration::from_secs(90)), Duration::ZERO);
    }
}
