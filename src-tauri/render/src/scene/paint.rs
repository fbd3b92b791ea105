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

impl Color {
    /// A colour between this one and another: at 0 this one, at 1 the other.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let share = if share.is_finite() { share } else { 0.0 };
        let between = |one: f64, other: f64| one + (other - one) * share;
        let mut rgb = self.rgb;
        for (channel, other) in rgb.iter_mut().zip(other.rgb) {
            *channel = between((*channel).into(), other.into()).round() as u8;
        }
        Self {
            rgb,
            alpha: between(self.alpha, other.alpha),
        }
    }

    /// What is seen where it lies upon another one.
    #[must_use]
    pub fn upon(self, ground: Self) -> Self {
        let alpha = self.alpha + ground.alpha * (1.0 - self.alpha);
        Self {
            alpha,
            ..ground.mixed(self, self.alpha / alpha.max(f64::MIN_POSITIVE))
        }
    }
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

impl Stop {
    /// The colour at a place of a gradient, whose stops are in order; none if it has none.
    #[must_use]
    pub fn color_at(stops: &[Self], at: f64) -> Option<Color> {
        let (before, after) = match stops.iter().position(|stop| stop.at >= at) {
            Some(0) => return stops.first().map(|stop| stop.color),
            Some(index) => (stops.get(index - 1)?, stops.get(index)?),
            None => return stops.last().map(|stop| stop.color),
        };
        let share = (at - before.at) / (after.at - before.at);
        Some(before.color.mixed(after.color, share))
    }

    /// The same stops, where those of which nothing is seen have the hues of their
    /// neighbours: browsers mix colours that were multiplied by their opacity, other
    /// programs do not.
    #[must_use]
    pub fn with_hues(stops: &[Self]) -> Vec<Self> {
        let is_seen = |stop: &&Self| stop.color.alpha > 0.0;
        let hue = |index: Option<usize>| Some(stops.get(index?).filter(is_seen)?.color.rgb);
        let mut hued = Vec::with_capacity(stops.len());
        for (index, stop) in stops.iter().enumerate() {
            let sides = [hue(index.checked_sub(1)), hue(Some(index + 1))];
            let mut hues: Vec<_> = sides.into_iter().flatten().collect();
            hues.dedup();
            if is_seen(&stop) || hues.is_empty() {
                hues = vec![stop.color.rgb];
            }
            hued.extend(hues.into_iter().map(|rgb| Self {
                at: stop.at,
                color: Color { rgb, ..stop.color },
            }));
        }
        hued
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(at: f64, rgb: [u8; 3], alpha: f64) -> Stop {
        Stop {
            at,
            color: Color { rgb, alpha },
        }
    }

    #[test]
    fn what_is_not_seen_has_its_neighbours_hue() {
        let (red, blue) = ([255, 0, 0], [0, 0, 255]);
        let stops = [
            stop(0.0, red, 1.0),
            stop(0.5, [0; 3], 0.0),
            stop(1.0, blue, 1.0),
        ];
        let hued = [
            stop(0.0, red, 1.0),
            stop(0.5, red, 0.0),
            stop(0.5, blue, 0.0),
            stop(1.0, blue, 1.0),
        ];
        assert_eq!(Stop::with_hues(&stops), hued);
        assert_eq!(Stop::with_hues(&hued), hued);
        let unseen = [stop(0.0, red, 0.0), stop(1.0, blue, 0.0)];
        assert_eq!(Stop::with_hues(&unseen), unseen);
    }

    #[test]
    fn what_lies_upon_nothing_is_itself() {
        let half = Color {
            rgb: [200, 100, 0],
            alpha: 0.5,
        };
        assert_eq!(half.upon(Color::default()), half);
        let white = Color {
            rgb: [255; 3],
            alpha: 1.0,
        };
        assert_eq!(half.upon(white).rgb, [228, 178, 128]);
    }
}
