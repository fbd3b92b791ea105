//! Whole files: that all in them is led to and typed, whatever a scene holds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use lectern_core::Code;
use lectern_core::clock::Timestamp;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::*;
use crate::scene::{
    Align, Bullet, Cell, Color, Fill, Font, Frame, Item, Kind, Line, LineStyle, Link, Media,
    MediaFormat, MediaId, Outline, Paragraph, Path, Picture, Rect, Role, Run, Segment, Shadow,
    Shape, Slide, Stop, Table, Text, TextLine, Vertical,
};

const ODD: [f64; 7] = [
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MAX,
    f64::MIN,
    -1.0,
    0.0,
];

/// A file's parts, in their order.
struct File {
    names: Vec<String>,
    parts: BTreeMap<String, Vec<u8>>,
}

/// An element of a part: its name and its attributes.
type Tag = (String, BTreeMap<String, String>);

impl File {
    fn of(scene: &Scene) -> Self {
        Self::read(write(scene, &facts(), MadeFor::Every).unwrap())
    }

    fn read(bytes: Vec<u8>) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut file = Self {
            names: Vec::new(),
            parts: BTreeMap::new(),
        };
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            let name = entry.name().to_owned();
            assert!(!file.parts.contains_key(&name), "{name} twice");
            file.names.push(name.clone());
            file.parts.insert(name, bytes);
        }
        file
    }

    fn text(&self, part: &str) -> &str {
        std::str::from_utf8(&self.parts[part]).unwrap()
    }

    fn tags(&self, part: &str) -> Vec<Tag> {
        let mut reader = Reader::from_str(self.text(part));
        reader.config_mut().check_end_names = true;
        let mut tags = Vec::new();
        loop {
            match reader.read_event().expect(part) {
                Event::Start(tag) | Event::Empty(tag) => tags.push(tag_of(&tag)),
                Event::Eof => return tags,
                _ => {}
            }
        }
    }

    fn markup(&self) -> impl Iterator<Item = &String> {
        let endings = [".xml", ".rels"];
        self.names
            .iter()
            .filter(move |name| endings.iter().any(|ending| name.ends_with(ending)))
    }

    fn slide(&self, place: usize) -> &str {
        self.text(&slide_part(place))
    }

    /// All that has to hold for a file that programs open.
    fn check(&self) {
        assert_eq!(self.names[0], "[Content_Types].xml");
        self.check_kinds();
        self.check_relationships();
        for part in self.markup() {
            let tags = self.tags(part);
            check_numbers(part, &tags);
            if part.contains("/slides/slide") || part.contains("/theme/") {
                check_ranges(part, &tags);
            }
            check_ids(part, &tags);
            check_bodies(part, self.text(part));
        }
    }

    fn check_kinds(&self) {
        let tags = self.tags("[Content_Types].xml");
        let of = |name: &str, key: &str| -> BTreeSet<String> {
            let tags = tags.iter().filter(|(tag, _)| tag == name);
            tags.map(|(_, attributes)| attributes[key].clone())
                .collect()
        };
        let (endings, parts) = (of("Default", "Extension"), of("Override", "PartName"));
        for name in &self.names[1..] {
            let ending = name.rsplit('.').next().unwrap();
            let is_typed = parts.contains(&format!("/{name}"));
            assert!(is_typed || endings.contains(ending), "{name} has no kind");
            let is_relationships = ending == "rels";
            assert!(
                is_typed || ending != "xml" || is_relationships,
                "{name} is untyped"
            );
        }
        for part in parts {
            assert!(self.parts.contains_key(&part[1..]), "{part} is not there");
        }
        assert!(!self.text("[Content_Types].xml").contains("image/jpg"));
    }

    fn check_relationships(&self) {
        let mut reached = BTreeSet::new();
        for name in self.names.iter().filter(|it| it.ends_with(".rels")) {
            let source = name.replace("_rels/", "").replace(".rels", "");
            let mut ids = BTreeSet::new();
            for (_, tag) in self.tags(name).iter().skip(1) {
                assert!(ids.insert(tag["Id"].clone()), "{name}: {} twice", tag["Id"]);
                if tag.get("TargetMode").is_some_and(|it| it == "External") {
                    let is_safe = ["http://", "https://", "mailto:"]
                        .iter()
                        .any(|scheme| tag["Target"].starts_with(scheme));
                    assert!(is_safe, "{}", tag["Target"]);
                    continue;
                }
                let target = resolved(&source, &tag["Target"]);
                assert!(
                    self.parts.contains_key(&target),
                    "{name}: {target} is missing"
                );
                reached.insert(target);
            }
            if !source.is_empty() {
                self.check_uses(&source, &ids);
            }
        }
        let unreached: Vec<_> = self.names[1..]
            .iter()
            .filter(|name| !name.ends_with(".rels") && !reached.contains(*name))
            .collect();
        assert!(unreached.is_empty(), "nothing leads to {unreached:?}");
    }

    /// Every relationship that a part names is there.
    fn check_uses(&self, part: &str, ids: &BTreeSet<String>) {
        for (name, tag) in self.tags(part) {
            for key in ["r:id", "r:embed", "r:link"] {
                if let Some(id) = tag.get(key) {
                    assert!(ids.contains(id), "{part}: {name} names {id}");
                }
            }
        }
    }
}

fn tag_of(tag: &BytesStart<'_>) -> Tag {
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = quick_xml::escape::unescape(&attribute.value).unwrap();
        (attribute.key.as_ref().to_owned(), value.into_owned())
    });
    (tag.name().as_ref().to_owned(), attributes.collect())
}

/// A target as a full name, seen from the part that leads to it.
fn resolved(source: &str, target: &str) -> String {
    let mut folders: Vec<_> = source.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        if step == ".." {
            folders.pop().unwrap();
        } else {
            folders.push(step);
        }
    }
    folders.join("/")
}

/// Numbers are whole, and lengths are not negative.
fn check_numbers(part: &str, tags: &[Tag]) {
    const NUMBERS: [&str; 27] = [
        "x", "y", "cx", "cy", "w", "h", "rot", "ang", "pos", "sz", "spc", "baseline", "marL",
        "marR", "marT", "marB", "indent", "blurRad", "dist", "dir", "sx", "sy", "wR", "hR", "l",
        "amt", "startAt",
    ];
    for (name, tag) in tags {
        for key in NUMBERS {
            let Some(value) = tag.get(key).filter(|_| name != "a:rect") else {
                continue;
            };
            let number: i64 = value
                .parse()
                .unwrap_or_else(|_| panic!("{part}: {name} {key}={value}"));
            assert!(
                i32::try_from(number).is_ok(),
                "{part}: {name} {key}={value}"
            );
            let is_length = [
                "cx", "cy", "w", "h", "blurRad", "dist", "sz", "marL", "marT",
            ];
            assert!(
                number >= 0 || !is_length.contains(&key),
                "{part}: {name} {key}={value}"
            );
        }
    }
}

/// Numbers are within what the format takes.
fn check_ranges(part: &str, tags: &[Tag]) {
    for (name, tag) in tags.iter().filter(|(name, _)| name == "a:pPr") {
        for key in ["marL", "indent"] {
            let number: i64 = tag[key].parse().unwrap();
            assert!(number.abs() <= 51_206_400, "{part}: {name} {key}={number}");
        }
    }
    for (name, tag) in tags {
        let is_named = !["a:ea", "a:cs"].contains(&name.as_str()) || !part.contains("theme");
        if let Some(typeface) = tag.get("typeface").filter(|_| is_named) {
            assert!(!typeface.is_empty(), "{part}: {name}");
        }
    }
}

fn check_ids(part: &str, tags: &[Tag]) {
    let mut ids = BTreeSet::new();
    for (_, tag) in tags.iter().filter(|(name, _)| name == "p:cNvPr") {
        assert!(
            ids.insert(tag["id"].clone()),
            "{part}: id {} twice",
            tag["id"]
        );
    }
}

/// Every text has a paragraph.
fn check_bodies(part: &str, text: &str) {
    for body in ["txBody"] {
        for prefix in ["p:", "a:"] {
            let open = format!("<{prefix}{body}>");
            for inside in text.split(&open).skip(1) {
                let end = inside.find(&format!("</{prefix}{body}>")).unwrap();
                assert!(
                    inside[..end].contains("<a:p>"),
                    "{part}: {}",
                    &inside[..end]
                );
            }
            assert!(!text.contains(&format!("<{prefix}{body}/>")), "{part}");
        }
    }
}

fn facts() -> Facts {
    Facts {
        title: "A <deck> & more".to_owned(),
        author: Some("Somebody".to_owned()),
        created: Timestamp::from_milliseconds(1_700_000_000_123),
        changed: None,
    }
}

fn color(alpha: f64) -> Color {
    Color {
        rgb: [200, 30, 60],
        alpha,
    }
}

fn run(text: &str, size: f64) -> Run {
    Run {
        text: text.to_owned(),
        font: Font {
            family: "Inter".to_owned(),
            ascent: 0.968_75,
            descent: 0.241_2,
            ..Font::default()
        },
        size,
        color: Some(color(1.0)),
        ..Run::default()
    }
}

/// Lines of 20 px, 30 px apart, of these words and widths, each but the last one broken
/// by the browser.
fn lines(words: &[(&str, f64, f64)]) -> Vec<TextLine> {
    let last = words.len() - 1;
    let lines = words.iter().enumerate();
    lines
        .map(|(index, (text, width, first_word))| TextLine {
            x: 100.0,
            width: *width,
            baseline: 100.0 + 30.0 * index as f64,
            runs: vec![run(text, 20.0)],
            ends: index == last,
            is_spaced: index != last,
            first_word: *first_word,
        })
        .collect()
}

fn paragraph(lines: Vec<TextLine>) -> Paragraph {
    Paragraph {
        lines,
        ..Paragraph::default()
    }
}

fn text(paragraphs: Vec<Paragraph>) -> Text {
    Text {
        paragraphs,
        ..Text::default()
    }
}

fn item(kind: Kind) -> Item {
    Item {
        frame: Frame {
            rect: Rect {
                x: 100.0,
                y: 80.0,
                width: 300.0,
                height: 120.0,
            },
            ..Frame::default()
        },
        kind,
        link: None,
        description: None,
    }
}

fn slide(items: Vec<Item>) -> Slide {
    Slide {
        number: 1,
        items,
        ..Slide::default()
    }
}

fn scene(items: Vec<Item>) -> Scene {
    Scene {
        slides: vec![slide(items)],
        ..Scene::default()
    }
}

fn shape(outline: Outline, fill: Option<Fill>) -> Shape {
    let shadow = |blur, spread, inside| Shadow {
        offset: (0.0, 8.0),
        blur,
        spread,
        color: color(0.4),
        inside,
    };
    Shape {
        outline,
        fill,
        line: Some(Line {
            width: 2.0,
            color: color(0.5),
            style: LineStyle::Dashed,
            ..Line::default()
        }),
        shadows: vec![
            shadow(10.0, 0.0, false),
            shadow(0.0, 4.0, false),
            shadow(9.0, -2.0, false),
            shadow(3.0, 0.0, true),
        ],
    }
}

fn stops() -> Vec<Stop> {
    [(0.0, 1.0), (0.5, 0.0), (1.0, 1.0)]
        .map(|(at, alpha)| Stop {
            at,
            color: color(alpha),
        })
        .to_vec()
}

fn shapes() -> Vec<Item> {
    let path = Path {
        segments: vec![
            Segment::Move(0.0, 0.0),
            Segment::Line(100.0, 0.0),
            Segment::Cubic([(100.0, 50.0), (50.0, 100.0), (0.0, 100.0)]),
            Segment::Close,
        ],
    };
    let outlines = [
        Outline::Rounded([0.0; 4]),
        Outline::Rounded([12.0; 4]),
        Outline::Rounded([12.0, 0.0, 30.0, 4.0]),
        Outline::Ellipse,
        Outline::Paths(vec![path]),
    ];
    let fills = [
        Some(Fill::Solid(color(1.0))),
        Some(Fill::Linear {
            angle: 135.0,
            stops: stops(),
        }),
        Some(Fill::Radial {
            center: (0.2, 0.8),
            stops: stops(),
        }),
        Some(Fill::Picture(MediaId(0))),
        None,
    ];
    outlines
        .iter()
        .flat_map(|outline| {
            let fills = fills.iter().cloned();
            fills.map(|fill| item(Kind::Shape(shape(outline.clone(), fill))))
        })
        .collect()
}

fn texts() -> Vec<Item> {
    let bullet = |mark: &str, number| Bullet {
        text: mark.to_owned(),
        number,
        x: 80.0,
        font: Font::default(),
        size: 20.0,
        color: color(1.0),
    };
    let mut of_all = run("all", 20.0);
    of_all.highlight = Some(color(0.5));
    of_all.letter_spacing = 1.5;
    of_all.rise = 6.0;
    of_all.underline = true;
    of_all.strike = true;
    of_all.link = Some(Link::Address("https://example.org/".to_owned()));
    of_all.language = Some("de".to_owned());
    let mut linked = run("to two", 20.0);
    linked.link = Some(Link::Slide(2));
    linked.color = None;
    let mut marked = lines(&[("wrapped words", 200.0, 90.0), ("and more", 120.0, 40.0)]);
    marked[1].runs.extend([of_all, linked]);
    let mut list = Vec::new();
    for (index, (mark, number)) in [("•", None), ("3.", Some(3)), ("4.", Some(4)), ("iv.", None)]
        .into_iter()
        .enumerate()
    {
        let mut lines = lines(&[("item", 50.0, 50.0)]);
        lines[0].baseline += 40.0 * index as f64;
        list.push(Paragraph {
            bullet: Some(bullet(mark, number)),
            ..paragraph(lines)
        });
    }
    let mut texts = vec![
        Text {
            role: Role::Title,
            ..text(vec![paragraph(lines(&[("A title", 200.0, 30.0)]))])
        },
        text(vec![paragraph(marked)]),
        text(list),
    ];
    for vertical in [Vertical::Down, Vertical::Up, Vertical::Upright] {
        texts.push(Text {
            vertical,
            ..text(vec![paragraph(lines(&[("down", 90.0, 90.0)]))])
        });
    }
    for (align, right_to_left) in [
        (Align::Center, false),
        (Align::Right, true),
        (Align::Justify, false),
    ] {
        texts.push(text(vec![Paragraph {
            align,
            right_to_left,
            ..paragraph(lines(&[("one", 90.0, 40.0), ("two", 90.0, 40.0)]))
        }]));
    }
    texts.into_iter().map(|it| item(Kind::Text(it))).collect()
}

fn table() -> Table {
    let cell = |row, column, row_span, column_span| Cell {
        row,
        column,
        row_span,
        column_span,
        fill: Some(Fill::Solid(color(1.0))),
        lines: [Some(Line {
            width: 1.0,
            color: color(1.0),
            ..Line::default()
        }); 4],
        text: None,
    };
    let mut words = lines(&[("cell", 60.0, 60.0)]);
    words[0].x = 110.0;
    words[0].baseline = 108.0;
    Table {
        columns: vec![100.0, 100.0, 100.0],
        rows: vec![40.0, 40.0, 40.0],
        cells: vec![
            Cell {
                text: Some(text(vec![paragraph(words)])),
                ..cell(0, 0, 1, 1)
            },
            cell(0, 1, 1, 2),
            cell(1, 0, 2, 2),
            cell(1, 2, 1, 1),
        ],
        has_header: true,
    }
}

fn pictures() -> Vec<Item> {
    let picture = Picture {
        media: MediaId(0),
        vector: Some(MediaId(1)),
        crop: [0.1, -0.2, 0.0, 0.0],
        radii: [8.0; 4],
        opacity: 0.5,
        instead_of: None,
    };
    let described = Item {
        description: Some("A \"picture\" & more".to_owned()),
        ..item(Kind::Picture(picture.clone()))
    };
    let linked = Item {
        link: Some(Link::Slide(1)),
        ..item(Kind::Picture(picture))
    };
    vec![described, linked]
}

/// A scene that has everything.
fn everything() -> Scene {
    let turned = |kind| {
        let mut item = item(kind);
        item.frame.rotation = 30.0;
        item
    };
    let media = |format, bytes: &[u8]| Media {
        format,
        bytes: bytes.to_vec(),
    };
    let mut first = slide(texts());
    first.items.extend(shapes());
    first.items.extend(pictures());
    first.items.push(item(Kind::Table(table())));
    first.items.push(turned(Kind::Table(table())));
    first.background = Some(Fill::Linear {
        angle: 180.0,
        stops: stops(),
    });
    first.notes = "Say this.\r\n\r\nThen \u{0}that.".to_owned();
    Scene {
        title: "Everything".to_owned(),
        language: Some("en-GB".to_owned()),
        slides: vec![
            first,
            Slide {
                number: 2,
                background: Some(Fill::Picture(MediaId(2))),
                ..Slide::default()
            },
        ],
        media: vec![
            media(MediaFormat::Png, b"a png"),
            media(MediaFormat::Svg, b"<svg/>"),
            media(MediaFormat::Jpeg, b"a jpeg"),
            media(MediaFormat::Gif, b"shown nowhere"),
        ],
    }
}

#[test]
fn a_file_with_everything_is_whole() {
    let file = File::of(&everything());
    file.check();
    let slide = file.slide(1);
    for part in [
        "<p:ph type=\"title\"/>",
        "<a:tbl>",
        "<p:grpSp>",
        "<p:pic>",
        "asvg:svgBlip",
        "adec:decorative",
        "a:custGeom",
        "a:gradFill",
        "a:innerShdw",
        "vert=\"eaVert\"",
        "ppaction://hlinksldjump",
        "startAt=\"3\"",
        "gridSpan=\"2\"",
        "vMerge=\"1\"",
    ] {
        assert!(slide.contains(part), "no {part}");
    }
    assert!(!file.names.iter().any(|name| name.ends_with(".gif")));
    assert!(
        file.text("ppt/notesSlides/notesSlide1.xml")
            .contains("Then that.")
    );
    assert!(
        file.text("docProps/core.xml")
            .contains("2023-11-14T22:13:20Z")
    );
}

#[test]
fn the_same_scene_gives_the_same_bytes() {
    let scene = everything();
    for made_for in [MadeFor::Every, MadeFor::LibreOffice] {
        let one = write(&scene, &facts(), made_for).unwrap();
        let other = write(&scene.clone(), &facts(), made_for).unwrap();
        assert!(one == other, "{made_for:?}");
    }
}

#[test]
fn a_scene_that_was_json_gives_the_same_file() {
    let scene = everything();
    let json = serde_json::to_vec(&scene).unwrap();
    let read: Scene = serde_json::from_slice(&json).unwrap();
    assert_eq!(scene, read);
}

/// A scene whose every number is this one.
fn odd(number: f64) -> Scene {
    let mut scene = everything();
    for item in scene.slides.iter_mut().flat_map(|it| &mut it.items) {
        item.frame.rotation = number;
        let rect = &mut item.frame.rect;
        for length in [&mut rect.x, &mut rect.y, &mut rect.width, &mut rect.height] {
            *length = number;
        }
        match &mut item.kind {
            Kind::Text(text) => odd_text(text, number),
            Kind::Shape(shape) => odd_shape(shape, number),
            Kind::Picture(picture) => {
                picture.crop = [number; 4];
                picture.radii = [number; 4];
                picture.opacity = number;
            }
            Kind::Table(table) => {
                table.columns.fill(number);
                table.rows.fill(number);
                let texts = table.cells.iter_mut().filter_map(|it| it.text.as_mut());
                texts.for_each(|text| odd_text(text, number));
            }
            Kind::Chart(_) => {}
        }
    }
    scene
}

fn odd_text(text: &mut Text, number: f64) {
    for paragraph in &mut text.paragraphs {
        if let Some(bullet) = &mut paragraph.bullet {
            bullet.x = number;
            bullet.size = number;
        }
        for line in &mut paragraph.lines {
            line.x = number;
            line.width = number;
            line.baseline = number;
            line.first_word = number;
            for run in &mut line.runs {
                run.width = number;
                run.size = number;
                run.letter_spacing = number;
                run.rise = number;
                run.font.ascent = number;
                run.font.descent = number;
                run.color = Some(color(number));
            }
        }
    }
}

fn odd_shape(shape: &mut Shape, number: f64) {
    if let Outline::Rounded(radii) = &mut shape.outline {
        radii.fill(number);
    }
    if let Outline::Paths(paths) = &mut shape.outline {
        paths[0].segments = vec![Segment::Line(number, number), Segment::Close];
    }
    if let Some(Fill::Linear { angle, stops }) = &mut shape.fill {
        *angle = number;
        stops.truncate(1);
        stops[0].at = number;
    }
    if let Some(Fill::Radial { center, stops }) = &mut shape.fill {
        *center = (number, number);
        stops.clear();
    }
    for shadow in &mut shape.shadows {
        shadow.offset = (number, number);
        shadow.blur = number;
        shadow.spread = number;
        shadow.color.alpha = number;
    }
    if let Some(line) = &mut shape.line {
        line.width = number;
    }
}

#[test]
fn no_number_spoils_a_file() {
    for number in ODD {
        for made_for in [MadeFor::Every, MadeFor::LibreOffice] {
            File::read(write(&odd(number), &facts(), made_for).unwrap()).check();
        }
    }
}

#[test]
fn no_word_spoils_a_file() {
    let words = [
        "",
        " ",
        "\u{0}\u{1}\u{b}\u{1f}",
        "\u{FFFE}\u{FFFF}",
        "]]>&<!--",
        "\t\r\n",
        "\u{202e}\u{200b}\u{ad}",
        "e\u{301}\u{1F469}\u{200D}\u{1F4BB}",
    ];
    for word in words {
        let mut scene = everything();
        scene.title = word.to_owned();
        scene.language = Some(word.to_owned());
        for slide in &mut scene.slides {
            slide.notes = word.to_owned();
            for item in &mut slide.items {
                item.description = Some(word.to_owned());
                item.link = Some(Link::Address(word.to_owned()));
                let Kind::Text(text) = &mut item.kind else {
                    continue;
                };
                for paragraph in &mut text.paragraphs {
                    if let Some(bullet) = &mut paragraph.bullet {
                        bullet.text = word.to_owned();
                    }
                    for run in paragraph.lines.iter_mut().flat_map(|it| &mut it.runs) {
                        run.text = word.to_owned();
                        run.font.family = word.to_owned();
                        run.language = Some(word.to_owned());
                    }
                }
            }
        }
        File::of(&scene).check();
    }
}

#[test]
fn scenes_with_nothing_in_them_are_files() {
    let nothing = [
        Scene::default(),
        scene(Vec::new()),
        scene(vec![item(Kind::Text(Text::default()))]),
        scene(vec![item(Kind::Text(text(vec![Paragraph::default()])))]),
        scene(vec![item(Kind::Text(text(vec![paragraph(vec![
            TextLine::default(),
        ])])))]),
        scene(vec![item(Kind::Table(Table::default()))]),
        scene(vec![item(Kind::Shape(Shape {
            outline: Outline::Paths(Vec::new()),
            fill: None,
            line: None,
            shadows: Vec::new(),
        }))]),
    ];
    for scene in nothing {
        File::of(&scene).check();
    }
}

#[test]
fn a_table_may_say_anything_of_its_cells() {
    let places = [0, 1, 2, 5, usize::MAX];
    for row in places {
        for span in places {
            let mut table = table();
            for cell in &mut table.cells {
                cell.row = row;
                cell.column = 2;
                cell.row_span = span;
                cell.column_span = span;
            }
            File::of(&scene(vec![item(Kind::Table(table))])).check();
        }
    }
}

#[test]
fn a_picture_that_is_not_there_is_an_error_that_names_the_slide() {
    for (media, vector) in [(MediaId(9), None), (MediaId(0), Some(MediaId(0)))] {
        let mut scene = everything();
        scene.slides[0].number = 7;
        for item in &mut scene.slides[0].items {
            if let Kind::Picture(picture) = &mut item.kind {
                picture.media = media;
                picture.vector = vector;
            }
        }
        let error = write(&scene, &facts(), MadeFor::Every).unwrap_err();
        assert_eq!(error.code(), Code::ExportIncomplete);
        assert!(error.message().contains("Slide 7"), "{}", error.message());
    }
}

/// The frame and the text of the only shape of a slide.
fn only_text(paragraphs: Vec<Paragraph>, made_for: MadeFor) -> (BTreeMap<String, i64>, String) {
    let scene = scene(vec![item(Kind::Text(text(paragraphs)))]);
    let file = File::read(write(&scene, &facts(), made_for).unwrap());
    let mut frame = BTreeMap::new();
    let tags = file.tags(&slide_part(1));
    let shape = tags.iter().position(|(name, _)| name == "p:sp").unwrap();
    for (name, tag) in &tags[shape..] {
        if ["a:off", "a:ext"].contains(&name.as_str()) {
            for (key, value) in tag.iter().filter(|(key, _)| *key != "uri") {
                frame.insert(key.clone(), value.parse().unwrap());
            }
        }
    }
    (frame, file.slide(1).to_owned())
}

#[test]
fn a_box_breaks_lines_where_there_is_room_between_them() {
    // Between 200, the longest line, and 150 + 5 + 75, the shortest with a word more.
    let words = [
        ("one two", 200.0, 60.0),
        ("three", 150.0, 75.0),
        ("four", 60.0, 75.0),
    ];
    let (frame, slide) = only_text(vec![paragraph(lines(&words))], MadeFor::Every);
    assert_eq!(frame["x"], 100 * 9525);
    assert_eq!(frame["cx"], 215 * 9525);
    assert!(slide.contains("wrap=\"square\"") && !slide.contains("<a:br>"));
    assert!(slide.contains("<a:t>one two three four</a:t>"), "{slide}");
}

#[test]
fn breaks_are_written_down_where_there_is_no_room() {
    let words = [
        ("one two ", 200.0, 60.0),
        ("three", 150.0, 48.0),
        ("four ", 60.0, 48.0),
    ];
    let (frame, slide) = only_text(vec![paragraph(lines(&words))], MadeFor::Every);
    assert_eq!(frame["cx"], 206 * 9525);
    assert!(slide.contains("wrap=\"none\""));
    assert_eq!(slide.matches("<a:br>").count(), 2);
    assert!(
        !slide.contains(" </a:t>"),
        "spaces at the ends of lines take room"
    );
}

#[test]
fn breaks_of_the_author_stay_in_a_box_that_breaks_lines() {
    let words = [
        ("one two", 200.0, 60.0),
        ("three", 150.0, 80.0),
        ("four", 60.0, 80.0),
    ];
    let mut lines = lines(&words);
    lines[0].ends = true;
    let (_, slide) = only_text(vec![paragraph(lines)], MadeFor::Every);
    assert!(slide.contains("wrap=\"square\""));
    assert_eq!(slide.matches("<a:br>").count(), 1);
    assert!(slide.contains("<a:t>three four</a:t>"), "{slide}");
}

#[test]
fn a_box_grows_on_the_side_where_its_text_does_not_begin() {
    let wide = |align| {
        let paragraph = Paragraph {
            align,
            ..paragraph(lines(&[("word", 200.0, 200.0)]))
        };
        let (frame, _) = only_text(vec![paragraph], MadeFor::Every);
        (frame["x"] / 9525, (frame["x"] + frame["cx"]) / 9525)
    };
    assert_eq!(wide(Align::Left), (100, 306));
    assert_eq!(wide(Align::Right), (94, 300));
    assert_eq!(wide(Align::Center), (97, 303));
}

#[test]
fn baselines_are_a_fifth_above_the_lower_end_for_libreoffice() {
    let words = [("one", 200.0, 60.0), ("two", 150.0, 60.0)];
    let (frame, slide) = only_text(vec![paragraph(lines(&words))], MadeFor::LibreOffice);
    // Lines of 30 px whose letters of 20 px stand 4 px above their lower ends.
    assert!(
        slide.contains("<a:lnSpc><a:spcPts val=\"2250\"/></a:lnSpc>"),
        "{slide}"
    );
    assert_eq!(frame["y"], (100 - 30 + 4) * 9525);
    assert_eq!(frame["cy"], 60 * 9525);
}

#[test]
fn paragraphs_are_as_far_apart_as_they_were() {
    let at = |baseline| {
        let mut lines = lines(&[("word", 100.0, 100.0)]);
        lines[0].baseline = baseline;
        paragraph(lines)
    };
    let (frame, slide) = only_text(vec![at(100.0), at(150.0)], MadeFor::LibreOffice);
    let room = slide.split("<a:spcBef><a:spcPts val=\"").nth(2).unwrap();
    let room: f64 = room.split('"').next().unwrap().parse().unwrap();
    let height = slide.split("<a:lnSpc><a:spcPts val=\"").nth(2).unwrap();
    let height: f64 = height.split('"').next().unwrap().parse().unwrap();
    assert!(
        (room + height - 50.0 * 75.0).abs() <= 1.0,
        "{room}, {height}"
    );
    assert!((frame["cy"] as f64 / 9525.0 - 50.0 - height / 75.0).abs() < 0.02);
}

#[test]
fn what_stands_beside_another_is_a_box_of_its_own() {
    let mut beside = lines(&[("right", 100.0, 100.0)]);
    beside[0].x = 400.0;
    let paragraphs = vec![
        paragraph(lines(&[("left", 100.0, 100.0)])),
        paragraph(beside),
    ];
    let scene = scene(vec![item(Kind::Text(text(paragraphs)))]);
    assert_eq!(File::of(&scene).slide(1).matches("<p:sp>").count(), 2);
}

#[test]
fn a_cell_without_text_takes_no_room() {
    let file = File::of(&scene(vec![item(Kind::Table(table()))]));
    let slide = file.slide(1);
    let cells = slide.matches("<a:tc").count() - slide.matches("<a:tcPr").count();
    assert_eq!(cells, 9);
    assert_eq!(
        slide
            .matches("<a:endParaRPr lang=\"en-US\" sz=\"100\"/>")
            .count(),
        8
    );
}

#[test]
fn a_text_that_needs_more_than_its_cell_is_drawn() {
    let mut table = table();
    table.rows = vec![10.0, 10.0, 10.0];
    let file = File::of(&scene(vec![item(Kind::Table(table))]));
    assert!(file.slide(1).contains("<p:grpSp>"));
    assert!(!file.slide(1).contains("<a:tbl>"));
}
