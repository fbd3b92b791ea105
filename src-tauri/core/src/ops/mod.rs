//! The operations: what they ask and answer, and one function each on
//! [`Service`].
//!
//! What does not belong here: transports. A door reads a request into a
//! [`serde_json::Value`], calls the operation and shows the [`Answer`].

mod archive;
mod decks;
mod export;
mod fidelity;
mod field;
mod list;
mod messages;
mod paper;
mod pictures;
mod powerpoint;
mod previews;
mod profiles;
mod sample;
mod sessions;
mod trash;
mod wire;

use std::future::Future;
use std::pin::Pin;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::deck::report::DeckReport;
use crate::model::{Message, Profile, Session};
use crate::service::{Caller, Service};
use crate::{Error, Result};

pub use export::{Format, Wanted, export_deck};
pub use fidelity::{FidelityReport, FidelityTotals};
pub(crate) use field::refuse;
pub use field::{Field, Kind};
pub use paper::OnPaper;
pub use powerpoint::InPowerPoint;
pub use wire::*;

/// How an operation is asked over HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes or does.
    Post,
    /// Replaces.
    Put,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
}

/// What a path or query parameter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Flag,
}

/// A value that stands in the path or the query.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name, the same as the request's field.
    pub name: &'static str,
    /// What it holds.
    pub kind: ParameterKind,
}

/// What the body of a request holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// A small JSON object; may be absent.
    Json,
    /// A deck as JSON: the field `deck`.
    Deck,
    /// A file's text: the field `content`.
    Document,
}

/// What an operation answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// JSON.
    Json,
    /// JSON that holds a deck; its revision is the `ETag`.
    Deck,
    /// A file.
    File,
    /// A picture: a file of type `image/png`.
    Picture,
    /// Nothing but success.
    Nothing,
}

/// An answer, ready for a door.
#[derive(Clone, Debug)]
pub enum Answer {
    /// JSON.
    Json(Value),
    /// A file.
    File(ExportedFile),
    /// Nothing but success.
    Nothing,
}

type Calling = Pin<Box<dyn Future<Output = Result<Answer>> + Send>>;

/// One row of the list.
#[derive(Clone, Copy)]
pub struct Operation {
    /// The name: the Tauri command and the OpenAPI operation id.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// HTTP method.
    pub method: Method,
    /// HTTP path with `{parameter}`s.
    pub path: &'static str,
    /// Path and query parameters.
    pub parameters: &'static [Parameter],
    /// The body.
    pub body: Body,
    /// The answer.
    pub answer: AnswerKind,
    call: fn(Service, Caller, Value) -> Calling,
}

impl Operation {
    /// Whether `name` is part of the path.
    #[must_use]
    pub fn is_in_path(&self, name: &str) -> bool {
        self.path.contains(&format!("{{{name}}}"))
    }

    /// Does the operation. `request` is an object with the request's fields.
    ///
    /// A caller that goes away drops the future. That stops what only answers;
    /// what changes something is done to its end, because a change that is on
    /// disk must be told.
    ///
    /// # Errors
    /// Those of the operation; `invalid` when `request` is no such object.
    pub async fn call(&self, service: Service, caller: Caller, request: Value) -> Result<Answer> {
        let calling = (self.call)(service, caller, request);
        if self.only_answers() {
            return calling.await;
        }
        tokio::spawn(calling).await.map_err(Error::internal)?
    }

    /// Whether it changes nothing: readings, and files made from what is there.
    fn only_answers(&self) -> bool {
        self.method == Method::Get || self.answer == AnswerKind::File
    }
}

macro_rules! operations {
    ($(#[doc = $summary:literal] $name:ident: $method:ident $path:literal [$($parameter:ident: $kind:ident),*] $body:ident $request:ident -> $answer_kind:ident $answer:ty;)*) => {
        /// Every operation.
        pub static OPERATIONS: &[Operation] = &[$(
            Operation {
                name: stringify!($name),
                summary: $summary.trim_ascii(),
                method: Method::$method,
                path: $path,
                parameters: &[$(Parameter {
                    name: stringify!($parameter),
                    kind: ParameterKind::$kind,
                }),*],
                body: Body::$body,
                answer: AnswerKind::$answer_kind,
                call: |service, caller, request| Box::pin(async move {
                    let request: $request = read_request(request)?;
                    let answer: $answer = service.$name(&caller, request).await?;
                    answer.into_answer()
                }),
            },
        )*];
    };
}

crate::for_each_operation!(operations);

fn read_request<T: DeserializeOwned>(request: Value) -> Result<T> {
    serde_json::from_value(request).map_err(|cause| {
        Error::invalid(
            "request",
            format!("The request does not fit the operation: {cause}."),
        )
    })
}

/// How a typed answer becomes one for a door.
trait IntoAnswer {
    fn into_answer(self) -> Result<Answer>;
}

macro_rules! json_answers {
    ($($answer:ty),*) => {
        $(impl IntoAnswer for $answer {
            fn into_answer(self) -> Result<Answer> {
                json(&self)
            }
        })*
    };
}

json_answers!(
    Session,
    SessionList,
    MessageList,
    Message,
    SessionSlides,
    Renamed,
    CleanedUp,
    Trashed,
    Restored,
    Profile,
    ProfileList,
    Preview,
    DeckReport
);

impl IntoAnswer for ExportedFile {
    fn into_answer(self) -> Result<Answer> {
        Ok(Answer::File(self))
    }
}

impl IntoAnswer for () {
    fn into_answer(self) -> Result<Answer> {
        Ok(Answer::Nothing)
    }
}

fn json(answer: &impl Serialize) -> Result<Answer> {
    serde_json::to_value(answer)
        .map(Answer::Json)
        .map_err(Error::internal)
}
