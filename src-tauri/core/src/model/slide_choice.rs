//! Which slides of a deck are meant, as people write it: `1-5,8`.

use std::fmt;
use std::ops::RangeInclusive;

use crate::{Error, Result};

/// Characters of what somebody wrote that a refusal repeats.
const REPEATED: usize = 40;

/// Slides of a deck, in the deck's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlideChoice {
    /// Numbers from 1, ascending and apart; no range means every slide.
    ranges: Vec<RangeInclusive<usize>>,
}

impl SlideChoice {
    /// Every slide.
    #[must_use]
    pub fn all() -> Self {
        Self::default()
    }

    /// Reads numbers and ranges, such as `1-5,8`, for a deck of `slides`
    /// slides. Blank means all; what is named twice counts once.
    ///
    /// # Errors
    /// `invalid`, with what is wrong and how many slides there are.
    pub fn parse(text: &str, slides: usize) -> Result<Self> {
        if text.trim().is_empty() {
            return Ok(Self::all());
        }
        let parts = text.split(',').map(|part| read_part(part.trim(), slides));
        let ranges = parts.collect::<Result<Vec<_>>>()?;
        Ok(Self {
            ranges: joined(ranges),
        })
    }

    /// Whether a slide, counted from 1, is among them.
    #[must_use]
    pub fn contains(&self, number: usize) -> bool {
        self.ranges.is_empty() || self.ranges.iter().any(|range| range.contains(&number))
    }

    /// The indices, from 0, of those that a deck of `slides` slides has.
    #[must_use]
    pub fn indices(&self, slides: usize) -> Vec<usize> {
        let all = 0..slides;
        all.filter(|index| self.contains(index + 1)).collect()
    }

    /// How many they are of a deck of `slides` slides.
    #[must_use]
    pub fn count(&self, slides: usize) -> usize {
        if self.ranges.is_empty() {
            return slides;
        }
        let lengths = self
            .ranges
            .iter()
            .map(|range| range.end() + 1 - range.start());
        lengths.sum()
    }
}

/// As it is written: `1-5,8`, and nothing for every slide.
impl fmt::Display for SlideChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (range, index) in self.ranges.iter().zip(0..) {
            let comma = if index == 0 { "" } else { "," };
            let (first, last) = (range.start(), range.end());
            if first == last {
                write!(formatter, "{comma}{first}")?;
            } else {
                write!(formatter, "{comma}{first}-{last}")?;
            }
        }
        Ok(())
    }
}

/// One number, or two with a dash between; some keyboards write a long one.
fn read_part(part: &str, slides: usize) -> Result<RangeInclusive<usize>> {
    let (first, last) = part.split_once(['-', '\u{2013}']).unwrap_or((part, part));
    let (Some(first), Some(last)) = (number(first), number(last)) else {
        return Err(not_readable(part, slides));
    };
    if first == 0 {
        let there_are = there_are(slides);
        return Err(refusal(format!("Slides are counted from 1; {there_are}.")));
    }
    if first > last {
        return Err(refusal(format!(
            "The range {first}-{last} runs backwards: write {last}-{first}. {}.",
            capitalised(&there_are(slides))
        )));
    }
    if last > slides {
        let missing = if first > slides { first } else { last };
        let there_are = there_are(slides);
        return Err(refusal(format!(
            "There is no slide {missing}: {there_are}."
        )));
    }
    Ok(first..=last)
}

/// A number in digits; one that is too large to hold is larger than any deck.
fn number(text: &str) -> Option<usize> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(usize::MAX))
}

/// Sorts ranges and joins those that meet.
fn joined(mut ranges: Vec<RangeInclusive<usize>>) -> Vec<RangeInclusive<usize>> {
    ranges.sort_unstable_by_key(|range| *range.start());
    let mut joined: Vec<RangeInclusive<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(before) if *range.start() <= before.end() + 1 => {
                *before = *before.start()..=*before.end().max(range.end());
            }
            _ => joined.push(range),
        }
    }
    joined
}

fn not_readable(part: &str, slides: usize) -> Error {
    let there_are = there_are(slides);
    let shown: String = part.chars().take(REPEATED).collect();
    refusal(if shown.is_empty() {
        format!("A number is missing beside a comma. Write slides as 1-5,8; {there_are}.")
    } else {
        format!("\"{shown}\" names no slide. Write slides as 1-5,8; {there_are}.")
    })
}

fn there_are(slides: usize) -> String {
    let ending = if slides == 1 { "" } else { "s" };
    format!("the deck has {slides} slide{ending}")
}

fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

fn refusal(sentence: String) -> Error {
    Error::invalid("slides", sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        SlideChoice::parse(text, 8).unwrap().to_string()
    }

    fn refused(text: &str) -> String {
        let error = SlideChoice::parse(text, 8).unwrap_err();
        assert_eq!(error.fields()[0].location, "slides");
        error.message().to_owned()
    }

    #[test]
    fn numbers_and_ranges_are_read_in_the_decks_order() {
        for (text, read_as) in [
            ("1", "1"),
            ("1-5,8", "1-5,8"),
            (" 8 , 1 - 5 ", "1-5,8"),
            ("3,3,2-4", "2-4"),
            ("1-3,4,6", "1-4,6"),
            ("2\u{2013}3", "2-3"),
            ("007", "7"),
            ("1-8", "1-8"),
        ] {
            assert_eq!(read(text), read_as, "{text}");
        }
    }

    #[test]
    fn blank_means_all() {
        for text in ["", "  ", "\t"] {
            let choice = SlideChoice::parse(text, 8).unwrap();
            assert_eq!(choice, SlideChoice::all());
            assert_eq!((choice.count(8), choice.to_string()), (8, String::new()));
            assert!(choice.contains(1) && choice.contains(8));
        }
    }

    #[test]
    fn a_refusal_says_what_is_wrong_and_how_many_slides_there_are() {
        for (text, sentence) in [
            ("9", "There is no slide 9: the deck has 8 slides."),
            ("7-12", "There is no slide 12: the deck has 8 slides."),
            ("10-12", "There is no slide 10: the deck has 8 slides."),
            ("0", "Slides are counted from 1; the deck has 8 slides."),
            (
                "5-2",
                "The range 5-2 runs backwards: write 2-5. The deck has 8 slides.",
            ),
            (
                "all",
                "\"all\" names no slide. Write slides as 1-5,8; the deck has 8 slides.",
            ),
            (
                "1,,3",
                "A number is missing beside a comma. Write slides as 1-5,8; the deck has 8 slides.",
            ),
        ] {
            assert_eq!(refused(text), sentence, "{text}");
        }
        for text in [
            "-", "1-", "-3", "1-2-3", "+1", "1.5", "\u{0663}", "1;2", ",",
        ] {
            assert!(refused(text).ends_with("the deck has 8 slides."), "{text}");
        }
        let enormous = "9".repeat(400);
        assert!(refused(&enormous).starts_with("There is no slide"));
        assert!(refused(&"x".repeat(400)).len() < 120);
        let error = SlideChoice::parse("2", 1).unwrap_err();
        assert_eq!(
            error.message(),
            "There is no slide 2: the deck has 1 slide."
        );
    }

    proptest! {
        #[test]
        fn what_is_chosen_is_what_is_named(numbers in prop::collection::vec(1..=30_usize, 1..12)) {
            let text: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            let choice = SlideChoice::parse(&text.join(","), 30).unwrap();
            let chosen: Vec<usize> = (1..=30).filter(|number| choice.contains(*number)).collect();
            let mut named = numbers;
            named.sort_unstable();
            named.dedup();
            prop_assert_eq!(choice.count(30), named.len());
            prop_assert_eq!(chosen, named);
            prop_assert_eq!(&SlideChoice::parse(&choice.to_string(), 30).unwrap(), &choice);
        }

        #[test]
        fn nothing_panics(text in "[0-9, -]{0,20}|.{0,20}") {
            let _ = SlideChoice::parse(&text, 10);
        }
    }
}
