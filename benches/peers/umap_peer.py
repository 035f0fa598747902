"""pynndescent, umap-learn and scikit-learn at one job a line: name, table, where to write, rows, columns. Answers seconds.

    pip install -r umap-requirements.txt

numba is pinned below 0.68: with that version umap-learn 0.5.9 finds every bandwidth infinite and every weight 1.
"""

import sys
import time
import warnings

import numba
import numpy as np

N_THREADS = int(sys.argv[1])
numba.set_num_threads(min(N_THREADS, numba.config.NUMBA_NUM_THREADS))

import umap
from pynndescent import NNDescent
from sklearn.manifold import trustworthiness

K = 15
warnings.filterwarnings("ignore")


def neighbours(x):
    # The settings that umap-learn gives it.
    n = len(x)
    index = NNDescent(
        x,
        n_neighbors=K + 1,
        n_trees=min(64, 5 + int(round(n**0.5 / 20))),
        n_iters=max(5, int(round(np.log2(n)))),
        max_candidates=60,
        low_memory=True,
        n_jobs=N_THREADS,
        random_state=1,
    )
    # The first of each row is the row itself.
    return index.neighbor_graph[0][:, 1:].astype(np.uint32)


def embedded(x, seeded):
    seed, n_jobs = (1, 1) if seeded else (None, N_THREADS)
    return umap.UMAP(init="pca", random_state=seed, n_jobs=n_jobs).fit_transform(x).astype(np.float32)


def trusted(x):
    xy = x[:, :2]
    return np.array([trustworthiness(x, xy, n_neighbors=K), trustworthiness(xy, x, n_neighbors=K)], np.float32)


JOBS = {
    "neighbours": neighbours,
    "umap-threads": lambda x: embedded(x, False),
    "umap-seeded": lambda x: embedded(x, True),
    "trust": trusted,
}

# Compiled before the clock runs, as ours is.
warm = np.random.default_rng(0).normal(size=(5000, 8)).astype(np.float32)
for job in ["neighbours", "umap-threads", "umap-seeded"]:
    JOBS[job](warm)

for line in sys.stdin:
    name, source, target, n, d = line.rstrip("\n").split("\t")
    x = np.fromfile(source, np.float32).reshape(int(n), int(d))
    begun = time.perf_counter()
    found = JOBS[name](x)
    seconds = time.perf_counter() - begun
    found.tofile(target)
    print(seconds, flush=True)
