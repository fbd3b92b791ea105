//! Charts go on paper as lines and text, in the colours that they have on the
//! screen; where that cannot be, as sharp pictures.

use lectern_core::model::{Deck, Slide};

use crate::harness::{Colour, Export, export, slide};

const PAPER: Colour = [240, 244, 250];

const KINDS: [&str; 11] = [
    "type: 'line', data: SERIES",
    "type: 'line', data: FILLED",
    "type: 'bar', data: SERIES",
    "type: 'bar', data: SERIES, options: { indexAxis: 'y' }",
    "type: 'bar', data: SERIES, options: { scales: { x: { stacked: true }, y: { stacked: true } } }",
    "type: 'pie', data: SERIES",
    "type: 'doughnut', data: SERIES",
    "type: 'scatter', data: POINTS",
    "type: 'bubble', data: BUBBLES",
    "type: 'radar', data: SERIES",
    "type: 'polarArea', data: SERIES",
];

/// A slide of one chart, on an element with these styles.
fn chart(ground: &str, configuration: &str) -> Slide {
    let html = format!(
        "<div style='position: absolute; inset: 0; background: rgb(240, 244, 250)'>
           <div style='position: absolute; inset: 40px; {ground}'><canvas id=c></canvas></div>
         </div>"
    );
    let script = format!(
        "const COLOURS = ['#c33', '#3a3', '#33c'];
         const dataset = {{ label: 'Revenue of the north', data: [3, 5, 9],
           backgroundColor: COLOURS, borderColor: '#c33' }};
         const SERIES = {{ labels: ['Spring', 'Summer', 'Autumn'], datasets: [dataset] }};
         const FILLED = {{ ...SERIES, datasets: [{{ ...dataset, fill: true, backgroundColor: '#c336' }}] }};
         const POINTS = {{ datasets: [{{ ...dataset, data: [{{ x: 1, y: 2 }}, {{ x: 3, y: 5 }}] }}] }};
         const BUBBLES = {{ datasets: [{{ ...dataset, data: [{{ x: 1, y: 2, r: 9 }}, {{ x: 3, y: 5, r: 20 }}] }}] }};
         new Chart('c', {{ {configuration} }});"
    );
    slide(&html, &script)
}

fn pages(slides: Vec<Slide>) -> Export {
    let pages = export(&Deck {
        slides,
        ..Deck::default()
    });
    assert_eq!(pages.warnings, []);
    pages
}

#[test]
fn charts_of_every_kind_are_lines_and_text() {
    let pages = pages(KINDS.iter().map(|kind| chart("", kind)).collect());
    assert_eq!(pages.bitmaps(), 0);
    for (index, kind) in KINDS.iter().enumerate() {
        let page = index + 1;
        let text = pages.text(page);
        let label = match *kind {
            kind if ["pie", "doughnut", "polarArea"]
                .iter()
                .any(|round| kind.contains(round)) =>
            {
                "Summer"
            }
            _ => "Revenue of the north",
        };
        assert!(text.contains(label), "{kind}: {text}");
        let picture = pages.picture(page);
        assert_eq!(picture.at(5, 5), PAPER, "{kind}");
        assert_eq!(picture.at(42, 42), PAPER, "{kind}: beside what is drawn");
        assert!(picture.colours() > 20, "{kind}: it is drawn");
    }
}

#[test]
fn charts_on_what_is_no_plain_colour_stay_pictures() {
    let behind = "const bar = document.createElement('div');
        bar.style.cssText = 'position: absolute; inset: 0; background: rgb(0, 128, 0)';
        document.getElementById('c').before(bar);
        document.getElementById('c').style.position = 'relative';";
    let mut covered = chart("", KINDS[0]);
    covered.scripts.insert_str(0, behind);
    let background = "plugins: [{ id: 'paper', beforeDraw: ({ ctx, width, height }) => {
        ctx.save(); ctx.globalCompositeOperation = 'destination-over';
        ctx.fillStyle = 'rgb(0, 128, 0)'; ctx.fillRect(0, 0, width, height); ctx.restore();
      } }]";
    let slides = vec![
        chart(
            "background: linear-gradient(rgb(0, 128, 0), rgb(0, 128, 0))",
            KINDS[0],
        ),
        chart("background: rgba(0, 128, 0, 0.5)", KINDS[0]),
        covered,
        chart("", &format!("{}, {background}", KINDS[0])),
    ];
    let count = slides.len();
    let pages = pages(slides);
    assert_eq!(pages.bitmaps(), count);
    let expected = [[0, 128, 0], [120, 186, 125], [0, 128, 0], [0, 128, 0]];
    for (index, colour) in expected.iter().enumerate() {
        let seen = pages.picture(index + 1).at(43, 43);
        let is_close = seen
            .iter()
            .zip(colour)
            .all(|(one, other)| one.abs_diff(*other) < 3);
        assert!(is_close, "slide {}: {seen:?}", index + 1);
    }
}

#[test]
fn charts_that_stay_pictures_keep_their_size() {
    let fixed = chart(
        "background: linear-gradient(white, white)",
        "type: 'bar', data: SERIES, options: { responsive: false }",
    );
    let fixed = Slide {
        html: fixed
            .html
            .replace("<canvas id=c>", "<canvas id=c width=400 height=200>"),
        ..fixed
    };
    let picture = pages(vec![fixed]).picture(1);
    let is_drawn = |x: usize, y| (0..9_usize).any(|by| picture.at(x + by, y) != [255, 255, 255]);
    assert!(
        (50..440).any(|x| is_drawn(x, 220)),
        "the axis is where it was"
    );
    assert!(
        !(450..1200).any(|x| is_drawn(x, 220)),
        "nothing is beside the chart"
    );
}
