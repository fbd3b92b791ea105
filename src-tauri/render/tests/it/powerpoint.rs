//! PowerPoint files: what a slide shows can be edited, stands where the browser put it,
//! and what became a picture is told.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use lectern_core::model::Deck;
use lectern_core::render::{
    Facts, Fidelity, LeftOut, PictureCause, PptxMode, PptxOrder, Rendered, Renderer, Watch,
};
use zip::ZipArchive;

use crate::harness::{Bench, Picture, deck, slide};

/// EMU in a CSS pixel (ECMA-376: 914,400 in an inch).
const PIXEL: f64 = 9525.0;

/// A file that was exported.
pub(crate) struct Presentation {
    bytes: Vec<u8>,
    pub(crate) fidelity: Fidelity,
}

impl Presentation {
    pub(crate) fn of(deck: &Deck, mode: PptxMode) -> Self {
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

    pub(crate) fn editable(css: &str, html: &str) -> Self {
        Self::of(&deck(css, &[html]), PptxMode::Editable)
    }

    fn file(&self, name: &str) -> Vec<u8> {
        let mut archive = ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut bytes = Vec::new();
        let mut file = archive.by_name(name).unwrap();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    }

    pub(crate) fn part(&self, name: &str) -> String {
        String::from_utf8(self.file(name)).unwrap()
    }

    pub(crate) fn slide(&self) -> String {
        self.part("ppt/slides/slide1.xml")
    }

    pub(crate) fn causes(&self) -> Vec<PictureCause> {
        let pictures = self
            .fidelity
            .slides
            .iter()
            .flat_map(|slide| &slide.pictures);
        pictures.map(|picture| picture.what).collect()
    }
}

/// The markup of the shape with this text, from its beginning to its end.
pub(crate) fn shape<'a>(slide: &'a str, text: &str) -> &'a str {
    let at = slide.find(text).expect("the slide has no such text");
    let begin = slide[..at].rfind("<p:sp>").unwrap();
    let end = at + slide[at..].find("</p:sp>").unwrap();
    &slide[begin..end]
}

/// The first number of this attribute, in pixels.
pub(crate) fn pixels(markup: &str, attribute: &str) -> f64 {
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

/// Where words or markup stand in a slide's markup.
fn place(slide: &str, what: &str) -> usize {
    slide.find(what).expect(what)
}

#[test]
fn what_an_element_generates_is_a_picture_of_only_that() {
    let css = "section { position: relative; width: 1280px; height: 720px; background: #0000ff;
                         color: #00ff00 }
         section::after { content: ''; position: absolute; inset: 0;
                          background: conic-gradient(#ff0000 180deg, transparent 0) }";
    let file = Presentation::editable(css, "<section><h1>Words on it</h1></section>");
    assert_eq!(file.causes(), [PictureCause::Ground]);
    let colors = Picture::of_png(&file.file("ppt/media/image1.png")).colors();
    assert!(colors.contains(&[255, 0, 0]));
    let is_seen = |part: usize| colors.iter().any(|color| color[part] > 128);
    assert!(
        !is_seen(1) && !is_seen(2),
        "neither the letters nor the slide are seen"
    );
}

#[test]
fn what_lies_behind_is_behind_and_what_comes_last_is_in_front() {
    let css = ".slide { isolation: isolate; background: #0f172a; width: 1280px; height: 720px }
         .blob { position: absolute; z-index: -1; inset: 40px; background: #ff0001 }
         .hero { position: relative; width: 400px; height: 200px }
         .hero div { position: absolute; inset: 0; background: #0000f2 }
         .hero::after { content: ''; position: absolute; inset: 0; background: #010203 }";
    let html = "<div class='slide'><h1>Title</h1><div class='blob'></div>
         <div class='hero'><div></div></div></div>";
    let file = Presentation::editable(css, html);
    let slide = file.slide();
    let theme = file.part("ppt/theme/theme1.xml");
    // Colours of the theme are named there.
    let at = |color: &str| {
        let (before, _) = theme.split_once(color).unwrap_or((&slide, ""));
        let name = before
            .rsplit("<a:")
            .nth(1)
            .and_then(|it| it.split('>').next());
        slide
            .find(color)
            .unwrap_or_else(|| place(&slide, &format!("val=\"{}\"", name.unwrap())))
    };
    assert!(at("FF0001") < place(&slide, "Title"), "{slide}");
    assert!(at("0000F2") < at("010203"), "{slide}");
}

#[test]
fn words_stay_words_where_an_effect_does_not_change_them() {
    let css = ".step { width: 300px; height: 80px; background: #00f; color: #0f0;
                       clip-path: polygon(0 0, 100% 0, 80% 100%, 0 100%) }
         .soft { width: 300px; height: 80px; background: #f00; filter: blur(2px) }";
    let html = "<div class='step'>First step</div><div class='soft'>Soft words</div>";
    let file = Presentation::editable(css, html);
    assert_eq!(file.causes(), [PictureCause::Effect; 2]);
    let slide = file.slide();
    assert!(slide.contains("<a:t>First step</a:t>"));
    assert!(slide.contains("descr=\"Soft words\""), "{slide}");
    assert!(!slide.contains("<a:t>Soft"), "they would be sharp");
    let step = Picture::of_png(&file.file("ppt/media/image1.png")).colors();
    assert!(step.contains(&[0, 0, 255]));
    assert!(
        step.iter().all(|color| color[1] < 128),
        "it shows no letters"
    );
}

#[test]
fn a_blur_is_seen_around_what_is_blurred() {
    let css = ".glow { position: absolute; left: 300px; top: 200px; width: 100px; height: 100px;
                       background: #f0f; filter: blur(20px) }";
    let slide = Presentation::editable(css, "<div class='glow'></div>").slide();
    let picture = &slide[place(&slide, "<p:pic>")..];
    assert!(pixels(picture, "x") < 260.0, "{picture}");
    assert!(pixels(picture, "cx") > 180.0, "{picture}");
}

#[test]
fn grounds_in_the_colour_of_letters_are_seen() {
    let css = "div { width: 100px; height: 100px; color: #00ff00;
                     background: conic-gradient(currentColor 180deg, transparent 0) }";
    let file = Presentation::editable(css, "<div>Words</div>");
    let colors = Picture::of_png(&file.file("ppt/media/image1.png")).colors();
    assert!(colors.contains(&[0, 255, 0]));
}

#[test]
fn words_in_html_within_a_drawing_stay_words() {
    let html = "<svg width='200' height='100'><rect width='200' height='100' fill='#eee'/>
         <foreignObject x='20' y='30' width='160' height='60'><div>A label</div></foreignObject>
         </svg>";
    assert!(
        Presentation::editable("", html)
            .slide()
            .contains("<a:t>A label</a:t>")
    );
}

#[test]
fn drawings_and_pictures_in_a_line_are_turned() {
    let css = "svg { transform: rotate(30deg) } .over { transform: scaleX(-1) }";
    let html =
        "<p>A <svg width='40' height='20'><rect width='40' height='20' fill='#123'/></svg></p>
         <p>B <svg class='over' width='40' height='20'><path d='M0 0h40v20z'/></svg></p>";
    let file = Presentation::editable(css, html);
    assert_eq!(file.causes(), [PictureCause::Drawing; 2]);
}

#[test]
fn a_link_around_a_picture_or_a_card_leads_somewhere() {
    let css = "a { display: block; width: 200px; height: 90px; background: #eee }";
    let html = "<a href='https://example.org/card'></a>
         <a style='background: none' href='https://example.org/drawing'>
         <svg width='40' height='40'><circle cx='20' cy='20' r='9'/></svg></a>";
    let file = Presentation::editable(css, html);
    let relations = file.part("ppt/slides/_rels/slide1.xml.rels");
    for address in ["https://example.org/card", "https://example.org/drawing"] {
        assert!(relations.contains(address), "{relations}");
    }
    assert_eq!(file.slide().matches("<a:hlinkClick").count(), 2);
}

#[test]
fn a_mark_that_is_hardly_seen_stays_so() {
    let css = "li { list-style: none; position: relative; padding-left: 30px }
         li::before { content: '\u{2022}'; position: absolute; left: 0; opacity: .1 }";
    let slide = Presentation::editable(css, "<ul><li>An item</li></ul>").slide();
    let (_, mark) = slide.split_once("<a:buClr>").unwrap();
    let (mark, _) = mark.split_once("</a:buClr>").unwrap();
    assert!(mark.contains("<a:alpha val=\"10000\"/>"), "{mark}");
}

#[test]
fn names_of_a_forms_fields_stand_in_no_ones_way() {
    let html = "<form style='transform: rotate(5deg); background: conic-gradient(red, blue)'>
         <input name='style'><input name='setAttribute'><input name='removeAttribute'>Words</form>";
    let file = Presentation::editable("", html);
    assert!(file.slide().contains("<a:t>Words</a:t>"));
}

#[test]
fn icons_of_a_font_are_pictures() {
    let css = ".star::before { content: '\\f005' } p { color: #ff0000; background: #eee }";
    let html = "<p><i class='star'></i> Five stars <b>\u{e001}</b></p>";
    let file = Presentation::editable(css, html);
    assert_eq!(file.causes(), [PictureCause::Icon; 2]);
    let slide = file.slide();
    assert!(
        slide.contains("Five stars") && !slide.contains('\u{f005}'),
        "{slide}"
    );
    // Only the letter is seen.
    let icon = Picture::of_png(&file.file("ppt/media/image1.png")).colors();
    assert!(!icon.contains(&[0xee; 3]), "{icon:?}");
}

#[test]
fn what_is_left_out_is_told() {
    let css = ".shadow { text-shadow: 0 1px 2px #000 } .glass { backdrop-filter: blur(4px) }
         .ring { outline: 2px solid red }";
    let html = "<h1 class='shadow'>A</h1><p class='glass'>B</p><p class='ring'>C</p><p>D</p>";
    let file = Presentation::editable(css, html);
    let expected = [LeftOut::TextShadow, LeftOut::Outline, LeftOut::Backdrop];
    assert_eq!(file.fidelity.slides[0].left_out, expected);
    assert_eq!(
        Presentation::editable("", "<p>D</p>").fidelity.slides[0].left_out,
        []
    );
}

#[test]
fn elements_without_end_are_refused_by_name() {
    let script = "let deepest = document.getElementById('deep');
        for (let i = 0; i < 4000; i += 1) {
          const next = document.createElement('i');
          deepest.append(next);
          deepest = next;
        }";
    let mut deep = deck("", &["<h1>One</h1>"]);
    let html = "<div id='deep' style='display: none'></div>";
    deep.slides.push(slide(html, script));
    let renderer = Bench::new().renderer();
    let facts = Facts::titled("A deck");
    let error = renderer
        .pptx(&deep, &facts, PptxOrder::default(), &Watch::silent())
        .unwrap_err();
    let sentence = error.to_string();
    assert!(
        sentence.contains("Slide 2") && sentence.contains("600"),
        "{sentence}"
    );
}
