//! Lectern's two programs: `lectern`, the command line, and
//! `lectern-desktop`, the window.
//!
//! [`parts`] is the one place that puts the core, the renderer and the doors
//! together.

pub mod cli;
pub mod logging;
pub mod parts;
