//! A box's paragraphs as markup (DrawingML, `a:bodyPr` and `a:p`).
//!
//! What does not belong here: where the box is.

use std::borrow::Cow;

use super::super::measure::{font_size, letter_spacing, line_spacing, percentage, text_margin};
use super::super::page::Page;
use super::super::paint;
use super::super::typeface::typeface;
use super::super::xml::Element;
use super::fit::{BoxParagraph, Marker, TextBox, Then};
use super::flow::is_raised;
use crate::scene::{Align, Bullet, Fill, Font, Run, Vertical};
use lectern_core::render::MadeFor;

/// A hundredth of a millimetre, in px.
const STEP: f64 = 96.0 / 2540.0;
/// The least spacing that LibreOffice takes for a [`STEP`] (`GetTextSpacingPoint`): two
/// hundredths of a point, in px.
const LEAST_STEP: f64 = 0.02 / 0.75;

/// No word is let out or in by more.
const MOST_STEPS: f64 = 3.0;

/// How a box treats its text: it has no margin, changes no size, and breaks lines or not.
pub(in super::super) fn body_properties(text: &TextBox<'_>) -> Element {
    let vertical = match text.vertical {
        Vertical::Horizontal => "horz",
        Vertical::Down => "vert",
        Vertical::Up => "vert270",
        Vertical::Upright => "eaVert",
    };
    Element::new("a:bodyPr")
        .with("vert", vertical)
        .with("wrap", if text.wraps { "square" } else { "none" })
        .with("lIns", 0_i64)
        .with("tIns", 0_i64)
        .with("rIns", 0_i64)
        .with("bIns", 0_i64)
        .with("rtlCol", false)
        .with("anchor", "t")
        .holding(Element::new("a:noAutofit"))
}

/// The paragraph of a text that says nothing; of the least size, so that it takes no room.
pub(in super::super) fn empty_paragraph(language: &str) -> Element {
    Element::new("a:p").holding(
        Element::new("a:endParaRPr")
            .with("lang", language)
            .with("sz", 100_i64),
    )
}

/// The paragraphs of a box.
pub(in super::super) fn paragraphs(page: &mut Page<'_, '_>, text: &TextBox<'_>) -> Vec<Element> {
    text.paragraphs
        .iter()
        .map(|paragraph| markup(page, paragraph))
        .collect()
}

fn markup(page: &mut Page<'_, '_>, paragraph: &BoxParagraph<'_>) -> Element {
    let pieces = pieces(page, paragraph);
    let end = match pieces.last() {
        Some(Piece::Letters(look, _) | Piece::Break(look)) => look.element("a:endParaRPr", false),
        None => Element::new("a:endParaRPr").with("sz", 100_i64),
    };
    Element::new("a:p")
        .holding(properties(page, paragraph))
        .holding_all(pieces.iter().map(Piece::element))
        .holding(end)
}

fn properties(page: &Page<'_, '_>, paragraph: &BoxParagraph<'_>) -> Element {
    let align = match paragraph.align {
        Align::Left => "l",
        Align::Center => "ctr",
        Align::Right => "r",
        Align::Justify => "just",
    };
    let points = |name, pixels| {
        let points = Element::new("a:spcPts").with("val", line_spacing(pixels));
        Element::new(name).holding(points)
    };
    Element::new("a:pPr")
        .with("marL", text_margin(paragraph.margin.max(0.0)))
        .with("marR", 0_i64)
        // A first line begins where the box does or further in.
        .with(
            "indent",
            text_margin(paragraph.indent.max(-paragraph.margin)),
        )
        .with("algn", align)
        .with("rtl", paragraph.right_to_left)
        .with("hangingPunct", false)
        .holding(points("a:lnSpc", paragraph.pitch))
        .holding(points("a:spcBef", paragraph.before))
        .holding(points("a:spcAft", 0.0))
        .holding_all(bullet(page, paragraph))
}

fn bullet(page: &Page<'_, '_>, paragraph: &BoxParagraph<'_>) -> Vec<Element> {
    let (look, sign) = match paragraph.marker {
        None => return vec![Element::new("a:buNone")],
        Some(Marker::Letter(bullet)) => (
            bullet,
            Element::new("a:buChar").with("char", bullet.text.as_str()),
        ),
        Some(Marker::Number(bullet, first)) => (
            bullet,
            Element::new("a:buAutoNum")
                .with("type", "arabicPeriod")
                .with("startAt", i64::from(first)),
        ),
    };
    let text = paragraph.lines.iter().flat_map(|line| &line.runs).next();
    let color = page.deck.palette.color(look.color);
    vec![
        Element::new("a:buClr").holding(color),
        Element::new("a:buSzPct").with("val", bullet_size(look, text.map(|run| run.size))),
        Element::new("a:buFont").with("typeface", family(page, &look.font)),
        sign,
    ]
}

/// A bullet's size as a share of that of its text (`ST_TextBulletSizePercent`).
fn bullet_size(bullet: &Bullet, text: Option<f64>) -> i64 {
    let text = text.filter(|size| *size > 0.0).unwrap_or(bullet.size);
    let share = if text > 0.0 { bullet.size / text } else { 1.0 };
    percentage(share).clamp(25_000, 400_000)
}

/// A font's family as it is written, or that of most of the deck's letters.
fn family(page: &Page<'_, '_>, font: &Font) -> String {
    typeface(&font.family).unwrap_or_else(|| page.deck.palette.font.clone())
}

/// A piece of a paragraph.
enum Piece {
    Letters(Look, String),
    Break(Look),
}

impl Piece {
    fn element(&self) -> Element {
        match self {
            Self::Letters(look, text) => Element::new("a:r")
                .holding(look.element("a:rPr", true))
                .holding(Element::new("a:t").saying(text)),
            Self::Break(look) => Element::new("a:br").holding(look.element("a:rPr", false)),
        }
    }
}

/// How letters look, and where they lead.
#[derive(Clone, PartialEq)]
struct Look {
    attributes: Element,
    paint: Vec<Element>,
    link: Option<Element>,
}

impl Look {
    /// As properties of this name, with the link or without.
    fn element(&self, name: &'static str, leads: bool) -> Element {
        self.attributes
            .renamed(name)
            .holding_all(self.paint.iter().cloned())
            .holding_all(self.link.clone().filter(|_| leads))
    }
}

/// Letters and breaks in order. Neighbours of the same look are one run.
fn pieces(page: &mut Page<'_, '_>, paragraph: &BoxParagraph<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<Look> = None;
    for line in &paragraph.lines {
        let runs = let_out(&line.runs, page.deck.made_for);
        for run in &runs {
            let look = look(page, run);
            if run.text.is_empty() {
                last = Some(look);
                continue;
            }
            let text = run.text.replace(['\t', '\n', '\r'], " ");
            match pieces.last_mut() {
                Some(Piece::Letters(before, letters)) if *before == look => {
                    letters.push_str(&text);
                }
                _ => pieces.push(Piece::Letters(look.clone(), text)),
            }
            last = Some(look);
        }
        match (line.then, pieces.last_mut()) {
            (Then::Space, Some(Piece::Letters(_, letters))) => letters.push(' '),
            (Then::Break, end) => {
                trim(end);
                pieces.extend(last.clone().map(Piece::Break));
            }
            _ => {}
        }
    }
    trim(pieces.last_mut());
    pieces
}

/// Lets words of a line out or in, for LibreOffice, which sets letters on a grid, so that
/// words drift along a line by pixels. Spacing has steps, so some words in a row get one
/// more than the others, and the drift that is left goes back and forth; for PowerPoint,
/// which has no such grid, two thirds of it are made up for, and in steps that are as small as
/// LibreOffice takes for one.
fn let_out<'a>(runs: &[Cow<'a, Run>], made_for: MadeFor) -> Vec<Cow<'a, Run>> {
    let (share, most) = match made_for {
        MadeFor::LibreOffice => (1.0, 0.25),
        MadeFor::Every => (2.0 / 3.0, 0.5),
    };
    let mut off = 0.0;
    let mut words = Vec::new();
    for run in runs {
        let drift = run.drift * share;
        let wanted = (-drift / STEP).clamp(-MOST_STEPS, MOST_STEPS);
        let mut steps = wanted.round();
        for word in run.text.split_inclusive(' ') {
            if off > most {
                steps = wanted.floor();
            } else if off < -most {
                steps = wanted.ceil();
            }
            off += word.chars().count() as f64 * (drift + steps * STEP);
            words.push(Cow::Owned(Run {
                text: word.to_owned(),
                letter_spacing: run.letter_spacing + steps * LEAST_STEP,
                ..run.as_ref().clone()
            }));
        }
    }
    words
}

/// Spaces at the end of a line take no room in a browser, but they do in other programs.
fn trim(end: Option<&mut Piece>) {
    if let Some(Piece::Letters(_, letters)) = end {
        letters.truncate(letters.trim_end_matches(' ').len());
    }
}

fn look(page: &mut Page<'_, '_>, run: &Run) -> Look {
    let outline = run.outline.as_ref();
    let outline = outline.map(|line| paint::line(&page.deck.palette, Some(line)));
    let highlight = run
        .highlight
        .filter(|color| color.alpha > 0.0)
        .map(|color| Element::new("a:highlight").holding(page.deck.palette.color(color)));
    let name = family(page, &run.font);
    let fonts = ["a:latin", "a:ea", "a:cs"]
        .map(|script| Element::new(script).with("typeface", name.as_str()));
    let link = run.link.as_ref().and_then(|link| page.text_link(link));
    Look {
        attributes: attributes(page, run),
        paint: [outline, Some(ink(page, run)), highlight]
            .into_iter()
            .flatten()
            .chain(fonts)
            .collect(),
        link,
    }
}

/// What letters are filled with. LibreOffice knows one colour for them, that in the middle.
fn ink(page: &Page<'_, '_>, run: &Run) -> Element {
    let palette = &page.deck.palette;
    match (&run.gradient, run.color) {
        (Some(Fill::Linear { angle, stops }), _) if page.deck.made_for == MadeFor::Every => {
            paint::linear(palette, *angle, stops)
        }
        (_, Some(color)) => paint::solid(palette, color),
        (_, None) => paint::nothing(),
    }
}

fn attributes(page: &Page<'_, '_>, run: &Run) -> Element {
    let (size, baseline) = raised(run, page.deck.made_for);
    let spacing = letter_spacing(run.letter_spacing);
    Element::new("a:rPr")
        .with("lang", page.deck.language(run.language.as_deref()))
        .with("sz", font_size(size))
        .with("b", run.font.bold)
        .with("i", run.font.italic)
        .with("u", if run.underline { "sng" } else { "none" })
        .with("strike", if run.strike { "sngStrike" } else { "noStrike" })
        .with("kern", 0_i64)
        .with_some("spc", (spacing != 0).then_some(spacing))
        .with_some("baseline", baseline)
}

/// The size and the shift of a run. A run that is shifted is drawn smaller than it says,
/// so it says a larger size: PowerPoint draws two thirds of it, LibreOffice 58 percent
/// (`DFLT_ESC_PROP`).
fn raised(run: &Run, made_for: MadeFor) -> (f64, Option<i64>) {
    if !is_raised(run) || run.size <= 0.0 {
        return (run.size, None);
    }
    let drawn = match made_for {
        MadeFor::Every => 2.0 / 3.0,
        MadeFor::LibreOffice => 0.58,
    };
    let size = run.size / drawn;
    (
        size,
        Some(percentage(run.rise / size).clamp(-100_000, 100_000)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn let_out_by(drift: f64, text: &str, made_for: MadeFor) -> Vec<Run> {
        let run = Run {
            text: text.to_owned(),
            letter_spacing: 1.0,
            drift,
            ..Run::default()
        };
        let words = let_out(&[Cow::Borrowed(&run)], made_for);
        words.into_iter().map(Cow::into_owned).collect()
    }

    #[test]
    fn what_libreoffice_moves_is_made_up_for_along_a_line() {
        let line = "Capitalize on growth momentum with predictive maintenance ".repeat(3);
        for drift in [-0.08, -0.024, 0.024, 0.08] {
            for (made_for, share) in [(MadeFor::LibreOffice, 1.0), (MadeFor::Every, 2.0 / 3.0)] {
                let words = let_out_by(drift, &line, made_for);
                let text: String = words.iter().map(|word| word.text.as_str()).collect();
                assert_eq!(text, line);
                let mut off = 0.0;
                for word in &words {
                    let letters = word.text.chars().count() as f64;
                    let steps = (word.letter_spacing - 1.0) / LEAST_STEP;
                    off += letters * (drift * share + steps * STEP);
                    assert!(off.abs() < 1.1, "{drift}, {made_for:?}: {off}");
                }
                let mut spacings: Vec<f64> = words.iter().map(|word| word.letter_spacing).collect();
                spacings.dedup();
                assert!(
                    spacings.len() < words.len() / 2,
                    "{drift}, {made_for:?}: {spacings:?}"
                );
            }
        }
    }

    #[test]
    fn words_that_are_where_they_belong_keep_their_spacing() {
        for (drift, text) in [(0.0, "A line of some words"), (-0.016, "18 % in all")] {
            for made_for in [MadeFor::LibreOffice, MadeFor::Every] {
                let words = let_out_by(drift, text, made_for);
                assert!(words.iter().all(|word| word.letter_spacing == 1.0));
            }
        }
    }
}
