//! What things are painted with.

use serde::{Deserialize, Serialize};

use super::MediaId;

/// A colour of the sRGB space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Color {
    /// Red, green and blue.
    pub rgb: [u8; 3],
    /// From 0, nothing to be seen, to 1.
    pub alpha: f64,
}

/// What an area is painted with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// One colour.
    Solid(Color),
    /// Colours along a line.
    Linear {
        /// Where it leads: 0 is upwards, 90 to the right, as in CSS. The line is as long
        /// as CSS makes it: its ends are level with the corners.
        angle: f64,
        /// Two or more, by their places.
        stops: Vec<Stop>,
    },
    /// Colours from a centre outwards, to the farthest corner: an ellipse as CSS draws it
    /// (`ellipse farthest-corner`), whose radii are to each other as the distances from
    /// the centre to the farther sides.
    Radial {
        /// The centre, as shares of width and height.
        center: (f64, f64),
        /// Two or more, by their places.
        stops: Vec<Stop>,
    },
    /// A picture that is stretched over the area.
    Picture(MediaId),
}

impl Fill {
    /// Its colours, none for a picture.
    pub fn colors(&mut self) -> impl Iterator<Item = &mut Color> {
        let (solid, stops) = match self {
            Self::Solid(color) => (Some(color), None),
            Self::Linear { stops, .. } | Self::Radial { stops, .. } => (None, Some(stops)),
            Self::Picture(_) => (None, None),
        };
        let stops = stops.into_iter().flatten().map(|stop| &mut stop.color);
        solid.into_iter().chain(stops)
    }
}

/// A colour at a place of a gradient.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// From 0, the beginning, to 1.
    pub at: f64,
    /// The colour.
    pub color: Color,
}

/// A line around a shape, or between points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its width.
    pub width: f64,
    /// Its colour.
    pub color: Color,
    /// How it is drawn.
    pub style: LineStyle,
    /// How its ends look, and those of its dashes.
    pub cap: Cap,
    /// How it turns corners.
    pub join: Join,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineStyle {
    /// Without gaps.
    #[default]
    Solid,
    /// In dashes, as a border of CSS.
    Dashed,
    /// In dots, as a border of CSS.
    Dotted,
    /// In dashes of this length, the first at the beginning of each path. Caps reach into
    /// the gaps.
    Pattern {
        /// From the beginning of a dash to its end; may be 0 for dots that are caps only.
        dash: f64,
        /// From the end of a dash to the beginning of the next.
        gap: f64,
    },
}

/// How the ends of a line look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cap {
    /// It ends where its path ends.
    #[default]
    Flat,
    /// A half circle stands at the end.
    Round,
    /// A half square stands at the end.
    Square,
}

/// How a line turns a corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Join {
    /// With a point, unless it would be longer than so many widths of the line (SVG's
    /// `stroke-miterlimit`, 1 or more): such a corner is cut off.
    Miter(f64),
    /// Round.
    Round,
    /// Cut off.
    Bevel,
}

impl Default for Join {
    fn default() -> Self {
        Self::Miter(4.0)
    }
}

/// A shadow of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shadow {
    /// How far it lies to the right and below.
    pub offset: (f64, f64),
    /// How far its edge runs out, as in CSS: twice the standard deviation.
    pub blur: f64,
    /// How much larger than the shape it is on each side; negative if it is smaller.
    pub spread: f64,
    /// Its colour.
    pub color: Color,
    /// Whether it lies inside the shape.
    pub inside: bool,
}
