//! The project's chores: `cargo xtask run`, `cargo xtask package`,
//! `cargo xtask bench` and `cargo xtask test`.
//!
//! Each first installs what the machine lacks, so that a fresh clone on a fresh
//! machine needs no other command. What does not belong here: anything that
//! Lectern itself does. This program is built before everything else, so its
//! dependencies stay few.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore talks to the person at the terminal"
)]

mod bench;
mod cache;
mod counts;
mod machine;
mod needs;
mod package;
mod page;
mod run;
mod setup;
mod test;

use std::ffi::OsString;
use std::process::ExitCode;

const USAGE: &str = "\
Usage:
  cargo xtask run              open Lectern (or serve its page where there is no display)
  cargo xtask run -- ARGS...   run the command line `lectern ARGS...`
  cargo xtask package          pack Lectern for Debian
  cargo xtask package test     pack what the tests build, and try that package
  cargo xtask page lint        check the page without a browser
  cargo xtask page test        drive the page in a browser
  cargo xtask bench window     measure the window with 10,000 sessions
  cargo xtask bench export     measure exports beside other programs
  cargo xtask bench soak       measure what a thousand exports leave behind
  cargo xtask fidelity         hold PowerPoint files against their slides
  cargo xtask test             check and test everything, as CI does
";

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let words: Vec<&str> = arguments
        .iter()
        .map(|argument| argument.to_str().unwrap_or_default())
        .collect();
    let outcome = match words.as_slice() {
        ["run"] | ["run", "--"] => run::window(),
        ["run", "--", ..] => run::command_line(&arguments[2..]),
        ["package"] => package::build(),
        ["package", "test"] => package::build_and_try(),
        ["page", "lint"] => page::lint(),
        ["page", "test"] => page::test_in_browser(),
        ["bench", "window"] => bench::window(),
        ["bench", "export"] => bench::export(),
        ["bench", "soak"] => bench::soak(),
        ["fidelity"] => bench::fidelity(),
        ["test"] => test::everything(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("xtask: {error:#}");
        ExitCode::FAILURE
    })
}
