//! Texts: paragraphs of lines of runs, each where the browser put it.

use serde::{Deserialize, Serialize};

use super::{Color, Fill, Line, Link};

/// A text, as one block of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// What it is for the slide.
    pub role: Role,
    /// In which direction its lines run.
    pub vertical: Vertical,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
}

/// What a text is for its slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The slide's title: at most one text of a slide is it.
    Title,
    /// Any other text.
    #[default]
    Body,
}

/// In which direction the lines of a text run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vertical {
    /// From side to side.
    #[default]
    Horizontal,
    /// From top to bottom, letters turned to the right (CSS `vertical-rl`, `sideways-rl`).
    Down,
    /// From bottom to top, letters turned to the left (CSS `sideways-lr`).
    Up,
    /// From top to bottom, East Asian letters upright.
    Upright,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// To which side its lines are set.
    pub align: Align,
    /// Whether it is written from right to left.
    pub right_to_left: bool,
    /// What stands before it, if it is an item of a list.
    pub bullet: Option<Bullet>,
    /// Its lines, in order; one or more.
    pub lines: Vec<TextLine>,
}

/// To which side lines are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// To the left side.
    #[default]
    Left,
    /// To the middle.
    Center,
    /// To the right side.
    Right,
    /// To both sides.
    Justify,
}

/// What stands before an item of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bullet {
    /// Its text, without spaces: `•`, `3.`.
    pub text: String,
    /// Its number, if it is one of decimal numbers followed by a full stop.
    pub number: Option<u32>,
    /// Its left side.
    pub x: f64,
    /// Its letters.
    pub font: Font,
    /// Its size.
    pub size: f64,
    /// Its colour.
    pub color: Color,
}

/// A line of a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextLine {
    /// The left side of its first letter; for a vertical text, where it begins from above.
    pub x: f64,
    /// As far as its letters reach, without the space at its end.
    pub width: f64,
    /// Where its letters stand on; for a vertical text, from the left side.
    pub baseline: f64,
    /// Its runs, in the order in which they are read. None is empty, but for that of a
    /// line on which nothing stands, which says how large its letters would be.
    pub runs: Vec<Run>,
    /// Whether the author ended it. Otherwise it ends where the next word had no room.
    pub ends: bool,
    /// Whether white space is between it and the next line, of which nothing is shown where
    /// the browser broke it.
    #[serde(default)]
    pub is_spaced: bool,
    /// How wide its first word is, up to where the browser could have broken the line.
    pub first_word: f64,
}

/// Letters of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The letters, as they are shown. No line break is among them.
    pub text: String,
    /// How far it reaches, in all, but for what spaces are wider on a line that is set to
    /// both sides.
    pub width: f64,
    /// The font that the browser drew it with.
    pub font: Font,
    /// The size of the font.
    pub size: f64,
    /// Its colour; absent where letters are not painted.
    pub color: Option<Color>,
    /// The colours that run through it in the place of its colour, which is one in their
    /// middle.
    #[serde(default)]
    pub gradient: Option<Fill>,
    /// The line around its letters, half of which lies within them.
    #[serde(default)]
    pub outline: Option<Line>,
    /// What is painted behind it.
    pub highlight: Option<Color>,
    /// What is added between letters.
    pub letter_spacing: f64,
    /// How much further LibreOffice goes on with each letter, on average; negative where it
    /// sets them closer. Spacing makes up for it.
    #[serde(default)]
    pub drift: f64,
    /// How far it stands above the line's baseline; negative below.
    pub rise: f64,
    /// Whether it is underlined.
    pub underline: bool,
    /// Whether it is struck through.
    pub strike: bool,
    /// Where it leads.
    pub link: Option<Link>,
    /// Its language (BCP 47), if it is known.
    pub language: Option<String>,
}

/// A font, as programs for documents call it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Font {
    /// Its family, of which there are at most a regular, a bold, an italic and a bold
    /// italic face (OpenType name 1): weights between are families of their own.
    pub family: String,
    /// Whether it is the family's bold face.
    pub bold: bool,
    /// Whether it is the family's italic face.
    pub italic: bool,
    /// How far it reaches above the baseline, as a share of its size.
    pub ascent: f64,
    /// How far it reaches below the baseline, as a share of its size.
    pub descent: f64,
    /// Whether it comes with the deck: other machines do not have it.
    pub is_brought: bool,
}
