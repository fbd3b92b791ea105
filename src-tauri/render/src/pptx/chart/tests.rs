//! What charts become, read again.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::*;
use crate::scene::{
    Axis, Color, Font, Labels, Marker, NumberFormat, Paint, Point, Range, Section, Series,
    SeriesKind, Stroke, TextStyle, Title,
};

const FRAME: Rect = Rect {
    x: 0.0,
    y: 0.0,
    width: 600.0,
    height: 400.0,
};

fn red() -> Color {
    Color {
        rgb: [204, 51, 51],
        alpha: 0.5,
    }
}

fn style() -> TextStyle {
    TextStyle {
        font: Font {
            family: "Inter".to_owned(),
            ..Font::default()
        },
        size: 12.0,
        color: red(),
    }
}

fn line() -> Stroke {
    Stroke {
        width: 2.0,
        color: red(),
        dash: vec![4.0],
    }
}

fn axis() -> Axis {
    Axis {
        shown: true,
        labels: Some(Labels {
            style: style(),
            every: 2,
            ..Labels::default()
        }),
        line: Some(line()),
        grid: Some(line()),
        title: Some(Title {
            lines: vec!["a & b".to_owned()],
            style: style(),
            ..Title::default()
        }),
        ..Axis::default()
    }
}

fn numbers() -> Axis {
    Axis {
        range: Some(Range {
            min: 0.0,
            max: 10.0,
            step: Some(2.5),
            logarithmic: false,
        }),
        ..axis()
    }
}

fn series(kind: SeriesKind) -> Series {
    Series {
        name: "North <1>".to_owned(),
        kind,
        values: vec![Some(0.1), None, Some(-2e20)],
        xs: vec![Some(1.5), Some(2.5), Some(3.5)],
        radii: match kind {
            SeriesKind::Bubble => vec![Some(7.0), Some(8.0), Some(9.0)],
            _ => Vec::new(),
        },
        fill: Some(Paint::Solid(red())),
        line: Some(line()),
        marker: Some(Marker {
            size: 6.0,
            ..Marker::default()
        }),
        points: vec![Point {
            index: 2,
            line: Some(line()),
            ..Point::default()
        }],
        ..Series::default()
    }
}

fn chart(kind: SeriesKind, coordinates: Coordinates) -> Chart {
    let categories = match coordinates {
        Coordinates::Points { .. } => Vec::new(),
        _ => ["One", "Two", "Three"].map(str::to_owned).to_vec(),
    };
    Chart {
        width: 600.0,
        height: 400.0,
        plot: Rect {
            x: 60.0,
            y: 40.0,
            width: 480.0,
            height: 300.0,
        },
        coordinates,
        categories,
        series: vec![series(kind)],
        legend: Some(Legend {
            style: style(),
            ..Legend::default()
        }),
        titles: vec![Title {
            lines: vec!["Title".to_owned()],
            ..Title::default()
        }],
        ..Chart::default()
    }
}

fn columns(horizontal: bool) -> Coordinates {
    Coordinates::Categories {
        horizontal,
        category: Box::new(axis()),
        values: vec![numbers(), numbers()],
    }
}

/// A chart of each kind, with the element that it is.
fn kinds() -> Vec<(Chart, &'static str)> {
    let points = || Coordinates::Points {
        x: Box::new(numbers()),
        values: vec![numbers()],
    };
    let circle = |hole| Coordinates::Circle { start: 90.0, hole };
    let radar = Coordinates::Radar {
        category: Box::new(axis()),
        value: Box::new(numbers()),
    };
    vec![
        (chart(SeriesKind::Bar, columns(false)), "c:barChart"),
        (chart(SeriesKind::Bar, columns(true)), "c:barChart"),
        (chart(SeriesKind::Line, columns(false)), "c:lineChart"),
        (chart(SeriesKind::Scatter, points()), "c:scatterChart"),
        (chart(SeriesKind::Bubble, points()), "c:bubbleChart"),
        (chart(SeriesKind::Share, circle(None)), "c:pieChart"),
        (
            chart(SeriesKind::Share, circle(Some(0.6))),
            "c:doughnutChart",
        ),
        (chart(SeriesKind::Line, radar), "c:radarChart"),
    ]
}

/// The texts of a part with the names of the elements around them, and each element with
/// its value. The part has to be well-formed.
fn told(part: &[u8]) -> Vec<(String, String)> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = true;
    let (mut path, mut told) = (Vec::<String>::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => path.push(start.name().as_ref().to_owned()),
            Event::End(_) => drop(path.pop()),
            Event::Empty(empty) => {
                let value = empty.try_get_attribute("val").unwrap();
                let value = value.map_or_else(String::new, |value| value.value.into_owned());
                told.push((empty.name().as_ref().to_owned(), value));
            }
            Event::Text(text) => told.push((path.join("/"), (*text).to_owned())),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
    told
}

/// The texts within elements with this name.
fn texts(told: &[(String, String)], within: &str) -> Vec<String> {
    let inside = told
        .iter()
        .filter(|(path, _)| path.contains(within) && path.ends_with("/c:v"));
    inside.map(|(_, text)| text.clone()).collect()
}

fn value_of<'a>(told: &'a [(String, String)], element: &str) -> Option<&'a str> {
    let found = told.iter().find(|(path, _)| path == element)?;
    Some(&found.1)
}

fn file_of(workbook: &[u8], file: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(file).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn charts_of_every_kind_hold_their_data() {
    for (chart, element) in kinds() {
        let parts = parts(&chart, FRAME).unwrap();
        let told = told(&parts.chart);
        let is_there = String::from_utf8_lossy(&parts.chart).contains(&format!("<{element}>"));
        assert!(is_there, "{element}");
        let values = match element {
            "c:scatterChart" | "c:bubbleChart" => "/c:yVal/",
            _ => "/c:val/",
        };
        let values = texts(&told, values);
        assert_eq!(values[..2], ["0.1", "-2E20"], "{element}");
        if element == "c:bubbleChart" {
            assert_eq!(texts(&told, "/c:bubbleSize/"), ["7", "8", "9"]);
        }
        if chart.categories.is_empty() {
            assert_eq!(texts(&told, "/c:xVal/"), ["1.5", "2.5", "3.5"], "{element}");
        } else {
            assert_eq!(
                texts(&told, "/c:cat/")[..3],
                ["One", "Two", "Three"],
                "{element}"
            );
        }
    }
}

#[test]
fn workbooks_hold_the_same_data() {
    for (chart, element) in kinds() {
        let workbook = parts(&chart, FRAME).unwrap().workbook;
        let sheet = file_of(&workbook, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<v>0.1</v>"), "{element}: {sheet}");
        assert!(
            sheet.contains("<v>-200000000000000000000</v>"),
            "{element}: {sheet}"
        );
        let strings = file_of(&workbook, "xl/sharedStrings.xml");
        for text in chart
            .categories
            .iter()
            .map(String::as_str)
            .chain(["North &lt;1>"])
        {
            let text = text.replace('>', "&gt;");
            assert!(strings.contains(&text), "{element}: {strings}");
        }
    }
}

#[test]
fn cells_are_those_that_hold_the_data() {
    let (bubble, _) = kinds().swap_remove(4);
    let part = parts(&bubble, FRAME).unwrap().chart;
    let told = told(&part);
    let formula = |within: &str| {
        let found = told
            .iter()
            .find(|(path, _)| path.contains(within) && path.ends_with("/c:f"));
        found.map(|(_, text)| text.as_str())
    };
    assert_eq!(formula("/c:tx/"), Some("Sheet1!$B$1"));
    assert_eq!(formula("/c:xVal/"), Some("Sheet1!$A$2:$A$4"));
    assert_eq!(formula("/c:yVal/"), Some("Sheet1!$B$2:$B$4"));
    assert_eq!(formula("/c:bubbleSize/"), Some("Sheet1!$C$2:$C$4"));
}

#[test]
fn the_same_chart_is_the_same_file() {
    for (chart, element) in kinds() {
        assert!(
            parts(&chart, FRAME).unwrap() == parts(&chart, FRAME).unwrap(),
            "{element}"
        );
    }
}

#[test]
fn bars_are_as_far_apart_as_on_the_page() {
    let mut chart = chart(SeriesKind::Bar, columns(true));
    chart.bars.gap = 0.375;
    chart.bars.overlap = -0.111;
    let part = parts(&chart, FRAME).unwrap().chart;
    let told = told(&part);
    assert_eq!(value_of(&told, "c:gapWidth"), Some("38"));
    assert_eq!(value_of(&told, "c:overlap"), Some("-11"));
    assert_eq!(value_of(&told, "c:barDir"), Some("bar"));
    // Listed from the top, with the numbers below nevertheless.
    assert_eq!(value_of(&told, "c:orientation"), Some("maxMin"));
    let crosses: Vec<&str> = told
        .iter()
        .filter(|(path, _)| path == "c:crosses")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(crosses, ["autoZero", "max", "autoZero", "max"]);
}

#[test]
fn an_area_and_its_line_share_their_cells_and_one_name() {
    let part = parts(&chart(SeriesKind::Line, columns(false)), FRAME)
        .unwrap()
        .chart;
    let text = String::from_utf8(part).unwrap();
    assert_eq!(text.matches("<c:f>Sheet1!$B$2:$B$4</c:f>").count(), 2);
    assert!(text.find("<c:areaChart>") < text.find("<c:lineChart>"));
    assert!(text.contains("<c:legendEntry><c:idx val=\"0\"/><c:delete val=\"1\"/>"));
    assert!(!text.contains("<c:legendEntry><c:idx val=\"1\"/>"));
}

#[test]
fn the_outermost_ring_comes_last() {
    let mut rings = chart(
        SeriesKind::Share,
        Coordinates::Circle {
            start: -90.0,
            hole: Some(0.99),
        },
    );
    rings.series.push(Series {
        name: "Inner".to_owned(),
        ..series(SeriesKind::Share)
    });
    let part = parts(&rings, FRAME).unwrap().chart;
    let told = told(&part);
    // The reader gives references apart from the text around them.
    assert_eq!(texts(&told, "/c:tx/")[..2], ["Inner", "North "]);
    assert_eq!(value_of(&told, "c:holeSize"), Some("90"));
    assert_eq!(value_of(&told, "c:firstSliceAng"), Some("270"));
}

#[test]
fn formats_are_codes() {
    let section = |prefix: &str, suffix: &str| Section {
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        decimals: Some(1),
        ..Section::default()
    };
    let format = |sections: Vec<Section>| NumberFormat {
        sections,
        ..NumberFormat::default()
    };
    assert_eq!(format::code(&NumberFormat::default()), "General");
    assert_eq!(format::code(&format(vec![section("$", "")])), "\"$\"0.0");
    let zero = NumberFormat {
        zero: Some("a\"b".to_owned()),
        ..format(vec![section("", "")])
    };
    assert_eq!(format::code(&zero), "0.0;\\-0.0;\"a\"\\\"\"b\"");
    let inside = NumberFormat {
        minus_inside: true,
        ..format(vec![section("$", "\u{7}")])
    };
    assert_eq!(format::code(&inside), "\"$\"0.0;\"$\"\\-0.0");
    let thousands = Section {
        from: 1000.0,
        thousands: 1,
        grouped: true,
        ..section("", "K")
    };
    assert_eq!(
        format::code(&format(vec![thousands, section("", "")])),
        "[>=1000]#,##0.0,\"K\";0.0"
    );
}

#[test]
fn no_number_leaves_what_the_format_takes() {
    let odd = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        1e308,
        -1e308,
        -1.0,
        0.0,
    ];
    for (chart, element) in kinds() {
        for number in odd {
            let chart = spoilt(chart.clone(), number);
            let part = parts(&chart, FRAME).unwrap();
            let text = String::from_utf8(part.chart.clone()).unwrap();
            assert!(
                !text.contains("NaN") && !text.contains("inf"),
                "{element} {number}"
            );
            let told = told(&part.chart);
            assert!(texts(&told, "/c:yVal/").len() < 4, "{element} {number}");
            for share in ["c:x", "c:y", "c:w", "c:h"] {
                let share = value_of(&told, share).unwrap().parse::<f64>().unwrap();
                assert!((0.0..=1.0).contains(&share), "{element} {number}");
            }
        }
    }
}

fn spoilt(mut chart: Chart, number: f64) -> Chart {
    chart.width = number;
    chart.plot.width = number;
    chart.bars.gap = number;
    chart.bars.overlap = number;
    let series = &mut chart.series[0];
    series.values = vec![Some(number); 3];
    series.axis = usize::MAX;
    series.line = Some(Stroke {
        width: number,
        dash: vec![number, 1.0],
        ..line()
    });
    series.points[0].drawn_out = number;
    series.points.push(Point {
        index: usize::MAX,
        ..Point::default()
    });
    series.name = "\u{0}\u{1b}\u{FFFF}".to_owned();
    if let Coordinates::Categories { values, .. } = &mut chart.coordinates {
        values[0].range = Some(Range {
            min: number,
            max: 1.0,
            step: Some(number),
            logarithmic: true,
        });
    }
    chart.titles[0].rotation = number;
    chart
}

#[test]
fn what_no_sheet_has_room_for_is_refused() {
    let mut chart = chart(SeriesKind::Line, columns(false));
    chart.series[0].values = vec![Some(1.0); 1_048_576];
    assert_eq!(
        parts(&chart, FRAME).unwrap_err().code(),
        Code::ExportIncomplete
    );
}
