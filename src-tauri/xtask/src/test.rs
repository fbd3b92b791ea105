//! `cargo xtask test`: every check and every test, in order, as CI runs them.
//! The steps stand in one table; a new one is a new row.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::counts::Counts;
use crate::needs::{BROWSER_VARIABLE, BROWSERS, COMMAND_LINE, TESTS, WINDOW};
use crate::{cache, machine, page, setup};

/// One row of the table.
struct Step {
    name: &'static str,
    /// What a failure of this step means.
    guards: &'static str,
    /// The command; words are parted by blanks.
    command: &'static str,
    environment: &'static [(&'static str, &'static str)],
    /// Whether its output ends with the closing line of a test runner.
    counts_tests: bool,
}

const fn check(name: &'static str, guards: &'static str, command: &'static str) -> Step {
    Step {
        name,
        guards,
        command,
        environment: &[],
        counts_tests: false,
    }
}

const fn tests(name: &'static str, guards: &'static str, command: &'static str) -> Step {
    Step {
        counts_tests: true,
        ..check(name, guards, command)
    }
}

/// The steps, cheapest first, so that a slip shows early.
fn steps() -> Vec<Step> {
    let mut steps = vec![
        check(
            "format",
            "the code is laid out as rustfmt does",
            "cargo fmt --all --check",
        ),
        check(
            "lint without window",
            "core, doors and command line build without the window, and hold to the lints",
            "cargo clippy --locked --package lectern --package lectern-core --package lectern-render --package lectern-http --no-default-features --all-targets -- --deny warnings",
        ),
        check(
            "lint",
            "everything holds to the lints",
            "cargo clippy --locked --workspace --all-features --all-targets -- --deny warnings",
        ),
        check(
            "lint as shipped",
            "the programs build, and hold to the lints, without what only tests need",
            // Of this package only: every other is built as it was.
            "cargo clippy --locked --package lectern --config profile.dev.package.lectern.debug-assertions=false -- --deny warnings",
        ),
        check(
            "page lint",
            "the page holds to its types and lints, and its client fits the operations",
            "cargo xtask page lint",
        ),
        tests(
            "page tests",
            "the page's parts do what their tests say",
            "npm test --prefix ui",
        ),
        runner(),
        tests(
            "browser tests",
            "the page works in a browser, with the keyboard alone, in both themes",
            "cargo xtask page test",
        ),
        tests(
            "package",
            "the package for Debian holds both programs, and its window opens",
            "cargo xtask package test",
        ),
        tests(
            "examples",
            "the examples in the documentation work",
            "cargo test --locked --workspace --doc",
        ),
        Step {
            environment: &[("RUSTDOCFLAGS", "--deny warnings")],
            ..check(
                "documentation",
                "the documentation builds and its links lead somewhere",
                "cargo doc --locked --workspace --no-deps",
            )
        },
    ];
    if machine::is_ci() {
        steps.push(check(
            "clean tree",
            "lock files and generated files are committed as the tools write them",
            "git diff --exit-code",
        ));
    }
    steps
}

/// nextest runs each test in a process of its own, which is faster and tells
/// which test hung. Cargo's own runner does as well.
fn runner() -> Step {
    let guards = "Lectern does what its tests say, walls and licences included";
    if machine::find_program(&["cargo-nextest"]).is_some() {
        tests(
            "tests",
            guards,
            "cargo nextest run --locked --workspace --no-fail-fast",
        )
    } else {
        tests(
            "tests",
            guards,
            "cargo test --locked --workspace --lib --bins --tests --no-fail-fast",
        )
    }
}

/// Runs the steps up to the first that fails.
pub(crate) fn everything() -> Result<ExitCode> {
    setup::ensure(&[COMMAND_LINE, WINDOW, TESTS])?;
    page::build()?;
    let environment = environment();
    let mut report = Report::default();
    for step in steps() {
        println!("\n== {}: {}", step.name, step.command);
        let started = Instant::now();
        let (status, counts) = run(&step, &environment)
            .with_context(|| format!("the step '{}' cannot run", step.name))?;
        report.add(step.name, started.elapsed(), status.success(), counts);
        if !status.success() {
            report.print();
            println!(
                "\n'{}' failed, so it is not sure that {}.",
                step.name, step.guards
            );
            println!("To run it alone: {}", step.command);
            report.close();
            return Ok(ExitCode::FAILURE);
        }
    }
    report.print();
    report.close();
    Ok(ExitCode::SUCCESS)
}

/// What every step finds in its environment, beside what this one has.
fn environment() -> Vec<(&'static str, String)> {
    // Nothing downloads a browser: the tests use the one of the machine.
    let mut environment = vec![("PUPPETEER_SKIP_DOWNLOAD", "1".to_owned())];
    environment.extend(browser_environment());
    if machine::is_ci() {
        // Incremental files serve the next build of the same clone: never here.
        environment.push(("CARGO_INCREMENTAL", "0".to_owned()));
        let target = cache::target_folder();
        environment.extend(target.map(|path| ("CARGO_TARGET_DIR", path.display().to_string())));
    }
    environment
}

/// Which browser draws slides, and how where Lectern is only tried.
pub(crate) fn browser_environment() -> Vec<(&'static str, String)> {
    let mut environment = Vec::new();
    let browser = machine::find_program(BROWSERS);
    if let Some(browser) = browser.filter(|_| !machine::is_set(BROWSER_VARIABLE)) {
        environment.push((BROWSER_VARIABLE, browser.display().to_string()));
    }
    if machine::is_root() {
        println!(
            "Chrome's sandbox cannot run as root, so it runs without (LECTERN_CHROME_NO_SANDBOX=1). It opens only decks of this repository."
        );
        environment.push(("LECTERN_CHROME_NO_SANDBOX", "1".to_owned()));
    }
    environment
}

fn run(step: &Step, environment: &[(&str, String)]) -> Result<(ExitStatus, Counts)> {
    let mut words = step.command.split(' ');
    let program = words.next().unwrap_or_default();
    let mut command = match program {
        "cargo" => machine::cargo(),
        other => Command::new(other),
    };
    command
        .args(words)
        .current_dir(machine::root())
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .envs(step.environment.iter().copied())
        .stdin(Stdio::null());
    if !step.counts_tests {
        return Ok((machine::run(&mut command)?, Counts::default()));
    }
    let mut child = command
        // Signs for colours would stand inside the closing lines.
        .env("NO_COLOR", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{program} cannot be started"))?;
    let counts = read_along(&mut child);
    Ok((child.wait()?, counts))
}

/// Shows what a runner prints and reads its closing lines, which stand on
/// standard output (cargo test) or standard error (nextest).
fn read_along(child: &mut Child) -> Counts {
    let errors = child.stderr.take();
    let errors = thread::spawn(move || errors.map(|pipe| copy(pipe, io::stderr())));
    let mut counts = Counts::default();
    if let Some(pipe) = child.stdout.take() {
        counts += copy(pipe, io::stdout());
    }
    counts += errors.join().ok().flatten().unwrap_or_default();
    counts
}

fn copy(pipe: impl Read, mut to: impl Write) -> Counts {
    let mut counts = Counts::default();
    for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
        // A terminal that went away must not end the tests.
        let _ = to.write_all(&line).and_then(|()| to.write_all(b"\n"));
        counts += Counts::read(&String::from_utf8_lossy(&line)).unwrap_or_default();
    }
    counts
}

/// What ran so far.
#[derive(Default)]
struct Report {
    rows: Vec<String>,
    counts: Counts,
}

impl Report {
    fn add(&mut self, name: &str, time: Duration, succeeded: bool, counts: Counts) {
        let result = if succeeded { "ok" } else { "FAILED" };
        let mut row = format!("{name:<22} {:>8.1} s  {result:<6}", time.as_secs_f64());
        if !counts.is_empty() {
            row.push_str(&format!("  {counts}"));
        }
        self.rows.push(row.trim_end().to_owned());
        self.counts += counts;
    }

    fn print(&self) {
        println!("\n{:<22} {:>10}  result", "step", "time");
        for row in &self.rows {
            println!("{row}");
        }
    }

    /// The last line, alone, in the form that CI reads. Nothing is said when a
    /// lint failed before any test ran.
    fn close(&self) {
        if !self.counts.is_empty() {
            println!("\n{}", self.counts);
        }
    }
}
