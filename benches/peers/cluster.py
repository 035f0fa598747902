"""scikit-learn's side of the benchmark `cluster`: a job a line on standard input, its seconds on standard output.

    pip install -r requirements.txt

A job is `pca-tall` or `pca-wide` (one decomposition, scores included), `kmeans`, `agglomerative`, `dbscan` or `hdbscan`, a file, its rows and its columns, with tabs between them; the file is
row-major float32, as the benchmark wrote it. An answer is the seconds and a figure: explained variance, inertia, rows in the largest cluster, or
noise.
"""

import os
import sys
import time

import numpy as np
from sklearn.cluster import DBSCAN, HDBSCAN, AgglomerativeClustering, KMeans
from sklearn.decomposition import PCA

# k-means reads OMP_NUM_THREADS by itself.
N_JOBS = int(os.environ.get("OMP_NUM_THREADS", "-1"))


def pca(x):
    model = PCA(16)
    model.fit_transform(x)
    return float(model.explained_variance_ratio_.sum())


def kmeans(x):
    return float(KMeans(6, n_init=10, max_iter=300, random_state=0).fit(x).inertia_)


def agglomerative(x):
    labels = AgglomerativeClustering(6, linkage="ward", compute_full_tree=True).fit_predict(x)
    return float(np.bincount(labels).max())


def dbscan(x):
    return float(np.sum(DBSCAN(eps=3.0, min_samples=5, n_jobs=N_JOBS).fit_predict(x) < 0))


def hdbscan(x):
    model = HDBSCAN(min_cluster_size=50, min_samples=5, n_jobs=N_JOBS, copy=True)
    return float(np.sum(model.fit_predict(x) < 0))


JOBS = {"pca-tall": pca, "pca-wide": pca, "kmeans": kmeans, "agglomerative": agglomerative, "dbscan": dbscan, "hdbscan": hdbscan}


def main():
    for line in sys.stdin:
        name, path, rows, columns = line.rstrip("\n").split("\t")
        x = np.fromfile(path, np.float32).reshape(int(rows), int(columns))
        begun = time.perf_counter()
        quality = JOBS[name](x)
        print(f"{time.perf_counter() - begun}\t{quality}", flush=True)


if __name__ == "__main__":
    main()
