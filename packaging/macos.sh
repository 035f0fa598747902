#!/usr/bin/env bash
# Makes Latentune.app and a disk image, on a Mac:   packaging/macos.sh [PROGRAM]
# Without PROGRAM it is built first, for the processor of this Mac.
#
# Untried: nobody has run this yet. No file type is claimed, as the window would not be told of files that are double-clicked.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need_tools "(on a Mac: its own)" hdiutil codesign sed

program=${1:-}
export MACOSX_DEPLOYMENT_TARGET=11.0
if [ -z "$program" ]; then
    RUSTFLAGS=$(without_local_paths) cargo build --release --locked --bin latentune --manifest-path "$root/Cargo.toml"
    program=$target/release/latentune
fi
mkdir -p "$packages"
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

app=$staging/Latentune.app/Contents
mkdir -p "$app/MacOS" "$app/Resources"
cp "$program" "$app/MacOS/latentune"
cp "$root/assets/icon/latentune.icns" "$app/Resources/latentune.icns"
cp "$root/LICENSE" "$root"/assets/fonts/*-OFL.txt "$app/Resources"
sed "s/VERSION/$version/" "$root/packaging/macos/Info.plist" >"$app/Info.plist"
# Processors of Apple run nothing without a signature; this one names nobody.
codesign --force --sign - "$staging/Latentune.app"
ln -s /Applications "$staging/Applications"

image=$packages/latentune-$version-macos-$(uname -m).dmg
hdiutil create -quiet -ov -volname Latentune -srcfolder "$staging" -format UDZO "$image"
tell_sizes "$image"
