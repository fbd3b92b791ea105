//! PowerPoint files.

mod chart;
mod measure;
mod xml;
