//! Who the user is: one person, found out in one place for every door.

use crate::model::UserId;
use crate::service::LocalUser;

/// The id that every session of this machine's own user keeps. It never
/// changes, so that a user or a machine that gets another name loses nothing.
const LOCAL: &str = "local";

/// The local user. The name is the one of the settings or else the account's
/// and the machine's, as the system itself knows them: never from the
/// environment and never from a request.
#[must_use]
pub fn local(configured_name: &str) -> LocalUser {
    let configured = configured_name.trim();
    let name = if configured.is_empty() {
        let account = whoami::username();
        let machine = whoami::fallible::hostname().unwrap_or_else(|_| "localhost".into());
        format!("{account}@{machine}")
    } else {
        configured.to_owned()
    };
    LocalUser {
        id: UserId::new(LOCAL),
        name,
    }
}
