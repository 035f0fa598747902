# shellcheck shell=bash
# Counting of what the try-*.sh scripts try. Sourced after common.sh.

passed=0 failed=0 left_out=0
work=$(mktemp -d)

# check WHAT COMMAND...: one line, and what the command said where it failed.
check() {
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        passed=$((passed + 1))
        echo "passed   $what"
    else
        failed=$((failed + 1))
        echo "FAILED   $what"
        tail -n 15 "$work/said" | sed 's/^/         /'
    fi
}

leave_out() {
    left_out=$((left_out + 1))
    echo "left out $1"
}

# The last line, and the exit code.
tell_counts() {
    echo "$passed passed, $failed failed$([ $left_out = 0 ] || echo ", $left_out left out")"
    [ "$failed" = 0 ]
}

# The files of a demo job.
has_results() {
    local file
    for file in clustering_metrics.csv clusters.csv latents.csv projection.csv config.toml model latent_visualization; do
        [ -s "$1/$file" ] || { echo "$file was not written"; return 1; }
    done
}

# same_tables ONE OTHER: the same bytes in every table and in the settings; what differs is named.
same_tables() {
    local file differ=0
    for file in "$1"/*.csv "$1/config.toml"; do
        # Times of day and paths of the machine are not compared.
        case $(basename "$file") in files.csv) continue ;; esac
        cmp -s "$file" "$2/$(basename "$file")" || { echo "differs: $(basename "$file")"; differ=1; }
    done
    return $differ
}
