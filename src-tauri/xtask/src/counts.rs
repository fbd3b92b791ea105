//! Reads how many tests ran from the closing lines of the test runners.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    /// Reads one line of a runner's output; `None` when it is not a closing
    /// line of `cargo test`, nextest, Vitest or Playwright.
    pub(crate) fn read(line: &str) -> Option<Self> {
        // nextest shows the output of a failed test indented, the closing line
        // of that single test included: counting it would count the test twice.
        let is_closing = line.starts_with("test result: ")
            || (line.trim_start().starts_with("Summary [") && line.contains(" run: "))
            || line.trim_start().starts_with("Tests  ")
            || is_closing_of_playwright(line);
        is_closing.then(|| Self {
            passed: number_before(line, "passed"),
            failed: number_before(line, "failed") + number_before(line, "timed"),
            skipped: number_before(line, "skipped") + number_before(line, "ignored"),
        })
    }

    /// Whether any test ran.
    pub(crate) fn is_empty(self) -> bool {
        self.passed + self.failed == 0
    }
}

/// Playwright closes with a line for each result, as in `  12 passed (3.4s)`.
fn is_closing_of_playwright(line: &str) -> bool {
    let Some(("", text)) = line.split_once("  ") else {
        return false;
    };
    let mut words = text.split(' ');
    let counted = words.next().is_some_and(|word| word.parse::<u64>().is_ok());
    counted && matches!(words.next(), Some("passed" | "failed" | "skipped"))
}

/// The number in front of a word, as in `12 passed`; 0 when there is none.
fn number_before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line
        .split([' ', ',', ';', '(', ')'])
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(2)
        .find(|pair| pair[1] == word)
        .and_then(|pair| pair[0].parse().ok())
        .unwrap_or(0)
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(formatter, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Option<Counts> {
        Some(Counts {
            passed,
            failed,
            skipped,
        })
    }

    #[test]
    fn the_page_runners_are_read() {
        let vitest = "      Tests  2 failed | 41 passed | 1 skipped (44)";
        assert_eq!(Counts::read(vitest), counts(41, 2, 1));
        assert_eq!(Counts::read("  12 passed (3.4s)"), counts(12, 0, 0));
        assert_eq!(Counts::read("  1 failed"), counts(0, 1, 0));
        assert_eq!(Counts::read("    12 passed (3.4s)"), None);
        assert_eq!(Counts::read("  12 slides"), None);
    }

    #[test]
    fn cargo_test_is_read() {
        let line = "test result: FAILED. 11 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s";
        assert_eq!(Counts::read(line), counts(11, 2, 1));
    }

    #[test]
    fn nextest_is_read() {
        let plain = "     Summary [   0.013s] 12 tests run: 12 passed, 4 skipped";
        assert_eq!(Counts::read(plain), counts(12, 0, 4));
        let mixed = "     Summary [  61.2s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 0 skipped";
        assert_eq!(Counts::read(mixed), counts(9, 3, 0));
    }

    #[test]
    fn other_lines_are_not_counted() {
        for line in [
            "",
            "test a ... ok",
            "3 passed, 4 failed",
            "Summary of the deck",
            "    test result: FAILED. 0 passed; 1 failed; 0 ignored",
        ] {
            assert_eq!(Counts::read(line), None, "{line:?}");
        }
    }

    #[test]
    fn the_closing_line_names_skipped_tests_only_if_there_are_any() {
        let mut sum = Counts::default();
        assert!(sum.is_empty());
        sum += Counts {
            passed: 2,
            failed: 1,
            skipped: 0,
        };
        assert_eq!(sum.to_string(), "2 passed, 1 failed");
        sum += Counts {
            passed: 0,
            failed: 0,
            skipped: 3,
        };
        assert_eq!(sum.to_string(), "2 passed, 1 failed, 3 skipped");
    }
}
