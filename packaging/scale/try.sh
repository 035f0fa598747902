#!/usr/bin/env bash
# Tries an engine for real:   packaging/scale/try.sh parallel|slurm|dask|ray|spark|readers
#
# Installs what the engine needs (as root, or into a virtual environment), makes N_SONGS (2,000) links to the songs in SONGS (the
# demo songs), runs SHARDS (40) shards on four workers, ends one of them by kill -9 in the middle, runs again what `merge` says
# is missing, and holds the table against the one that a single worker makes. PROGRAM is the program. Slurm needs root, and starts
# its daemons for the time of the trial. Says "N passed, N failed".
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$root/packaging/trying.sh"
here=$root/packaging/scale
engine=${1:?parallel, slurm, dask, ray, spark, or readers}
program=${PROGRAM:-$target/release/latentune}
songs=$(cd "${SONGS:-$root/data/demo}" && pwd)
n_songs=${N_SONGS:-2000} shards=${SHARDS:-40}
parts=$work/parts plan=$work/plan.parquet
export XDG_CACHE_HOME=$work/cache PIDS=$work/pids PROGRAM=$program
export LATENTUNE=$work/worker
[ -x "$program" ] || fail "$program is not there; PROGRAM names it"

daemons=()
stop_daemons() { local pid; for pid in "${daemons[@]}"; do kill "$pid" 2>/dev/null || true; done; }
trap 'stop_daemons; rm -rf "$work"' EXIT

# What engines run: the program, which leaves its number so that one can be killed.
make_worker() {
    mkdir -p "$PIDS"
    cat >"$LATENTUNE" <<'WORKER'
#!/usr/bin/env bash
shard=$(printf '%s\n' "$@" | grep -A1 -x -- --shard | tail -n 1 | tr / -)
echo $$ >"$PIDS/$shard"
exec "$PROGRAM" "$@"
WORKER
    chmod +x "$LATENTUNE"
}

# Each copy in a folder of its own. Each is a row, and the table calls all but the first of a recording copies.
make_links() {
    local n=0 copy=0 recording words
    while [ "$n" -lt "$n_songs" ]; do
        copy=$((copy + 1))
        mkdir -p "$work/songs/copy-$copy"
        for recording in "$songs"/audio/*; do
            [ "$n" -lt "$n_songs" ] || break
            n=$((n + 1))
            ln -s "$recording" "$work/songs/copy-$copy/"
            words=$(basename "${recording%.*}")
            for words in "$songs/lyrics/$words".*; do if [ -e "$words" ]; then ln -s "$words" "$work/songs/copy-$copy/"; fi; done
        done
    done
}
makes_plan() { "$program" plan "$work/songs" --out "$plan" --quiet; }
alone() {
    "$program" extract "$plan" --shard 1/1 --out "$work/alone" --quiet &&
        "$program" merge "$work/alone" --plan "$plan" --out "$work/alone.parquet" --quiet
}

in_venv() {
    [ -d "$work/venv" ] || python3 -m venv "$work/venv"
    "$work/venv/bin/pip" -q install "$@"
}
# Asked first, for lists of packages may be old.
apt() { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"; }
install_engine() {
    case $engine in
        parallel) command -v parallel >/dev/null || apt parallel ;;
        slurm) command -v slurmctld >/dev/null || apt slurmctld slurmd slurm-client munge ;;
        dask) in_venv distributed ;;
        ray) in_venv ray ;;
        spark) in_venv pyspark && need_tools default-jre-headless java ;;
        readers) in_venv pandas pyarrow duckdb polars ;;
        *) fail "there is no engine $engine" ;;
    esac
}

# One node, this one, with four processors whatever it has.
start_slurm() {
    local host
    host=$(hostname -s)
    mkdir -p "$work/slurm/state" "$work/slurm/spool" /run/munge
    chown munge: /run/munge
    [ -s /etc/munge/munge.key ] || { head -c 1024 /dev/urandom >/etc/munge/munge.key && chown munge: /etc/munge/munge.key && chmod 400 /etc/munge/munge.key; }
    cat >"$work/slurm/slurm.conf" <<CONF
ClusterName=latentune
SlurmctldHost=$host
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
StateSaveLocation=$work/slurm/state
SlurmdSpoolDir=$work/slurm/spool
SlurmctldPidFile=$work/slurm/slurmctld.pid
SlurmdPidFile=$work/slurm/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
MpiDefault=none
ReturnToService=2
NodeName=$host CPUs=4 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
CONF
    export SLURM_CONF=$work/slurm/slurm.conf
    pgrep -x munged >/dev/null || { setpriv --reuid munge --regid munge --clear-groups munged --foreground & daemons+=($!); }
    sleep 2
    slurmctld -D -f "$SLURM_CONF" >"$work/slurm/slurmctld.log" 2>&1 & daemons+=($!)
    slurmd -D -f "$SLURM_CONF" >"$work/slurm/slurmd.log" 2>&1 & daemons+=($!)
    for _ in $(seq 30); do if sinfo -h -o %T 2>/dev/null | grep -q idle; then return; fi; sleep 1; done
    tail -n 5 "$work"/slurm/*.log
    return 1
}

# run_engine NUMBERS: the shards of those numbers, or all of them where an engine takes none.
run_engine() {
    case $engine in
        parallel) JOBS=4 "$here/parallel.sh" "$plan" "$shards" "$parts" ;;
        slurm) (cd "$work/slurm" && sbatch --wait --mem=0 --array="$1" --export=ALL "$here/slurm.sh" "$plan" "$shards" "$parts") ;;
        dask) "$work/venv/bin/python" "$here/extract_dask.py" "$plan" "$shards" "$parts" ;;
        ray) "$work/venv/bin/python" "$here/extract_ray.py" "$plan" "$shards" "$parts" ;;
        spark) PYSPARK_PYTHON=$work/venv/bin/python "$work/venv/bin/python" "$here/extract_spark.py" "$plan" "$shards" "$parts" ;;
    esac
}

# Ends one worker of those at work, once some parts are there, and says which.
kill_one() {
    local file shard
    for _ in $(seq 3000); do
        if [ "$(find "$parts" -name 'part-*.parquet' 2>/dev/null | wc -l)" -ge 4 ]; then
            for file in "$PIDS"/*; do
                shard=$(basename "$file")
                if [ ! -e "$parts/$(printf 'part-%05d-of-%05d.parquet' "${shard%-*}" "${shard#*-}")" ] && kill -9 "$(cat "$file")" 2>/dev/null; then
                    echo "$shard" >"$work/killed"
                    return
                fi
            done
        fi
        sleep 0.02
    done
}
with_a_kill() {
    kill_one &
    local killer=$! ended=0
    run_engine "1-$shards" || ended=$?
    kill "$killer" 2>/dev/null || true
    echo "the engine ended with $ended; killed: $(cat "$work/killed" 2>/dev/null || echo none)"
    [ -s "$work/killed" ]
}
merges() { "$program" merge "$parts" --plan "$plan" --out "$work/songs.parquet" --quiet; }
# What is missing is named, and made by the same engine.
until_whole() {
    local told
    if told=$(merges 2>&1); then return; fi
    echo "$told"
    run_engine "$(sed -n 's/.*, number \([0-9,-]*\).*/\1/p' <<<"$told" | head -n 1)" && merges
}
is_the_same() { cmp "$work/songs.parquet" "$work/alone.parquet"; }
is_read() { "$work/venv/bin/python" "$here/read.py" "$work/alone.parquet" | tee "$work/read" && grep -q "same numbers by all" "$work/read"; }

check "$engine is installed" install_engine
make_worker
check "$n_songs links" make_links
check "the plan" makes_plan
case $engine in
    readers) check "the table" alone; check "the table is read by pandas, DuckDB, polars and pyarrow" is_read ;;
    *)
        if [ "$engine" = slurm ]; then check "Slurm's daemons" start_slurm; fi
        check "$shards shards on four workers, one of which is killed" with_a_kill
        grep "the engine ended" "$work/said" || true
        check "what is missing is made" until_whole
        check "one worker alone" alone
        check "the table is the one of a single worker, to the byte" is_the_same
        ;;
esac
tell_counts
