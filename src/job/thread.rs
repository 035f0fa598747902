//! Work on a named background thread: progress out, Stop in, and a panic that becomes a message.

use std::panic::{AssertUnwindSafe, catch_unwind};
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
    progress: Receiver<Progress>,
    result: Receiver<Outcome<T>>,
    stop: Stop,
    _thread: JoinHandle<()>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work` on a thread called `name`, in the locale of this one; `wake` is called after the
    /// result is there, so that
    /// a sleeping window can come and fetch it.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(crate) fn spawn(
        name: &str,
        wake: impl FnOnce() + Send + 'static,
        work: impl FnOnce(&Reporter) -> Result<T> + Send + 'static,
    ) -> Result<Self> {
        let (reporter, progress, stop) = Reporter::channel();
        let (tx, result) = bounded(1);
        let locale = locale();
        // Boxed, so that threads are compiled once and not for each kind of work.
        let thread = thread(
            name,
            Box::new(move || {
                set_locale(locale);
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
    pub(crate) fn progress(&self) -> impl Iterator<Item = Progress> + '_ {
        self.progress.try_iter()
    }

    /// The outcome, once; `None` while the work runs.
    pub(crate) fn poll(&self) -> Option<Outcome<T>> {
        match self.result.try_recv() {
            Ok(outcome) => Some(outcome),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Outcome::Cancelled),
        }
    }

    /// Waits for the outcome: for the command line and tests, never for the window.
    #[cfg(test)]
    pub(crate) fn wait(&self) -> Outcome<T> {
        self.result.recv().unwrap_or(Outcome::Cancelled)
    }

    pub(crate) fn stop(&self) -> &Stop {
        &self.stop
    }
}

fn thread(name: &str, work: Box<dyn FnOnce() + Send>) -> Result<JoinHandle<()>> {
    let spawned = std::thread::Builder::new()
        .name(name.to_string())
        .spawn(work);
    spawned.map_err(|e| {
        Error::stage(
            id::ERROR_JOB,
            say(id::JOB_NO_THREAD_NAME_E)
                .with("name", name)
                .with("e", e),
        )
    })
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
