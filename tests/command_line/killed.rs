//! An export by a program that is killed at any moment: its file is whole or absent,
//! nothing else is left beside it, its browser ends, and the next export is right.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::harness::{Pdf, Running, User};

/// How many moments are tried; a dozen where nobody says more.
const KILLS: &str = "LECTERN_KILLS";

/// Multiples of the golden section lie evenly between 0 and 1, however many there are.
const GOLDEN: f64 = 0.618_033_988_749;

/// Everything of it is gone within this time, on the busiest machine; on one that has
/// time, in a second or two.
const CLEARED: Duration = Duration::from_secs(60);

const SLIDES: usize = 12;

#[test]
fn whenever_the_program_is_killed_its_file_is_whole_or_absent() {
    let user = User::new();
    let slides: String = (1..=SLIDES)
        .map(|number| {
            format!(
                "<div class=slide><h1>Slide {number}</h1><div style='width: 900px; height: 400px; \
                 margin: 60px; box-shadow: 0 0 40px 10px rgba(0, 0, 0, .4)'></div></div>"
            )
        })
        .collect();
    let deck = user.write("deck.html", slides);
    // The first one reads the browser from the disk.
    export(&user, &deck);
    let start = Instant::now();
    export(&user, &deck);
    let whole = start.elapsed();
    let kills: u32 = env::var(KILLS).map_or(3, |count| count.parse().unwrap());
    let mut written = 0;
    for number in 1..=kills {
        kill_at(
            &user,
            &deck,
            whole.mul_f64((f64::from(number) * GOLDEN).fract()),
        );
        if user.listing() == ["deck.html", "out.pdf"] {
            assert_right(&user);
            written += 1;
        } else {
            assert_eq!(user.listing(), ["deck.html"]);
        }
        let killed = Instant::now();
        while !programs_in(&user.data()).is_empty() {
            let left = programs_in(&user.data());
            assert!(killed.elapsed() < CLEARED, "{left:?}");
            thread::yield_now();
        }
        // The next start sweeps the profile that was left behind.
        export(&user, &deck);
        let left = fs::read_dir(user.data().join("cache")).unwrap().count();
        assert_eq!(left, 0, "no profile is left");
    }
    eprintln!("an export takes {whole:?}; of {kills} that were killed, {written} had written");
}

/// Exports as somebody does who waits for it, and takes the file away.
fn export(user: &User, deck: &Path) {
    user.json(&[
        "export",
        deck.to_str().unwrap(),
        "--output",
        "out.pdf",
        "--force",
    ]);
    assert_right(user);
    fs::remove_file(user.files().join("out.pdf")).unwrap();
    assert_eq!(user.listing(), ["deck.html"]);
}

fn assert_right(user: &User) {
    let pdf = Pdf::new(&user.files().join("out.pdf"));
    assert_eq!(pdf.page_sizes(), ["960 x 540 pts"; SLIDES]);
    for number in 1..=SLIDES {
        assert_eq!(pdf.text_of_page(number).trim(), format!("Slide {number}"));
    }
}

/// Exports, and kills the program at a moment.
fn kill_at(user: &User, deck: &Path, moment: Duration) {
    let start = Instant::now();
    let child = user
        .lectern()
        .args(["export", deck.to_str().unwrap(), "--output", "out.pdf"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut running = Running(child);
    while start.elapsed() < moment && running.0.try_wait().unwrap().is_none() {
        thread::yield_now();
    }
    running.0.kill().unwrap();
    running.0.wait().unwrap();
}

/// The command lines of the programs that were started with files of a folder.
fn programs_in(folder: &Path) -> Vec<String> {
    let programs = fs::read_dir("/proc").unwrap().flatten();
    programs
        .filter_map(|program| fs::read(program.path().join("cmdline")).ok())
        .map(|line| String::from_utf8_lossy(&line).replace('\0', " "))
        .filter(|line| line.contains(&format!("{}/", folder.display())))
        .collect()
}
