//! The core from outside: one binary, a module for each part.

mod contract;
mod harness;
mod life;
mod store;
