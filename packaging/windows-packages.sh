#!/usr/bin/env bash
# Makes a portable zip and an installer of latentune.exe:   packaging/windows-packages.sh [EXE]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need_tools "nsis zip" makensis zip

program=${1:-$target/x86_64-pc-windows-gnu/release/latentune.exe}
[ -f "$program" ] || fail "there is no $program; packaging/windows.sh builds it"
program=$(realpath "$program")
mkdir -p "$packages"
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

folder=$staging/latentune-$version
mkdir "$folder"
cp "$program" "$folder/latentune.exe"
# As Notepad of any Windows shows them.
sed 's/$/\r/' "$root/LICENSE" >"$folder/LICENSE.txt"
cp "$root"/assets/fonts/*-OFL.txt "$folder"
sed 's/$/\r/' "$root/packaging/windows/READ-ME-FIRST.txt" >"$folder/READ-ME-FIRST.txt"
find "$folder" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +

zip_file=$packages/latentune-$version-windows-x86_64.zip
rm -f "$zip_file"
(cd "$staging" && find "latentune-$version" -type f | LC_ALL=C sort | TZ=UTC zip -9 -X -q "$zip_file" -@)

setup=$packages/latentune-$version-windows-x86_64-setup.exe
makensis -V2 -NOCD "-DVERSION=$version" "-DFILES=$folder" "-DICON=$root/assets/icon/latentune.ico" "-DOUT=$setup" \
    "$root/packaging/windows/installer.nsi"
tell_sizes "$zip_file" "$setup"
