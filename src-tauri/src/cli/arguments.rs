//! What can be typed.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Slide decks by conversation, kept on this machine, exported as PowerPoint, PDF, pictures or HTML.
///
/// Without a command, Lectern's window opens.
#[derive(Debug, Parser)]
#[command(
    name = "lectern",
    version,
    after_help = "Exit codes: 0 done, 1 a fault of Lectern's own, 2 wrong use, 3 not found, \
                  4 refused in the present state, 5 store, 6 files, 7 browser and export, 8 cancelled."
)]
pub(super) struct Arguments {
    /// Keep everything in this folder (or name it in LECTERN_DATA_DIR).
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// Print JSON, the same as over HTTP; errors go to standard error as JSON.
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a session from each deck file (HTML or JSON).
    Import {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List sessions, newest activity first.
    List(List),
    /// Show a session.
    Show {
        /// The session.
        #[arg(value_name = "ID")]
        session: String,
    },
    /// Show a session's conversation.
    Messages {
        /// The session.
        #[arg(value_name = "ID")]
        session: String,
    },
    /// Show a session's deck.
    Slides {
        /// The session.
        #[arg(value_name = "ID")]
        session: String,
    },
    /// Rename a session.
    Rename {
        /// The session.
        #[arg(value_name = "ID")]
        session: String,
        /// The new title.
        title: String,
    },
    /// Delete sessions for good; stops at the first that is not found.
    Delete {
        /// The sessions.
        #[arg(required = true, value_name = "ID")]
        sessions: Vec<String>,
    },
    /// Delete sessions for good, all at once; unknown ones are skipped.
    Cleanup {
        /// The sessions.
        #[arg(required = true, value_name = "ID")]
        sessions: Vec<String>,
    },
    /// Export a session's deck, or a deck file without storing it.
    Export(Export),
    /// Let programs on this machine use the sessions over HTTP, until stopped.
    Serve(Serve),
    /// Check what Lectern needs: folders, store, settings, browser.
    Doctor,
}

#[derive(Args, Debug)]
pub(super) struct List {
    /// At most so many rows, 1 to 100.
    #[arg(long)]
    pub(super) limit: Option<i64>,
    /// Only sessions of this profile.
    #[arg(long, value_name = "ID", allow_negative_numbers = true)]
    pub(super) profile: Option<i64>,
    /// Only sessions whose title contains this.
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// Go on where the page before ended.
    #[arg(long)]
    pub(super) cursor: Option<String>,
    /// The sessions in the trash.
    #[arg(long)]
    pub(super) trashed: bool,
}

#[derive(Args, Debug)]
pub(super) struct Export {
    /// A session's id, or a deck file (HTML or JSON).
    #[arg(value_name = "ID|FILE")]
    pub(super) source: PathBuf,
    /// The kind of file. Without it, what the file's name ends with says it; else it is
    /// PowerPoint.
    #[arg(long, value_enum)]
    pub(super) format: Option<Kind>,
    /// Only these slides, such as 1-5,8, in the deck's order.
    #[arg(long, value_name = "NUMBERS")]
    pub(super) slides: Option<String>,
    /// How large pictures are: pixels for each of a slide's own, 1 to 4; 2 without it.
    #[arg(long, value_name = "TIMES")]
    pub(super) scale: Option<u32>,
    /// Where the speaker's notes go in a PDF.
    #[arg(long, value_enum, default_value_t = Notes::None)]
    pub(super) notes: Notes,
    /// How many slides stand on a sheet of paper in a PDF: 2, 3 (with lines to write
    /// on), 4, 6 or 9; 1 makes each slide a page of its own.
    #[arg(long, default_value_t = 1, value_name = "SLIDES")]
    pub(super) per_page: i64,
    /// The size of sheets with notes or several slides; A4 without it.
    #[arg(long, value_enum)]
    pub(super) paper: Option<Paper>,
    /// What the slides of a PowerPoint file are made of; editable without it.
    #[arg(long, value_enum)]
    pub(super) mode: Option<Mode>,
    /// Whose lines of text a PowerPoint file meets best; any program's without it.
    #[arg(long, value_enum)]
    pub(super) made_for: Option<MadeFor>,
    /// The file to write. Without it: named after the deck, in this folder.
    #[arg(long, short, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// Replace the file if it exists.
    #[arg(long, requires = "output")]
    pub(super) force: bool,
}

impl Export {
    /// The kind of file, if anything says it.
    pub(super) fn kind(&self) -> Option<Kind> {
        let output = self.output.as_deref();
        self.format.or_else(|| Kind::of_name(output?))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// PowerPoint.
    Pptx,
    /// Portable Document Format.
    Pdf,
    /// A picture of each slide; several come in a ZIP archive.
    Png,
    /// One file that any browser shows, and that Lectern imports again.
    Html,
}

/// What becomes of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Notes {
    /// Nowhere.
    None,
    /// On their slides' pages, as annotations.
    Annotations,
    /// Below their slides, on a sheet of paper for each.
    Pages,
}

impl Notes {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Annotations => "annotations",
            Self::Pages => "pages",
        }
    }
}

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Paper {
    /// 210 by 297 millimetres.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl Paper {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }
}

/// What the slides of a PowerPoint file are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Mode {
    /// Texts, shapes, tables and charts that can be changed.
    Editable,
    /// One picture of each slide.
    Exact,
}

impl Mode {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Editable => "editable",
            Self::Exact => "exact",
        }
    }
}

/// Whose lines of text a PowerPoint file meets best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MadeFor {
    /// PowerPoint's and the others' alike.
    Any,
    /// LibreOffice's.
    #[value(name = "libreoffice")]
    LibreOffice,
}

impl MadeFor {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::LibreOffice => "libreoffice",
        }
    }
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pptx => "pptx",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Html => "html",
        }
    }

    /// The kind that a file's name ends with, if it ends with one's.
    fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "pptx" => Self::Pptx,
            "pdf" => Self::Pdf,
            // Several pictures come in an archive.
            "png" | "zip" => Self::Png,
            "html" | "htm" => Self::Html,
            _ => return None,
        })
    }
}

#[derive(Args, Debug)]
pub(super) struct Serve {
    /// The port; 0 for any free one. Without it, the one of the settings.
    #[arg(long)]
    pub(super) port: Option<u16>,
    /// Serve Lectern's page to a browser, too.
    #[arg(long)]
    pub(super) ui: bool,
}
