//! The names of fonts as programs for slides take them.
//!
//! What does not belong here: which fonts a deck has (`palette`).

use super::xml::legal;

/// The longest name that Windows gives a font is 31 characters; much longer ones are none.
const LONGEST: usize = 255;

/// A family's name without what no file can hold; nothing if no name is left.
pub(super) fn typeface(family: &str) -> Option<String> {
    let name = legal(family).trim().to_owned();
    (!name.is_empty() && name.len() <= LONGEST).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_letters_and_an_end() {
        assert_eq!(
            typeface(" Inter Light\u{0}").as_deref(),
            Some("Inter Light")
        );
        assert_eq!(typeface("\u{0}\u{b} "), None);
        assert_eq!(typeface(&"x".repeat(256)), None);
    }
}
