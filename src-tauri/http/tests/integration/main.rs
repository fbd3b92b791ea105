//! The listener from outside: what clients see, and what they must not.
//! One binary; each module tests one promise.

mod bodies;
mod client;
mod contract;
mod document;
mod events;
mod exports;
mod guard;
mod limits;
mod owners;
mod token_file;
mod ui;
mod world;
