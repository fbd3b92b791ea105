//! The log: one file a day, the last week kept. It never holds the text of a
//! deck, a message or a title, nor the listener's token. Libraries are not
//! logged at all: the one that steers the browser would write down whole decks.

use std::env;
use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use lectern_core::files;

/// Sets how much is logged: `error`, `warn`, `info` (without it), `debug` or
/// `trace`.
const FILTER: &str = "LECTERN_LOG";

/// How the names of Lectern's own crates begin.
const OWN: &str = "lectern";

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
    let level = env::var(FILTER).ok().and_then(|level| level.parse().ok());
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(writer)
        .with_filter(Targets::new().with_target(OWN, level.unwrap_or(LevelFilter::INFO)));
    tracing_subscriber::registry().with(lines).try_init().ok()?;
    Some(guard)
}
