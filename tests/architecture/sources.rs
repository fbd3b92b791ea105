//! What no tracked file may hold.

use super::house;

/// Beginnings of paths that exist on one person's machine only. They count
/// when a name follows: `~` and `$HOME` say the same without naming anybody.
const PERSONAL_FOLDERS: &[&str] = &["/home/", "/root/", "/Users/", "\\Users\\"];

/// People who exist in tests only.
const INVENTED: &[&str] = &["ada", "somebody"];

/// Decks as people sent them, and copies of other people's libraries.
const AS_RECEIVED: &[&str] = &["tests/fixtures/", "src-tauri/core/assets/"];

#[test]
fn no_file_names_a_path_of_one_machine() {
    let clone = house::root().display().to_string();
    let files = house::tracked_files();
    let own = files
        .iter()
        .filter(|file| !AS_RECEIVED.iter().any(|folder| file.starts_with(folder)));
    for file in own {
        let text = house::text_of(file).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            let is_personal = PERSONAL_FOLDERS
                .iter()
                .any(|folder| names_somebody(line, folder));
            assert!(
                !is_personal && !line.contains(&clone),
                "{file}:{} names a path of one machine, which is wrong on every other: {line}",
                number + 1
            );
        }
    }
}

fn names_somebody(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let rest = &line[at + folder.len()..];
        let name = rest.split(|letter: char| !letter.is_alphanumeric()).next();
        name.is_some_and(|name| !name.is_empty() && !INVENTED.contains(&name))
    })
}

#[test]
fn a_path_counts_only_with_a_name_in_it() {
    let folder = PERSONAL_FOLDERS[0];
    assert!(names_somebody(
        &format!("see {folder}grace/deck.html"),
        folder
    ));
    assert!(!names_somebody(
        &format!("see {folder}ada/deck.html"),
        folder
    ));
    assert!(!names_somebody(
        &format!("everything below \"{folder}\""),
        folder
    ));
}
