//! The sample session: what somebody sees who starts Lectern for the first
//! time. A deck as a person would write it, and a conversation about it; both
//! come in as every other file does.
//!
//! What does not belong here: when the sample is made.

use serde_json::Value;

use crate::{Error, Result};

const DECK: &str = include_str!("sample/deck.html");
const CONVERSATION: &str = include_str!("sample/conversation.json");

/// The session as a file that can be imported.
///
/// # Errors
/// `internal`, if the conversation that ships with Lectern is no JSON.
pub fn file() -> Result<String> {
    let mut session: Value = serde_json::from_str(CONVERSATION).map_err(Error::internal)?;
    session["html_document"] = DECK.into();
    Ok(session.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{import, page};
    use crate::model::{Deck, Role};

    fn imported() -> import::Imported {
        import::read(file().unwrap().as_bytes()).unwrap()
    }

    fn deck() -> Deck {
        imported().deck.unwrap()
    }

    #[test]
    fn six_slides_each_with_notes() {
        let deck = deck();
        assert_eq!(deck.slides.len(), 6);
        for slide in &deck.slides {
            assert!(slide.notes.len() > 40, "{}", slide.slide_id);
            assert!(!slide.html.contains(&slide.notes), "{}", slide.slide_id);
        }
    }

    #[test]
    fn a_conversation_of_questions_and_answers() {
        let imported = imported();
        assert_eq!(imported.title.as_deref(), Some("Welcome to Lectern"));
        let roles: Vec<Role> = imported
            .messages
            .iter()
            .map(|message| message.role)
            .collect();
        let turn = [Role::User, Role::Assistant];
        assert_eq!(roles, [turn, turn].concat());
        for markdown in ["\n1. **", "\n- ", "```js\n"] {
            let mut messages = imported.messages.iter();
            assert!(
                messages.any(|message| message.content.contains(markdown)),
                "{markdown:?}"
            );
        }
    }

    #[test]
    fn nothing_is_asked_for_from_outside() {
        assert!(!DECK.contains("//"), "no address");
        for loading in ["src=", "href=", "url(", "@import", "<link", "fetch("] {
            assert!(!DECK.contains(loading), "{loading}");
        }
        let layout = page::Layout {
            title: "",
            pixel_ratio: 2,
            sheets: None,
            running: None,
            reads_charts: false,
        };
        let page = page::assemble(&deck(), &layout);
        assert!(page.missing_libraries.is_empty());
        assert!(
            page.html.contains("Chart.js v4"),
            "the chart has its library"
        );
    }
}
