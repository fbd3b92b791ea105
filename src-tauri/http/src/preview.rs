//! Decks in a frame of the ui: `/deck/<nonce>?page=<number from 0>`. Served only
//! beside the ui, to a frame of its page and to nothing else; the nonce stands
//! in for the token, which a frame cannot bring.

use axum::extract::{Path, Query, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use lectern_core::deck::page::LivePage;
use lectern_core::service::Service;
use lectern_core::{Error, Result};

use crate::answer::{self, Framed};

/// Where the pages lie.
pub(crate) const FOLDER: &str = "/deck/";
/// Their route.
pub(crate) const ROUTE: &str = "/deck/{nonce}";

/// Whether `path` is a deck's page, or would be one.
pub(crate) fn is_one(path: &str) -> bool {
    path.starts_with(FOLDER)
}

/// Whether a browser sends this to fill a frame of a page of the same origin.
/// A request that does not say so is not one.
pub(crate) fn is_for_a_frame(headers: &HeaderMap) -> bool {
    [
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "iframe"),
    ]
    .iter()
    .all(|(name, wanted)| {
        let mut values = headers.get_all(*name).iter();
        values.next().is_some_and(|value| value == wanted) && values.next().is_none()
    })
}

/// What the address asks for besides the nonce.
type Words = Vec<(String, String)>;

/// Serves a page.
pub(crate) async fn serve(
    State(service): State<Service>,
    Path(nonce): Path<String>,
    words: std::result::Result<Query<Words>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let number = words.ok().and_then(|Query(words)| page_number(&words));
    let Some(number) = number else {
        return answer::problem(&answer::nothing_here());
    };
    let page = tokio::task::spawn_blocking(move || service.preview_page(&nonce, number)).await;
    match page {
        Ok(Some(page)) => response(page, &headers).unwrap_or_else(|error| answer::problem(&error)),
        Ok(None) => answer::problem(&answer::nothing_here()),
        Err(cause) => answer::problem(&Error::internal(cause)),
    }
}

/// The page that is asked for: the first one where nothing is said.
fn page_number(words: &Words) -> Option<usize> {
    match &words[..] {
        [] => Some(0),
        [(name, number)] if name == "page" => number.parse().ok(),
        _ => None,
    }
}

fn response(page: LivePage, asked: &HeaderMap) -> Result<Response> {
    // The guard let only the listener's own hosts pass.
    let host = asked.get(HOST).and_then(|host| host.to_str().ok());
    let ancestor = format!("http://{}", host.unwrap_or_default());
    let mut headers = HeaderMap::new();
    for (name, value) in page.headers(&ancestor) {
        let value = HeaderValue::try_from(value).map_err(Error::internal)?;
        headers.insert(HeaderName::from_static(name), value);
    }
    let mut response = (headers, page.html).into_response();
    response.extensions_mut().insert(Framed);
    Ok(response)
}
