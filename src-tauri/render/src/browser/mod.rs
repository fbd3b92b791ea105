//! The browser: where it is, how it starts, what it may do, how it ends.
//!
//! What does not belong here: decks, pages and files.

mod devtools;
mod find;
mod launch;
mod processes;
mod profile;

pub(crate) use devtools::{CallError, Session};
pub use find::{Chosen, Found, Source, find, is_known, searched, version};
pub(crate) use launch::{Chrome, Launch, TELL, run};
pub(crate) use processes::Processes;
pub(crate) use profile::{Profile, discard, sweep};
