//! The one writer: a thread that takes whatever writes are waiting, applies
//! them in order, makes them durable together, and only then answers.
//!
//! [`Committer::make_durable`] is the point of durability, and the seam for a
//! journal: whatever it promises is what an acknowledged write promises.

use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use tokio::sync::oneshot;

use super::changes::{Batch, Changes};
use crate::{Code, Error, Result};

/// Writes that share one sync of the disk.
const TOGETHER: usize = 256;

/// Free disk space below which no write is begun: the engine cannot go on
/// after a failed write, so it must never meet a full disk.
const RESERVE: u64 = 16 * 1024 * 1024;

/// The same for a write that makes room: without it, a full disk could not be
/// relieved by deleting.
const LAST_RESERVE: u64 = 1024 * 1024;

/// What the engine may need on disk for each byte that is written.
const OVERHEAD: u64 = 3;

/// Applies one write. Answers what to call when it is on disk, or nothing when
/// the write failed and its caller knows already.
type Job = Box<dyn FnOnce(&mut Committer) -> Option<Acknowledge> + Send>;
type Acknowledge = Box<dyn FnOnce(Result<()>) + Send>;

/// The sending side of the writer's queue. Dropping the last one ends the
/// thread after the writes that wait are done.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(database: sled::Db, folder: &Path) -> Result<Self> {
        let (queue, jobs) = mpsc::channel();
        let mut committer = Committer {
            database,
            folder: folder.to_owned(),
            broken: false,
        };
        let thread = thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || {
                while let Ok(first) = jobs.recv() {
                    let waiting = jobs.try_iter().take(TOGETHER - 1);
                    let jobs: Vec<Job> = std::iter::once(first).chain(waiting).collect();
                    committer.commit(jobs);
                }
            })
            .map_err(Error::internal)?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Does a write and answers when it is on disk. An error changes nothing.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Changes<'_>) -> Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |committer| match committer.apply(work) {
            Ok(value) => Some(Box::new(move |durable| {
                // A caller that went away needs no answer; the write stands.
                let _ = answer.send(durable.map(|()| value));
            })),
            Err(error) => {
                let _ = answer.send(Err(error));
                None
            }
        });
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        queue.send(job).map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the store's writer ended by a panic");
        }
    }
}

fn stopped() -> Error {
    Error::internal("the store's writer has stopped")
}

/// Applies writes to sled and makes them durable.
struct Committer {
    database: sled::Db,
    folder: PathBuf,
    broken: bool,
}

impl Committer {
    fn commit(&mut self, jobs: Vec<Job>) {
        let acknowledge: Vec<Acknowledge> = jobs.into_iter().filter_map(|job| job(self)).collect();
        if acknowledge.is_empty() {
            return;
        }
        match self.make_durable() {
            Ok(()) => {
                for answer in acknowledge {
                    answer(Ok(()));
                }
            }
            Err(cause) => {
                // After a failed sync nobody knows what is on disk, and a
                // second sync may lie. No further write is taken.
                self.broken = true;
                tracing::error!(%cause, "the store could not be made durable");
                for answer in acknowledge {
                    answer(Err(not_durable()));
                }
            }
        }
    }

    fn apply<T>(&mut self, work: impl FnOnce(&mut Changes<'_>) -> Result<T>) -> Result<T> {
        if self.broken {
            return Err(not_durable());
        }
        let mut changes = Changes::new(&self.database);
        let value = catch_unwind(AssertUnwindSafe(|| work(&mut changes)))
            .map_err(|_| Error::internal("a write panicked"))??;
        let batch = changes.into_batch();
        if !batch.is_empty() {
            self.check_space(&batch)?;
            let applied = self.database.apply_batch(batch.into_sled());
            if let Err(cause) = applied {
                self.broken = true;
                return Err(super::engine_error(cause));
            }
        }
        Ok(value)
    }

    fn check_space(&self, batch: &Batch) -> Result<()> {
        let reserve = if batch.makes_room() {
            LAST_RESERVE
        } else {
            RESERVE
        };
        if free_space(&self.folder)? >= reserve + batch.size() * OVERHEAD {
            return Ok(());
        }
        Err(Error::new(
            Code::DiskFull,
            "The disk that holds Lectern's data is full. Nothing was changed and nothing is lost; free some space and try again.",
        ))
    }

    /// `flush()` of sled 0.34 is no fsync on Linux (it calls
    /// `sync_file_range`), so the file is synced here by a handle of our own.
    fn make_durable(&self) -> io::Result<()> {
        self.database.flush().map_err(io::Error::other)?;
        let log = self.folder.join("db");
        File::options()
            .read(true)
            .write(true)
            .open(log)?
            .sync_data()
    }
}

/// Whether the disk is so full that no write is begun.
pub(super) fn is_full(folder: &Path) -> Result<bool> {
    Ok(free_space(folder)? < RESERVE)
}

fn free_space(folder: &Path) -> Result<u64> {
    fs4::available_space(folder).map_err(Error::internal)
}

fn not_durable() -> Error {
    Error::new(
        Code::StoreUnusable,
        "The disk refused to keep a change, so Lectern takes no more changes until it is started again. What was saved before is not affected; check the disk.",
    )
}
