//! Drawings of many kinds, and what becomes of them.

use super::{shapes, standalone};
use crate::scene::{
    Cap, Color, Fill, Item, Join, Kind, Line, LineStyle, Outline, Rect, Segment, Shape,
};

const SQUARE: Rect = Rect {
    x: 100.0,
    y: 50.0,
    width: 48.0,
    height: 48.0,
};

/// A drawing of 24 by 24 at twice its size.
fn icon(content: &str) -> Option<Vec<Item>> {
    shapes(&framed("0 0 24 24", content), SQUARE)
}

fn framed(view_box: &str, content: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='48' height='48' \
         viewBox='{view_box}'>{content}</svg>"
    )
}

fn only(items: Option<Vec<Item>>) -> (Rect, Shape) {
    let items = items.expect("it is a shape");
    let [item] = items.try_into().expect("it is one shape");
    let Kind::Shape(shape) = item.kind else {
        panic!("it is a shape");
    };
    (item.frame.rect, shape)
}

fn shape_of(item: &Item) -> &Shape {
    match &item.kind {
        Kind::Shape(shape) => shape,
        other => panic!("not a shape: {other:?}"),
    }
}

fn solid(red: u8, green: u8, blue: u8, alpha: f64) -> Option<Fill> {
    Some(Fill::Solid(Color {
        rgb: [red, green, blue],
        alpha,
    }))
}

fn alike(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.01
}

#[track_caller]
fn assert_rect(rect: Rect, [x, y, width, height]: [f64; 4]) {
    let found = [rect.x, rect.y, rect.width, rect.height];
    let pairs = found.into_iter().zip([x, y, width, height]);
    assert!(
        pairs.into_iter().all(|(one, other)| alike(one, other)),
        "{found:?}"
    );
}

/// The pieces of a shape of one path.
fn pieces(shape: &Shape) -> &[Segment] {
    match &shape.outline {
        Outline::Paths(paths) => match paths.as_slice() {
            [path] => &path.segments,
            paths => panic!("{} paths", paths.len()),
        },
        other => panic!("not a path: {other:?}"),
    }
}

#[test]
fn an_icon_of_lines_keeps_its_points_its_width_and_its_round_ends() {
    let (rect, shape) = only(icon(
        "<path d='M4 12l5 5L20 6' fill='none' stroke='#16a34a' stroke-width='2' \
         stroke-linecap='round' stroke-linejoin='round'/>",
    ));
    assert_rect(rect, [108.0, 62.0, 32.0, 22.0]);
    let expected = [
        Segment::Move(0.0, 12.0),
        Segment::Line(10.0, 22.0),
        Segment::Line(32.0, 0.0),
    ];
    assert_eq!(pieces(&shape), expected);
    let line = Line {
        width: 4.0,
        color: Color {
            rgb: [0x16, 0xa3, 0x4a],
            alpha: 1.0,
        },
        style: LineStyle::Solid,
        cap: Cap::Round,
        join: Join::Round,
    };
    assert_eq!((shape.fill, shape.line), (None, Some(line)));
}

#[test]
fn plain_forms_are_told_from_paths() {
    let outline = |content: &str| only(icon(content)).1.outline;
    assert_eq!(
        outline("<rect x='2' y='2' width='10' height='6'/>"),
        Outline::Rounded([0.0; 4])
    );
    let Outline::Rounded(radii) = outline("<rect x='2' y='2' width='10' height='6' rx='2'/>")
    else {
        panic!("a rounded rectangle");
    };
    assert!(
        radii.into_iter().all(|radius| alike(radius, 4.0)),
        "{radii:?}"
    );
    assert_eq!(outline("<circle cx='12' cy='12' r='5'/>"), Outline::Ellipse);
    let turned = "<ellipse cx='12' cy='12' rx='5' ry='3' transform='rotate(90 12 12)'/>";
    assert_eq!(outline(turned), Outline::Ellipse);
    for path in [
        "<ellipse cx='12' cy='12' rx='5' ry='3' transform='rotate(30 12 12)'/>",
        "<path d='M2 2H12V8H2Z M4 4H6V6H4Z' fill-rule='evenodd'/>",
        "<path d='M2 2H12V8Z'/>",
        "<path d='M2 2H12V8H2L12 8Z'/>",
    ] {
        assert!(matches!(outline(path), Outline::Paths(_)), "{path}");
    }
}

#[test]
fn holes_stay_holes_whatever_rule_makes_them() {
    for (path, parts) in [
        (
            "<path d='M2 2H22V22H2Z M8 8H16V16H8Z' fill-rule='evenodd'/>",
            Some(1),
        ),
        ("<path d='M2 2H22V22H2Z M8 8V16H16V8Z'/>", Some(1)),
        // Both ways around the same: the inner part is filled, and no program for slides
        // would do it with one path.
        ("<path d='M2 2H22V22H2Z M8 8H16V16H8Z'/>", Some(2)),
        ("<path d='M2 2H14V14H2Z M10 10H22V22H10Z'/>", Some(2)),
        (
            "<path d='M2 2H14V14H2Z M10 10H22V22H10Z' fill-opacity='.5'/>",
            None,
        ),
        // A star that crosses itself.
        ("<path d='M12 2L18 21L2 9H22L6 21Z'/>", None),
        (
            "<path d='M12 2L18 21L2 9H22L6 21Z' fill-rule='evenodd'/>",
            Some(1),
        ),
    ] {
        let found = icon(path).map(|items| match &only(Some(items)).1.outline {
            Outline::Paths(paths) => paths.len(),
            other => panic!("not paths: {other:?}"),
        });
        assert_eq!(found, parts, "{path}");
    }
}

#[test]
fn transforms_are_followed_through_groups() {
    let (rect, shape) = only(icon(
        "<g transform='translate(4 2)'><g transform='scale(2)' stroke='red' stroke-width='1.5'>\
         <path fill='none' transform='rotate(90)' d='M1 -1H3'/></g></g>",
    ));
    // (1, -1) is (1, 1) after the turn, (2, 2) after the scale, (6, 4) after the move.
    assert_rect(rect, [112.0, 58.0, 0.0, 8.0]);
    assert!(alike(shape.line.expect("a line").width, 6.0));
}

#[test]
fn a_view_box_is_fitted_as_it_asks() {
    let wide = Rect {
        width: 96.0,
        ..SQUARE
    };
    let drawn = |aspect: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='96' height='48' \
             viewBox='10 10 24 24' preserveAspectRatio='{aspect}'>\
             <rect x='10' y='10' width='12' height='12'/></svg>"
        );
        only(shapes(&svg, wide)).0
    };
    assert_rect(drawn("xMidYMid meet"), [124.0, 50.0, 24.0, 24.0]);
    assert_rect(drawn("xMaxYMin meet"), [148.0, 50.0, 24.0, 24.0]);
    assert_rect(drawn("none"), [100.0, 50.0, 48.0, 24.0]);
    // What is cut off is not there.
    assert_rect(drawn("xMidYMid slice"), [100.0, 50.0, 48.0, 24.0]);
    assert_rect(drawn("xMidYMin slice"), [100.0, 50.0, 48.0, 48.0]);
}

#[test]
fn symbols_are_shown_where_they_are_used_in_the_colour_that_is_there() {
    let items = icon(
        "<defs><symbol id='dot' viewBox='0 0 10 10'><circle cx='5' cy='5' r='4' \
         fill='currentColor'/></symbol></defs>\
         <use href='#dot' x='2' y='2' width='10' height='10' color='#ff0000'/>\
         <use href='#dot' x='14' y='14' width='5' height='5' color='#0000ff'/>",
    )
    .expect("two dots");
    let [first, second] = items.try_into().expect("two dots");
    assert_rect(first.frame.rect, [106.0, 56.0, 16.0, 16.0]);
    assert_rect(second.frame.rect, [129.0, 79.0, 8.0, 8.0]);
    assert_eq!(shape_of(&first).fill, solid(255, 0, 0, 1.0));
    assert_eq!(shape_of(&second).fill, solid(0, 0, 255, 1.0));
}

fn linear(content: &str) -> (f64, Vec<(f64, [u8; 3], f64)>) {
    match only(icon(content)).1.fill {
        Some(Fill::Linear { angle, stops }) => {
            let told = |stop: crate::scene::Stop| (stop.at, stop.color.rgb, stop.color.alpha);
            (angle, stops.into_iter().map(told).collect())
        }
        other => panic!("not a linear gradient: {other:?}"),
    }
}

const RED_TO_BLUE: &str = "<stop stop-color='#f00'/><stop offset='1' stop-color='#00f'/>";

#[test]
fn a_gradient_over_its_own_box_runs_from_side_to_side() {
    let fill = format!(
        "<linearGradient id='g'>{RED_TO_BLUE}</linearGradient>\
         <rect x='2' y='2' width='20' height='10' fill='url(#g)'/>"
    );
    let (angle, stops) = linear(&fill);
    assert!(alike(angle, 90.0));
    assert_eq!(stops, [(0.0, [255, 0, 0], 1.0), (1.0, [0, 0, 255], 1.0)]);
    // On a box that is twice as wide as high, its diagonal is as steep as the other one
    // is flat: that is where CSS has its corners, too.
    let (angle, stops) = linear(&fill.replace("id='g'", "id='g' y2='1'"));
    assert!(alike(angle, 153.43), "{angle}");
    assert_eq!(stops.first(), Some(&(0.0, [255, 0, 0], 1.0)));
    assert_eq!(stops.last(), Some(&(1.0, [0, 0, 255], 1.0)));
}

#[test]
fn a_gradient_of_the_drawing_is_cut_to_what_it_fills() {
    let (angle, stops) = linear(&format!(
        "<linearGradient id='g' gradientUnits='userSpaceOnUse' x1='0' y1='0' x2='0' y2='20'>\
         {RED_TO_BLUE}</linearGradient>\
         <rect x='2' y='5' width='20' height='19' fill='url(#g)' fill-opacity='.5'/>"
    ));
    assert!(alike(angle, 180.0));
    let [first, second, third] = stops.try_into().expect("three stops");
    assert_eq!(first, (0.0, [191, 0, 64], 0.5));
    assert!(alike(second.0, 15.0 / 19.0), "{second:?}");
    assert_eq!((second.1, third), ([0, 0, 255], (1.0, [0, 0, 255], 0.5)));
}

#[test]
fn a_gradient_around_a_centre_reaches_as_far_as_its_circle() {
    let fill = |gradient: &str| {
        only(icon(&format!(
            "<radialGradient id='g' {gradient}>{RED_TO_BLUE}</radialGradient>\
             <rect x='2' y='2' width='20' height='10' fill='url(#g)'/>"
        )))
        .1
        .fill
    };
    let Some(Fill::Radial { center, stops }) = fill("") else {
        panic!("a radial gradient");
    };
    assert!(alike(center.0, 0.5) && alike(center.1, 0.5), "{center:?}");
    let places: Vec<f64> = stops.iter().map(|stop| stop.at).collect();
    assert!(
        alike(places[1], std::f64::consts::FRAC_1_SQRT_2),
        "the circle ends before the corners: {places:?}"
    );
    assert_eq!(places.len(), 3);
}

#[test]
fn what_cannot_be_said_is_no_shape_at_all() {
    let behind = "<rect width='24' height='24' fill='#eee'/>";
    for content in [
        "<radialGradient id='g' fx='.2'><stop stop-color='red'/><stop offset='1'/>\
         </radialGradient><rect width='9' height='9' fill='url(#g)'/>",
        "<linearGradient id='g' spreadMethod='repeat' x2='.2'><stop stop-color='red'/>\
         <stop offset='1'/></linearGradient><rect width='9' height='9' fill='url(#g)'/>",
        "<pattern id='p' width='.1' height='.1'><rect width='1' height='1'/></pattern>\
         <rect width='9' height='9' fill='url(#p)'/>",
        "<mask id='m'><rect width='9' height='9' fill='#fff'/></mask>\
         <rect width='24' height='24' mask='url(#m)'/>",
        "<clipPath id='c'><circle cx='12' cy='12' r='9'/></clipPath>\
         <rect width='24' height='24' clip-path='url(#c)'/>",
        "<rect width='9' height='9' clip-path='circle(50%)'/>",
        "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>\
         <rect width='9' height='9' filter='url(#f)'/>",
        "<rect width='9' height='9' filter='blur(2px)'/>",
        "<rect width='9' height='9' style='mix-blend-mode:multiply'/>",
        "<style>rect{fill:red}</style><rect width='9' height='9'/>",
        "<g opacity='.5'><rect width='9' height='9'/><rect x='5' width='9' height='9'/></g>",
        "<rect x='2' y='2' width='9' height='9' stroke='red' opacity='.5'/>",
        "<image href='data:image/png;base64,AAAA' width='9' height='9'/>",
        "<foreignObject width='9' height='9'><p xmlns='http://www.w3.org/1999/xhtml'>a</p>\
         </foreignObject>",
        "<path d='M2 2H9' stroke='red' vector-effect='non-scaling-size'/>",
    ] {
        assert_eq!(icon(&format!("{behind}{content}")), None, "{content}");
    }
    assert!(icon(behind).is_some(), "the ground itself is a shape");
}

#[test]
fn opacity_is_folded_into_shapes_that_lie_apart() {
    let items = icon(
        "<g opacity='.5'><rect width='9' height='9' fill-opacity='.5'/>\
         <path d='M12 12H20' stroke='red' stroke-width='2'/></g>",
    )
    .expect("two shapes");
    assert_eq!(shape_of(&items[0]).fill, solid(0, 0, 0, 0.25));
    assert!(alike(
        shape_of(&items[1]).line.expect("a line").color.alpha,
        0.5
    ));
    assert_eq!(items.len(), 2);
}

#[test]
fn an_outline_below_its_fill_is_a_shape_of_its_own() {
    let items = icon(
        "<rect x='4' y='4' width='9' height='9' fill='red' stroke='blue' stroke-width='4' \
         paint-order='stroke'/>",
    )
    .expect("two shapes");
    let kinds: Vec<(bool, bool)> = items
        .iter()
        .map(|item| (shape_of(item).fill.is_some(), shape_of(item).line.is_some()))
        .collect();
    assert_eq!(kinds, [(false, true), (true, false)]);
}

#[test]
fn many_dashes_are_a_pattern_and_few_are_lines() {
    let ring = |dashes: &str| {
        icon(&format!(
            "<circle cx='12' cy='12' r='9' fill='none' stroke='red' {dashes}/>"
        ))
    };
    // Lengths of curves are measured less finely than their points.
    let is_quarter = |rect: Rect, x: f64| {
        let offsets = [
            rect.x - x,
            rect.y - 74.0,
            rect.width - 18.0,
            rect.height - 18.0,
        ];
        offsets.into_iter().all(|offset| offset.abs() < 0.1)
    };
    let (_, shape) = only(ring("stroke-dasharray='1 2'"));
    let pattern = LineStyle::Pattern {
        dash: 2.0,
        gap: 4.0,
    };
    assert_eq!(shape.line.map(|line| line.style), Some(pattern));
    assert!(
        matches!(shape.outline, Outline::Paths(_)),
        "dashes begin where the path does"
    );

    // A quarter of a ring, from the right to the bottom.
    let (rect, shape) = only(ring("stroke-dasharray='14.137 100'"));
    assert!(is_quarter(rect, 124.0), "{rect:?}");
    assert_eq!(shape.line.map(|line| line.style), Some(LineStyle::Solid));
    // And from the bottom to the left.
    let (rect, _) = only(ring(
        "stroke-dasharray='14.137 100' stroke-dashoffset='-14.137'",
    ));
    assert!(is_quarter(rect, 106.0), "{rect:?}");
    assert_eq!(ring("stroke-dasharray='.001 .002 .003'"), None);
}

#[test]
fn a_line_that_is_drawn_out_is_the_area_that_it_covers() {
    let svg = framed(
        "0 0 24 24",
        "<path d='M2 2V22' stroke='red' stroke-width='2'/>",
    )
    .replace("<svg", "<svg preserveAspectRatio='none'");
    let wide = Rect {
        width: 96.0,
        ..SQUARE
    };
    let svg = svg.replace("width='48'", "width='96'");
    let (rect, shape) = only(shapes(&svg, wide));
    assert_rect(rect, [104.0, 54.0, 8.0, 40.0]);
    assert_eq!((shape.fill, shape.line), (solid(255, 0, 0, 1.0), None));
    // Unless its width is fixed: then it is a line.
    let fixed = "id='a' vector-effect='non-scaling-stroke' d=";
    let (rect, shape) = only(shapes(&svg.replace("d=", fixed), wide));
    assert_rect(rect, [108.0, 54.0, 0.0, 40.0]);
    assert!(alike(shape.line.expect("a line").width, 2.0));
}

#[test]
fn a_line_of_several_colours_is_an_area_with_a_gradient() {
    let (rect, shape) = only(icon(&format!(
        "<linearGradient id='g'>{RED_TO_BLUE}</linearGradient>\
         <path d='M4 4L20 12' stroke='url(#g)' stroke-width='2' fill='none'/>"
    )));
    assert!(rect.width > 32.0 && shape.line.is_none());
    assert!(matches!(shape.fill, Some(Fill::Linear { .. })));
}

#[test]
fn heads_of_arrows_are_shapes() {
    let items = icon(
        "<marker id='m' viewBox='0 0 10 10' refX='10' refY='5' markerWidth='4' \
         markerHeight='4' orient='auto'><path d='M0 0L10 5L0 10Z' fill='blue'/></marker>\
         <path d='M2 12H22' stroke='blue' stroke-width='1' marker-end='url(#m)'/>",
    )
    .expect("a line and its head");
    assert_eq!(items.len(), 2);
    assert_rect(items[1].frame.rect, [136.0, 70.0, 8.0, 8.0]);
}

#[test]
fn what_is_beyond_the_drawing_is_cut_off_unless_it_is_to_be_seen() {
    let content = "<circle cx='24' cy='12' r='6' fill='red'/><rect x='30' y='3' width='2' \
                   height='2'/>";
    let (rect, shape) = only(icon(content));
    assert_rect(rect, [136.0, 62.0, 12.0, 24.0]);
    assert_ne!(shape.outline, Outline::Ellipse);
    let shown = framed("0 0 24 24", content).replace("<svg", "<svg overflow='visible'");
    assert_eq!(shapes(&shown, SQUARE).map(|items| items.len()), Some(2));
    // Beyond the slide nothing is seen, so nothing has to be cut.
    let at_the_side = Rect {
        x: 1280.0 - 48.0,
        ..SQUARE
    };
    let svg = framed("0 0 24 24", "<circle cx='24' cy='12' r='6'/>");
    assert_eq!(only(shapes(&svg, at_the_side)).1.outline, Outline::Ellipse);
}

#[test]
fn a_line_that_crosses_itself_is_not_cut_for_a_little() {
    let chart = |from: f64| {
        icon(&format!(
            "<path d='M{from} 20L6 6L12 18L24 2' fill='none' stroke='red'/>"
        ))
    };
    let (_, shape) = only(chart(0.0));
    assert!(alike(shape.line.expect("a line").width, 2.0));
    assert_eq!(chart(-9.0), None);
}

#[test]
fn a_clip_path_that_is_a_rectangle_cuts_rectangles() {
    let clipped = |path: &str| {
        icon(&format!(
            "<clipPath id='c'><rect x='4' y='4' width='8' height='8'/></clipPath>\
             <g clip-path='url(#c)'>{path}</g>"
        ))
    };
    let (rect, shape) = only(clipped("<rect width='24' height='6'/>"));
    assert_rect(rect, [108.0, 58.0, 16.0, 4.0]);
    assert_eq!(shape.outline, Outline::Rounded([0.0; 4]));
    let (_, shape) = only(clipped("<circle cx='8' cy='8' r='4'/>"));
    assert_eq!(shape.outline, Outline::Ellipse, "nothing of it is cut");
}

#[test]
fn dots_are_drawn_as_areas() {
    let (rect, shape) = only(icon(
        "<path d='M12 12h.01' stroke='red' stroke-width='4' stroke-linecap='round'/>",
    ));
    assert_rect(rect, [120.0, 70.0, 8.02, 8.0]);
    assert!(shape.fill.is_some() && shape.line.is_none());
}

#[test]
fn what_is_not_painted_is_no_shape() {
    for content in [
        "",
        "<rect width='9' height='9' fill='none'/>",
        "<rect width='9' height='9' visibility='hidden'/>",
        "<rect width='9' height='9' display='none'/>",
        "<rect width='9' height='9' fill-opacity='0'/>",
        "<path d='M2 2H9'/>",
        "<text x='2' y='9'>words</text>",
        "<circle r='5' fill='none' stroke='red' stroke-dasharray='0 100'/>",
    ] {
        assert_eq!(icon(content), Some(Vec::new()), "{content}");
    }
}

#[test]
fn drawings_that_are_made_to_do_harm_are_refused_in_time() {
    let doubled: String = (1..40)
        .map(|at| {
            format!(
                "<g id='u{at}'>{}</g>",
                format!("<use href='#u{}'/>", at - 1).repeat(2)
            )
        })
        .collect();
    let chained: String = (0..30)
        .map(|at| {
            let part = format!("<rect width='1' height='1' clip-path='url(#c{})'/>", at + 1);
            format!("<clipPath id='c{at}'>{}</clipPath>", part.repeat(10))
        })
        .collect();
    let nested = |depth: usize| {
        format!(
            "{}<rect width='9' height='9'/>{}",
            "<g opacity='.9'>".repeat(depth),
            "</g>".repeat(depth)
        )
    };
    let marked = format!(
        "<marker id='m'><rect width='1' height='1'/></marker>\
         <path marker-mid='url(#m)' d='M0 0{}'/>",
        "h1".repeat(200_000)
    );
    for content in [
        format!("<g id='u0'><rect width='1' height='1'/></g>{doubled}<use href='#u39'/>"),
        format!("{chained}<rect width='9' height='9' clip-path='url(#c0)'/>"),
        nested(100_000),
        nested(1_000),
        marked,
        "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>".to_owned(),
        "<use id='a' href='#a'/>".to_owned(),
        "<linearGradient id='a' href='#b'/><linearGradient id='b' href='#c'/>\
         <linearGradient id='c' href='#b'/><rect width='9' height='9' fill='url(#a)'/>"
            .to_owned(),
        "<rect width='9' height='9'/>".repeat(401),
        "<g/>".repeat(10_000),
        format!("<path d='M0 0{}'/>", "l1 1l-1 2".repeat(100_000)),
        format!("<!--{}-->", " ".repeat(10_000_000)),
        "<rect width='1e30' height='9' transform='scale(1e30)'/>".to_owned(),
        "<rect x='3e38' width='9' height='9' transform='scale(1e9)'/>".to_owned(),
        "<rect width='9' height='9'/><rect width='9' height='9' x='99999'/>\
         <path d='M-1e6 0L1e6 1' stroke='red'/>"
            .to_owned(),
        "<rect id='a' width='9' height='9'/><rect id='a' width='9' height='9'/>".to_owned(),
    ] {
        let start = content.chars().take(60).collect::<String>();
        assert_eq!(icon(&content), None, "{start}");
    }
    for svg in [
        "",
        "<svg",
        "<html/>",
        "\u{0}",
        "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
    ] {
        assert_eq!(shapes(svg, SQUARE), None, "{svg:?}");
    }
}

#[test]
fn numbers_of_any_size_are_read_or_refused() {
    let numbers = [
        "NaN",
        "inf",
        "-1",
        "0",
        "1e-40",
        "1e38",
        "-1e38",
        "1e400",
        "9".repeat(400).as_str(),
    ]
    .map(str::to_owned);
    for one in &numbers {
        for other in &numbers {
            let items = icon(&format!(
                "<g transform='translate({one} {other}) scale({other})'>\
                 <rect x='{one}' width='{other}' height='5' rx='{one}' stroke='red' \
                 stroke-width='{one}' stroke-dasharray='{other} {one}' \
                 stroke-dashoffset='{one}' stroke-miterlimit='{other}' opacity='{one}'/>\
                 <path d='M{one} {other}A{one} {other} {one} 0 1 {other} 5L{other} {one}z'/></g>"
            ));
            for item in items.unwrap_or_default() {
                let rect = item.frame.rect;
                let sizes = [rect.x, rect.y, rect.width, rect.height];
                assert!(
                    sizes.into_iter().all(|size| size.abs() <= 100_000.0),
                    "{one} {other}"
                );
            }
        }
    }
    let nowhere = [0.0, -1.0, f64::NAN, f64::INFINITY, 1e300];
    for size in nowhere {
        let rect = Rect {
            width: size,
            ..SQUARE
        };
        let svg = framed("0 0 24 24", "<rect width='9' height='9'/>");
        assert_eq!(shapes(&svg, rect), None, "{size}");
    }
}

#[test]
fn the_deepest_drawing_that_is_read_does_not_end_the_program() {
    let content = format!(
        "{}<rect width='9' height='9'/>{}",
        "<g opacity='.99' transform='scale(1.0001)'>".repeat(60),
        "</g>".repeat(60)
    );
    assert_eq!(icon(&content).map(|items| items.len()), Some(1));
}

#[test]
fn a_file_of_a_drawing_runs_nothing_and_needs_nothing() {
    let plain = framed(
        "0 0 24 24",
        "<linearGradient id='a'/><rect fill='url(#a)' transform='scale(2)'/>\
         <image href='data:image/png;base64,AAAA'/>",
    );
    assert_eq!(standalone(&plain), Some(plain.clone().into_bytes()));
    for content in [
        "<script>1</script>",
        "<rect onclick='1'/>",
        "<image href='https://example.org/a.png'/>",
        "<image href='data:image/svg+xml;base64,AAAA'/>",
        "<use href='other.svg#a'/>",
        "<rect fill='url(https://example.org/a#b)'/>",
        "<rect fill='u\\72l(https://example.org/a#b)'/>",
        "<rect style='mask:image-set(\"https://example.org/a\" 1x)'/>",
        "<style>@import 'https://example.org/a.css'</style>",
        "<p xmlns='http://www.w3.org/1999/xhtml'>a</p>",
        "<foreignObject/>",
    ] {
        assert_eq!(standalone(&framed("0 0 24 24", content)), None, "{content}");
    }
}
