//! The one window, and what its page may never do: leave, open windows,
//! download, or ask the system for a microphone.

use tauri::webview::{NewWindowResponse, PageLoadEvent, PermissionResponse};
use tauri::window::Color;
use tauri::{AppHandle, Manager, Runtime, Theme, Url, WebviewUrl, WebviewWindow};
use tauri::{WebviewWindowBuilder, WindowEvent};

use super::shell::Shell;
use super::{deck_scheme, geometry, incoming, recovery, remembered};

/// The window's label, the only one that the capability names.
pub(super) const MAIN: &str = "main";

/// The smallest size that the page is made for.
const SMALLEST: (f64, f64) = (640.0, 480.0);

/// What is seen before the page is: the page's own background.
const LIGHT: Color = Color(0xFB, 0xFA, 0xF8, 0xFF);
const DARK: Color = Color(0x16, 0x17, 0x1A, 0xFF);

/// A proxy that nobody is behind. Neither the page nor a deck needs the network,
/// and some of what a deck can ask for heeds no policy, such as `preconnect`.
#[cfg(not(target_os = "macos"))]
const DEAD_PROXY: &str = "http://127.0.0.1:9";

/// Opens the window where it was, and shows it when it stands there.
pub(super) fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let shell = app.state::<Shell>();
    let mut window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Lectern")
        .inner_size(1200.0, 800.0)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .center()
        .visible(false)
        .devtools(cfg!(debug_assertions))
        .on_navigation(|url| is_own_page(url) || deck_scheme::serves(url))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Started {
                forget_page(window.app_handle());
            }
        });
    if let Some(folder) = shell.web_data() {
        window = window.data_directory(folder.to_owned());
    }
    let window = without_network(window).build()?;
    recovery::watch_end(&window);
    hear(&window);
    geometry::restore(&window);
    show_theme(&window, shell.theme());
    window.show()
}

/// A page is loaded, perhaps once more: what it has not asked for yet waits for
/// it, and nothing is expected of it.
fn forget_page<R: Runtime>(app: &AppHandle<R>) {
    let shell = app.state::<Shell>();
    shell.outbox().close();
    shell.recovery().beat(None);
}

/// Cuts what no policy of a page reaches off the network. WebKitGTK takes the
/// proxy, WebView2 nothing but its arguments once there are any. On macOS only
/// newer systems can do so, and Tauri not by default.
#[cfg(not(target_os = "macos"))]
fn without_network<R: Runtime, M: Manager<R>>(
    mut window: WebviewWindowBuilder<'_, R, M>,
) -> WebviewWindowBuilder<'_, R, M> {
    if let Ok(proxy) = DEAD_PROXY.parse() {
        window = window.proxy_url(proxy);
    }
    window.additional_browser_args(&browser_arguments())
}

/// Without the last, whatever listens on this machine could be reached. The
/// first is what Tauri itself asks for where nobody else does.
#[cfg(not(target_os = "macos"))]
fn browser_arguments() -> String {
    [
        "--disable-features=msWebOOUI,msPdfOOUI,msSmartScreenProtection",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        &format!("--proxy-server={DEAD_PROXY}"),
        "--proxy-bypass-list=<-loopback>",
    ]
    .join(" ")
}

#[cfg(target_os = "macos")]
fn without_network<R: Runtime, M: Manager<R>>(
    window: WebviewWindowBuilder<'_, R, M>,
) -> WebviewWindowBuilder<'_, R, M> {
    window
}

fn hear<R: Runtime>(window: &WebviewWindow<R>) {
    let app = window.app_handle().clone();
    window.on_window_event(move |event| match event {
        WindowEvent::Moved(_) | WindowEvent::Resized(_) => remembered::write_soon(&app),
        WindowEvent::DragDrop(event) => incoming::dragged(&app, event),
        _ => {}
    });
}

/// Dresses the window's own frame and what is behind the page. `None` follows
/// the system.
pub(super) fn show_theme<R: Runtime>(window: &WebviewWindow<R>, theme: Option<Theme>) {
    // A desktop that cannot do one of these shows its own colours.
    let _ = window.set_theme(theme);
    let theme = theme.or_else(|| window.theme().ok());
    let behind = if theme == Some(Theme::Dark) {
        DARK
    } else {
        LIGHT
    };
    let _ = window.set_background_color(Some(behind));
}

/// Shows the window to a user who started Lectern again.
pub(super) fn focus<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // Each of these can be refused by the desktop; the window is there.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// The origin of the own page, as policies name it.
pub(super) const OWN_ORIGIN: &str = if cfg!(windows) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};

/// Whether an address is Lectern's own page, and not some other address that
/// Tauri counts as local.
fn is_own_page(url: &Url) -> bool {
    let own = if cfg!(windows) {
        ("http", Some("tauri.localhost"))
    } else {
        ("tauri", Some("localhost"))
    };
    (url.scheme(), url.host_str()) == own
        && url.port().is_none()
        && matches!(url.path(), "" | "/" | "/index.html")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::outbox;
    use crate::desktop::tests::without_parts;

    #[cfg(not(target_os = "macos"))]
    #[test]
    fn webview2_reaches_nothing_and_this_machine_is_no_exception() {
        let arguments = browser_arguments();
        let arguments: Vec<&str> = arguments.split(' ').collect();
        assert!(arguments.contains(&"--proxy-server=http://127.0.0.1:9"));
        assert!(arguments.contains(&"--proxy-bypass-list=<-loopback>"));
    }

    #[test]
    fn a_page_that_is_loaded_again_is_told_nothing_before_it_asks() {
        let app = without_parts(None);
        outbox::open(app.handle());
        forget_page(app.handle());
        assert!(!app.state::<Shell>().outbox().is_open());
    }

    #[test]
    fn only_the_own_page_may_be_shown() {
        for page in ["", "/", "/index.html"] {
            assert!(is_own_page(&format!("{OWN_ORIGIN}{page}").parse().unwrap()));
        }
        for foreign in [
            "https://example.com/",
            "http://tauri.localhost.example.com/",
            "http://localhost:47810/",
            "tauri://elsewhere/",
            "tauri://localhost/backend/tauri.js",
            "deck://localhost/",
            "file:///etc/passwd",
            "data:text/html,<p>",
            "about:blank",
        ] {
            let url = foreign.parse().unwrap();
            assert!(
                !is_own_page(&url) && !deck_scheme::serves(&url),
                "{foreign}"
            );
        }
    }
}
