//! The PDF file: printing a page that is drawn, and the finished file.

mod finish;
mod print;

pub(crate) use finish::finish;
pub(crate) use print::print;
