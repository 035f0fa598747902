"""Extracts all shards of a plan with Ray:   extract_ray.py PLAN N OUT

RAY_ADDRESS names a cluster; without it four workers of this machine are started. A shard that fails is tried once more.
Needs `pip install ray`.
"""

import os
import subprocess
import sys

import ray


@ray.remote(num_cpus=1, max_retries=1, retry_exceptions=True)
def extract(program, plan, shard, n, out):
    command = [program, "extract", plan, "--shard", f"{shard}/{n}", "--out", out, "--quiet"]
    subprocess.run(command, check=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    return shard


def main():
    plan, n, out = os.path.abspath(sys.argv[1]), int(sys.argv[2]), os.path.abspath(sys.argv[3])
    local = {} if "RAY_ADDRESS" in os.environ else {"num_cpus": 4, "include_dashboard": False}
    ray.init(**local)
    program = os.environ.get("LATENTUNE", "latentune")
    ray.get([extract.remote(program, plan, shard, n, out) for shard in range(1, n + 1)])


if __name__ == "__main__":
    main()
