//! The real window, on a screen of its own that nobody sees: it opens, shows
//! what is imported, and writes an export.
//!
//! `cfg(test)` holds here anyway; saying it lets clippy know that what follows
//! is test code, where a panic is how a test fails.

#[cfg(test)]
#[cfg(target_os = "linux")]
mod attacks;
#[cfg(test)]
#[cfg(target_os = "linux")]
#[path = "window"]
mod window {
    mod driver;
    mod first_minute;
    mod hostile;
    mod library;
    mod record;
    mod screen;
    mod starting;
    mod visit;
}
