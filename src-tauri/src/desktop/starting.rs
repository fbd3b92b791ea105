//! The page's first words with Rust, and what it says of itself: how it starts,
//! what it wants to find again, full screen, links, diagnostics.

use std::fmt::Write as _;
use std::time::Duration;

use lectern_core::error::Problem;
use lectern_core::model::Session;
use lectern_core::settings::AppearanceSettings;
use lectern_core::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::{AppHandle, Manager, Runtime, State, Url};

use super::recovery::ShownDeck;
use super::shell::Shell;
use super::window::MAIN;
use super::{opening, outbox, remembered, request, settings};

/// What the system is called.
pub(super) const PLATFORM: &str = if cfg!(windows) {
    "windows"
} else if cfg!(target_os = "macos") {
    "macos"
} else {
    "linux"
};

/// How long the page waits to hear whether the system has file dialogs. One that
/// takes longer to answer has most likely some.
const PATIENCE: Duration = Duration::from_secs(1);

/// Bytes of the longest view that is remembered.
const LARGEST_VIEW: usize = 64 * 1024;

/// Bytes of the longest address that is opened.
const LONGEST_LINK: usize = 2000;

/// What the page starts with.
#[derive(Serialize)]
pub(super) struct Startup {
    version: &'static str,
    platform: &'static str,
    appearance: AppearanceSettings,
    view: Value,
    sample: Option<String>,
    revived: Option<ShownDeck>,
    dialogs: bool,
}

/// Tells the page what it starts with. Whoever asks listens to events already:
/// what waited for a page is sent before the answer. Where the parts could not
/// be opened, this tries once more.
#[tauri::command]
pub(super) async fn startup<R: Runtime>(
    app: AppHandle<R>,
) -> std::result::Result<Startup, Problem> {
    super::try_again(&app).await;
    let shell = app.state::<Shell>();
    // Of the page before this one, if it was loaded anew.
    shell.calls().leave_all();
    let started = start(&shell).await;
    if started.is_ok() {
        outbox::open(&app);
    }
    started.map_err(|error| super::told(&error))
}

async fn start(shell: &Shell) -> Result<Startup> {
    let parts = shell.composition()?;
    let dialogs = shell.dialogs();
    let dialogs = tokio::time::timeout(PATIENCE, dialogs.available());
    Ok(Startup {
        version: env!("CARGO_PKG_VERSION"),
        platform: PLATFORM,
        appearance: parts.preferences.read().appearance,
        view: shell.remembered().view(),
        sample: sample(shell).await,
        revived: shell.recovery().take_revived(),
        dialogs: dialogs.await.unwrap_or(true),
    })
}

/// The sample session, which the very first window makes in an empty library. A
/// window without it works as well.
async fn sample(shell: &Shell) -> Option<String> {
    if !shell.takes_first_start() {
        return None;
    }
    match first_sample(shell).await {
        Ok(sample) => sample.map(|session| session.session_id.to_string()),
        Err(error) => {
            tracing::warn!(causes = ?error.causes(), "there is no sample session: {error}");
            None
        }
    }
}

async fn first_sample(shell: &Shell) -> Result<Option<Session>> {
    if !shell.service()?.is_empty().await? {
        return Ok(None);
    }
    made_sample(shell).await.map(Some)
}

async fn made_sample(shell: &Shell) -> Result<Session> {
    shell.service()?.make_sample(&shell.caller()?).await
}

/// Makes the sample session once more.
#[tauri::command]
pub(super) async fn make_sample(shell: State<'_, Shell>) -> std::result::Result<Session, Problem> {
    made_sample(&shell)
        .await
        .map_err(|error| super::told(&error))
}

#[derive(Deserialize)]
struct RememberView {
    #[serde(default)]
    view: Value,
}

/// Remembers what the page wants to find again.
#[tauri::command]
pub(super) async fn remember_view<R: Runtime>(
    app: AppHandle<R>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    remember(&app, request).map_err(|error| super::told(&error))
}

fn remember<R: Runtime>(app: &AppHandle<R>, request: Option<Value>) -> Result<()> {
    let asked: RememberView = request::read(request, "`view` must be given.")?;
    if asked.view.to_string().len() > LARGEST_VIEW {
        return Err(Error::new(
            Code::TooLarge,
            "The window remembers at most 64 KB of itself. It keeps what it knew before.",
        ));
    }
    app.state::<Shell>().remembered().set_view(asked.view);
    remembered::write_soon(app);
    Ok(())
}

#[derive(Deserialize)]
struct FullScreen {
    on: bool,
}

/// Fills the screen with the window, or ends that.
#[tauri::command]
pub(super) async fn set_full_screen<R: Runtime>(
    app: AppHandle<R>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    fill_screen(&app, request).map_err(|error| super::told(&error))
}

fn fill_screen<R: Runtime>(app: &AppHandle<R>, request: Option<Value>) -> Result<()> {
    let asked: FullScreen = request::read(request, "`on` must be true or false.")?;
    let window = app.get_webview_window(MAIN);
    let window = window.ok_or_else(|| Error::internal("there is no window"))?;
    window.set_fullscreen(asked.on).map_err(|cause| {
        Error::new(
            Code::NotImplemented,
            "This desktop does not let the window fill the screen.",
        )
        .because(cause)
    })
}

#[derive(Deserialize)]
struct OpenLink {
    url: String,
}

/// Opens an address in the program that the system has for it.
#[tauri::command]
pub(super) async fn open_link(
    shell: State<'_, Shell>,
    request: Option<Value>,
) -> std::result::Result<(), Problem> {
    let opening = async {
        let asked: OpenLink = request::read(request, "`url` must be an address.")?;
        let url = link(&asked.url)?;
        opening::ask(&shell, move |opener| opener.link(url.as_str())).await
    };
    opening.await.map_err(|error| super::told(&error))
}

/// An address that may leave Lectern.
fn link(url: &str) -> Result<Url> {
    let refused = || {
        Error::invalid(
            "url",
            "Lectern opens web and mail addresses only: http, https and mailto.",
        )
    };
    if url.len() > LONGEST_LINK || url.contains(char::is_control) {
        return Err(refused());
    }
    let parsed: Url = url.trim().parse().map_err(|_| refused())?;
    let is_web = matches!(parsed.scheme(), "http" | "https") && parsed.has_host();
    let is_mail = parsed.scheme() == "mailto" && !parsed.path().is_empty();
    if is_web || is_mail {
        Ok(parsed)
    } else {
        Err(refused())
    }
}

/// What helps whoever is asked for help.
#[derive(Serialize)]
pub(super) struct Diagnostics {
    text: String,
}

/// Tells versions and counts; no titles, no content, no paths.
#[tauri::command]
pub(super) async fn diagnostics(
    shell: State<'_, Shell>,
) -> std::result::Result<Diagnostics, Problem> {
    diagnose(&shell).await.map_err(|error| super::told(&error))
}

async fn diagnose(shell: &Shell) -> Result<Diagnostics> {
    let parts = shell.composition()?;
    let preferences = parts.preferences.clone();
    let browser = tokio::task::spawn_blocking(move || preferences.browser());
    let browser = match browser.await.map_err(Error::internal)? {
        Ok(browser) => format!("{} {}", browser.name, browser.version),
        Err(error) => format!("none ({})", error.code()),
    };
    let lines = [
        ("Lectern", env!("CARGO_PKG_VERSION").to_owned()),
        ("System", format!("{PLATFORM} {}", std::env::consts::ARCH)),
        ("Window", engine()),
        ("Browser for exports", browser),
        ("Sessions", settings::count(shell, false).await?.to_string()),
        ("In Trash", settings::count(shell, true).await?.to_string()),
        ("Listener", listening(shell)?.to_owned()),
    ];
    let text = lines.iter().fold(String::new(), |mut text, (name, value)| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{name}: {}", value.trim());
        text
    });
    Ok(Diagnostics { text })
}

fn listening(shell: &Shell) -> Result<&'static str> {
    let listening = shell.composition()?.listener.listening();
    let problem = shell.listener_problem();
    Ok(match (listening, problem.as_ref()) {
        (Some(_), _) => "on",
        (None, Some(_)) => "wanted, but it did not start",
        (None, None) => "off",
    })
}

/// The engine that draws the window, with its version.
pub(super) fn engine() -> String {
    let name = if cfg!(windows) {
        "WebView2"
    } else if cfg!(target_os = "macos") {
        "WebKit"
    } else {
        "WebKitGTK"
    };
    let version = tauri::webview_version().unwrap_or_default();
    format!("{name} {version}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_leave_lectern() {
        for url in [
            "https://example.com/a?b=c#d",
            "http://localhost:8080",
            "mailto:ada@example.com?subject=Slides",
        ] {
            assert!(link(url).is_ok(), "{url}");
        }
        for url in [
            "",
            "example.com",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "smb://share/x",
            "mailto:",
            "https://",
            "https://example.com/\nx",
            "vbscript:x",
            "deck://localhost/",
        ] {
            assert!(link(url).is_err(), "{url}");
        }
        assert!(link(&format!("https://example.com/{}", "a".repeat(2000))).is_err());
    }
}
