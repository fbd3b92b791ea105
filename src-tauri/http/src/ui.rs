//! The files of the ui, for a browser as the window. Served only when they are
//! given. They need no token, since a browser cannot bring one when it opens a
//! page, and hold nothing of the user's.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use lectern_core::{Error, Result};

use crate::preview;

/// What the ui's page may do: run and show what came with it, talk to the
/// listener that it came from, by this name of it, and frame its decks. Nothing
/// else may ever stand in a frame, so no deck can send its frame elsewhere.
fn policy(host: &str) -> String {
    let decks = preview::FOLDER;
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
         img-src 'self' data: blob:; connect-src 'self'; frame-src http://{host}{decks}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

#[derive(Clone, Debug)]
struct UiFile {
    media_type: HeaderValue,
    bytes: Bytes,
}

/// The files of the ui by their path. Clones share the bytes.
#[derive(Clone, Debug)]
pub struct UiFiles {
    files: Arc<BTreeMap<String, UiFile>>,
}

impl UiFiles {
    /// A table of path (`/` is the page itself), media type and bytes.
    ///
    /// # Errors
    /// `internal` when a path does not start with `/` or lies under `/api` or
    /// `/deck`, or when a media type cannot stand in a header.
    pub fn new<Path, Kind, Content>(
        table: impl IntoIterator<Item = (Path, Kind, Content)>,
    ) -> Result<Self>
    where
        Path: Into<String>,
        Kind: AsRef<str>,
        Content: Into<Bytes>,
    {
        let mut files = BTreeMap::new();
        for (path, media_type, bytes) in table {
            let path = path.into();
            if !path.starts_with('/') || RESERVED.iter().any(|folder| lies_in(&path, folder)) {
                return Err(Error::internal(format!(
                    "no path for a file of the ui: {path}"
                )));
            }
            let media_type = HeaderValue::from_str(media_type.as_ref()).map_err(Error::internal)?;
            let bytes = bytes.into();
            files.insert(path, UiFile { media_type, bytes });
        }
        Ok(Self {
            files: Arc::new(files),
        })
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The response with the file at `path`, for the page at `host`.
    pub(crate) fn response(&self, path: &str, host: &HeaderValue) -> Option<Response> {
        let file = self.files.get(path)?;
        let policy = policy(host.to_str().ok()?);
        let headers = [
            (CONTENT_TYPE, file.media_type.clone()),
            (CONTENT_SECURITY_POLICY, HeaderValue::try_from(policy).ok()?),
        ];
        Some((headers, Body::from(file.bytes.clone())).into_response())
    }
}

/// Folders of the listener's own.
const RESERVED: [&str; 2] = ["/api", "/deck"];

fn lies_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
