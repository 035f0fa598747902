"""scikit-learn's side of the benchmark `score_and_cluster`: a job a line on standard input, its seconds on standard output.

    pip install -r requirements.txt

A job is `silhouette` or `tsne`, a file, its rows and its columns, with tabs between them; the file is row-major
float32, as the benchmark wrote it. An answer is the seconds and a figure of quality: mean silhouette, or KL divergence.
"""

import sys
import time

import numpy as np
from sklearn.manifold import TSNE
from sklearn.metrics import silhouette_samples


def silhouette(x):
    # The benchmark gives row i the cluster i mod 6.
    return float(silhouette_samples(x, np.arange(len(x)) % 6).mean())


def tsne(x):
    return float(TSNE(2, perplexity=30, init="pca", max_iter=1000, random_state=0).fit(x).kl_divergence_)


JOBS = {"silhouette": silhouette, "tsne": tsne}


def main():
    for line in sys.stdin:
        name, path, rows, columns = line.rstrip("\n").split("\t")
        x = np.fromfile(path, np.float32).reshape(int(rows), int(columns))
        begun = time.perf_counter()
        quality = JOBS[name](x)
        print(f"{time.perf_counter() - begun}\t{quality}", flush=True)


if __name__ == "__main__":
    main()
