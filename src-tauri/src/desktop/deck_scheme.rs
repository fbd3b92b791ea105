//! The scheme by which a frame of the window shows a deck. It serves the pages
//! of previews that are open, by exact address, to the one window; there is
//! nothing else behind it.

use lectern_core::service::Service;
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder, Url};

use super::shell::Shell;
use super::window::{MAIN, OWN_ORIGIN};

/// The scheme's name.
pub(super) const SCHEME: &str = "deck";

/// Digits of a preview's nonce.
const NONCE: usize = 64;

/// Digits of the longest page number.
const LONGEST_PAGE: usize = 6;

/// A page that a frame may ask for.
#[derive(Debug, PartialEq, Eq)]
struct Asked<'address> {
    nonce: &'address str,
    page: usize,
}

impl<'address> Asked<'address> {
    fn read(path: &'address str, query: Option<&str>) -> Option<Self> {
        let nonce = path.strip_prefix('/')?;
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_nonce = nonce.len() == NONCE && nonce.bytes().all(is_digit);
        let page = query?.strip_prefix("page=")?;
        let is_page = page.len() <= LONGEST_PAGE && page.bytes().all(|byte| byte.is_ascii_digit());
        let page = page.parse().ok()?;
        (is_nonce && is_page).then_some(Self { nonce, page })
    }
}

/// Whether this scheme has an answer for an address: what a frame may show.
pub(super) fn serves(url: &Url) -> bool {
    let own = if cfg!(windows) {
        ("http", Some("deck.localhost"))
    } else {
        (SCHEME, Some("localhost"))
    };
    (url.scheme(), url.host_str()) == own
        && url.port().is_none()
        && url.username().is_empty()
        && Asked::read(url.path(), url.query()).is_some()
}

/// Answers a frame. A page is put together where that may take its time.
pub(super) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    let is_main = context.webview_label() == MAIN;
    tauri::async_runtime::spawn_blocking(move || {
        let shell = app.state::<Shell>();
        let service = shell.service().ok().filter(|_| is_main);
        responder.respond(respond(service, &request));
    });
}

fn respond(service: Option<&Service>, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let uri = request.uri();
    let asked = Asked::read(uri.path(), uri.query())
        .filter(|_| request.method() == Method::GET && uri.host() == Some("localhost"));
    service
        .zip(asked)
        .and_then(|(service, asked)| page(service, &asked))
        .unwrap_or_else(nothing)
}

fn page(service: &Service, asked: &Asked<'_>) -> Option<Response<Vec<u8>>> {
    let page = service.preview_page(asked.nonce, asked.page)?;
    let headers = page.headers(OWN_ORIGIN);
    let mut response = Response::new(page.html.into_bytes());
    for (name, value) in headers {
        // A page without one of its headers is not confined, so it is not served.
        let value = value.parse().ok()?;
        response.headers_mut().insert(name, value);
    }
    Some(response)
}

fn nothing() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    let policy = format!("default-src 'none'; frame-ancestors {OWN_ORIGIN}; sandbox");
    if let Ok(policy) = policy.parse() {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONCE: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    fn origin() -> &'static str {
        if cfg!(windows) {
            "http://deck.localhost"
        } else {
            "deck://localhost"
        }
    }

    #[test]
    fn only_pages_of_previews_have_an_address() {
        let served = |rest: String| serves(&format!("{}{rest}", origin()).parse().unwrap());
        assert!(served(format!("/{NONCE}?page=0")));
        assert!(served(format!("/{NONCE}?page=12#3")));
        for foreign in [
            String::new(),
            "/".into(),
            format!("/{NONCE}"),
            format!("/{NONCE}?"),
            format!("/{NONCE}?page="),
            format!("/{NONCE}?page=-1"),
            format!("/{NONCE}?page=1e3"),
            format!("/{NONCE}?page=1234567"),
            format!("/{NONCE}?page=1&page=2"),
            format!("/{NONCE}?slide=1"),
            format!("/{NONCE}/?page=1"),
            format!("//{NONCE}?page=1"),
            format!("/{NONCE}0?page=1"),
            format!("/{}?page=1", &NONCE[1..]),
            format!("/{}?page=1", NONCE.to_uppercase()),
            format!("/x/../../{}?page=1", "..%2f"),
        ] {
            assert!(!served(foreign.clone()), "{foreign}");
        }
    }

    #[test]
    fn other_origins_are_not_served() {
        for origin in [
            "deck://elsewhere",
            "deck://localhost:1",
            "deck://somebody@localhost",
            "decks://localhost",
            "https://deck.localhost",
            "https://example.com",
        ] {
            let url = format!("{origin}/{NONCE}?page=0");
            assert!(!serves(&url.parse().unwrap()), "{url}");
        }
    }

    #[test]
    fn without_a_service_there_is_nothing() {
        let request = Request::get(format!("deck://localhost/{NONCE}?page=0"));
        let response = respond(None, &request.body(Vec::new()).unwrap());
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        let headers = response.headers();
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
        assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
    }
}
