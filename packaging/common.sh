# shellcheck shell=bash
# What every script of this folder needs. Sourced by them.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
# Where finished packages go.
packages=${PACKAGES:-$target/packages}
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
# One moment for everything that is packed, so that the same program gives the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH

fail() {
    echo "$*" >&2
    exit 1
}

# need_tools "DEBIAN PACKAGES" TOOL...: all of the tools, or the packages that bring them.
need_tools() {
    local packages_of_debian=$1 tool
    shift
    for tool; do
        command -v "$tool" >/dev/null 2>&1 || fail "$tool is missing; on Debian: apt-get install $packages_of_debian"
    done
}

# Panics and backtraces name files as "registry/crate/src/x.rs" and "latentune/src/x.rs", whoever built the program and wherever its
# target folder is. Of several that fit the last is taken.
without_local_paths() {
    local home=${CARGO_HOME:-$HOME/.cargo} sysroot
    sysroot=$("${RUSTC:-rustc}" --print sysroot)
    echo "--remap-path-prefix=$home/registry/src=registry --remap-path-prefix=$root=latentune" \
        "--remap-path-prefix=$target=latentune/target --remap-path-prefix=$sysroot/lib/rustlib/src/rust=rust"
}

# What is packed is optimised across crates once more, which leaves out what nothing calls: 84 MB for 98 on Linux and for 134 on
# Windows, whose linker leaves out nothing by itself; as fast and with the same results, for twice the processor time. (A build for
# the own machine is spared that, and is incremental, which excludes it.)
export CARGO_PROFILE_RELEASE_LTO=thin CARGO_PROFILE_RELEASE_INCREMENTAL=false

# What rustc is told for the program alone: functions of the same instructions become one, 4 MB of 88, where the linker can
# (LLD, which rustup's compiler brings for Linux on x86-64).
for_the_program() {
    local fold="-C link-arg=-Wl,--icf=all" empty
    empty=$(mktemp -d)
    # shellcheck disable=SC2086 # Two words.
    if echo 'fn main() {}' | "${RUSTC:-rustc}" --crate-name empty -o "$empty/empty" $fold - >/dev/null 2>&1; then echo "$fold"; fi
    rm -rf "$empty"
}

# tell_sizes FILE...: a line each.
tell_sizes() {
    local file
    for file; do printf '%8d kB  %s\n' "$(($(stat -c %s "$file" 2>/dev/null || stat -f %z "$file") / 1000))" "$file"; done
}
