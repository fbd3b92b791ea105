//! The one window, and what its page may never do: leave, open windows,
//! download, or ask the system for a microphone.

use std::path::PathBuf;

use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindowBuilder};

/// The window's label, the only one that the capability names.
pub(super) const MAIN: &str = "main";

/// Opens the window. `web_data` is the folder of what the web view keeps.
pub(super) fn open<R: Runtime>(app: &AppHandle<R>, web_data: Option<PathBuf>) -> tauri::Result<()> {
    let mut window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Lectern")
        .inner_size(1200.0, 800.0)
        .min_inner_size(720.0, 480.0)
        .center()
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny);
    if let Some(folder) = web_data {
        window = window.data_directory(folder);
    }
    window.build().map(drop)
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

    #[test]
    fn only_the_own_page_may_be_shown() {
        let own = if cfg!(windows) {
            "http://tauri.localhost"
        } else {
            "tauri://localhost"
        };
        for page in ["", "/", "/index.html"] {
            assert!(is_own_page(&format!("{own}{page}").parse().unwrap()));
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
            assert!(!is_own_page(&foreign.parse().unwrap()), "{foreign}");
        }
    }
}
