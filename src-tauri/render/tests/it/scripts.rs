//! Scripts draw on their own slides, and charts show their final data.

use lectern_core::model::Deck;
use lectern_core::render::Warning;

use crate::harness::{BLUE, Colour, GREEN, RED, deck, export, slide};

/// A script that fills the canvas `c` with a colour.
fn fill(colour: &str) -> String {
    format!(
        "const canvas = document.getElementById('c');
         const context = canvas.getContext('2d');
         context.fillStyle = '{colour}';
         context.fillRect(0, 0, 200, 200);"
    )
}

const CANVAS: &str = "<canvas id=c width=200 height=200 \
    style='position: absolute; left: 0; top: 0'></canvas>";

fn assert_colours(deck: &Deck, colours: &[Colour]) {
    let pages = export(deck);
    for (index, colour) in colours.iter().enumerate() {
        assert_eq!(
            pages.picture(index + 1).at(100, 100),
            *colour,
            "slide {}",
            index + 1
        );
    }
    assert_eq!(pages.warnings, []);
}

#[test]
fn the_same_id_on_two_slides_is_two_elements() {
    let deck = Deck {
        slides: vec![slide(CANVAS, &fill("red")), slide(CANVAS, &fill("blue"))],
        ..Deck::default()
    };
    assert_colours(&deck, &[RED, BLUE]);
}

#[test]
fn scripts_that_wait_for_the_page_run_on_every_slide() {
    let wait = [
        format!(
            "document.addEventListener('DOMContentLoaded', () => {{ {} }});",
            fill("red")
        ),
        format!("window.onload = function () {{ {} }};", fill("green")),
        format!("window.onload = function () {{ {} }};", fill("blue")),
        format!(
            "window.addEventListener('load', () => {{ {} }});",
            fill("red")
        ),
    ];
    let deck = Deck {
        slides: wait.iter().map(|script| slide(CANVAS, script)).collect(),
        ..Deck::default()
    };
    assert_colours(&deck, &[RED, GREEN, BLUE, RED]);
}

#[test]
fn slides_use_what_the_deck_declares_and_their_own_scripts_in_order() {
    let inline = format!("{CANVAS}<script>const own = colours[1];</script>");
    let by_element = format!(
        "<div>{CANVAS}<script>const c = document.currentScript.parentElement.firstChild;
         c.getContext('2d').fillRect(0, 0, 1, 1); c.style.background = colours[2];</script></div>"
    );
    let deck = Deck {
        shared_scripts: "const colours = ['red', 'green', 'blue'];
            function paint(colour) { document.body.dataset.last = colour; }"
            .to_owned(),
        slides: vec![
            slide(CANVAS, &fill("red").replace("'red'", "colours[0]")),
            slide(&inline, &fill("red").replace("'red'", "own")),
            slide(&by_element, "paint(colours[0]);"),
        ],
        ..Deck::default()
    };
    assert_colours(&deck, &[RED, GREEN, BLUE]);
}

#[test]
fn a_script_that_fails_stops_no_other() {
    let broken = "<script>this is not a script</script>";
    let deck = Deck {
        shared_scripts: "missing();".to_owned(),
        slides: vec![
            slide(CANVAS, "throw new Error('on purpose');"),
            slide(&format!("{CANVAS}{broken}"), &fill("green")),
            slide(CANVAS, &fill("blue")),
        ],
        ..Deck::default()
    };
    let pages = export(&deck);
    assert_eq!(pages.picture(2).at(100, 100), GREEN);
    assert_eq!(pages.picture(3).at(100, 100), BLUE);
    let failed = |warning: &Warning| match warning {
        Warning::ScriptFailed { slide, message } => (*slide, message.clone()),
        other => panic!("{other:?}"),
    };
    let failures: Vec<_> = pages.warnings.iter().map(failed).collect();
    assert_eq!(failures[0].0, None);
    assert!(failures[0].1.contains("missing"), "{failures:?}");
    assert_eq!(failures[1], (Some(1), "on purpose".to_owned()));
    assert!(
        failures[2..].iter().all(|(slide, _)| *slide == Some(2)),
        "{failures:?}"
    );
    assert!(failures.len() > 2, "{failures:?}");
}

fn imported(document: &str) -> Deck {
    let imported = lectern_core::deck::import::read(document.as_bytes());
    imported.unwrap().deck.unwrap()
}

#[test]
fn scripts_find_what_stood_around_the_slides() {
    let script = "document.getElementById('next').addEventListener('click', () => {});
        document.querySelector('.counter').textContent = '1 / 1';";
    let document = format!(
        "<body><div class=deck><div class=slide>{CANVAS}</div><div class=slide>Two</div>\
         <p class=counter>0 / 0</p></div><nav><b id=next>Next</b></nav>\
         <script>{script} {}</script></body>",
        fill("red")
    );
    let pages = export(&imported(&document));
    assert_eq!(pages.warnings, []);
    assert_eq!(pages.picture(1).at(100, 100), RED);
    assert!(pages.info().contains("Pages:           2"));
    assert_eq!(pages.text(2).trim(), "Two");
}

#[test]
fn what_the_body_does_on_load_is_done() {
    let document = format!(
        "<script>function init(event) {{ {} }}</script>\
         <body onload='init(event)'><div class=slide>{CANVAS}</div><div class=slide></div>",
        fill("red")
    );
    let pages = export(&imported(&document));
    assert_eq!(pages.warnings, []);
    assert_eq!(pages.picture(1).at(100, 100), RED);
}

/// A bar as large as the canvas, in a chart of nothing else.
fn bar(canvas: &str, colour: &str, options: &str) -> String {
    format!(
        "new Chart({canvas}, {{ type: 'bar',
            data: {{ labels: ['a'], datasets: [{{ data: [10], backgroundColor: '{colour}',
                categoryPercentage: 1, barPercentage: 1 }}] }},
            options: {{ responsive: false, {options}
                scales: {{ x: {{ display: false }}, y: {{ display: false, min: 0, max: 10 }} }},
                plugins: {{ legend: {{ display: false }} }} }} }});"
    )
}

#[test]
fn charts_show_their_final_data() {
    let mut deck = Deck {
        slides: vec![
            slide(CANVAS, &bar("'c'", "red", "")),
            slide(
                CANVAS,
                &bar("'c'", "blue", "animation: { duration: 60000 },"),
            ),
            slide(
                CANVAS,
                &bar("document.getElementById('c')", "green", "animation: true,"),
            ),
        ],
        ..Deck::default()
    };
    assert_colours(&deck, &[RED, BLUE, GREEN]);
    deck.external_scripts = vec!["https://cdn.jsdelivr.net/npm/chart.js@3".to_owned()];
    assert_colours(&deck, &[RED, BLUE, GREEN]);
}

#[test]
fn tailwind_styles_are_written() {
    let mut deck = deck("", &["<div class='w-screen h-screen bg-[#ff0000]'></div>"]);
    deck.external_scripts = vec!["https://cdn.tailwindcss.com".to_owned()];
    assert!(export(&deck).picture(1).is_filled_with(RED));
}

#[test]
fn tailwind_without_its_base_styles_is_exported() {
    let mut deck = deck("", &["<div class='w-screen h-screen bg-[#ff0000]'></div>"]);
    deck.external_scripts = vec!["https://cdn.tailwindcss.com".to_owned()];
    deck.shared_scripts = "tailwind.config = { corePlugins: { preflight: false } }".to_owned();
    assert!(export(&deck).picture(1).is_filled_with(RED));
    deck.shared_scripts = "tailwind.config = { corePlugins: [] }".to_owned();
    assert!(!export(&deck).picture(1).is_filled_with(RED));
}

#[test]
fn a_slide_about_tailwind_waits_for_no_styles() {
    let deck = deck("", &["<pre>@tailwind utilities;</pre>"]);
    assert_eq!(export(&deck).text(1).trim(), "@tailwind utilities;");
}

#[test]
fn elements_that_appear_on_scrolling_are_there() {
    let script = "new IntersectionObserver((entries, observer) => entries.forEach((entry) => {
        if (entry.isIntersecting) entry.target.style.background = 'red';
        observer.unobserve(entry.target);
    })).observe(document.getElementById('c'));";
    let deck = Deck {
        slides: vec![slide("", ""), slide(CANVAS, script)],
        ..Deck::default()
    };
    assert_eq!(export(&deck).picture(2).at(100, 100), RED);
}

#[test]
fn what_counts_up_or_waits_a_little_has_arrived() {
    let count = "const end = 1500; let first = null;
        (function step(time) {
            first ??= time;
            document.querySelector('p').textContent =
                Math.round(Math.min((time - first) / end, 1) * 4200);
            if (time - first < end) requestAnimationFrame(step);
        })(performance.now());";
    let later = format!("setTimeout(() => {{ {} }}, 2000);", fill("green"));
    let steps = "let value = 0; const beat = setInterval(() => {
            document.querySelector('p').textContent = value += 5;
            if (value >= 100) clearInterval(beat);
        }, 20);";
    let deck = Deck {
        slides: vec![
            slide("<p>0</p>", count),
            slide(CANVAS, &later),
            slide("<p>0</p>", steps),
        ],
        ..Deck::default()
    };
    let pages = export(&deck);
    assert_eq!(pages.text(1).trim(), "4200");
    assert_eq!(pages.picture(2).at(100, 100), GREEN);
    assert_eq!(pages.text(3).trim(), "100");
}
