//! A message of a conversation.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Timestamp;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person.
    User,
    /// The model.
    Assistant,
    /// Instructions to the model.
    System,
    /// The answer of a tool that the model used.
    Tool,
}

impl Role {
    /// Reads a role by its name on the wire.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "user" => Some(Self::User),
            "assistant" => Some(Self::Assistant),
            "system" => Some(Self::System),
            "tool" => Some(Self::Tool),
            _ => None,
        }
    }
}

/// The id of a message: a UUIDv7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub Uuid);

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Message {
    /// The id.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Uuid))]
    pub message_id: MessageId,
    /// Who speaks.
    pub role: Role,
    /// The text, kept exactly as it was given.
    pub content: String,
    /// When it was said.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub timestamp: Timestamp,
}
