//! Handing things to the system's other programs: the only use of the opener.
//! Its commands are not registered, so no page can reach it past these.

use std::path::Path;
use std::sync::Arc;

use lectern_core::{Code, Error, Result};

use super::shell::Shell;

/// Opens things outside of Lectern.
pub trait Opener: Send + Sync + 'static {
    /// Opens a file or a folder with the program that the system has for it.
    ///
    /// # Errors
    /// `not_implemented` when the system has none.
    fn open(&self, path: &Path) -> Result<()>;
    /// Shows a file in the system's file manager.
    ///
    /// # Errors
    /// `not_implemented` when the system has none.
    fn reveal(&self, file: &Path) -> Result<()>;
    /// Opens an address with the program that the system has for it.
    ///
    /// # Errors
    /// `not_implemented` when the system has none.
    fn link(&self, url: &str) -> Result<()>;
}

/// The opener of this run: the system's or, in debug builds only, one that
/// writes down what it is asked, for tests of the real window.
pub(super) fn of_system() -> Arc<dyn Opener> {
    #[cfg(debug_assertions)]
    if let Some(written) = written::Written::from_environment() {
        return Arc::new(written);
    }
    Arc::new(SystemOpener)
}

/// Asks the opener where that may take its time: the system's services are
/// asked, and wait for an answer.
pub(super) async fn ask(
    shell: &Shell,
    question: impl FnOnce(&dyn Opener) -> Result<()> + Send + 'static,
) -> Result<()> {
    let opener = shell.opener();
    tokio::task::spawn_blocking(move || question(opener.as_ref()))
        .await
        .map_err(Error::internal)?
}

struct SystemOpener;

impl Opener for SystemOpener {
    fn open(&self, path: &Path) -> Result<()> {
        there(path)?;
        tauri_plugin_opener::open_path(path, None::<&str>).map_err(|cause| {
            refused(format!(
                "This system has no program that opens {}. The file is there.",
                path.display()
            ))
            .because(cause)
        })
    }

    fn reveal(&self, file: &Path) -> Result<()> {
        there(file)?;
        tauri_plugin_opener::reveal_item_in_dir(file).map_err(|cause| {
            refused(format!(
                "This system has no file manager that answers. The file is {}.",
                file.display()
            ))
            .because(cause)
        })
    }

    fn link(&self, url: &str) -> Result<()> {
        tauri_plugin_opener::open_url(url, None::<&str>).map_err(|cause| {
            refused(format!("This system has no program that opens {url}.")).because(cause)
        })
    }
}

/// Whether there is something to open.
fn there(path: &Path) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    Err(Error::new(
        Code::NotFound,
        format!("{} is not there any more.", path.display()),
    ))
}

fn refused(sentence: String) -> Error {
    Error::new(Code::NotImplemented, sentence)
}

/// Writes down what would be opened, since no test wants to see it.
#[cfg(debug_assertions)]
mod written {
    use std::env;
    use std::fs::OpenOptions;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};

    use super::{Error, Opener, Result};

    /// The file to which a line is added for each thing that would be opened.
    const OPENED: &str = "LECTERN_TEST_OPENED";

    pub(super) struct Written {
        file: PathBuf,
    }

    impl Written {
        pub(super) fn from_environment() -> Option<Self> {
            let file = env::var_os(OPENED).map(PathBuf::from)?;
            Some(Self { file })
        }

        fn add(&self, verb: &str, what: impl std::fmt::Display) -> Result<()> {
            let mut file = OpenOptions::new()
                .create(true)
                .append(true)
                .open(&self.file)
                .map_err(Error::internal)?;
            writeln!(file, "{verb} {what}").map_err(Error::internal)
        }
    }

    impl Opener for Written {
        fn open(&self, path: &Path) -> Result<()> {
            super::there(path)?;
            self.add("open", path.display())
        }

        fn reveal(&self, file: &Path) -> Result<()> {
            super::there(file)?;
            self.add("reveal", file.display())
        }

        fn link(&self, url: &str) -> Result<()> {
            self.add("link", url)
        }
    }
}
