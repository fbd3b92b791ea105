//! The listener from outside: what clients see, and what they must not.
//! One binary; each module tests one promise.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where what it relies on is not so"
)]

mod bodies;
mod client;
mod contract;
mod document;
mod events;
mod exports;
mod guard;
mod limits;
mod owners;
mod preview;
mod token_file;
mod ui;
mod world;
