//! Messages of an imported conversation.
//!
//! What does not belong here: ids and the time of import; whoever stores the
//! messages gives them.

use super::place::{Placed, PlacedObject};
use crate::clock::Timestamp;
use crate::model::Role;
use crate::{Error, Result};

/// A message as a file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedMessage {
    /// Who speaks.
    pub role: Role,
    /// The text, as it was written.
    pub content: String,
    /// When it was said, if the file says so.
    pub timestamp: Option<Timestamp>,
}

/// Takes the conversation out of a session: `messages`, or the one question
/// and answer of `chat_prompt` and `chat_reply`.
pub(super) fn take_from(session: &mut PlacedObject) -> Result<Vec<ImportedMessage>> {
    if let Some(messages) = session.take("messages") {
        return messages.list()?.map(message).collect();
    }
    let mut messages = Vec::new();
    for (field, role) in [("chat_prompt", Role::User), ("chat_reply", Role::Assistant)] {
        if let Some(content) = session.take_text(field)? {
            messages.push(ImportedMessage {
                role,
                content,
                timestamp: None,
            });
        }
    }
    Ok(messages)
}

fn message(placed: Placed) -> Result<ImportedMessage> {
    let mut fields = placed.object()?;
    let role_place = fields.place_of("role");
    let role = fields.required_text("role")?;
    let role = Role::parse(&role).ok_or_else(|| unknown_role(role_place, &role))?;
    let content = fields.required_text("content")?;
    let timestamp = fields.take("timestamp").map(timestamp).transpose()?;
    Ok(ImportedMessage {
        role,
        content,
        timestamp,
    })
}

fn unknown_role(place: String, role: &str) -> Error {
    let shown: String = role.chars().take(40).collect();
    let message = format!(
        "`{place}` is \"{shown}\"; a role is \"user\", \"assistant\", \"system\" or \"tool\"."
    );
    Error::invalid(place, message)
}

/// Reads RFC 3339, and the same without an offset, which is taken as UTC.
fn timestamp(placed: Placed) -> Result<Timestamp> {
    let place = placed.place.clone();
    let text = placed.text()?;
    let moment = Timestamp::parse(&text).or_else(|| Timestamp::parse(&format!("{text}Z")));
    moment.ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        let message = format!(
            "`{place}` is \"{shown}\"; it must be a time from 1970 on, \
             such as 2024-01-15T10:30:00Z."
        );
        Error::invalid(place, message)
    })
}
