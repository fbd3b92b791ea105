//! What the page asked of the program, and when.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

const LOOK: Duration = Duration::from_millis(20);

/// One command of the page.
#[derive(Clone)]
pub(crate) struct Command {
    pub(crate) at: Instant,
    pub(crate) name: String,
    pub(crate) request: Value,
}

/// Reads along in the file to which the program writes its commands.
#[derive(Clone, Default)]
pub(crate) struct Record(Arc<Mutex<Vec<Command>>>);

impl Record {
    pub(crate) fn of(file: PathBuf) -> Self {
        let record = Self::default();
        let commands = Arc::downgrade(&record.0);
        thread::spawn(move || {
            let mut read = 0;
            while let Some(commands) = commands.upgrade() {
                let text = std::fs::read_to_string(&file).unwrap_or_default();
                let new = text[read..].rfind('\n').map_or(0, |end| end + 1);
                let lines = text[read..read + new].lines();
                commands.lock().unwrap().extend(lines.map(command));
                read += new;
                thread::sleep(LOOK);
            }
        });
        record
    }

    /// The commands from the one with this number on.
    pub(crate) fn since(&self, number: usize) -> Vec<Command> {
        self.0.lock().unwrap()[number..].to_vec()
    }

    /// How many there were.
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

fn command(line: &str) -> Command {
    let (name, request) = line.split_once(' ').unwrap();
    Command {
        at: Instant::now(),
        name: name.to_owned(),
        request: serde_json::from_str(request).unwrap_or_default(),
    }
}
