//! What stands behind the program's name when it starts: the data folder, and
//! files to import. A second start hands the same to the first.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The flag that names the data folder.
const DATA_DIR: &str = "--data-dir";

/// What the window was started with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// The folder of `--data-dir`.
    pub data_dir: Option<PathBuf>,
    /// Files to import, as whole paths.
    pub files: Vec<PathBuf>,
}

impl Arguments {
    /// Reads the arguments without the program's own name. Relative files lie
    /// in `folder`. Unknown flags belong to the desktop that starts the program.
    #[must_use]
    pub fn read(arguments: impl IntoIterator<Item = OsString>, folder: &Path) -> Self {
        let mut read = Self::default();
        let mut arguments = arguments.into_iter();
        let mut only_files = false;
        while let Some(argument) = arguments.next() {
            let text = argument.to_str().filter(|_| !only_files);
            match text {
                Some("--") => only_files = true,
                Some(DATA_DIR) => read.data_dir = arguments.next().map(PathBuf::from),
                Some(flag) if flag.starts_with('-') => read.flag(flag),
                _ if argument.is_empty() => {}
                _ => read.files.push(folder.join(argument)),
            }
        }
        read
    }

    fn flag(&mut self, flag: &str) {
        let value = flag.strip_prefix(DATA_DIR);
        if let Some(folder) = value.and_then(|rest| rest.strip_prefix('=')) {
            self.data_dir = Some(PathBuf::from(folder));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Arguments {
        let arguments = arguments.iter().map(OsString::from);
        Arguments::read(arguments, Path::new("/here"))
    }

    #[test]
    fn the_data_folder_is_no_file() {
        for arguments in [
            &["--data-dir", "data", "plan.html"][..],
            &["plan.html", "--data-dir=data"],
        ] {
            let read = read(arguments);
            assert_eq!(read.data_dir.as_deref(), Some(Path::new("data")));
            assert_eq!(read.files, [PathBuf::from("/here/plan.html")]);
        }
        assert_eq!(read(&["--data-dir"]), Arguments::default());
    }

    #[test]
    fn files_are_whole_paths_and_flags_are_none() {
        let read = read(&["--automation", "-x", "", "a.html", "/b.json", "--", "--c"]);
        let expected = ["/here/a.html", "/b.json", "/here/--c"].map(PathBuf::from);
        assert_eq!(read.files, expected);
    }
}
