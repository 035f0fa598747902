"""Writes cases.json: points, clusters, labels, and the scores scikit-learn gives them; and spaces.json: points and labels
with what scikit-learn tells of them without clusters.

    pip install -r requirements.txt && python make.py

Cluster -1 is noise and label -1 is unknown. Internal scores are taken without noise; external scores take noise as a
cluster of its own and leave unknown labels out. A score that scikit-learn refuses to compute is null.

Expected mutual information is exact, over all shuffles. Latent dimensions are binned as disentanglement_lib's
`_histogram_discretize` does it. Accuracies are means over given folds; of neighbours with equal votes the nearest decides.
"""

import json
from pathlib import Path

import numpy as np
from sklearn import metrics
from sklearn.datasets import make_blobs
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler


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
        "ami": float(metrics.adjusted_mutual_info_score(l, c, average_method="arithmetic")),
        "homogeneity": float(metrics.homogeneity_score(l, c)),
        "completeness": float(metrics.completeness_score(l, c)),
        "v_measure": float(metrics.v_measure_score(l, c)),
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


def noise_of(rng, clusters):
    return np.where(rng.random(len(clusters)) < 0.3, -1, clusters)


def binned(values, n_bins=20):
    return np.digitize(values, np.histogram(values, n_bins)[1][:-1])


def information(x, labels):
    keep = labels >= 0
    shared, chance = [], []
    for column in x.T:
        bins, known = binned(column)[keep], labels[keep]
        table = metrics.cluster.contingency_matrix(known, bins, sparse=True)
        shared.append(float(metrics.mutual_info_score(known, bins)))
        chance.append(float(metrics.cluster.expected_mutual_information(table, len(known))))
    entropy = float(metrics.cluster.entropy(labels[keep]))
    first, second = sorted(shared, reverse=True)[:2]
    return {"mutual_information": shared, "chance": chance, "entropy": entropy, "gap": (first - second) / entropy}


def vote(near, classes):
    votes = np.bincount(classes[near], minlength=classes.max() + 1)
    return next(classes[i] for i in near if votes[classes[i]] == votes.max())


def accuracies(x, classes, folds, k):
    knn, logistic = [], []
    for fold in range(folds.max() + 1):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        near = NearestNeighbors(n_neighbors=k).fit(x[train]).kneighbors(x[test], return_distance=False)
        told = np.array([vote(row, classes[train]) for row in near])
        knn.append(np.mean(told == classes[test]))
        scaler = StandardScaler().fit(x[train])
        model = LogisticRegression(C=1.0, tol=1e-10, max_iter=10000).fit(scaler.transform(x[train]), classes[train])
        logistic.append(np.mean(model.predict(scaler.transform(x[test])) == classes[test]))
    return float(np.mean(knn)), float(np.mean(logistic))


def space(name, x, labels, n_folds, k):
    x = np.round(x, 3).astype(np.float32).astype(np.float64)
    classes, folds = np.where(labels < 0, 0, labels), np.arange(len(x)) * 7 % 11 % n_folds
    knn, logistic = accuracies(x, classes, folds, k)
    model = LogisticRegression(C=1.0, tol=1e-12, max_iter=10000).fit(StandardScaler().fit_transform(x), classes)
    return {
        "name": name,
        "x": [[float(np.round(v, 3)) for v in row] for row in x],
        "labels": labels.tolist(),
        "classes": classes.tolist(),
        "folds": folds.tolist(),
        "k": k,
        "knn": knn,
        "logistic": logistic,
        "weights": [[*map(float, w), float(b)] for w, b in zip(model.coef_, model.intercept_)],
        "information": information(x, labels),
    }


def chances(rng):
    found = []
    for n, r, c in [(30, 3, 4), (1000, 7, 40), (5000, 2, 300), (5000, 12, 3), (40, 40, 40)]:
        a, b = rng.integers(0, r, n), (rng.random(n) ** 2 * c).astype(int)
        table = metrics.cluster.contingency_matrix(a, b, sparse=True)
        value = float(metrics.cluster.expected_mutual_information(table, n))
        sizes = [np.bincount(v).tolist() for v in (a, b)]
        found.append({"a": sizes[0], "b": sizes[1], "expected_information": value})
    return found


def spaces():
    rng = np.random.default_rng(11)
    three, y_three = make_blobs(90, 5, centers=3, cluster_std=4.0, random_state=3)
    two, y_two = make_blobs(70, 3, centers=2, cluster_std=5.0, random_state=4)
    flat, y_flat = rng.normal(size=(60, 4)), rng.integers(0, 4, 60)
    # A column of one number, and values on the edges of bins.
    edges = np.column_stack([np.ones(81), np.arange(81) % 21 / 4.0, rng.normal(size=81)])
    y_edges = (np.arange(81) % 21 > 9).astype(int)
    unknown = np.where(rng.random(90) < 0.2, -1, y_three)
    return {
        "spaces": [
            space("three clouds", three, unknown, 5, 10),
            space("two clouds", two, y_two, 5, 4),
            space("no structure", flat, y_flat, 3, 5),
            space("edges", edges, y_edges, 5, 3),
        ],
        "chances": chances(rng),
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
        case("clusters that split classes", near, rng.integers(0, 2, 80) + 2 * y_near, y_near),
        case("clusters that join classes", near, y_near // 2, y_near),
        case("no song alike on either side", flat[:10], np.arange(10), np.arange(10)[::-1]),
        case("noise and unknown labels", near, np.where(unknown < 0, 0, noise_of(rng, y_near)), unknown[::-1]),
        case("two songs apart", np.array([[0.0], [1.0], [5.0]]), [0, 0, 1], [0, 1, 1]),
    ]
    text = "[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n"
    Path(__file__).with_name("cases.json").write_text(text)
    text = json.dumps(spaces(), separators=(",", ":"))
    Path(__file__).with_name("spaces.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
