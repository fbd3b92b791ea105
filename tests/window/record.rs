//! What the page asked of the program, and when.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
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
                // Before the first command there is no file.
                let new = bytes_from(&file, read).unwrap_or_default();
                let whole = new.iter().rposition(|byte| *byte == b'\n');
                let whole = whole.map_or(0, |end| end + 1);
                let text = String::from_utf8_lossy(&new[..whole]);
                commands.lock().unwrap().extend(text.lines().map(command));
                read += whole as u64;
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

fn bytes_from(file: &Path, start: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(file)?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn command(line: &str) -> Command {
    let (name, request) = line.split_once(' ').unwrap();
    Command {
        at: Instant::now(),
        name: name.to_owned(),
        request: serde_json::from_str(request).unwrap_or_default(),
    }
}
