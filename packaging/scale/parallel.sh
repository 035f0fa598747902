#!/usr/bin/env bash
# Extracts all shards of a plan with GNU parallel:   parallel.sh PLAN N OUT
#
# JOBS at once (all cores); more machines by PARALLEL="--sshloginfile FILE". A shard that fails is tried once more.
set -euo pipefail
[ $# = 3 ] || { echo "usage: parallel.sh PLAN N OUT" >&2; exit 2; }

seq "$2" | parallel --jobs "${JOBS:-100%}" --retries 2 \
    "${LATENTUNE:-latentune}" extract "$1" --shard "{}/$2" --out "$3" --quiet
