//! What the page says of its charts (`core`, `page/export/charts.js`), as it says it.
//!
//! What does not belong here: believing it.

use serde::Deserialize;
use serde::de::IgnoredAny;

/// What the page says of one canvas.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Entry {
    /// The chart on it.
    Read(Box<RawChart>),
    /// Why it could not be read.
    Trouble(Trouble),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Trouble {
    Size,
    Unreadable,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawChart {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) is_drawn_upon: bool,
    /// Width and height.
    pub(super) size: [Option<f64>; 2],
    /// Left, top, width and height within the canvas' border.
    pub(super) place: [Option<f64>; 4],
    /// Left, top, right and bottom of what the axes enclose.
    pub(super) area: [Option<f64>; 4],
    pub(super) labels: Vec<String>,
    /// Degrees.
    pub(super) rotation: f64,
    /// Degrees.
    pub(super) circumference: f64,
    pub(super) scales: Vec<RawScale>,
    pub(super) titles: Vec<RawTitle>,
    pub(super) legend: Option<RawLegend>,
    pub(super) series: Vec<RawSeries>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawScale {
    pub(super) id: String,
    pub(super) axis: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    pub(super) is_reversed: bool,
    pub(super) position: String,
    pub(super) is_shown: bool,
    pub(super) is_offset: bool,
    pub(super) ticks: Vec<(Option<f64>, String)>,
    pub(super) categories: Option<Vec<String>>,
    pub(super) labels: RawLabels,
    pub(super) grid: Option<RawStroke>,
    pub(super) border: Option<RawStroke>,
    pub(super) has_marks: bool,
    pub(super) title: Option<RawTitle>,
    /// The middle and the radius of a round one.
    pub(super) circle: Option<[Option<f64>; 3]>,
    pub(super) around: Option<RawLabels>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawLabels {
    pub(super) is_shown: bool,
    pub(super) font: RawFont,
    pub(super) colour: Option<RawPaint>,
    /// Degrees, counterclockwise.
    #[serde(default)]
    pub(super) rotation: f64,
    #[serde(default)]
    pub(super) texts: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawFont {
    pub(super) family: String,
    pub(super) size: Option<f64>,
    pub(super) weight: f64,
    pub(super) italic: bool,
    /// The height of a line.
    pub(super) line: Option<f64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum RawPaint {
    Colour {
        /// Red, green and blue to 255, alpha to 1.
        colour: [f64; 4],
    },
    Gradient {
        /// From one point to another.
        line: [Option<f64>; 4],
        stops: Vec<(f64, Option<[f64; 4]>)>,
    },
    /// A word, for what cannot be told.
    Unknown(IgnoredAny),
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct RawStroke {
    pub(super) paint: Option<RawPaint>,
    pub(super) width: f64,
    pub(super) dash: Vec<Option<f64>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawTitle {
    pub(super) text: String,
    pub(super) font: RawFont,
    pub(super) colour: Option<RawPaint>,
    pub(super) align: String,
    /// Where the middle of its first line is, or its end, as it is aligned.
    pub(super) x: Option<f64>,
    pub(super) y: Option<f64>,
    /// In radians.
    pub(super) rotation: f64,
    /// The width of its longest line.
    pub(super) width: Option<f64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawLegend {
    pub(super) position: String,
    /// Left, top, right and bottom of what it names.
    #[serde(rename = "box")]
    pub(super) place: [Option<f64>; 4],
    pub(super) font: RawFont,
    pub(super) colour: Option<RawPaint>,
    /// Which series, or which category of a circle, and how it is called.
    pub(super) items: Vec<(Option<f64>, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawSeries {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) is_shown: bool,
    pub(super) is_stacked: bool,
    pub(super) stack: String,
    pub(super) is_floating: bool,
    pub(super) index_scale: String,
    pub(super) value_scale: String,
    /// Where each stands, its value and its radius.
    pub(super) points: Vec<[Option<f64>; 3]>,
    pub(super) looks: Vec<RawLook>,
    /// The look of each point, unless all have the same.
    pub(super) which: Vec<usize>,
    pub(super) line: Option<RawLine>,
    pub(super) bars: Option<RawBars>,
    /// The middle, the outer and the inner radius.
    pub(super) arc: Option<[Option<f64>; 4]>,
    /// The shares that are not shown.
    pub(super) hidden: Vec<usize>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawLook {
    pub(super) fill: Option<RawPaint>,
    pub(super) stroke: RawStroke,
    /// Left, top, right and bottom of what the fill is seen in.
    #[serde(rename = "box")]
    pub(super) place: Option<[Option<f64>; 4]>,
    pub(super) radius: Option<f64>,
    pub(super) offset: Option<f64>,
    pub(super) mark: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawLine {
    pub(super) is_shown: bool,
    pub(super) stroke: RawStroke,
    pub(super) fill: Option<RawPaint>,
    #[serde(rename = "box")]
    pub(super) place: Option<[Option<f64>; 4]>,
    pub(super) fills: Option<String>,
    pub(super) is_smooth: bool,
    pub(super) is_stepped: bool,
    pub(super) spans_gaps: bool,
    /// Parts that look otherwise, from one point to another.
    pub(super) segments: Vec<(Option<f64>, Option<f64>, RawStroke)>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawBars {
    pub(super) thickness: Option<f64>,
    /// How far a bar's middle is from that of its category.
    pub(super) shift: Option<f64>,
    /// From one category to the next.
    pub(super) pitch: Option<f64>,
}
