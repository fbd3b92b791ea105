//! A screen that nobody sees, and what runs on it.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A process that ends with the test, and with it all that it started.
pub(crate) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        // It may have ended by itself.
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let _ = self.0.wait();
    }
}

pub(crate) fn start(command: &mut Command) -> Running {
    let child = command.stdin(Stdio::null()).process_group(0).spawn();
    Running(child.unwrap_or_else(|error| {
        panic!("{command:?} does not start ({error}); it needs xvfb, dbus and webkit2gtk-driver")
    }))
}

/// A screen that nobody sees.
pub(crate) struct Screen {
    _server: Running,
    number: String,
}

impl Screen {
    pub(crate) fn new() -> Self {
        let mut server = start(
            Command::new("Xvfb")
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "1440x900x24",
                    "-nolisten",
                    "tcp",
                ])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut number = String::new();
        let output = server.0.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut number).unwrap();
        Self {
            _server: server,
            number: format!(":{}", number.trim()),
        }
    }

    /// A command for a program on this screen, with its folders inside `home`.
    /// It names no sandbox setting of WebKit's: the page is the one that ships.
    pub(crate) fn command(&self, program: impl AsRef<Path>, home: &Path) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .env("DISPLAY", &self.number)
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("NO_AT_BRIDGE", "1")
            .env("GDK_BACKEND", "x11")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
        command
    }

    /// The windows that can be seen, each with its name, without the small ones
    /// that toolkits keep for themselves.
    pub(crate) fn windows(&self) -> Vec<String> {
        let tree = Command::new("xwininfo")
            .args(["-display", &self.number, "-root", "-children"])
            .output()
            .unwrap();
        let tree = String::from_utf8(tree.stdout).unwrap();
        let windows = tree
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with("0x"));
        windows
            .filter(|line| is_large(line))
            .map(str::to_owned)
            .collect()
    }
}

/// Whether a line of `xwininfo` tells of a window that a person would notice.
/// The size stands behind the name, as in `1200x800+120+50`.
fn is_large(line: &str) -> bool {
    let size = line.split_whitespace().rev().nth(1).unwrap_or_default();
    let mut sides = size
        .split(['x', '+', '-'])
        .map(|side| side.parse().unwrap_or(0));
    sides.next() > Some(50) && sides.next() > Some(50)
}
