//! `lectern serve`: the listener, until somebody asks it to stop.

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
