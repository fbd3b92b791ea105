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

/// If it works so much meanwhile, half of the time. One that cannot, because the
/// machine has too much else to do, is only slow.
const WORK: Duration = Duration::from_millis(1500);

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

/// A deck on the stage, and whether anybody sees it. Hidden it still runs and
/// takes memory, but its page's beats come too seldom to mean anything.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(in crate::desktop) struct StagedDeck {
    #[serde(flatten)]
    pub(super) deck: ShownDeck,
    #[serde(default)]
    hidden: bool,
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
    staged: Option<StagedDeck>,
    /// `None` from a beat to the next look, which cannot know when it came.
    silence: Option<Silence>,
    revived: Option<ShownDeck>,
    /// Whether the end that comes is a deck's doing.
    is_blamed: bool,
    ends: VecDeque<Instant>,
}

impl Beats {
    /// The page is alive. Without a deck nothing is expected of it.
    pub(super) fn beat(&mut self, staged: Option<StagedDeck>) {
        self.staged = staged;
        self.silence = None;
    }

    /// Whether a deck is on the stage, for somebody to see.
    pub(super) fn expects_beats(&self) -> bool {
        self.staged.as_ref().is_some_and(|staged| !staged.hidden)
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

    /// The page's process is ended, or ended by itself: whatever was on the stage
    /// is what the page that comes back will hear of.
    pub(super) fn give_up(&mut self) {
        if let Some(staged) = self.staged.take() {
            self.revived = Some(staged.deck);
            self.is_blamed = true;
        }
        self.silence = None;
    }

    /// The process is gone; answers how long to wait before the page comes
    /// back. That is no time at all, unless it keeps ending without a deck that
    /// could be stopped.
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

    fn deck() -> ShownDeck {
        ShownDeck {
            session_id: "a".into(),
            slide: 2,
            scripts: true,
        }
    }

    fn seen() -> Option<StagedDeck> {
        Some(StagedDeck {
            deck: deck(),
            hidden: false,
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
        beats.beat(seen());
        assert_eq!(ticks_until_hang(&mut beats), Some(13));
        assert_eq!(ticks_until_hang(&mut beats), None);
        assert_eq!(beats.take_revived(), Some(deck()));
        assert_eq!(beats.take_revived(), None);
    }

    #[test]
    fn a_page_that_gets_no_time_to_work_is_slow_for_longer() {
        for (part, ticks) in [
            (1.0, 13),
            (0.9, 13),
            (0.5, 13),
            (0.25, 25),
            (0.1, 49),
            (0.0, 49),
        ] {
            let mut beats = Beats::default();
            beats.beat(seen());
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
            beats.beat(seen());
            assert!(!(0..12).any(|_| beats.tick(TICK, None)));
        }
    }

    #[test]
    fn without_a_deck_silence_means_nothing() {
        let mut beats = Beats::default();
        assert_eq!(ticks_until_hang(&mut beats), None);
        beats.beat(seen());
        beats.beat(None);
        assert_eq!(ticks_until_hang(&mut beats), None);
        assert_eq!(beats.take_revived(), None);
    }

    #[test]
    fn a_machine_that_slept_is_no_hang() {
        let mut beats = Beats::default();
        beats.beat(seen());
        assert!(!beats.tick(Duration::from_secs(8 * 3600), None));
        beats.beat(seen());
        assert_eq!(ticks_until_hang(&mut beats), Some(13));
    }

    #[test]
    fn a_process_that_ends_by_itself_is_a_hang_too() {
        let mut beats = Beats::default();
        beats.beat(seen());
        assert_eq!(beats.ended(Instant::now()), Duration::ZERO);
        assert_eq!(beats.take_revived(), Some(deck()));
        assert!(!beats.expects_beats());
    }

    #[test]
    fn a_hidden_deck_is_not_waited_for_but_blamed() {
        let mut beats = Beats::default();
        let hidden = seen().map(|staged| StagedDeck {
            hidden: true,
            ..staged
        });
        beats.beat(seen());
        beats.beat(hidden);
        assert!(!beats.expects_beats());
        assert_eq!(ticks_until_hang(&mut beats), None);
        beats.give_up();
        assert_eq!(beats.take_revived(), Some(deck()));
    }

    #[test]
    fn decks_that_hang_one_after_the_other_leave_no_pause() {
        let mut beats = Beats::default();
        let now = Instant::now();
        for _ in 0..=MANY {
            beats.beat(seen());
            assert!(ticks_until_hang(&mut beats).is_some());
            assert_eq!(beats.ended(now), Duration::ZERO);
        }
        for _ in 0..MANY {
            assert_eq!(beats.ended(now), Duration::ZERO);
        }
        assert_eq!(beats.ended(now), PAUSE, "nobody's doing, again and again");
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
