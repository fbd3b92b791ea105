//! A fresh data folder, and the program over it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// The fixtures: decks that this project wrote.
pub(super) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/decks")
        .join(name)
}

/// A user with a machine of their own.
pub(super) struct User {
    folder: tempfile::TempDir,
}

impl User {
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The folder where the user keeps files; Lectern's data is elsewhere.
    pub(super) fn files(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.files().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program, ready for arguments. Chrome's sandbox is off, since tests
    /// may run as root, where it cannot be on.
    pub(super) fn lectern(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lectern"));
        command
            .current_dir(self.files())
            .env("LECTERN_DATA_DIR", self.data())
            .env("LECTERN_CHROME_NO_SANDBOX", "1")
            .env("HOME", self.files())
            .env("XDG_CONFIG_HOME", self.data())
            .env("XDG_CACHE_HOME", self.data())
            .env("XDG_DATA_HOME", self.data())
            .stdin(Stdio::null());
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Output {
        self.lectern().args(arguments).output().unwrap()
    }

    /// Runs a command that must succeed and reads its JSON.
    pub(super) fn json(&self, arguments: &[&str]) -> Value {
        let output = self
            .lectern()
            .arg("--json")
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    /// Runs a command that must be refused; answers its exit code and problem.
    pub(super) fn refused(&self, arguments: &[&str]) -> (i32, Value) {
        let output = self
            .lectern()
            .arg("--json")
            .args(arguments)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{arguments:?} was taken");
        assert!(output.stdout.is_empty(), "{arguments:?}: {output:?}");
        let problem = serde_json::from_slice(&output.stderr)
            .unwrap_or_else(|_| panic!("{arguments:?}: {output:?}"));
        (output.status.code().unwrap(), problem)
    }

    pub(super) fn import(&self, file: &Path) -> String {
        let session = self.json(&["import", file.to_str().unwrap()]);
        session["session_id"].as_str().unwrap().to_owned()
    }

    /// Names of everything in the user's own folder but Lectern's data.
    pub(super) fn listing(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.files())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "data")
            .collect();
        names.sort();
        names
    }
}

/// A program that ends with the test.
pub(super) struct Running(pub(super) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What poppler reads of a PDF.
pub(super) struct Pdf {
    path: PathBuf,
}

impl Pdf {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// Width and height of each page, in points.
    pub(super) fn page_sizes(&self) -> Vec<String> {
        self.tool("pdfinfo", &["-f", "1", "-l", "100000"])
            .lines()
            .filter(|line| line.starts_with("Page ") && line.contains("size:"))
            .map(|line| line.split("size:").nth(1).unwrap().trim().to_owned())
            .collect()
    }

    pub(super) fn text_of_page(&self, page: usize) -> String {
        let page = page.to_string();
        self.text_of(&["-f", &page, "-l", &page])
    }

    /// The text of all pages.
    pub(super) fn text(&self) -> String {
        self.text_of(&[])
    }

    fn text_of(&self, pages: &[&str]) -> String {
        let output = Command::new("pdftotext")
            .args(pages)
            .arg(&self.path)
            .arg("-")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    fn tool(&self, program: &str, arguments: &[&str]) -> String {
        let output = Command::new(program)
            .args(arguments)
            .arg(&self.path)
            .output()
            .unwrap();
        assert!(output.status.success(), "{program}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
