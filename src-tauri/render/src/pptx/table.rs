//! Tables (`a:tbl`).
//!
//! Programs make a row as high as its texts need, so a table is one of theirs only if
//! every text has room in its cell. One that is turned, whose texts need more room than
//! the browser gave them or that is larger than programs take is drawn instead: grounds,
//! lines and texts in a group. What does not belong here: how a cell's text is laid out.

use lectern_core::Result;

use super::frame::{described, placed};
use super::measure::{length, place};
use super::page::Page;
use super::presentation::PLAIN_TABLE;
use super::slide::{graphic_frame, text_shape};
use super::text::{self, Cell as CellText};
use super::xml::Element;
use super::{paint, shape};
use crate::scene::{Cell, Frame, Item, Kind, Line, Outline, Path, Rect, Segment, Shape, Table};
use lectern_core::render::MadeFor;

/// The most places that a table of programs has; PowerPoint is slow long before.
const MOST_PLACES: usize = 10_000;
/// How much higher than its row a text may be, in px: the row grows by as much.
const GROWS: f64 = 0.5;

/// A table, or a drawing of one.
///
/// # Errors
/// `export_incomplete` if a cell is filled with a picture that is not there.
pub(super) fn table(page: &mut Page<'_, '_>, item: &Item, table: &Table) -> Result<Vec<Element>> {
    let grid = Grid::new(table, &item.frame.rect);
    if table.rows.is_empty() || table.columns.is_empty() {
        return Ok(Vec::new());
    }
    match grid.native_texts(&item.frame, page.deck.made_for) {
        Some(texts) => Ok(vec![native(page, item, &grid, &texts)?]),
        None => Ok(vec![drawn(page, item, &grid)?]),
    }
}

/// Whether a table is written as one of programs, and not as a drawing.
pub(super) fn is_native(item: &Item, table: &Table, made_for: MadeFor) -> bool {
    let grid = Grid::new(table, &item.frame.rect);
    !table.rows.is_empty()
        && !table.columns.is_empty()
        && grid.native_texts(&item.frame, made_for).is_some()
}

/// Where rows and columns are, and which cell is at which place.
struct Grid<'a> {
    table: &'a Table,
    /// Where each column begins, and the last one ends.
    columns: Vec<f64>,
    /// The same of rows.
    rows: Vec<f64>,
}

/// What is at a place of a table.
#[derive(Clone, Copy)]
enum Place {
    /// Nothing.
    Empty,
    /// A cell, by its place among the table's cells: so many rows and columns from its
    /// first place.
    Cell(usize, usize, usize),
}

impl<'a> Grid<'a> {
    fn new(table: &'a Table, rect: &Rect) -> Self {
        Self {
            table,
            columns: sums(rect.x, &table.columns),
            rows: sums(rect.y, &table.rows),
        }
    }

    fn is_small(&self) -> bool {
        let places = self.table.rows.len().checked_mul(self.table.columns.len());
        places.is_some_and(|places| places <= MOST_PLACES)
    }

    /// How many rows and columns a cell has that are the table's.
    fn span(&self, cell: &Cell) -> (usize, usize) {
        let rows = self.table.rows.len().saturating_sub(cell.row);
        let columns = self.table.columns.len().saturating_sub(cell.column);
        (
            cell.row_span.clamp(1, rows.max(1)),
            cell.column_span.clamp(1, columns.max(1)),
        )
    }

    /// Where a cell is; nowhere if it is outside of the table.
    fn rect(&self, cell: &Cell) -> Option<Rect> {
        let (rows, columns) = self.span(cell);
        let x = *self.columns.get(cell.column)?;
        let y = *self.rows.get(cell.row)?;
        Some(Rect {
            x,
            y,
            width: self.columns.get(cell.column + columns)? - x,
            height: self.rows.get(cell.row + rows)? - y,
        })
    }

    /// What is at each place, by rows. A cell that another one is in the way of has only
    /// the places up to that.
    fn places(&self) -> Vec<Vec<Place>> {
        let width = self.table.columns.len();
        let mut places = vec![vec![Place::Empty; width]; self.table.rows.len()];
        for (index, cell) in self.table.cells.iter().enumerate() {
            let (rows, columns) = self.span(cell);
            if self.rect(cell).is_none() || !is_free(&places, cell, (rows, columns)) {
                continue;
            }
            for (down, row) in places.iter_mut().skip(cell.row).take(rows).enumerate() {
                for (right, place) in row.iter_mut().skip(cell.column).take(columns).enumerate() {
                    *place = Place::Cell(index, down, right);
                }
            }
        }
        places
    }

    /// The texts of all cells, if the table can be one of programs.
    fn native_texts(&self, frame: &Frame, made_for: MadeFor) -> Option<Vec<Option<CellText<'a>>>> {
        let is_native = frame.rotation == 0.0 && self.is_small();
        is_native.then(|| self.texts(made_for)).flatten()
    }

    /// The texts of all cells, if each has room in its cell.
    fn texts(&self, made_for: MadeFor) -> Option<Vec<Option<CellText<'a>>>> {
        let places = self.places();
        let placed: usize = places.iter().flatten().filter(|it| it.begins()).count();
        if placed != self.table.cells.len() {
            return None;
        }
        let texts = self.table.cells.iter().map(|cell| {
            let rect = self.rect(cell)?;
            let Some(words) = &cell.text else {
                return Some(None);
            };
            let text = text::in_cell(words, &rect, made_for)?;
            let fits = text.as_ref().is_none_or(|text| text.overflow <= GROWS);
            fits.then_some(text)
        });
        texts.collect()
    }
}

impl Place {
    fn begins(&self) -> bool {
        matches!(self, Self::Cell(_, 0, 0))
    }
}

fn is_free(places: &[Vec<Place>], cell: &Cell, (rows, columns): (usize, usize)) -> bool {
    places
        .iter()
        .skip(cell.row)
        .take(rows)
        .flat_map(|row| row.iter().skip(cell.column).take(columns))
        .all(|place| matches!(place, Place::Empty))
}

/// Where lengths begin that follow each other, and where the last one ends.
fn sums(from: f64, lengths: &[f64]) -> Vec<f64> {
    let mut at = from;
    let ends = lengths.iter().map(|length| {
        at += length;
        at
    });
    [from].into_iter().chain(ends).collect()
}

fn native(
    page: &mut Page<'_, '_>,
    item: &Item,
    grid: &Grid<'_>,
    texts: &[Option<CellText<'_>>],
) -> Result<Element> {
    const TABLE: &str = "http://schemas.openxmlformats.org/drawingml/2006/table";
    let table = grid.table;
    let columns = table
        .columns
        .iter()
        .map(|width| Element::new("a:gridCol").with("w", length(*width)));
    let mut rows = Vec::new();
    for (places, height) in grid.places().iter().zip(&table.rows) {
        let mut cells = Vec::new();
        for place in places {
            cells.push(cell(page, grid, *place, texts)?);
        }
        let row = Element::new("a:tr").with("h", length(*height));
        rows.push(row.holding_all(cells));
    }
    let properties = Element::new("a:tblPr")
        .with("firstRow", table.has_header)
        .holding(Element::new("a:tableStyleId").saying(PLAIN_TABLE));
    let data = Element::new("a:graphicData").with("uri", TABLE).holding(
        Element::new("a:tbl")
            .holding(properties)
            .holding(Element::new("a:tblGrid").holding_all(columns))
            .holding_all(rows),
    );
    let locks = Element::new("a:graphicFrameLocks").with("noGrp", true);
    Ok(graphic_frame(page, "Table", item, locks, data))
}

/// What is at one place: a cell, or that a cell reaches over it.
fn cell(
    page: &mut Page<'_, '_>,
    grid: &Grid<'_>,
    place: Place,
    texts: &[Option<CellText<'_>>],
) -> Result<Element> {
    let Place::Cell(index, down, right) = place else {
        return Ok(blank(page, Element::new("a:tc"), None));
    };
    let Some(cell) = grid.table.cells.get(index) else {
        return Ok(blank(page, Element::new("a:tc"), None));
    };
    let (rows, columns) = grid.span(cell);
    let spans = |spans: usize, steps: usize| (spans > 1 && steps == 0).then_some(spans);
    let element = Element::new("a:tc")
        .with_some("rowSpan", spans(rows, down))
        .with_some("gridSpan", spans(columns, right))
        .with_some("hMerge", (right > 0).then_some(true))
        .with_some("vMerge", (down > 0).then_some(true));
    let [left, top, end, bottom] = &cell.lines;
    let sides = [
        left.as_ref().filter(|_| right == 0),
        end.as_ref().filter(|_| right + 1 == columns),
        top.as_ref().filter(|_| down == 0),
        bottom.as_ref().filter(|_| down + 1 == rows),
    ];
    let mut paint = sides_of(page, sides);
    paint.push(match &cell.fill {
        Some(fill) => shape::fill(page, fill)?,
        None => paint::nothing(),
    });
    match texts.get(index).and_then(Option::as_ref) {
        Some(text) if place.begins() => Ok(filled(page, element, text, paint)),
        _ => Ok(blank(page, element, Some(paint))),
    }
}

fn sides_of(page: &Page<'_, '_>, sides: [Option<&Line>; 4]) -> Vec<Element> {
    ["a:lnL", "a:lnR", "a:lnT", "a:lnB"]
        .into_iter()
        .zip(sides)
        .map(|(name, line)| paint::line_as(name, &page.deck.palette, line))
        .collect()
}

fn filled(
    page: &mut Page<'_, '_>,
    cell: Element,
    text: &CellText<'_>,
    paint: Vec<Element>,
) -> Element {
    let [left, top, right, bottom] = text.margins.map(length);
    let properties = Element::new("a:tcPr")
        .with("marL", left)
        .with("marR", right)
        .with("marT", top)
        .with("marB", bottom)
        .with("anchor", "t");
    cell.holding(
        Element::new("a:txBody")
            .holding(Element::new("a:bodyPr"))
            .holding(Element::new("a:lstStyle"))
            .holding_all(text::paragraphs(page, &text.words)),
    )
    .holding(properties.holding_all(paint))
}

/// A cell without text. It has no margins, or its row would grow by them.
fn blank(page: &Page<'_, '_>, cell: Element, paint: Option<Vec<Element>>) -> Element {
    let paint = paint.unwrap_or_else(|| {
        let mut paint = sides_of(page, [None; 4]);
        paint.push(paint::nothing());
        paint
    });
    let properties = ["marL", "marR", "marT", "marB"]
        .into_iter()
        .fold(Element::new("a:tcPr"), |properties, side| {
            properties.with(side, 0_i64)
        });
    cell.holding(
        Element::new("a:txBody")
            .holding(Element::new("a:bodyPr"))
            .holding(Element::new("a:lstStyle"))
            .holding(text::empty_paragraph(&page.deck.language)),
    )
    .holding(properties.holding_all(paint))
}

/// A drawing of a table: a group that is turned as a whole.
fn drawn(page: &mut Page<'_, '_>, item: &Item, grid: &Grid<'_>) -> Result<Element> {
    let name = described(page, "Table", item);
    let cells = &grid.table.cells;
    let mut shapes = Vec::new();
    for (cell, rect) in cells.iter().filter_map(|it| Some((it, grid.rect(it)?))) {
        for part in grounds(cell, rect) {
            if let Kind::Shape(painted) = &part.kind {
                shapes.extend(shape::shape(page, &part, painted)?);
            }
        }
    }
    let upright = Frame {
        rect: item.frame.rect,
        ..Frame::default()
    };
    for text in cells.iter().filter_map(|cell| cell.text.as_ref()) {
        for it in &text::boxes(text, page.deck.made_for) {
            shapes.push(text_shape(page, (None, &upright), it, false));
        }
    }
    Ok(Element::new("p:grpSp")
        .holding(
            Element::new("p:nvGrpSpPr")
                .holding(name)
                .holding(Element::new("p:cNvGrpSpPr"))
                .holding(Element::new("p:nvPr")),
        )
        .holding(Element::new("p:grpSpPr").holding(group_frame(&item.frame)))
        .holding_all(shapes))
}

/// A group's frame: what is in it counts in the slide's own places.
fn group_frame(frame: &Frame) -> Element {
    let rect = &frame.rect;
    placed("a:xfrm", frame)
        .holding(
            Element::new("a:chOff")
                .with("x", place(rect.x))
                .with("y", place(rect.y)),
        )
        .holding(
            Element::new("a:chExt")
                .with("cx", length(rect.width))
                .with("cy", length(rect.height)),
        )
}

/// A cell's ground and its four lines, as shapes.
fn grounds(cell: &Cell, rect: Rect) -> Vec<Item> {
    let (x, y) = (rect.x, rect.y);
    let (right, bottom) = (x + rect.width, y + rect.height);
    let ground = cell.fill.iter().map(|fill| {
        item(
            rect,
            Shape {
                outline: Outline::Rounded([0.0; 4]),
                fill: Some(fill.clone()),
                line: None,
                shadows: Vec::new(),
            },
        )
    });
    let sides = [
        ((x, y), (x, bottom)),
        ((x, y), (right, y)),
        ((right, y), (right, bottom)),
        ((x, bottom), (right, bottom)),
    ];
    let lines = sides.into_iter().zip(&cell.lines);
    ground
        .chain(lines.filter_map(|((from, to), line)| Some(side(from, to, (*line)?))))
        .collect()
}

/// A line to the right or downwards.
fn side(from: (f64, f64), to: (f64, f64), line: Line) -> Item {
    let rect = Rect {
        x: from.0,
        y: from.1,
        width: to.0 - from.0,
        height: to.1 - from.1,
    };
    let path = Path {
        segments: vec![
            Segment::Move(0.0, 0.0),
            Segment::Line(rect.width, rect.height),
        ],
    };
    item(
        rect,
        Shape {
            outline: Outline::Paths(vec![path]),
            fill: None,
            line: Some(line),
            shadows: Vec::new(),
        },
    )
}

fn item(rect: Rect, shape: Shape) -> Item {
    Item {
        frame: Frame {
            rect,
            ..Frame::default()
        },
        kind: Kind::Shape(shape),
        link: None,
        description: None,
    }
}
