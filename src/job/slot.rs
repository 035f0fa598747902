//! A place for work under way: begun, asked after once a frame, and given up when other work takes
//! its place.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::progress::Progress;
use super::reporter::{Reporter, Stop};
use super::thread::Job;
use crate::error::{Error, Result};
use crate::words::Text;

/// Wakes a sleeping window when a thread has something for it.
pub(crate) type Wake = Arc<dyn Fn() + Send + Sync>;

/// Begins the work of [`Slot`]s and counts what is under way, so that nothing that works can be
/// forgotten.
#[derive(Clone)]
pub(crate) struct Spawner {
    wake: Wake,
    n_open: Arc<AtomicUsize>,
}

impl Spawner {
    /// `wake` may be called from any thread.
    pub(crate) fn new(wake: Wake) -> Self {
        Self {
            wake,
            n_open: Arc::default(),
        }
    }

    /// True while work is under way that was begun here, or has ended and was not taken in.
    pub(crate) fn is_busy(&self) -> bool {
        self.n_open.load(Ordering::Acquire) > 0
    }

    /// Counts as work under way until it is dropped: for what waits to be begun.
    pub(crate) fn ticket(&self) -> Ticket {
        self.n_open.fetch_add(1, Ordering::Release);
        Ticket(self.n_open.clone())
    }

    pub(crate) fn wake(&self) -> Wake {
        self.wake.clone()
    }
}

/// See [`Spawner::ticket`].
pub(crate) struct Ticket(Arc<AtomicUsize>);

impl Drop for Ticket {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Release);
    }
}

/// Work of one kind, of which one at most is under way.
pub(crate) struct Slot<T>(Option<Work<T>>);

struct Work<T> {
    /// What breaks off when the work panics: a noun with its article.
    what: Text,
    state: State<T>,
    _open: Ticket,
}

enum State<T> {
    Running(Job<T>),
    /// It could not even begin.
    Ended(Error),
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Slot<T> {
    /// True from the beginning of the work until its end was taken in.
    pub(crate) fn is_busy(&self) -> bool {
        self.0.is_some()
    }

    /// Gives the work up.
    pub(crate) fn clear(&mut self) {
        self.0 = None;
    }
}

impl<T: Send + 'static> Slot<T> {
    /// The owner's hand on the work under way.
    pub(crate) fn stop(&self) -> Option<&Stop> {
        match &self.0.as_ref()?.state {
            State::Running(job) => Some(job.stop()),
            State::Ended(_) => None,
        }
    }

    /// Begins `work` on a thread; what was under way is given up. `what` names it where it breaks
    /// off, as in "the sweep". When the system gives no thread, [`Slot::poll`] says so.
    pub(crate) fn start(
        &mut self,
        spawner: &Spawner,
        what: Text,
        work: impl FnOnce(&Reporter) -> Result<T> + Send + 'static,
    ) {
        let wake = spawner.wake();
        let name = what.english().trim_start_matches("the ");
        let state = match Job::spawn(name, move || wake(), work) {
            Ok(job) => State::Running(job),
            Err(error) => State::Ended(error),
        };
        self.0 = Some(Work {
            what,
            state,
            _open: spawner.ticket(),
        });
    }

    /// Ends before it began, with this error.
    pub(super) fn fail(&mut self, spawner: &Spawner, what: Text, error: Error) {
        self.0 = Some(Work {
            what,
            state: State::Ended(error),
            _open: spawner.ticket(),
        });
    }

    /// What came of the work, once; `None` while it is under way. A panic is an
    /// [`Error::Fault`], work that was cancelled an [`Error::Cancelled`].
    pub(crate) fn poll(&mut self) -> Option<Result<T>> {
        self.poll_with(drop)
    }

    /// The same; `progress` is given what was told since the last call, and all of it before the
    /// end is.
    pub(crate) fn poll_with(&mut self, progress: impl FnMut(Progress)) -> Option<Result<T>> {
        let outcome = match &self.0.as_ref()?.state {
            State::Running(job) => {
                // Asked first: what was told before the end is on the channel then.
                let outcome = job.poll();
                job.progress().for_each(progress);
                Some(outcome?)
            }
            State::Ended(_) => None,
        };
        let Work { what, state, .. } = self.0.take()?;
        match (outcome, state) {
            (Some(outcome), _) => Some(outcome.into_result(what)),
            (None, State::Ended(error)) => Some(Err(error)),
            (None, State::Running(_)) => None,
        }
    }
}
