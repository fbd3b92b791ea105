//! The contract, row by row: every operation with what it takes, what it
//! refuses, and what it never lets a client choose.

mod content;
mod list;
mod methods;
mod profiles;
mod sessions;
mod trash;

const MISSING: &str = "01900000-0000-7000-8000-000000000000";
