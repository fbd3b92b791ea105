//! What changes, as server-sent events. Each carries the event's sequence as
//! its id, the kind of change as its name, and the event as JSON. A client
//! that fell behind is sent `reset` and reads anew what it shows.

use std::convert::Infallible;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use lectern_core::events::Event;
use lectern_core::service::{Caller, Service};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// The address of the events.
pub(crate) const PATH: &str = "/api/events";

/// The name of the event that says: events were lost, read anew.
pub(crate) const RESET: &str = "reset";

/// A silent stream says so much, so that both sides notice a dead connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

pub(crate) async fn listen(
    State(service): State<Service>,
    Extension(caller): Extension<Caller>,
) -> Response {
    let heard = stream::unfold(service.subscribe(), move |mut events| {
        let caller = caller.clone();
        async move {
            let event = next_visible(&mut events, &caller).await?;
            Some((Ok::<_, Infallible>(event), events))
        }
    });
    Sse::new(heard)
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
        .into_response()
}

/// The next event that the caller may hear of; `None` when there are no more.
async fn next_visible(events: &mut Receiver<Event>, caller: &Caller) -> Option<sse::Event> {
    loop {
        match events.recv().await {
            Ok(event) if event.is_visible_to(&caller.user) => return shown(&event),
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => {
                return Some(sse::Event::default().event(RESET).data("{}"));
            }
            Err(RecvError::Closed) => return None,
        }
    }
}

fn shown(event: &Event) -> Option<sse::Event> {
    let value = serde_json::to_value(event).ok()?;
    let change = value.get("change")?.as_str()?.to_owned();
    Some(
        sse::Event::default()
            .id(event.sequence.to_string())
            .event(change)
            .data(value.to_string()),
    )
}
