//! The colours and fonts that a deck uses most: those of its theme.
//!
//! A colour that is one of the theme's is written as such, so that a deck whose theme is
//! changed changes with it. What does not belong here: the theme's markup (`theme`).

use std::collections::BTreeMap;

use super::measure::fixed_percentage;
use super::typeface::typeface;
use super::xml::Element;
use crate::scene::{Color, Fill, Item, Kind, Role, Scene, Shape, Table, Text};

type Rgb = [u8; 3];

const WHITE: Rgb = [255; 3];
const BLACK: Rgb = [0; 3];
/// What accents are taken where a deck has fewer than six of its own.
const USUAL_ACCENTS: [Rgb; 6] = [
    [0x44, 0x72, 0xC4],
    [0xED, 0x7D, 0x31],
    [0xA5, 0xA5, 0xA5],
    [0xFF, 0xC0, 0x00],
    [0x5B, 0x9B, 0xD5],
    [0x70, 0xAD, 0x47],
];
const ACCENT_NAMES: [&str; 6] = [
    "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
];
/// What a link is painted with where a deck has none.
const USUAL_LINK: Rgb = [0x05, 0x63, 0xC1];
/// How a font is called where a deck has no text.
const USUAL_FONT: &str = "Arial";
/// How far the largest and the smallest part of a colour are apart that is no grey.
const COLOURFUL: u8 = 40;

/// A deck's colours and fonts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Palette {
    /// What most letters are painted with.
    pub(super) text: Rgb,
    /// What most slides' ground is.
    pub(super) ground: Rgb,
    /// What else is painted, the largest areas first.
    pub(super) accents: [Rgb; 6],
    /// What most letters with a link are painted with.
    pub(super) link: Rgb,
    /// The family of most titles' letters.
    pub(super) heading_font: String,
    /// The family of most letters.
    pub(super) font: String,
}

/// How much there is of each colour and of each family.
#[derive(Default)]
struct Tally {
    letters: BTreeMap<Rgb, f64>,
    links: BTreeMap<Rgb, f64>,
    ground: BTreeMap<Rgb, f64>,
    areas: BTreeMap<Rgb, f64>,
    families: BTreeMap<String, f64>,
    title_families: BTreeMap<String, f64>,
}

impl Palette {
    /// The colours and fonts of a deck.
    pub(super) fn of(scene: &Scene) -> Self {
        let mut tally = Tally::default();
        for slide in &scene.slides {
            let ground = match &slide.background {
                Some(Fill::Solid(color)) if color.alpha >= 1.0 => color.rgb,
                _ => WHITE,
            };
            *tally.ground.entry(ground).or_default() += 1.0;
            slide.items.iter().for_each(|item| tally.item(item));
        }
        tally.palette()
    }

    /// The same fonts and accents, in black on white.
    pub(super) fn on_paper(&self) -> Self {
        Self {
            text: BLACK,
            ground: WHITE,
            ..self.clone()
        }
    }

    /// Whether light letters stand on a dark ground.
    pub(super) fn is_dark(&self) -> bool {
        let light =
            |[red, green, blue]: Rgb| 2 * u32::from(red) + 5 * u32::from(green) + u32::from(blue);
        light(self.ground) < light(self.text)
    }

    /// A colour's markup: the theme's if it is one of those.
    pub(super) fn color(&self, color: Color) -> Element {
        let alpha = (color.alpha < 1.0)
            .then(|| Element::new("a:alpha").with("val", fixed_percentage(color.alpha)));
        let named = match self.name(color.rgb) {
            Some(name) => Element::new("a:schemeClr").with("val", name),
            None => plain(color.rgb),
        };
        named.holding_all(alpha)
    }

    fn name(&self, rgb: Rgb) -> Option<&'static str> {
        if rgb == self.text {
            return Some("tx1");
        }
        if rgb == self.ground {
            return Some("bg1");
        }
        let accent = self.accents.iter().position(|accent| *accent == rgb)?;
        ACCENT_NAMES.get(accent).copied()
    }
}

/// A colour's markup without regard to a theme.
pub(super) fn plain(rgb: Rgb) -> Element {
    let [red, green, blue] = rgb;
    Element::new("a:srgbClr").with("val", format!("{red:02X}{green:02X}{blue:02X}"))
}

impl Tally {
    fn item(&mut self, item: &Item) {
        let area = item.frame.rect.width * item.frame.rect.height;
        match &item.kind {
            Kind::Text(text) => self.text(text),
            Kind::Shape(shape) => self.shape(shape, area),
            Kind::Table(table) => self.table(table),
            Kind::Picture(_) | Kind::Chart(_) => {}
        }
    }

    fn text(&mut self, text: &Text) {
        let lines = text.paragraphs.iter().flat_map(|it| &it.lines);
        for run in lines.flat_map(|line| &line.runs) {
            let count = run.text.chars().filter(|it| !it.is_whitespace()).count() as f64;
            if let Some(color) = run.color {
                *self.letters.entry(color.rgb).or_default() += count;
                if run.link.is_some() {
                    *self.links.entry(color.rgb).or_default() += count;
                }
                add(
                    &mut self.areas,
                    color.rgb,
                    count * run.size * run.size / 4.0,
                );
            }
            let families = [&mut self.families, &mut self.title_families];
            let counted = if text.role == Role::Title { 2 } else { 1 };
            for family in families.into_iter().take(counted) {
                *family.entry(run.font.family.clone()).or_default() += count;
            }
        }
    }

    fn shape(&mut self, shape: &Shape, area: f64) {
        if let Some(fill) = &shape.fill {
            self.fill(fill, area);
        }
        if let Some(line) = &shape.line {
            add(
                &mut self.areas,
                line.color.rgb,
                area.sqrt() * 4.0 * line.width,
            );
        }
    }

    fn table(&mut self, table: &Table) {
        for cell in &table.cells {
            if let Some(fill) = &cell.fill {
                let width = table.columns.get(cell.column).copied().unwrap_or_default();
                let height = table.rows.get(cell.row).copied().unwrap_or_default();
                self.fill(fill, width * height);
            }
            cell.text.iter().for_each(|text| self.text(text));
        }
    }

    fn fill(&mut self, fill: &Fill, area: f64) {
        match fill {
            Fill::Solid(color) => add(&mut self.areas, color.rgb, area * color.alpha),
            Fill::Linear { stops, .. } | Fill::Radial { stops, .. } => {
                let share = area / stops.len().max(1) as f64;
                for stop in stops {
                    add(&mut self.areas, stop.color.rgb, share * stop.color.alpha);
                }
            }
            Fill::Picture(_) => {}
        }
    }

    fn palette(&self) -> Palette {
        let ground = ranked(&self.ground).next().copied().unwrap_or(WHITE);
        let contrary = if ground == BLACK { WHITE } else { BLACK };
        let text = ranked(&self.letters)
            .copied()
            .find(|rgb| *rgb != ground)
            .unwrap_or(contrary);
        let font = ranked_names(&self.families).unwrap_or_else(|| USUAL_FONT.to_owned());
        Palette {
            text,
            ground,
            accents: self.accents(text, ground),
            link: ranked(&self.links).next().copied().unwrap_or(USUAL_LINK),
            heading_font: ranked_names(&self.title_families).unwrap_or_else(|| font.clone()),
            font,
        }
    }

    /// Colours before greys, the largest area first.
    fn accents(&self, text: Rgb, ground: Rgb) -> [Rgb; 6] {
        let others = || ranked(&self.areas).filter(|rgb| **rgb != text && **rgb != ground);
        let colourful = others().filter(|rgb| is_colourful(**rgb));
        let grey = others().filter(|rgb| !is_colourful(**rgb));
        let mut accents = USUAL_ACCENTS;
        for (accent, own) in accents.iter_mut().zip(colourful.chain(grey)) {
            *accent = *own;
        }
        accents
    }
}

fn add(areas: &mut BTreeMap<Rgb, f64>, rgb: Rgb, area: f64) {
    // A number that is none would not be more or less than any other.
    if area.is_finite() && area > 0.0 {
        *areas.entry(rgb).or_default() += area;
    }
}

/// The most of it first; of equals, the first by its own order.
fn ranked<K: Ord>(tally: &BTreeMap<K, f64>) -> impl Iterator<Item = &K> {
    let mut entries: Vec<_> = tally.iter().collect();
    entries.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    entries.into_iter().map(|(key, _)| key)
}

fn ranked_names(tally: &BTreeMap<String, f64>) -> Option<String> {
    ranked(tally).find_map(|name| typeface(name))
}

fn is_colourful(rgb: Rgb) -> bool {
    let most = rgb.iter().max().copied().unwrap_or_default();
    let least = rgb.iter().min().copied().unwrap_or_default();
    most - least >= COLOURFUL
}
