//! What a request says of a PowerPoint file.
//!
//! What does not belong here: the other options of an export.

use crate::error::FieldError;
use crate::ops::Field;
use crate::render::{MadeFor, PptxMode};

/// What a PowerPoint file is made of, and for whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InPowerPoint {
    /// What slides are made of.
    pub mode: PptxMode,
    /// For which program's layout texts are placed.
    pub made_for: MadeFor,
}

impl InPowerPoint {
    /// Reads `mode` and `made_for` of a request; what is wrong is added to `refused`.
    /// Only a PowerPoint file (`is_pptx`) has any of it.
    pub(super) fn read(
        (mode, made_for): (Field<String>, Field<String>),
        is_pptx: bool,
        refused: &mut Vec<FieldError>,
    ) -> Self {
        let modes = [("editable", PptxMode::Editable), ("exact", PptxMode::Exact)];
        let programs = [
            ("any", MadeFor::Every),
            ("libreoffice", MadeFor::LibreOffice),
        ];
        Self {
            mode: choice("mode", mode, modes, is_pptx, refused),
            made_for: choice("made_for", made_for, programs, is_pptx, refused),
        }
    }
}

/// One of two named values; the usual one where nothing is said, or what is said is wrong.
fn choice<T: Copy + Default>(
    name: &str,
    given: Field<String>,
    named: [(&str, T); 2],
    is_pptx: bool,
    refused: &mut Vec<FieldError>,
) -> T {
    let Some(given) = given.optional(name, refused) else {
        return T::default();
    };
    let known = named.iter().find(|(value, _)| *value == given);
    let message = match known {
        Some((_, value)) if is_pptx => return *value,
        Some(_) => format!("`{name}` is only for pptx."),
        None => {
            let [(first, _), (second, _)] = named;
            format!("`{name}` must be {first} or {second}.")
        }
    };
    refused.push(FieldError {
        location: name.to_owned(),
        message,
    });
    T::default()
}
