//! Texts of a block: the pieces that the browser put on lines become lines of runs.
//!
//! What does not belong here: which elements are blocks, and what is painted around
//! texts.

use std::sync::Arc;

use unicode_linebreak::linebreaks;

use crate::scene::{
    Align, Bullet, Color, Frame, Item, Kind, Link, Paragraph, Rect, Role, Run, Text, TextLine,
    Vertical,
};

use super::css;
use super::fonts::{Face, Fonts};
use super::matrix::Matrix;
use super::snapshot::{Element, Piece, Property};

/// Something in the flow of a block's text.
pub(super) enum Flowing<'a> {
    /// A piece of a text on one line, as opaque as this.
    Piece {
        text: Element<'a>,
        piece: Piece<'a>,
        opacity: f64,
    },
    /// The author ends the line.
    Break,
    /// A box that stands in the line as a letter does.
    Box,
    /// What stands before the text as the mark of a list's item does.
    Marker { element: Element<'a>, opacity: f64 },
}

/// What is known of the texts of a page.
pub(super) struct Texts<'a> {
    pub(super) fonts: &'a Fonts,
    /// Where an element's address leads.
    pub(super) link: &'a dyn Fn(&str) -> Option<Link>,
}

/// What is known of the block around a text.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    pub(super) element: Element<'a>,
    pub(super) role: Role,
    /// From where the browser measured to the slide.
    pub(super) matrix: Matrix,
}

/// A gap between two runs that is filled by spacing, in em; a larger one separates
/// texts.
const FILLED_GAP: f64 = 1.2;

/// A part of a line before it is put together.
struct Part {
    run: Run,
    bounds: Rect,
    baseline: f64,
    face: Arc<Face>,
    /// Whether more than spacing separates it from the part before.
    is_apart: bool,
    may_hyphenate: bool,
}

#[derive(Default)]
struct Draft {
    parts: Vec<Part>,
    ends: bool,
}

impl Texts<'_> {
    /// The texts of a flow: one, unless boxes or wide gaps stand between its letters.
    pub(super) fn items(&self, block: Block<'_>, flow: &[Flowing<'_>]) -> Vec<Item> {
        let mut items = self.plain_items(block, flow);
        for flowing in flow {
            let Flowing::Marker { element, opacity } = flowing else {
                continue;
            };
            let Some(marker) = self.marker(block, *element, *opacity) else {
                continue;
            };
            let first = items.first_mut();
            let bullet = first.as_deref().and_then(|first| bullet(&marker, first));
            match (first.and_then(first_paragraph), bullet) {
                (Some(paragraph), Some(bullet)) if paragraph.bullet.is_none() => {
                    paragraph.bullet = Some(bullet);
                }
                _ => items.push(marker),
            }
        }
        items
    }

    /// The mark of a list's item as a text of its own.
    fn marker(&self, block: Block<'_>, element: Element<'_>, opacity: f64) -> Option<Item> {
        let pieces: Vec<Flowing<'_>> = element
            .pieces()
            .map(|piece| Flowing::Piece {
                text: element,
                piece,
                opacity,
            })
            .collect();
        self.plain_items(
            Block {
                role: Role::Body,
                ..block
            },
            &pieces,
        )
        .pop()
    }

    fn plain_items(&self, block: Block<'_>, flow: &[Flowing<'_>]) -> Vec<Item> {
        let mut items = Vec::new();
        let mut lines: Vec<TextLine> = Vec::new();
        let mut area: Option<Rect> = None;
        let is_upright = block.is_horizontal();
        for mut draft in self.drafts(block, flow) {
            if let Some(limit) = block.limit() {
                cut_off(&mut draft.parts, limit);
            }
            let mut pieces = draft.pieces();
            if pieces.len() == 1 {
                area = area.into_iter().chain(area_of(&pieces[0])).reduce(union);
                lines.extend(line(&mut pieces[0], is_upright));
                continue;
            }
            items.extend(self.item(block, std::mem::take(&mut lines), area.take()));
            for mut piece in pieces {
                let own = area_of(&piece);
                let line = line(&mut piece, is_upright).into_iter().collect();
                items.extend(self.item(block, line, own));
            }
        }
        items.extend(self.item(block, lines, area));
        items
    }

    fn drafts(&self, block: Block<'_>, flow: &[Flowing<'_>]) -> Vec<Draft> {
        let is_upright = block.is_horizontal();
        let mut drafts: Vec<Draft> = Vec::new();
        let (mut begins, mut is_apart) = (true, false);
        for flowing in flow {
            match flowing {
                Flowing::Marker { .. } => {}
                Flowing::Box => is_apart = true,
                Flowing::Break => {
                    if begins {
                        drafts.push(Draft::default());
                    }
                    if let Some(last) = drafts.last_mut() {
                        last.ends = true;
                    }
                    begins = true;
                }
                Flowing::Piece {
                    text,
                    piece,
                    opacity,
                } => {
                    let parts = self.parts(*text, *piece, *opacity, is_upright);
                    let Some(first) = parts.first() else { continue };
                    let last = drafts.last().filter(|_| !begins);
                    if !last.is_some_and(|last| last.continues_with(first, is_upright)) {
                        drafts.push(Draft::default());
                        is_apart = false;
                    }
                    begins = false;
                    if let Some(last) = drafts.last_mut() {
                        for mut part in parts {
                            part.is_apart = std::mem::take(&mut is_apart);
                            last.parts.push(part);
                        }
                    }
                }
            }
        }
        drafts
    }

    /// A piece in parts of one font each.
    fn parts(
        &self,
        text: Element<'_>,
        piece: Piece<'_>,
        opacity: f64,
        is_upright: bool,
    ) -> Vec<Part> {
        let letters = clean(&piece.text());
        let split = self.fonts.split(&text, &letters);
        let whole: f64 = split.iter().map(|(part, face)| face.width(part)).sum();
        let length = if is_upright {
            piece.bounds.width
        } else {
            piece.bounds.height
        };
        let mut passed = 0.0;
        let mut parts = Vec::with_capacity(split.len());
        let count = split.len();
        for (letters, face) in split {
            let share = if count == 1 || whole <= 0.0 {
                1.0 / count as f64
            } else {
                face.width(&letters) / whole
            };
            let width = length * share;
            let bounds = along(piece.bounds, is_upright, passed, width);
            passed += width;
            parts.push(self.part(text, letters, face, bounds, opacity, is_upright));
        }
        parts
    }

    fn part(
        &self,
        text: Element<'_>,
        letters: String,
        face: Arc<Face>,
        bounds: Rect,
        opacity: f64,
        is_upright: bool,
    ) -> Part {
        let size = size_of(text, &face, bounds);
        let (width, baseline) = if is_upright {
            (bounds.width, bounds.y + (face.font.ascent * size).round())
        } else {
            (bounds.height, bounds.x + (face.font.descent * size).round())
        };
        let line = decoration(text);
        Part {
            run: Run {
                text: letters,
                width,
                font: face.font.clone(),
                size,
                color: color_of(text, opacity),
                highlight: None,
                letter_spacing: css::pixels(text.style(Property::LetterSpacing)),
                rise: 0.0,
                underline: line.contains("underline"),
                strike: line.contains("line-through"),
                link: self.link_of(text),
                language: language_of(text),
            },
            bounds,
            baseline,
            face,
            is_apart: false,
            may_hyphenate: text.style(Property::Hyphens) == "auto",
        }
    }

    fn link_of(&self, text: Element<'_>) -> Option<Link> {
        let mut above = ancestors(text);
        let address = above.find_map(|element| {
            let name = element.name();
            let is_link = name == "A" || name == "a";
            let address = element.attribute("href");
            address
                .or_else(|| element.attribute("xlink:href"))
                .filter(|_| is_link)
        })?;
        (self.link)(address)
    }

    fn item(&self, block: Block<'_>, mut lines: Vec<TextLine>, area: Option<Rect>) -> Option<Item> {
        while lines.last().is_some_and(|line| line.runs.is_empty()) {
            lines.pop();
        }
        let text = lines.iter().flat_map(|line| &line.runs);
        if text.clone().all(|run| run.text.trim().is_empty()) {
            return None;
        }
        let frame = block.place(&mut lines, area?);
        let direction = block.element.style(Property::Direction);
        Some(Item {
            frame,
            kind: Kind::Text(Text {
                role: block.role,
                vertical: block.vertical(),
                paragraphs: vec![Paragraph {
                    align: block.align(),
                    right_to_left: direction == "rtl",
                    bullet: None,
                    lines,
                }],
            }),
            link: None,
            description: None,
        })
    }
}

impl Block<'_> {
    fn is_horizontal(&self) -> bool {
        let mode = self.element.style(Property::WritingMode);
        mode == "horizontal-tb" || mode.is_empty()
    }

    fn vertical(&self) -> Vertical {
        let is_upright = self.element.style(Property::TextOrientation) == "upright";
        match self.element.style(Property::WritingMode) {
            "sideways-lr" => Vertical::Up,
            "vertical-rl" | "vertical-lr" if is_upright => Vertical::Upright,
            "vertical-rl" | "vertical-lr" | "sideways-rl" => Vertical::Down,
            _ => Vertical::Horizontal,
        }
    }

    /// How far to the right letters are shown, where the rest is left out for three dots.
    fn limit(&self) -> Option<f64> {
        let style = |property| self.element.style(property);
        let leaves_out = style(Property::TextOverflow) == "ellipsis"
            && style(Property::OverflowX) != "visible"
            && style(Property::Direction) == "ltr"
            && self.is_horizontal();
        let area = super::walk::content_box(self.element);
        leaves_out.then_some(area.x + area.width)
    }

    fn align(&self) -> Align {
        let style = |property| self.element.style(property);
        let is_flex = style(Property::Display).ends_with("flex");
        if is_flex && style(Property::JustifyContent) == "center" {
            return Align::Center;
        }
        let is_reversed = style(Property::Direction) == "rtl";
        match (style(Property::TextAlign), is_reversed) {
            ("center" | "-webkit-center", _) => Align::Center,
            ("justify", _) => Align::Justify,
            ("right" | "-webkit-right", _) | ("end", false) | ("start", true) => Align::Right,
            _ => Align::Left,
        }
    }

    /// Moves lines from where the browser measured them to the slide. Lines of a turned
    /// text are placed as if it stood upright about its centre.
    fn place(&self, lines: &mut [TextLine], rect: Rect) -> Frame {
        let frame = self.matrix.frame(rect);
        let scale = self.matrix.scale();
        let sideways = !self.is_horizontal();
        for line in lines {
            let (x, y) = if sideways {
                (line.baseline, line.x)
            } else {
                (line.x, line.baseline)
            };
            let x = frame.rect.x + (x - rect.x) * scale;
            let y = frame.rect.y + (y - rect.y) * scale;
            (line.x, line.baseline) = if sideways { (y, x) } else { (x, y) };
            line.width *= scale;
            line.first_word *= scale;
            for run in &mut line.runs {
                run.width *= scale;
                run.size *= scale;
                run.letter_spacing *= scale;
                run.rise *= scale;
            }
        }
        frame
    }
}

impl Draft {
    fn continues_with(&self, part: &Part, is_upright: bool) -> bool {
        let extent = |bounds: Rect| {
            if is_upright {
                (bounds.y, bounds.height)
            } else {
                (bounds.x, bounds.width)
            }
        };
        self.parts.iter().any(|own| {
            let ((start, height), (other, other_height)) =
                (extent(own.bounds), extent(part.bounds));
            let apart = (start + height / 2.0) - (other + other_height / 2.0);
            apart.abs() < height.min(other_height) / 2.0
        })
    }

    /// The line in pieces that belong together, each with whether the author ends it.
    fn pieces(self) -> Vec<Draft> {
        let ends = self.ends;
        let mut pieces: Vec<Draft> = Vec::new();
        for part in self.parts {
            let last = pieces.last().and_then(|piece| piece.parts.last());
            let gap = last.map_or(0.0, |last| gap(&last.bounds, &part.bounds));
            let is_apart = part.is_apart || gap > FILLED_GAP * part.run.size;
            if is_apart || pieces.is_empty() {
                pieces.push(Draft::default());
            }
            if let Some(piece) = pieces.last_mut() {
                piece.parts.push(part);
            }
        }
        if pieces.is_empty() {
            pieces.push(Draft::default());
        }
        for piece in &mut pieces {
            piece.ends = ends;
        }
        pieces
    }
}

/// How far a box stands from the one before it on a level line, in either direction.
fn gap(before: &Rect, after: &Rect) -> f64 {
    let rightwards = after.x - (before.x + before.width);
    let leftwards = before.x - (after.x + after.width);
    if before.width == 0.0 || after.width == 0.0 {
        return 0.0;
    }
    rightwards.max(leftwards)
}

/// The area of a line's parts.
fn area_of(draft: &Draft) -> Option<Rect> {
    draft.parts.iter().map(|part| part.bounds).reduce(union)
}

/// The smallest rectangle around two.
pub(super) fn union(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let right = (one.x + one.width).max(other.x + other.width);
    let bottom = (one.y + one.height).max(other.y + other.height);
    Rect {
        x,
        y,
        width: right - x,
        height: bottom - y,
    }
}

/// A line of its parts; none where nothing is to be seen on it and it is not ended.
fn line(draft: &mut Draft, is_upright: bool) -> Option<TextLine> {
    trim(&mut draft.parts, is_upright);
    let mut ends = draft.ends;
    if draft.parts.is_empty() {
        return ends.then(|| TextLine {
            ends,
            ..TextLine::default()
        });
    }
    if !ends {
        ends = hyphenate(&mut draft.parts);
    }
    let parts = &draft.parts;
    let start = |bounds: &Rect| if is_upright { bounds.x } else { bounds.y };
    let length = |bounds: &Rect| {
        if is_upright {
            bounds.width
        } else {
            bounds.height
        }
    };
    let x = parts
        .iter()
        .map(|part| start(&part.bounds))
        .fold(f64::MAX, f64::min);
    let right = parts
        .iter()
        .map(|part| start(&part.bounds) + length(&part.bounds))
        .fold(f64::MIN, f64::max);
    let tallest = parts
        .iter()
        .max_by(|one, other| one.run.size.total_cmp(&other.run.size))?;
    let baseline = tallest.baseline;
    Some(TextLine {
        x,
        width: right - x,
        baseline,
        first_word: first_word(parts),
        runs: runs(parts, baseline, is_upright),
        ends,
    })
}

fn first_paragraph(item: &mut Item) -> Option<&mut Paragraph> {
    match &mut item.kind {
        Kind::Text(text) => text.paragraphs.first_mut(),
        _ => None,
    }
}

/// A mark as the bullet of a text, if it stands before its first line.
fn bullet(marker: &Item, text: &Item) -> Option<Bullet> {
    let (Kind::Text(marker), Kind::Text(text)) = (&marker.kind, &text.kind) else {
        return None;
    };
    let mark = marker.paragraphs.first()?.lines.first()?;
    let paragraph = text.paragraphs.first()?;
    let line = paragraph.lines.first()?;
    let is_before =
        mark.x + mark.width <= line.x + 0.5 && (mark.baseline - line.baseline).abs() < 1.0;
    let is_plain = text.vertical == Vertical::Horizontal
        && paragraph.align == Align::Left
        && !paragraph.right_to_left
        && marker.paragraphs.len() == 1
        && marker.paragraphs[0].lines.len() == 1;
    let [run] = mark.runs.as_slice() else {
        return None;
    };
    if !is_before || !is_plain || line.runs.is_empty() {
        return None;
    }
    let number = run
        .text
        .strip_suffix('.')
        .and_then(|number| number.parse().ok());
    Some(Bullet {
        text: run.text.trim().to_owned(),
        number,
        x: mark.x,
        font: run.font.clone(),
        size: run.size,
        color: run.color?,
    })
}

/// Leaves out what reaches over a limit, and ends with three dots.
fn cut_off(parts: &mut Vec<Part>, limit: f64) {
    const DOTS: &str = "\u{2026}";
    let end = |part: &Part| part.bounds.x + part.bounds.width;
    if parts.iter().map(end).fold(f64::MIN, f64::max) <= limit + 0.5 {
        return;
    }
    while let Some(last) = parts.last_mut() {
        let scale = last.run.width / last.face.width(&last.run.text).max(f64::MIN_POSITIVE);
        let room = limit - last.bounds.x - last.face.width(DOTS) * scale;
        while !last.run.text.is_empty() && last.face.width(&last.run.text) * scale > room {
            last.run.text.pop();
        }
        if !last.run.text.is_empty() || parts.len() == 1 {
            break;
        }
        parts.pop();
    }
    if let Some(last) = parts.last_mut() {
        let scale = last.run.size;
        last.run.text.push_str(DOTS);
        last.run.width = last.face.width(&last.run.text) * scale;
        last.bounds.width = last.run.width;
    }
}

/// Takes white space away where a line ends, and what is nothing else.
fn trim(parts: &mut Vec<Part>, is_upright: bool) {
    while let Some(last) = parts.last_mut() {
        let kept = last.run.text.trim_end_matches([' ', '\u{200b}']).len();
        if kept == last.run.text.len() {
            break;
        }
        if kept > 0 {
            let cut = last.run.text.split_off(kept);
            let width = last.face.width(&cut) * last.run.size;
            last.run.width = (last.run.width - width).max(0.0);
            last.bounds = along(last.bounds, is_upright, 0.0, last.run.width);
            break;
        }
        parts.pop();
    }
    parts.retain(|part| !part.run.text.is_empty());
}

/// Writes the hyphen out at which the browser broke a word. Answers whether there was one:
/// no other program would break there.
fn hyphenate(parts: &mut [Part]) -> bool {
    let Some(last) = parts.last_mut() else {
        return false;
    };
    let is_soft = last.run.text.ends_with('\u{ad}');
    let is_split = last.may_hyphenate && last.run.text.ends_with(char::is_alphabetic);
    if is_soft {
        last.run.text.pop();
    }
    if is_soft || is_split {
        last.run.text.push('-');
    }
    is_soft || is_split
}

/// How wide the first word of a line is, up to where it could have been broken.
fn first_word(parts: &[Part]) -> f64 {
    let text: String = parts.iter().map(|part| part.run.text.as_str()).collect();
    let end = linebreaks(&text).next().map_or(text.len(), |(end, _)| end);
    let mut left = text[..end].trim_end().len();
    let mut width = 0.0;
    for part in parts {
        let own = &part.run.text;
        if left >= own.len() {
            width += part.run.width;
            left -= own.len();
            continue;
        }
        let share = part.face.width(&own[..left]) / part.face.width(own).max(f64::MIN_POSITIVE);
        return width + part.run.width * share;
    }
    width
}

/// The runs of parts, those of one kind together.
fn runs(parts: &[Part], baseline: f64, is_upright: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let mut run = part.run.clone();
        run.text.retain(|letter| letter != '\u{ad}');
        let rise = if is_upright {
            baseline - part.baseline
        } else {
            part.baseline - baseline
        };
        run.rise = if rise.abs() > 0.75 { rise } else { 0.0 };
        let next = parts.get(index + 1).filter(|_| is_upright);
        let gap = next.map_or(0.0, |next| gap(&part.bounds, &next.bounds));
        match runs.last_mut().filter(|last| is_alike(last, &run)) {
            Some(last) => {
                last.text.push_str(&run.text);
                last.width += run.width;
            }
            None => runs.push(run),
        }
        if gap > 0.3 {
            widen_last_letter(&mut runs, gap);
        }
    }
    runs
}

fn is_alike(one: &Run, other: &Run) -> bool {
    let plain = |run: &Run| Run {
        text: String::new(),
        width: 0.0,
        ..run.clone()
    };
    plain(one) == plain(other)
}

/// Fills a gap behind the last letter.
fn widen_last_letter(runs: &mut Vec<Run>, gap: f64) {
    let Some(last) = runs.last_mut() else { return };
    let Some((at, _)) = last.text.char_indices().next_back() else {
        return;
    };
    let letter = last.text.split_off(at);
    let mut widened = Run {
        text: letter,
        letter_spacing: last.letter_spacing + gap,
        ..last.clone()
    };
    let share = 1.0 / (last.text.chars().count() + 1) as f64;
    widened.width = last.width * share + gap;
    last.width *= 1.0 - share;
    if last.text.is_empty() {
        runs.pop();
    }
    runs.push(widened);
}

/// A piece of a line from `from`, so long.
fn along(bounds: Rect, is_upright: bool, from: f64, length: f64) -> Rect {
    if is_upright {
        Rect {
            x: bounds.x + from,
            width: length,
            ..bounds
        }
    } else {
        Rect {
            y: bounds.y + from,
            height: length,
            ..bounds
        }
    }
}

/// As it is shown: white space is spaces, and there is none that is not to be seen.
fn clean(letters: &str) -> String {
    letters
        .chars()
        .map(|letter| match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            letter => letter,
        })
        .filter(|letter| !letter.is_control())
        .collect()
}

/// The size of letters on the page. In a drawing the styles tell another one.
fn size_of(text: Element<'_>, face: &Face, bounds: Rect) -> f64 {
    let size = css::pixels(text.style(Property::FontSize));
    let is_drawn = ancestors(text).any(|element| element.name() == "svg");
    let height = face.font.ascent + face.font.descent;
    if is_drawn && height > 0.0 {
        return bounds.height / height;
    }
    size
}

fn color_of(text: Element<'_>, opacity: f64) -> Option<Color> {
    let is_drawn = ancestors(text).any(|element| element.name() == "svg");
    let painted = if is_drawn {
        text.style(Property::Fill)
    } else {
        text.style(Property::TextFillColor)
    };
    let color = css::visible_color(painted).or_else(|| ground_color(text))?;
    Some(Color {
        alpha: color.alpha * opacity,
        ..color
    })
}

/// The colour in the middle of the ground that letters are cut out of.
fn ground_color(text: Element<'_>) -> Option<Color> {
    let cut = ancestors(text).find(|element| element.style(Property::BackgroundClip) == "text")?;
    let bounds = cut.bounds();
    let image = cut.style(Property::BackgroundImage);
    let stops = match css::gradient(image, bounds.width, bounds.height) {
        Some(css::Gradient::Linear { stops, .. } | css::Gradient::Radial { stops, .. }) => stops,
        None => return css::visible_color(cut.style(Property::BackgroundColor)),
    };
    let (first, last) = (stops.first()?, stops.last()?);
    Some(css::mix(first.color, last.color, 0.5))
}

/// The lines that run along letters: those of all elements around that hand them on.
fn decoration(text: Element<'_>) -> String {
    let mut lines = String::new();
    for element in ancestors(text) {
        lines.push_str(element.style(Property::TextDecorationLine));
        let display = element.style(Property::Display);
        let is_placed = matches!(element.style(Property::Position), "absolute" | "fixed");
        if display.starts_with("inline-") || is_placed {
            break;
        }
    }
    lines
}

fn language_of(text: Element<'_>) -> Option<String> {
    let language = ancestors(text).find_map(|element| element.attribute("lang"))?;
    let is_tag = !language.is_empty()
        && language.len() <= 35
        && language
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    is_tag.then(|| language.to_owned())
}

/// The elements around a node, from the inside.
pub(super) fn ancestors<'a>(node: Element<'a>) -> impl Iterator<Item = Element<'a>> {
    // What is generated has its text in itself.
    let first = if node.is_text() {
        node.parent()
    } else {
        Some(node)
    };
    std::iter::successors(first, Element::parent)
}
