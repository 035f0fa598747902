"""Writes methods.json: what SciPy and scikit-learn make of some small sets, by every method but k-means.

    pip install -r requirements.txt && python make_methods.py

Rows are rounded to float32, as the program holds them, and kept with three decimals.
"""

import json
import warnings
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import linkage
from sklearn.cluster import DBSCAN, HDBSCAN, AgglomerativeClustering, SpectralClustering
from sklearn.datasets import make_blobs, make_circles, make_moons
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors

HERE = Path(__file__).parent
LINKAGES = ["ward", "complete", "average", "single"]


# HDBSCAN sorts the edges of the tree by a sort that leaves ties in an order that depends on the processor.
UNSTABLE = np.argsort
np.argsort = lambda a, *args, **kwargs: UNSTABLE(a, *args, **{**kwargs, "kind": "stable"})


def numbered(labels):
    """Largest cluster first, those of one size by their first row; None is noise."""
    found = sorted(set(labels) - {-1}, key=lambda c: (-np.sum(labels == c), np.argmax(labels == c)))
    number = {c: i for i, c in enumerate(found)}
    return [number.get(c) for c in labels]


def floats(values):
    return [float(f"{v:.9g}") for v in values]


def sets():
    blobs, _ = make_blobs(90, 3, centers=4, cluster_std=1.2, random_state=1)
    uneven, _ = make_blobs([60, 25, 15], 2, centers=None, cluster_std=[0.5, 1.5, 0.3], random_state=7)
    noise = np.random.default_rng(3).uniform(-12, 12, (30, 2))
    wide, _ = make_blobs(60, 40, centers=3, cluster_std=3.0, random_state=2)
    repeated = np.repeat(make_blobs(20, 2, centers=3, random_state=9)[0], 3, axis=0)
    moons, _ = make_moons(120, noise=0.06, random_state=4)
    return {
        "blobs": blobs,
        "uneven with noise": np.vstack([uneven, noise]),
        "wide": wide,
        "every row three times": repeated,
        "moons": moons,
    }


def knee(curve):
    """The largest of Kneedle's difference curve for a convex rising curve, without smoothing."""
    if curve[-1] == curve[0]:
        return len(curve) - 1
    along = np.arange(len(curve)) / (len(curve) - 1)
    return int(np.argmax(along - (curve - curve[0]) / (curve[-1] - curve[0])))


def agglomerative(x):
    found = {}
    for method in LINKAGES:
        steps = linkage(x, method)
        found[method] = {
            "a": steps[:, 0].astype(int).tolist(),
            "b": steps[:, 1].astype(int).tolist(),
            "distance": floats(steps[:, 2]),
            "size": steps[:, 3].astype(int).tolist(),
        }
    return found


def labelled(model, x, **settings):
    """Labels, beside the settings of the program that ask for the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {"settings": settings, "labels": numbered(model.fit_predict(x))}


def labels(x):
    return [
        labelled(AgglomerativeClustering(k, linkage=linkage), x, method="agglomerative", linkage=linkage, n_clusters=k)
        for linkage in LINKAGES
        for k in [2, 3, 5]
    ]


def dbscan(x):
    found = []
    for min_samples in [3, 5]:
        curve = np.sort(NearestNeighbors(n_neighbors=min_samples).fit(x).kneighbors(x)[0][:, -1])
        at = knee(curve)
        for eps in [float(np.float32(curve[len(x) // 2])) * 1.01, float(np.float32(curve[at])) * (1 + 1e-6)]:
            eps = float(np.float32(max(eps, 0.01)))
            labels = DBSCAN(eps=eps, min_samples=min_samples).fit_predict(x)
            found.append({"min_samples": min_samples, "eps": eps, "labels": numbered(labels)})
        found[-1].update(curve=floats(curve), knee=at)
    return found


def hdbscan(x):
    found = []
    for min_samples, min_size in [(3, 5), (5, 5), (4, 10)]:
        model = HDBSCAN(min_cluster_size=min_size, min_samples=min_samples, copy=True).fit(x)
        found.append({
            "min_samples": min_samples,
            "min_cluster_size": min_size,
            "labels": numbered(model.labels_),
            "strengths": floats(model.probabilities_),
        })
    return found


def mixtures():
    rng = np.random.default_rng(11)
    a = rng.multivariate_normal([0, 0, 0], [[2, 1.2, 0], [1.2, 1, 0], [0, 0, 0.3]], 120)
    b = rng.multivariate_normal([4, -1, 1], [[0.5, 0, 0.2], [0, 1.5, 0], [0.2, 0, 1]], 80)
    c = rng.multivariate_normal([-1, 5, -2], np.diag([1, 0.4, 2]), 60)
    full = np.vstack([a, b, c]).round(3).astype(np.float32)
    centres = rng.normal(0, 3, (3, 20))
    spreads = rng.uniform(0.5, 2, (3, 20))
    few = np.vstack([rng.normal(m, s, (25, 20)) for m, s in zip(centres, spreads)]).round(3).astype(np.float32)
    cases = []
    for name, x, kind in [("full", full, "full"), ("diagonal", few, "diag")]:
        model = GaussianMixture(3, covariance_type=kind, n_init=20, tol=1e-9, max_iter=2000, reg_covar=1e-6, random_state=0)
        model.fit(x.astype(float))
        cases.append({
            "name": name,
            "x": [floats(row) for row in x],
            "log_likelihood": float(model.score(x.astype(float))),
            "labels": numbered(model.predict(x.astype(float))),
        })
    return cases


def spectral():
    moons, _ = make_moons(300, noise=0.05, random_state=0)
    circles, _ = make_circles(400, factor=0.5, noise=0.04, random_state=0)
    small, _ = make_moons(100, noise=0.05, random_state=1)
    blobs, _ = make_blobs(320, 5, centers=4, cluster_std=2.0, random_state=3)
    cases = []
    for name, x, k, m in [("moons", moons, 2, 10), ("circles", circles, 2, 10), ("small moons", small, 2, 10), ("blobs", blobs, 4, 15)]:
        x = x.round(3).astype(np.float32)
        model = SpectralClustering(k, affinity="nearest_neighbors", n_neighbors=m, random_state=0, n_init=20)
        found = labelled(model, x.astype(float), method="spectral", n_clusters=k, n_neighbors=m)
        cases.append({"name": name, "x": [floats(r) for r in x], "labels": [found]})
    return cases


def main():
    cases = []
    for name, x in sets().items():
        x = x.round(3).astype(np.float32)
        as_f64 = x.astype(float)
        cases.append({
            "name": name,
            "x": [floats(row) for row in x],
            "labels": labels(as_f64),
            "agglomerative": agglomerative(as_f64),
            "dbscan": dbscan(as_f64),
            "hdbscan": hdbscan(as_f64),
        })
    out = {"sets": cases, "mixtures": mixtures(), "spectral": spectral()}
    (HERE / "methods.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
