//! Starting the browser, with everything off that a deck could use to reach
//! beyond its page.
//!
//! What does not belong here: what the page is, and when the browser must end.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::Browser::{
    SetDownloadBehavior, SetDownloadBehaviorBehaviorOption,
};
use headless_chrome::protocol::cdp::{Emulation, Fetch, Inspector, Page, Runtime, Target};
use headless_chrome::{Browser, LaunchOptions};
use lectern_core::deck::page;
use lectern_core::{Code, Error, Result};
use socket2::{Domain, Socket, Type};

use super::devtools::{CallError, Connection, Session};
use super::{Processes, Profile};

/// The library's own calls to the browser wait this long; ours wait for as long as it
/// lives. The library ends the whole connection when a call times out, so this is longer
/// than any export: deadlines are kept by ending the browser.
const CALLS: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a started browser may take to open its first page.
const FIRST_PAGE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(5);
/// A browser that rests answers within this time, or never.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);

/// The name under which the page's own script finds the way to us. It takes it
/// away before any script of the deck runs.
pub(crate) const TELL: &str = "lecternTell";

/// Arguments of the library's own that weaken what we rely on, or are said anew
/// below. The last one moves the network into the browser's own, unconfined process.
const UNWANTED: [&str; 5] = [
    "--disable-features=TranslateUI,BlinkGenPropertyTrees",
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
const PLAIN: [&str; 8] = [
    // No page that was left is kept for whoever might come back to it, and the list
    // below the address field, two pages in version 156, is not made ready: it holds
    // as much memory as a deck.
    "--disable-features=TranslateUI,BackForwardCache,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
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
    pub(crate) profile: Profile,
    /// Whether its sandbox is on.
    pub(crate) sandbox: bool,
}

/// A running browser with one page, on a profile of its own. Dropping it ends
/// the browser and removes the profile.
pub(crate) struct Chrome {
    /// The page.
    page: Session,
    /// The page's target, which is its main frame's id, too.
    target: String,
    /// The browser as a whole.
    whole: Session,
    /// The library's hold on the program.
    browser: Option<Browser>,
    profile: Profile,
    /// Holds the port of the proxy that is none.
    _dead_port: DeadPort,
}

impl Chrome {
    /// Its page.
    pub(crate) fn page(&self) -> &Session {
        &self.page
    }

    /// The id of its page's main frame.
    pub(crate) fn frame(&self) -> &str {
        &self.target
    }

    /// Its profile folder.
    pub(crate) fn profile(&self) -> &Path {
        self.profile.folder()
    }

    /// Whether it answers.
    pub(crate) fn is_alive(&self) -> bool {
        let version = headless_chrome::protocol::cdp::Browser::GetVersion(None);
        self.whole.call_within(SIGN_OF_LIFE, version).is_ok()
    }

    /// Closes every page but ours. None can open; this is the second lock.
    pub(crate) fn close_other_pages(&self) -> Result<(), CallError> {
        let targets = self.whole.call(Target::GetTargets { filter: None })?;
        for target in targets.target_infos {
            if target.Type == "page" && target.target_id != self.target {
                tracing::warn!("a deck opened another page; it was closed");
                self.whole.call(Target::CloseTarget {
                    target_id: target.target_id,
                })?;
            }
        }
        Ok(())
    }

    /// Leads the page to an address and returns when it has left the one before.
    ///
    /// # Errors
    /// [`CallError`].
    pub(crate) fn go_to(&self, address: &str) -> Result<(), CallError> {
        let loaded = self.page.call(navigate(address))?;
        if let Some(error) = loaded.error_text {
            tracing::warn!(error, "the page does not load");
            return Err(CallError::Gone);
        }
        // Rules for paper must not change how a slide looks. In each new process the
        // library's own hold on the page, which knows nothing of this, takes it back.
        self.page.call(Emulation::SetEmulatedMedia {
            media: Some("screen".to_owned()),
            features: None,
        })?;
        Ok(())
    }

    /// Takes away what the page shows and remembers, so that the next deck finds
    /// nothing of it.
    pub(crate) fn clear(&self) -> Result<(), CallError> {
        let page = &self.page;
        page.call_within(
            SIGN_OF_LIFE,
            Emulation::SetScriptExecutionDisabled { value: false },
        )?;
        let blank = page.call_within(SIGN_OF_LIFE, navigate("about:blank"))?;
        if blank.error_text.is_some() {
            return Err(CallError::Silent);
        }
        // A window keeps its name wherever it goes.
        page.call_within(SIGN_OF_LIFE, run("window.name = ''"))?;
        page.call_within(SIGN_OF_LIFE, Page::ResetNavigationHistory(None))?;
        Ok(())
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        // Killed first, because the library asks the browser to close and
        // would wait for an answer that a busy browser does not give.
        Processes::of(self.profile.folder()).kill();
        self.browser = None;
    }
}

/// The call that leads a page to an address.
fn navigate(address: &str) -> Page::Navigate {
    Page::Navigate {
        url: address.to_owned(),
        referrer: None,
        transition_Type: None,
        frame_id: None,
        referrer_policy: None,
    }
}

impl Launch<'_> {
    /// Starts the browser and prepares its page. Blocks without a deadline of
    /// its own: whoever calls ends the browser by its profile.
    ///
    /// # Errors
    /// `browser_start_failed`.
    pub(crate) fn start(self) -> Result<Chrome> {
        if !self.sandbox {
            tracing::warn!("the browser's sandbox is off, as it was asked for");
        }
        let dead_port = DeadPort::take().map_err(start_failed)?;
        let browser = self.launch(dead_port.port).map_err(start_failed)?;
        let whole = Connection::open(&browser.get_ws_url()).map_err(start_failed)?;
        let target = first_page(&whole)?;
        let attach = Target::AttachToTarget {
            target_id: target.clone(),
            flatten: Some(true),
        };
        let attached = whole.call(attach).map_err(start_failed)?;
        let page = whole.with_id(attached.session_id);
        prepare(&page).map_err(start_failed)?;
        Ok(Chrome {
            page,
            target,
            whole,
            browser: Some(browser),
            profile: self.profile,
            _dead_port: dead_port,
        })
    }

    fn launch(&self, dead_port: u16) -> anyhow::Result<Browser> {
        let proxy = format!("http://127.0.0.1:{dead_port}");
        let arguments = NO_NETWORK.iter().chain(&PLAIN).map(OsStr::new);
        let guard = guard();
        let environment = self.environment(guard.is_some());
        Browser::new(LaunchOptions {
            path: Some(guard.unwrap_or_else(|| self.program.to_owned())),
            user_data_dir: Some(self.profile.folder().to_owned()),
            sandbox: self.sandbox,
            // The browser picks a free port itself and tells it.
            port: Some(0),
            ignore_certificate_errors: false,
            ignore_default_args: UNWANTED.iter().map(OsStr::new).collect(),
            args: arguments.collect(),
            proxy_server: Some(&proxy),
            window_size: Some((page::WIDTH, page::HEIGHT)),
            idle_browser_timeout: CALLS,
            process_envs: environment,
            ..LaunchOptions::default()
        })
    }

    /// Crash reports go with the profile; without this, a folder for them is
    /// made among the user's own settings. A guard hears what it is to start, and for
    /// whom.
    fn environment(&self, is_guarded: bool) -> Option<HashMap<String, String>> {
        let reports = self.profile.folder().join("reports");
        let reports = ("BREAKPAD_DUMP_LOCATION", reports.to_str()?.to_owned());
        let mut variables = vec![reports];
        if is_guarded {
            variables.push(("LECTERN_BROWSER", self.program.to_str()?.to_owned()));
            variables.push(("LECTERN_OWNER", std::process::id().to_string()));
        }
        let named = variables.into_iter();
        Some(
            named
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    }
}

/// The program that starts the browser and ends it with this one. It lies beside
/// this program; a test's lies one folder higher.
fn guard() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    let name = format!("lectern-guard{}", std::env::consts::EXE_SUFFIX);
    let folders = own.ancestors().skip(1).take(2);
    let found = folders
        .map(|folder| folder.join(&name))
        .find(|program| program.is_file());
    if found.is_none() {
        tracing::warn!("{name} is missing: the browser may outlive a Lectern that is killed");
    }
    found
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
fn first_page(whole: &Session) -> Result<String> {
    let start = Instant::now();
    while start.elapsed() < FIRST_PAGE {
        let targets = whole
            .call(Target::GetTargets { filter: None })
            .map_err(start_failed)?;
        let is_page = |target: &Target::TargetInfo| target.Type == "page";
        if let Some(page) = targets.target_infos.into_iter().find(is_page) {
            return Ok(page.target_id);
        }
        thread::sleep(POLL);
    }
    Err(start_failed("the browser opened no page"))
}

/// The call that runs a script in a page and answers its value.
pub(crate) fn run(script: &str) -> Runtime::Evaluate {
    Runtime::Evaluate {
        expression: script.to_owned(),
        object_group: None,
        include_command_line_api: None,
        silent: Some(true),
        context_id: None,
        return_by_value: Some(true),
        generate_preview: None,
        user_gesture: None,
        await_promise: None,
        throw_on_side_effect: None,
        timeout: None,
        disable_breaks: None,
        repl_mode: None,
        allow_unsafe_eval_blocked_by_csp: None,
        unique_context_id: None,
        serialization_options: None,
    }
}

/// Settles what holds for every deck that the page will show.
fn prepare(tab: &Session) -> Result<(), CallError> {
    tab.call(SetDownloadBehavior {
        behavior: SetDownloadBehaviorBehaviorOption::Deny,
        browser_context_id: None,
        download_path: None,
        events_enabled: None,
    })?;
    tab.call(Emulation::SetDeviceMetricsOverride {
        width: page::WIDTH,
        height: page::HEIGHT,
        device_scale_factor: 1.0,
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
    tab.call(Emulation::SetFocusEmulationEnabled { enabled: true })?;
    tab.call(Fetch::Enable {
        patterns: Some(vec![Fetch::RequestPattern {
            url_pattern: Some("*".to_owned()),
            resource_Type: None,
            request_stage: None,
        }]),
        handle_auth_requests: None,
    })?;
    tab.call(Inspector::Enable(None))?;
    tab.call(Runtime::Enable(None))?;
    tab.call(Runtime::AddBinding {
        name: TELL.to_owned(),
        execution_context_id: None,
        execution_context_name: None,
    })?;
    // It is known to run scripts before a deck is blamed that it does not.
    tab.call_within(FIRST_PAGE, run("1"))?;
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
