//! Panics, caught and said in words.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// How many calls of [`fenced`] this thread is inside of.
    pub(super) static N_FENCES: Cell<usize> = const { Cell::new(0) };
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
