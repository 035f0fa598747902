//! How much memory is left, as each system tells it, and giving back what is no longer used.

/// Bytes that programs can have without swapping; where the system does not say, 4 GB.
pub(crate) fn free() -> usize {
    told().unwrap_or(4 << 30)
}

#[cfg(target_os = "linux")]
fn told() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find(|l| l.starts_with("MemAvailable:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes << 10)
}

#[cfg(windows)]
#[allow(unsafe_code)]
fn told() -> Option<usize> {
    /// `MEMORYSTATUSEX`.
    #[repr(C)]
    #[derive(Default)]
    struct Status {
        n_bytes: u32,
        load_percent: u32,
        physical: u64,
        physical_free: u64,
        /// Page file, virtual, virtual of others: each in all, and free.
        others: [u64; 5],
    }
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GlobalMemoryStatusEx(status: *mut Status) -> i32;
    }
    let mut status = Status {
        n_bytes: size_of::<Status>() as u32,
        ..Status::default()
    };
    // SAFETY: declared as Windows has it, and the size of the place is told in it.
    let is_told = unsafe { GlobalMemoryStatusEx(&raw mut status) } != 0;
    usize::try_from(status.physical_free)
        .ok()
        .filter(|_| is_told)
}

/// Half of what is built in: macOS fills the rest with what it gives back when asked.
#[cfg(target_os = "macos")]
#[allow(unsafe_code)]
fn told() -> Option<usize> {
    use std::ffi::{c_char, c_int, c_void};
    unsafe extern "C" {
        fn sysctlbyname(
            name: *const c_char,
            value: *mut c_void,
            n_bytes: *mut usize,
            new_value: *mut c_void,
            n_new_bytes: usize,
        ) -> c_int;
    }
    let (mut built_in, mut n_bytes) = (0_u64, size_of::<u64>());
    // SAFETY: declared as the system has it; the place is as large as `n_bytes` says.
    let failed = unsafe {
        sysctlbyname(
            c"hw.memsize".as_ptr(),
            (&raw mut built_in).cast(),
            &raw mut n_bytes,
            std::ptr::null_mut(),
            0,
        )
    };
    usize::try_from(built_in / 2).ok().filter(|_| failed == 0)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn told() -> Option<usize> {
    None
}

/// Gives the system what was freed. glibc keeps it where small pieces were, and large ones, which come
/// from the system anew each time, never use it: of 100,000 lyrics 1.3 GB of the 2.8 that stood
/// after their words had been counted. Elsewhere nothing is done.
#[allow(unsafe_code)]
pub(crate) fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        unsafe extern "C" {
            fn malloc_trim(pad: usize) -> std::ffi::c_int;
        }
        // SAFETY: declared as glibc has it; any thread may call it at any time.
        unsafe { malloc_trim(0) };
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_machine_that_runs_tests_has_some_memory_left_and_no_petabytes() {
        assert!((1 << 20..1 << 50).contains(&super::free()));
    }
}
