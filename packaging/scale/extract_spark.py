"""Extracts all shards of a plan with Spark's pipe:   spark-submit extract_spark.py PLAN N OUT

Each task gets the number of a shard as a line, and hands it to a shell that runs the program. Without a cluster four tasks
run at once on this machine; one that fails is tried once more. Needs `pip install pyspark` and Java.
"""

import os
import shlex
import sys

from pyspark import SparkConf, SparkContext


def main():
    plan, n, out = os.path.abspath(sys.argv[1]), int(sys.argv[2]), os.path.abspath(sys.argv[3])
    program = os.environ.get("LATENTUNE", "latentune")
    words = [program, "extract", plan, "--shard", "$0/$1", "--out", out, "--quiet"]
    line = " ".join(word if word.startswith("$") else shlex.quote(word) for word in words)
    loop = f'while read -r i; do bash -c {shlex.quote("exec " + line)} "$i" {n} || exit 1; echo "$i"; done'
    conf = SparkConf().setAppName("latentune").setIfMissing("spark.master", "local[4,2]")
    spark = SparkContext(conf=conf.setIfMissing("spark.ui.enabled", "false"))
    shards = spark.parallelize(range(1, n + 1), n)
    env = {**os.environ, "RAYON_NUM_THREADS": "1"}
    done = shards.map(str).pipe(f"bash -c {shlex.quote(loop)}", env=env, checkCode=True).count()
    spark.stop()
    if done != n:
        sys.exit(f"{done} of {n} shards are done")


if __name__ == "__main__":
    main()
