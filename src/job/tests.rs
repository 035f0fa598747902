use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::fence::N_FENCES;
use super::*;
use crate::error::Error;
use crate::words::same;

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
fn work_that_does_not_look_is_known_by_the_time_since_it_was_asked_to_end() {
    let (reporter, _rx, stop) = Reporter::channel();
    assert!(!stop.is_unheard());
    stop.stop();
    assert!(!stop.is_unheard(), "it was asked just now");
    std::thread::sleep(std::time::Duration::from_millis(720));
    assert!(stop.is_unheard());
    // Another press is no new wish, and a cancel is one.
    stop.stop();
    assert!(stop.is_unheard());
    stop.cancel();
    assert!(!stop.is_unheard());
    let (heard, _rx, stop) = Reporter::channel();
    stop.stop();
    assert!(heard.take_stop() && reporter.quiet().checkpoint().is_err());
    std::thread::sleep(std::time::Duration::from_millis(720));
    assert!(!stop.is_unheard(), "it has ended its stage, and goes on");
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

fn spawner() -> Spawner {
    Spawner::new(Arc::new(|| ()))
}

/// Asks until there is an answer.
fn ended<T: Send + 'static>(slot: &mut Slot<T>) -> crate::error::Result<T> {
    for _ in 0..5000 {
        if let Some(ended) = slot.poll() {
            return ended;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("it did not end");
}

#[test]
fn a_slot_counts_as_busy_until_its_end_is_taken_in() {
    let (spawner, mut slot) = (spawner(), Slot::default());
    assert!(!spawner.is_busy() && slot.poll().is_none());
    slot.start(&spawner, same("the sum"), |_| Ok(1 + 1));
    assert!(spawner.is_busy() && slot.is_busy());
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert!(spawner.is_busy(), "it has ended, and nobody knows yet");
    assert_eq!(ended(&mut slot).unwrap(), 2);
    assert!(!spawner.is_busy() && !slot.is_busy() && slot.poll().is_none());
    let ticket = spawner.ticket();
    assert!(spawner.is_busy());
    drop(ticket);
    assert!(!spawner.is_busy());
}

#[test]
fn other_work_takes_the_place_of_what_was_under_way() {
    let (spawner, mut slot) = (spawner(), Slot::default());
    slot.start(&spawner, same("the sum"), |reporter| {
        while !reporter.take_stop() {
            std::thread::yield_now();
        }
        Ok(1)
    });
    slot.start(&spawner, same("the sum"), |_| Ok(2));
    assert_eq!(ended(&mut slot).unwrap(), 2);
    slot.start(&spawner, same("the sum"), |_| Ok(3));
    slot.clear();
    assert!(!spawner.is_busy() && slot.poll().is_none());
}

#[test]
fn a_fault_is_said_in_one_sentence_once() {
    let (spawner, mut slot) = (spawner(), Slot::<()>::default());
    slot.start(&spawner, same("the sum"), |_| panic!("overflow"));
    let error = ended(&mut slot).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sum broke off by a fault in the program: overflow"
    );
    assert!(slot.poll().is_none() && !spawner.is_busy());
}

#[test]
fn all_that_was_told_comes_before_the_end() {
    let spawner = spawner();
    for _ in 0..200 {
        let (mut slot, mut n_told) = (Slot::default(), 0);
        slot.start(&spawner, same("the steps"), |reporter| {
            (0..50).for_each(|i| reporter.step(Stage::Audio, i, 50, ""));
            Ok(())
        });
        while slot.poll_with(|_| n_told += 1).is_none() {
            std::thread::yield_now();
        }
        assert_eq!(n_told, 50);
    }
}

#[test]
fn a_derived_value_follows_its_key_and_stays_till_the_next_is_there() {
    let (spawner, mut square) = (spawner(), Derived::<u32, u32>::default());
    assert!(matches!(square.pending(), Pending::NotAsked));
    square.make(&spawner, (3, When::AtOnce), same("the square"), |_| Ok(9));
    assert_eq!(
        (square.value().map(|v| **v), square.is_busy()),
        (Some(9), false)
    );
    square.make(&spawner, (4, When::OnThread), same("the square"), |_| {
        Ok(16)
    });
    assert!(square.is_of(&4) && matches!(square.pending(), Pending::Working));
    assert_eq!(square.value().map(|v| **v), Some(9));
    until_polled(&mut square).unwrap();
    assert_eq!(square.pending().done().map(|v| **v), Some(16));
    for when in [When::AtOnce, When::OnThread] {
        square.make(&spawner, (5, when), same("the square"), |_| {
            Err(Error::Cancelled)
        });
        assert!(spawner.is_busy());
        assert!(until_polled(&mut square).is_err(), "told once");
        assert!(matches!(square.poll(), Ok(false)));
        assert!(matches!(square.pending(), Pending::Failed));
    }
    square.clear();
    assert!(matches!(square.pending(), Pending::NotAsked) && !spawner.is_busy());
}

fn until_polled(derived: &mut Derived<u32, u32>) -> crate::error::Result<()> {
    for _ in 0..5000 {
        if derived.poll()? {
            return Ok(());
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("it did not arrive");
}

#[test]
fn what_is_equal_and_another_is_noticed() {
    let (a, b) = (Arc::new(1), Arc::new(1));
    assert!(
        ByAddress(a.clone()) == ByAddress(a.clone())
            && ByAddress(a.clone()) != ByAddress(b.clone())
    );
    let mut watch = Watch::default();
    assert!(!watch.is_new(None) && watch.is_new(Some(&a)) && !watch.is_new(Some(&a)));
    assert_eq!(watch.replaced(Some(&b)), Some(Some(a)));
    assert_eq!(watch.replaced(None), Some(Some(b)));
}
