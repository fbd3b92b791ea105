//! The loopback listener: every operation of the one list over HTTP, for
//! programs on this machine.
//!
//! What does not belong here: rules about sessions (they are `lectern-core`'s)
//! and anything that knows a window.
//!
//! A request passes the guard first ([`Access`]: host, origin, token), then
//! one handler for all operations reads path, query and body into one object
//! and calls the operation. So no route can forget a rule, and no list of
//! routes can drift from the list of operations.

mod answer;
mod connection;
mod events;
mod guard;
mod listener;
mod openapi;
mod preview;
mod request;
mod routes;
mod token;
mod ui;

pub use guard::Access;
pub use listener::{Limits, Listener, ListenerConfig};
pub use openapi::{openapi, openapi_document};
pub use request::CLIENT_HEADER;
pub use routes::router;
pub use token::{Token, TokenFile};
pub use ui::UiFiles;
