//! Boxes in PowerPoint files: their borders, their grounds and what cuts them.

use crate::powerpoint::Presentation;

/// The markup of a slide in which colours stand for themselves, not for those of the theme.
fn slide_of(file: &Presentation) -> String {
    let theme = file.part("ppt/theme/theme1.xml");
    let names = [
        ("bg1", "lt1"),
        ("tx1", "dk1"),
        ("bg2", "lt2"),
        ("tx2", "dk2"),
    ];
    let accents = [
        "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    ];
    let all = names
        .into_iter()
        .chain(accents.map(|accent| (accent, accent)));
    all.fold(file.slide(), |slide, (used, named)| {
        let (_, color) = theme.split_once(&format!("<a:{named}>")).unwrap();
        let (_, color) = color.split_once("val=\"").unwrap();
        let from = format!("schemeClr val=\"{used}\"");
        slide.replace(&from, &format!("srgbClr val=\"{}\"", &color[..6]))
    })
}

/// The markup of the slide's shapes that are painted with a colour.
fn painted<'a>(slide: &'a str, color: &str) -> Vec<&'a str> {
    let shapes = slide.split("<p:sp>").skip(1);
    shapes.filter(|shape| shape.contains(color)).collect()
}

#[test]
fn borders_that_differ_keep_their_corners() {
    let file = Presentation::editable(
        ".card { width: 300px; height: 120px; background: #123456; border: 1px solid #999999;
                 border-left: 6px solid #00ff00; border-radius: 16px }
         .ring { width: 80px; height: 80px; border: 8px solid #334155; border-radius: 50%;
                 border-top-color: #38bdf8 }
         .triangle { width: 0; height: 0; border: solid transparent; border-width: 0 20px 36px;
                     border-bottom-color: #ff0000 }
         .dashed { width: 300px; height: 30px; border-bottom: 2px dashed #0000ff }",
        "<section><div class='card'></div><div class='ring'></div><div class='triangle'></div>
         <div class='dashed'></div></section>",
    );
    let slide = slide_of(&file);
    let [left] = painted(&slide, "00FF00")[..] else {
        panic!("{slide}");
    };
    // Two corners of each outline, with no arc of the thin sides.
    assert_eq!(left.matches("<a:cubicBezTo>").count(), 4, "{left}");
    assert_eq!(painted(&slide, "999999").len(), 1, "{slide}");
    assert_eq!(painted(&slide, "334155").len(), 1, "{slide}");
    let [top] = painted(&slide, "38BDF8")[..] else {
        panic!("{slide}");
    };
    assert!(top.contains("<a:cubicBezTo>"), "{top}");
    let [triangle] = painted(&slide, "FF0000")[..] else {
        panic!("{slide}");
    };
    assert_eq!(triangle.matches("<a:lnTo>").count(), 2, "{triangle}");
    let [dashed] = painted(&slide, "0000FF")[..] else {
        panic!("{slide}");
    };
    assert!(
        dashed.contains("sysDash") && !dashed.contains("<a:close"),
        "{dashed}"
    );
    assert_eq!(file.causes(), []);
}

#[test]
fn a_side_of_a_slides_border_is_not_its_ground() {
    let css = ".slide { width: 1280px; height: 720px; box-sizing: border-box;
               border-top: 8px solid #ff0000 }";
    let file = Presentation::editable(css, "<section class='slide'><p>Words</p></section>");
    let slide = slide_of(&file);
    let (ground, _) = slide.split_once("<p:spTree>").unwrap();
    assert!(ground.contains("FFFFFF"), "{ground}");
    assert_eq!(painted(&slide, "FF0000").len(), 1, "{slide}");
}

#[test]
fn grounds_that_letters_are_cut_out_of_are_not_painted() {
    let file = Presentation::editable(
        "h1 { color: transparent; -webkit-background-clip: text; background-clip: text;
              background-image: linear-gradient(#ff0000, #00ff00), linear-gradient(#0000ff, #fff) }",
        "<h1>Words of a gradient</h1>",
    );
    assert!(
        !slide_of(&file).contains("<a:gradFill"),
        "{}",
        slide_of(&file)
    );
    assert_eq!(file.causes(), []);
}

#[test]
fn what_is_cut_keeps_the_outline_of_the_part_that_is_seen() {
    let file = Presentation::editable(
        ".card { position: relative; overflow: hidden; width: 260px; height: 140px }
         .card i { position: absolute; top: -40px; right: -40px; width: 120px; height: 120px;
                   border-radius: 50%; background: #38bdf8 }",
        "<section><div class='card'><i></i></div></section>",
    );
    let slide = slide_of(&file);
    let [part] = painted(&slide, "38BDF8")[..] else {
        panic!("{slide}");
    };
    assert!(
        part.contains("<a:custGeom>") && !part.contains("ellipse"),
        "{part}"
    );
    // 80 px each way.
    assert!(part.contains("cx=\"762000\" cy=\"762000\""), "{part}");
    assert_eq!(file.causes(), []);
}

#[test]
fn a_ground_has_its_colour_beneath_its_picture() {
    let file = Presentation::editable(
        ".hero { width: 300px; height: 80px; color: #fff; border-radius: 10px;
                 background: #1a1a2e url(data:image/png;base64,\
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=) \
                 center/cover }",
        "<section><div class='hero'>White words</div></section>",
    );
    let slide = slide_of(&file);
    let [color] = painted(&slide, "1A1A2E")[..] else {
        panic!("{slide}");
    };
    assert!(color.contains("roundRect"), "{color}");
    let (before, _) = slide.split_once("<p:pic>").unwrap();
    assert!(before.contains("1A1A2E"), "{slide}");
    assert_eq!(file.causes(), []);
}

#[test]
fn cells_have_their_part_of_their_rows_ground() {
    let file = Presentation::editable(
        "table { border-collapse: collapse; width: 400px } th, td { width: 50%; color: #fff }
         thead { background: linear-gradient(90deg, #ff0000, #0000ff) }
         .dim { opacity: .5; background: #00ff00 }",
        "<section><table><thead><tr><th>One</th><th>Two</th></tr></thead>
         <tr class='dim'><td>Three</td><td>Four</td></tr></table></section>",
    );
    let slide = slide_of(&file);
    let cells: Vec<&str> = slide.split("<a:tc>").skip(1).collect();
    assert_eq!(cells.len(), 4, "{slide}");
    let middle = "800080";
    assert!(
        cells[0].contains("FF0000") && cells[0].contains(middle),
        "{slide}"
    );
    assert!(
        cells[1].contains(middle) && cells[1].contains("0000FF"),
        "{slide}"
    );
    // The colour of the ground and that of the words.
    assert_eq!(
        cells[2].matches("<a:alpha val=\"50000\"/>").count(),
        3,
        "{}",
        cells[2]
    );
}

#[test]
fn a_table_with_a_ground_that_no_cell_has_is_drawn() {
    let file = Presentation::editable(
        "td { width: 100px; background: repeating-linear-gradient(45deg, #444 0 9px, #666 9px 18px) }",
        "<section><table><tr><td>One</td><td>Two</td></tr></table></section>",
    );
    assert_eq!(file.fidelity.slides[0].tables, 0);
    assert_eq!(file.causes().len(), 2);
    assert!(file.slide().contains("One"));
}

#[test]
fn a_table_whose_texts_need_more_than_their_cells_is_told_as_none() {
    let table = |css: &str| {
        let html = "<table><tr><td>Two<br>lines</td><td>One</td></tr></table>";
        Presentation::editable(css, &format!("<section>{html}</section>"))
    };
    let roomy = table("td { font: 20px/30px 'Liberation Sans'; padding: 8px }");
    assert!(roomy.slide().contains("<a:tbl>"));
    assert_eq!(roomy.fidelity.slides[0].tables, 1);
    let tight = table("td { font: 20px/10px 'Liberation Sans'; padding: 0 }");
    assert!(!tight.slide().contains("<a:tbl>"), "{}", tight.slide());
    assert_eq!(tight.fidelity.slides[0].tables, 0);
}
