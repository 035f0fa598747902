# shellcheck shell=bash
# Debian's Rust and MinGW, so that cargo builds for Windows. Sourced after common.sh.

debian="rustc-web cargo-web rust-web-src gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix binutils-mingw-w64-x86-64"
# rustup's programs would come first otherwise.
export PATH=/usr/bin:/bin:/usr/sbin:/sbin:$PATH
need_tools "$debian" cargo rustc x86_64-w64-mingw32-gcc-posix x86_64-w64-mingw32-g++-posix x86_64-w64-mingw32-windres
[ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library" ] || fail "the sources of Rust's library are missing: apt-get install $debian"

windows=x86_64-pc-windows-gnu
# -Z build-std is for nightly compilers otherwise.
export CARGO=/usr/bin/cargo RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc-posix
export CC_x86_64_pc_windows_gnu=x86_64-w64-mingw32-gcc-posix CXX_x86_64_pc_windows_gnu=x86_64-w64-mingw32-g++-posix
RUSTFLAGS=$(without_local_paths)
export RUSTFLAGS
for_windows=(--target "$windows" -Z build-std=std,panic_unwind)
