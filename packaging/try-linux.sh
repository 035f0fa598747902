#!/usr/bin/env bash
# Tries the .deb and the .tar.gz that packaging/linux.sh made:   sudo packaging/try-linux.sh
#
# The .deb in a bare Debian (debootstrap; RELEASE=bookworm, MIRROR=address), without and with what it recommends; the archive in a
# home of its own. Says "N passed, N failed".
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$root/packaging/trying.sh"
need_tools "debootstrap dpkg-dev" debootstrap dpkg chroot tar

release=${RELEASE:-bookworm}
first_mirror() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
        awk '/^(deb|URIs:)/ { for (i = 1; i <= NF; i++) if ($i ~ /^https?:/) { print $i; exit } }' || true
}
mirror=${MIRROR:-$(first_mirror)}
deb=$packages/latentune_${version}_$(dpkg --print-architecture).deb
archive=$packages/latentune-$version-linux-$(uname -m).tar.gz
bare=$work/bare
trap 'rm -rf "$work"' EXIT

inside() { chroot "$bare" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
bare_debian() {
    debootstrap --variant=minbase "$release" "$bare" "${mirror:-http://deb.debian.org/debian}" &&
        cp /etc/resolv.conf "$bare/etc/" && cp "$deb" "$bare/root/latentune.deb" &&
        { cp -r /etc/apt/apt.conf.d/*proxy* "$bare/etc/apt/apt.conf.d/" 2>/dev/null || true; }
}
installs() { inside apt-get update -qq && inside apt-get install -y -qq "$@" /root/latentune.deb; }
demo_job() { inside latentune analyze --out "/root/$1" --no-cache --quiet && has_results "$bare/root/$1"; }
says_no_display() { inside sh -c 'cd /root && latentune --epochs 3 2>&1' | grep "no display"; }
has_menu_entry() {
    local file
    for file in applications/latentune.desktop icons/hicolor/256x256/apps/latentune.png mime/packages/latentune.xml doc/latentune/copyright; do
        [ -s "$bare/usr/share/$file" ] || { echo "no $file"; return 1; }
    done
}
valid_desktop_file() { desktop-file-validate "$root/packaging/linux/latentune.desktop"; }
removes() {
    inside apt-get purge -y -qq latentune
    ! find "$bare/usr" "$bare/etc" -name '*latentune*' | grep .
}
from_archive() {
    mkdir -p "$work/home"
    tar -C "$work" -xzf "$archive"
    export HOME=$work/home
    "$work/latentune-$version-linux-$(uname -m)/install.sh" &&
        "$HOME/.local/bin/latentune" analyze --out "$work/from-archive" --no-cache --quiet && has_results "$work/from-archive" &&
        grep -q "^Exec=\"$HOME/.local/bin/latentune\" %f" "$HOME/.local/share/applications/latentune.desktop" &&
        "$work/latentune-$version-linux-$(uname -m)/install.sh" --remove && ! find "$HOME/.local" -name '*latentune*' | grep .
}

check "a bare $release" bare_debian
check "the .deb installs with what it depends on alone" installs --no-install-recommends
check "the demo job, without a window's libraries" demo_job results
check "without a display the job is done headless, and told" says_no_display
check "menu entry, icon, file type and licence are there" has_menu_entry
if command -v desktop-file-validate >/dev/null; then
    check "the menu entry is valid" valid_desktop_file
else
    leave_out "the menu entry: desktop-file-utils is missing"
fi
check "the .deb installs with what it recommends" installs --reinstall
check "the .deb goes without a trace" removes
check "the archive installs into a home, does the demo job, and goes" from_archive
tell_counts
