"""Writes occupancy.json: how much use scikit-learn's Gaussian mixtures make of their components.

    pip install -r requirements.txt && python make_occupancy.py

Responsibilities are those of `predict_proba`, rounded to float32 as the program holds them. Weights are the mixture's
own after one more step of EM on the same rows, which makes them the means of the responsibilities; entropies are SciPy's.
"""

import json
from pathlib import Path

import numpy as np
from scipy.stats import entropy
from sklearn.datasets import make_blobs
from sklearn.mixture import GaussianMixture

HERE = Path(__file__).parent


def case(name, x, **settings):
    x = np.round(x, 3).astype(np.float32).astype(float)
    mixture = GaussianMixture(random_state=0, tol=1e-12, max_iter=2000, **settings).fit(x)
    shares = mixture.predict_proba(x).astype(np.float32)
    k = shares.shape[1]
    return {
        "name": name,
        "responsibilities": [[float(f"{v:.9g}") for v in row] for row in shares],
        "weights": mixture.weights_.tolist(),
        "of_songs": (np.bincount(mixture.predict(x), minlength=k) / len(x)).tolist(),
        "entropy": float(np.mean(entropy(shares.astype(float), axis=1)) / np.log(k)),
    }


def cases():
    apart, _ = make_blobs(60, 2, centers=3, cluster_std=0.6, random_state=2)
    near, _ = make_blobs(60, 2, centers=[[0, 0], [1.5, 0]], cluster_std=1.0, random_state=3)
    one, _ = make_blobs([57, 3], 2, centers=[[0, 0], [30, 0]], cluster_std=1.0, random_state=4)
    yield case("parted", apart, n_components=3)
    yield case("over each other", near, n_components=2, covariance_type="diag")
    yield case("more components than groups", near, n_components=6, covariance_type="spherical", n_init=3)
    yield case("one holds nearly all", one, n_components=2)


(HERE / "occupancy.json").write_text(json.dumps(list(cases()), separators=(",", ":")) + "\n")
