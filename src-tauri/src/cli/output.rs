//! What is printed: tables and sentences for people, JSON for programs.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use lectern_core::{Error, Result};
use serde::Serialize;

/// Where answers go. A reader that went away (a closed pipe) is no error.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output {
    json: bool,
}

impl Output {
    pub(super) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether programs read the answers.
    pub(super) fn is_json(self) -> bool {
        self.json
    }

    /// Whether somebody watches standard error.
    pub(super) fn is_watched(self) -> bool {
        !self.json && io::stderr().is_terminal()
    }

    /// Prints an answer: as JSON, or as the lines that `people` makes of it.
    pub(super) fn answer<T: Serialize>(
        self,
        answer: &T,
        people: impl FnOnce(&T) -> String,
    ) -> Result<()> {
        if self.json {
            let text = serde_json::to_string(answer).map_err(Error::internal)?;
            line(&text);
        } else {
            line(&people(answer));
        }
        Ok(())
    }

    /// Prints a line for people; programs do not get it.
    pub(super) fn remark(self, remark: &impl Display) {
        if !self.json {
            let _ = writeln!(io::stderr(), "{}", harmless(&remark.to_string()));
        }
    }

    /// Prints an error and answers the exit code for it.
    pub(super) fn failure(self, error: &Error) -> ExitCode {
        tracing::error!(code = %error.code(), causes = ?error.causes(), "a command failed");
        let text = if self.json {
            serde_json::to_string(&error.problem()).unwrap_or_else(|_| error.message().to_owned())
        } else {
            format!("lectern: {}", harmless(error.message()))
        };
        let _ = writeln!(io::stderr(), "{text}");
        ExitCode::from(error.code().showing().exit)
    }
}

fn line(text: &str) {
    let text = text.trim_end_matches('\n');
    if !text.is_empty() {
        let _ = writeln!(io::stdout(), "{text}");
    }
}

/// The text without control characters other than line ends and tabs, and
/// without those that turn the direction of writing: what comes from outside
/// must not steer the terminal.
pub(super) fn harmless(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => character,
            '\u{061C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
            control if control.is_control() => '\u{FFFD}',
            other => other,
        })
        .collect()
}

/// A title or a name, harmless and in one line: it must not look like more than
/// one row of a list.
pub(super) fn in_one_line(text: &str) -> String {
    harmless(text).replace(['\n', '\t'], " ")
}
