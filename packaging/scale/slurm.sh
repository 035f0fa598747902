#!/usr/bin/env bash
# Extracts all shards of a plan as a Slurm array job:   sbatch --array=1-400 slurm.sh PLAN 400 OUT
#
# `latentune merge` tells what is missing as --array takes it:   sbatch --array=3,17-19 slurm.sh PLAN 400 OUT
#SBATCH --job-name=latentune
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=02:00:00
#SBATCH --requeue
#SBATCH --output=slurm-%A_%a.log
set -euo pipefail
[ $# = 3 ] || { echo "usage: sbatch --array=1-N slurm.sh PLAN N OUT" >&2; exit 2; }

export RAYON_NUM_THREADS=${SLURM_CPUS_PER_TASK:-1}
exec "${LATENTUNE:-latentune}" extract "$1" --shard "$SLURM_ARRAY_TASK_ID/$2" --out "$3" --quiet
