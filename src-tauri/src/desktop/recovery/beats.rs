//! How long the page has been silent, and how often its process ended. Time is
//! handed in.

use std::collections::VecDeque;
use std::mem;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// How often somebody looks.
pub(super) const TICK: Duration = Duration::from_millis(250);

/// A page that is silent for longer hangs.
const SILENCE: Duration = Duration::from_secs(3);

/// If it works so much meanwhile. One that cannot, because the machine has too
/// much else to do, is only slow.
const WORK: Duration = Duration::from_millis(2500);

/// A page that is silent for so long hangs, whatever it does.
const LONG_SILENCE: Duration = Duration::from_secs(12);

/// Ends within this time count together.
const MEMORY: Duration = Duration::from_secs(60);

/// So many ends within that time are nobody's bad luck.
const MANY: usize = 3;

/// What is waited after too many of them.
const PAUSE: Duration = Duration::from_secs(10);

/// The deck on the stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::desktop) struct ShownDeck {
    /// Its session.
    pub(in crate::desktop) session_id: String,
    /// The slide that is shown, from 0.
    pub(in crate::desktop) slide: u32,
    /// Whether its scripts run.
    pub(in crate::desktop) scripts: bool,
}

/// What is known of a silence.
#[derive(Debug)]
struct Silence {
    length: Duration,
    /// The work of the page's process before it; `None` where nobody can tell.
    work_before: Option<Duration>,
}

/// Listens to the page for as long as it shows a deck.
#[derive(Debug, Default)]
pub(super) struct Beats {
    shown: Option<ShownDeck>,
    /// Nobody sees the page: it beats when the engine likes.
    is_hidden: bool,
    /// `None` from a beat to the next look, which cannot know when it came.
    silence: Option<Silence>,
    revived: Option<ShownDeck>,
    /// The next end is the deck's fault, which is dealt with.
    is_blamed: bool,
    ends: VecDeque<Instant>,
}

impl Beats {
    /// The page is alive. Without a deck, or where nobody sees it, nothing more
    /// is expected of it.
    pub(super) fn beat(&mut self, shown: Option<ShownDeck>, is_seen: bool) {
        self.shown = shown;
        self.is_hidden = !is_seen;
        self.silence = None;
    }

    /// Whether a deck is on the stage, for somebody to see.
    pub(super) fn expects_beats(&self) -> bool {
        self.shown.is_some() && !self.is_hidden
    }

    /// Time went by, and this is the work of the page's process until now, if it
    /// can be told; answers whether the page hangs now, which is told once. A
    /// look that comes late, because the machine slept or had too much to do,
    /// counts as little more than one in time: the page had no more time either.
    pub(super) fn tick(&mut self, passed: Duration, work: Option<Duration>) -> bool {
        if !self.expects_beats() {
            return false;
        }
        let Some(silence) = &mut self.silence else {
            self.silence = Some(Silence {
                length: Duration::ZERO,
                work_before: work,
            });
            return false;
        };
        silence.length += passed.min(2 * TICK);
        let worked = silence
            .work_before
            .zip(work)
            .map(|(before, now)| now.saturating_sub(before));
        let hangs = worked.is_none_or(|worked| worked >= WORK) && silence.length >= SILENCE
            || silence.length >= LONG_SILENCE;
        if hangs {
            self.give_up();
        }
        hangs
    }

    /// The page's process is ended, or ended by itself: whatever was shown is
    /// what the page that comes back will hear of.
    pub(super) fn give_up(&mut self) {
        if let Some(shown) = self.shown.take() {
            self.revived = Some(shown);
            self.is_blamed = true;
        }
        self.silence = None;
    }

    /// The process is gone; answers how long to wait before the page comes
    /// back. That is no time at all, unless it keeps ending. A deck does not end
    /// it twice in the same way, so ends that are a deck's fault do not count.
    pub(super) fn ended(&mut self, now: Instant) -> Duration {
        self.give_up();
        if mem::take(&mut self.is_blamed) {
            return Duration::ZERO;
        }
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
            scripts: true,
        })
    }

    fn ticks_until_hang(beats: &mut Beats) -> Option<usize> {
        (1..=20).find(|_| beats.tick(TICK, None))
    }

    /// As before, of a process that works this part of the time.
    fn ticks_until_busy_hang(beats: &mut Beats, part: f64) -> Option<u32> {
        let work = |tick: u32| Duration::from_secs(60) + (TICK * tick).mul_f64(part);
        (1..=60).find(|tick| beats.tick(TICK, Some(work(*tick))))
    }

    #[test]
    fn three_seconds_of_silence_are_a_hang_and_told_once() {
        let mut beats = Beats::default();
        beats.beat(deck(), true);
        assert_eq!(ticks_until_hang(&mut beats), Some(13));
        assert_eq!(ticks_until_hang(&mut beats), None);
        assert_eq!(beats.take_revived(), deck());
        assert_eq!(beats.take_revived(), None);
    }

    #[test]
    fn a_page_that_gets_no_time_to_work_is_slow_for_longer() {
        for (part, ticks) in [
            (1.0, 13),
            (0.9, 13),
            (0.5, 21),
            (0.25, 41),
            (0.1, 49),
            (0.0, 49),
        ] {
            let mut beats = Beats::default();
            beats.beat(deck(), true);
            assert_eq!(
                ticks_until_busy_hang(&mut beats, part),
                Some(ticks),
                "{part}"
            );
        }
    }

    #[test]
    fn every_beat_starts_the_time_anew() {
        let mut beats = Beats::default();
        for _ in 0..10 {
            beats.beat(deck(), true);
            assert!(!(0..12).any(|_| beats.tick(TICK, None)));
        }
    }

    #[test]
    fn without_a_deck_silence_means_nothing() {
        let mut beats = Beats::default();
        assert_eq!(ticks_until_hang(&mut beats), None);
        beats.beat(deck(), true);
        beats.beat(None, true);
        assert_eq!(ticks_until_hang(&mut beats), None);
        assert_eq!(beats.take_revived(), None);
    }

    #[test]
    fn a_machine_that_slept_is_no_hang() {
        let mut beats = Beats::default();
        beats.beat(deck(), true);
        assert!(!beats.tick(Duration::from_secs(8 * 3600), None));
        beats.beat(deck(), true);
        assert_eq!(ticks_until_hang(&mut beats), Some(13));
    }

    #[test]
    fn a_process_that_ends_by_itself_is_a_hang_too() {
        let mut beats = Beats::default();
        beats.beat(deck(), true);
        assert_eq!(beats.ended(Instant::now()), Duration::ZERO);
        assert_eq!(beats.take_revived(), deck());
        assert!(!beats.expects_beats());
    }

    #[test]
    fn a_page_that_nobody_sees_may_be_silent_and_its_deck_is_still_known() {
        let mut beats = Beats::default();
        beats.beat(deck(), false);
        assert_eq!(ticks_until_hang(&mut beats), None);
        assert_eq!(beats.ended(Instant::now()), Duration::ZERO);
        assert_eq!(beats.take_revived(), deck());
    }

    #[test]
    fn ends_that_are_a_decks_fault_bring_the_page_back_at_once() {
        let mut beats = Beats::default();
        let now = Instant::now();
        for _ in 0..10 {
            beats.beat(deck(), true);
            assert_eq!(beats.ended(now), Duration::ZERO);
        }
        // One deck cannot be blamed for what comes after it.
        for _ in 0..3 {
            assert_eq!(beats.ended(now), Duration::ZERO);
        }
        assert_eq!(beats.ended(now), PAUSE);
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
