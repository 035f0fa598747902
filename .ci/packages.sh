# shellcheck shell=bash
# Finds which system packages are missing, names them, and installs them where it can. Sourced by ./run and ./test.

# have_lib NAME: is the shared library known to the loader? Not a pipe into grep -q, which ends ldconfig by a signal as
# soon as it has found the name, and pipefail takes that for "not found".
have_lib() {
    [ -n "${known_libs+x}" ] || known_libs=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null || true)
    [[ $known_libs == *"$1"* ]]
}

have() {
    command -v "$1" >/dev/null 2>&1
}

have_browser() {
    have chromium || have chromium-browser || have google-chrome
}

# any_file PATTERN...: does any of them match a file?
any_file() {
    local pattern
    for pattern; do
        if compgen -G "$pattern" >/dev/null; then return 0; fi
    done
    return 1
}

# need DEBIAN FEDORA ARCH TEST...: remember the packages when the test fails. "-" means the system always has it.
missing_debian=() missing_fedora=() missing_arch=()
need() {
    local debian=$1 fedora=$2 arch=$3
    shift 3
    if ! "$@"; then
        [ "$debian" = - ] || missing_debian+=("$debian")
        [ "$fedora" = - ] || missing_fedora+=("$fedora")
        [ "$arch" = - ] || missing_arch+=("$arch")
    fi
}

needs_to_build() {
    need gcc gcc gcc have cc
    need libc6-dev glibc-devel - any_file '/usr/include/stdio.h'
    need pkg-config pkgconf-pkg-config pkgconf have pkg-config
    need libasound2-dev alsa-lib-devel alsa-lib any_file '/usr/include/alsa/asoundlib.h'
}

needs_for_software_drawing() {
    need libvulkan1 vulkan-loader vulkan-icd-loader have_lib libvulkan.so.1
    need mesa-vulkan-drivers mesa-vulkan-drivers vulkan-swrast any_file '/usr/*/vulkan/icd.d/*.json' '/etc/vulkan/icd.d/*.json'
}

needs_for_window() {
    need libx11-6 libX11 libx11 have_lib libX11.so.6
    need libxcursor1 libXcursor libxcursor have_lib libXcursor.so.1
    need libxi6 libXi libxi have_lib libXi.so.6
    need libxrandr2 libXrandr libxrandr have_lib libXrandr.so.2
    need libxkbcommon-x11-0 libxkbcommon-x11 libxkbcommon-x11 have_lib libxkbcommon-x11.so.0
    need libegl1 libglvnd-egl libglvnd have_lib libEGL.so.1
    need libgl1-mesa-dri mesa-dri-drivers mesa any_file '/usr/lib*/*/dri/*' '/usr/lib*/dri/*'
    needs_for_software_drawing
}

# install_missing INSTALL: names what is missing; installs it when INSTALL is yes and the system is Debian-like.
install_missing() {
    local install=$1
    [ ${#missing_debian[@]} -gt 0 ] || [ ${#missing_fedora[@]} -gt 0 ] || [ ${#missing_arch[@]} -gt 0 ] || return 0
    if have apt-get; then
        echo "missing packages: ${missing_debian[*]}" >&2
        local sudo=()
        [ "$(id -u)" -eq 0 ] || sudo=(sudo)
        local command=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing_debian[@]}")
        if [ "$install" != yes ]; then
            echo "install them with: ${sudo[*]:+${sudo[*]} }apt-get install ${missing_debian[*]}" >&2
            return 1
        fi
        if [ "$(id -u)" -ne 0 ] && ! have sudo; then
            echo "there is no sudo here; as root: apt-get install ${missing_debian[*]}" >&2
            return 1
        fi
        "${command[@]}" >&2 || { "${sudo[@]}" apt-get update >&2 && "${command[@]}" >&2; }
    elif have dnf; then
        echo "missing packages; install them with: sudo dnf install ${missing_fedora[*]}" >&2
        return 1
    elif have pacman; then
        echo "missing packages; install them with: sudo pacman -S --needed ${missing_arch[*]}" >&2
        return 1
    else
        echo "missing on this system (Debian's names): ${missing_debian[*]}" >&2
        return 1
    fi
}

# need_rust FOLDER: a toolchain at least as new as Cargo.toml asks for.
need_rust() {
    local wanted found
    have cargo || [ ! -x "$HOME/.cargo/bin/cargo" ] || PATH="$HOME/.cargo/bin:$PATH"
    wanted=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$1/Cargo.toml")
    if ! have cargo; then
        echo "Rust $wanted or newer is needed and not installed. Get it from https://rustup.rs, then run this again." >&2
        return 1
    fi
    found=$(cd "$1" && cargo --version | cut -d' ' -f2)
    if [ "$(printf '%s\n%s\n' "$wanted" "${found%%-*}" | sort -V | head -n1)" != "$wanted" ]; then
        echo "Rust $wanted or newer is needed; this is $found. Update it with: rustup update stable" >&2
        echo "(a distribution's own Rust is often older; https://rustup.rs has the present one)" >&2
        return 1
    fi
}
