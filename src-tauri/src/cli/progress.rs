//! How far an export is, on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use lectern_core::render::{Progress, Watch};

/// A bar on standard error that follows an export, and the watch that moves it.
pub(super) fn follow(is_watched: bool) -> (ProgressBar, Watch) {
    let bar = if is_watched {
        ProgressBar::new_spinner()
    } else {
        ProgressBar::hidden()
    };
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    let moved = bar.clone();
    let watch = Watch::new(move |progress| moved.set_message(sentence(progress)));
    (bar, watch)
}

fn sentence(progress: Progress) -> String {
    match progress {
        Progress::Waiting => "Waiting for another deck".into(),
        Progress::StartingBrowser => "Starting the browser".into(),
        Progress::Slides { ready, total } => format!("Slide {ready} of {total}"),
        Progress::Printing { total } => format!("Printing {total} pages"),
        Progress::Writing => "Writing the file".into(),
    }
}
