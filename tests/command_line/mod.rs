//! The command line as a user finds it: the real program on a fresh data
//! folder, with the real browser.

mod commands;
mod exports;
mod harness;
#[cfg(target_os = "linux")]
mod hostile;
#[cfg(target_os = "linux")]
mod killed;
mod listener;
mod refusals;
mod serving;
