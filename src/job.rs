//! Work on a named background thread: progress out, Stop in, and a panic that becomes a message.
//!
//! Progress travels on a bounded channel and may be dropped when nobody drains it; results carry
//! everything.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Condvar, Mutex, Once, PoisonError};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};

use crate::error::{Error, Result};
use crate::matrix::Matrix;

/// The stages of a run, in the order in which they happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    Library,
    Audio,
    Text,
    Features,
    Model,
    Clustering,
    Scores,
    Projection,
    Experiment,
    Export,
}

impl Stage {
    pub const ALL: [Stage; 10] = [
        Stage::Library,
        Stage::Audio,
        Stage::Text,
        Stage::Features,
        Stage::Model,
        Stage::Clustering,
        Stage::Scores,
        Stage::Projection,
        Stage::Experiment,
        Stage::Export,
    ];

    /// What a person reads beside the progress bar.
    pub fn label(self) -> &'static str {
        match self {
            Stage::Library => "reading the library",
            Stage::Audio => "extracting audio features",
            Stage::Text => "extracting lyric features",
            Stage::Features => "joining features",
            Stage::Model => "training the model",
            Stage::Clustering => "clustering",
            Stage::Scores => "scoring",
            Stage::Projection => "drawing the map",
            Stage::Experiment => "comparing",
            Stage::Export => "writing results",
        }
    }
}

/// Losses of one epoch, each a mean over songs (see the `model` room for what is summed and what is
/// averaged).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Losses {
    pub reconstruction: f32,
    /// Unweighted KL divergence in nats, summed over latent dimensions. 0 for models without one.
    pub kl: f32,
    /// What was made small: reconstruction + β·kl with the β of this epoch, unless free bits, a
    /// capacity or the total correlation change what β weighs.
    pub total: f32,
}

/// One row of a training history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Epoch {
    /// Counted from 1.
    pub epoch: usize,
    /// The β in force, after warm-up.
    pub beta: f32,
    pub train: Losses,
    /// `None` when no songs were held out.
    pub validation: Option<Losses>,
}

/// What a job tells while it runs.
#[derive(Debug, Clone)]
pub enum Progress {
    /// `done` of `total` units; `item` names the one just finished or begun.
    Step {
        stage: Stage,
        done: usize,
        total: usize,
        item: String,
    },
    /// An epoch of the training has ended; `n_epochs` is the most there can be.
    Epoch { epoch: Epoch, n_epochs: usize },
    /// The map as it is now: n × 2.
    Map {
        xy: Arc<Matrix>,
        iteration: usize,
        n_iterations: usize,
    },
    /// What the model makes of all songs after `epoch` epochs; told now and then while it learns.
    Glimpse {
        epoch: usize,
        /// n × 2: two principal components of the latent means, turned as those told before.
        xy: Arc<Matrix>,
        /// Mean KL of each latent dimension over all songs, in nats; empty for models without a
        /// posterior.
        kl_per_dim: Arc<[f32]>,
        /// Dimensions that carry something, of `n_latent`.
        n_active: usize,
        n_latent: usize,
    },
}

const RUN: u8 = 0;
const STOP: u8 = 1;
const CANCEL: u8 = 2;

/// What the owner of a job asks of its work, seen by both.
#[derive(Default)]
struct Signal {
    /// `RUN`, `STOP` or `CANCEL`.
    wish: AtomicU8,
    pause: AtomicBool,
    /// The work has come to a place where it can rest, and rests.
    rests: AtomicBool,
    /// Guards no value: it is held while a wish is made, so that none is missed between a look at
    /// it and the sleep.
    bell: Mutex<()>,
    rung: Condvar,
}

impl Signal {
    fn wish(&self) -> u8 {
        self.wish.load(Ordering::Relaxed)
    }

    /// Makes a wish and wakes the work if it rests.
    fn ring(&self, wish: impl FnOnce(&Self)) {
        let _held = self.bell.lock().unwrap_or_else(PoisonError::into_inner);
        wish(self);
        self.rung.notify_all();
    }

    /// Sleeps while a pause is asked for and neither Stop nor a cancel is.
    fn rest(&self) {
        if !self.pause.load(Ordering::Relaxed) {
            return;
        }
        let mut held = self.bell.lock().unwrap_or_else(PoisonError::into_inner);
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
    pub fn quiet(&self) -> Self {
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
    pub fn shows_maps(&self) -> bool {
        self.shows_maps
    }

    pub fn step(&self, stage: Stage, done: usize, total: usize, item: impl Into<String>) {
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
    pub fn checkpoint(&self) -> Result<()> {
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
    pub fn is_stopping(&self) -> bool {
        self.signal.wish() != RUN
    }

    /// End everything; nothing is wanted any more.
    pub fn cancel(&self) {
        self.signal
            .ring(|signal| signal.wish.store(CANCEL, Ordering::Relaxed));
    }

    /// Let the work rest at the next place where it can, or go on. What it makes is the same either
    /// way.
    pub fn pause(&self, pause: bool) {
        self.signal
            .ring(|signal| signal.pause.store(pause, Ordering::Relaxed));
    }

    /// True from the wish for a pause until its end, also while the work has not come to where it
    /// can rest.
    pub fn is_pausing(&self) -> bool {
        self.signal.pause.load(Ordering::Relaxed)
    }

    /// True while the work rests.
    pub fn is_resting(&self) -> bool {
        self.signal.rests.load(Ordering::Relaxed)
    }
}

/// How a job ended.
#[derive(Debug)]
pub enum Outcome<T> {
    Done(T),
    Failed(Error),
    Cancelled,
    /// The work panicked; the message of the panic.
    Panicked(String),
}

/// Work on its own named thread. Dropping it cancels the work without waiting for it.
pub struct Job<T> {
    progress: Receiver<Progress>,
    result: Receiver<Outcome<T>>,
    stop: Stop,
    _thread: JoinHandle<()>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work` on a thread called `name`; `wake` is called after the result is there, so that
    /// a sleeping window can come and fetch it.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn(
        name: &str,
        wake: impl FnOnce() + Send + 'static,
        work: impl FnOnce(&Reporter) -> Result<T> + Send + 'static,
    ) -> Result<Self> {
        let (reporter, progress, stop) = Reporter::channel();
        let (tx, result) = bounded(1);
        // Boxed, so that threads are compiled once and not for each kind of work.
        let thread = thread(
            name,
            Box::new(move || {
                let outcome = match catch_unwind(AssertUnwindSafe(|| work(&reporter))) {
                    Ok(Ok(value)) => Outcome::Done(value),
                    Ok(Err(Error::Cancelled)) => Outcome::Cancelled,
                    Ok(Err(error)) => Outcome::Failed(error),
                    Err(payload) => Outcome::Panicked(panic_message(payload.as_ref())),
                };
                let _ = tx.send(outcome);
                wake();
            }),
        )?;
        Ok(Self {
            progress,
            result,
            stop,
            _thread: thread,
        })
    }

    /// Everything told since the last call.
    pub fn progress(&self) -> impl Iterator<Item = Progress> + '_ {
        self.progress.try_iter()
    }

    /// The outcome, once; `None` while the work runs.
    pub fn poll(&self) -> Option<Outcome<T>> {
        match self.result.try_recv() {
            Ok(outcome) => Some(outcome),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Outcome::Cancelled),
        }
    }

    /// Waits for the outcome: for the command line and tests, never for the window.
    pub fn wait(&self) -> Outcome<T> {
        self.result.recv().unwrap_or(Outcome::Cancelled)
    }

    pub fn stop(&self) -> &Stop {
        &self.stop
    }
}

fn thread(name: &str, work: Box<dyn FnOnce() + Send>) -> Result<JoinHandle<()>> {
    let spawned = std::thread::Builder::new()
        .name(name.to_string())
        .spawn(work);
    spawned.map_err(|e| Error::stage("job", format!("no thread for {name}: {e}")))
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

thread_local! {
    /// How many calls of [`fenced`] this thread is inside of.
    static N_FENCES: Cell<usize> = const { Cell::new(0) };
}

/// Runs what a hostile file may cause to panic: the panic is returned, and nothing of it is
/// printed.
///
/// Panics of other threads, and of this one outside, are printed as ever: they are bugs.
pub fn fenced<T>(work: impl FnOnce() -> T) -> std::thread::Result<T> {
    static QUIET_HOOK: Once = Once::new();
    QUIET_HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if N_FENCES.get() == 0 {
                loud(info);
            }
        }));
    });
    N_FENCES.set(N_FENCES.get() + 1);
    // Nothing outlives the closure but its result, so no broken state can be seen.
    let result = catch_unwind(AssertUnwindSafe(work));
    N_FENCES.set(N_FENCES.get() - 1);
    result
}

/// What a panic said, as far as it said anything.
pub fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|s| (*s).to_string())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without a message".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message() {
        let job = Job::<()>::spawn("t", || (), |_| panic!("what happened")).unwrap();
        assert!(matches!(job.wait(), Outcome::Panicked(m) if m == "what happened"));
    }

    #[test]
    fn a_fence_returns_the_panic_and_is_left_behind_by_it() {
        let caught = fenced(|| fenced(|| panic!("inner")).map(|()| 1))
            .unwrap()
            .unwrap_err();
        assert_eq!(panic_message(caught.as_ref()), "inner");
        assert_eq!(fenced(|| N_FENCES.get()).unwrap(), 1);
        assert_eq!(N_FENCES.get(), 0);
    }

    #[test]
    fn stop_is_taken_once_and_cancel_stays() {
        let (reporter, _rx, stop) = Reporter::channel();
        assert!(!reporter.take_stop());
        stop.stop();
        assert!(reporter.checkpoint().is_err());
        assert!(reporter.take_stop());
        assert!(!reporter.take_stop());
        stop.cancel();
        assert!(reporter.take_stop() && reporter.take_stop());
        stop.stop();
        assert!(matches!(reporter.checkpoint(), Err(Error::Cancelled)));
    }

    /// Waits for what another thread is about to do.
    fn until(what: impl Fn() -> bool) {
        for _ in 0..5000 {
            if what() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        panic!("it did not come about");
    }

    /// Counts in steps of one until it is stopped.
    fn counting() -> (Job<usize>, Arc<std::sync::atomic::AtomicUsize>) {
        let count = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counted = count.clone();
        let job = Job::spawn(
            "counting",
            || (),
            move |reporter| {
                while !reporter.take_stop() {
                    counted.fetch_add(1, Ordering::Relaxed);
                }
                reporter.checkpoint()?;
                Ok(counted.load(Ordering::Relaxed))
            },
        );
        (job.unwrap(), count)
    }

    #[test]
    fn a_pause_rests_until_its_end() {
        let (job, count) = counting();
        job.stop().pause(true);
        until(|| job.stop().is_resting());
        let at = count.load(Ordering::Relaxed);
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert_eq!(count.load(Ordering::Relaxed), at, "it goes on in a pause");
        job.stop().pause(false);
        until(|| count.load(Ordering::Relaxed) > at);
        assert!(!job.stop().is_pausing());
    }

    #[test]
    fn stop_and_cancel_end_a_pause() {
        let (job, _) = counting();
        job.stop().pause(true);
        until(|| job.stop().is_resting());
        job.stop().stop();
        assert!(matches!(job.wait(), Outcome::Done(_)));
        assert!(!job.stop().is_pausing() && !job.stop().is_resting());
        let (job, _) = counting();
        job.stop().pause(true);
        until(|| job.stop().is_resting());
        job.stop().cancel();
        assert!(matches!(job.wait(), Outcome::Cancelled));
    }

    #[test]
    fn progress_is_dropped_rather_than_blocking() {
        let (reporter, rx, _stop) = Reporter::channel();
        for i in 0..5000 {
            reporter.step(Stage::Audio, i, 5000, "x");
        }
        assert_eq!(rx.try_iter().count(), 1024);
    }
}
