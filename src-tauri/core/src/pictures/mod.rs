//! Small pictures of slides: drawn once for each revision of a deck, then kept
//! on disk.
//!
//! Slides are drawn in hundreds, since starting a browser takes longer than a
//! picture. Whoever asks for a slide of a hundred that is being drawn waits for
//! that drawing. There is one browser for pictures at a time: a drawing that
//! nobody waits for when its turn comes is not begun, and one that nobody has
//! waited for for a while is ended.
//!
//! What does not belong here: who may see a session, and how slides are drawn.

mod drawing;
mod shelf;

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::clock::Timestamp;
use crate::model::{Deck, SessionId};
use crate::render::{PictureOrder, Renderer, Urgency};
use crate::service::{Service, WeakService};
use crate::{Code, Error, Result};

use drawing::{Drawing, Outcome};
use shelf::Shelf;

/// How wide a picture is, in pixels. Slides are 16 by 9.
pub const WIDTH: u32 = 320;

/// Slides that are drawn in one go.
const TOGETHER: usize = 100;
/// Bytes that all pictures on disk may take together.
const ROOM: u64 = 200 * 1024 * 1024;
/// Drawings whose failures, or whose pictures that could not be written, are
/// remembered, and bytes that those pictures may take.
const REMEMBERED: usize = 256;
const REMEMBERED_BYTES: usize = 32 * 1024 * 1024;
/// How long a drawing goes on that nobody waits for: somebody who has one
/// picture asks for the next one.
const PATIENCE: Duration = Duration::from_secs(2);
/// Milliseconds for which a failure is remembered. Most decks that fail do so
/// again, but a machine that was too busy has time later.
const FAILURE: i64 = 60_000;

/// Slides of one revision of a deck that are drawn in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Series {
    session: SessionId,
    revision: u32,
    /// Index of the first slide.
    first: usize,
}

impl Series {
    /// The series of the slide with this index.
    pub(crate) fn of(session: SessionId, revision: u32, index: usize) -> Self {
        Self {
            session,
            revision,
            first: index - index % TOGETHER,
        }
    }

    fn slides(self, slide_count: usize) -> Range<usize> {
        self.first..slide_count.min(self.first + TOGETHER)
    }
}

/// The pictures of all sessions. Dropping it stops what is being drawn.
pub struct Pictures {
    desk: Arc<Desk>,
}

/// What the drawings share.
struct Desk {
    shelf: Shelf,
    /// One browser at a time.
    browser: Semaphore,
    work: Mutex<Work>,
}

#[derive(Default)]
struct Work {
    under_way: HashMap<Series, Arc<Drawing>>,
    /// What of past drawings is not on disk, newest last.
    remembered: VecDeque<Remembered>,
}

/// What came of a past drawing.
struct Remembered {
    series: Series,
    outcome: Outcome,
    since: Timestamp,
}

impl Remembered {
    fn holds(&self, now: Timestamp) -> bool {
        let age = now.milliseconds() - self.since.milliseconds();
        !self.outcome.has_failed() || (0..FAILURE).contains(&age)
    }
}

impl Pictures {
    /// Pictures that are kept in `folder`, which need not exist.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self::with_room(folder, ROOM)
    }

    /// As [`Pictures::in_folder`], in at most so many bytes of the disk.
    #[must_use]
    pub fn with_room(folder: PathBuf, bytes: u64) -> Self {
        Self {
            desk: Arc::new(Desk {
                shelf: Shelf::new(folder, bytes),
                browser: Semaphore::new(1),
                work: Mutex::default(),
            }),
        }
    }

    /// Removes in the background what a run that was stopped left behind of
    /// deleted sessions.
    pub(crate) fn sweep(&self, service: WeakService) {
        let desk = Arc::clone(&self.desk);
        let sweeping = move || desk.shelf.sweep(|session| service.has(session));
        drop(tokio::task::spawn_blocking(sweeping));
    }

    /// The picture of the slide with this index, if it is on disk. Blocks.
    pub(crate) fn kept(&self, series: Series, index: usize) -> Option<Vec<u8>> {
        self.desk.shelf.read(series, index)
    }

    /// Draws the picture of the slide with this index, or waits for it.
    ///
    /// # Errors
    /// Those of the drawing; `cancelled` when the session was deleted.
    pub(crate) async fn draw(
        &self,
        service: &Service,
        series: Series,
        index: usize,
    ) -> Result<Vec<u8>> {
        let mut outcome = {
            let mut work = self.desk.work();
            if let Some(answer) = work.remembered(series, index, service.now()) {
                return answer;
            }
            let service = service.downgrade();
            let drawing = work.under_way.entry(series).or_insert_with(|| {
                let drawing = Arc::<Drawing>::default();
                let desk = Arc::clone(&self.desk);
                tokio::spawn(desk.run(Arc::clone(&drawing), series, service));
                drawing
            });
            drawing.look()
        };
        let is_known = |outcome: &Outcome| outcome.is_over() || outcome.of(index).is_some();
        let outcome = outcome.wait_for(is_known).await.map_err(|_| stopped())?;
        outcome.of(index).unwrap_or_else(|| Err(not_drawn()))
    }

    /// Removes the pictures of these sessions, and sees that none is drawn any
    /// more. Blocks.
    pub(crate) fn remove(&self, sessions: &[SessionId]) {
        self.desk.work().forget(sessions);
        for session in sessions {
            self.desk.shelf.remove(*session);
        }
    }
}

impl Drop for Pictures {
    fn drop(&mut self) {
        for drawing in self.desk.work().under_way.values() {
            drawing.watch().cancel();
        }
    }
}

impl Desk {
    /// Draws a series when its turn comes.
    async fn run(self: Arc<Self>, drawing: Arc<Drawing>, series: Series, service: WeakService) {
        let Ok(_turn) = self.browser.acquire().await else {
            return;
        };
        if self.work().drop_unwanted(series, &drawing) {
            return;
        }
        let desk = Arc::clone(&self);
        let work = Arc::clone(&drawing);
        let mut drawn = tokio::task::spawn_blocking(move || {
            let done = desk.draw(&work, series, &service);
            desk.shelf.sweep(|session| service.has(session));
            (done, service.now())
        });
        let drawn = tokio::select! {
            drawn = &mut drawn => drawn,
            () = self.end_unwanted(series, &drawing) => drawn.await,
        };
        let broken = |panic| (Err(Error::internal(panic)), None);
        let (done, now) = drawn.unwrap_or_else(broken);
        if let Err(error) = &done
            && !drawing.watch().is_cancelled()
        {
            let code = error.code();
            tracing::warn!(%code, causes = ?error.causes(), "pictures could not be drawn");
        }
        self.work().finish(series, &drawing, done, now);
    }

    /// Ends a drawing that nobody has waited for for a while.
    async fn end_unwanted(&self, series: Series, drawing: &Drawing) {
        loop {
            drawing.is_left().await;
            tokio::time::sleep(PATIENCE).await;
            if self.work().drop_unwanted(series, drawing) {
                return;
            }
        }
    }

    fn draw(
        self: &Arc<Self>,
        drawing: &Arc<Drawing>,
        series: Series,
        service: &WeakService,
    ) -> Result<()> {
        if drawing.watch().is_cancelled() {
            return Err(stopped());
        }
        let Original {
            deck,
            title,
            renderer,
        } = service.original(series)?;
        self.shelf.remove_before(series);
        let slides = series.slides(deck.slides.len());
        if self.show_kept(drawing, series, slides.clone()) {
            return Ok(());
        }
        let take = {
            let desk = Arc::clone(self);
            let drawing = Arc::clone(drawing);
            move |index, picture: Vec<u8>| {
                let is_wanted = || !drawing.watch().is_cancelled();
                let is_kept = desk.shelf.put(series, index, &picture, is_wanted);
                drawing.show(index, picture, is_kept);
            }
        };
        let order = PictureOrder {
            slides: slides.collect(),
            width: WIDTH,
            urgency: Urgency::Picture,
        };
        let drawn = renderer.pictures(&deck, &title, order, drawing.watch(), Box::new(take));
        drawn.map(drop)
    }

    /// Shows the pictures on disk, if all are there: another drawing of the
    /// series may have ended while this one was asked for.
    fn show_kept(&self, drawing: &Drawing, series: Series, slides: Range<usize>) -> bool {
        let read = |index| Some((index, self.shelf.read(series, index)?));
        let kept: Option<Vec<_>> = slides.map(read).collect();
        let is_whole = kept.is_some();
        for (index, picture) in kept.into_iter().flatten() {
            drawing.show(index, picture, true);
        }
        is_whole
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Work {
    /// What a past drawing says of a slide.
    fn remembered(&self, series: Series, index: usize, now: Timestamp) -> Option<Result<Vec<u8>>> {
        let mut known = self.remembered.iter();
        let past = known.find(|past| past.series == series && past.holds(now))?;
        past.outcome.of(index)
    }

    /// Lets a drawing go that nobody waits for: whoever asks from now on begins
    /// another. Answers whether it did.
    fn drop_unwanted(&mut self, series: Series, drawing: &Drawing) -> bool {
        let is_unwanted = !drawing.is_waited_for();
        if is_unwanted {
            drawing.watch().cancel();
            self.remove(series, drawing);
        }
        is_unwanted
    }

    /// Removes this drawing, and no later one of the same series.
    fn remove(&mut self, series: Series, drawing: &Drawing) {
        let present = self.under_way.get(&series);
        if present.is_some_and(|present| std::ptr::eq(Arc::as_ptr(present), drawing)) {
            self.under_way.remove(&series);
        }
    }

    /// `now` is not known any more when Lectern has been closed meanwhile.
    fn finish(
        &mut self,
        series: Series,
        drawing: &Drawing,
        end: Result<()>,
        now: Option<Timestamp>,
    ) {
        self.remove(series, drawing);
        let outcome = drawing.end(end).remembered();
        let Some(since) = now.filter(|_| !drawing.watch().is_cancelled()) else {
            return;
        };
        self.remembered.retain(|past| past.series != series);
        self.remembered.extend(outcome.map(|outcome| Remembered {
            series,
            outcome,
            since,
        }));
        while self.remembered.len() > REMEMBERED || self.remembered_bytes() > REMEMBERED_BYTES {
            self.remembered.pop_front();
        }
    }

    fn remembered_bytes(&self) -> usize {
        self.remembered.iter().map(|past| past.outcome.size()).sum()
    }

    /// Stops what is drawn of these sessions, and forgets what came of it.
    fn forget(&mut self, sessions: &[SessionId]) {
        for (series, drawing) in &self.under_way {
            if sessions.contains(&series.session) {
                drawing.watch().cancel();
            }
        }
        self.remembered
            .retain(|past| !sessions.contains(&past.series.session));
    }
}

/// What pictures are drawn from.
struct Original {
    deck: Deck,
    title: String,
    renderer: Arc<dyn Renderer>,
}

impl WeakService {
    fn original(&self, series: Series) -> Result<Original> {
        let service = self.upgrade().ok_or_else(stopped)?;
        let record = service.store().session(series.session)?;
        let record = record.ok_or_else(Error::session_not_found)?;
        if record.deck.map(|deck| deck.revision) != Some(series.revision) {
            return Err(changed());
        }
        let deck = service.store().deck(series.session, series.revision);
        Ok(Original {
            deck: service.unless_gone(series.session, deck)?,
            title: record.title.as_str().to_owned(),
            renderer: service.renderer(),
        })
    }

    fn now(&self) -> Option<Timestamp> {
        Some(self.upgrade()?.now())
    }

    /// Whether there is such a session. One that cannot be read is not gone.
    fn has(&self, session: SessionId) -> bool {
        let record = self
            .upgrade()
            .map(|service| service.store().session(session));
        !matches!(record, Some(Ok(None)))
    }
}

fn stopped() -> Error {
    Error::new(
        Code::Cancelled,
        "The picture was not drawn, because Lectern stopped drawing. The deck is unchanged.",
    )
}

fn changed() -> Error {
    Error::new(
        Code::RevisionConflict,
        "The deck was changed before its picture was drawn. Ask again for the picture of what it \
         shows now.",
    )
}

fn not_drawn() -> Error {
    Error::internal("the renderer left a picture out")
}
