//! What is measured, and how often.

use std::path::Path;

use lectern_core::clock::{Clock, SystemClock};
use serde_json::{Value, json};

use super::driver::{Window, wait_for};
use super::figures::{self, Figures};
use super::screen::Screen;
use super::{filling, processes};

const MANY: usize = 10_000;
const FEW: usize = 100;

/// Starts of the window, and runs of everything else.
const STARTS: usize = 5;
const RUNS: usize = 5;

/// Pixels per second: a hand that turns a wheel fast, and one that drags the
/// thumb through the whole of a long list in four seconds.
const WHEEL: u32 = 3_000;
const THUMB: u32 = 130_000;
const SCROLLING: u32 = 4_000;

/// Milliseconds that something measured may take: long is a figure, not an error.
const PATIENCE: u32 = 600_000;

const PROGRAM: &str = "lectern-desktop";

const PAGE: &str = include_str!("page.js");

/// Measures and prints.
pub(crate) fn run() {
    let screen = Screen::new();
    println!("{}\n", machine());
    let [many, few] = [MANY, FEW].map(|count| measured(&screen, count));
    figures::print(("10,000 sessions", &many), ("100 sessions", &few));
    println!("\n{}", empty_page(&screen));
    println!("{}", machine());
}

fn measured(screen: &Screen, count: usize) -> Figures {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let data = home.join("lectern");
    filling::fill(&data, count);
    let mut figures = Figures::default();
    for _ in 1..STARTS {
        drop(open(screen, home, count, &mut figures));
    }
    let window = open(screen, home, count, &mut figures);
    scroll(&window, &mut figures);
    search(&window, &mut figures);
    open_sessions(&window, &mut figures);
    clean_up(&window, count, &mut figures);
    memory(&mut figures);
    figures
}

/// Opens the window and waits for the whole list.
fn open(screen: &Screen, home: &Path, count: usize, figures: &mut Figures) -> Window {
    let window = Window::open(screen, home, &home.join("lectern"), &[]);
    let start = wall() - processes::age(PROGRAM);
    window.ask("POST", "timeouts", &json!({"script": PATIENCE}));
    wait_for("the whole list", || {
        (ask(&window, "listed()") == count).then_some(())
    });
    let shown = ask(&window, "firstRows()");
    figures.add("start: process to first rows, ms", number(&shown) - start);
    window
}

fn scroll(window: &Window, figures: &mut Figures) {
    for _ in 0..RUNS {
        let [rate, longest, blank] = scrolled(window, WHEEL);
        figures.add("wheel: frames per second", rate);
        figures.add("wheel: longest frame, ms", longest);
        figures.add("wheel: longest time without rows, ms", blank);
    }
    for _ in 0..RUNS {
        let [rate, longest, blank] = scrolled(window, THUMB);
        figures.add("thumb: frames per second", rate);
        figures.add("thumb: longest frame, ms", longest);
        figures.add("thumb: longest time without rows, ms", blank);
    }
}

/// Frames per second, the longest frame and the longest time without rows.
fn scrolled(window: &Window, speed: u32) -> [f64; 3] {
    let told = ask(window, &format!("scroll({speed}, {SCROLLING})"));
    let (rate, longest) = rate(&told["frames"]);
    [rate, longest, number(&told["blank"])]
}

/// Frames per second and the longest frame.
fn rate(frames: &Value) -> (f64, f64) {
    let frames: Vec<f64> = frames.as_array().unwrap().iter().map(number).collect();
    let all: f64 = frames.iter().sum();
    let longest = frames.iter().copied().fold(0.0, f64::max);
    (frames.len() as f64 * 1000.0 / all, longest)
}

fn search(window: &Window, figures: &mut Figures) {
    for _ in 0..RUNS {
        for (name, word) in [
            ("search: a word of every fifth title, ms", filling::COMMON),
            ("search: cleared, ms", ""),
            ("search: a word of few titles, ms", filling::RARE),
            ("search: cleared, ms", ""),
        ] {
            let told = ask(window, &format!("search({})", Value::from(word)));
            figures.add(name, number(&told["took"]));
            quiet(window);
        }
    }
}

fn open_sessions(window: &Window, figures: &mut Figures) {
    for place in 1..=RUNS {
        let told = ask(window, &format!("open({place})"));
        figures.add(
            "open: conversation shown, ms",
            number(&told["conversation"]),
        );
        figures.add("open: slide shown, ms", number(&told["slide"]));
        quiet(window);
    }
}

fn clean_up(window: &Window, count: usize, figures: &mut Figures) {
    for _ in 0..RUNS {
        ask(window, "chooseAll()");
        let told = ask(window, "trash()");
        figures.add("trash all: list empty, ms", number(&told["seen"]));
        figures.add("trash all: on disk, ms", number(&told["whole"]));
        figures.add("trash all: longest frame, ms", number(&told["longest"]));
        quiet(window);
        let told = ask(window, &format!("undo({count})"));
        figures.add("undo: list whole, ms", number(&told["seen"]));
        figures.add("undo: on disk, ms", number(&told["whole"]));
        figures.add("undo: longest frame, ms", number(&told["longest"]));
        quiet(window);
    }
}

fn memory(figures: &mut Figures) {
    for (name, process) in [
        ("memory: program, MB", PROGRAM),
        ("memory: page, MB", "WebKitWebProcess"),
        ("memory: engine's network, MB", "WebKitNetworkProcess"),
    ] {
        figures.add(name, processes::megabytes(process));
    }
}

/// Waits until nothing changes in the list.
fn quiet(window: &Window) {
    ask(window, "quiet()");
}

/// What a page does that has nothing to do: as smooth as scrolling can be.
fn empty_page(screen: &Screen) -> String {
    let folder = tempfile::tempdir().unwrap();
    let browser = Window::open_browser(screen, folder.path());
    browser.go_to("data:text/html,empty").unwrap();
    browser.wait_for_text("body", "empty");
    let (rate, longest) = rate(&ask(&browser, &format!("idle({SCROLLING})")));
    format!(
        "an empty page in the same engine: {rate:.0} frames per second, longest frame {longest:.0} ms"
    )
}

/// Figures depend on what else runs.
fn machine() -> String {
    let processors = std::thread::available_parallelism().unwrap();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap();
    let load = load.split(' ').next().unwrap();
    format!("{processors} processors, load of the last minute {load}")
}

/// Calls a function of the page's script and answers what it does.
fn ask(window: &Window, call: &str) -> Value {
    let told = window.run_to_end(&format!(
        "{PAGE}\n(async () => ({call}))().then((told) => done({{ told }}), (error) => done({{ error: String(error) }}));"
    ));
    assert!(told["error"].is_null(), "{call}: {told}");
    told["told"].clone()
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

fn wall() -> f64 {
    SystemClock.now().milliseconds() as f64
}
