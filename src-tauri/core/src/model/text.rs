//! What a person sees of a text.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Whether nothing of a text can be seen: blanks, control and zero-width
/// characters only.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|character| {
        character.is_whitespace()
            || matches!(
                character.general_category(),
                GeneralCategory::Control | GeneralCategory::Format
            )
    })
}
