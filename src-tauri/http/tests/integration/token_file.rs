//! The token's file: made private, kept, exchanged, and refused when others
//! may have had their hands on it.

use std::fs;

use lectern_core::Code;
use lectern_http::TokenFile;

#[test]
fn a_token_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("a/listener");
    let first = TokenFile::in_folder(&folder).unwrap();
    let token = first.read().unwrap();
    assert_eq!(token.as_str().len(), 43, "256 bits in base64url");
    assert_eq!(fs::read_to_string(first.path()).unwrap(), token.as_str());
    let again = TokenFile::in_folder(&folder).unwrap().read().unwrap();
    assert_eq!(again.as_str(), token.as_str());
    let rotated = first.rotate().unwrap();
    assert_ne!(rotated.as_str(), token.as_str());
    assert_eq!(first.read().unwrap().as_str(), rotated.as_str());
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        1,
        "nothing is left behind"
    );
    assert_eq!(format!("{rotated:?}"), "Token(..)");
}

#[test]
fn what_is_no_token_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("listener");
    let file = TokenFile::in_folder(&folder).unwrap();
    let long = "A".repeat(100_000);
    for content in ["", "short", "\n", &long, &"!".repeat(43)] {
        // Written in place, so that the mode stays.
        fs::write(file.path(), content).unwrap();
        assert!(TokenFile::in_folder(&folder).is_err(), "{content:.50}");
    }
    let token = file.rotate().unwrap();
    fs::write(file.path(), format!("{}\n", token.as_str())).unwrap();
    assert_eq!(file.read().unwrap().as_str(), token.as_str());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &std::path::Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn nobody_else_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("listener");
        let file = TokenFile::in_folder(&folder).unwrap();
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(file.path()), 0o600);
        file.rotate().unwrap();
        assert_eq!(mode(file.path()), 0o600);
    }

    #[test]
    fn what_others_could_open_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("listener");
        let file = TokenFile::in_folder(&folder).unwrap();
        for (path, right) in [(folder.as_path(), 0o700), (file.path(), 0o600)] {
            for bits in [0o004, 0o040, 0o020, 0o002, 0o077] {
                let open = fs::Permissions::from_mode(right | bits);
                fs::set_permissions(path, open).unwrap();
                let error = TokenFile::in_folder(&folder).unwrap_err();
                assert_eq!(error.code(), Code::Forbidden, "{bits:o}");
                assert!(
                    error
                        .message()
                        .contains("other users can read or change it")
                );
            }
            fs::set_permissions(path, fs::Permissions::from_mode(right)).unwrap();
        }
        TokenFile::in_folder(&folder).unwrap();
    }

    #[test]
    fn links_and_other_things_are_refused() {
        let outer = tempfile::tempdir().unwrap();
        let real = outer.path().join("real");
        let file = TokenFile::in_folder(&real).unwrap();
        let linked_folder = outer.path().join("linked");
        symlink(&real, &linked_folder).unwrap();
        let linked_file = outer.path().join("with-link");
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&linked_file)
            .unwrap();
        symlink(file.path(), linked_file.join("token")).unwrap();
        let dangling = outer.path().join("dangling");
        fs::DirBuilder::new().mode(0o700).create(&dangling).unwrap();
        symlink(outer.path().join("planted"), dangling.join("token")).unwrap();
        let with_folder = outer.path().join("with-folder");
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&with_folder)
            .unwrap();
        fs::DirBuilder::new()
            .mode(0o700)
            .create(with_folder.join("token"))
            .unwrap();
        for folder in [&linked_folder, &linked_file, &dangling, &with_folder] {
            let error = TokenFile::in_folder(folder).unwrap_err();
            assert_eq!(error.code(), Code::Forbidden, "{}", folder.display());
        }
        assert!(!outer.path().join("planted").exists());
        let taken = outer.path().join("taken");
        fs::write(&taken, "").unwrap();
        assert!(TokenFile::in_folder(&taken).is_err());
    }
}
