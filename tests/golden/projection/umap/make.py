"""Writes umap.json: what umap-learn makes of the digits in ../digits.txt, and scikit-learn's trustworthiness of it.

    pip install -r requirements.txt && python make.py

numba is pinned below 0.68: with that version umap-learn 0.5.9 finds every bandwidth infinite and every weight 1.
"""

import json
from pathlib import Path

import numpy as np
import umap
from sklearn.manifold import trustworthiness
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.datasets import load_digits
from umap.umap_ import find_ab_params, fuzzy_simplicial_set

HERE = Path(__file__).parent
N, N_HELD_OUT, K = 1000, 200, 15


def kept(x, xy, k):
    def neighbours(a):
        d = ((a[:, None] - a[None]) ** 2).sum(-1)
        np.fill_diagonal(d, np.inf)
        return np.argsort(d, axis=1, kind="stable")[:, :k]

    both = zip(neighbours(x), neighbours(xy))
    return float(np.mean([len(set(a) & set(b)) / k for a, b in both]))


def graph(x, n_neighbors):
    # Columns of different weight, for whole numbers have ties.
    x = x * (1 + np.arange(x.shape[1], dtype=np.float32) / 1024)
    # Exact neighbours: left to itself this function asks NN-descent, which misses some.
    distances, indices = NearestNeighbors(n_neighbors=n_neighbors, algorithm="brute").fit(x).kneighbors(x)
    neighbours = {"knn_indices": indices, "knn_dists": distances.astype(np.float32)}
    g = fuzzy_simplicial_set(x, n_neighbors, np.random.RandomState(0), "euclidean", **neighbours)[0].tocsr()
    g.sort_indices()
    rows = [0, 1, 57, len(x) - 1]
    return {
        "n_rows": len(x),
        "n_neighbors": n_neighbors,
        "n_edges": int(g.nnz),
        "sum": float(g.sum()),
        "rows": [
            {"row": r, "targets": g[r].indices.tolist(), "weights": [round(float(v), 7) for v in g[r].data]} for r in rows
        ],
    }


def main():
    data = load_digits()
    x, y = data.data[:N].astype(np.float32), data.target[:N]
    quality = []
    for init in ["pca", "spectral"]:
        xy = umap.UMAP(init=init, random_state=1, n_jobs=1).fit_transform(x)
        quality.append(
            {"init": init, "trustworthiness": float(trustworthiness(x, xy, n_neighbors=K)),
             "continuity": float(trustworthiness(xy, x, n_neighbors=K)), "kept": kept(x, xy, K)}
        )
    fit = umap.UMAP(init="pca", random_state=1, n_jobs=1).fit(x[:-N_HELD_OUT])
    placed = fit.transform(x[-N_HELD_OUT:])
    classes = KNeighborsClassifier(5).fit(fit.embedding_, y[:-N_HELD_OUT])

    rng = np.random.default_rng(5)
    cases = []
    for n, d, k in [(40, 5, 6), (11, 3, 5), (12, 2, 1), (3, 2, 1)]:
        a = rng.normal(size=(n, d)).round(3)
        b = rng.normal(size=(n, 2)).round(3) + a[:, :2]
        b = b.round(3)
        cases.append(
            {"x": a.tolist(), "xy": b.tolist(), "k": k, "trustworthiness": float(trustworthiness(a, b, n_neighbors=k)),
             "continuity": float(trustworthiness(b, a, n_neighbors=k)), "kept": kept(a, b, k)}
        )
    found = {
        "curves": [{"min_dist": m, "a_b": [float(v) for v in find_ab_params(1.0, m)]} for m in [0.0, 0.1, 0.25, 0.5, 0.99]],
        "graphs": [graph(x, 15), graph(x[:60], 5)],
        "quality": quality,
        "placed_accuracy": float(classes.score(placed, y[-N_HELD_OUT:])),
        "labels": "".join(str(v) for v in y),
        "trust": cases,
    }
    (HERE / "umap.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
