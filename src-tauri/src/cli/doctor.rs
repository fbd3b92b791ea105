//! `lectern doctor`: is everything there that Lectern needs?

use std::process::ExitCode;

use lectern_core::files::{self, Existing};
use lectern_core::folders::Folders;
use lectern_core::model::{Deck, Slide};
use lectern_core::render::{Facts, PdfOrder, Watch};
use lectern_core::settings::Settings;
use lectern_core::{Code, Error, Result};
use lectern_render::browser;
use serde::Serialize;

use super::output::Output;
use crate::parts::Place;

/// What was found.
#[derive(Serialize)]
struct Report {
    version: &'static str,
    checks: Vec<Check>,
}

/// One thing that was looked at.
#[derive(Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
}

impl Check {
    fn new(name: &'static str, result: Result<String>) -> Self {
        match result {
            Ok(detail) => Self {
                name,
                ok: true,
                detail,
                code: None,
            },
            Err(error) => Self {
                name,
                ok: false,
                detail: error.message().to_owned(),
                code: Some(error.code()),
            },
        }
    }
}

/// Looks at everything, prints it, and answers the first failure's exit code.
pub(super) async fn examine(folders: &Folders, output: &Output) -> Result<ExitCode> {
    let settings = Settings::read(&folders.settings());
    let place = Place {
        folders: folders.clone(),
        settings: settings.as_ref().cloned().unwrap_or_default(),
    };
    let checks = vec![
        Check::new("data folder", writable(&folders.data)),
        Check::new("cache folder", writable(&folders.cache)),
        Check::new("log folder", writable(&folders.logs)),
        Check::new("settings", settings.map(|_| settings_file(folders))),
        Check::new("store", store(&place).await),
        Check::new("browser", found_browser(&place)),
        Check::new("sandbox", sandbox(&place).await),
    ];
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        checks,
    };
    output.answer(&report, lines)?;
    let first = report.checks.iter().find_map(|check| check.code);
    Ok(first.map_or(ExitCode::SUCCESS, |code| {
        ExitCode::from(code.showing().exit)
    }))
}

fn writable(folder: &std::path::Path) -> Result<String> {
    files::make_private_folder(folder)?;
    let probe = folder.join(".lectern-probe");
    files::write_whole(&probe, b"", Existing::Replace)?;
    std::fs::remove_file(&probe).map_err(Error::internal)?;
    Ok(folder.display().to_string())
}

fn settings_file(folders: &Folders) -> String {
    let path = folders.settings();
    let remark = if path.exists() {
        ""
    } else {
        " (no file yet: the defaults)"
    };
    format!("{}{remark}", path.display())
}

async fn store(place: &Place) -> Result<String> {
    match place.open().await {
        Ok(_) => Ok("opens".into()),
        // A window or a listener that has it open is a good sign.
        Err(error) if error.code() == Code::StoreLocked => Ok("open in another Lectern".into()),
        Err(error) => Err(error),
    }
}

fn found_browser(place: &Place) -> Result<String> {
    let found = browser::find(place.browser())?;
    let version = browser::version(&found.program).unwrap_or_default();
    Ok(format!("{} {version}", found.program.display())
        .trim_end()
        .to_owned())
}

/// Draws one empty slide: the only way to know that the browser starts with
/// its sandbox on this machine.
async fn sandbox(place: &Place) -> Result<String> {
    let renderer = place.renderer()?;
    tokio::task::spawn_blocking(move || {
        let mut deck = Deck::default();
        deck.slides.push(Slide::default());
        let watch = Watch::silent();
        renderer.pdf(&deck, &Facts::titled("doctor"), PdfOrder::default(), &watch)
    })
    .await
    .map_err(Error::internal)??;
    let on = std::env::var_os(crate::parts::NO_SANDBOX).is_none_or(|value| value != "1");
    Ok(if on {
        "a page was drawn inside the browser's sandbox".into()
    } else {
        format!(
            "a page was drawn WITHOUT the browser's sandbox ({}=1)",
            crate::parts::NO_SANDBOX
        )
    })
}

fn lines(report: &Report) -> String {
    let mut lines = vec![format!("Lectern {}", report.version)];
    lines.extend(report.checks.iter().map(|check| {
        let mark = if check.ok { "ok  " } else { "FAIL" };
        format!("{mark}  {:<14}{}", check.name, check.detail)
    }));
    lines.join("\n")
}
