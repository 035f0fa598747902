#!/bin/sh
# Installs Latentune for you alone, without an administrator:   ./install.sh [PREFIX]
# PREFIX is ~/.local where none is given. ./install.sh --remove [PREFIX] takes it away again; what you made stays.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
remove=no
if [ "${1:-}" = --remove ]; then remove=yes; shift; fi
prefix=${1:-$HOME/.local}

cd "$here"
find bin share -type f | while read -r file; do
    if [ $remove = yes ]; then
        rm -f "$prefix/$file"
    else
        mkdir -p "$prefix/$(dirname "$file")"
        cp "$file" "$prefix/$file"
    fi
done
for tell in "update-desktop-database $prefix/share/applications" "update-mime-database $prefix/share/mime" \
    "gtk-update-icon-cache -q -t $prefix/share/icons/hicolor"; do
    if command -v "${tell%% *}" >/dev/null 2>&1; then $tell >/dev/null 2>&1 || true; fi
done
if [ $remove = yes ]; then
    echo "Latentune is removed from $prefix."
else
    # The menu of a desktop does not look into ~/.local/bin everywhere.
    sed -i "s|^Exec=latentune|Exec=\"$prefix/bin/latentune\"|" "$prefix/share/applications/latentune.desktop"
    echo "Latentune is in $prefix/bin and in the menu. Start it there, or by: $prefix/bin/latentune"
fi
