//! The core from outside: one binary, a module for each part.
//!
//! `cfg(test)` holds here anyway; saying it lets clippy know that what follows
//! is test code, where a panic is how a test fails.

#[cfg(test)]
mod contract;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod life;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod previews;
#[cfg(test)]
mod store;
