//! Work on a named background thread: progress out, Stop in, and a panic that becomes a message.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use super::fence::panic_message;
use super::progress::Progress;
use super::reporter::{Reporter, Stop};
use crate::error::{Error, Result};
use crate::words::{Text, id, locale, say, set_locale};

/// How a job ended.
#[derive(Debug)]
pub(crate) enum Outcome<T> {
    Done(T),
    Failed(Error),
    Cancelled,
    /// The work panicked; the message of the panic.
    Panicked(String),
}

impl<T> Outcome<T> {
    /// The value or the error. A panic is an [`Error::Fault`]: `what` broke off, a noun with its
    /// article.
    ///
    /// # Errors
    /// When there is no value.
    pub(crate) fn into_result(self, what: Text) -> Result<T> {
        match self {
            Outcome::Done(value) => Ok(value),
            Outcome::Failed(error) => Err(error),
            Outcome::Cancelled => Err(Error::Cancelled),
            Outcome::Panicked(cause) => Err(Error::Fault { what, cause }),
        }
    }
}

/// Work on its own named thread. Dropping it cancels the work without waiting for it.
pub(crate) struct Job<T> {
    thread: Thread,
    /// Filled before the thread tells that it has ended.
    result: Arc<Mutex<Option<Result<T>>>>,
}

/// What is the same for work of every kind, and so is compiled once.
struct Thread {
    progress: Receiver<Progress>,
    /// Tells the end of the work: the message of its panic, where it did panic.
    ended: Receiver<Option<String>>,
    stop: Stop,
    _handle: JoinHandle<()>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work` on a thread called `name`, in the locale of this one; `wake` is called after the
    /// result is there, so that a sleeping window can come and fetch it.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(crate) fn spawn(
        name: &str,
        wake: impl FnOnce() + Send + 'static,
        work: impl FnOnce(&Reporter) -> Result<T> + Send + 'static,
    ) -> Result<Self> {
        let result = Arc::new(Mutex::new(None));
        let filled = Arc::clone(&result);
        let work = Box::new(move |reporter: &Reporter| {
            let value = work(reporter);
            *filled.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        });
        let thread = Thread::spawn(name, Box::new(wake), work)?;
        Ok(Self { thread, result })
    }

    /// Everything told since the last call.
    pub(crate) fn progress(&self) -> impl Iterator<Item = Progress> + '_ {
        self.thread.progress.try_iter()
    }

    /// The outcome, once; `None` while the work runs.
    pub(crate) fn poll(&self) -> Option<Outcome<T>> {
        match self.thread.ended.try_recv() {
            Ok(panic) => Some(self.outcome(panic)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Outcome::Cancelled),
        }
    }

    /// Waits for the outcome: for the command line and tests, never for the window.
    #[cfg(test)]
    pub(crate) fn wait(&self) -> Outcome<T> {
        let ended = self.thread.ended.recv();
        ended.map_or(Outcome::Cancelled, |panic| self.outcome(panic))
    }

    pub(crate) fn stop(&self) -> &Stop {
        &self.thread.stop
    }

    fn outcome(&self, panic: Option<String>) -> Outcome<T> {
        if let Some(message) = panic {
            return Outcome::Panicked(message);
        }
        let mut result = self.result.lock().unwrap_or_else(PoisonError::into_inner);
        match result.take() {
            Some(Ok(value)) => Outcome::Done(value),
            None | Some(Err(Error::Cancelled)) => Outcome::Cancelled,
            Some(Err(error)) => Outcome::Failed(error),
        }
    }
}

impl Thread {
    fn spawn(
        name: &str,
        wake: Box<dyn FnOnce() + Send>,
        work: Box<dyn FnOnce(&Reporter) + Send>,
    ) -> Result<Self> {
        let (reporter, progress, stop) = Reporter::channel();
        let (tx, ended) = bounded(1);
        let locale = locale();
        let spawned = std::thread::Builder::new()
            .name(name.to_string())
            .spawn(move || {
                set_locale(locale);
                let done = catch_unwind(AssertUnwindSafe(|| work(&reporter)));
                let _ = tx.send(done.err().map(|payload| panic_message(payload.as_ref())));
                wake();
            });
        let handle = spawned.map_err(|e| {
            Error::stage(
                id::ERROR_JOB,
                say(id::JOB_NO_THREAD_NAME_E)
                    .with("name", name)
                    .with("e", e),
            )
        })?;
        Ok(Self {
            progress,
            ended,
            stop,
            _handle: handle,
        })
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
