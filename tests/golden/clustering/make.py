"""Writes kmeans.json: the least inertia scikit-learn's k-means finds, from 300 starts.

    pip install -r requirements.txt && python make.py

The digits are the first rows of ../projection/digits.txt.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits, make_blobs

HERE = Path(__file__).parent


def case(name, x, k, keep_x=True):
    model = KMeans(k, n_init=300, tol=0, max_iter=1000, random_state=0).fit(x)
    return {
        "name": name,
        "x": [[float(v) for v in row] for row in x] if keep_x else None,
        "n_rows": len(x),
        "n_clusters": k,
        "inertia": float(model.inertia_),
        "sizes": sorted(np.bincount(model.labels_).tolist(), reverse=True),
    }


def main():
    apart, _ = make_blobs(150, 4, centers=5, cluster_std=0.7, random_state=4)
    touching, _ = make_blobs(120, 2, centers=4, cluster_std=2.0, random_state=5)
    digits = load_digits().data[:400]
    cases = [
        case("blobs apart", apart.round(3), 5),
        case("blobs that touch", touching.round(3), 4),
        case("digits, 6 clusters", digits, 6, keep_x=False),
        case("digits, 10 clusters", digits, 10, keep_x=False),
    ]
    (HERE / "kmeans.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
