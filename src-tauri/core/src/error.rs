//! The one error of Lectern: a closed set of codes, a sentence for people, and
//! one table that says how each door shows a code.
//!
//! Details for engineers (engine errors, paths, causes) live in the `source`
//! chain, which goes to the log and never through a door.

use std::error::Error as StdError;
use std::fmt;

use serde::{Deserialize, Serialize};

/// `Result` with Lectern's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, for programs. The set is closed: a code is added when a
/// client has a reason to behave differently on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The request cannot be read at all (broken JSON, no `Host` header).
    Malformed,
    /// A value is missing, of the wrong type or out of range.
    Invalid,
    /// No token, or a wrong one.
    Unauthorized,
    /// The request comes from a place that may not ask (host, origin).
    Forbidden,
    /// There is no such thing, or it belongs to somebody else.
    NotFound,
    /// The path exists, the method does not.
    MethodNotAllowed,
    /// The session has no deck yet.
    NoDeck,
    /// The deck is not at the revision that the caller expects.
    RevisionConflict,
    /// The body or the file is larger than Lectern takes.
    TooLarge,
    /// The body is not of a media type that this operation takes.
    UnsupportedMediaType,
    /// Too much is under way already; try again.
    Busy,
    /// Lectern cannot do this on this system.
    NotImplemented,
    /// Another Lectern has the data folder open.
    StoreLocked,
    /// The store cannot be read: damaged, or made by a newer Lectern.
    StoreUnusable,
    /// The disk is full.
    DiskFull,
    /// A file or folder cannot be read.
    Unreadable,
    /// A file or folder cannot be written.
    Unwritable,
    /// A file with that name exists already.
    AlreadyExists,
    /// The port is taken.
    PortTaken,
    /// No Chrome, Edge or Chromium was found.
    NoBrowser,
    /// The browser did not start.
    BrowserStartFailed,
    /// The browser's sandbox cannot be used here.
    SandboxUnavailable,
    /// The browser ended while it was working.
    BrowserDied,
    /// A slide was not ready before its deadline.
    SlideNotReady,
    /// The export took longer than it may.
    ExportTimeout,
    /// The finished file does not hold what the deck holds.
    ExportIncomplete,
    /// The user stopped it.
    Cancelled,
    /// A fault of Lectern's own.
    Internal,
}

/// How urgently a window shows an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Nothing is wrong; the user learns why nothing happened.
    Notice,
    /// The user can mend it.
    Warning,
    /// Lectern or the machine failed.
    Failure,
}

/// How each door shows a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Showing {
    /// HTTP status.
    pub status: u16,
    /// Exit code of the command line.
    pub exit: u8,
    /// Tone in the window.
    pub tone: Tone,
    /// Short title, the same for every error of this code.
    pub title: &'static str,
}

impl Code {
    /// The one table: how the doors show this code.
    ///
    /// Exit codes: 1 Lectern's own fault, 2 wrong use, 3 not found, 4 refused
    /// in the present state, 5 store, 6 files, 7 browser and export,
    /// 8 cancelled.
    #[must_use]
    pub fn showing(self) -> Showing {
        use Tone::{Failure, Notice, Warning};
        let (status, exit, tone, title) = match self {
            Self::Malformed => (400, 2, Warning, "The request cannot be read"),
            Self::Invalid => (422, 2, Warning, "A value is not valid"),
            Self::Unauthorized => (401, 4, Warning, "A token is needed"),
            Self::Forbidden => (403, 4, Warning, "Not allowed from here"),
            Self::NotFound => (404, 3, Warning, "Not found"),
            Self::MethodNotAllowed => (405, 2, Warning, "Method not allowed"),
            Self::NoDeck => (409, 4, Notice, "No deck yet"),
            Self::RevisionConflict => (412, 4, Warning, "The deck has changed"),
            Self::TooLarge => (413, 2, Warning, "Too large"),
            Self::UnsupportedMediaType => (415, 2, Warning, "Unsupported media type"),
            Self::Busy => (429, 4, Notice, "Busy"),
            Self::NotImplemented => (501, 4, Notice, "Not possible here"),
            Self::StoreLocked => (503, 5, Warning, "Lectern is open already"),
            Self::StoreUnusable => (500, 5, Failure, "The store cannot be used"),
            Self::DiskFull => (507, 6, Failure, "The disk is full"),
            Self::Unreadable => (500, 6, Warning, "Cannot be read"),
            Self::Unwritable => (500, 6, Warning, "Cannot be written"),
            Self::AlreadyExists => (409, 6, Warning, "Exists already"),
            Self::PortTaken => (500, 4, Warning, "The port is taken"),
            Self::NoBrowser => (503, 7, Warning, "No browser found"),
            Self::BrowserStartFailed => (502, 7, Failure, "The browser did not start"),
            Self::SandboxUnavailable => (503, 7, Warning, "The browser's sandbox is unavailable"),
            Self::BrowserDied => (502, 7, Failure, "The browser stopped"),
            Self::SlideNotReady => (504, 7, Warning, "A slide did not finish"),
            Self::ExportTimeout => (504, 7, Warning, "The export took too long"),
            Self::ExportIncomplete => (500, 7, Failure, "The export is not whole"),
            Self::Cancelled => (409, 8, Notice, "Cancelled"),
            Self::Internal => (500, 1, Failure, "Something went wrong in Lectern"),
        };
        Showing {
            status,
            exit,
            tone,
            title,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(formatter)
    }
}

/// One value that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Where the value stands: a field's name, or a path such as
    /// `slides[3].html` in an imported file.
    pub location: String,
    /// What is wrong with it, as a sentence without the location.
    pub message: String,
}

/// What every fallible function of Lectern answers.
#[derive(Debug)]
pub struct Error {
    code: Code,
    message: String,
    fields: Vec<FieldError>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error with a sentence for people: what happened, what it means for
    /// their data, what to do.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            fields: Vec::new(),
            source: None,
        }
    }

    /// One value was refused; `message` is a whole sentence.
    pub fn invalid(location: impl Into<String>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::invalid_fields(vec![FieldError {
            location: location.into(),
            message,
        }])
    }

    /// Several values were refused. The sentence for people is made of the
    /// fields' own sentences.
    #[must_use]
    pub fn invalid_fields(fields: Vec<FieldError>) -> Self {
        let message = fields
            .iter()
            .map(|field| field.message.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        Self {
            code: Code::Invalid,
            message,
            fields,
            source: None,
        }
    }

    /// The same answer for a session that does not exist and for one that
    /// belongs to somebody else, so that ids cannot be probed.
    #[must_use]
    pub fn session_not_found() -> Self {
        Self::new(Code::NotFound, "There is no session with this id.")
    }

    /// A fault of Lectern's own; `source` goes to the log only.
    pub fn internal(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(
            Code::Internal,
            "Something went wrong inside Lectern, and this may or may not have been done. Look before you try again; the log says more.",
        )
        .because(source)
    }

    /// Adds the cause, for the log.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// The sentence for people.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The values that were refused; empty unless the code is `invalid`.
    #[must_use]
    pub fn fields(&self) -> &[FieldError] {
        &self.fields
    }

    /// The causes in the system's and the engine's own words, nearest first:
    /// for the log only. They hold no text of a deck or a message.
    #[must_use]
    pub fn causes(&self) -> Vec<String> {
        std::iter::successors(StdError::source(self), |&cause| cause.source())
            .map(ToString::to_string)
            .collect()
    }

    /// What goes over the wire.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let showing = self.code.showing();
        Problem {
            kind: "about:blank".into(),
            title: showing.title.into(),
            status: showing.status,
            detail: self.message.clone(),
            code: self.code,
            errors: self.fields.clone(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}

/// An error as every door sends it: RFC 9457 problem details with `code`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI for the kind of problem; `about:blank`, since `code` says it.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short title, the same for every problem of this code.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// One sentence for people.
    pub detail: String,
    /// What went wrong, for programs.
    pub code: Code,
    /// The values that were refused (with `code` = `invalid`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}
