//! Texts: from lines that the browser placed to boxes in which programs for slides place
//! the same lines.
//!
//! `flow` says where lines begin and stand whichever way they run, `seat` where in its
//! height a line's letters stand; `piece` cuts paragraphs into pieces whose lines follow each other evenly; `fit` makes boxes of
//! them, so wide that each line ends where it did; `cell` says where they are in cells;
//! `markup` writes a box's paragraphs.
//! What does not belong here: shapes around texts (`slide`) and cells (`table`).

mod cell;
mod fit;
mod flow;
mod join;
mod markup;
mod piece;
mod seat;

pub(super) use cell::{Cell, in_cell};
pub(super) use fit::{TextBox, boxes};
pub(super) use markup::{body_properties, empty_paragraph, paragraphs};
