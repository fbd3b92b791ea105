//! The PDF file: printing a page that is drawn, and checking the result.

mod check;
mod print;

pub(crate) use check::finish;
pub(crate) use print::print;
