//! File names made from titles: the same rule on every system, so that files
//! can move between them.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

/// The longest name with its extension, in bytes of UTF-8. Every file system
/// takes 255, and copies get a suffix.
const LONGEST: usize = 200;

/// The name of a title that leaves nothing to name a file by.
const FALLBACK: &str = "deck";

/// Characters that Windows does not allow in a name; Unix's `/` is among them.
const FORBIDDEN: &[char] = &['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

/// A legal file name for a title, with the given extension.
///
/// Control, direction and zero-width characters are dropped, so that a name
/// always shows what it is; names that Windows reserves get an underscore.
#[must_use]
pub fn from_title(title: &str, extension: &str) -> String {
    let visible: String = title
        .nfc()
        .map(|character| {
            if character.is_whitespace() {
                ' '
            } else {
                character
            }
        })
        .filter(|character| is_kept(*character))
        .collect();
    let collapsed = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let room = LONGEST.saturating_sub(extension.len() + 2);
    let stem = trimmed(&cut(trimmed(&collapsed), room)).to_owned();
    let stem = if stem.is_empty() { FALLBACK } else { &stem };
    format!("{}.{extension}", unreserved(stem))
}

/// The name for the `number`th file of a name: the name itself, then
/// `name (2).pdf` and so on.
#[must_use]
pub fn numbered(name: &str, number: u32) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if number > 1 => format!("{stem} ({number}).{extension}"),
        _ => name.to_owned(),
    }
}

fn is_kept(character: char) -> bool {
    let category = character.general_category();
    !FORBIDDEN.contains(&character)
        && !matches!(
            category,
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::Surrogate
                | GeneralCategory::PrivateUse
                | GeneralCategory::Unassigned
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
        )
}

/// Without what hides a file or cannot end its name: leading dots and dashes,
/// trailing dots, blanks around it.
fn trimmed(name: &str) -> &str {
    name.trim_start_matches(['.', '-', ' '])
        .trim_end_matches(['.', ' '])
}

/// The longest start of at most `room` bytes that cuts no character apart.
fn cut(name: &str, room: usize) -> String {
    name.grapheme_indices(true)
        .take_while(|(start, grapheme)| start + grapheme.len() <= room)
        .map(|(_, grapheme)| grapheme)
        .collect()
}

/// The stem with a mark after what Windows takes for the name of a device: all
/// that stands before the first dot, whatever follows.
fn unreserved(stem: &str) -> String {
    let first = stem.split('.').next().unwrap_or_default().trim_end();
    let (device, rest) = stem.split_at(first.len());
    let mark = if is_device(device) { "_" } else { "" };
    format!("{device}{mark}{rest}")
}

fn is_device(name: &str) -> bool {
    let upper = name.to_uppercase();
    if matches!(
        upper.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let number = upper
        .strip_prefix("COM")
        .or_else(|| upper.strip_prefix("LPT"));
    number.is_some_and(|number| {
        let mut digits = number.chars();
        matches!(
            (digits.next(), digits.next()),
            (Some('0'..='9' | '¹' | '²' | '³'), None)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_that_attack_become_plain_names() {
        let cases = [
            ("Q3 Review", "Q3 Review.pdf"),
            ("report \u{202E}fdp.exe", "report fdp.exe.pdf"),
            ("../../../../tmp/canary", "tmpcanary.pdf"),
            ("C:\\Windows\\x", "CWindowsx.pdf"),
            ("CON", "CON_.pdf"),
            ("con.txt", "con_.txt.pdf"),
            ("CON . stream", "CON_ . stream.pdf"),
            ("COM¹", "COM¹_.pdf"),
            ("COMET", "COMET.pdf"),
            ("  .. ", "deck.pdf"),
            ("a\r\nb", "a b.pdf"),
            ("--help", "help.pdf"),
        ];
        for (title, expected) in cases {
            assert_eq!(from_title(title, "pdf"), expected, "for {title:?}");
        }
    }

    proptest! {
        #[test]
        fn every_title_gives_a_legal_name(
            device in "(CON|nul|COM1|lpt9|AUX )?",
            rest in any::<String>(),
        ) {
            let title = device + &rest;
            let name = from_title(&title, "pdf");
            prop_assert!(name.len() <= LONGEST);
            prop_assert!(name.ends_with(".pdf"));
            prop_assert!(!name.starts_with(['.', '-', ' ']));
            prop_assert!(!name.contains(FORBIDDEN));
            prop_assert!(!name.chars().any(char::is_control));
            let first = name.split('.').next().unwrap_or_default().trim_end();
            prop_assert!(!is_device(first), "{}", name);
        }
    }
}
