//! Lectern's doors that are programs: the window, and the parts it is made of.

#[cfg(feature = "desktop")]
pub mod desktop;
#[cfg(feature = "desktop")]
pub mod window_parts;
pub mod ui_files;
