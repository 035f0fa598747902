#!/usr/bin/env bash
# Builds latentune.exe on Debian, for Windows 10 and 11 on x86-64:   packaging/windows.sh
#
# Debian's own Rust compiles the standard library for Windows too; the program needs only DLLs that Windows has. Options go to
# cargo (-j1 on a busy machine). It takes an hour and a quarter of processor time the first time.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$root/packaging/windows/toolchain.sh"

cd "$root"
"$CARGO" build --release --locked --bin latentune "${for_windows[@]}" "$@"

program=$target/$windows/release/latentune.exe
foreign=$(x86_64-w64-mingw32-objdump -p "$program" | sed -n 's/.*DLL Name: //p' | grep -iE 'libgcc|libstdc|libwinpthread' || true)
[ -z "$foreign" ] || fail "the program needs DLLs that Windows does not have: $foreign"
tell_sizes "$program"
