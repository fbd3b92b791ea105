//! Real decks through a real browser: what the pages show, what a deck can
//! reach, and how an export ends that cannot succeed.
//!
//! Needs Chrome, Edge or Chromium, and poppler-utils (`pdftotext`,
//! `pdftoppm`). The browser's own sandbox is off, because test machines are
//! containers where it does not work.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]
#![expect(clippy::print_stderr, reason = "figures are for people")]

mod apart;
#[cfg(target_os = "linux")]
mod cancelling;
mod charts;
mod confinement;
mod failures;
mod harness;
mod host;
#[cfg(target_os = "linux")]
mod kills;
mod layout;
mod look;
mod notes;
mod pages;
mod pictures;
mod powerpoint;
mod powerpoint_boxes;
mod powerpoint_texts;
mod scripts;
mod sheets;
