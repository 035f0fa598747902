#!/usr/bin/env bash
# Tries the wheel for this system that packaging/wheel.sh made, in an environment of its own:   packaging/try-wheel.sh [PYTHON]
# Says "N passed, N failed".
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$root/packaging/trying.sh"
trap 'rm -rf "$work"' EXIT

python=${1:-python3}
wheel=$(find "$packages" -name "latentune-$version-py3-none-*linux*.whl" -o -name "latentune-$version-py3-none-macosx*.whl" | head -n 1)
[ -n "$wheel" ] || fail "there is no wheel in $packages; packaging/wheel.sh makes one"

installs() { "$python" -m venv "$work/venv" && "$work/venv/bin/pip" install --no-index "$wheel"; }
demo_report() {
    (cd "$work" && env -u DISPLAY -u WAYLAND_DISPLAY "$work/venv/bin/latentune" report --out report --no-cache --quiet) &&
        has_results "$work/report" && [ -s "$work/report/report.html" ]
}
honest_tag() {
    "$work/venv/bin/pip" install -q auditwheel && "$work/venv/bin/auditwheel" show "$wheel" | tee "$work/tag" &&
        local_tag=$(basename "$wheel" | grep -o 'manylinux_2_[0-9]*_') && tr -d '\n' <"$work/tag" | grep -q "\"$local_tag"
}
removes() { "$work/venv/bin/pip" uninstall -y latentune && [ ! -e "$work/venv/bin/latentune" ]; }

check "pip installs $(basename "$wheel")" installs
check "report, without a display" demo_report
if [ "$(uname -s)" = Linux ]; then check "auditwheel says the same of it as its name" honest_tag; fi
check "pip removes it" removes
tell_counts
