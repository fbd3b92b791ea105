//! From an answer or an error of the core to a response, and the headers that
//! every response carries.

use axum::Json;
use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, RETRY_AFTER,
    WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use lectern_core::error::Tone;
use lectern_core::ops::{Answer, AnswerKind, ExportedFile, FidelityReport};
use lectern_core::render::Warning;
use lectern_core::{Code, Error, Result};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// Tells how many things an exported deck asked for and did not get.
pub(crate) const WARNINGS_HEADER: &str = "x-lectern-warnings";
/// Tells what they were.
pub(crate) const DETAILS_HEADER: &str = "x-lectern-warning-details";
/// Bytes of these details: clients take 16 kB of all headers together.
const LONGEST_DETAILS: usize = 8000;
/// Tells how close a file that people edit is to what the browser shows.
pub(crate) const FIDELITY_HEADER: &str = "x-lectern-fidelity";
/// Bytes of that, which leaves room for the details and all else.
const LONGEST_FIDELITY: usize = 6000;

/// Seconds after which a client that was told to wait may ask again.
const PAUSE: HeaderValue = HeaderValue::from_static("2");

/// What every response says, whatever it holds: nothing of it may be guessed
/// at, kept, framed, or read by another site.
const ALWAYS: [(HeaderName, HeaderValue); 4] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

/// What a browser may do with an answer that it shows as a page: nothing.
const API_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// Characters that RFC 8187 lets stand in a file name.
const FILE_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// Characters of JSON that a header cannot hold, and the one that stands for them. All
/// others stay, since encoded they are three times as long.
const IN_JSON: &AsciiSet = &CONTROLS.add(b' ').add(b'%');

/// Marks a response that may stand in a frame: its policy says in whose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Framed;

/// Adds the headers that every response carries. The files of the ui and the
/// pages of decks bring policies of their own.
pub(crate) async fn harden(mut response: Response) -> Response {
    let is_framed = response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    if is_framed {
        headers.remove(X_FRAME_OPTIONS);
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(API_POLICY);
    response
}

/// The response for what an operation answered.
pub(crate) fn respond(kind: AnswerKind, answer: Result<Answer>) -> Response {
    match answer {
        Ok(Answer::Json(value)) if kind == AnswerKind::Deck => deck(value),
        Ok(Answer::Json(value)) => Json(value).into_response(),
        Ok(Answer::File(file)) => download(file),
        Ok(Answer::Nothing) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => problem(&error),
    }
}

/// JSON with the deck's revision as its tag.
fn deck(value: Value) -> Response {
    let revision = value.pointer("/slide_deck/revision").map(Value::to_string);
    let mut response = Json(value).into_response();
    let tag = revision.and_then(|revision| HeaderValue::try_from(format!("\"{revision}\"")).ok());
    if let Some(tag) = tag {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

fn download(file: ExportedFile) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    headers.insert(CONTENT_DISPOSITION, attachment(&file.file_name));
    headers.insert(WARNINGS_HEADER, HeaderValue::from(file.warnings.len()));
    headers.insert(DETAILS_HEADER, details(&file.warnings));
    if let Some(told) = file.fidelity.as_ref().and_then(fidelity) {
        headers.insert(FIDELITY_HEADER, told);
    }
    (headers, Body::from(file.bytes)).into_response()
}

/// Warnings as JSON, percent-encoded, as many as a header can hold.
fn details(warnings: &[Warning]) -> HeaderValue {
    let encoded = |kept| {
        let json = json!(warnings[..kept]).to_string();
        utf8_percent_encode(&json, FILE_NAME).to_string()
    };
    let fitting = (0..=warnings.len()).rev().map(encoded);
    fitting
        .filter(|text| text.len() <= LONGEST_DETAILS)
        .find_map(|text| HeaderValue::try_from(text).ok())
        .unwrap_or(HeaderValue::from_static("%5B%5D"))
}

/// A report as JSON, percent-encoded: in full, in short or in numbers, as a header can
/// hold it. Numbers always fit.
fn fidelity(report: &FidelityReport) -> Option<HeaderValue> {
    let lengths: [fn(&FidelityReport) -> FidelityReport; 3] = [
        FidelityReport::clone,
        FidelityReport::in_short,
        FidelityReport::in_numbers,
    ];
    let encoded = lengths.iter().map(|shortened| {
        let json = json!(shortened(report)).to_string();
        utf8_percent_encode(&json, IN_JSON).to_string()
    });
    let mut fitting = encoded.filter(|text| text.len() <= LONGEST_FIDELITY);
    fitting.find_map(|text| HeaderValue::try_from(text).ok())
}

/// The name twice: in ASCII for old clients, and whole. Neither form lets a
/// character through that could end the value or the header.
fn attachment(file_name: &str) -> HeaderValue {
    let ascii: String = file_name
        .chars()
        .map(|character| match character {
            ' ' | '-' | '.' | '_' => character,
            _ if character.is_ascii_alphanumeric() => character,
            _ => '_',
        })
        .collect();
    let whole = utf8_percent_encode(file_name, FILE_NAME);
    HeaderValue::try_from(format!(
        "attachment; filename=\"{ascii}\"; filename*=UTF-8''{whole}"
    ))
    .unwrap_or(HeaderValue::from_static("attachment"))
}

/// The response for an error.
pub(crate) fn problem(error: &Error) -> Response {
    let mut problem = error.problem();
    if let Some(detail) = told_instead(error) {
        problem.detail = detail;
    }
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    match status {
        StatusCode::UNAUTHORIZED => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            headers.insert(RETRY_AFTER, PAUSE);
        }
        _ => {}
    }
    response
}

/// What a client reads where the error's own sentence is not for it: a fault
/// of Lectern's gets an id that is also in the log, and a sentence that names
/// a file of this machine stays on this machine.
fn told_instead(error: &Error) -> Option<String> {
    match error.code() {
        Code::Internal => {
            let id = random_id();
            tracing::error!(%id, causes = ?error.causes(), "a request failed");
            Some(format!("{} Its id there is {id}.", error.message()))
        }
        Code::Unreadable | Code::Unwritable | Code::AlreadyExists => {
            tracing::error!(causes = ?error.causes(), "a request failed: {error}");
            Some("Lectern could not use a file on its machine; the log says which.".into())
        }
        code => {
            if code.showing().tone == Tone::Failure {
                tracing::error!(%code, causes = ?error.causes(), "a request failed");
            }
            None
        }
    }
}

/// 64 random bits. An id that the system's randomness cannot give is still
/// found in the log by its time.
fn random_id() -> String {
    getrandom::u64().map_or_else(|_| "unknown".into(), |bits| format!("{bits:016x}"))
}

/// The answer where no route is.
pub(crate) fn nothing_here() -> Error {
    Error::new(Code::NotFound, "There is nothing at this address.")
}

/// The answer where a route is, but not for this method.
pub(crate) fn wrong_method() -> Error {
    Error::new(
        Code::MethodNotAllowed,
        "This address does not take this method; `Allow` says which it takes.",
    )
}

#[cfg(test)]
mod tests {
    use lectern_core::ops::FidelityTotals;
    use lectern_core::render::{BecamePicture, FontUse, PictureCause, SlideFidelity};
    use percent_encoding::percent_decode_str;

    use super::*;

    /// A report of so many slides, of which `pictures` have a picture.
    fn report(slides: usize, pictures: usize, family: &str) -> FidelityReport {
        let picture = BecamePicture {
            what: PictureCause::Canvas,
            area: 0.5,
        };
        let slide = |number| SlideFidelity {
            slide: number,
            texts: 10,
            tables: 0,
            charts: 0,
            pictures: vec![picture.clone(); usize::from(number <= pictures)],
            left_out: Vec::new(),
        };
        FidelityReport {
            totals: FidelityTotals {
                slides,
                pictures,
                ..FidelityTotals::default()
            },
            slides: (1..=slides).map(slide).collect(),
            fonts: vec![FontUse {
                family: family.to_owned(),
                is_here: true,
                is_everywhere: false,
            }],
        }
    }

    /// What a client reads.
    fn told(report: &FidelityReport) -> Value {
        let header = fidelity(report).unwrap();
        assert!(header.len() <= LONGEST_FIDELITY);
        let text = percent_decode_str(header.to_str().unwrap());
        serde_json::from_str(&text.decode_utf8().unwrap()).unwrap()
    }

    #[test]
    fn a_report_is_told_whole_where_a_header_can_hold_it() {
        let report = report(30, 3, "Caf\u{e9} \r\n100 %");
        assert_eq!(told(&report), json!(report));
    }

    #[test]
    fn a_long_report_leaves_out_what_is_editable_and_then_all_but_the_totals() {
        let many = report(10_000, 3, "Inter");
        assert_eq!(told(&many), json!(many.in_short()));
        let lossy = report(10_000, 10_000, "Inter");
        assert_eq!(told(&lossy), json!(lossy.in_numbers()));
        let named = report(1, 1, &"\u{1F600}".repeat(2000));
        assert_eq!(told(&named)["totals"]["slides"], 1);
    }
}
