//! Lectern without a screen: the model, the store, deck import and the
//! operations that every door (window, HTTP, command line) offers.
//!
//! What does not belong here: Tauri, axum, rfd, clap and Chrome. The doors and
//! the renderer depend on this crate, never the other way round.

pub mod clock;
pub mod deck;
pub mod error;
pub mod model;
pub mod render;

pub use error::{Code, Error, Result};
