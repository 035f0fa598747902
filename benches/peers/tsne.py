"""The side of openTSNE and scikit-learn in the benchmark `tsne`: a job a line on standard input, an answer a line.

    pip install -r requirements.txt

`fit`, peer, features, columns, threads, and a file for the picture, with tabs between them: answered by seconds.
`trust`, features, columns, and the file of a picture: answered by its trustworthiness at 12 neighbours, over 2,000
rows drawn with a fixed seed where there are more than 5,000 (scikit-learn's formula on these rows). Files are row-major
float32.
"""

import os
import sys
import time

# Threads that wait by spinning make openTSNE up to forty times slower on a machine that has other work.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import openTSNE
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

N_NEIGHBORS = 12


def opentsne(method):
    def fit(x, threads):
        # Its own schedule: 250 iterations exaggerated, 500 not.
        model = openTSNE.TSNE(perplexity=30, negative_gradient_method=method, random_state=0, n_jobs=threads)
        return np.asarray(model.fit(x))

    return fit


def scikit_learn(x, threads):
    return TSNE(2, perplexity=30, init="pca", max_iter=750, random_state=0, n_jobs=threads).fit_transform(x)


PEERS = {"openTSNE-fft": opentsne("fft"), "openTSNE-bh": opentsne("bh"), "scikit-learn": scikit_learn}


def nearest_places(rows, i):
    squares = ((rows - rows[i]) ** 2).sum(1)
    squares[i] = np.inf
    return squares


def trust(x, xy):
    n, k = len(x), N_NEIGHBORS
    drawn = np.arange(n) if n <= 5000 else np.random.default_rng(0).choice(n, 2000, replace=False)
    penalty = 0
    for i in drawn:
        near = np.argpartition(nearest_places(xy, i), k)[:k]
        order = np.argsort(nearest_places(x, i), kind="stable")
        rank = np.empty(n, np.int64)
        rank[order] = np.arange(1, n + 1)
        penalty += np.maximum(rank[near] - k, 0).sum()
    return 1 - penalty * 2 / (len(drawn) * k * (2 * n - 3 * k - 1))


def read(path, columns):
    return np.fromfile(path, np.float32).reshape(-1, int(columns))


def main():
    for line in sys.stdin:
        job, *rest = line.rstrip("\n").split("\t")
        if job == "fit":
            peer, path, columns, threads, out = rest
            x = read(path, columns)
            begun = time.perf_counter()
            with threadpool_limits(int(threads)):
                xy = PEERS[peer](x, int(threads))
            answer = time.perf_counter() - begun
            xy.astype(np.float32).tofile(out)
        else:
            path, columns, picture = rest
            answer = trust(read(path, columns).astype(np.float64), read(picture, 2))
        print(answer, flush=True)


if __name__ == "__main__":
    main()
