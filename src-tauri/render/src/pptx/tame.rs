//! Numbers of a scene that can be counted with.
//!
//! A deck may say anything: lengths that are no numbers, that are endless or larger than
//! any program takes. Here each becomes one that sums and comparisons rely on, so that
//! no other module has to ask. What does not belong here: what the format itself takes
//! (`measure`).

use super::measure::tame;
use crate::scene::{
    Bullet, Cell, Color, Fill, Frame, Item, Kind, Line, Outline, Paragraph, Picture, Rect, Run,
    Segment, Shadow, Shape, Stop, Table, Text, TextLine,
};

/// The same thing with numbers that can be counted with.
pub(super) fn item(item: &Item) -> Item {
    let mut item = item.clone();
    frame(&mut item.frame);
    match &mut item.kind {
        Kind::Text(it) => text(it),
        Kind::Shape(it) => shape(it),
        Kind::Picture(it) => picture(it),
        Kind::Table(it) => table(it),
        // What is in a chart is looked at where it is written.
        Kind::Chart(_) => {}
    }
    item
}

fn each<'a>(numbers: impl IntoIterator<Item = &'a mut f64>) {
    for number in numbers {
        *number = tame(*number);
    }
}

fn frame(frame: &mut Frame) {
    let Rect {
        x,
        y,
        width,
        height,
    } = &mut frame.rect;
    each([&mut *x, y]);
    each([&mut *width, &mut *height]);
    *width = width.max(0.0);
    *height = height.max(0.0);
    frame.rotation = if frame.rotation.is_finite() {
        frame.rotation.rem_euclid(360.0)
    } else {
        0.0
    };
}

fn text(text: &mut Text) {
    text.paragraphs.iter_mut().for_each(paragraph);
}

fn paragraph(paragraph: &mut Paragraph) {
    if let Some(Bullet { x, size, color, .. }) = &mut paragraph.bullet {
        each([x, &mut *size, &mut color.alpha]);
        *size = size.max(0.0);
    }
    paragraph.lines.iter_mut().for_each(line);
}

fn line(line: &mut TextLine) {
    let TextLine {
        x,
        width,
        baseline,
        runs,
        first_word,
        ..
    } = line;
    each([x, &mut *width, baseline, &mut *first_word]);
    *width = width.max(0.0);
    *first_word = first_word.max(0.0);
    runs.iter_mut().for_each(run);
}

fn run(run: &mut Run) {
    let Run {
        width,
        size,
        color,
        gradient,
        outline,
        highlight,
        letter_spacing,
        drift,
        rise,
        ..
    } = run;
    gradient.iter_mut().for_each(fill);
    outline.iter_mut().for_each(stroke);
    each([width, size, letter_spacing, drift, rise]);
    each(color.iter_mut().chain(highlight).map(|it| &mut it.alpha));
    run.size = run.size.max(0.0);
}

fn shape(shape: &mut Shape) {
    match &mut shape.outline {
        Outline::Rounded(radii) => each(radii),
        Outline::Ellipse => {}
        Outline::Paths(paths) => paths
            .iter_mut()
            .flat_map(|path| &mut path.segments)
            .for_each(segment),
    }
    if let Some(it) = &mut shape.fill {
        fill(it);
    }
    shape.line.iter_mut().for_each(stroke);
    for Shadow {
        offset,
        blur,
        spread,
        color,
        ..
    } in &mut shape.shadows
    {
        each([&mut offset.0, &mut offset.1, blur, spread, &mut color.alpha]);
    }
}

fn segment(segment: &mut Segment) {
    match segment {
        Segment::Move(x, y) | Segment::Line(x, y) => each([x, y]),
        Segment::Cubic(points) => each(points.iter_mut().flat_map(|(x, y)| [x, y])),
        Segment::Close => {}
    }
}

/// The same of what an area is painted with.
pub(super) fn fill(fill: &mut Fill) {
    match fill {
        Fill::Solid(Color { alpha, .. }) => each([alpha]),
        Fill::Linear { angle, stops: of } => {
            *angle = if angle.is_finite() {
                angle.rem_euclid(360.0)
            } else {
                0.0
            };
            stops(of);
        }
        Fill::Radial { center, stops: of } => {
            each([&mut center.0, &mut center.1]);
            stops(of);
        }
        Fill::Picture(_) => {}
    }
}

fn stops(stops: &mut [Stop]) {
    each(
        stops
            .iter_mut()
            .flat_map(|stop| [&mut stop.at, &mut stop.color.alpha]),
    );
}

fn stroke(line: &mut Line) {
    each([&mut line.width, &mut line.color.alpha]);
}

fn picture(picture: &mut Picture) {
    each(&mut picture.crop);
    each(&mut picture.radii);
    each([&mut picture.opacity]);
}

fn table(table: &mut Table) {
    let lengths = table.columns.iter_mut().chain(&mut table.rows);
    for length in lengths {
        *length = tame(*length).max(0.0);
    }
    for Cell {
        fill: ground,
        lines,
        text: words,
        ..
    } in &mut table.cells
    {
        ground.iter_mut().for_each(fill);
        lines.iter_mut().flatten().for_each(stroke);
        words.iter_mut().for_each(text);
    }
}
