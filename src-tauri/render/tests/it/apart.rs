//! Slides whose scripts share names of the whole page: each is drawn as if it were drawn
//! alone, and is told of.

use std::sync::{Arc, Mutex};

use lectern_core::model::{Deck, Slide};
use lectern_core::render::{Progress, Warning, Watch};

use crate::harness::{BLUE, Bench, export, slide};

fn deck(slides: Vec<Slide>) -> Deck {
    Deck {
        slides,
        ..Deck::default()
    }
}

/// A slide that shows, a moment later, what it gave to the page.
fn showing(value: &str) -> Slide {
    slide(
        "<h1>Total</h1><input><p id=total></p>",
        &format!(
            "window.total = '{value}';
             document.querySelector('input').value = 'typed {value}';
             setTimeout(() => {{ document.getElementById('total').textContent = window.total }}, 50);"
        ),
    )
}

fn apart(slide: usize, name: &str) -> Warning {
    Warning::DrawnApart {
        slide,
        name: name.to_owned(),
    }
}

#[test]
fn a_name_that_a_later_slide_changes_keeps_its_value_for_the_earlier_one() {
    let between = slide(
        "<p id=seen></p>",
        "seen.textContent = 'seen ' + window.total",
    );
    let pages = export(&deck(vec![showing("one"), between, showing("three")]));
    assert_eq!(pages.warnings, [apart(1, "total")]);
    assert!(pages.text(1).contains("one"), "{}", pages.text(1));
    assert!(pages.text(1).contains("typed one"));
    assert!(pages.text(2).contains("seen one"), "what it gives is given");
    assert!(pages.text(3).contains("three"));
    let info = pages.info();
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(info.contains("Pages:           3"), "{info}");
}

#[test]
fn charts_keep_what_all_had_in_common_when_they_were_drawn() {
    let chart = |colour: &str| {
        slide(
            "<div style='width: 600px'><canvas id=c></canvas></div>",
            &format!(
                "Chart.defaults.backgroundColor = '{colour}';
                 new Chart('c', {{ type: 'bar', data: {{ labels: ['a'], datasets: [{{ data: [1] }}] }},
                   options: {{ animation: {{ duration: 2000 }}, plugins: {{ legend: {{ display: false }} }} }} }});"
            ),
        )
    };
    let pages = export(&deck(vec![
        chart("rgb(255, 0, 0)"),
        chart("rgb(0, 0, 255)"),
    ]));
    assert_eq!(pages.warnings, [apart(1, "Chart.defaults")]);
    let red = pages.picture(1).at(300, 150);
    assert!(red[0] > 250 && red[2] < 5, "{red:?}");
    assert_eq!(pages.picture(2).at(300, 150), BLUE);
    assert_eq!(pages.bitmaps(), 1, "only what was drawn apart is a picture");
}

#[test]
fn a_script_that_fails_apart_is_told_once() {
    let mut failing = showing("one");
    failing.scripts.push_str("missing();");
    let pages = export(&deck(vec![failing, showing("two")]));
    let [failed, told] = &pages.warnings[..] else {
        panic!("{:?}", pages.warnings);
    };
    assert!(
        matches!(failed, Warning::ScriptFailed { slide: Some(1), .. })
            || *failed == apart(1, "total")
    );
    assert!(
        matches!(told, Warning::ScriptFailed { slide: Some(1), .. }) || *told == apart(1, "total")
    );
    assert_ne!(failed, told);
    assert!(pages.text(1).contains("one"));
}

#[test]
fn what_all_slides_share_sees_each_of_them_once() {
    let mut deck = deck(vec![showing("one"), showing("two")]);
    for slide in &mut deck.slides {
        slide
            .html
            .push_str("<b class=page></b><canvas id=painted width=40 height=40></canvas>");
    }
    deck.shared_scripts = "const pages = document.querySelectorAll('.page');
        pages.forEach((page, index) => { page.textContent = `${index + 1} of ${pages.length}` });
        for (const canvas of document.querySelectorAll('#painted')) {
          canvas.getContext('2d').fillRect(0, 0, 40, 40);
        }"
    .to_owned();
    let pages = export(&deck);
    assert_eq!(pages.warnings, [apart(1, "total")]);
    assert_eq!(
        pages.text(1).matches("1 of 2").count(),
        1,
        "{}",
        pages.text(1)
    );
    assert_eq!(
        pages.text(2).matches("2 of 2").count(),
        1,
        "{}",
        pages.text(2)
    );
}

#[test]
fn what_is_told_of_an_export_with_slides_drawn_apart_goes_forwards() {
    let bench = Bench::new();
    let told: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let telling = Arc::clone(&told);
    let watch = Watch::new(move |progress| telling.lock().unwrap().push(progress));
    let slides = vec![showing("one"), showing("two"), showing("three")];
    bench.export(&deck(slides), &watch).unwrap();
    let told = told.lock().unwrap();
    assert!(told.is_sorted(), "{told:?}");
}
