"""Writes wide.json: what scikit-learn tells of labels from spaces of more columns than songs, or nearly so.

    pip install -r requirements-wide.txt && python make_wide.py

The values themselves are not kept: `wide_x` makes them from whole numbers, and so does the test, by operations that are
exact in 32 bits. Columns have scales from 1 to 128, so that standardising matters, and in some cases most values are 0,
as of words. Accuracies are means over given folds; of neighbours with equal votes the nearest decides.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def splitmix64(x):
    """One step of SplitMix64 (Steele, Lea & Flood 2014)."""
    with np.errstate(over="ignore"):
        z = np.asarray(x, dtype=np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def value(at):
    return splitmix64(at) >> np.uint64(44)


def wide_x(n, d, n_classes, strong, shift, zeros):
    classes = (value(10_000_000 + np.arange(n)) % np.uint64(n_classes)).astype(int)
    i, c = np.meshgrid(np.arange(n), np.arange(d), indexing="ij")
    x = value(i * d + c) / 2.0**19 - 1.0
    x += np.where((c < strong) & (c % n_classes == classes[i]), shift, 0.0)
    x[value(20_000_000 + i * d + c) % np.uint64(100) < np.uint64(zeros)] = 0.0
    return x * 2.0 ** (c % 8), classes


def vote(near, classes):
    votes = np.bincount(classes[near], minlength=classes.max() + 1)
    return next(classes[i] for i in near if votes[classes[i]] == votes.max())


def case(name, n, d, n_classes, strong, shift, zeros=0, n_folds=5, k=5):
    x, classes = wide_x(n, d, n_classes, strong, shift, zeros)
    assert (x.astype(np.float32) == x).all()
    folds, knn, logistic = np.arange(n) * 7 % 11 % n_folds, [], []
    for fold in range(n_folds):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        near = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(x[train]).kneighbors(x[test], return_distance=False)
        knn.append(np.mean([vote(row, classes[train]) == c for row, c in zip(near, classes[test])]))
        model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, tol=1e-10, max_iter=100000))
        logistic.append(model.fit(x[train], classes[train]).score(x[test], classes[test]))
    facts = {"name": name, "n": n, "d": d, "n_classes": n_classes, "strong": strong, "shift": shift, "zeros": zeros}
    facts |= {"n_folds": n_folds, "k": k, "sum": float(x.sum())}
    return facts | {"knn": float(np.mean(knn)), "logistic": float(np.mean(logistic))}


def main():
    cases = [
        case("a little in many columns", 120, 600, 3, 600, 0.5),
        case("much in few columns", 150, 1000, 2, 8, 1.5),
        case("words in few songs", 200, 500, 4, 400, 2.0, zeros=90),
        case("more songs than columns", 330, 300, 3, 60, 0.5),
        case("nothing", 100, 400, 2, 0, 0.0),
    ]
    text = json.dumps({"cases": cases}, indent=1, ensure_ascii=False)
    Path(__file__).with_name("wide.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
