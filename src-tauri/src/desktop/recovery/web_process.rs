//! The process that the page and its decks run in: ending it, hearing that it
//! ended, bringing the page back, and what it takes of the machine.
//!
//! Hangs are found everywhere. That a process ended by itself, Linux and macOS
//! tell; WebView2 does as well, but nothing between it and us passes that on, so
//! on Windows the engine's own page about it stays until the user loads it again.
//! What a process takes is known on Linux only.

use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager, Runtime};

use crate::desktop::shell::Shell;
use crate::desktop::window::MAIN;

#[cfg(target_os = "linux")]
pub(super) use linux::{Process, end};
#[cfg(target_os = "linux")]
pub(in crate::desktop) use linux::{bring_back_when_gone, watch_end};

#[cfg(target_os = "macos")]
pub(in crate::desktop) use elsewhere::bring_back;
#[cfg(not(target_os = "linux"))]
pub(super) use elsewhere::{Process, end};
#[cfg(not(target_os = "linux"))]
pub(in crate::desktop) use elsewhere::{bring_back_when_gone, watch_end};

/// What the page's process takes of the machine, as far as that can be told.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usage {
    /// Bytes in memory.
    pub(super) memory: Option<u64>,
    /// Time of the processor, since the process began.
    pub(super) work: Option<Duration>,
}

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

    use super::{AppHandle, Duration, MAIN, Manager, Runtime, Usage, gone};

    /// The unit in which the kernel tells times, on every machine that a window
    /// runs on.
    const TICK: Duration = Duration::from_millis(10);

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

    /// Reads what the page's process takes. WebKitGTK limits its memory only
    /// through settings of its context, which are fixed before anybody but wry
    /// gets hold of it.
    #[derive(Default)]
    pub(in super::super) struct Process {
        folder: Option<PathBuf>,
    }

    impl Process {
        pub(in super::super) fn read(&mut self) -> Usage {
            if self.folder.is_none() {
                self.folder = find();
            }
            let usage = self.folder.as_deref().map(usage).unwrap_or_default();
            if usage.memory.is_none() {
                self.folder = None;
            }
            usage
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

    fn usage(process: &Path) -> Usage {
        Usage {
            memory: resident(process),
            work: work(process),
        }
    }

    /// For the page and for the kernel on its behalf: the fields 14 and 15. They
    /// are counted from the name, which may hold blanks itself.
    fn work(process: &Path) -> Option<Duration> {
        let stat = fs::read_to_string(process.join("stat")).ok()?;
        let (_, fields) = stat.rsplit_once(')')?;
        let times = fields.split_whitespace().skip(11).take(2);
        let ticks: u32 = times.filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
        Some(TICK * ticks)
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
        use std::time::Instant;

        use super::*;

        #[test]
        fn a_process_tells_what_it_takes() {
            let own = Path::new("/proc/self");
            let before = usage(own);
            let bytes = before.memory.unwrap();
            assert!((1 << 20..1 << 40).contains(&bytes), "{bytes}");
            let start = Instant::now();
            while work(own) < before.work.map(|work| work + 3 * TICK) {
                assert!(start.elapsed() < Duration::from_secs(60), "it works");
            }
            let gone = usage(Path::new("/proc/0"));
            assert_eq!((gone.memory, gone.work), (None, None));
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

    use super::{AppHandle, MAIN, Manager, Runtime, Usage, gone};
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

    /// Nobody tells here what a page's process takes.
    #[derive(Default)]
    pub(in super::super) struct Process;

    impl Process {
        pub(in super::super) fn read(&mut self) -> Usage {
            Usage::default()
        }
    }
}
