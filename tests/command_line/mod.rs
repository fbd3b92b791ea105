//! The command line as a user finds it: the real program on a fresh data
//! folder, with the real browser.

mod commands;
mod exports;
mod harness;
mod refusals;
mod serving;
