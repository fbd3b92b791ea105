//! What is made of what pages say.

use serde_json::{Value, json};

use super::*;
use crate::scene::{Bars, Paint, Section};

fn font() -> Value {
    json!({ "family": "Inter", "size": 12, "weight": 700, "italic": false, "line": 14.4, "css": "" })
}

fn black() -> Value {
    json!({ "colour": [0, 0, 0, 1] })
}

fn stroke() -> Value {
    json!({ "paint": black(), "width": 2, "dash": [4, 2] })
}

fn scale(id: &str, kind: &str) -> Value {
    let is_category = kind == "category";
    json!({
        "id": id, "axis": id, "type": kind, "min": 0, "max": if is_category { 1 } else { 10 },
        "isReversed": false, "position": if id == "x" { "bottom" } else { "left" },
        "isShown": true, "isOffset": is_category,
        "ticks": if is_category { json!([[0, "One"], [1, "Two"]]) }
            else { json!([[0, "$0"], [5, "$5"], [10, "$10"]]) },
        "categories": if is_category { json!(["One", "Two"]) } else { Value::Null },
        "labels": { "isShown": true, "font": font(), "colour": black(), "rotation": 0 },
        "grid": stroke(), "border": stroke(), "hasMarks": true, "title": null,
        "circle": null, "around": null,
    })
}

fn look(colour: [f64; 4]) -> Value {
    json!({
        "fill": { "colour": colour }, "stroke": stroke(), "box": null, "radius": 3,
        "offset": null, "mark": "circle",
    })
}

fn series(kind: &str) -> Value {
    json!({
        "name": "Revenue", "type": kind, "isShown": true, "isStacked": false, "stack": "",
        "isFloating": false, "indexScale": "x", "valueScale": "y",
        "points": [[0, 3, null], [1, null, null]],
        "looks": [look([255.0, 0.0, 0.0, 1.0])], "which": [],
        "line": {
            "isShown": kind != "bar", "stroke": stroke(), "fill": null, "box": null,
            "fills": null, "isSmooth": true, "isStepped": false, "spansGaps": false,
            "segments": [],
        },
        "bars": { "thickness": 50, "shift": 0, "pitch": 100 },
        "arc": [300, 200, 100, 60], "hidden": [],
    })
}

fn page_chart(kind: &str) -> Value {
    json!({
        "type": kind, "isDrawnUpon": false, "size": [600, 400], "place": [0, 0, 600, 400],
        "area": [40, 20, 590, 360], "labels": ["One", "Two"], "rotation": 0,
        "circumference": 360, "scales": [scale("x", "category"), scale("y", "linear")],
        "titles": [], "legend": null, "series": [series(kind)],
    })
}

fn read_one(chart: &Value) -> FoundChart {
    let json = json!([{ "read": chart }]).to_string();
    read(&json).unwrap().remove(0)
}

fn native(chart: &Value) -> Chart {
    *read_one(chart).chart.unwrap()
}

fn obstacle(chart: &Value) -> Obstacle {
    read_one(chart).chart.unwrap_err()
}

/// A chart that differs in one place, which a JSON pointer names.
fn with(kind: &str, place: &str, value: Value) -> Value {
    let mut chart = page_chart(kind);
    *chart.pointer_mut(place).unwrap() = value;
    chart
}

#[test]
fn bars_are_read_with_their_axes() {
    let chart = native(&page_chart("bar"));
    assert_eq!(chart.categories, ["One", "Two"]);
    assert_eq!(chart.series[0].values, [Some(3.0), None]);
    assert_eq!(
        chart.bars,
        Bars {
            gap: 1.0,
            overlap: 0.0
        }
    );
    assert_eq!((chart.plot.x, chart.plot.width), (40.0, 550.0));
    let Coordinates::Categories {
        values, category, ..
    } = chart.coordinates
    else {
        panic!("bars stand on categories");
    };
    assert!(!category.to_the_ends);
    let range = values[0].range.unwrap();
    assert_eq!((range.min, range.max, range.step), (0.0, 10.0, Some(5.0)));
    let labels = values[0].labels.clone().unwrap();
    let section = Section {
        prefix: "$".to_owned(),
        decimals: Some(0),
        ..Section::default()
    };
    assert_eq!(labels.format.sections, [section]);
    assert!(labels.style.font.bold);
}

#[test]
fn what_a_chart_shows_is_told_in_words() {
    let found = read_one(&with(
        "bar",
        "/titles",
        json!([{
            "text": "Our\nyear", "font": font(), "colour": black(), "align": "center", "x": 300,
            "y": 10, "rotation": 0, "width": 80,
        }]),
    ));
    assert_eq!(found.description, "Bar chart: Our year. Revenue: One 3.");
    let title = &found.chart.unwrap().titles[0];
    assert_eq!(title.lines, ["Our", "year"]);
    assert_eq!((title.place.x, title.place.height), (260.0, 28.8));
}

#[test]
fn what_office_programs_do_not_have_is_told() {
    let stepped = with("line", "/series/0/line/isStepped", json!(true));
    let cases = [
        (page_chart("polarArea"), Obstacle::Type),
        (with("bar", "/isDrawnUpon", json!(true)), Obstacle::Script),
        (
            with("bar", "/series/0/looks/0/fill", json!("unknown")),
            Obstacle::Paint,
        ),
        (
            with("bar", "/series/0/isFloating", json!(true)),
            Obstacle::Values,
        ),
        (
            with(
                "bar",
                "/series/0/points",
                json!([[0, 1, null], [0, 2, null]]),
            ),
            Obstacle::Values,
        ),
        (
            with("bar", "/series/0/points", json!([[0, 1e308, null]])),
            Obstacle::Values,
        ),
        (with("bar", "/scales/1/type", json!("time")), Obstacle::Axes),
        (with("bar", "/scales/1/max", json!(0)), Obstacle::Axes),
        (with("bar", "/scales/1/min", json!(-1)), Obstacle::Labels),
        (
            with("bar", "/scales/1/ticks/1/1", json!("half")),
            Obstacle::Labels,
        ),
        (
            with("bar", "/place", json!([0, 0, 600, 200])),
            Obstacle::Stretched,
        ),
        (
            with("doughnut", "/circumference", json!(180)),
            Obstacle::Circle,
        ),
        (stepped, Obstacle::Steps),
    ];
    for (chart, expected) in cases {
        assert_eq!(obstacle(&chart), expected);
    }
    let mut third = page_chart("line");
    for id in ["y", "y2", "y3"] {
        let mut other = series("line");
        other["valueScale"] = json!(id);
        third["series"].as_array_mut().unwrap().push(other);
        third["scales"]
            .as_array_mut()
            .unwrap()
            .push(scale(id, "linear"));
    }
    assert_eq!(obstacle(&third), Obstacle::Axes);
}

#[test]
fn areas_are_filled_only_as_far_as_office_programs_fill_them() {
    let filled = |until: &str| {
        let mut chart = with("line", "/series/0/line/fills", json!(until));
        chart["series"][0]["line"]["fill"] = json!({ "colour": [0, 0, 255, 0.25] });
        chart
    };
    let series = &native(&filled("origin")).series[0];
    assert!(matches!(series.fill, Some(Paint::Solid(color)) if color.alpha == 0.25));
    for until in ["end", "value", "2"] {
        assert_eq!(obstacle(&filled(until)), Obstacle::Area, "{until}");
    }
}

#[test]
fn gradients_are_cut_to_what_is_filled() {
    let mut chart = page_chart("bar");
    let gradient = json!({
        "line": [0, 0, 0, 400], "stops": [[0, [0, 0, 0, 1]], [1, [200, 0, 0, 1]]],
    });
    chart["series"][0]["looks"][0]["fill"] = gradient;
    chart["series"][0]["looks"][0]["box"] = json!([0, 200, 10, 400]);
    let Some(Paint::Linear { angle, stops }) = native(&chart).series[0].fill.clone() else {
        panic!("a gradient stays one");
    };
    assert_eq!((angle, stops.len()), (180.0, 2));
    assert_eq!(
        (stops[0].color.rgb, stops[1].color.rgb),
        ([100, 0, 0], [200, 0, 0])
    );
    chart["series"][0]["looks"][0]["fill"]["line"] = json!([0, 0, 400, 400]);
    assert_eq!(obstacle(&chart), Obstacle::Paint);
}

#[test]
fn parts_of_a_line_may_look_otherwise() {
    let mut chart = page_chart("line");
    let thin = json!({ "paint": black(), "width": 1, "dash": [] });
    chart["series"][0]["line"]["segments"] = json!([[0, 1, thin], [7, 1e5, thin]]);
    let points = native(&chart).series[0].points.clone();
    assert_eq!(points.len(), 1);
    assert_eq!(points[0].index, 1);
    assert_eq!(points[0].line.as_ref().map(|line| line.width), Some(1.0));
}

#[test]
fn circles_name_their_categories() {
    let mut chart = with("doughnut", "/rotation", json!(90));
    chart["series"][0]["points"] = json!([[null, 3, null], [null, 1, null]]);
    chart["legend"] = json!({
        "position": "right", "box": [500, 100, 580, 200], "font": font(), "colour": black(),
        "items": [[0, "One"]],
    });
    let circle = native(&chart);
    assert_eq!(
        circle.coordinates,
        Coordinates::Circle {
            start: 90.0,
            hole: Some(0.6)
        }
    );
    assert_eq!((circle.plot.x, circle.plot.width), (200.0, 200.0));
    assert_eq!(circle.series[0].points.len(), 2);
    assert_eq!(circle.legend.unwrap().without, [1]);
    chart["legend"]["items"] = json!([[0, "One (75 %)"]]);
    assert_eq!(obstacle(&chart), Obstacle::Legend);
}

#[test]
fn categories_may_be_named_now_and_then() {
    let mut chart = page_chart("bar");
    let names: Vec<String> = (0..6).map(|index| format!("Month {index}")).collect();
    chart["scales"][0]["categories"] = json!(names);
    chart["scales"][0]["max"] = json!(5);
    chart["scales"][0]["ticks"] = json!([[0, "Month\n0"], [3, "March"]]);
    let read = native(&chart);
    assert_eq!(
        read.categories[..4],
        ["Month 0", "Month 1", "Month 2", "March"]
    );
    let Coordinates::Categories { category, .. } = read.coordinates else {
        panic!("bars stand on categories");
    };
    assert_eq!(category.labels.unwrap().every, 3);
    chart["scales"][0]["ticks"] = json!([[1, "Month 1"], [3, "Month 3"]]);
    assert_eq!(obstacle(&chart), Obstacle::Labels);
}

#[test]
fn nothing_of_a_page_is_believed() {
    assert_eq!(read("{").unwrap_err(), Obstacle::Unreadable);
    assert_eq!(
        read("[1, null, {}, {\"trouble\": \"size\"}]").map(|found| {
            found
                .into_iter()
                .map(|found| found.chart.unwrap_err())
                .collect::<Vec<_>>()
        }),
        Ok(vec![
            Obstacle::Unreadable,
            Obstacle::Unreadable,
            Obstacle::Unreadable,
            Obstacle::Size,
        ])
    );
    let odd = [
        json!(null),
        json!(1e308),
        json!(-1e308),
        json!("NaN"),
        json!([]),
        json!({}),
        json!(true),
        json!("\u{0}\u{1b}"),
        json!(-1),
    ];
    let places = [
        "/size/0",
        "/place",
        "/area/2",
        "/rotation",
        "/circumference",
        "/scales/0",
        "/scales/1/min",
        "/scales/1/max",
        "/scales/1/ticks",
        "/scales/1/ticks/0",
        "/scales/0/ticks/1/0",
        "/scales/0/categories",
        "/scales/1/grid/width",
        "/series/0/points",
        "/series/0/points/0/0",
        "/series/0/points/0/1",
        "/series/0/looks",
        "/series/0/which",
        "/series/0/bars/thickness",
        "/series/0/bars/pitch",
        "/series/0/arc/2",
        "/series/0/hidden",
        "/series/0/line/stroke/dash",
        "/series/0/looks/0/radius",
        "/series/0/looks/0/fill/colour/3",
    ];
    for kind in ["bar", "line", "doughnut"] {
        for place in places {
            for value in &odd {
                // Whatever it is, there is an answer.
                let found = read_one(&with(kind, place, value.clone()));
                assert!(found.place.width >= 0.0, "{kind} {place} {value}");
            }
        }
    }
}

#[test]
fn a_million_points_are_read_in_time() {
    let chart = with("bar", "/series/0/points", json!("POINTS")).to_string();
    let points = format!("[{}[0,1,null]]", "[0,1,null],".repeat(999_999));
    let json = format!("[{{\"read\":{}}}]", chart.replace("\"POINTS\"", &points));
    let found = read(&json).unwrap().remove(0);
    assert_eq!(found.chart.unwrap_err(), Obstacle::Values);
    assert!(found.description.chars().count() <= 2000);
}
