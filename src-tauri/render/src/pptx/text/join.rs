//! What stands between two lines that are one line when there is room.
//!
//! What does not belong here: whether there is room (`fit`).

use crate::scene::TextLine;

/// What is to be written between a line and the next one of its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seam {
    /// Nothing: what was between them is there, or there never was anything.
    Nothing,
    /// The space at which the browser broke the line.
    Space,
    /// A break that stays: other programs would break there nowhere, or elsewhere.
    Break,
}

/// What stood between two lines that the browser broke.
pub(super) fn seam(line: &TextLine, next: &TextLine) -> Seam {
    let mut before = line
        .runs
        .iter()
        .rev()
        .flat_map(|run| run.text.chars().rev());
    let after = next.runs.iter().find_map(|run| run.text.chars().next());
    let (Some(last), Some(first)) = (before.next(), after) else {
        return Seam::Nothing;
    };
    if last.is_whitespace() || first.is_whitespace() || is_break(last) {
        return Seam::Nothing;
    }
    if line.is_spaced {
        return Seam::Space;
    }
    if is_east_asian(last) || is_east_asian(first) {
        return Seam::Nothing;
    }
    let inside_word = before.next().is_some_and(|it| !it.is_whitespace());
    if inside_word && is_breakable_after(last) {
        return Seam::Nothing;
    }
    Seam::Break
}

/// Zero width space and soft hyphen: places where a word may be broken.
fn is_break(character: char) -> bool {
    matches!(character, '\u{200B}' | '\u{AD}')
}

/// After these, words are broken without a space: `well-known`, `and/or`.
fn is_breakable_after(character: char) -> bool {
    matches!(character, '-' | '/' | '\u{2010}' | '\u{2012}'..='\u{2014}')
}

/// Letters and marks between which lines are broken anywhere, and the marks of full
/// width. Korean is not among them: it has spaces.
fn is_east_asian(character: char) -> bool {
    matches!(
        character,
        '\u{2E80}'..='\u{2FDF}'
            | '\u{3000}'..='\u{30FF}'
            | '\u{3100}'..='\u{312F}'
            | '\u{31A0}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{A4CF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE4F}'
            | '\u{FF00}'..='\u{FFEF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Run;

    fn between(one: &str, other: &str, is_spaced: bool) -> Seam {
        let line = |text: &str| TextLine {
            runs: vec![Run {
                text: text.to_owned(),
                ..Run::default()
            }],
            is_spaced,
            ..TextLine::default()
        };
        seam(&line(one), &line(other))
    }

    #[test]
    fn a_space_at_which_a_line_was_broken_is_there_again() {
        for (one, other) in [
            ("two", "words"),
            ("zwei –", "drei"),
            ("really?", "yes"),
            ("well-", "known"),
            ("한국어", "문장"),
            ("漢字", "word"),
            ("ประโยค", "ถัดไป"),
        ] {
            assert_eq!(between(one, other, true), Seam::Space, "{one}|{other}");
        }
        assert_eq!(between("there ", "is one", true), Seam::Nothing);
    }

    #[test]
    fn where_no_space_was_none_is_written() {
        for (one, other) in [
            ("漢字", "仮名"),
            ("文。", "次"),
            ("漢字", "word"),
            ("well-", "known"),
            ("and/", "or"),
            ("there ", "is one"),
            ("soft\u{AD}", "hyphen"),
            ("", "word"),
        ] {
            assert_eq!(between(one, other, false), Seam::Nothing, "{one}|{other}");
        }
    }

    #[test]
    fn a_break_within_a_word_stays() {
        for (one, other) in [
            ("example.com/pa", "th"),
            ("ภาษาไทย", "เขียน"),
            ("한국", "어"),
        ] {
            assert_eq!(between(one, other, false), Seam::Break, "{one}|{other}");
        }
    }
}
