//! The browser: where it is, how it starts, what it may do, how it ends.
//!
//! What does not belong here: decks, pages and files.

mod find;
mod launch;
mod processes;
mod profile;

pub use find::{Chosen, Found, Source, find, is_known, searched, version};
pub(crate) use launch::{Launch, PIXEL_RATIO};
pub(crate) use processes::Processes;
pub(crate) use profile::{Profile, sweep};
