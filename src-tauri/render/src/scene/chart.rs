//! Charts with their data, as the page drew them.
//!
//! A chart's lengths are CSS pixels from its own upper left corner; where it stands and
//! how large it is on the slide, the item's frame says.
//!
//! What does not belong here: charts that no office program has (those are pictures, and
//! [`Obstacle`] says why), and how a page tells of its charts (`capture`).

use serde::{Deserialize, Serialize};

use super::{Align, Color, Font, Rect, Stop};

/// A chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Where its data is drawn, within the axes; the square around a circle.
    pub plot: Rect,
    /// What its values stand upon.
    pub coordinates: Coordinates,
    /// The names of the categories, in order; none where points have two numbers.
    pub categories: Vec<String>,
    /// Its series, in order.
    pub series: Vec<Series>,
    /// How bars of one category stand beside each other.
    pub bars: Bars,
    /// Whether lines go on over values that are missing.
    pub bridges_gaps: bool,
    /// What explains the colours.
    pub legend: Option<Legend>,
    /// Its title and its subtitles.
    pub titles: Vec<Title>,
}

/// What the values of a chart stand upon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coordinates {
    /// Categories along one side, values along the other.
    Categories {
        /// Whether the values run from side to side, and the categories from top to bottom.
        horizontal: bool,
        /// The axis of the categories.
        category: Box<Axis>,
        /// The axes of values, of which [`Series::axis`] names one: one or two.
        values: Vec<Axis>,
    },
    /// Two numbers for each point.
    Points {
        /// The axis from side to side.
        x: Box<Axis>,
        /// The axes of values, of which [`Series::axis`] names one: one or two.
        values: Vec<Axis>,
    },
    /// Shares of a circle; the first series is the outermost ring.
    Circle {
        /// Where the first share begins: 0 is above, 90 to the right.
        start: f64,
        /// How wide the hole is, as a share of the circle's width; none for a pie.
        hole: Option<f64>,
    },
    /// Values on rays, one for each category, the first one upwards.
    Radar {
        /// How the categories are written around it.
        category: Box<Axis>,
        /// The axis that goes upwards from the middle.
        value: Box<Axis>,
    },
}

impl Default for Coordinates {
    fn default() -> Self {
        Self::Circle {
            start: 0.0,
            hole: None,
        }
    }
}

/// An axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Whether it is drawn. What else is said of one that is not does not count, but for
    /// its range and its direction.
    pub shown: bool,
    /// Whether it is at the other side than usual: at the top, or at the right.
    pub opposite: bool,
    /// Whether it runs the other way than usual: to the left or downwards, and upwards for
    /// categories that are listed from the top.
    pub reversed: bool,
    /// The numbers that it reaches over; none for categories.
    pub range: Option<Range>,
    /// Whether points stand at its ends, and not in the middle of a category's room.
    pub to_the_ends: bool,
    /// The numbers or names at it.
    pub labels: Option<Labels>,
    /// The line that it is.
    pub line: Option<Stroke>,
    /// The lines across the chart.
    pub grid: Option<Stroke>,
    /// Whether short lines lead to its labels.
    pub marks: bool,
    /// What it shows, in words.
    pub title: Option<Title>,
}

/// The numbers that an axis reaches over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// The smallest one.
    pub min: f64,
    /// The largest one, which is larger.
    pub max: f64,
    /// From one label to the next, if there are two.
    pub step: Option<f64>,
    /// Whether each power of ten has as much room as the one before. Then both ends are
    /// larger than 0.
    pub logarithmic: bool,
}

/// What is written at an axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    /// How it is written.
    pub style: TextStyle,
    /// How far it is turned.
    pub rotation: f64,
    /// How many categories there are for each name that is written; 1 or more.
    pub every: usize,
    /// How numbers are written.
    pub format: NumberFormat,
}

/// How text of a chart is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextStyle {
    /// The font. What it reaches above and below is not known.
    pub font: Font,
    /// The size of the font.
    pub size: f64,
    /// The colour.
    pub color: Color,
}

/// How numbers are written: in sections for large, middle and small ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NumberFormat {
    /// From the largest numbers down; at most three. Without any, numbers are written as
    /// they are.
    pub sections: Vec<Section>,
    /// Whether the minus of a negative number stands behind what stands before numbers.
    /// Then there is one section.
    pub minus_inside: bool,
    /// How zero is written, if otherwise. Then there is one section.
    pub zero: Option<String>,
}

/// How numbers from a certain size on are written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The smallest such number. It does not count in the last section, which is for all
    /// that are left.
    pub from: f64,
    /// What stands before the number.
    pub prefix: String,
    /// What stands behind it.
    pub suffix: String,
    /// By which power of a thousand it is divided: 1 for thousands, 2 for millions.
    pub thousands: u8,
    /// Whether it is a share that is written in hundredths.
    pub percent: bool,
    /// How many decimals it has; as many as it needs, where nothing is said.
    pub decimals: Option<u8>,
    /// Whether its digits stand in groups of three.
    pub grouped: bool,
}

/// A series of values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// How it is drawn.
    pub kind: SeriesKind,
    /// The place of its axis among the axes of values.
    pub axis: usize,
    /// Whether it stands upon the series of its kind before it.
    pub stacked: bool,
    /// Its values, one for each category or point; none where one is missing.
    pub values: Vec<Option<f64>>,
    /// Where the points of [`Coordinates::Points`] stand, from side to side.
    pub xs: Vec<Option<f64>>,
    /// The radii of bubbles.
    pub radii: Vec<Option<f64>>,
    /// What its bars, shares or bubbles are filled with, or the area beneath its line.
    pub fill: Option<Paint>,
    /// The line around its bars, shares or bubbles, or between its points.
    pub line: Option<Stroke>,
    /// Whether its line is curved.
    pub smooth: bool,
    /// The marks at its points.
    pub marker: Option<Marker>,
    /// Points that look otherwise, by their index.
    pub points: Vec<Point>,
    /// Whether it is left out of the chart, though it is among its data.
    pub hidden: bool,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesKind {
    /// In bars.
    #[default]
    Bar,
    /// As a line from category to category, or around a radar; with a fill, as the area
    /// beneath or within it.
    Line,
    /// As shares of a circle.
    Share,
    /// As points, with a line between them if there is one.
    Scatter,
    /// As circles of different sizes.
    Bubble,
}

/// A point that looks otherwise than its series.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Its place in the series, from 0.
    pub index: usize,
    /// What it is filled with.
    pub fill: Option<Paint>,
    /// The line around it; where points are joined, the line that leads to it.
    pub line: Option<Stroke>,
    /// Its mark.
    pub marker: Option<Marker>,
    /// How far it is drawn out of its circle, as a share of the circle's radius.
    pub drawn_out: f64,
}

/// A mark at a point.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Marker {
    /// Its shape.
    pub shape: MarkerShape,
    /// How wide it is.
    pub size: f64,
    /// What it is filled with.
    pub fill: Option<Paint>,
    /// The line around it.
    pub line: Option<Stroke>,
}

/// The shape of a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkerShape {
    /// A circle.
    #[default]
    Circle,
    /// A square.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle.
    Triangle,
    /// Two lines, upright.
    Plus,
    /// Two lines, aslant.
    Cross,
    /// Four lines.
    Star,
    /// One line.
    Dash,
}

/// A line of a chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// Its width.
    pub width: f64,
    /// Its colour.
    pub color: Color,
    /// Its dashes and the gaps behind them, in turn; none for a line without gaps.
    pub dash: Vec<f64>,
}

/// What a part of a chart is filled with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paint {
    /// One colour.
    Solid(Color),
    /// Colours along a line across the part.
    Linear {
        /// Where it leads: 0 is upwards, 90 to the right.
        angle: f64,
        /// Two or more, by their places.
        stops: Vec<Stop>,
    },
}

/// How bars of one category stand beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    /// From the bars of one category to those of the next, as a share of a bar's thickness.
    pub gap: f64,
    /// How much of a bar the next one of its category covers; negative for a gap.
    pub overlap: f64,
}

/// What explains the colours of a chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Legend {
    /// At which side of the chart it is.
    pub side: Side,
    /// Where it is.
    pub place: Rect,
    /// How it is written.
    pub style: TextStyle,
    /// The indices of the series that it does not name; of the categories, for a circle.
    pub without: Vec<usize>,
}

/// A side of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The left one.
    Left,
    /// The upper one.
    #[default]
    Top,
    /// The right one.
    Right,
    /// The lower one.
    Bottom,
}

/// A title of a chart or of an axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Title {
    /// Its lines.
    pub lines: Vec<String>,
    /// How it is written.
    pub style: TextStyle,
    /// To which side its lines are set.
    pub align: Align,
    /// Where it is, as it is seen: turned.
    pub place: Rect,
    /// How far it is turned.
    pub rotation: f64,
}

/// Why a chart is a picture and no chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// Office programs have no charts of its type.
    Type,
    /// Its series are of types that office programs do not put together.
    Mixture,
    /// A script of the deck draws upon it.
    Script,
    /// It is painted with patterns, or gradients that office programs do not have.
    Paint,
    /// It has more than two axes of values, or one that office programs do not have.
    Axes,
    /// Its labels are none that a number format writes, or stand where none can.
    Labels,
    /// Its legend does not say what its series are called.
    Legend,
    /// Its bars stand in several stacks, or upon each other as no office program puts them.
    Stacks,
    /// An area is filled up to where no office program fills one.
    Area,
    /// A line goes in steps.
    Steps,
    /// It is a part of a circle, or rings that office programs do not have.
    Circle,
    /// Values that a sheet cannot hold: from one number to another, two for one category.
    Values,
    /// It is stretched.
    Stretched,
    /// There is more of it than a file should hold.
    Size,
    /// It could not be read: a script of the deck changed the library.
    Unreadable,
}
