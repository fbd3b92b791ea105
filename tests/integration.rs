//! The integration tests of Lectern: one program with modules, because each
//! test program of its own would be linked anew.
//!
//! `cfg(test)` holds here anyway; saying it lets clippy know that what follows
//! is test code, where a panic is how a test fails.

#[cfg(test)]
mod architecture;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod attacks;
#[cfg(test)]
mod command_line;
