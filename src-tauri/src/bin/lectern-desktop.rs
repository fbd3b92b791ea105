//! The window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use lectern::{desktop, window_parts};

fn main() -> ExitCode {
    if !has_display() {
        let sentence = "Lectern's window needs a desktop, and there is none here. \
                        The commands work without it: see lectern --help.";
        // Without a terminal to tell there is nobody to hear it.
        let _ = writeln!(io::stderr(), "{sentence}");
        return ExitCode::FAILURE;
    }
    let (launch, _log) = window_parts::window(desktop::arguments());
    desktop::run(launch)
}

fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
