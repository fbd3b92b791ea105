//! Lectern's two programs: `lectern`, the command line, and
//! `lectern-desktop`, the window.
//!
//! [`parts`] (and for the window [`window_parts`]) is the one place that puts
//! the core, the renderer and the doors together.

pub mod cli;
#[cfg(feature = "desktop")]
pub mod desktop;
pub mod logging;
pub mod parts;
pub mod ui_files;
#[cfg(feature = "desktop")]
pub mod window_parts;
