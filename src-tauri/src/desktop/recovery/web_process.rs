//! The process that the page and its decks run in: ending it, hearing that it
//! ended, bringing the page back, and how much memory it holds.
//!
//! Hangs are found everywhere. That a process ended by itself, Linux and macOS
//! tell; WebView2 does as well, but nothing between it and us passes that on, so
//! on Windows the engine's own page about it stays until the user loads it again.
//! How much memory a process holds is known on Linux only.

use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager, Runtime};

use crate::desktop::shell::Shell;
use crate::desktop::window::MAIN;

#[cfg(target_os = "linux")]
pub(super) use linux::{Memory, end};
#[cfg(target_os = "linux")]
pub(in crate::desktop) use linux::{bring_back_when_gone, watch_end};

#[cfg(target_os = "macos")]
pub(in crate::desktop) use elsewhere::bring_back;
#[cfg(not(target_os = "linux"))]
pub(super) use elsewhere::{Memory, end};
#[cfg(not(target_os = "linux"))]
pub(in crate::desktop) use elsewhere::{bring_back_when_gone, watch_end};

/// The process is gone, and with it what the page was told; answers how long to
/// wait before the page comes back.
fn gone<R: Runtime>(app: &AppHandle<R>) -> Duration {
    let shell = app.state::<Shell>();
    shell.outbox().close();
    shell.recovery().beats().ended(Instant::now())
}

/// WebKitGTK runs all frames of a page in one process, ends it on demand, and
/// loads the page again into a new one.
#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::thread;

    use tauri::{RunEvent, WebviewWindow};
    use webkit2gtk::{WebProcessTerminationReason, WebViewExt};

    use super::{AppHandle, Duration, MAIN, Manager, Runtime, gone};

    /// The name of the page's process, as the system cuts it.
    const NAME: &str = "WebKitWebProces";

    /// Ends the page's process. Its end is then heard like any other.
    pub(in super::super) fn end<R: Runtime>(app: &AppHandle<R>) {
        with_page(app, |page| page.terminate_web_process());
    }

    /// Brings the page back whenever its process ends: after a hang, a crash,
    /// or when the system took it for its memory.
    pub(in crate::desktop) fn watch_end<R: Runtime>(window: &WebviewWindow<R>) {
        let app = window.app_handle().clone();
        let watching = window.with_webview(move |page| {
            page.inner()
                .connect_web_process_terminated(move |_, reason| {
                    if reason != WebProcessTerminationReason::TerminatedByApi {
                        tracing::error!(?reason, "the page's process ended");
                    }
                    bring_back(&app);
                });
        });
        if let Err(error) = watching {
            tracing::error!(%error, "nobody hears when the page's process ends");
        }
    }

    /// Nothing to do: the window stays when its process goes.
    pub(in crate::desktop) fn bring_back_when_gone<R: Runtime>(_: &AppHandle<R>, _: &RunEvent) {}

    fn bring_back<R: Runtime>(app: &AppHandle<R>) {
        let pause = gone(app);
        let app = app.clone();
        // WebKit is still in the middle of the end that it tells of.
        thread::spawn(move || {
            thread::sleep(pause.max(Duration::from_millis(1)));
            with_page(&app, |page| page.reload());
        });
    }

    fn with_page<R: Runtime>(
        app: &AppHandle<R>,
        act: impl FnOnce(&webkit2gtk::WebView) + Send + 'static,
    ) {
        let Some(window) = app.get_webview_window(MAIN) else {
            return;
        };
        if let Err(error) = window.with_webview(move |page| act(&page.inner())) {
            tracing::error!(%error, "the page is out of reach");
        }
    }

    /// Reads how much memory the page's process holds. WebKitGTK limits it only
    /// through settings of its context, which are fixed before anybody but wry
    /// gets hold of it.
    #[derive(Default)]
    pub(in super::super) struct Memory {
        process: Option<PathBuf>,
    }

    impl Memory {
        /// Bytes in memory; `None` while there is no such process.
        pub(in super::super) fn read(&mut self) -> Option<u64> {
            if self.process.is_none() {
                self.process = find();
            }
            let bytes = resident(self.process.as_deref()?);
            if bytes.is_none() {
                self.process = None;
            }
            bytes
        }
    }

    /// The folder in which the system tells of the page's process: a child of
    /// this one. A process that has ended tells no memory.
    fn find() -> Option<PathBuf> {
        let own = std::process::id();
        let processes = fs::read_dir("/proc").ok()?;
        processes
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|process| {
                let status = fs::read_to_string(process.join("status")).unwrap_or_default();
                field(&status, "Name:") == Some(NAME)
                    && field(&status, "PPid:").and_then(|id| id.parse().ok()) == Some(own)
                    && resident(process).is_some()
            })
    }

    fn resident(process: &Path) -> Option<u64> {
        let status = fs::read_to_string(process.join("status")).ok()?;
        let kilobytes = field(&status, "VmRSS:")?.strip_suffix("kB")?;
        Some(kilobytes.trim().parse::<u64>().ok()? * 1024)
    }

    fn field<'text>(status: &'text str, name: &str) -> Option<&'text str> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim())
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_process_tells_its_memory() {
            let bytes = resident(Path::new("/proc/self")).unwrap();
            assert!((1 << 20..1 << 40).contains(&bytes), "{bytes}");
            assert_eq!(resident(Path::new("/proc/0")), None);
        }
    }
}

/// WebView2 and WKWebView offer no safe call that ends the process of one page.
/// Both end it with the page that it belongs to, so the window is closed and
/// opened again. (`ICoreWebView2Controller.Close`; `WKWebView` when it goes.)
#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::sync::atomic::{AtomicBool, Ordering};

    use tauri::{RunEvent, WebviewWindow, WindowEvent};

    use super::{AppHandle, MAIN, Manager, Runtime, gone};
    use crate::desktop::window;

    /// Whether a window is on its way back.
    static REOPENING: AtomicBool = AtomicBool::new(false);

    /// Ends the page's process, by closing its window.
    pub(in super::super) fn end<R: Runtime>(app: &AppHandle<R>) {
        let Some(window) = app.get_webview_window(MAIN) else {
            return;
        };
        // Where a window takes so long to come back, nothing spins.
        let _ = gone(app);
        REOPENING.store(true, Ordering::SeqCst);
        if let Err(error) = window.destroy() {
            REOPENING.store(false, Ordering::SeqCst);
            tracing::error!(%error, "the window does not close");
        }
    }

    /// Nothing to do: macOS tells [`bring_back`], Windows nobody.
    pub(in crate::desktop) fn watch_end<R: Runtime>(_: &WebviewWindow<R>) {}

    /// Brings the page back when its process ended by itself.
    #[cfg(target_os = "macos")]
    pub(in crate::desktop) fn bring_back<R: Runtime>(page: &tauri::Webview<R>) {
        tracing::error!("the page's process ended");
        let pause = gone(page.app_handle());
        let page = page.clone();
        std::thread::spawn(move || {
            std::thread::sleep(pause);
            if let Err(error) = page.reload() {
                tracing::error!(%error, "the page does not come back");
            }
        });
    }

    /// The label of a window is free again only when the old one is gone, and
    /// the app must not end when its last window does.
    pub(in crate::desktop) fn bring_back_when_gone<R: Runtime>(
        app: &AppHandle<R>,
        event: &RunEvent,
    ) {
        if !REOPENING.load(Ordering::SeqCst) {
            return;
        }
        match event {
            RunEvent::ExitRequested { api, .. } => api.prevent_exit(),
            RunEvent::WindowEvent {
                label,
                event: WindowEvent::Destroyed,
                ..
            } if label == MAIN => {
                let opened = window::open(app);
                REOPENING.store(false, Ordering::SeqCst);
                if let Err(error) = opened {
                    tracing::error!(%error, "the window did not come back");
                }
            }
            _ => {}
        }
    }

    /// Nobody tells here how much memory a page's process holds.
    #[derive(Default)]
    pub(in super::super) struct Memory;

    impl Memory {
        pub(in super::super) fn read(&mut self) -> Option<u64> {
            None
        }
    }
}
