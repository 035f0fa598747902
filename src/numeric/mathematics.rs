//! One mathematics library on every system: `exp`, `ln`, `sin` and their like, by the crate `libm`.
//!
//! Rust calls these functions of the system, and glibc's and Windows' differ in the last digit. That
//! is nothing in one value; 750 iterations of t-SNE make two maps of it. So this file has a function
//! for each of them, under the name that compiled Rust calls, and the linker binds every call of the
//! program to it: those of this house, and those of the crates that decode, train and draw.
//!
//! What every library computes to the last digit stays the system's: square roots, whole numbers
//! below and above, remainders. Not so `fma`, which MinGW rounds twice, and `round`, which makes 1
//! of the number before one half there.
//!
//! Tried by 200,000 arguments to each of 22 functions, under Linux and under Wine: the systems' own
//! differ in every one of them, these in none.
//!
//! On other systems the linker binds in other ways that nobody has tried, so they keep their own.

use std::ffi::{c_double, c_float};

macro_rules! provided {
    ($($double:ident $float:ident ($($argument:ident),+);)*) => {$(
        #[unsafe(no_mangle)]
        extern "C" fn $double($($argument: c_double),+) -> c_double {
            libm::$double($($argument),+)
        }
        #[unsafe(no_mangle)]
        extern "C" fn $float($($argument: c_float),+) -> c_float {
            libm::$float($($argument),+)
        }
    )*};
}

provided! {
    exp expf(x);
    exp2 exp2f(x);
    expm1 expm1f(x);
    log logf(x);
    log2 log2f(x);
    log10 log10f(x);
    log1p log1pf(x);
    pow powf(x, y);
    cbrt cbrtf(x);
    hypot hypotf(x, y);
    sin sinf(x);
    cos cosf(x);
    tan tanf(x);
    asin asinf(x);
    acos acosf(x);
    atan atanf(x);
    atan2 atan2f(y, x);
    sinh sinhf(x);
    cosh coshf(x);
    tanh tanhf(x);
    fma fmaf(x, y, z);
    round roundf(x);
}

/// What LLVM makes of a sine and a cosine of the same angle, where the C library is GNU's.
///
/// # Safety
/// `sine` and `cosine` are places for one number each.
#[unsafe(no_mangle)]
unsafe extern "C" fn sincos(x: c_double, sine: *mut c_double, cosine: *mut c_double) {
    // SAFETY: as the caller promises.
    unsafe { (*sine, *cosine) = (libm::sin(x), libm::cos(x)) }
}

/// As [`sincos`].
///
/// # Safety
/// `sine` and `cosine` are places for one number each.
#[unsafe(no_mangle)]
unsafe extern "C" fn sincosf(x: c_float, sine: *mut c_float, cosine: *mut c_float) {
    // SAFETY: as the caller promises.
    unsafe { (*sine, *cosine) = (libm::sinf(x), libm::cosf(x)) }
}
