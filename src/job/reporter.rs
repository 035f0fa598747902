//! The two ends of work under way: the reporter that the work holds, and the Stop of its owner.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::progress::{Progress, Stage};
use crate::error::{Error, Result};
use crate::words::Value;

const RUN: u8 = 0;
const STOP: u8 = 1;
const CANCEL: u8 = 2;

/// Work that looks whether it is to end has ended after so long, on a busy machine too. With what it
/// takes an owner to notice and to tell, it is a second.
const PATIENCE: Duration = Duration::from_millis(700);

/// What the owner of a job asks of its work, seen by both.
#[derive(Default)]
struct Signal {
    /// `RUN`, `STOP` or `CANCEL`.
    wish: AtomicU8,
    pause: AtomicBool,
    /// The work has come to a place where it can rest, and rests.
    rests: AtomicBool,
    /// When the present wish was made. It is held while one is made, so that none is missed between
    /// a look at it and the sleep.
    bell: Mutex<Option<Instant>>,
    rung: Condvar,
}

impl Signal {
    fn wish(&self) -> u8 {
        self.wish.load(Ordering::Relaxed)
    }

    fn bell(&self) -> MutexGuard<'_, Option<Instant>> {
        self.bell.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a wish and wakes the work if it rests.
    fn ring(&self, wish: impl FnOnce(&Self)) {
        let mut held = self.bell();
        let before = self.wish();
        wish(self);
        if self.wish() != before {
            *held = Some(Instant::now());
        }
        self.rung.notify_all();
    }

    /// Sleeps while a pause is asked for and neither Stop nor a cancel is.
    fn rest(&self) {
        if !self.pause.load(Ordering::Relaxed) {
            return;
        }
        let mut held = self.bell();
        while self.pause.load(Ordering::Relaxed) && self.wish() == RUN {
            self.rests.store(true, Ordering::Relaxed);
            held = self.rung.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        self.rests.store(false, Ordering::Relaxed);
    }
}

/// The end of a job that is handed to the work: tells progress, asks whether to go on.
#[derive(Clone)]
pub struct Reporter {
    progress: Option<Sender<Progress>>,
    shows_maps: bool,
    signal: Arc<Signal>,
}

impl Default for Reporter {
    fn default() -> Self {
        Self::silent()
    }
}

impl Reporter {
    /// Tells nobody and is never stopped: for tests and benchmarks.
    pub fn silent() -> Self {
        Self {
            progress: None,
            shows_maps: false,
            signal: Arc::default(),
        }
    }

    /// A reporter with the two ends its owner keeps: the progress and the Stop.
    pub fn channel() -> (Self, Receiver<Progress>, Stop) {
        let (tx, rx) = bounded(1024);
        let signal = Arc::<Signal>::default();
        (
            Self {
                progress: Some(tx),
                shows_maps: true,
                signal: signal.clone(),
            },
            rx,
            Stop { signal },
        )
    }

    /// Tells nobody, but is stopped with this one: for work inside a step that is told of as a
    /// whole.
    pub(crate) fn quiet(&self) -> Self {
        Self {
            progress: None,
            shows_maps: false,
            signal: self.signal.clone(),
        }
    }

    /// Never blocks; dropped when the receiver lags 1024 messages behind.
    pub fn report(&self, progress: Progress) {
        if let Some(tx) = &self.progress {
            let _ = tx.try_send(progress);
        }
    }

    /// The same, for work whose pictures nobody looks at while it runs.
    pub fn without_maps(&self) -> Self {
        Self {
            shows_maps: false,
            ..self.clone()
        }
    }

    /// True when somebody looks at maps that move.
    pub(crate) fn shows_maps(&self) -> bool {
        self.shows_maps
    }

    /// `done` of `total` units of a stage; `item` names the one just finished or begun.
    pub fn step(&self, stage: Stage, done: usize, total: usize, item: impl Into<Value>) {
        if self.progress.is_some() {
            self.report(Progress::Step {
                stage,
                done,
                total,
                item: item.into(),
            });
        }
    }

    /// Between units of work that cannot end early with a result worth keeping.
    ///
    /// # Errors
    /// [`Error::Cancelled`] once Stop was pressed.
    pub(crate) fn checkpoint(&self) -> Result<()> {
        match self.signal.wish() {
            RUN => Ok(()),
            _ => Err(Error::Cancelled),
        }
    }

    /// For stages that can end early and keep what there is (training, t-SNE): true once for each
    /// press of Stop, so that the stages after it still run; always true after a cancel. Between
    /// two such questions is where a pause rests: the thread sleeps here until it is told to go on,
    /// or to end. [`Reporter::checkpoint`] never rests, for it is also asked by threads that others
    /// share.
    pub fn take_stop(&self) -> bool {
        self.signal.rest();
        match self
            .signal
            .wish
            .compare_exchange(STOP, RUN, Ordering::Relaxed, Ordering::Relaxed)
        {
            Ok(_) => true,
            Err(now) => now == CANCEL,
        }
    }
}

/// The owner's hand on a running job.
#[derive(Clone)]
pub struct Stop {
    signal: Arc<Signal>,
}

impl Stop {
    /// End the present stage early and keep what there is, where the stage can; else end the run.
    /// Ends a pause.
    pub fn stop(&self) {
        self.signal.ring(|signal| {
            let _ = signal
                .wish
                .compare_exchange(RUN, STOP, Ordering::Relaxed, Ordering::Relaxed);
            signal.pause.store(false, Ordering::Relaxed);
        });
    }

    /// True from a press of Stop until a stage has taken it.
    pub(super) fn is_stopping(&self) -> bool {
        self.signal.wish() != RUN
    }

    /// True when the work was asked to end so long ago that it does not look. Whoever owns it can
    /// leave it behind: it ends where it looks again, or with the program.
    pub(crate) fn is_unheard(&self) -> bool {
        self.is_stopping()
            && self
                .signal
                .bell()
                .is_some_and(|since| since.elapsed() > PATIENCE)
    }

    /// End everything; nothing is wanted any more.
    pub(crate) fn cancel(&self) {
        self.signal
            .ring(|signal| signal.wish.store(CANCEL, Ordering::Relaxed));
    }

    /// Let the work rest at the next place where it can, or go on. What it makes is the same either
    /// way.
    pub(crate) fn pause(&self, pause: bool) {
        self.signal
            .ring(|signal| signal.pause.store(pause, Ordering::Relaxed));
    }

    /// True from the wish for a pause until its end, also while the work has not come to where it
    /// can rest.
    pub(crate) fn is_pausing(&self) -> bool {
        self.signal.pause.load(Ordering::Relaxed)
    }

    /// True while the work rests.
    pub(crate) fn is_resting(&self) -> bool {
        self.signal.rests.load(Ordering::Relaxed)
    }
}
