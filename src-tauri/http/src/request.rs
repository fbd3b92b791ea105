//! From a request to the one object that an operation reads: the fields of the
//! path, the query and the body together.
//!
//! Values are never judged here, so that an operation can look a session up
//! before it complains; what is refused here is what cannot be read at all.
//!
//! The rules, which the OpenAPI document repeats:
//! * a field in the path is never read from the query or the body;
//! * a field that is given twice with different values becomes a list, which
//!   the operation refuses; in a JSON object of its own the last one counts;
//! * unknown fields are ignored;
//! * an operation that reads no body ignores one, as long as it is of a type
//!   and size that another operation would take.

use std::time::Duration;

use axum::RequestPartsExt as _;
use axum::body::{Body as Content, Bytes, HttpBody as _};
use axum::extract::{RawPathParams, Request};
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::{HeaderMap, HeaderValue};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use lectern_core::model::DeckLimits;
use lectern_core::ops::{Body, Operation, ParameterKind};
use lectern_core::{Code, Error, Result};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::answer::nothing_here;

/// The header by which a client names itself: 1 to 64 visible ASCII
/// characters. Events tell it, so that a client can skip its own echo.
pub const CLIENT_HEADER: &str = "x-lectern-client";

/// The longest name of a client.
const CLIENT_LENGTH: usize = 64;

/// Bytes of a body that holds neither deck nor file.
const SMALL_BODY: usize = 1024 * 1024;

const JSON: &str = "application/json";
const HTML: &str = "text/html";

/// Reads what an operation is asked. The body must arrive within `time`.
///
/// # Errors
/// `not_found`, `malformed`, `unsupported_media_type`, `too_large`; `invalid`
/// for a JSON body that is no object.
pub(crate) async fn read(operation: &Operation, request: Request, time: Duration) -> Result<Value> {
    let (mut parts, content) = request.into_parts();
    let path = parts
        .extract::<RawPathParams>()
        .await
        .map_err(|cause| nothing_here().because(cause))?;
    let query = query_fields(operation, parts.uri.query().unwrap_or_default())?;
    let mut fields = body_fields(operation.body, &parts.headers, content, time).await?;
    for (name, value) in query {
        join(&mut fields, name, value);
    }
    for (name, text) in &path {
        let value = typed(kind_of(operation, name), text.to_owned());
        fields.insert(name.to_owned(), value);
    }
    Ok(Value::Object(fields))
}

/// The name that the client gives itself.
///
/// # Errors
/// `malformed` when it is none.
pub(crate) fn client_name(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get(CLIENT_HEADER) else {
        return Ok(None);
    };
    let bytes = value.as_bytes();
    let is_name =
        (1..=CLIENT_LENGTH).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
    if is_name {
        return Ok(Some(String::from_utf8_lossy(bytes).into_owned()));
    }
    Err(Error::new(
        Code::Malformed,
        format!("`{CLIENT_HEADER}` must be 1 to {CLIENT_LENGTH} visible ASCII characters."),
    ))
}

/// The values of the query that the operation knows, in the order of their
/// names' first appearance. One that is given more than once becomes a list.
fn query_fields(operation: &Operation, query: &str) -> Result<Map<String, Value>> {
    let mut fields = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, text) = (decoded(name)?, decoded(text)?);
        let is_known = operation.parameters.iter().any(|known| known.name == name);
        if !is_known || operation.is_in_path(&name) {
            continue;
        }
        let value = typed(kind_of(operation, &name), text);
        match fields.get_mut(&name) {
            None => {
                fields.insert(name, value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Ok(fields)
}

fn decoded(part: &str) -> Result<String> {
    let spaced = part.replace('+', " ");
    percent_decode_str(&spaced)
        .decode_utf8()
        .map(Into::into)
        .map_err(|cause| {
            Error::new(Code::Malformed, "The query is not written in UTF-8.").because(cause)
        })
}

fn kind_of(operation: &Operation, name: &str) -> ParameterKind {
    let mut parameters = operation.parameters.iter();
    parameters
        .find(|parameter| parameter.name == name)
        .map_or(ParameterKind::Text, |parameter| parameter.kind)
}

/// A text as the value that it stands for; one that stands for none remains a
/// text, which the operation refuses.
fn typed(kind: ParameterKind, text: String) -> Value {
    match (kind, text.as_str()) {
        (ParameterKind::Flag, "true") => Value::Bool(true),
        (ParameterKind::Flag, "false") => Value::Bool(false),
        (ParameterKind::Integer, digits) => digits
            .parse::<i64>()
            .map_or(Value::String(text), Value::from),
        (ParameterKind::Flag | ParameterKind::Text, _) => Value::String(text),
    }
}

/// Adds a value of the query to the fields of the body.
fn join(fields: &mut Map<String, Value>, name: String, value: Value) {
    let joined = match fields.remove(&name) {
        None | Some(Value::Null) => value,
        Some(same) if same == value => value,
        Some(other) => Value::Array(vec![value, other]),
    };
    fields.insert(name, joined);
}

async fn body_fields(
    body: Body,
    headers: &HeaderMap,
    content: Content,
    time: Duration,
) -> Result<Map<String, Value>> {
    check_type(body, headers, &content)?;
    let limit = limit_of(body);
    if content.size_hint().lower() > limit as u64 {
        return Err(too_large(limit));
    }
    let mut fields = Map::new();
    match body {
        Body::Empty => {}
        Body::Json => fields = object(&read_whole(content, limit, time).await?)?,
        Body::Deck => {
            let bytes = read_whole(content, limit, time).await?;
            fields.insert("deck".into(), json(&bytes)?);
            if let Some(revision) = if_match(headers) {
                fields.insert("if_match".into(), revision);
            }
        }
        Body::Document => {
            let text = text(read_whole(content, limit, time).await?)?;
            fields.insert("content".into(), Value::String(text));
        }
    }
    Ok(fields)
}

fn limit_of(body: Body) -> usize {
    match body {
        Body::Empty | Body::Json => SMALL_BODY,
        Body::Deck | Body::Document => DeckLimits::FILE_BYTES,
    }
}

fn media_types(body: Body) -> &'static [&'static str] {
    match body {
        Body::Empty | Body::Json | Body::Deck => &[JSON],
        Body::Document => &[JSON, HTML],
    }
}

/// Refuses a body of another type before it is read. A browser can send such
/// types for any site without asking first.
fn check_type(body: Body, headers: &HeaderMap, content: &Content) -> Result<()> {
    let accepted = media_types(body);
    let mut given = headers.get_all(CONTENT_TYPE).iter();
    let fits = match (given.next(), given.next()) {
        (Some(only), None) => is_one_of(only, accepted),
        _ => false,
    };
    if fits || content.is_end_stream() {
        return Ok(());
    }
    Err(Error::new(
        Code::UnsupportedMediaType,
        format!(
            "The body must be {}, and `Content-Type` must say so.",
            accepted.join(" or ")
        ),
    ))
}

fn is_one_of(given: &HeaderValue, accepted: &[&str]) -> bool {
    let given = given.to_str().unwrap_or_default();
    let (essence, parameters) = given.split_once(';').unwrap_or((given, ""));
    let is_utf8 = parameters
        .split(';')
        .map(|parameter| parameter.trim().to_ascii_lowercase())
        .all(|parameter| {
            matches!(
                parameter.as_str(),
                "" | "charset=utf-8" | "charset=\"utf-8\""
            )
        });
    let essence = essence.trim();
    is_utf8 && accepted.iter().any(|one| essence.eq_ignore_ascii_case(one))
}

async fn read_whole(content: Content, limit: usize, time: Duration) -> Result<Bytes> {
    let reading = Limited::new(content, limit).collect();
    let collected = tokio::time::timeout(time, reading)
        .await
        .map_err(|cause| incomplete().because(cause))?;
    collected
        .map(http_body_util::Collected::to_bytes)
        .map_err(|cause| {
            if cause.is::<LengthLimitError>() {
                too_large(limit)
            } else {
                incomplete().because(cause)
            }
        })
}

fn too_large(limit: usize) -> Error {
    let megabytes = limit / 1024 / 1024;
    Error::new(
        Code::TooLarge,
        format!("The body is larger than {megabytes} MiB. Nothing was changed."),
    )
}

fn incomplete() -> Error {
    Error::new(
        Code::Malformed,
        "The body did not arrive whole and in time. Nothing was changed.",
    )
}

/// The fields of a JSON body; none of an empty one or of `null`.
fn object(bytes: &[u8]) -> Result<Map<String, Value>> {
    match json(bytes)? {
        Value::Null => Ok(Map::new()),
        Value::Object(fields) => Ok(fields),
        _ => Err(Error::invalid("body", "The body must be a JSON object.")),
    }
}

fn json(bytes: &[u8]) -> Result<Value> {
    if bytes.trim_ascii().is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(bytes).map_err(|cause| {
        let (line, column) = (cause.line(), cause.column());
        Error::new(
            Code::Malformed,
            format!("The body is not valid JSON: line {line}, column {column}."),
        )
        .because(cause)
    })
}

fn text(bytes: Bytes) -> Result<String> {
    String::from_utf8(bytes.into()).map_err(|cause| {
        Error::new(Code::Malformed, "The body is not written in UTF-8.").because(cause)
    })
}

/// The revision that the caller expects. Several headers become a list, which
/// the operation refuses.
fn if_match(headers: &HeaderMap) -> Option<Value> {
    let mut values: Vec<Value> = headers
        .get_all(IF_MATCH)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into())
        .collect();
    if values.len() > 1 {
        return Some(Value::Array(values));
    }
    values.pop()
}
