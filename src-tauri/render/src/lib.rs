//! Decks into files: headless Chrome and the file formats.
//!
//! What belongs here: finding, starting and ending the browser ([`browser`]),
//! keeping a deck's page away from everything else, waiting until it is drawn, what the
//! page shows ([`scene`]), the finished file, and small pictures of slides. What does not:
//! the deck's own markup (that is `lectern_core::deck`), where files go, and every door.

mod apart;
pub mod browser;
mod capture;
mod fidelity;
mod guard;
mod host;
mod page;
mod pdf;
mod pictures;
pub mod pptx;
mod renderer;
pub mod scene;
mod watchdog;

pub use renderer::{ChromeRenderer, Limits, Settings};
