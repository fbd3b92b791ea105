//! The log: one file a day, the last week kept. It never holds the text of a
//! deck, a message or a title, nor the listener's token.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

use lectern_core::files;

/// Sets what is logged, e.g. `debug`; without it, `info`.
const FILTER: &str = "LECTERN_LOG";

/// Days that are kept.
const DAYS: usize = 7;

/// Starts logging into a folder; lines are written as long as the guard lives.
/// A folder that cannot be written leaves Lectern without a log, not without
/// service: whoever needs the data folder says what is wrong with it.
#[must_use]
pub fn start(folder: &Path) -> Option<WorkerGuard> {
    files::make_private_folder(folder).ok()?;
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("lectern")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let filter = EnvFilter::try_from_env(FILTER).unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(writer)
        .try_init()
        .ok()?;
    Some(guard)
}
