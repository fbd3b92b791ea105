//! The PDF file: what form it has, printing a page that is drawn, and the finished
//! file.

mod finish;
mod form;
mod notes;
mod outline;
mod print;

pub(crate) use finish::finish;
pub(crate) use form::Form;
