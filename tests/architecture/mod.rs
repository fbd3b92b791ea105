//! The walls of the house, as ARCHITECTURE.md describes them. Compilers enforce
//! most of them as long as the manifests stay as they are; these tests fail when
//! a manifest, or a file inside the package `lectern`, breaks one.
//!
//! The walls stand in tables. To move one, change its row and ARCHITECTURE.md
//! together.

mod dependencies;
mod house;
mod sources;
mod supply;
mod walls;
