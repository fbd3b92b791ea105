//! PowerPoint files: what a slide shows can be edited, stands where the browser put it,
//! and what became a picture is told.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use lectern_core::model::Deck;
use lectern_core::render::{
    Facts, Fidelity, PictureCause, PptxMode, PptxOrder, Rendered, Renderer, Watch,
};
use zip::ZipArchive;

use crate::harness::{Bench, Picture, deck, slide};

/// EMU in a CSS pixel (ECMA-376: 914,400 in an inch).
const PIXEL: f64 = 9525.0;

/// A file that was exported.
struct Presentation {
    bytes: Vec<u8>,
    fidelity: Fidelity,
}

impl Presentation {
    fn of(deck: &Deck, mode: PptxMode) -> Self {
        let order = PptxOrder {
            mode,
            ..PptxOrder::default()
        };
        let facts = Facts::titled("A deck");
        let renderer = Bench::new().renderer();
        let Rendered {
            bytes, fidelity, ..
        } = renderer
            .pptx(deck, &facts, order, &Watch::silent())
            .unwrap();
        Self {
            bytes,
            fidelity: fidelity.unwrap(),
        }
    }

    fn editable(css: &str, html: &str) -> Self {
        Self::of(&deck(css, &[html]), PptxMode::Editable)
    }

    fn file(&self, name: &str) -> Vec<u8> {
        let mut archive = ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut bytes = Vec::new();
        let mut file = archive.by_name(name).unwrap();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn part(&self, name: &str) -> String {
        String::from_utf8(self.file(name)).unwrap()
    }

    fn slide(&self) -> String {
        self.part("ppt/slides/slide1.xml")
    }

    fn causes(&self) -> Vec<PictureCause> {
        let pictures = self
            .fidelity
            .slides
            .iter()
            .flat_map(|slide| &slide.pictures);
        pictures.map(|picture| picture.what).collect()
    }
}

/// The markup of the shape with this text, from its beginning to its end.
fn shape<'a>(slide: &'a str, text: &str) -> &'a str {
    let at = slide.find(text).expect("the slide has no such text");
    let begin = slide[..at].rfind("<p:sp>").unwrap();
    let end = at + slide[at..].find("</p:sp>").unwrap();
    &slide[begin..end]
}

/// The first number of this attribute, in pixels.
fn pixels(markup: &str, attribute: &str) -> f64 {
    let (_, rest) = markup.split_once(&format!(" {attribute}=\"")).unwrap();
    let number: f64 = rest.split('"').next().unwrap().parse().unwrap();
    number / PIXEL
}

#[test]
fn texts_can_be_edited_and_stand_where_the_browser_put_them() {
    let file = Presentation::editable(
        "body { margin: 0; font: 20px/30px 'Liberation Sans' }
         h1 { position: absolute; left: 100px; top: 50px; margin: 0; font-size: 40px }
         p { position: absolute; left: 100px; top: 200px; width: 300px; margin: 0 }",
        "<section><h1>A title</h1><p>These words <b>flow over</b> more than the one line that \
         there is room for<br>and end here</p></section>",
    );
    let slide = file.slide();
    let title = shape(&slide, "A title");
    assert!(title.contains("type=\"title\""), "{title}");
    assert!((pixels(title, "x") - 100.0).abs() < 0.6, "{title}");
    let text = shape(&slide, "flow over");
    assert!(
        text.contains("b=\"1\"") && text.contains("sz=\"1500\""),
        "{text}"
    );
    assert!(text.contains("typeface=\"Arial\""), "{text}");
    // One shape for all its lines, and only the author's own end is one.
    assert_eq!(
        text.matches("<a:br>").count() + text.matches("<a:br/>").count(),
        1
    );
    assert!(text.contains("wrap=\"square\""), "{text}");
    assert!(text.contains("<a:spcPts val=\"2250\"/>"), "{text}");
    assert_eq!(file.fidelity.slides[0].texts, 2);
    assert_eq!(file.causes(), []);
}

#[test]
fn lists_tables_boxes_and_drawings_are_what_they_are() {
    let file = Presentation::editable(
        ".card { width: 300px; padding: 20px; border-left: 6px solid #c00; border-radius: 12px;
                 background: linear-gradient(90deg, #fff, #eef); box-shadow: 0 4px 8px #0004 }
         td, th { border: 1px solid #333; padding: 8px }
         .turned { transform: rotate(30deg); width: 100px; height: 50px; background: #080 }",
        "<section><ul><li>An item</li></ul><div class='card'>A card</div>
         <table><tr><th>Head</th><th>More</th></tr><tr><td colspan=2>Wide</td></tr></table>
         <div class='turned'></div>
         <svg width='40' height='40' viewBox='0 0 24 24' fill='none' stroke='#00f'
              stroke-width='2'><path d='M4 12h16'/><circle cx='12' cy='12' r='9'/></svg>
         </section>",
    );
    let slide = file.slide();
    assert!(shape(&slide, "An item").contains("<a:buChar"), "{slide}");
    assert!(slide.contains("<a:gradFill") && slide.contains("<a:outerShdw"));
    assert!(slide.contains("<a:tbl>") && slide.contains("gridSpan=\"2\""));
    assert!(slide.contains("rot=\"1800000\""), "{slide}");
    assert!(!slide.contains("<p:pic>"), "{slide}");
    assert_eq!(file.fidelity.slides[0].tables, 1);
    assert_eq!(file.causes(), []);
}

#[test]
fn charts_keep_their_data() {
    let html = "<section><canvas id='c' width='600' height='300'></canvas></section>";
    let script = "new Chart('c', { type: 'bar', data: { labels: ['North', 'South'],
        datasets: [{ label: 'Sales', data: [12.5, 7], backgroundColor: '#123456' }] },
        options: { responsive: false } });";
    let mut with_chart = deck("", &[]);
    with_chart.slides.push(slide(html, script));
    let file = Presentation::of(&with_chart, PptxMode::Editable);
    assert_eq!(file.fidelity.slides[0].charts, 1);
    let chart = file.part("ppt/charts/chart1.xml");
    for said in [
        "<c:barChart>",
        "North",
        "South",
        "Sales",
        "<c:v>12.5</c:v>",
        "123456",
    ] {
        assert!(chart.contains(said), "{said} is not in {chart}");
    }
    assert_eq!(file.causes(), []);
}

#[test]
fn what_no_shape_can_show_is_a_picture_and_told() {
    let html = "<section><div class='cone'><p>Words stay words</p></div>
        <div class='dim'></div><canvas id='c' width='50' height='50'></canvas></section>";
    let css = ".cone { width: 200px; height: 100px; background: conic-gradient(red, blue, red) }
        .dim { width: 50px; height: 50px; background: red; filter: blur(4px) }";
    let script = "document.getElementById('c').getContext('2d').fillRect(0, 0, 50, 50)";
    let mut odd = deck(css, &[]);
    odd.slides.push(slide(html, script));
    let file = Presentation::of(&odd, PptxMode::Editable);
    let causes = [
        PictureCause::Ground,
        PictureCause::Canvas,
        PictureCause::Effect,
    ];
    assert_eq!(file.causes(), causes);
    let slide = file.slide();
    assert!(slide.contains("Words stay words"));
    assert_eq!(slide.matches("<p:pic>").count(), 3);
}

#[test]
fn the_desk_of_a_deck_is_each_slides_ground() {
    let desk = |background: &str| {
        let css = format!("body {{ margin: 0; background: {background} }}");
        Presentation::editable(&css, "<h1>Words on it</h1><canvas id='c'></canvas>")
    };
    let plain = desk("#123456");
    let theme = plain.part("ppt/theme/theme1.xml");
    assert!(
        theme.contains("<a:lt1><a:srgbClr val=\"123456\""),
        "{theme}"
    );
    assert!(
        plain
            .slide()
            .contains("<p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"")
    );
    let faded = desk("linear-gradient(#f00, #00f)").slide();
    let (ground, _) = faded.split_once("</p:bg>").unwrap();
    assert!(ground.contains("FF0000"), "{ground}");

    let file = desk("conic-gradient(#f00 180deg, #00f 0)");
    assert_eq!(file.causes(), [PictureCause::Ground, PictureCause::Canvas]);
    let colors = |name| Picture::of_png(&file.file(name)).colors();
    let shown = colors("ppt/media/image1.png");
    assert!(shown.is_superset(&BTreeSet::from([[255, 0, 0], [0, 0, 255]])));
    assert!(!shown.contains(&[0, 0, 0]), "no letters are seen");
    // The other one shows nothing but itself.
    assert_eq!(colors("ppt/media/image2.png").len(), 1);
    let slide = file.slide();
    assert!(slide.find("<p:pic>").unwrap() < slide.find("Words on it").unwrap());
}

#[test]
fn words_of_a_drawing_that_run_another_way_stay_in_its_picture() {
    for words in [
        "<text x='20' y='60' transform='rotate(-90 20 60)'>Upwards</text>",
        "<g transform='rotate(45)'><text x='40' y='20'>Upwards</text></g>",
        "<text x='20' y='60' rotate='30'>Upwards</text>",
        "<path id='way' d='M0 90 90 0' fill='none'/><text><textPath href='#way'>Upwards</textPath></text>",
    ] {
        let drawing = format!("<svg width='100' height='100'>{words}</svg><p>Level</p>");
        let file = Presentation::editable("", &drawing);
        assert_eq!(file.causes(), [PictureCause::Drawing], "{words}");
        let slide = file.slide();
        assert!(
            !slide.contains("Upwards") && slide.contains("Level"),
            "{slide}"
        );
    }
}

#[test]
fn an_exact_look_is_a_picture_that_says_its_words() {
    let two = deck("", &["<h1>One</h1>", "<h1>Two</h1>"]);
    let file = Presentation::of(&two, PptxMode::Exact);
    assert_eq!(file.causes(), [PictureCause::Slide; 2]);
    let slide = file.slide();
    assert_eq!(slide.matches("<p:pic>").count(), 1);
    assert!(slide.contains("descr=\"One\""), "{slide}");
    assert!(!slide.contains("<a:t>"));
}

#[test]
fn notes_links_and_repeats() {
    let html = "<h1>One</h1><p><a href='https://example.org/'>Out</a> <a href='#two'>In</a></p>";
    let mut linked = deck("", &[html, "<h1 id='two'>Two</h1>"]);
    linked.slides[0].notes = "Breathe.".to_owned();
    let file = Presentation::of(&linked, PptxMode::Editable);
    assert!(
        file.part("ppt/notesSlides/notesSlide1.xml")
            .contains("Breathe.")
    );
    let relations = file.part("ppt/slides/_rels/slide1.xml.rels");
    assert!(relations.contains("https://example.org/"), "{relations}");
    assert!(file.slide().contains("ppaction://hlinksldjump"));
    let again = Presentation::of(&linked, PptxMode::Editable);
    assert!(file.bytes == again.bytes);
}
