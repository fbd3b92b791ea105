//! Number formats, from the labels that a page shows.
//!
//! A format is only answered if it writes every label exactly as it is shown.

use crate::scene::{NumberFormat, Section};

/// Longer than this nothing stands before or behind a number.
const AFFIX: usize = 24;
/// More decimals no label has.
const DECIMALS: usize = 12;
/// The longest number that office programs write in full.
const GENERAL: usize = 11;
/// A format has two conditions at most.
const SECTIONS: usize = 3;

/// A label, taken apart.
#[derive(Debug, PartialEq)]
struct Label<'a> {
    value: f64,
    prefix: &'a str,
    digits: &'a str,
    suffix: &'a str,
    minus: Minus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Minus {
    None,
    /// Before all that stands before the number.
    Outside,
    /// Between that and the number.
    Inside,
}

/// The format that writes these numbers as these labels, if there is one.
pub(super) fn recognise(labels: &[(f64, &str)]) -> Option<NumberFormat> {
    let plain = format(labels.iter());
    if plain
        .as_ref()
        .is_some_and(|format| format.sections.len() == 1)
    {
        return plain;
    }
    // Zero is often written without the decimals that all others have.
    let zero = labels.iter().find(|(value, _)| *value == 0.0);
    let others = format(labels.iter().filter(|(value, _)| *value != 0.0));
    match (zero, others) {
        (Some((_, zero)), Some(format)) if format.sections.len() == 1 && is_short(zero) => {
            Some(NumberFormat {
                zero: Some((*zero).to_owned()),
                ..format
            })
        }
        _ => plain,
    }
}

fn format<'a>(labels: impl Iterator<Item = &'a (f64, &'a str)>) -> Option<NumberFormat> {
    let mut labels: Vec<Label> = labels
        .map(|(value, text)| take_apart(*value, text))
        .collect::<Option<_>>()?;
    labels.sort_by(|one, other| other.value.total_cmp(&one.value));
    let minus_inside = labels.iter().any(|label| label.minus == Minus::Inside);
    let sections = sections(&labels)?;
    let is_fit = if minus_inside {
        sections.len() == 1 && labels.iter().all(|label| label.minus != Minus::Outside)
    } else {
        (1..=SECTIONS).contains(&sections.len())
    };
    is_fit.then_some(NumberFormat {
        sections,
        minus_inside,
        zero: None,
    })
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= AFFIX && !text.chars().any(char::is_control)
}

fn take_apart(value: f64, text: &str) -> Option<Label<'_>> {
    let is_minus = |letter| letter == '-' || letter == '\u{2212}';
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let (before, rest) = text.split_at(start);
    let end = rest
        .char_indices()
        .find(|(at, letter)| !is_of_number(rest, *at, *letter))
        .map_or(rest.len(), |(at, _)| at);
    let (digits, suffix) = rest.split_at(end);
    let (prefix, minus) = if let Some(prefix) = before.strip_prefix(is_minus) {
        (prefix, Minus::Outside)
    } else if let Some(prefix) = before.strip_suffix(is_minus) {
        (prefix, Minus::Inside)
    } else {
        (before, Minus::None)
    };
    let is_signed = (value < 0.0) == (minus != Minus::None);
    let is_plain = |text: &str| {
        let mut letters = text.chars();
        is_short(text) && !letters.any(|letter| letter.is_ascii_digit() || is_minus(letter))
    };
    let is_told = is_signed && is_plain(prefix) && is_plain(suffix);
    (is_told && value.is_finite()).then_some(Label {
        value,
        prefix,
        digits,
        suffix,
        minus,
    })
}

/// Whether a character is a part of the number that the text begins with: a comma or a
/// point is one between digits.
fn is_of_number(text: &str, at: usize, letter: char) -> bool {
    let follows = || {
        let mut letters = text.get(at + 1..).unwrap_or_default().chars();
        letters.next().is_some_and(|next| next.is_ascii_digit())
    };
    letter.is_ascii_digit() || (matches!(letter, ',' | '.') && follows())
}

/// One section for all labels with the same words, from the largest numbers down.
fn sections(labels: &[Label]) -> Option<Vec<Section>> {
    let groups: Vec<&[Label]> = labels
        .chunk_by(|one, other| (one.prefix, one.suffix) == (other.prefix, other.suffix))
        .collect();
    let count = groups.len();
    groups
        .into_iter()
        .enumerate()
        .map(|(index, group)| {
            let smallest = group.last()?.value;
            let is_last = index + 1 == count;
            // What lies below zero is written by the last section.
            (is_last || smallest >= 0.0).then_some(())?;
            let section = section(group)?;
            let unit = 1000_f64.powi(section.thousands.into());
            let from = if smallest >= unit { unit } else { smallest };
            let below = labels.iter().map(|label| label.value);
            let mut below = below.filter(|value| *value < smallest);
            let from = if below.any(|value| value >= from) {
                smallest
            } else {
                from
            };
            Some(Section { from, ..section })
        })
        .collect()
}

fn section(labels: &[Label]) -> Option<Section> {
    let first = labels.first()?;
    let decimals = |label: &Label| {
        label
            .digits
            .split_once('.')
            .map_or(0, |(_, part)| part.len())
    };
    let same = labels
        .iter()
        .all(|label| decimals(label) == decimals(first));
    let decimals = same.then(|| decimals(first));
    if decimals.is_some_and(|decimals| decimals > DECIMALS) {
        return None;
    }
    let plain = Section {
        from: 0.0,
        prefix: first.prefix.to_owned(),
        suffix: first.suffix.to_owned(),
        thousands: 0,
        percent: false,
        decimals: decimals.and_then(|decimals| u8::try_from(decimals).ok()),
        grouped: labels.iter().any(|label| label.digits.contains(',')),
    };
    let scaled = (0..=4).map(|thousands| Section {
        thousands,
        ..plain.clone()
    });
    let percent = plain.suffix.strip_prefix('%').map(|rest| Section {
        suffix: rest.to_owned(),
        percent: true,
        ..plain.clone()
    });
    let mut candidates = scaled.chain(percent);
    candidates.find(|section| {
        let is_known = section.decimals.is_some()
            || (section.thousands == 0 && !section.percent && !section.grouped);
        is_known
            && labels
                .iter()
                .all(|label| digits(section, label.value).as_deref() == Some(label.digits))
    })
}

/// A number's digits as a section writes them.
fn digits(section: &Section, value: f64) -> Option<String> {
    let scale = if section.percent { 100.0 } else { 1.0 };
    // Nearer than any label tells: a tenth of a million is no 99999.99999999999.
    let scaled = value.abs() * scale / 1000_f64.powi(section.thousands.into());
    let Some(decimals) = section.decimals else {
        let digits = trimmed(&format!("{scaled:.10}"));
        return (digits.len() <= GENERAL).then_some(digits);
    };
    let written = format!("{scaled:.*}", usize::from(decimals));
    let is_exact = written
        .parse()
        .is_ok_and(|number: f64| (number - scaled).abs() <= 1e-6 * scaled.abs().max(1e-6));
    if !is_exact {
        return None;
    }
    if !section.grouped {
        return Some(written);
    }
    let (whole, rest) = written
        .split_once('.')
        .map_or((written.as_str(), None), |(whole, rest)| {
            (whole, Some(rest))
        });
    let grouped = in_threes(whole);
    Some(match rest {
        Some(rest) => format!("{grouped}.{rest}"),
        None => grouped,
    })
}

fn trimmed(digits: &str) -> String {
    digits
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

fn in_threes(whole: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(labels: &[(f64, &str)]) -> Vec<Section> {
        recognise(labels).map(|format| format.sections).unwrap()
    }

    #[test]
    fn plain_numbers_are_told_by_their_decimals() {
        let whole = recognised(&[(0.0, "0"), (500.0, "500"), (1000.0, "1,000")]);
        assert_eq!((whole[0].decimals, whole[0].grouped), (Some(0), true));
        let halves = recognised(&[(0.5, "0.5"), (1.0, "1.0"), (-0.5, "-0.5")]);
        assert_eq!((halves[0].decimals, halves[0].grouped), (Some(1), false));
        let mixed = recognised(&[(0.0, "$0M"), (0.5, "$0.5M"), (1.0, "$1M")]);
        assert_eq!(mixed[0].decimals, None);
        assert_eq!((&*mixed[0].prefix, &*mixed[0].suffix), ("$", "M"));
    }

    #[test]
    fn units_are_told_by_the_numbers_behind_them() {
        let thousands = recognised(&[(500.0, "0.5K"), (1500.0, "1.5K")]);
        assert_eq!(
            (thousands[0].thousands, thousands[0].decimals),
            (1, Some(1))
        );
        let shares = recognised(&[(0.0, "0%"), (0.25, "25%")]);
        assert!(shares[0].percent && shares[0].suffix.is_empty());
        let literal = recognised(&[(0.0, "0%"), (25.0, "25%")]);
        assert!(!literal[0].percent && literal[0].suffix == "%");
    }

    #[test]
    fn words_that_change_with_the_size_are_sections() {
        let labels = [(0.0, "0"), (500.0, "500"), (1e3, "1K"), (2e6, "2M")];
        let told: Vec<_> = recognised(&labels)
            .into_iter()
            .map(|section| (section.from, section.suffix, section.thousands))
            .collect();
        let expected = [(1e6, "M", 2), (1e3, "K", 1), (0.0, "", 0)];
        assert_eq!(
            told,
            expected.map(|(from, suffix, by)| (from, suffix.to_owned(), by))
        );
    }

    #[test]
    fn zero_may_be_written_otherwise() {
        let labels = [(0.0, "0"), (0.5, "0.5"), (1.0, "1.0"), (-0.5, "-0.5")];
        let format = recognise(&labels).unwrap();
        assert_eq!(format.zero.as_deref(), Some("0"));
        assert_eq!(format.sections[0].decimals, Some(1));
        let format = recognise(&[(0.0, "none"), (1.0, "1 m"), (2.0, "2 m")]).unwrap();
        assert_eq!(format.zero.as_deref(), Some("none"));
    }

    #[test]
    fn the_minus_may_stand_inside() {
        let format = recognise(&[(-5.0, "$-5"), (0.0, "$0"), (5.0, "$5")]).unwrap();
        assert!(format.minus_inside);
        let format = recognise(&[(-5.0, "-$5"), (0.0, "$0"), (5.0, "$5")]).unwrap();
        assert!(!format.minus_inside);
    }

    #[test]
    fn labels_that_no_format_writes_are_told() {
        for labels in [
            &[(1.0, "one"), (2.0, "two")][..],
            &[(1.0, "1"), (2.0, "3")],
            &[(0.0, "0"), (1000.0, "1 000")],
            &[(0.0, "0 of 10"), (5.0, "5 of 10")],
            &[(-5.0, "5"), (5.0, "5")],
            &[(500.0, "0.5K"), (1000.0, "1K")],
            &[(f64::NAN, "5")],
            &[(1.0, "a1"), (2.0, "b2"), (3.0, "c3"), (4.0, "d4")],
        ] {
            assert_eq!(recognise(labels), None, "{labels:?}");
        }
    }
}
