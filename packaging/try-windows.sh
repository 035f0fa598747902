#!/usr/bin/env bash
# Tries latentune.exe under Wine:   packaging/try-windows.sh [EXE]
#
# Says "N passed, N failed". Compared with what the Linux program at LATENTUNE_LINUX (target/release/latentune) writes. With
# LATENTUNE_SHARED_DATA also on real songs, as the tests. The window and its sound are tried where Xvfb, xdotool, ImageMagick and
# PulseAudio are; on the display TRY_DISPLAY, e.g. :43, where one is given. SHOTS=FOLDER keeps pictures. SETUP=FILE tries an
# installer too.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$root/packaging/trying.sh"
need_tools "wine wine64 gcc-mingw-w64-x86-64-posix python3" wine x86_64-w64-mingw32-gcc-posix python3

exe=$(realpath "${1:-$target/x86_64-pc-windows-gnu/release/latentune.exe}")
linux=${LATENTUNE_LINUX:-$target/release/latentune}
songs=$root/data/demo

export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml="
ended() {
    WINEPREFIX=$work/wine wineserver -k 2>/dev/null || true
    for pid in ${helpers:-}; do kill "$pid" 2>/dev/null || true; done
    sleep 1
    rm -rf "$work"
}
helpers=
trap ended EXIT

prepare_wine() {
    wineboot -i
    local tools=$root/packaging/windows/wine
    # Wine 8 lacks it; a later one keeps its own.
    [ -e "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" ] ||
        x86_64-w64-mingw32-gcc-posix -O2 -shared -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
            "$tools/bcryptprimitives.c" -ladvapi32
    x86_64-w64-mingw32-gcc-posix -O2 -s -o "$work/hold.exe" "$tools/hold.c"
}

# windows PATH: as Windows writes it.
windows() { echo "Z:${1//\//\\}"; }
run() { wine "$exe" "$@"; }
# says WORDS COMMAND...: the command, whatever it ends with, says the words.
says() {
    local words=$1
    shift
    "$@" >"$work/spoken" 2>&1 || true
    grep -qF -- "$words" "$work/spoken" || { cat "$work/spoken"; return 1; }
}
analyze() {
    local out=$1
    shift
    run analyze "$@" --out "$(windows "$out")" --no-cache --seed 3 --quiet && has_results "$out"
}
on_linux() {
    local out=$1
    shift
    [ -x "$linux" ] || { echo "no $linux"; return 1; }
    "$linux" analyze "$@" --out "$out" --no-cache --seed 3 --quiet
}

program() {
    says "latentune $version" run --version && says "analyze" run --help && run --help >/dev/null
}
dressed() {
    x86_64-w64-mingw32-objdump -h "$exe" | grep -q '\.rsrc' && grep -aq PerMonitorV2 "$exe" && grep -aq longPathAware "$exe"
}
no_local_paths() {
    ! grep -aoE "${HOME}/\.cargo/registry[^ ]{0,80}|$root/src[^ ]{0,40}" "$exe" | head -n 3 | grep .
}
# As Excel saves "CSV UTF-8" where commas stand in numbers: a mark, semicolons, CRLF; with paths as people have them there.
excel_table() {
    python3 - "$songs" "$1" <<'PYTHON'
import csv, sys
from pathlib import Path
songs, out = Path(sys.argv[1]), sys.argv[2]
rows = list(csv.DictReader(open(songs / "metadata.csv", encoding="utf-8")))[:30]
for row in rows:
    row["audio"] = "Z:" + str(songs / row["audio"]).replace("/", "\\")
    row["lyrics"] = "Z:" + str(songs / row["lyrics"]).replace("/", "\\")
with open(out, "w", encoding="utf-8-sig", newline="") as file:
    table = csv.DictWriter(file, rows[0], delimiter=";", lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
PYTHON
}
from_excel() {
    excel_table "$work/songs.csv" && analyze "$work/excel" "$(windows "$work/songs.csv")" &&
        [ "$(wc -l <"$work/excel/latents.csv")" = 31 ]
}
in_bangla_folder() {
    local folder="$work/আমার গান ও কথা"
    mkdir -p "$folder" && cp -r "$songs/audio" "$songs/lyrics" "$songs/metadata.csv" "$folder" &&
        analyze "$folder/ফল এক" "$(windows "$folder")" --modality lyrics && same_songs "$folder/ফল এক" "$work/demo"
}
same_songs() { [ "$(wc -l <"$1/latents.csv")" = "$(wc -l <"$2/latents.csv")" ]; }
from_home() {
    local home=$WINEPREFIX/drive_c/users/$(id -un)/songs
    mkdir -p "$home" && cp -r "$songs/lyrics" "$home" && analyze "$work/home" '~\songs' --modality lyrics
}
contents() { (cd "$1" && find . -type f -exec sha256sum {} + | LC_ALL=C sort); }
held_by_excel() {
    local before out=$work/held
    cp -r "$work/demo" "$out"
    before=$(contents "$out")
    wine "$work/hold.exe" "$(windows "$out/clusters.csv")" 60 >"$work/held.said" 2>&1 &
    local holder=$!
    for _ in $(seq 50); do grep -q held "$work/held.said" && break; sleep 0.2; done
    says "open in another program" run analyze --out "$(windows "$out")" --no-cache --seed 4 --quiet --force || return 1
    [ "$before" = "$(contents "$out")" ] || { echo "the folder is not as it was"; return 1; }
    kill $holder
    wait $holder 2>/dev/null || true
    for _ in $(seq 20); do
        run analyze --out "$(windows "$out")" --no-cache --seed 4 --quiet --force && break
        sleep 1
    done
    [ "$before" != "$(contents "$out")" ] && [ -z "$(find "$out" -name '.latentune-*')" ]
}
report() {
    run report --out "$(windows "$work/report")" --no-cache --seed 3 --quiet --clips 1 &&
        has_results "$work/report" && [ -s "$work/report/REPORT.md" ] && [ "$(stat -c %s "$work/report/report.html")" -gt 1000000 ]
}

check "Wine is prepared" prepare_wine
check "--version and --help" program
check "icon, version and manifest are in the program" dressed
check "no path of the building machine is in the program" no_local_paths
check "analyze: the demo songs" analyze "$work/demo"
check "analyze on Linux, to compare with" on_linux "$work/demo-linux"
check "the demo songs' tables have the same bytes as on Linux" same_tables "$work/demo-linux" "$work/demo"
if [ -d "${LATENTUNE_SHARED_DATA:-}/songs-en-de" ]; then
    real=$LATENTUNE_SHARED_DATA/songs-en-de
    check "analyze: songs-en-de, through a path with backslashes" analyze "$work/real" "$(windows "$real")"
    check "analyze on Linux: songs-en-de" on_linux "$work/real-linux" "$real"
    check "songs-en-de: the tables have the same bytes as on Linux" same_tables "$work/real-linux" "$work/real"
else
    leave_out "songs-en-de: LATENTUNE_SHARED_DATA is not set"
fi
check "analyze: a CSV as Excel writes it, with paths of Windows" from_excel
check "analyze: a folder with Bangla letters and spaces" in_bangla_folder
check "analyze: ~ is one's own folder" from_home
check "a backslash before the closing quote is told" says "backslash before the closing quote" run analyze 'Z:\tmp\" --out r' --out r
check "a table that Excel holds open: told, nothing changed, and well afterwards" held_by_excel
check "report" report
source "$root/packaging/windows/try-window.sh"
source "$root/packaging/windows/try-installer.sh"
tell_counts
