//! A thread that answers questions, and of several of one kind only the last: a hand on a slider
//! asks faster than a model decodes, and what it asked before it moved on is of no interest.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crossbeam_channel::{Receiver, Sender, TryRecvError, unbounded};

use crate::error::{Error, Result};
use crate::job::panic_message;
use crate::session::Wake;

/// An answer, or why there is none.
type Answer<A> = std::result::Result<A, String>;

/// A hand on the thread. Dropping it ends the thread after the answer it is at.
pub(super) struct Worker<Q, A> {
    questions: Sender<Q>,
    answers: Receiver<Answer<A>>,
    /// Questions that were neither answered nor overtaken.
    n_open: Arc<AtomicUsize>,
}

impl<Q: Send + 'static, A: Send + 'static> Worker<Q, A> {
    /// `make` runs on the thread and gives what answers. A question replaces one that waits and has
    /// the same `kind`, and the lowest kind is answered first. `wake` is called after each answer.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn<F>(
        kind: fn(&Q) -> usize,
        wake: Wake,
        make: impl FnOnce() -> F + Send + 'static,
    ) -> Result<Self>
    where
        F: FnMut(Q) -> Result<A>,
    {
        let (questions, asked) = unbounded();
        let (tell, answers) = unbounded();
        let n_open = Arc::new(AtomicUsize::new(0));
        let open = n_open.clone();
        std::thread::Builder::new()
            .name("understanding".to_string())
            .spawn(move || {
                let mut answer = make();
                let mut waiting = BTreeMap::new();
                while let Some(question) = next(&asked, &mut waiting, kind, &open) {
                    // Nothing outlives a broken answer but the model, which decoding does not
                    // change.
                    let told = match catch_unwind(AssertUnwindSafe(|| answer(question))) {
                        Ok(answer) => answer.map_err(|error| error.to_string()),
                        Err(panic) => Err(panic_message(panic.as_ref())),
                    };
                    let _ = tell.send(told);
                    open.fetch_sub(1, Ordering::Release);
                    wake();
                }
            })
            .map_err(|e| Error::stage("understanding", format!("no thread: {e}")))?;
        Ok(Self {
            questions,
            answers,
            n_open,
        })
    }

    /// Never blocks.
    pub fn ask(&self, question: Q) {
        self.n_open.fetch_add(1, Ordering::Release);
        if self.questions.send(question).is_err() {
            self.n_open.store(0, Ordering::Release);
        }
    }

    /// What was answered since the last call.
    pub fn answers(&self) -> Vec<Answer<A>> {
        self.answers.try_iter().collect()
    }

    pub fn is_busy(&self) -> bool {
        self.n_open.load(Ordering::Acquire) > 0 || !self.answers.is_empty()
    }
}

/// Waits for a question where none waits; `None` when nobody asks any more.
fn next<Q>(
    asked: &Receiver<Q>,
    waiting: &mut BTreeMap<usize, Q>,
    kind: fn(&Q) -> usize,
    open: &AtomicUsize,
) -> Option<Q> {
    let put = |waiting: &mut BTreeMap<usize, Q>, question: Q| {
        if waiting.insert(kind(&question), question).is_some() {
            open.fetch_sub(1, Ordering::Release);
        }
    };
    if waiting.is_empty() {
        put(waiting, asked.recv().ok()?);
    }
    loop {
        match asked.try_recv() {
            Ok(question) => put(waiting, question),
            Err(TryRecvError::Empty) => return waiting.pop_first().map(|(_, question)| question),
            Err(TryRecvError::Disconnected) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crossbeam_channel::bounded;

    use super::*;

    /// A worker that waits for leave before each answer.
    fn slow(kind: fn(&(usize, u32)) -> usize) -> (Worker<(usize, u32), u32>, Sender<()>) {
        let (leave, wait) = bounded::<()>(0);
        let answer = move |(_, q): (usize, u32)| {
            wait.recv().map_err(|_| Error::Cancelled)?;
            if q == 13 {
                panic!("unlucky")
            }
            if q == 14 {
                Err(Error::stage("decoding", "no"))
            } else {
                Ok(10 * q)
            }
        };
        (
            Worker::spawn(kind, Arc::new(|| {}), move || answer).unwrap(),
            leave,
        )
    }

    fn all(worker: &Worker<(usize, u32), u32>) -> Vec<Answer<u32>> {
        let mut told = Vec::new();
        for _ in 0..2000 {
            told.extend(worker.answers());
            if !worker.is_busy() {
                return told;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("no end of answers");
    }

    #[test]
    fn of_questions_of_a_kind_only_the_last_is_answered() {
        let (worker, leave) = slow(|q| q.0);
        worker.ask((0, 1));
        // Taken in hand: what comes now waits.
        std::thread::sleep(Duration::from_millis(30));
        (2..=9).for_each(|q| worker.ask((0, q)));
        worker.ask((1, 7));
        assert!(worker.is_busy());
        (0..3).for_each(|_| leave.send_timeout((), Duration::from_secs(5)).unwrap());
        assert_eq!(
            all(&worker),
            [Ok(10), Ok(90), Ok(70)],
            "the first was at work, the others were overtaken by 9"
        );
    }

    #[test]
    fn a_fault_is_told_and_the_next_question_is_answered() {
        let (worker, leave) = slow(|q| q.0);
        for (i, q) in [14, 13, 2].into_iter().enumerate() {
            worker.ask((i, q));
            leave.send_timeout((), Duration::from_secs(5)).unwrap();
        }
        let told = all(&worker);
        assert_eq!(
            told,
            [
                Err("decoding: no".to_string()),
                Err("unlucky".to_string()),
                Ok(20)
            ]
        );
    }
}
