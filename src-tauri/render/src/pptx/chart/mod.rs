//! Charts with their data, as parts of their own.
//!
//! What does not belong here: where a chart stands on its slide (`slide`).

use lectern_core::{Code, Error, Result};

use crate::scene::{Chart, Rect};

/// A chart's markup, whose first relationship is its workbook, and the workbook.
pub(super) struct ChartParts {
    pub(super) chart: Vec<u8>,
    pub(super) workbook: Vec<u8>,
}

/// The parts of a chart that stands in `frame`.
///
/// # Errors
/// `not_implemented`: a scene's chart holds no data as yet.
pub(super) fn parts(_chart: &Chart, _frame: Rect) -> Result<ChartParts> {
    Err(Error::new(
        Code::NotImplemented,
        "Lectern cannot write charts with their data yet. No file was written.",
    ))
}
