//! Decks from files, and pages from decks: reading HTML and JSON, the
//! libraries and the sample that ship with Lectern, assembling a page from
//! slides.
//!
//! What does not belong here: storage, Chrome, and anything that runs a deck.

pub mod assets;
pub mod collisions;
mod css;
pub mod import;
pub mod page;
pub mod report;
pub mod sample;
