"""Extracts all shards of a plan with Dask:   extract_dask.py PLAN N OUT

SCHEDULER is the address of a cluster; without it four workers of this machine are started. A shard that fails is tried
once more. Needs `pip install distributed`.
"""

import os
import subprocess
import sys

from distributed import Client, LocalCluster


def extract(plan, shard, n, out):
    program = os.environ.get("LATENTUNE", "latentune")
    command = [program, "extract", plan, "--shard", f"{shard}/{n}", "--out", out, "--quiet"]
    subprocess.run(command, check=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    return shard


def main():
    plan, n, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    address = os.environ.get("SCHEDULER")
    cluster = address or LocalCluster(n_workers=4, threads_per_worker=1, dashboard_address=None)
    with Client(cluster) as client:
        shards = range(1, n + 1)
        futures = [client.submit(extract, plan, shard, n, out, pure=False, retries=1) for shard in shards]
        client.gather(futures)


if __name__ == "__main__":
    main()
