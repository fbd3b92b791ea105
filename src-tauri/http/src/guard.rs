//! Who may ask at all. Every request passes here before it is routed: the host
//! that it names, the page that it comes from, then its token.
//!
//! The order matters: a page that a browser was tricked into is refused before
//! anything looks at tokens, and unknown addresses are told only to those who
//! hold the token.

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lectern_core::service::{Caller, Service};
use lectern_core::{Code, Error, Result};

use crate::answer;
use crate::listener::Limits;
use crate::preview;
use crate::request;
use crate::token::Token;
use crate::ui::UiFiles;

/// What opens the routes, and to whom.
#[derive(Clone, Debug)]
pub struct Access {
    /// The port that the listener has; requests must name it.
    pub port: u16,
    /// The token of the local user.
    pub token: Token,
    /// The ui's files, if a browser serves as the window.
    pub ui: Option<UiFiles>,
    /// What a request may take.
    pub limits: Limits,
}

/// The guard's state: the rules, and the service that knows the users.
#[derive(Clone)]
pub(crate) struct Guard {
    pub(crate) access: Access,
    pub(crate) service: Service,
}

/// Lets a request through, with its [`Caller`], or answers it.
pub(crate) async fn guard(
    State(guard): State<Guard>,
    mut request: Request,
    next: Next,
) -> Response {
    match guard.examine(&request) {
        Ok(Verdict::Page) => {}
        Ok(Verdict::Caller(caller)) => {
            request.extensions_mut().insert(caller);
        }
        Err(refusal) => return answer::problem(&refusal).into_response(),
    }
    next.run(request).await
}

enum Verdict {
    /// A file of the ui, open to everyone who can reach the listener, or a
    /// deck's page, open to a frame of the ui.
    Page,
    /// Anything else, asked by this caller.
    Caller(Caller),
}

impl Guard {
    fn examine(&self, request: &Request) -> Result<Verdict> {
        let host = self.check_host(request)?;
        if self.access.ui.is_some() && preview::is_one(request.uri().path()) {
            check_frame(request)?;
            return Ok(Verdict::Page);
        }
        let is_page = self.is_page(request);
        self.check_origin(request, &host, is_page)?;
        if is_page {
            return Ok(Verdict::Page);
        }
        let user = self.authenticate(request.headers())?;
        let client = request::client_name(request.headers())?;
        Ok(Verdict::Caller(Caller { client, ..user }))
    }

    /// The one host that the request names, if it is this listener's. A page
    /// on a name that was rebound to this machine is of the same origin as its
    /// requests; only the host gives it away.
    fn check_host(&self, request: &Request) -> Result<String> {
        let mut hosts = request.headers().get_all(HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Err(Error::new(
                Code::Malformed,
                "A request must have exactly one `Host` header.",
            ));
        };
        let host = host.to_str().unwrap_or_default().to_ascii_lowercase();
        let target = request.uri().authority();
        let named_in_target = target.is_none_or(|target| self.is_own(target.as_str()));
        let scheme = request.uri().scheme_str();
        if self.is_own(&host) && named_in_target && scheme.is_none_or(|scheme| scheme == "http") {
            return Ok(host);
        }
        Err(Error::new(
            Code::Forbidden,
            "This listener answers to its own loopback address only.",
        ))
    }

    fn is_own(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let port = self.access.port;
        ["127.0.0.1", "localhost", "[::1]"]
            .iter()
            .any(|name| host == format!("{name}:{port}"))
    }

    fn is_page(&self, request: &Request) -> bool {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let ui = self.access.ui.as_ref();
        reads && ui.is_some_and(|ui| ui.has(request.uri().path()))
    }

    /// Refuses what a browser sends for another site. Programs send none of
    /// these headers; the token is what guards against them.
    fn check_origin(&self, request: &Request, host: &str, is_page: bool) -> Result<()> {
        let headers = request.headers();
        let own_origin = format!("http://{host}");
        let is_own_page =
            |origin: &str| self.access.ui.is_some() && origin.eq_ignore_ascii_case(&own_origin);
        let fits = all(headers, ORIGIN.as_str(), is_own_page)
            && all(headers, "sec-fetch-site", |site| {
                matches!(site, "none" | "same-origin")
            })
            && (all(headers, "sec-fetch-mode", |mode| mode != "navigate")
                || (is_page && all(headers, "sec-fetch-dest", |kind| kind == "document")));
        // Only a browser's question about another site's wish to ask.
        if fits && request.method() != Method::OPTIONS {
            return Ok(());
        }
        Err(Error::new(
            Code::Forbidden,
            "This listener does not answer web pages of other origins.",
        ))
    }

    /// The user whose token the request brings. There is one today.
    fn authenticate(&self, headers: &HeaderMap) -> Result<Caller> {
        bearer(headers)
            .filter(|presented| self.access.token.is(presented))
            .map(|_| self.service.local_caller(None))
            .ok_or_else(|| {
                Error::new(
                    Code::Unauthorized,
                    "The request needs the header `Authorization: Bearer` with the token of the listener's token file.",
                )
            })
    }
}

/// Refuses everything but what a browser sends to fill a frame of the ui. A
/// deck in that frame has no origin, so it cannot ask for another deck.
fn check_frame(request: &Request) -> Result<()> {
    let headers = request.headers();
    let is_plain = request.method() == Method::GET && !headers.contains_key(ORIGIN);
    if is_plain && preview::is_for_a_frame(headers) {
        return Ok(());
    }
    Err(Error::new(
        Code::Forbidden,
        "A deck is shown in a frame of Lectern's own page only.",
    ))
}

/// Whether every value of a header fits; an absent one does.
fn all(headers: &HeaderMap, name: &str, fits: impl Fn(&str) -> bool) -> bool {
    let mut values = headers.get_all(name).iter();
    values.all(|value| value.to_str().is_ok_and(&fits))
}

/// What the one `Authorization` header presents under the scheme `Bearer`.
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return None;
    };
    let (scheme, presented) = value.as_bytes().split_at_checked("Bearer ".len())?;
    scheme
        .eq_ignore_ascii_case(b"Bearer ")
        .then_some(presented.trim_ascii_start())
}
