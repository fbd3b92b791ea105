//! A chart's data: its sheet, and the copies of it that the chart holds.

use rust_xlsxwriter::utility::cell_range_absolute;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::style::value;
use crate::pptx::xml::Element;
use crate::scene::{Chart, Coordinates};

/// How the sheet is called.
const SHEET: &str = "Sheet1";
/// The last row of a sheet, from 0.
const LAST_ROW: usize = 1_048_575;
/// The largest number that a sheet holds.
const LARGEST: f64 = 9.99e307;

/// How a chart's data lies in its sheet: names in the first row, numbers below, each
/// series in columns of its own.
pub(super) struct Sheet {
    /// How many columns a series has.
    columns: usize,
    /// How many rows stand below the names.
    rows: usize,
}

/// What a column of a series holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Where points stand from side to side.
    Xs,
    /// Values.
    Values,
    /// The radii of bubbles.
    Radii,
}

impl Sheet {
    /// The sheet of a chart.
    pub(super) fn of(chart: &Chart) -> Self {
        let longest =
            |lists: fn(&crate::scene::Series) -> usize| chart.series.iter().map(lists).max();
        let rows = [
            longest(|series| series.values.len()),
            longest(|series| series.xs.len()),
            longest(|series| series.radii.len()),
            Some(chart.categories.len()),
        ];
        let has_radii = chart.series.iter().any(|series| !series.radii.is_empty());
        Self {
            columns: match chart.coordinates {
                Coordinates::Points { .. } if has_radii => 3,
                Coordinates::Points { .. } => 2,
                _ => 1,
            },
            rows: rows.into_iter().flatten().max().unwrap_or_default(),
        }
    }

    /// How many values each series has room for.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The column of a series. Categories stand before all of them.
    fn column(&self, series: usize, column: Column) -> usize {
        let first = series * self.columns;
        match (column, self.columns) {
            (_, 1) => first + 1,
            (Column::Xs, _) => first,
            (Column::Values, _) => first + 1,
            (Column::Radii, _) => first + 2,
        }
    }

    /// The name of a series, with where it stands.
    pub(super) fn name(&self, chart: &Chart, series: usize) -> Element {
        let column = self.column(series, Column::Values);
        let name = chart.series.get(series).map(|series| series.name.as_str());
        let cache = Element::new("c:strCache")
            .holding(value("c:ptCount", 1_i64))
            .holding(point(0, name.unwrap_or_default()));
        Element::new("c:tx").holding(
            Element::new("c:strRef")
                .holding(formula(&cells(column, 0, 0)))
                .holding(cache),
        )
    }

    /// The categories, with where they stand.
    pub(super) fn categories(&self, chart: &Chart) -> Element {
        let names = chart.categories.iter().enumerate();
        let cache = Element::new("c:strCache")
            .holding(value("c:ptCount", self.rows))
            .holding_all(names.map(|(index, name)| point(index, name)));
        Element::new("c:cat").holding(
            Element::new("c:strRef")
                .holding(formula(&cells(0, 1, self.rows)))
                .holding(cache),
        )
    }

    /// A column of numbers as an element with this name, with where they stand.
    pub(super) fn numbers(
        &self,
        name: &'static str,
        chart: &Chart,
        series: usize,
        column: Column,
    ) -> Element {
        let numbers = chart.series.get(series).map(|series| match column {
            Column::Xs => &series.xs,
            Column::Values => &series.values,
            Column::Radii => &series.radii,
        });
        let points = numbers.into_iter().flatten().enumerate();
        let cache = Element::new("c:numCache")
            .holding(Element::new("c:formatCode").saying("General"))
            .holding(value("c:ptCount", self.rows))
            .holding_all(points.filter_map(|(index, number)| {
                Some(point(index, &written(sheet_number(*number)?)))
            }));
        Element::new(name).holding(
            Element::new("c:numRef")
                .holding(formula(&cells(self.column(series, column), 1, self.rows)))
                .holding(cache),
        )
    }

    /// The workbook.
    ///
    /// # Errors
    /// As the library's own: there is more than a sheet has room for.
    pub(super) fn workbook(&self, chart: &Chart) -> Result<Vec<u8>, XlsxError> {
        if self.rows > LAST_ROW {
            return Err(XlsxError::RowColumnLimitError);
        }
        let mut workbook = Workbook::new();
        // When it was made is no part of what it says.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let sheet = workbook.add_worksheet();
        sheet.set_name(SHEET)?;
        for (index, name) in chart.categories.iter().enumerate() {
            sheet.write_string(row(index + 1)?, 0, text(name))?;
        }
        for (index, series) in chart.series.iter().enumerate() {
            let place = |column| narrow(self.column(index, column));
            sheet.write_string(0, place(Column::Values)?, text(&series.name))?;
            let mut lists = vec![(&series.values, Column::Values)];
            if self.columns > 1 {
                lists.push((&series.xs, Column::Xs));
            }
            if self.columns > 2 {
                lists.push((&series.radii, Column::Radii));
            }
            for (numbers, column) in lists {
                for (at, number) in numbers.iter().enumerate() {
                    if let Some(number) = sheet_number(*number) {
                        sheet.write_number(row(at + 1)?, place(column)?, number)?;
                    }
                }
            }
        }
        workbook.save_to_buffer()
    }
}

/// A number that a sheet holds.
fn sheet_number(number: Option<f64>) -> Option<f64> {
    number.filter(|number| number.is_finite() && number.abs() <= LARGEST)
}

/// As short as it can be read back.
fn written(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-5..1e16).contains(&size) {
        // Without the sign that zero may have.
        (number + 0.0).to_string()
    } else {
        format!("{number:E}")
    }
}

/// Text that a cell holds: at most 32,767 characters, as UTF-16 counts them, and none
/// that XML cannot hold.
fn text(text: &str) -> String {
    const LONGEST: usize = 32_767;
    let mut room = LONGEST;
    text.chars()
        .filter(|letter| {
            !matches!(letter, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}'
                | '\u{FFFE}' | '\u{FFFF}')
        })
        .take_while(|letter| {
            let has_room = letter.len_utf16() <= room;
            room = room.saturating_sub(letter.len_utf16());
            has_room
        })
        .collect()
}

fn row(index: usize) -> Result<u32, XlsxError> {
    u32::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)
}

fn narrow(column: usize) -> Result<u16, XlsxError> {
    u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)
}

/// Cells of a column, from one row to another. What lies beyond a sheet's end has no
/// workbook either, and is refused there.
fn cells(column: usize, first: usize, last: usize) -> String {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let number = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
    let last = number(last.max(first));
    cell_range_absolute(number(first), column, last, column)
}

fn formula(cells: &str) -> Element {
    Element::new("c:f").saying(&format!("{SHEET}!{cells}"))
}

fn point(index: usize, text: &str) -> Element {
    Element::new("c:pt")
        .with("idx", index)
        .holding(Element::new("c:v").saying(text))
}
