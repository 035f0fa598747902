//! Limits that the system sets on files.

/// From now on a file that would grow beyond what the system allows a program (`ulimit -f`) is an
/// error of that write, as a full disk is. Without this the system ends the program there and then,
/// without a word.
#[cfg(unix)]
#[allow(unsafe_code)]
pub fn limits_are_errors() {
    use nix::sys::signal::{SigHandler, Signal, signal};
    // SAFETY: no handler is set that could run at an unfit moment; the signal is ignored.
    // Where it cannot be, all is as it was.
    let _ = unsafe { signal(Signal::SIGXFSZ, SigHandler::SigIgn) };
}

/// Elsewhere it is one by itself.
#[cfg(not(unix))]
pub fn limits_are_errors() {}
