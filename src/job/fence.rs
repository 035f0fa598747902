//! Panics, caught and said in words.

use std::cell::Cell;
use std::io::Write as _;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use crate::words::{id, tr};

thread_local! {
    /// How many calls of [`fenced`] this thread is inside of.
    pub(super) static N_FENCES: Cell<usize> = const { Cell::new(0) };
}

/// As if all that this thread will ever do were [`fenced`], but that its panics go where its work was
/// asked for: of a thread that serves one which is.
pub(crate) fn fence_this_thread() {
    N_FENCES.set(N_FENCES.get() + 1);
}

/// Runs what a hostile file may cause to panic: the panic is returned, and nothing of it is
/// printed.
///
/// Panics of other threads, and of this one outside, are printed as ever: they are bugs.
pub(crate) fn fenced<T>(work: impl FnOnce() -> T) -> std::thread::Result<T> {
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

/// From now on a panic is told with the place in its crate, not with where that crate lay on the
/// machine that built the program. (Who asks for a backtrace is told all there is.)
pub fn tell_panics_shortly() {
    if std::env::var_os("RUST_BACKTRACE").is_some_and(|told| told != "0") {
        return;
    }
    panic::set_hook(Box::new(|info| {
        let thread = std::thread::current();
        let place = info.location().map_or(String::new(), |l| {
            format!(" at {}:{}", in_crate(l.file()), l.line())
        });
        let name = thread.name().unwrap_or("unnamed");
        let message = panic_message(info.payload());
        // Nobody may be there to read it any more.
        let _ = writeln!(
            std::io::stderr(),
            "thread '{name}' panicked{place}: {message}"
        );
    }));
}

/// The path of a source file from its crate on: `winit-0.30.12/src/lib.rs`.
fn in_crate(path: &str) -> String {
    let parts: Vec<&str> = path.split(['/', '\\']).collect();
    // Of a crate from a registry or a forge, and of the standard library.
    let marks = [("registry", 3), ("checkouts", 1), ("rustc", 2)];
    let start = marks.iter().find_map(|(mark, n_more)| {
        let at = parts.iter().position(|part| part == mark)?;
        Some(at + n_more).filter(|start| *start < parts.len())
    });
    let own = || parts.iter().rposition(|part| *part == "src").unwrap_or(0);
    parts[start.unwrap_or_else(own)..].join("/")
}

/// What a panic said, as far as it said anything.
pub(crate) fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|s| (*s).to_string())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| tr(id::JOB_PANIC_WITHOUT_MESSAGE).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_from_its_crate_on() {
        for (path, told) in [
            (
                "/home/ci/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/winit-0.30.12/src/lib.rs",
                "winit-0.30.12/src/lib.rs",
            ),
            (
                r"C:\Users\ci\.cargo\registry\src\index.crates.io-19\winit-0.30.12\src\lib.rs",
                "winit-0.30.12/src/lib.rs",
            ),
            (
                "/rustc/59807616e/library/core/src/option.rs",
                "library/core/src/option.rs",
            ),
            ("src/job/fence.rs", "src/job/fence.rs"),
            ("/build/latentune/src/job/fence.rs", "src/job/fence.rs"),
        ] {
            assert_eq!(in_crate(path), told);
        }
    }
}
