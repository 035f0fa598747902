#!/usr/bin/env bash
# Makes an AppImage of the finished program:   packaging/appimage.sh [PROGRAM]
#
# Needs appimagetool, which its project gives out on the forge alone. Untried: it could not be had where this was written. The
# .tar.gz of packaging/linux.sh does the same without it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need_tools "(see https://appimage.github.io/appimagetool)" appimagetool

program=$(realpath "${1:-$target/release/latentune}")
mkdir -p "$packages"
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
install -D -m 755 "$program" "$staging/usr/bin/latentune"
install -D -m 644 "$root/packaging/linux/latentune.desktop" "$staging/latentune.desktop"
install -D -m 644 "$root/assets/icon/latentune-256.png" "$staging/latentune.png"
ln -s usr/bin/latentune "$staging/AppRun"
ARCH=$(uname -m) appimagetool --no-appstream "$staging" "$packages/latentune-$version-$(uname -m).AppImage"
tell_sizes "$packages/latentune-$version-$(uname -m).AppImage"
