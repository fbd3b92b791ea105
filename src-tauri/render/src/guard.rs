//! What a deck's page may load: the page itself, once, and the bundled script
//! libraries, all from memory. Everything else fails and is noted.
//!
//! What does not belong here: the switches below the page that leave the
//! browser without a network at all (`browser::launch`), and the page's own
//! policy (`lectern_core::deck::page`). Each of the three is enough alone for
//! most of what decks can try; together they leave nothing.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headless_chrome::browser::tab::{RequestInterceptor, RequestPausedDecision};
use headless_chrome::browser::transport::{SessionId, Transport};
use headless_chrome::protocol::cdp::Fetch::events::RequestPausedEvent;
use headless_chrome::protocol::cdp::Fetch::{FailRequest, FulfillRequest, HeaderEntry};
use headless_chrome::protocol::cdp::Network::{ErrorReason, ResourceType};
use lectern_core::deck::assets;
use lectern_core::deck::page::Page;

/// The host of all pages. The name can never exist (RFC 2606).
pub(crate) const ORIGIN: &str = "http://deck.invalid/";

/// How many blocked addresses are kept.
const KEPT: usize = 100;

/// Everything that a page is not to ask a user for.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), bluetooth=(), camera=(), \
    clipboard-read=(), clipboard-write=(), display-capture=(), fullscreen=(), geolocation=(), \
    gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), \
    midi=(), payment=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), \
    window-management=()";

/// Answers the requests of one page.
pub(crate) struct Guard {
    address: String,
    policy: String,
    /// The document, until it was asked for.
    document: Mutex<Option<String>>,
    blocked: Mutex<Vec<String>>,
}

impl Guard {
    /// A guard for `page`, to be found at `address` below [`ORIGIN`].
    pub(crate) fn new(page: &Page, address: String) -> Self {
        Self {
            address,
            policy: page.policy.clone(),
            document: Mutex::new(Some(BASE64.encode(&page.html))),
            blocked: Mutex::default(),
        }
    }

    /// The addresses that were refused, in order, each once.
    pub(crate) fn blocked(&self) -> Vec<String> {
        self.blocked
            .lock()
            .map(|blocked| blocked.clone())
            .unwrap_or_default()
    }

    fn take_document(&self, address: &str) -> Option<String> {
        (address == self.address)
            .then(|| self.document.lock().ok()?.take())
            .flatten()
    }

    fn note(&self, address: &str) {
        let Ok(mut blocked) = self.blocked.lock() else {
            return;
        };
        let is_new = !blocked.iter().any(|known| known == address);
        if is_new && blocked.len() < KEPT && address != self.address {
            blocked.push(address.to_owned());
        }
    }

    fn document_headers(&self) -> Vec<HeaderEntry> {
        vec![
            header("Content-Type", "text/html; charset=utf-8"),
            header("Content-Security-Policy", &self.policy),
            header("Permissions-Policy", PERMISSIONS),
            header("X-DNS-Prefetch-Control", "off"),
            header("Cross-Origin-Opener-Policy", "same-origin"),
            header("Referrer-Policy", "no-referrer"),
        ]
    }
}

// Called on the thread that reads from the browser: a panic here would end the
// connection, so nothing here can.
impl RequestInterceptor for Guard {
    fn intercept(
        &self,
        _: Arc<Transport>,
        _: SessionId,
        event: RequestPausedEvent,
    ) -> RequestPausedDecision {
        let id = event.params.request_id;
        let address = event.params.request.url.as_str();
        let is_document = event.params.resource_Type == ResourceType::Document;
        if let Some(document) = self.take_document(address) {
            return fulfil(id, self.document_headers(), document);
        }
        if !is_document && address.starts_with("data:") {
            return RequestPausedDecision::Continue(None);
        }
        if let Some(asset) = assets::lookup(address).filter(|_| !is_document) {
            return fulfil(id, script_headers(), BASE64.encode(asset.script));
        }
        self.note(address);
        // Aborted, so that a page that tries to leave is not replaced by an
        // error page.
        let error_reason = if is_document {
            ErrorReason::Aborted
        } else {
            ErrorReason::BlockedByClient
        };
        RequestPausedDecision::Fail(FailRequest {
            request_id: id,
            error_reason,
        })
    }
}

fn fulfil(request_id: String, headers: Vec<HeaderEntry>, body: String) -> RequestPausedDecision {
    RequestPausedDecision::Fulfill(FulfillRequest {
        request_id,
        response_code: 200,
        response_headers: Some(headers),
        binary_response_headers: None,
        body: Some(body),
        response_phrase: None,
    })
}

/// Open to any origin, since the page has none of its own.
fn script_headers() -> Vec<HeaderEntry> {
    vec![
        header("Content-Type", "text/javascript; charset=utf-8"),
        header("Access-Control-Allow-Origin", "*"),
    ]
}

fn header(name: &str, value: &str) -> HeaderEntry {
    HeaderEntry {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}
