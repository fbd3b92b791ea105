//! Where scripts go.

use super::*;

/// Ids of a deck whose slide `n` holds an element `c<n>`, and whose slides all
/// hold a `twin`.
fn ids() -> Ids {
    let mut ids: Ids = (0..4)
        .map(|slide| (format!("c{slide}"), Some(slide)))
        .collect();
    ids.insert("twin".to_owned(), None);
    ids
}

fn outside(source: &str) -> Block<'_> {
    Block {
        source,
        home: None,
        form: Form::Classic,
    }
}

fn place(sources: &[&str]) -> Distribution {
    let blocks: Vec<Block> = sources.iter().map(|source| outside(source)).collect();
    distribute(&blocks, &ids(), 4)
}

const SHARED: Placement = Placement::Shared;
const FIRST: Placement = Placement::Slide(0);
const SECOND: Placement = Placement::Slide(1);

#[test]
fn a_block_goes_to_the_slide_whose_element_it_names() {
    for source in [
        "new Chart(document.getElementById('c1'), {})",
        "new Chart('c1', {})",
        "document.querySelector('#c1 .bar').remove()",
        "d3.select(\"#c1\")",
        "draw(`c1`)",
        "c1.getContext('2d')",
        "<!-- old\nnew Chart('c1') // -->",
    ] {
        let placed = place(&[source]);
        assert_eq!(placed.placements, [SECOND], "{source}");
        assert_eq!(placed.slides[1], source, "one block stays as it is");
        assert_eq!(placed.shared, "");
    }
}

#[test]
fn a_block_of_several_slides_or_of_none_is_shared() {
    for source in [
        "draw('c0'); draw('c1')",
        "draw('twin')",
        "draw('c0', document.getElementById('twin'))",
        "Chart.defaults.color = 'red'",
        "draw('c0'); document.querySelectorAll('.bar').forEach(hide)",
        "draw('c0'); document.getElementById('c' + number)",
        "draw('c0'); document.getElementById(`c${number}`)",
    ] {
        let placed = place(&[source]);
        assert_eq!(placed.placements, [SHARED], "{source}");
        assert_eq!(placed.shared, source);
    }
}

#[test]
fn equal_names_do_not_collide() {
    let placed = place(&[
        "const ctx = document.getElementById('c0');",
        "const ctx = document.getElementById('c1');",
    ]);
    assert_eq!(placed.placements, [FIRST, SECOND]);

    let placed = place(&["const ctx = get('c0');", "const ctx = get('c0');"]);
    assert_eq!(
        placed.slides[0],
        "try {\nconst ctx = get('c0');\n} catch (error) { reportError(error); }\n\
         try {\nconst ctx = get('c0');\n} catch (error) { reportError(error); }"
    );
}

#[test]
fn users_of_shared_names_stay_with_their_slide() {
    let placed = place(&[
        "const colours = ['red'];",
        "draw('c0', colours.map(light))",
        "draw('c1', colours)",
        "draw('c0'); draw('c1', colours)",
    ]);
    assert_eq!(placed.placements, [SHARED, FIRST, SECOND, SHARED]);
    assert!(placed.shared.starts_with("const colours = ['red'];\ntry {"));
}

#[test]
fn what_another_slide_uses_becomes_shared_with_all_that_it_uses() {
    let placed = place(&[
        "const scale = document.getElementById('c0').width;",
        "const draw = id => fit(id, scale); draw('c0');",
        "draw('c1')",
    ]);
    assert_eq!(placed.placements, [SHARED, SHARED, SECOND]);
}

#[test]
fn blocks_of_one_slide_share_their_names_there() {
    let placed = place(&["const data = read('c1');", "draw('c1', data)"]);
    assert_eq!(placed.placements, [SECOND, SECOND]);
    assert!(placed.slides[1].starts_with("const data = read('c1');\n"));
}

#[test]
fn names_given_to_the_window_count() {
    let placed = place(&[
        "window.total = sum('c0')",
        "total.show('c1')",
        "x = read('c2')",
        "use(x)",
    ]);
    assert_eq!(
        placed.placements,
        [SHARED, SECOND, SHARED, SHARED],
        "the user of another slide must find it"
    );
}

#[test]
fn names_that_nobody_declares_are_everyones_own() {
    let placed = place(&[
        "chart = new Chart('c0'); chart.update()",
        "chart = new Chart('c1'); chart.update()",
    ]);
    assert_eq!(placed.placements, [FIRST, SECOND]);
}

#[test]
fn the_order_of_changes_is_kept() {
    let placed = place(&[
        "const charts = [];",
        "charts.push(new Chart('c0'))",
        "charts.forEach(chart => chart.resize())",
    ]);
    assert_eq!(placed.placements, [SHARED, SHARED, SHARED]);
}

#[test]
fn scripts_in_markup_stay_unless_others_need_them() {
    let inside = |source| Block {
        source,
        home: Some(1),
        form: Form::Classic,
    };
    let ids = ids();
    let placed = distribute(&[inside("const a = 1"), inside("const b = 2")], &ids, 4);
    assert_eq!(
        placed.placements,
        [Placement::Markup(1), Placement::Markup(1)]
    );

    let placed = distribute(&[inside("const a = 1"), inside("use(a)")], &ids, 4);
    assert_eq!(placed.placements, [SECOND, SECOND]);

    let placed = distribute(&[inside("const a = 1"), outside("use(a, 'c0')")], &ids, 4);
    assert_eq!(placed.placements, [SHARED, FIRST]);
}

#[test]
fn what_a_handler_calls_is_shared() {
    let handler = Block {
        source: "return toggle(event)",
        home: Some(0),
        form: Form::Handler,
    };
    let block = outside("function toggle() { hide('c0') }");
    let placed = distribute(&[block, handler], &ids(), 4);
    assert_eq!(placed.placements, [SHARED, Placement::Markup(0)]);
}

#[test]
fn a_broken_block_neither_vanishes_nor_breaks_others() {
    let placed = place(&["this is (broken", "draw('c0'); draw('c1')"]);
    assert_eq!(
        placed.shared,
        "try {\n(0, eval)(\"this is (broken\");\n} catch (error) { reportError(error); }\n\
         try {\ndraw('c0'); draw('c1')\n} catch (error) { reportError(error); }"
    );
    assert_eq!(place(&["this is (broken"]).shared, "this is (broken");
}

#[test]
fn modules_run_as_functions_unless_they_import() {
    let module = |source| Block {
        source,
        home: None,
        form: Form::Module,
    };
    let placed = distribute(&[module("draw('c1')")], &ids(), 4);
    assert_eq!(
        placed.slides[1],
        "(function () {\n\"use strict\";\ndraw('c1')\n})();"
    );
    let placed = distribute(&[module("import d from './d.js'; d('c1')")], &ids(), 4);
    assert_eq!(placed.placements, [Placement::Markup(1)]);
}

#[test]
fn no_nesting_outgrows_the_stack() {
    let closed = |open: &str, close: &str| {
        let count = analysis::LONGEST / (open.len() + close.len()) - 1;
        format!("{}a{}", open.repeat(count), close.repeat(count))
    };
    for (open, close) in [("(", ")"), ("{", ""), ("!", ""), ("", "+a"), ("`${", "}`")] {
        let source = closed(open, close);
        assert!(source.len() <= analysis::LONGEST, "else it is not analysed");
        assert_eq!(place(&[&source]).shared, source);
    }
}

#[test]
fn libraries_are_not_analysed() {
    let library = format!("/* {} */ const Chart = 1;", " ".repeat(analysis::LONGEST));
    let placed = place(&[&library, "draw('c0'); draw('c1')"]);
    assert!(
        placed.shared.starts_with(&library),
        "its names must be visible"
    );
}
