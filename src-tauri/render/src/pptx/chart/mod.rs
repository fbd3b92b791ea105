//! Charts that stay charts: a part that says how one looks, and a workbook with its data.
//!
//! All that a chart shows is said outright, so that no program's own taste shows through.
//! What does not belong here: where a chart stands on its slide, and how its parts are
//! put into the file.

mod axes;
mod data;
mod format;
mod groups;
mod series;
mod style;

use lectern_core::{Code, Error, Result};

use self::data::Sheet;
use self::style::{Style, nothing, value};
use super::xml::Element;
use crate::scene::{Chart, Coordinates, Legend, Rect, Side};

/// The parts of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChartParts {
    /// The chart's own part. It names its workbook as `rId1`.
    pub(super) chart: Vec<u8>,
    /// The workbook with the chart's data.
    pub(super) workbook: Vec<u8>,
}

/// The parts of a chart that stands in this frame.
///
/// # Errors
/// `export_incomplete` if a sheet has no room for the chart's data.
pub(super) fn parts(chart: &Chart, frame: Rect) -> Result<ChartParts> {
    let sheet = Sheet::of(chart);
    let workbook = sheet.workbook(chart).map_err(|error| {
        Error::new(
            Code::ExportIncomplete,
            "A chart of the deck has more data than a sheet has room for. No file was written, \
             and the deck is unchanged. Leave some of its points out.",
        )
        .because(error)
    })?;
    let part = chart_space(chart, &sheet, frame).part().map_err(|error| {
        Error::new(Code::Internal, "A chart of the deck could not be written.").because(error)
    })?;
    Ok(ChartParts {
        chart: part,
        workbook,
    })
}

fn chart_space(chart: &Chart, sheet: &Sheet, frame: Rect) -> Element {
    const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let style = Style::new(chart, frame);
    Element::new("c:chartSpace")
        .with("xmlns:c", CHART)
        .with("xmlns:a", DRAWING)
        .with("xmlns:r", RELATIONS)
        .holding(value("c:date1904", false))
        .holding(value("c:roundedCorners", false))
        .holding(whole(chart, sheet, &style))
        .holding(transparent())
        .holding(
            Element::new("c:externalData")
                .with("r:id", "rId1")
                .holding(value("c:autoUpdate", false)),
        )
}

fn whole(chart: &Chart, sheet: &Sheet, style: &Style) -> Element {
    Element::new("c:chart")
        .holding_all(style.title(&chart.titles))
        .holding(value("c:autoTitleDeleted", chart.titles.is_empty()))
        .holding(plot_area(chart, sheet, style))
        .holding_all(
            chart
                .legend
                .as_ref()
                .map(|it| legend(chart, sheet, it, style)),
        )
        .holding(value("c:plotVisOnly", true))
        .holding(value(
            "c:dispBlanksAs",
            if chart.bridges_gaps { "span" } else { "gap" },
        ))
}

fn plot_area(chart: &Chart, sheet: &Sheet, style: &Style) -> Element {
    let layout = Element::new("c:manualLayout")
        .holding(value("c:layoutTarget", "inner"))
        .holding_all(style.place(&chart.plot, true));
    Element::new("c:plotArea")
        .holding(Element::new("c:layout").holding(layout))
        .holding_all(groups::groups(chart, sheet, style))
        .holding_all(axes::axes(chart, style))
        .holding(transparent())
}

/// Nothing behind, and nothing around.
fn transparent() -> Element {
    Element::new("c:spPr")
        .holding(nothing())
        .holding(Element::new("a:ln").holding(nothing()))
}

fn legend(chart: &Chart, sheet: &Sheet, legend: &Legend, style: &Style) -> Element {
    let side = match legend.side {
        Side::Left => "l",
        Side::Top => "t",
        Side::Right => "r",
        Side::Bottom => "b",
    };
    let layout = Element::new("c:manualLayout").holding_all(style.place(&legend.place, true));
    Element::new("c:legend")
        .holding(value("c:legendPos", side))
        .holding_all(unnamed(chart, sheet, legend).into_iter().map(|entry| {
            Element::new("c:legendEntry")
                .holding(value("c:idx", entry))
                .holding(value("c:delete", true))
        }))
        .holding(Element::new("c:layout").holding(layout))
        .holding(value("c:overlay", false))
        .holding(transparent())
        .holding(style.text(&legend.style, None))
}

/// The entries that a legend would have and does not show, by their places in it.
fn unnamed(chart: &Chart, sheet: &Sheet, legend: &Legend) -> Vec<usize> {
    if matches!(chart.coordinates, Coordinates::Circle { .. }) {
        let mut without = legend.without.clone();
        without.retain(|category| *category < sheet.rows());
        without.sort_unstable();
        without.dedup();
        return without;
    }
    let drawn = groups::drawn(chart);
    let is_unnamed = |(place, drawn): (usize, &groups::Drawn)| {
        (drawn.is_area_below || legend.without.contains(&drawn.series)).then_some(place)
    };
    drawn.iter().enumerate().filter_map(is_unnamed).collect()
}

#[cfg(test)]
mod tests;
