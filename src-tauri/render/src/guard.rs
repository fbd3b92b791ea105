//! What a deck's page may load: the page itself, once, and the bundled script
//! libraries, all from memory. Everything else fails and is noted.
//!
//! What does not belong here: the switches below the page that leave the
//! browser without a network at all (`browser::launch`), and the page's own
//! policy (`lectern_core::deck::page`). Each of the three is enough alone for
//! most of what decks can try; together they leave nothing.

use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use headless_chrome::protocol::cdp::Fetch::events::RequestPausedEventParams;
use headless_chrome::protocol::cdp::Fetch::{
    ContinueRequest, FailRequest, FulfillRequest, HeaderEntry,
};
use headless_chrome::protocol::cdp::Network::{ErrorReason, ResourceType};
use lectern_core::deck::assets;
use lectern_core::deck::page::Page;
use lectern_core::{Error, Result};

use crate::browser::Session;

/// The domain of all pages, each of which has a host of its own, and with it a
/// process of its own in the browser. Names in it can never exist (RFC 2606).
const DOMAIN: &str = "invalid";

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
    /// The page's address, the root of its host.
    address: String,
    policy: String,
    /// The document, until it was asked for.
    document: Mutex<Option<String>>,
    blocked: Mutex<Vec<String>>,
}

impl Guard {
    /// A guard for `page`, at an address that no deck can know.
    pub(crate) fn new(page: &Page) -> Result<Self> {
        let nonce = getrandom::u64().map_err(Error::internal)?;
        Ok(Self {
            address: format!("http://deck-{nonce:016x}.{DOMAIN}/"),
            policy: page.policy.clone(),
            document: Mutex::new(Some(BASE64.encode(&page.html))),
            blocked: Mutex::default(),
        })
    }

    /// Where the page is found.
    pub(crate) fn address(&self) -> &str {
        &self.address
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

    /// Answers a request of the page on `session`.
    pub(crate) fn answer(&self, session: &Session, request: RequestPausedEventParams) {
        let id = request.request_id;
        let address = request.request.url.as_str();
        let is_document = request.resource_Type == ResourceType::Document;
        if let Some(document) = self.take_document(address) {
            session.send(fulfil(id, self.document_headers(), document));
        } else if !is_document && address.starts_with("data:") {
            session.send(pass(id));
        } else if let Some(asset) = assets::lookup(address).filter(|_| !is_document) {
            session.send(fulfil(id, script_headers(), BASE64.encode(asset.script)));
        } else {
            self.note(address);
            session.send(refuse(id, is_document));
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

fn fulfil(request_id: String, headers: Vec<HeaderEntry>, body: String) -> FulfillRequest {
    FulfillRequest {
        request_id,
        response_code: 200,
        response_headers: Some(headers),
        binary_response_headers: None,
        body: Some(body),
        response_phrase: None,
    }
}

fn pass(request_id: String) -> ContinueRequest {
    ContinueRequest {
        request_id,
        url: None,
        method: None,
        post_data: None,
        headers: None,
        intercept_response: None,
    }
}

/// A document is aborted, so that a page that tries to leave is not replaced by an
/// error page.
pub(crate) fn refuse(request_id: String, is_document: bool) -> FailRequest {
    let error_reason = if is_document {
        ErrorReason::Aborted
    } else {
        ErrorReason::BlockedByClient
    };
    FailRequest {
        request_id,
        error_reason,
    }
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
