#!/usr/bin/env bash
# Makes a .deb and a .tar.gz of the program:   packaging/linux.sh [PROGRAM]
# Without PROGRAM it is built first.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need_tools "binutils dpkg-dev" objdump dpkg-deb tar gzip

program=${1:-}
if [ -z "$program" ]; then
    # shellcheck disable=SC2046 # Words.
    RUSTFLAGS=$(without_local_paths) cargo rustc --release --locked --bin latentune --manifest-path "$root/Cargo.toml" -- \
        $(for_the_program)
    program=$target/release/latentune
fi
program=$(realpath "$program")
machine=$(uname -m)
glibc=$(objdump -T "$program" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -uV | tail -n 1)
mkdir -p "$packages"
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

# tree PREFIX: the program and what a desktop shows of it.
tree() {
    install -D -m 755 "$program" "$1/bin/latentune"
    install -D -m 644 "$root/packaging/linux/latentune.desktop" "$1/share/applications/latentune.desktop"
    install -D -m 644 "$root/packaging/linux/latentune.xml" "$1/share/mime/packages/latentune.xml"
    install -D -m 644 "$root/assets/icon/latentune.svg" "$1/share/icons/hicolor/scalable/apps/latentune.svg"
    local side
    for side in 48 128 256 512; do
        install -D -m 644 "$root/assets/icon/latentune-$side.png" "$1/share/icons/hicolor/${side}x$side/apps/latentune.png"
    done
}

make_deb() {
    local at=$staging/deb kilobytes
    tree "$at/usr"
    install -D -m 644 "$root/LICENSE" "$at/usr/share/doc/latentune/copyright"
    cat "$root"/assets/fonts/*-OFL.txt >>"$at/usr/share/doc/latentune/copyright"
    kilobytes=$(du -sk "$at/usr" | cut -f 1)
    mkdir "$at/DEBIAN"
    cat >"$at/DEBIAN/control" <<CONTROL
Package: latentune
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: The Latentune maintainers <latentune@localhost>
Installed-Size: $kilobytes
Section: science
Priority: optional
Depends: libc6 (>= $glibc), libgcc-s1
Recommends: libasound2 | libasound2t64, libx11-6, libxcursor1, libxi6, libxrandr2, libxkbcommon-x11-0, libegl1, libgl1-mesa-dri, mesa-vulkan-drivers, xdg-desktop-portal
Description: explorer for the latent space of a collection of songs with lyrics
 Loads songs and their words in any language, trains a variational autoencoder
 in front of you, and draws the latent space as a map that plays. The window
 needs the recommended packages; the command line does not.
CONTROL
    find "$at" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    deb=$packages/latentune_${version}_$(dpkg --print-architecture).deb
    dpkg-deb --root-owner-group -Zxz -z3 -b "$at" "$deb" >/dev/null
}

make_archive() {
    local name=latentune-$version-linux-$machine
    tree "$staging/$name"
    cp "$root/LICENSE" "$staging/$name/LICENSE"
    cp "$root"/assets/fonts/*-OFL.txt "$staging/$name"
    install -m 755 "$root/packaging/linux/install.sh" "$staging/$name/install.sh"
    archive=$packages/$name.tar.gz
    tar -C "$staging" --sort=name --owner=0 --group=0 --numeric-owner "--mtime=@$SOURCE_DATE_EPOCH" -cf - "$name" |
        gzip -6n >"$archive"
}

make_deb
make_archive
echo "needs glibc $glibc or newer" >&2
tell_sizes "$deb" "$archive"
