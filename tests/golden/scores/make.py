"""Writes cases.json: points, clusters, labels, and the scores scikit-learn gives them.

    pip install -r requirements.txt && python make.py

Cluster -1 is noise and label -1 is unknown. Internal scores are taken without noise; external scores take noise as a
cluster of its own and leave unknown labels out. A score that scikit-learn refuses to compute is null.
"""

import json
from pathlib import Path

import numpy as np
from sklearn import metrics
from sklearn.datasets import make_blobs


def internal(x, clusters):
    keep = clusters >= 0
    x, c = x[keep], clusters[keep]
    of_song = [None] * len(clusters)
    try:
        samples = metrics.silhouette_samples(x, c)
    except ValueError:
        return {"silhouette": None, "calinski_harabasz": None, "davies_bouldin": None, "silhouette_of_song": of_song}
    for i, s in zip(np.flatnonzero(keep), samples):
        of_song[i] = float(s)
    return {
        "silhouette": float(metrics.silhouette_score(x, c)),
        "calinski_harabasz": float(metrics.calinski_harabasz_score(x, c)),
        "davies_bouldin": float(metrics.davies_bouldin_score(x, c)),
        "silhouette_of_song": of_song,
    }


def external(clusters, labels):
    keep = labels >= 0
    c, l = clusters[keep], labels[keep]
    if len(l) == 0:
        return None
    table = metrics.cluster.contingency_matrix(l, c)
    return {
        "n_songs": int(len(l)),
        "n_classes": int(len(set(l.tolist()))),
        "ari": float(metrics.adjusted_rand_score(l, c)),
        "nmi": float(metrics.normalized_mutual_info_score(l, c, average_method="arithmetic")),
        "purity": float(table.max(axis=0).sum() / table.sum()),
        "majority": float(table.sum(axis=1).max() / table.sum()),
    }


def case(name, x, clusters, labels):
    x = np.round(np.asarray(x, dtype=np.float64), 3).astype(np.float32).astype(np.float64)
    clusters, labels = np.asarray(clusters), np.asarray(labels)
    return {
        "name": name,
        "x": [[float(np.round(v, 3)) for v in row] for row in x],
        "clusters": clusters.tolist(),
        "labels": labels.tolist(),
        "internal": internal(x, clusters),
        "external": external(clusters, labels),
    }


def main():
    rng = np.random.default_rng(7)
    far, y = make_blobs(60, 4, centers=3, cluster_std=0.6, random_state=1)
    near, y_near = make_blobs(80, 3, centers=4, cluster_std=3.0, random_state=2)
    n = 40
    flat = rng.normal(size=(n, 16))
    noisy = y.copy()
    noisy[rng.choice(60, 12, replace=False)] = -1
    unknown = y_near.copy()
    unknown[rng.choice(80, 25, replace=False)] = -1
    singles = np.array([0] * 10 + [1] * 8 + [2, 3])
    twins = np.repeat(rng.normal(size=(4, 2)), 5, axis=0)
    cases = [
        case("clusters equal to the labels", far, y, y),
        case("clusters that overlap", near, rng.permutation(y_near), y_near),
        case("random clusters of flat data", flat, rng.integers(0, 5, n), rng.integers(0, 3, n)),
        case("one cluster", far[:20], np.zeros(20, int), y[:20]),
        case("one cluster and one class", far[:9], np.zeros(9, int), np.zeros(9, int)),
        case("singletons among clusters", flat[:20], singles, rng.integers(0, 2, 20)),
        case("every song its own cluster", flat[:8], np.arange(8), np.array([0, 0, 1, 1, 2, 2, 3, 3])),
        case("some noise", far, noisy, y),
        case("noise and one cluster", far[:20], np.array([-1] * 6 + [0] * 14), y[:20]),
        case("all noise", far[:12], np.full(12, -1), y[:12]),
        case("unknown labels", near, y_near, unknown),
        case("no label known", near[:15], y_near[:15], np.full(15, -1)),
        case("identical rows across clusters", twins, np.tile([0, 0, 0, 1, 1], 4), np.repeat([0, 1], 10)),
        case("two songs apart", np.array([[0.0], [1.0], [5.0]]), [0, 0, 1], [0, 1, 1]),
    ]
    text = "[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n"
    Path(__file__).with_name("cases.json").write_text(text)


if __name__ == "__main__":
    main()
