//! Tables.

use serde::{Deserialize, Serialize};

use super::{Fill, Line, Text};

/// A table. Its columns and rows fill its frame.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The widths of its columns, from the left.
    pub columns: Vec<f64>,
    /// The heights of its rows, from the top.
    pub rows: Vec<f64>,
    /// Its cells, by rows.
    pub cells: Vec<Cell>,
    /// Whether its first row are headings.
    pub has_header: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Its row, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// Over how many rows it reaches; 1 or more.
    pub row_span: usize,
    /// Over how many columns it reaches; 1 or more.
    pub column_span: usize,
    /// What it is filled with: its own ground upon that of its row and its table.
    pub fill: Option<Fill>,
    /// The lines at its left, top, right and bottom.
    pub lines: [Option<Line>; 4],
    /// Its text, where the slide shows it; absent if it is empty.
    pub text: Option<Text>,
}
