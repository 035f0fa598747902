#!/usr/bin/env bash
# Makes a wheel, so that pip, pipx and uv install the program:   packaging/wheel.sh [--windows]
# With --windows one for Windows, by the compilers of packaging/windows.sh.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need_tools "python3-pip, and then: pip install maturin" maturin

mkdir -p "$packages"
cd "$root"
if [ "${1:-}" = --windows ]; then
    source "$root/packaging/windows/toolchain.sh"
    maturin build --release --locked --out "$packages" "${for_windows[@]}"
else
    # shellcheck disable=SC2046 # Words.
    RUSTFLAGS=$(without_local_paths) maturin build --release --locked --out "$packages" -- $(for_the_program)
fi
tell_sizes "$packages/latentune-$version"-*.whl
