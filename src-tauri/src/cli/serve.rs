//! `lectern serve`: the listener, until somebody asks it to stop.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use lectern_core::Result;
use serde::Serialize;

use super::arguments::Serve;
use super::output::Output;
use crate::parts::Place;

/// Where the listener is found.
#[derive(Serialize)]
struct Serving {
    url: String,
    token_file: PathBuf,
    #[serde(skip_serializing_if = "Option::is_none")]
    ui_url: Option<String>,
}

/// Serves until Ctrl-C, or a polite request to end.
pub(super) async fn serve(place: &Place, options: Serve, output: &Output) -> Result<ExitCode> {
    let service = place.open().await?;
    let port = options.port.unwrap_or(place.settings.listener.port);
    let listener = place.listen(service, port, options.ui).await?;
    let serving = Serving {
        url: listener.url(),
        token_file: listener.token_file().to_owned(),
        ui_url: listener.ui_url(),
    };
    // Whoever reads this through a pipe is a program.
    let output = Output::new(output.is_json() || !io::stdout().is_terminal());
    output.answer(&serving, sentences)?;
    asked_to_stop().await;
    listener.stop().await;
    Ok(ExitCode::SUCCESS)
}

fn sentences(serving: &Serving) -> String {
    let mut lines = vec![
        format!("Listening on {}", serving.url),
        format!("The token lies in {}", serving.token_file.display()),
    ];
    if let Some(ui_url) = &serving.ui_url {
        lines.push(format!("Open in a browser: {ui_url}"));
    }
    lines.push("Ctrl-C stops it.".into());
    lines.join("\n")
}

/// Waits for Ctrl-C, or for a polite request to end.
pub(super) async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // An error means that no such request can arrive.
    let _ = tokio::signal::ctrl_c().await;
}
