//! Tells the page what changed, whoever changed it.

use lectern_core::events::Event;
use lectern_core::service::Service;
use tauri::{AppHandle, Emitter, Runtime};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use super::window::MAIN;

/// The event by which the page hears of changes: a list of those that came
/// together, since thousands may. Without a payload it says that some were
/// missed and everything must be read anew.
const CHANGES: &str = "changes";

/// Passes on the changes of a service for as long as it lives.
pub(super) fn pass_on<R: Runtime>(app: AppHandle<R>, service: &Service) {
    let mut events = service.subscribe();
    let user = service.local_caller(None).user;
    tauri::async_runtime::spawn(async move {
        loop {
            let told = match events.recv().await {
                Ok(first) => gather(&mut events, first),
                Err(RecvError::Lagged(_)) => None,
                Err(RecvError::Closed) => return,
            };
            let visible = told.map(|mut told| {
                told.retain(|event| event.is_visible_to(&user));
                told
            });
            if visible.as_ref().is_none_or(|visible| !visible.is_empty()) {
                tell(&app, visible);
            }
        }
    });
}

/// The change that came and all that wait behind it; none when some of them were
/// missed.
fn gather<T: Clone>(events: &mut Receiver<T>, first: T) -> Option<Vec<T>> {
    let mut told = vec![first];
    loop {
        match events.try_recv() {
            Ok(event) => told.push(event),
            Err(TryRecvError::Lagged(_)) => return None,
            Err(TryRecvError::Empty | TryRecvError::Closed) => return Some(told),
        }
    }
}

fn tell<R: Runtime>(app: &AppHandle<R>, events: Option<Vec<Event>>) {
    if let Err(error) = app.emit_to(MAIN, CHANGES, events) {
        tracing::warn!(%error, "the window did not hear of a change");
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::broadcast;

    use super::*;

    fn told(count: u32) -> Option<Vec<u32>> {
        let (sender, mut events) = broadcast::channel(4);
        for number in 1..=count {
            sender.send(number).unwrap();
        }
        gather(&mut events, 0)
    }

    #[test]
    fn what_waits_is_told_together_and_in_order() {
        assert_eq!(told(0), Some(vec![0]));
        assert_eq!(told(3), Some(vec![0, 1, 2, 3]));
    }

    #[test]
    fn where_some_were_missed_nothing_is_told_but_that() {
        assert_eq!(told(9), None);
    }
}
