//! Tables: cells with their grounds, lines and texts.
//!
//! What does not belong here: what stands in a cell beside plain text; it is drawn upon
//! the table as everywhere else.

use crate::scene::{Cell, Fill, Item, Kind, Line, Rect, Table, Text};

use super::area::is_same;
use super::around::Around;
use super::boxes::{PaintedBox, borders, fade, upon};
use super::css;
use super::flow::{Block, Flowing, Texts};
use super::role::{FlowRole, role_of};
use super::snapshot::{Element, Property};
use super::walk::push_pieces;

/// Sides of cells that are so far apart, in pixels, are one: cells may stand apart by as
/// much.
const NEAR: f64 = 6.0;
/// More cells than this are no table that anybody reads.
const CELLS: usize = 2000;

/// A table that was read.
pub(super) struct Read<'a> {
    pub(super) item: Item,
    /// Elements whose content is drawn upon it, and what is seen in each.
    pub(super) rest: Vec<(Element<'a>, Around)>,
}

/// A cell of the page, with the row and the group that it stands in.
struct Place<'a> {
    cell: Element<'a>,
    around: Vec<Element<'a>>,
}

impl Place<'_> {
    /// What is seen in the cell.
    fn within(&self, around: Around) -> Around {
        let all = self.around.iter().chain([&self.cell]);
        all.fold(around, |around, element| around.faded(*element))
    }
}

/// Reads a table; none if its cells are in no order, or one has a ground that no cell of
/// other programs has.
pub(super) fn read<'a>(
    element: Element<'a>,
    texts: &Texts<'_>,
    around: Around,
) -> Option<Read<'a>> {
    if !around.matrix.is_upright() {
        return None;
    }
    let mut places = Vec::new();
    let mut captions = Vec::new();
    collect(element, &mut Vec::new(), &mut places, &mut captions);
    let captions = captions.into_iter();
    let mut rest: Vec<_> = captions
        .map(|caption| (caption, around.faded(caption)))
        .collect();
    if places.is_empty() || places.len() > CELLS {
        return None;
    }
    let bounds = |place: &Place<'_>| around.matrix.frame(place.cell.bounds()).rect;
    let columns = edges(places.iter().map(|place| {
        let rect = bounds(place);
        (rect.x, rect.x + rect.width)
    }))?;
    let rows = edges(places.iter().map(|place| {
        let rect = bounds(place);
        (rect.y, rect.y + rect.height)
    }))?;
    let mut cells = Vec::new();
    for place in &places {
        let rect = bounds(place);
        let (column, column_span) = span(&columns, rect.x, rect.width)?;
        let (row, row_span) = span(&rows, rect.y, rect.height)?;
        let inner = place.within(around);
        let text = plain_text(place.cell, texts, inner);
        if text.is_none() {
            rest.push((place.cell, inner));
        }
        cells.push(Cell {
            row,
            column,
            row_span,
            column_span,
            fill: ground(place, around)?,
            lines: lines(place, inner),
            text: text.flatten(),
        });
    }
    if overlap(&cells) {
        return None;
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    Some(Read {
        item: item(columns, rows, cells, has_header(&places)),
        rest,
    })
}

fn item(columns: Vec<f64>, rows: Vec<f64>, cells: Vec<Cell>, has_header: bool) -> Item {
    let lengths = |edges: &[f64]| edges.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let extent = |edges: &[f64]| edges.last().copied().unwrap_or_default() - edges[0];
    Item {
        frame: crate::scene::Frame {
            rect: Rect {
                x: columns[0],
                y: rows[0],
                width: extent(&columns),
                height: extent(&rows),
            },
            ..crate::scene::Frame::default()
        },
        kind: Kind::Table(Table {
            columns: lengths(&columns),
            rows: lengths(&rows),
            cells,
            has_header,
        }),
        link: None,
        description: None,
    }
}

fn collect<'a>(
    element: Element<'a>,
    around: &mut Vec<Element<'a>>,
    places: &mut Vec<Place<'a>>,
    captions: &mut Vec<Element<'a>>,
) {
    for child in element.children() {
        match child.style(Property::Display) {
            "table-cell" => places.push(Place {
                cell: child,
                around: around.clone(),
            }),
            "table-row" | "table-row-group" | "table-header-group" | "table-footer-group" => {
                around.push(child);
                collect(child, around, places, captions);
                around.pop();
            }
            "table-caption" => captions.push(child),
            _ => {}
        }
    }
}

/// The places at which columns, or rows, begin and end.
fn edges(extents: impl Iterator<Item = (f64, f64)>) -> Option<Vec<f64>> {
    let mut sides: Vec<f64> = extents.flat_map(|(start, end)| [start, end]).collect();
    sides.sort_by(f64::total_cmp);
    let mut groups: Vec<(f64, f64)> = Vec::new();
    for side in sides {
        match groups.last_mut() {
            Some((_, last)) if side - *last <= NEAR => *last = side,
            _ => groups.push((side, side)),
        }
    }
    let edges: Vec<f64> = groups
        .iter()
        .map(|(first, last)| (first + last) / 2.0)
        .collect();
    (edges.len() >= 2).then_some(edges)
}

/// In which column, or row, something begins, and over how many it reaches.
fn span(edges: &[f64], start: f64, length: f64) -> Option<(usize, usize)> {
    let nearest = |place: f64| {
        let apart = |edge: &f64| (edge - place).abs();
        let found = edges
            .iter()
            .enumerate()
            .min_by(|one, other| apart(one.1).total_cmp(&apart(other.1)));
        found.map(|(index, _)| index)
    };
    let (first, last) = (nearest(start)?, nearest(start + length)?);
    (last > first).then(|| (first, last - first))
}

fn overlap(cells: &[Cell]) -> bool {
    let mut taken = std::collections::HashSet::new();
    cells.iter().any(|cell| {
        let rows = cell.row..cell.row + cell.row_span;
        rows.into_iter().any(|row| {
            let mut columns = cell.column..cell.column + cell.column_span;
            columns.any(|column| !taken.insert((row, column)))
        })
    })
}

/// The text of a cell that holds nothing else: none if it does, and none within if it is
/// empty.
fn plain_text(cell: Element<'_>, texts: &Texts<'_>, around: Around) -> Option<Option<Text>> {
    let mut flow = Vec::new();
    flow_of(cell, around.opacity, &mut flow)?;
    let block = Block {
        element: cell,
        role: crate::scene::Role::Body,
        matrix: around.matrix,
    };
    let mut items = texts.items(block, &flow);
    if items.len() > 1 {
        return None;
    }
    Some(items.pop().and_then(|item| match item.kind {
        Kind::Text(text) => Some(text),
        _ => None,
    }))
}

fn flow_of<'a>(element: Element<'a>, opacity: f64, flow: &mut Vec<Flowing<'a>>) -> Option<()> {
    for child in element.children() {
        match role_of(child) {
            FlowRole::Nothing => {}
            FlowRole::Text => push_pieces(child, opacity, flow),
            FlowRole::Break => flow.push(Flowing::Break),
            FlowRole::Through => flow_of(child, opacity, flow)?,
            FlowRole::Inline if !is_painted(child) => {
                let own = css::number(child.style(Property::Opacity));
                if child.pseudo().is_some() {
                    push_pieces(child, opacity * own, flow);
                }
                flow_of(child, opacity * own, flow)?;
            }
            FlowRole::Inline | FlowRole::InlineBox | FlowRole::Placed | FlowRole::Block => {
                return None;
            }
        }
    }
    Some(())
}

/// Whether anything is painted for an element itself.
pub(super) fn is_painted(element: Element<'_>) -> bool {
    let style = |property| element.style(property);
    css::visible_color(style(Property::BackgroundColor)).is_some()
        || style(Property::BackgroundImage) != "none"
        || borders(element).iter().any(Option::is_some)
        || style(Property::BoxShadow) != "none"
}

/// What a cell's ground looks like, upon those of its row and its group; none if it is no
/// fill, and none within if there is nothing. Each is faded with all that lies upon it.
fn ground(place: &Place<'_>, around: Around) -> Option<Option<Fill>> {
    let bounds = place.cell.bounds();
    let mut seen: Option<Fill> = None;
    for element in [&place.cell].into_iter().chain(place.around.iter().rev()) {
        let rect = element.bounds();
        let within = seen.take();
        for fill in PaintedBox::alone(*element, rect).fills()? {
            seen = put(seen, part_of(fill, rect, bounds)?)?;
        }
        if let Some(within) = within {
            seen = put(seen, within)?;
        }
        fade_fill(&mut seen, css::number(element.style(Property::Opacity)));
    }
    fade_fill(&mut seen, around.opacity);
    Some(seen)
}

/// A fill upon what is already there.
fn put(ground: Option<Fill>, fill: Fill) -> Option<Option<Fill>> {
    match ground {
        Some(ground) => upon(ground, fill).map(Some),
        None => Some(Some(fill)),
    }
}

fn fade_fill(fill: &mut Option<Fill>, opacity: f64) {
    for color in fill.iter_mut().flat_map(Fill::colors) {
        color.alpha *= opacity;
    }
}

/// The part of a fill of the `whole` that a cell has; none if that is no fill.
fn part_of(fill: Fill, whole: Rect, part: Rect) -> Option<Fill> {
    match fill {
        Fill::Linear { angle, stops } => {
            let stops = css::linear_part((angle, &stops), whole, part)?;
            Some(Fill::Linear { angle, stops })
        }
        Fill::Solid(_) => Some(fill),
        Fill::Radial { .. } | Fill::Picture(_) => is_same(whole, part).then_some(fill),
    }
}

/// The lines around a cell, some of which may be those of its row.
fn lines(place: &Place<'_>, around: Around) -> [Option<Line>; 4] {
    let own = borders(place.cell);
    let is_shared = place.cell.style(Property::BorderCollapse) == "collapse";
    let row = place
        .around
        .last()
        .filter(|_| is_shared)
        .copied()
        .map(borders);
    let scale = around.matrix.scale();
    std::array::from_fn(|side| {
        // At the left and right, only the row's outer cells have its lines.
        let shared = row.and_then(|row| row[side]).filter(|_| side % 2 == 1);
        let line = own[side].or(shared)?;
        Some(Line {
            width: line.width * scale,
            color: fade(line.color, around.opacity),
            ..line
        })
    })
}

fn has_header(places: &[Place<'_>]) -> bool {
    let first = places.first().and_then(|place| place.around.last());
    let is_in_first =
        |place: &&Place<'_>| place.around.last().map(Element::index) == first.map(Element::index);
    places
        .iter()
        .filter(is_in_first)
        .all(|place| place.cell.name() == "TH")
}
