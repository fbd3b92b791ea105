//! Exports a deck and looks at the file with eyes of its own: poppler, not the
//! library that the exporter checks its work with.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use lectern_core::model::{Deck, Slide, SlideChoice};
use lectern_core::render::{
    Facts, PdfOrder, PictureOrder, Rendered, Renderer, Urgency, Warning, Watch,
};
use lectern_core::{Error, Result};
use lectern_render::{ChromeRenderer, Limits, Settings};
use lopdf::{Document, decode_text_string};
use sysinfo::{Process, ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};
use tempfile::TempDir;

/// A deck of slides without scripts.
pub(crate) fn deck(css: &str, slides: &[&str]) -> Deck {
    let slides = slides.iter().map(|html| slide(html, ""));
    Deck {
        css: css.to_owned(),
        slides: slides.collect(),
        ..Deck::default()
    }
}

/// A slide with a script.
pub(crate) fn slide(html: &str, scripts: &str) -> Slide {
    Slide {
        html: html.to_owned(),
        scripts: scripts.to_owned(),
        ..Slide::default()
    }
}

/// Exports all slides of a deck with a renderer.
pub(crate) fn pdf(renderer: &ChromeRenderer, deck: &Deck, watch: &Watch) -> Result<Rendered> {
    let facts = Facts::titled("A deck");
    renderer.pdf(deck, &facts, PdfOrder::default(), watch)
}

/// A place to export from: a renderer with a cache folder of its own.
pub(crate) struct Bench {
    cache: TempDir,
    settings: Settings,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let cache = tempfile::tempdir().unwrap();
        let settings = Settings {
            browser: lectern_render::browser::Chosen::default(),
            cache: cache.path().to_owned(),
            sandbox: false,
            limits: Limits::default(),
        };
        Self { cache, settings }
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// One slide's scripts may take this long.
    pub(crate) fn slide_time(self, time: Duration) -> Self {
        self.with(|settings| settings.limits.slide = time)
    }

    pub(crate) fn cache(&self) -> &Path {
        self.cache.path()
    }

    pub(crate) fn renderer(&self) -> ChromeRenderer {
        ChromeRenderer::new(self.settings.clone()).unwrap()
    }

    pub(crate) fn export(&self, deck: &Deck, watch: &Watch) -> Result<Rendered> {
        self.export_slides(deck, "", watch)
    }

    /// Exports slides that are named as people do.
    pub(crate) fn export_slides(
        &self,
        deck: &Deck,
        slides: &str,
        watch: &Watch,
    ) -> Result<Rendered> {
        let slides = SlideChoice::parse(slides, deck.slides.len())?;
        let order = PdfOrder {
            slides,
            ..PdfOrder::default()
        };
        self.export_order(deck, &Facts::titled("A deck"), order, watch)
    }

    /// Exports what is ordered.
    pub(crate) fn export_order(
        &self,
        deck: &Deck,
        facts: &Facts,
        order: PdfOrder,
        watch: &Watch,
    ) -> Result<Rendered> {
        ChromeRenderer::new(self.settings.clone())?.pdf(deck, facts, order, watch)
    }

    /// Small pictures of the slides with these indices. They come in order.
    pub(crate) fn pictures(&self, deck: &Deck, slides: Range<usize>) -> Result<Vec<Picture>> {
        let (pictures, _) = self.draw(deck, slides.collect(), 320)?;
        assert!(pictures.iter().all(|picture| picture.size() == (320, 180)));
        Ok(pictures)
    }

    /// Pictures of these slides, in order, and what the deck did not get.
    pub(crate) fn draw(
        &self,
        deck: &Deck,
        slides: Vec<usize>,
        width: u32,
    ) -> Result<(Vec<Picture>, Vec<Warning>)> {
        let (sender, taken) = channel();
        let take = move |index: usize, file: Vec<u8>| drop(sender.send((index, file)));
        let order = PictureOrder {
            slides: slides.clone(),
            width,
            urgency: Urgency::Picture,
        };
        let renderer = ChromeRenderer::new(self.settings.clone())?;
        let drawn = renderer.pictures(deck, "A deck", order, &Watch::silent(), Box::new(take));
        drop(renderer);
        let warnings = drawn?;
        self.assert_empty();
        let (indices, files): (Vec<usize>, Vec<Vec<u8>>) = taken.iter().unzip();
        assert_eq!(indices, slides);
        Ok((
            files.iter().map(|file| Picture::of_png(file)).collect(),
            warnings,
        ))
    }

    /// The error of an export that must fail. Nothing of it may be left.
    pub(crate) fn fails(&self, deck: &Deck, watch: &Watch) -> Error {
        let error = self
            .export(deck, watch)
            .map(|_| "it was exported")
            .unwrap_err();
        self.assert_empty();
        error
    }

    /// Soon no profile is left, so no browser is either: one that still ran would
    /// hold on to its profile.
    pub(crate) fn assert_empty(&self) {
        wait_for(Duration::from_secs(60), "everything of it is gone", || {
            profiles(self.cache.path()).is_empty()
        });
    }
}

/// A finished file that can be looked at.
pub(crate) struct Export {
    folder: TempDir,
    pub(crate) bytes: Vec<u8>,
    pub(crate) warnings: Vec<Warning>,
}

/// Exports a deck that must succeed.
pub(crate) fn export(deck: &Deck) -> Export {
    export_slides(deck, "")
}

/// Exports what is ordered; it must succeed.
pub(crate) fn export_order(deck: &Deck, facts: &Facts, order: PdfOrder) -> Export {
    let bench = Bench::new();
    let rendered = bench
        .export_order(deck, facts, order, &Watch::silent())
        .unwrap();
    bench.assert_empty();
    Export::of(rendered)
}

/// Exports slides that are named as people do; it must succeed.
pub(crate) fn export_slides(deck: &Deck, slides: &str) -> Export {
    let slides = SlideChoice::parse(slides, deck.slides.len()).unwrap();
    export_order(
        deck,
        &Facts::titled("A deck"),
        PdfOrder {
            slides,
            ..PdfOrder::default()
        },
    )
}

/// The names of the profiles below a cache folder: one for each browser.
pub(crate) fn profiles(cache: &Path) -> Vec<String> {
    let entries = cache.read_dir().unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// Kills the first process of each browser whose profile lies below a cache folder,
/// and no other.
pub(crate) fn end_browsers(cache: &Path) {
    assert!(kill_browsers(cache) > 0, "a browser runs");
}

/// As [`end_browsers`], where there may be none; answers how many there were.
pub(crate) fn kill_browsers(cache: &Path) -> usize {
    let browsers = browsers(cache);
    browsers
        .processes()
        .filter(|browser| browser.kill())
        .count()
}

/// How many programs run with a folder in their command lines.
#[cfg(target_os = "linux")]
pub(crate) fn programs_that_name(folder: &Path) -> usize {
    let programs = std::fs::read_dir("/proc").unwrap().flatten();
    programs
        .filter_map(|program| std::fs::read(program.path().join("cmdline")).ok())
        .filter(|line| String::from_utf8_lossy(line).contains(&*folder.to_string_lossy()))
        .count()
}

/// Waits until something holds, for so long at most.
pub(crate) fn wait_for(time: Duration, what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < time, "{what} within {time:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The browsers whose profiles lie below a cache folder, without the processes that
/// they started.
pub(crate) fn browsers(cache: &Path) -> Browsers {
    let mut system = System::new();
    let kind = ProcessRefreshKind::nothing()
        .with_cmd(UpdateKind::Always)
        .without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, kind);
    let profile = format!("--user-data-dir={}", cache.display());
    Browsers { system, profile }
}

pub(crate) struct Browsers {
    system: System,
    profile: String,
}

impl Browsers {
    pub(crate) fn processes(&self) -> impl Iterator<Item = &Process> {
        self.system.processes().values().filter(|process| {
            let mut words = process.cmd().iter().map(|word| word.to_string_lossy());
            let is_main = words.clone().all(|word| !word.starts_with("--type="));
            is_main && words.any(|word| word.starts_with(&self.profile))
        })
    }
}

impl Export {
    pub(crate) fn of(rendered: Rendered) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("deck.pdf"), &rendered.bytes).unwrap();
        Self {
            folder,
            bytes: rendered.bytes,
            warnings: rendered.warnings,
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("deck.pdf")
    }

    /// What `pdfinfo` says of all pages.
    pub(crate) fn info(&self) -> String {
        let output = run("pdfinfo", &["-f", "1", "-l", "-1"], &self.file());
        String::from_utf8(output).unwrap()
    }

    /// The language that it says it is in. Poppler does not tell.
    pub(crate) fn language(&self) -> Option<String> {
        let document = Document::load_mem(&self.bytes).unwrap();
        let language = document.catalog().unwrap().get(b"Lang").ok()?;
        Some(decode_text_string(language).unwrap())
    }

    /// The text of a page, counted from 1.
    pub(crate) fn text(&self, page: usize) -> String {
        let page = page.to_string();
        let output = run_to("pdftotext", &["-f", &page, "-l", &page], &self.file(), "-");
        String::from_utf8(output).unwrap()
    }

    /// The text of a page, counted from 1, in the order in which it stands in the file.
    pub(crate) fn text_as_written(&self, page: usize) -> String {
        let page = page.to_string();
        let options = ["-raw", "-f", &page, "-l", &page];
        String::from_utf8(run_to("pdftotext", &options, &self.file(), "-")).unwrap()
    }

    /// The text of all pages in the order in which it is read aloud.
    pub(crate) fn text_in_structure(&self) -> String {
        let tree = String::from_utf8(run("pdfinfo", &["-struct-text"], &self.file())).unwrap();
        let texts = tree.lines().filter_map(|line| {
            let text = line.trim_start().strip_prefix('"')?;
            text.strip_suffix('"')
        });
        texts.collect()
    }

    /// Where its links lead, in their order.
    pub(crate) fn links(&self) -> Vec<String> {
        let list = String::from_utf8(run("pdfinfo", &["-url"], &self.file())).unwrap();
        let addresses = list.lines().skip(1);
        addresses
            .filter_map(|line| line.split_whitespace().nth(2))
            .map(str::to_owned)
            .collect()
    }

    /// How many pictures made of pixels it holds, without the masks of others.
    pub(crate) fn bitmaps(&self) -> usize {
        let list = String::from_utf8(run("pdfimages", &["-list"], &self.file())).unwrap();
        let kinds = list.lines().map(|line| line.split_whitespace().nth(2));
        kinds.filter(|kind| *kind == Some("image")).count()
    }

    /// The headings that its outline shows, and their pages. Poppler does not tell.
    pub(crate) fn outline(&self) -> Vec<(String, usize)> {
        let contents = Document::load_mem(&self.bytes).unwrap().get_toc().unwrap();
        let headings = contents.toc.into_iter();
        headings.map(|entry| (entry.title, entry.page)).collect()
    }

    /// What is read aloud, element by element.
    pub(crate) fn structure(&self) -> String {
        String::from_utf8(run("pdfinfo", &["-struct-text"], &self.file())).unwrap()
    }

    /// A slide's page as it looks at one pixel per CSS pixel.
    pub(crate) fn picture(&self, page: usize) -> Picture {
        let picture = self.sheet(page);
        assert_eq!(picture.size(), (1280, 720));
        picture
    }

    /// A page of any size as it looks at one pixel per CSS pixel.
    pub(crate) fn sheet(&self, page: usize) -> Picture {
        let page = page.to_string();
        let output = run(
            "pdftoppm",
            &["-r", "96", "-f", &page, "-l", &page],
            &self.file(),
        );
        Picture::parse(&output)
    }
}

fn run(program: &str, arguments: &[&str], file: &Path) -> Vec<u8> {
    output(Command::new(program).args(arguments).arg(file))
}

fn run_to(program: &str, arguments: &[&str], file: &Path, target: &str) -> Vec<u8> {
    output(Command::new(program).args(arguments).arg(file).arg(target))
}

fn output(command: &mut Command) -> Vec<u8> {
    let output = command.output().expect("poppler-utils are installed");
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];

pub(crate) const RED: Colour = [255, 0, 0];
pub(crate) const GREEN: Colour = [0, 128, 0];
pub(crate) const BLUE: Colour = [0, 0, 255];
pub(crate) const WHITE: Colour = [255, 255, 255];

/// A page as pixels.
#[derive(PartialEq)]
pub(crate) struct Picture {
    width: usize,
    pixels: Vec<u8>,
}

impl Picture {
    /// Its width and height.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.width, self.pixels.len() / 3 / self.width)
    }

    /// The colours that are in it.
    pub(crate) fn colors(&self) -> BTreeSet<[u8; 3]> {
        let pixels = self.pixels.chunks_exact(3);
        pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
    }

    /// Reads what `pdftoppm` writes.
    fn parse(file: &[u8]) -> Self {
        let header: Vec<&[u8]> = file.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
        let number = |bytes: &[u8]| std::str::from_utf8(bytes).unwrap().parse::<usize>();
        let (width, height) = (number(header[1]).unwrap(), number(header[2]).unwrap());
        let pixels = file[file.len() - width * height * 3..].to_vec();
        Self { width, pixels }
    }

    /// Reads what the browser draws.
    pub(crate) fn of_png(file: &[u8]) -> Self {
        let mut reader = png::Decoder::new(Cursor::new(file)).read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let channels = info.color_type.samples();
        assert!(channels >= 3, "{:?}", info.color_type);
        Self {
            width: info.width as usize,
            pixels: bytes
                .chunks(channels)
                .flat_map(|pixel| &pixel[..3])
                .copied()
                .collect(),
        }
    }

    /// How much it looks like another one of its size, from 0 to 1: structural
    /// similarity of the brightness, over blocks of 8 by 8 pixels.
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        const BLOCK: usize = 8;
        assert_eq!(self.size(), other.size());
        let (width, height) = self.size();
        let (one, two) = (self.brightness(), other.brightness());
        let corners = (0..height)
            .step_by(BLOCK)
            .flat_map(|y| (0..width).step_by(BLOCK).map(move |x| (x, y)));
        let likenesses: Vec<f64> = corners
            .map(|(x, y)| {
                let rows = (y..y + BLOCK).map(|row| row * width + x);
                let places = rows.flat_map(|start| start..start + BLOCK);
                let pairs: Vec<_> = places.map(|place| (one[place], two[place])).collect();
                similarity(&pairs)
            })
            .collect();
        likenesses.iter().sum::<f64>() / likenesses.len() as f64
    }

    fn brightness(&self) -> Vec<f64> {
        self.pixels
            .chunks(3)
            .map(|pixel| {
                let [red, green, blue] = [0, 1, 2].map(|colour| f64::from(pixel[colour]));
                0.299 * red + 0.587 * green + 0.114 * blue
            })
            .collect()
    }

    /// Writes it as a PNG.
    pub(crate) fn write(&self, path: &Path) {
        let (width, height) = self.size();
        let file = std::fs::File::create(path).unwrap();
        let mut encoder = png::Encoder::new(file, width as u32, height as u32);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&self.pixels).unwrap();
    }

    /// How many different colours it has.
    pub(crate) fn colours(&self) -> usize {
        self.pixels.chunks(3).collect::<BTreeSet<_>>().len()
    }

    pub(crate) fn at(&self, x: usize, y: usize) -> Colour {
        let start = (y * self.width + x) * 3;
        self.pixels[start..start + 3].try_into().unwrap()
    }

    /// Whether the four corners, one pixel inside, all have this colour.
    pub(crate) fn is_filled_with(&self, colour: Colour) -> bool {
        [(1, 1), (1278, 1), (1, 718), (1278, 718)]
            .iter()
            .all(|(x, y)| self.at(*x, *y) == colour)
    }
}

/// How alike two series of values are (Wang et al., 2004).
fn similarity(pairs: &[(f64, f64)]) -> f64 {
    // For values up to 255, so that even plain blocks have a likeness.
    const MEANS: f64 = 6.5025;
    const SPREADS: f64 = 58.5225;
    let count = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (one, two) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let spread =
        |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / (count - 1.0);
    let own = spread(&|pair| (pair.0 - one).powi(2)) + spread(&|pair| (pair.1 - two).powi(2));
    let shared = spread(&|pair| (pair.0 - one) * (pair.1 - two));
    (2.0 * one * two + MEANS) * (2.0 * shared + SPREADS)
        / ((one * one + two * two + MEANS) * (own + SPREADS))
}
