//! Number formats as office programs write them.

use crate::scene::{NumberFormat, Section};

/// The code of a format.
pub(super) fn code(format: &NumberFormat) -> String {
    match format.sections.as_slice() {
        [] => "General".to_owned(),
        [only] if format.minus_inside || format.zero.is_some() => {
            let minus = if format.minus_inside {
                let (before, after) = (quoted(&only.prefix), quoted(&only.suffix));
                format!("{before}\\-{}{after}", digits(only))
            } else {
                format!("\\-{}", section_code(only))
            };
            let zero = format.zero.as_deref().map(quoted);
            let zero = zero.map(|zero| format!(";{zero}")).unwrap_or_default();
            format!("{};{minus}{zero}", section_code(only))
        }
        [sections @ .., last] => {
            let mut code: String = sections
                .iter()
                // A code has two conditions at most.
                .take(2)
                .map(|section| format!("[>={}]{};", section.from, section_code(section)))
                .collect();
            code.push_str(&section_code(last));
            code
        }
    }
}

fn section_code(section: &Section) -> String {
    let (before, after) = (quoted(&section.prefix), quoted(&section.suffix));
    format!("{before}{}{after}", digits(section))
}

fn digits(section: &Section) -> String {
    let Some(decimals) = section.decimals else {
        return "General".to_owned();
    };
    let mut digits = if section.grouped { "#,##0" } else { "0" }.to_owned();
    if decimals > 0 {
        digits.push('.');
        digits.push_str(&"0".repeat(decimals.into()));
    }
    digits.push_str(&",".repeat(section.thousands.into()));
    if section.percent {
        digits.push('%');
    }
    digits
}

/// Text that stands for itself.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    match plain.as_str() {
        "" => String::new(),
        // A quotation mark ends what is quoted.
        _ => plain
            .split('"')
            .map(|part| {
                if part.is_empty() {
                    String::new()
                } else {
                    format!("\"{part}\"")
                }
            })
            .collect::<Vec<_>>()
            .join("\\\""),
    }
}
