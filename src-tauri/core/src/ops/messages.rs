//! A session's conversation: read it, add to it.

use crate::events::Change;
use crate::model::{Message, MessageId, Role, SessionId};
use crate::ops::field::{accepted, read_limit, refuse};
use crate::ops::wire::{AppendMessage, ListMessages, MessageList};
use crate::service::{Caller, Service};
use crate::{Error, Result};

/// The most messages that one answer holds when a limit is asked for.
const LARGEST_PAGE: u16 = 1000;

impl Service {
    /// A conversation, oldest message first: all of it, or with `limit` the
    /// last messages of it.
    ///
    /// # Errors
    /// `not_found`, then `invalid`; `store_unusable`.
    pub async fn list_messages(
        &self,
        caller: &Caller,
        request: ListMessages,
    ) -> Result<MessageList> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        self.reading(move |service| {
            let record = service.store().session_of(&user, id)?;
            let (limit, end) = page(request, record.message_count)?;
            let start = limit.map_or(0, |limit| end.saturating_sub(limit));
            let messages = service.store().messages(id, start..end);
            Ok(MessageList {
                messages: service.unless_gone(id, messages)?,
                next_cursor: (start > 0).then(|| start.to_string()),
            })
        })
        .await
    }

    /// Adds a message to a conversation. Its text is kept exactly as given.
    ///
    /// # Errors
    /// `not_found`, then `invalid`; `too_large`; `disk_full`; `store_unusable`.
    pub async fn append_message(&self, caller: &Caller, request: AppendMessage) -> Result<Message> {
        let id = SessionId::parse(&request.session_id)?;
        let user = caller.user.clone();
        let now = self.now();
        let message_id = MessageId(self.clock().new_id(now));
        let (record, message) = self
            .store()
            .write(move |changes| {
                let mut record = changes.session_of(&user, id)?;
                let mut refused = Vec::new();
                let role = request
                    .role
                    .required("role", &mut refused)
                    .and_then(|role| accepted(read_role(&role), &mut refused));
                let content = request.content.required("content", &mut refused);
                refuse(refused)?;
                let (Some(role), Some(content)) = (role, content) else {
                    return Err(Error::internal("a refused value was not reported"));
                };
                let message = Message {
                    message_id,
                    role,
                    content,
                    timestamp: record.be_active(now),
                };
                changes.append_message(id, &mut record, &message)?;
                changes.put_session(id, &record)?;
                Ok((record, message))
            })
            .await?;
        self.tell(caller, Change::MessageAppended, Some((id, &record)));
        Ok(message)
    }
}

fn read_role(role: &str) -> Result<Role> {
    Role::parse(role)
        .ok_or_else(|| Error::invalid("role", "`role` must be user, assistant, system or tool."))
}

/// How many messages are asked for, and before which one they end.
fn page(request: ListMessages, count: u32) -> Result<(Option<u32>, u32)> {
    let mut refused = Vec::new();
    let limit = read_limit(request.limit, LARGEST_PAGE, &mut refused);
    let cursor = request
        .cursor
        .optional("cursor", &mut refused)
        .and_then(|cursor| accepted(read_cursor(&cursor, count), &mut refused));
    refuse(refused)?;
    Ok((limit.map(u32::from), cursor.unwrap_or(count)))
}

fn read_cursor(cursor: &str, count: u32) -> Result<u32> {
    cursor
        .parse()
        .ok()
        .filter(|sequence| (1..=count).contains(sequence))
        .ok_or_else(|| {
            Error::invalid(
                "cursor",
                "`cursor` is not one that an earlier answer gave. Read the messages again without it.",
            )
        })
}
