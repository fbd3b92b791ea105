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
    if is_east_asian(last) || is_east_asian(first) {
        return Seam::Nothing;
    }
    let inside_word = before.next().is_some_and(|it| !it.is_whitespace());
    if inside_word && is_breakable_after(last) {
        return Seam::Nothing;
    }
    Seam::Space
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

    fn between(one: &str, other: &str) -> Seam {
        let line = |text: &str| TextLine {
            runs: vec![Run {
                text: text.to_owned(),
                ..Run::default()
            }],
            ..TextLine::default()
        };
        seam(&line(one), &line(other))
    }

    #[test]
    fn words_have_a_space_between_them_and_east_asian_letters_none() {
        for (one, other) in [
            ("two", "words"),
            ("zwei –", "drei"),
            ("really?", "yes"),
            ("한국어", "문장"),
        ] {
            assert_eq!(between(one, other), Seam::Space, "{one}|{other}");
        }
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
            assert_eq!(between(one, other), Seam::Nothing, "{one}|{other}");
        }
    }
}
