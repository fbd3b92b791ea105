//! A scene: what laid-out slides show, independent of Chrome and of any file format.
//!
//! A scene holds positioned texts, shapes, pictures, tables and charts, back to front,
//! as the browser laid them out. Files that people edit are written from it, and what
//! they show can be compared with it. It is plain data: a scene can be written as JSON
//! and read again.
//!
//! All lengths are CSS pixels (1/96 inch), from the upper left corner of the slide, y
//! downwards; all angles are degrees, clockwise.
//!
//! What does not belong here: how a scene is taken from a page (`capture`), and how it
//! is written (`pptx`).

mod chart;
mod paint;
mod table;
mod text;

use lectern_core::render::{LeftOut, PictureCause};
use serde::{Deserialize, Serialize};

pub use chart::{
    Axis, Bars, Chart, Coordinates, Labels, Legend, Marker, MarkerShape, NumberFormat, Obstacle,
    Paint, Point, Range, Section, Series, SeriesKind, Side, Stroke, TextStyle, Title,
};
pub use paint::{Cap, Color, Fill, Join, Line, LineStyle, Shadow, Stop};
pub use table::{Cell, Table};
pub use text::{Align, Bullet, Font, Paragraph, Role, Run, Text, TextLine, Vertical};

/// What all slides of a deck show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// The deck's title.
    pub title: String,
    /// The language that the deck says it is in (BCP 47), if it says so.
    pub language: Option<String>,
    /// The slides, in order.
    pub slides: Vec<Slide>,
    /// The pictures that slides show; each stands here once, however often it is shown.
    pub media: Vec<Media>,
}

/// What one slide shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Slide {
    /// Its number in the deck, from 1.
    pub number: usize,
    /// What its whole ground is painted with.
    pub background: Option<Fill>,
    /// What stands on it, back to front.
    pub items: Vec<Item>,
    /// What the speaker says.
    pub notes: String,
    /// What the browser shows of it and is not told here, each once.
    pub left_out: Vec<LeftOut>,
}

/// The bytes of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// What kind of picture it is.
    pub format: MediaFormat,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Kinds of pictures that every program shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Graphics Interchange Format.
    Gif,
    /// Scalable Vector Graphics, without anything from outside.
    Svg,
}

/// The place of a picture in [`Scene::media`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MediaId(pub usize);

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// To an address outside.
    Address(String),
    /// To a slide of the deck, by its number from 1.
    Slide(usize),
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Its left side.
    pub x: f64,
    /// Its upper side.
    pub y: f64,
    /// From left to right; never negative.
    pub width: f64,
    /// From top to bottom; never negative.
    pub height: f64,
}

/// Where something stands, and how it is turned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Its place before it is turned.
    #[serde(flatten)]
    pub rect: Rect,
    /// How far it is turned about its centre.
    pub rotation: f64,
    /// Whether left and right are swapped, before it is turned.
    pub flip_x: bool,
    /// Whether top and bottom are swapped, before it is turned.
    pub flip_y: bool,
}

/// One thing on a slide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Where it stands.
    pub frame: Frame,
    /// What it is.
    pub kind: Kind,
    /// Where it leads as a whole.
    pub link: Option<Link>,
    /// What it shows, in words, for who cannot see it; absent for decoration and text.
    pub description: Option<String>,
}

/// What a thing on a slide is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A text. Its frame is that of its lines together.
    Text(Text),
    /// A painted shape.
    Shape(Shape),
    /// A picture that fills its frame.
    Picture(Picture),
    /// A table.
    Table(Table),
    /// A chart with its data.
    Chart(Box<Chart>),
}

/// A painted shape that fills its frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Its outline.
    pub outline: Outline,
    /// What it is filled with; nothing for a mere line.
    pub fill: Option<Fill>,
    /// The line around it, whose middle runs along the outline.
    pub line: Option<Line>,
    /// Its shadows, front to back.
    pub shadows: Vec<Shadow>,
}

impl Shape {
    /// Lets through more of what lies behind it: `opacity` from 0 to 1.
    pub fn fade(&mut self, opacity: f64) {
        let fill = self.fill.iter_mut().flat_map(Fill::colors);
        let line = self.line.iter_mut().map(|line| &mut line.color);
        let shadows = self.shadows.iter_mut().map(|shadow| &mut shadow.color);
        for color in fill.chain(line).chain(shadows) {
            color.alpha *= opacity;
        }
    }
}

/// The outline of a shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outline {
    /// A rectangle whose corners have these radii, from the upper left one clockwise.
    /// None is so large that it reaches over another.
    Rounded([f64; 4]),
    /// An ellipse that touches all four sides.
    Ellipse,
    /// Paths, from the upper left corner of the frame. Each is filled on its own, later
    /// ones over earlier ones, and where its parts overlap, by the even-odd rule: that is
    /// what programs make of one path of DrawingML.
    Paths(Vec<Path>),
}

/// A path of straight and curved pieces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Its pieces. The first is a [`Segment::Move`].
    pub segments: Vec<Segment>,
}

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// Begins anew at a point.
    Move(f64, f64),
    /// A straight line to a point.
    Line(f64, f64),
    /// A cubic Bézier curve: two control points and the end.
    Cubic([(f64, f64); 3]),
    /// A straight line back to where it began.
    Close,
}

/// A picture in a frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The picture.
    pub media: MediaId,
    /// The same picture as vectors, for programs that show them.
    pub vector: Option<MediaId>,
    /// What is cut off at the left, top, right and bottom, as shares of the picture;
    /// negative where the picture does not reach the side of its frame.
    pub crop: [f64; 4],
    /// The radii of its corners, from the upper left one clockwise.
    pub radii: [f64; 4],
    /// From 0, nothing to be seen, to 1.
    pub opacity: f64,
    /// Why it is a picture, where the slide shows something else; absent for pictures of
    /// the deck.
    pub instead_of: Option<PictureCause>,
}
