//! Sheets of paper that slides are put on: to be handed out, or to speak from.

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 millimetres.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// What stands on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// So many slides.
    Handout(PerSheet),
    /// A slide with its notes below. Long notes go on on further sheets.
    Notes,
}

/// How many slides stand on a sheet of a handout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PerSheet {
    /// One below the other.
    Two,
    /// One below the other, with lines to write on beside each.
    Three,
    /// In two columns.
    Four,
    /// In two columns.
    Six,
    /// In three columns.
    Nine,
}

impl PerSheet {
    /// Reads a number of slides.
    #[must_use]
    pub fn new(slides: i64) -> Option<Self> {
        match slides {
            2 => Some(Self::Two),
            3 => Some(Self::Three),
            4 => Some(Self::Four),
            6 => Some(Self::Six),
            9 => Some(Self::Nine),
            _ => None,
        }
    }
}
