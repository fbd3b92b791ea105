//! Every page looks like its slide, and reads like it: beside each page stands the
//! slide as a plain browser shows it, which knows nothing of Lectern's own page.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use headless_chrome::protocol::cdp::Emulation::SetDeviceMetricsOverride;
use headless_chrome::protocol::cdp::Page::{CaptureScreenshotFormatOption, Viewport};
use headless_chrome::{Browser, LaunchOptions, Tab};
use lectern_core::deck::{assets, import};
use serde_json::Value;

use crate::harness::{Export, Picture, export};

/// Names a folder of other decks to look at.
const FOLDER: &str = "LECTERN_LOOK_DECKS";

/// How much alike a page and its slide must be, from 0 to 1. Text is drawn with other
/// programs, so that even right pages differ at the edges of letters.
const ALIKE: f64 = 0.955;

/// Parts a fixture into what all slides share and the slides: each is shown on a plain
/// page of its own, so that nothing but Lectern can confuse one with another.
const CUT: &str = "<!-- slide -->";

/// Moves a slide into the corner, alone, when nothing of it moves any more; answers
/// its text.
const SHOW: &str = "(async (index) => {
    const slides = [...document.querySelectorAll('.slide')];
    const shown = slides[index];
    slides.forEach((slide) => {
        const place = slide.closest('main') ?? slide;
        if (!place.contains(shown)) place.style.setProperty('display', 'none', 'important');
    });
    shown.style.margin = '0';
    // What a speaker says is no part of a slide.
    document.querySelectorAll('aside.notes').forEach((notes) => notes.remove());
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const { left, top } = shown.getBoundingClientRect();
    const text = shown.innerText;
    return JSON.stringify({ left: left + scrollX, top: top + scrollY, text });
})";

#[test]
fn every_page_looks_and_reads_like_its_slide() {
    let plain = Plain::open();
    let mut wrong = Vec::new();
    for file in decks() {
        let name = file.file_stem().unwrap().to_string_lossy();
        let text = fs::read_to_string(&file).unwrap();
        let deck = import::read(text.as_bytes()).unwrap().deck.unwrap();
        let pages = export(&deck);
        let structure = without_blanks(&pages.text_in_structure());
        let mut aloud = structure.as_str();
        for (index, page) in plain_pages(&text, deck.slides.len()).iter().enumerate() {
            let number = index + 1;
            let shown = plain.show(page);
            let alike = pages.picture(number).likeness(&shown.picture);
            eprintln!("{name}, slide {number}: {alike:.4}");
            if alike < ALIKE {
                wrong.push(format!("{name}, slide {number}: {alike:.4}"));
                keep(&file, number, &pages, &shown.picture);
            }
            // What poppler does not tell of the structure stands in turn in the file.
            let written = without_blanks(&pages.text_as_written(number));
            let in_file = |_| read(&shown.text, &written).map(|_| aloud);
            match read(&shown.text, aloud).or_else(in_file) {
                Ok(after) => aloud = after,
                Err(word) => wrong.push(format!("{name}, slide {number}: {word} is not in turn")),
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The decks that this test was written with, or those of another folder.
fn decks() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (folder, sample) = match env::var_os(FOLDER) {
        Some(folder) => (PathBuf::from(folder), None),
        None => {
            let sample = own.join("../core/src/deck/sample/deck.html");
            (own.join("tests/it/look"), Some(sample))
        }
    };
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|kind| kind == "html" || kind == "json")
    });
    files.sort();
    files.extend(sample);
    files
}

/// A page that is shown plainly, and which of its slides is meant.
struct PlainPage {
    html: String,
    index: usize,
}

fn plain_pages(deck: &str, slides: usize) -> Vec<PlainPage> {
    let html = with_libraries(&as_html(deck));
    let parts: Vec<&str> = html.split(CUT).collect();
    match parts.as_slice() {
        [shared, own @ ..] if !own.is_empty() => {
            let page = |slide: &&str| PlainPage {
                html: format!("{shared}{slide}"),
                index: 0,
            };
            own.iter().map(page).collect()
        }
        _ => (0..slides)
            .map(|index| PlainPage {
                html: html.clone(),
                index,
            })
            .collect(),
    }
}

/// A JSON deck as the page that it stands for.
fn as_html(deck: &str) -> String {
    let Ok(json) = serde_json::from_str::<Value>(deck) else {
        return deck.to_owned();
    };
    let text = |part: &Value| part.as_str().unwrap_or_default().to_owned();
    let slides: String = json["slides"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|slide| {
            let (html, script) = (text(&slide["html"]), text(&slide["scripts"]));
            format!(
                "<main style='width: 1280px; height: 720px'>{html}</main><script>{script}</script>"
            )
        })
        .collect();
    let (css, scripts) = (text(&json["css"]), text(&json["scripts"]));
    let libraries: String = json["external_scripts"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|address| format!("<script src=\"{}\"></script>", text(address)))
        .collect();
    format!("<!doctype html>{libraries}<style>{css}</style>{slides}<script>{scripts}</script>")
}

/// The page without its addresses of libraries: their copies stand in it. Charts stand
/// still at once.
fn with_libraries(html: &str) -> String {
    const STILL: &str = "<script>if (window.Chart) Chart.defaults.animation = false;</script>";
    let mut page = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<script src=\"") {
        let (address, after) = after.split_once("\"></script>").unwrap();
        let script = assets::lookup(address).map_or("", |asset| asset.script);
        page.push_str(before);
        page.push_str(&format!("<script>{script}</script>"));
        page.push_str(STILL);
        rest = after;
    }
    page.push_str(rest);
    if !page.contains(STILL) && page.contains("new Chart(") {
        // Lectern has it for who takes it for granted, as its own sample does.
        let library = format!("<head><script>{}</script>{STILL}", assets::CHART.script);
        page = page.replacen("<head>", &library, 1);
    }
    page
}

/// A browser that is nobody's but this test's.
struct Plain {
    tab: std::sync::Arc<Tab>,
    folder: tempfile::TempDir,
    _browser: Browser,
}

/// A slide as it is shown plainly.
struct Shown {
    picture: Picture,
    text: String,
}

impl Plain {
    fn open() -> Self {
        let browser = Browser::new(LaunchOptions {
            path: Some(lectern_render::browser::find(None).unwrap().program),
            port: Some(0),
            sandbox: false,
            window_size: Some((1280, 720)),
            args: vec![
                "--hide-scrollbars".as_ref(),
                "--font-render-hinting=none".as_ref(),
            ],
            idle_browser_timeout: std::time::Duration::from_secs(600),
            ..LaunchOptions::default()
        })
        .unwrap();
        let tab = browser.new_tab().unwrap();
        tab.call_method(view()).unwrap();
        Self {
            tab,
            folder: tempfile::tempdir().unwrap(),
            _browser: browser,
        }
    }

    fn show(&self, page: &PlainPage) -> Shown {
        let file = self.folder.path().join("page.html");
        // Where a slide is shown is no matter of how it looks.
        let reset = "<style>body { margin: 0 !important; padding: 0 !important }</style>";
        fs::write(&file, format!("{}{reset}", page.html)).unwrap();
        let address = format!("file://{}", file.display());
        self.tab.navigate_to(&address).unwrap();
        self.tab.wait_until_navigated().unwrap();
        let shown = format!("{SHOW}({})", page.index);
        let answer = self.tab.evaluate(&shown, true).unwrap().value.unwrap();
        let answer: Value = serde_json::from_str(answer.as_str().unwrap()).unwrap();
        let clip = Viewport {
            x: answer["left"].as_f64().unwrap(),
            y: answer["top"].as_f64().unwrap(),
            width: 1280.0,
            height: 720.0,
            // As many pixels as the page has.
            scale: 0.5,
        };
        let format = CaptureScreenshotFormatOption::Png;
        let picture = self
            .tab
            .capture_screenshot(format, None, Some(clip), true)
            .unwrap();
        Shown {
            picture: Picture::of_png(&picture),
            text: answer["text"].as_str().unwrap().to_owned(),
        }
    }
}

/// A view of the size of a slide: what is drawn beyond it is not on a screenshot.
fn view() -> SetDeviceMetricsOverride {
    SetDeviceMetricsOverride {
        width: 1280,
        height: 720,
        // Letters stand on whole pixels of a screen, and anywhere on paper: the finer
        // the pixels are, the closer a screenshot is to it.
        device_scale_factor: 2.0,
        mobile: false,
        scale: None,
        screen_width: None,
        screen_height: None,
        position_x: None,
        position_y: None,
        dont_set_visible_size: None,
        screen_orientation: None,
        viewport: None,
        display_feature: None,
        device_posture: None,
    }
}

/// What follows a slide's words in a text, or the first one that does not come in its
/// turn. Letters that stand far apart are words of their own to who reads a page, so
/// blanks do not count. Words that run from the right are left out: poppler turns their
/// ligatures round.
fn read<'text>(slide: &str, text: &'text str) -> Result<&'text str, String> {
    let runs_from_right = |word: &&str| {
        word.chars()
            .any(|letter| ('\u{590}'..='\u{8ff}').contains(&letter))
    };
    let mut rest = text;
    for word in slide
        .split_whitespace()
        .filter(|word| !runs_from_right(word))
    {
        (_, rest) = rest.split_once(word).ok_or_else(|| word.to_owned())?;
    }
    Ok(rest)
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Keeps what is to be looked at, where somebody asked for other decks.
fn keep(deck: &Path, number: usize, pages: &Export, shown: &Picture) {
    if env::var_os(FOLDER).is_some() {
        let name = deck.file_stem().unwrap().to_string_lossy();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        pages
            .picture(number)
            .write(&folder.join(format!("{name}-{number}-page.png")));
        shown.write(&folder.join(format!("{name}-{number}-slide.png")));
    }
}
