//! `lectern`: the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    lectern::cli::run()
}
