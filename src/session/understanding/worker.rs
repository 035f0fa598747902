//! A thread that answers questions, and of several of one kind only the last: a hand on a slider
//! asks faster than a model decodes, and what it asked before it moved on is of no interest.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crossbeam_channel::{Receiver, Sender, TryRecvError, unbounded};

use crate::error::{Error, Result};
use crate::job::{Spawner, Ticket, panic_message};
use crate::words::{id, say};

/// A question that waits. It counts as work under way until it is answered, or overtaken by
/// another.
type Open<Q> = (Q, Ticket);

/// A hand on the thread. Dropping it ends the thread after the answer it is at.
pub(super) struct Worker<Q, A> {
    spawner: Spawner,
    questions: Sender<Open<Q>>,
    answers: Receiver<(Result<A>, Ticket)>,
}

impl<Q: Send + 'static, A: Send + 'static> Worker<Q, A> {
    /// `make` runs on the thread and gives what answers. A question replaces one that waits and has
    /// the same `kind`, and the lowest kind is answered first. The window is woken after each
    /// answer.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn spawn<F>(
        kind: fn(&Q) -> usize,
        spawner: Spawner,
        make: impl FnOnce() -> F + Send + 'static,
    ) -> Result<Self>
    where
        F: FnMut(Q) -> Result<A>,
    {
        let (questions, waiting) = unbounded();
        let (tx, answers) = unbounded();
        let wake = spawner.wake();
        std::thread::Builder::new()
            .name("understanding".to_string())
            .spawn(move || {
                let mut answer = make();
                let mut by_kind = BTreeMap::new();
                while let Some((question, ticket)) = next(&waiting, &mut by_kind, kind) {
                    // Nothing outlives a broken answer but the model, which decoding does not
                    // change.
                    let answer = catch_unwind(AssertUnwindSafe(|| answer(question)))
                        .unwrap_or_else(|panic| {
                            Err(Error::Fault {
                                what: id::SESSION_ANSWER,
                                cause: panic_message(panic.as_ref()),
                            })
                        });
                    let _ = tx.send((answer, ticket));
                    wake();
                }
            })
            .map_err(|e| {
                Error::stage(
                    id::ERROR_UNDERSTANDING,
                    say(id::PROJECTION_NO_THREAD_E).with("e", e),
                )
            })?;
        Ok(Self {
            spawner,
            questions,
            answers,
        })
    }

    /// Never blocks.
    pub(super) fn send(&self, question: Q) {
        // Without a receiver the question comes back, and counts no more.
        let _ = self.questions.send((question, self.spawner.ticket()));
    }

    /// What was answered since the last call.
    pub(super) fn answers(&self) -> Vec<Result<A>> {
        self.answers.try_iter().map(|(answer, _)| answer).collect()
    }
}

/// Waits for a question where none waits; `None` when nobody asks any more.
fn next<Q>(
    questions: &Receiver<Open<Q>>,
    by_kind: &mut BTreeMap<usize, Open<Q>>,
    kind: fn(&Q) -> usize,
) -> Option<Open<Q>> {
    if by_kind.is_empty() {
        let first = questions.recv().ok()?;
        by_kind.insert(kind(&first.0), first);
    }
    loop {
        match questions.try_recv() {
            Ok(question) => drop(by_kind.insert(kind(&question.0), question)),
            Err(TryRecvError::Empty) => return by_kind.pop_first().map(|(_, question)| question),
            Err(TryRecvError::Disconnected) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
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
                Err(Error::stage(
                    id::ERROR_DECODING,
                    crate::words::Message::verbatim("no"),
                ))
            } else {
                Ok(10 * q)
            }
        };
        (
            Worker::spawn(kind, Spawner::new(Arc::new(|| {})), move || answer).unwrap(),
            leave,
        )
    }

    fn all(worker: &Worker<(usize, u32), u32>) -> Vec<std::result::Result<u32, String>> {
        let mut told = Vec::new();
        for _ in 0..2000 {
            let answers = worker.answers().into_iter();
            told.extend(answers.map(|answer| answer.map_err(|error| error.to_string())));
            if !worker.spawner.is_busy() {
                return told;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("no end of answers");
    }

    #[test]
    fn of_questions_of_a_kind_only_the_last_is_answered() {
        let (worker, leave) = slow(|q| q.0);
        worker.send((0, 1));
        // Taken in hand: what comes now waits.
        std::thread::sleep(Duration::from_millis(30));
        (2..=9).for_each(|q| worker.send((0, q)));
        worker.send((1, 7));
        assert!(worker.spawner.is_busy());
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
            worker.send((i, q));
            leave.send_timeout((), Duration::from_secs(5)).unwrap();
        }
        let told = all(&worker);
        assert_eq!(
            told,
            [
                Err("decoding: no".to_string()),
                Err("the answer broke off by a fault in the program: unlucky".to_string()),
                Ok(20)
            ]
        );
    }
}
