//! The console of Windows.
//!
//! The program is one of the console, so that a shell waits for `latentune analyze`, shows what it
//! tells and gets its exit code: a program of windows is not waited for. A double click would open
//! a black window beside ours; from Windows 11 24H2 on the manifest forbids that
//! (`consoleAllocationPolicy`), before it is closed here, as soon as our own window is to open.

/// Lets go of a console that was opened for this program alone, and tells whether it did; one that
/// a shell shares stays.
#[cfg(not(windows))]
pub(super) fn leave() -> bool {
    false
}

#[cfg(windows)]
#[allow(unsafe_code)]
pub(super) fn leave() -> bool {
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetConsoleProcessList(processes: *mut u32, n: u32) -> u32;
        fn FreeConsole() -> i32;
    }
    let mut processes = [0_u32; 2];
    // SAFETY: both are as Windows declares them, and the list has room for as many as are said.
    unsafe { GetConsoleProcessList(processes.as_mut_ptr(), 2) == 1 && FreeConsole() != 0 }
}
