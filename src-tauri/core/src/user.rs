//! Who the user is: one person, found out in one place for every door.

use crate::model::{UserId, is_blank};
use crate::service::LocalUser;

/// The id that every session of this machine's own user keeps. It never
/// changes, so that a user or a machine that gets another name loses nothing.
const LOCAL: &str = "local";

/// The local user. The name is the one of the settings or else the account's
/// and the machine's, as the system itself knows them: never from the
/// environment and never from a request.
#[must_use]
pub fn local(configured_name: &str) -> LocalUser {
    let name = if is_blank(configured_name) {
        let account = whoami::username();
        let machine = whoami::fallible::hostname().unwrap_or_else(|_| "localhost".into());
        format!("{account}@{machine}")
    } else {
        configured_name.trim().to_owned()
    };
    LocalUser {
        id: UserId::new(LOCAL),
        name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_which_nothing_is_seen_is_the_systems_own() {
        assert_eq!(local(" Ada ").name, "Ada");
        let systems_own = local("");
        assert!(systems_own.name.contains('@'));
        assert_eq!(local(" \u{200b} "), systems_own);
    }
}
