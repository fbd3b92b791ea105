//! One function for each command.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lectern_core::deck::import;
use lectern_core::error::Problem;
use lectern_core::files::{self, Existing};
use lectern_core::model::{DeckLimits, Session, SessionId};
use lectern_core::ops::{
    ExportSession, ExportedFile, FidelityReport, Field, ImportSession, ListMessages, ListSessions,
    OneSession, RenameSession, SeveralSessions, Wanted, export_deck,
};
use lectern_core::render::{Facts, Warning, Watch};
use lectern_core::service::{Caller, Service};
use lectern_core::{Code, Error, Result};
use serde::Serialize;

use super::arguments::{Command, Export, List};
use super::fidelity;
use super::output::{Output, harmless, in_one_line};
use super::progress;
use crate::parts::Place;

/// Commands that need the store.
pub(super) async fn over_service(
    place: &Place,
    command: Command,
    output: &Output,
) -> Result<ExitCode> {
    let service = place.open().await?;
    let caller = service.local_caller(Some("command-line".into()));
    let door = Door {
        service,
        caller,
        output: *output,
    };
    match command {
        Command::Import { files } => return door.import(files).await,
        Command::List(list) => door.list(list).await?,
        Command::Show { session } => door.show(session).await?,
        Command::Messages { session } => door.messages(session).await?,
        Command::Slides { session } => door.slides(session).await?,
        Command::Rename { session, title } => door.rename(session, title).await?,
        Command::Delete { sessions } => door.delete(sessions).await?,
        Command::Cleanup { sessions } => door.cleanup(sessions).await?,
        Command::Export(_) | Command::Serve(_) | Command::Doctor => {
            return Err(Error::internal("a command went the wrong way"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What every command needs.
struct Door {
    service: Service,
    caller: Caller,
    output: Output,
}

/// A file that was not imported.
#[derive(Serialize)]
struct NotImported {
    /// As a text, since JSON holds nothing else; the name itself need not be one.
    file: String,
    problem: Problem,
}

/// What became of several files.
#[derive(Serialize)]
struct Imports {
    imported: Vec<Session>,
    failed: Vec<NotImported>,
}

impl Door {
    async fn import(&self, files: Vec<PathBuf>) -> Result<ExitCode> {
        if let [file] = files.as_slice() {
            let session = self.import_one(file).await?;
            self.output.answer(&session, imported_line)?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut imports = Imports {
            imported: Vec::new(),
            failed: Vec::new(),
        };
        let mut exit = ExitCode::SUCCESS;
        for file in files {
            match self.import_one(&file).await {
                Ok(session) => imports.imported.push(session),
                Err(error) => {
                    exit = ExitCode::from(error.code().showing().exit);
                    self.output
                        .remark(&format!("{}: {}", file.display(), error.message()));
                    imports.failed.push(NotImported {
                        file: file.to_string_lossy().into_owned(),
                        problem: error.problem(),
                    });
                }
            }
        }
        self.output.answer(&imports, |imports| {
            let lines: Vec<String> = imports.imported.iter().map(imported_line).collect();
            lines.join("\n")
        })?;
        Ok(exit)
    }

    async fn import_one(&self, file: &Path) -> Result<Session> {
        let request = ImportSession {
            content: import::text(&files::read_limited(file, DeckLimits::FILE_BYTES)?)?,
            name: Field::Given(file.to_string_lossy().into_owned()),
        };
        self.service.import_session(&self.caller, request).await
    }

    async fn list(&self, list: List) -> Result<()> {
        let request = ListSessions {
            limit: optional(list.limit),
            profile_id: optional(list.profile),
            q: optional(list.title),
            cursor: optional(list.cursor),
            trashed: Field::Given(list.trashed),
            sort: Field::Absent,
        };
        let page = self.service.list_sessions(&self.caller, request).await?;
        self.output.answer(&page, |page| {
            let rows: Vec<String> = page.sessions.iter().map(row).collect();
            rows.join("\n")
        })?;
        if let Some(cursor) = &page.next_cursor {
            self.output.remark(&format!("More: --cursor {cursor}"));
        }
        Ok(())
    }

    async fn show(&self, session: String) -> Result<()> {
        let session = self.service.get_session(&self.caller, one(session)).await?;
        self.output.answer(&session, details)
    }

    async fn messages(&self, session: String) -> Result<()> {
        let request = ListMessages {
            session_id: session,
            ..ListMessages::default()
        };
        let list = self.service.list_messages(&self.caller, request).await?;
        self.output.answer(&list, |list| {
            let messages: Vec<String> = list
                .messages
                .iter()
                .map(|message| {
                    let role = format!("{:?}", message.role).to_lowercase();
                    format!(
                        "{role}  {}\n{}\n",
                        message.timestamp,
                        harmless(&message.content)
                    )
                })
                .collect();
            messages.join("\n")
        })
    }

    async fn slides(&self, session: String) -> Result<()> {
        let slides = self.service.get_slides(&self.caller, one(session)).await?;
        self.output.answer(&slides, |slides| {
            let Some(deck) = &slides.slide_deck else {
                return "This session has no slides yet.".into();
            };
            let parts: Vec<String> = deck
                .slides
                .iter()
                .zip(1..)
                .map(|(slide, number)| {
                    format!(
                        "Slide {number}  {}\n{}\n",
                        in_one_line(&slide.slide_id),
                        harmless(&slide.html)
                    )
                })
                .collect();
            parts.join("\n")
        })
    }

    async fn rename(&self, session: String, title: String) -> Result<()> {
        let request = RenameSession {
            session_id: session,
            title: Field::Given(title),
        };
        let renamed = self.service.rename_session(&self.caller, request).await?;
        self.output.answer(&renamed, |renamed| {
            format!("Renamed to {}", in_one_line(renamed.title.as_str()))
        })
    }

    async fn delete(&self, sessions: Vec<String>) -> Result<()> {
        for session in sessions {
            self.service
                .delete_session(&self.caller, one(session.clone()))
                .await?;
            self.output.remark(&format!("Deleted {session}"));
        }
        Ok(())
    }

    async fn cleanup(&self, sessions: Vec<String>) -> Result<()> {
        let request = SeveralSessions {
            session_ids: Field::Given(sessions),
        };
        let cleaned = self.service.cleanup_sessions(&self.caller, request).await?;
        self.output
            .answer(&cleaned, |cleaned| match cleaned.deleted {
                1 => "1 session deleted".into(),
                count => format!("{count} sessions deleted"),
            })
    }
}

/// What an export wrote.
#[derive(Serialize)]
struct Written {
    /// As a text, since JSON holds nothing else; the path itself need not be one.
    path: String,
    bytes: usize,
    warnings: Vec<Warning>,
    /// Of a PowerPoint file.
    fidelity: Option<FidelityReport>,
}

/// Exports a session, or a file that is not stored.
pub(super) async fn export(place: &Place, export: Export, output: &Output) -> Result<ExitCode> {
    check_target(&export)?;
    let (bar, watch) = progress::follow(output.is_watched());
    let file = match source(&export.source) {
        Source::Session(session) => export_session(place, session, &export, watch).await,
        Source::File => export_file(place, &export, watch).await,
    };
    let written = file.and_then(|file| Ok((write(&export, &file)?, file)));
    bar.finish_and_clear();
    let (path, file) = written?;
    let written = Written {
        path: path.to_string_lossy().into_owned(),
        bytes: file.bytes.len(),
        warnings: file.warnings,
        fidelity: file.fidelity,
    };
    for warning in &written.warnings {
        output.remark(&sentence(warning));
    }
    for told in written.fidelity.iter().flat_map(fidelity::sentences) {
        output.remark(&told);
    }
    output.answer(&written, |written| format!("Saved {}", written.path))?;
    Ok(ExitCode::SUCCESS)
}

enum Source {
    Session(String),
    File,
}

/// A file is what exists under that name; an id is anything that looks so.
fn source(source: &Path) -> Source {
    match source.to_str() {
        Some(text) if !source.exists() && SessionId::parse(text).is_ok() => {
            Source::Session(text.to_owned())
        }
        _ => Source::File,
    }
}

async fn export_session(
    place: &Place,
    session_id: String,
    export: &Export,
    watch: Watch,
) -> Result<ExportedFile> {
    let service = place.open().await?;
    let request = wanted(session_id, export);
    let caller = service.local_caller(None);
    let exporting = service.export_session_watched(&caller, request, watch.clone());
    until_interrupted(exporting, &watch).await
}

async fn export_file(place: &Place, export: &Export, watch: Watch) -> Result<ExportedFile> {
    let wanted = Wanted::read(wanted(String::new(), export))?;
    let source = export.source.clone();
    let renderer = place.renderer()?;
    let watching = watch.clone();
    let exporting = tokio::task::spawn_blocking(move || {
        let bytes = files::read_limited(&source, DeckLimits::FILE_BYTES)?;
        let imported = import::read(&bytes)?;
        let stem = source.file_stem().map(|stem| stem.to_string_lossy());
        let title = imported
            .title
            .or(stem.map(String::from))
            .unwrap_or_default();
        let deck = imported.deck.unwrap_or_default();
        export_deck(
            renderer.as_ref(),
            &deck,
            &Facts::titled(title),
            &wanted,
            &watching,
        )
    });
    let exporting = async { exporting.await.map_err(Error::internal)? };
    until_interrupted(exporting, &watch).await
}

/// What is asked for, the same for a session and for a file.
fn wanted(session_id: String, export: &Export) -> ExportSession {
    ExportSession {
        session_id,
        format: optional(export.kind().map(|kind| kind.name().to_owned())),
        slides: optional(export.slides.clone()),
        scale: optional(export.scale.map(i64::from)),
        notes: Field::Given(export.notes.name().to_owned()),
        per_page: Field::Given(export.per_page),
        paper: optional(export.paper.map(|paper| paper.name().to_owned())),
        mode: optional(export.mode.map(|mode| mode.name().to_owned())),
        made_for: optional(export.made_for.map(|program| program.name().to_owned())),
    }
}

/// Waits for an export; Ctrl-C ends it in order, so that nothing is left over.
async fn until_interrupted(
    exporting: impl Future<Output = Result<ExportedFile>>,
    watch: &Watch,
) -> Result<ExportedFile> {
    tokio::pin!(exporting);
    tokio::select! {
        exported = &mut exporting => exported,
        _ = super::serve::asked_to_stop() => {
            watch.cancel();
            exporting.await
        }
    }
}

/// Finds out before the deck is drawn what would keep its file from being
/// written; the writing itself has the last word.
fn check_target(export: &Export) -> Result<()> {
    match &export.output {
        Some(path) if path.is_dir() => Err(Error::new(
            Code::Unwritable,
            format!("{} is a folder. Name a file in it.", path.display()),
        )),
        Some(path) if path.exists() && !export.force => Err(exists_already(path)),
        _ => Ok(()),
    }
}

fn write(export: &Export, file: &ExportedFile) -> Result<PathBuf> {
    let Some(path) = &export.output else {
        return files::write_new(Path::new(""), &file.file_name, &file.bytes);
    };
    let existing = if export.force {
        Existing::Replace
    } else {
        Existing::Keep
    };
    match files::write_whole(path, &file.bytes, existing) {
        Err(error) if error.code() == Code::AlreadyExists => Err(exists_already(path)),
        written => written.map(|()| path.clone()),
    }
}

fn exists_already(path: &Path) -> Error {
    Error::new(
        Code::AlreadyExists,
        format!(
            "{} exists already and was left as it is. Choose another name, or add --force to replace it.",
            path.display()
        ),
    )
}

fn optional<T>(value: Option<T>) -> Field<T> {
    value.map_or(Field::Absent, Field::Given)
}

fn one(session_id: String) -> OneSession {
    OneSession { session_id }
}

fn imported_line(session: &Session) -> String {
    format!(
        "{}  {}  {}",
        session.session_id,
        count(session.slide_count, "slide"),
        in_one_line(session.title.as_str())
    )
}

fn row(session: &Session) -> String {
    format!(
        "{}  {}  {:>10}  {}",
        session.session_id,
        session.last_activity,
        count(session.slide_count, "slide"),
        in_one_line(session.title.as_str())
    )
}

fn details(session: &Session) -> String {
    let lines = [
        ("Title", in_one_line(session.title.as_str())),
        ("Id", session.session_id.to_string()),
        (
            "Owner",
            session
                .created_by
                .clone()
                .unwrap_or_else(|| "nobody".into()),
        ),
        (
            "Profile",
            session
                .profile_name
                .as_ref()
                .map_or_else(|| "none".into(), |name| in_one_line(name.as_str())),
        ),
        ("Created", session.created_at.to_string()),
        ("Updated", session.updated_at.to_string()),
        ("Active", session.last_activity.to_string()),
        ("Messages", session.message_count.to_string()),
        ("Slides", session.slide_count.to_string()),
    ];
    lines
        .map(|(name, value)| format!("{name:<10}{value}"))
        .join("\n")
}

fn count(number: u32, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

fn sentence(warning: &Warning) -> String {
    match warning {
        Warning::Blocked { address } => {
            format!("Not loaded, since Lectern works offline: {address}")
        }
        Warning::ScriptFailed {
            slide: Some(slide),
            message,
        } => format!("A script of slide {slide} failed: {message}"),
        Warning::ScriptFailed {
            slide: None,
            message,
        } => format!("A script of the deck failed: {message}"),
        Warning::Overflow { slide } => {
            format!("Slide {slide} is taller or wider than its page; the rest is cut.")
        }
        Warning::DrawnApart { slide, name } => format!(
            "Slide {slide} was drawn by itself, because later slides change `{name}`; what \
             its scripts painted is a picture."
        ),
        Warning::FontMissing { family } => {
            format!("The font {family} is not on this machine; its texts have another one.")
        }
        Warning::PictureMissing { slide } => {
            format!("A picture of slide {slide} could not be shown.")
        }
    }
}
