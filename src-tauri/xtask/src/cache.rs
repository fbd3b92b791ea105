//! A target folder outside the clone, for continuous integration.
//!
//! Every run there starts from a new clone, and compiling all libraries anew
//! takes longer than everything else together. Cargo decides itself what of the
//! folder still fits, so nothing depends on what it holds: an empty one only
//! makes the run slower.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Each new clone leaves its own crates behind, and cargo never sweeps them.
const LARGEST: u64 = 12 * 1024 * 1024 * 1024;

/// The folder, made smaller if it has grown too large. `None` when this
/// machine has no place for caches.
pub(crate) fn target_folder() -> Option<PathBuf> {
    let target = cache_home()?.join("lectern-ci").join("target");
    if size(&target).unwrap_or(0) > LARGEST {
        eprintln!("{} has grown too large; starting afresh.", target.display());
        if let Err(error) = fs::remove_dir_all(&target) {
            eprintln!("It cannot be removed ({error}), so it stays.");
        }
    }
    Some(target)
}

fn cache_home() -> Option<PathBuf> {
    let named = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    named
        .filter(|path| path.is_absolute())
        .or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")))
}

fn size(folder: &Path) -> io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let facts = entry.metadata()?;
        sum += if facts.is_dir() {
            size(&entry.path())?
        } else {
            facts.len()
        };
    }
    Ok(sum)
}
