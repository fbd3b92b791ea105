//! Lectern without a screen: the model, the store, deck import and the
//! operations that every door (window, HTTP, command line) offers.
//!
//! What does not belong here: Tauri, axum, rfd, clap and Chrome. The doors and
//! the renderer depend on this crate, never the other way round.

pub mod clock;
pub mod deck;
pub mod error;
pub mod events;
pub mod file_name;
pub mod files;
pub mod folders;
pub mod model;
pub mod ops;
pub mod pictures;
mod previews;
pub mod render;
pub mod service;
pub mod settings;
pub mod store;
pub mod user;

pub use error::{Code, Error, Result};
