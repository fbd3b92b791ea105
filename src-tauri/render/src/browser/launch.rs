//! Starting the browser, with everything off that a deck could use to reach
//! beyond its page.
//!
//! What does not belong here: what the page is, and when the browser must end.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::Browser::{
    SetDownloadBehavior, SetDownloadBehaviorBehaviorOption,
};
use headless_chrome::protocol::cdp::Emulation;
use headless_chrome::{Browser, LaunchOptions, Tab};
use lectern_core::deck::page;
use lectern_core::{Code, Error, Result};
use socket2::{Domain, Socket, Type};

use super::Processes;

/// Calls to the browser wait this long. The library ends the whole connection
/// when a call times out, so it is longer than any export: deadlines are kept
/// by ending the browser.
const CALLS: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a started browser may take to open its first page.
const FIRST_PAGE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(5);

/// Pixels for each CSS pixel: twice as many, for pictures that scripts paint.
pub(crate) const PIXEL_RATIO: f64 = 2.0;

/// Arguments of the library's own that weaken what we rely on. The last one
/// moves the network into the browser's own, unconfined process.
const UNWANTED: [&str; 4] = [
    "--disable-popup-blocking",
    "--disable-hang-monitor",
    "--disable-ipc-flooding-protection",
    "--enable-features=NetworkService,NetworkServiceInProcess",
];

/// No network, below everything that a page can do. The proxy stands beside
/// these, since its port is known at run time only.
const NO_NETWORK: [&str; 8] = [
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--no-pings",
];

/// A browser for one job: no windows, nothing remembered, bounded memory, the
/// same fonts everywhere.
const PLAIN: [&str; 7] = [
    "--block-new-web-contents",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--mute-audio",
    "--font-render-hinting=none",
    "--disable-gpu-shader-disk-cache",
    "--js-flags=--max-old-space-size=512",
];

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What a browser is started with.
pub(crate) struct Launch<'a> {
    /// Its program file.
    pub(crate) program: &'a Path,
    /// Its profile folder.
    pub(crate) profile: &'a Path,
    /// Whether its sandbox is on.
    pub(crate) sandbox: bool,
}

/// A running browser with one page. Dropping it ends the browser.
pub(crate) struct Chrome {
    /// The page.
    pub(crate) tab: Arc<Tab>,
    browser: Browser,
    profile: PathBuf,
    /// Holds the port of the proxy that is none.
    _dead_port: DeadPort,
}

impl Chrome {
    /// Closes every page but ours. None can open; this is the second lock.
    pub(crate) fn close_other_pages(&self) {
        let tabs = self.browser.get_tabs().lock().map(|tabs| tabs.clone());
        for tab in tabs.unwrap_or_default() {
            if tab.get_target_id() != self.tab.get_target_id() {
                tracing::warn!("a deck opened another page; it was closed");
                drop(tab.close_target());
            }
        }
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        // Killed first, because the library asks the browser to close and
        // would wait for an answer that a busy browser does not give.
        Processes::of(&self.profile).kill();
    }
}

impl Launch<'_> {
    /// Starts the browser and prepares its page. Blocks without a deadline of
    /// its own: whoever calls ends the browser by its profile.
    ///
    /// # Errors
    /// `browser_start_failed`.
    pub(crate) fn start(&self) -> Result<Chrome> {
        if !self.sandbox {
            tracing::warn!("the browser's sandbox is off, as it was asked for");
        }
        let dead_port = DeadPort::take().map_err(start_failed)?;
        let proxy = format!("http://127.0.0.1:{}", dead_port.port);
        let arguments = NO_NETWORK.iter().chain(&PLAIN).map(OsStr::new);
        let options = LaunchOptions {
            path: Some(self.program.to_owned()),
            user_data_dir: Some(self.profile.to_owned()),
            sandbox: self.sandbox,
            // The browser picks a free port itself and tells it.
            port: Some(0),
            ignore_certificate_errors: false,
            ignore_default_args: UNWANTED.iter().map(OsStr::new).collect(),
            args: arguments.collect(),
            proxy_server: Some(&proxy),
            window_size: Some((page::WIDTH, page::HEIGHT)),
            idle_browser_timeout: CALLS,
            process_envs: self.environment(),
            ..LaunchOptions::default()
        };
        let browser = Browser::new(options).map_err(start_failed)?;
        let tab = first_page(&browser)?;
        prepare(&tab).map_err(start_failed)?;
        Ok(Chrome {
            tab,
            browser,
            profile: self.profile.to_owned(),
            _dead_port: dead_port,
        })
    }

    /// Crash reports go with the profile; without this, a folder for them is
    /// made among the user's own settings.
    fn environment(&self) -> Option<HashMap<String, String>> {
        let reports = self.profile.join("reports");
        let reports = reports.to_str()?.to_owned();
        Some([("BREAKPAD_DUMP_LOCATION".to_owned(), reports)].into())
    }
}

fn start_failed(cause: impl Into<Cause>) -> Error {
    Error::new(
        Code::BrowserStartFailed,
        "The browser did not start. No file was written. Try again; if it happens again, \
         update the browser or name another one in the settings.",
    )
    .because(cause)
}

/// The page that every browser opens by itself: a second one would be hidden
/// behind it, and hidden pages do not draw.
fn first_page(browser: &Browser) -> Result<Arc<Tab>> {
    let start = Instant::now();
    while start.elapsed() < FIRST_PAGE {
        let first = browser
            .get_tabs()
            .lock()
            .ok()
            .and_then(|tabs| tabs.first().cloned());
        if let Some(tab) = first {
            return Ok(tab);
        }
        thread::sleep(POLL);
    }
    Err(start_failed("the browser opened no page"))
}

fn prepare(tab: &Tab) -> Result<(), Cause> {
    tab.call_method(SetDownloadBehavior {
        behavior: SetDownloadBehaviorBehaviorOption::Deny,
        browser_context_id: None,
        download_path: None,
        events_enabled: None,
    })?;
    tab.call_method(Emulation::SetDeviceMetricsOverride {
        width: page::WIDTH,
        height: page::HEIGHT,
        device_scale_factor: PIXEL_RATIO,
        mobile: false,
        scale: None,
        screen_width: None,
        screen_height: None,
        position_x: None,
        position_y: None,
        dont_set_visible_size: None,
        screen_orientation: None,
        viewport: None,
        display_feature: None,
        device_posture: None,
    })?;
    // Rules for paper must not change how a slide looks.
    tab.call_method(Emulation::SetEmulatedMedia {
        media: Some("screen".to_owned()),
        features: None,
    })?;
    tab.call_method(Emulation::SetFocusEmulationEnabled { enabled: true })?;
    Ok(())
}

/// A port of this machine that refuses every connection as long as this value
/// lives: bound, so that nobody else gets it, and never listening.
struct DeadPort {
    port: u16,
    _socket: Socket,
}

impl DeadPort {
    fn take() -> std::io::Result<Self> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
        let address = socket.local_addr()?.as_socket();
        Ok(Self {
            port: address.map_or(0, |address| address.port()),
            _socket: socket,
        })
    }
}
