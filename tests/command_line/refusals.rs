//! Bad input: each with its sentence, and nothing changed.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::harness::User;

#[test]
fn files_that_are_no_decks_are_refused_with_the_reason() {
    let user = User::new();
    let huge = user.files().join("huge.json");
    File::create(&huge)
        .unwrap()
        .set_len(300 * 1024 * 1024)
        .unwrap();
    let files = [
        (user.write("empty.html", ""), "empty", "invalid"),
        (
            user.write("picture.html", b"\x89PNG\r\n\x1a\n\0\0"),
            "PNG",
            "invalid",
        ),
        (
            user.write("latin.html", b"<h1>caf\xe9</h1>"),
            "byte 7",
            "invalid",
        ),
        (
            user.write("broken.json", "{\"slides\": [\n"),
            "line 2",
            "malformed",
        ),
        (
            user.write("other.json", "{\"name\": \"x\"}"),
            "neither slides nor messages",
            "invalid",
        ),
        (
            user.write("none.json", "{\"slides\": []}"),
            "no slides",
            "invalid",
        ),
        (
            user.write("typed.json", "{\"slides\": [{\"html\": 5}]}"),
            "slides[0].html",
            "invalid",
        ),
        (user.write("plain.txt", "just a note"), "", "invalid"),
        (huge, "64 MB", "too_large"),
        (
            user.files().join("absent.html"),
            "no such file",
            "unreadable",
        ),
        (user.files().to_owned(), "folder", "unreadable"),
    ];
    for (file, word, code) in &files {
        for command in ["import", "export"] {
            let (_, problem) = user.refused(&[command, file.to_str().unwrap()]);
            assert_eq!(
                problem["code"],
                *code,
                "{command} {}: {problem}",
                file.display()
            );
            let detail = problem["detail"].as_str().unwrap();
            let location = problem["errors"][0]["location"]
                .as_str()
                .unwrap_or_default();
            assert!(
                detail.contains(word) || location.contains(word),
                "{command} {}: {problem}",
                file.display()
            );
        }
    }
    assert_eq!(user.json(&["list"])["count"], 0);
}

#[test]
fn bad_values_change_nothing() {
    let user = User::new();
    let id = user.import(&user.write("a.html", "<title>Kept</title><h1>A</h1>"));
    let (exit, problem) = user.refused(&["rename", &id, "   "]);
    assert_eq!((exit, &problem["code"]), (2, &json!("invalid")));
    for odd in ["../etc/passwd", "..", "%2e%2e", "x"] {
        let (exit, problem) = user.refused(&["show", odd]);
        assert_eq!((exit, &problem["code"]), (3, &json!("not_found")), "{odd}");
        let (exit, _) = user.refused(&["export", odd]);
        assert_ne!(exit, 0);
    }
    let (exit, problem) = user.refused(&["export", &id, "--notes", "pages"]);
    assert_eq!((exit, &problem["code"]), (2, &json!("invalid")));
    assert_eq!(problem["errors"][0]["message"], "`notes` is only for pdf.");
    assert_eq!(user.json(&["show", &id])["title"], "Kept");
    assert_eq!(
        user.run(&["export", &id, "--format", "docx"]).status.code(),
        Some(2)
    );
    assert_eq!(user.run(&["frobnicate"]).status.code(), Some(2));
}

#[test]
fn a_machine_without_browser_says_what_to_install() {
    let user = User::new();
    let deck = user.write("a.html", "<h1>A</h1>");
    for browser in [user.files().join("absent"), deck.clone()] {
        let output = user
            .lectern()
            .args(["--json", "export", deck.to_str().unwrap()])
            .env("LECTERN_CHROME", browser)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(7), "{output:?}");
        let problem: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_eq!(problem["code"], "no_browser");
    }
    assert_eq!(user.listing(), ["a.html"]);
}

#[test]
fn targets_that_cannot_be_written_are_named() {
    let user = User::new();
    let deck = user.write("a.html", "<h1>A</h1>");
    fs::create_dir(user.files().join("folder")).unwrap();
    for target in [
        "absent/out.pdf",
        "folder",
        &format!("{}.pdf", "x".repeat(300)),
    ] {
        let (exit, problem) = user.refused(&[
            "export",
            deck.to_str().unwrap(),
            "--output",
            target,
            "--force",
        ]);
        assert_eq!(exit, 6, "{target}: {problem}");
        assert_eq!(problem["code"], "unwritable", "{target}");
    }
    assert_eq!(user.listing(), ["a.html", "folder"]);
}

#[test]
fn settings_that_cannot_be_read_are_named_by_line() {
    let user = User::new();
    fs::create_dir_all(user.data()).unwrap();
    fs::write(
        user.data().join("settings.toml"),
        "[export]\nbrowsr = \"x\"\n",
    )
    .unwrap();
    let (exit, problem) = user.refused(&["list"]);
    assert_eq!(exit, 6);
    assert!(
        problem["detail"].as_str().unwrap().contains("line 2"),
        "{problem}"
    );
}

/// Needs the right to mount a file system, which CI has; a machine without it
/// says so instead of passing for nothing.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_loses_nothing() {
    let user = User::new();
    let disk = user.files().join("disk");
    fs::create_dir(&disk).unwrap();
    let Some(_mounted) = SmallDisk::mount(&disk) else {
        eprintln!("skipped: this user may not mount a file system");
        return;
    };
    let deck = user.write("a.html", "<title>Kept</title><h1>A</h1>");
    let on_disk = |arguments: &[&str]| {
        user.lectern()
            .arg("--json")
            .args(arguments)
            .env("LECTERN_DATA_DIR", disk.join("data"))
            .output()
            .unwrap()
    };
    let import = ["import", deck.to_str().unwrap()];
    assert!(on_disk(&import).status.success());
    let filler = File::create(disk.join("filler")).unwrap();
    fill(&filler);
    let full = on_disk(&import);
    assert_eq!(full.status.code(), Some(6), "{full:?}");
    assert!(
        String::from_utf8_lossy(&full.stderr).contains("disk_full"),
        "{full:?}"
    );
    let target = disk.join("out.pdf");
    let (exit, problem) = user.refused(&[
        "export",
        deck.to_str().unwrap(),
        "--output",
        target.to_str().unwrap(),
    ]);
    assert_eq!((exit, &problem["code"]), (6, &json!("disk_full")));
    assert!(!target.exists());
    drop(filler);
    fs::remove_file(disk.join("filler")).unwrap();
    assert!(
        on_disk(&import).status.success(),
        "space is back, and so is service"
    );
    let list: serde_json::Value = serde_json::from_slice(&on_disk(&["list"]).stdout).unwrap();
    assert_eq!(list["count"], 2);
}

#[cfg(target_os = "linux")]
fn fill(mut file: &File) {
    use std::io::Write;
    let zeros = vec![0; 64 * 1024];
    while file.write(&zeros).is_ok_and(|written| written > 0) {}
}

#[cfg(target_os = "linux")]
struct SmallDisk<'disk>(&'disk Path);

#[cfg(target_os = "linux")]
impl<'disk> SmallDisk<'disk> {
    fn mount(folder: &'disk Path) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=40m", "lectern-test"])
            .arg(folder)
            .output();
        mounted
            .is_ok_and(|output| output.status.success())
            .then_some(Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0).status();
    }
}
