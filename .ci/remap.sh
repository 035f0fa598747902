# To be sourced before a program is built that is passed on: no path of the machine that builds it is in it, neither of this
# repository nor of the crates, so that two machines build the same and a message tells nobody who built it.
#   source .ci/remap.sh && remap_paths && cargo build --release
# It is for builds of their own: everything is compiled anew with it. (Nothing of it is kept in .cargo/config.toml, where it would
# name the machine. Cargo's own trim-paths is not stable yet.)
remap_paths() {
    local root crates
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
    crates=${CARGO_HOME:-$HOME/.cargo}/registry/src
    # The last that fits is taken. Flags with blanks in them stand apart by the sign that cargo takes for that.
    local flags=("--remap-path-prefix=$HOME=home" "--remap-path-prefix=$root=latentune" "--remap-path-prefix=$crates=crates") flag
    CARGO_ENCODED_RUSTFLAGS=${RUSTFLAGS:-}
    CARGO_ENCODED_RUSTFLAGS=${CARGO_ENCODED_RUSTFLAGS// /$'\x1f'}
    for flag in "${flags[@]}"; do CARGO_ENCODED_RUSTFLAGS+=${CARGO_ENCODED_RUSTFLAGS:+$'\x1f'}$flag; done
    export CARGO_ENCODED_RUSTFLAGS
}
