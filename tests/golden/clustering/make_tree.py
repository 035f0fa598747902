"""Writes tree.json: what SciPy's linkage makes of the means of clusters, and of songs, as a tree with
the clusters in its middle.

    pip install -r requirements.txt && python make_tree.py

Rows are rounded to float32, as the program holds them, and kept with three decimals. Of a group only
its songs are kept, and the distance of the two that it was joined from. Below the clusters stand the
splits of which both sides have ten songs.
"""

import json
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage, to_tree
from sklearn.datasets import make_blobs

HERE = Path(__file__).parent
LEAST = 10


def numbered(labels):
    """Largest cluster first, those of one size by their first row."""
    found = sorted(set(labels), key=lambda c: (-np.sum(labels == c), np.argmax(labels == c)))
    number = {c: i for i, c in enumerate(found)}
    return [number[c] for c in labels]


def group(songs, height):
    return {"songs": sorted(int(s) for s in songs), "height": float(height)}


def above_means(x, labels):
    """The groups that Ward's linkage joins of the means of clusters."""
    k = max(labels) + 1
    members = [np.flatnonzero(np.array(labels) == c) for c in range(k)]
    means = np.array([x[m].astype(np.float64).mean(0) for m in members]).astype(np.float32)
    root = to_tree(linkage(means.astype(np.float64), "ward"))

    def groups(node):
        if node.is_leaf():
            return []
        songs = np.concatenate([members[c] for c in node.pre_order()])
        return [group(songs, node.dist), *groups(node.left), *groups(node.right)]

    return groups(root)


def around_cut(x, method, k):
    """The groups of a dendrogram of songs above its cut, and the splits below it."""
    steps = linkage(x.astype(np.float64), method)
    labels = np.array(numbered(fcluster(steps, k, "maxclust")))
    root = to_tree(steps)

    def is_one(node):
        return len(set(labels[node.pre_order()])) == 1

    def above(node):
        if is_one(node):
            return []
        return [group(node.pre_order(), node.dist), *above(node.left), *above(node.right)]

    def tops(node):
        return [node] if is_one(node) else [*tops(node.left), *tops(node.right)]

    def below(node):
        while not node.is_leaf():
            sides = [node.left, node.right]
            if all(side.get_count() >= LEAST for side in sides):
                return [g for s in sides for g in [group(s.pre_order(), 0), *below(s)]]
            node = max(sides, key=lambda side: side.get_count())
        return []

    parts = [part for top in tops(root) for part in below(top)]
    return labels.tolist(), above(root), parts


def main():
    blobs, made = make_blobs([41, 33, 24, 19, 15, 13, 11, 9], 4, cluster_std=2.5, random_state=11)
    blobs = blobs.round(3).astype(np.float32)
    labels = numbered(made)
    rows = [[float(f"{v:.9g}") for v in row] for row in blobs]
    cases = {
        "x": rows,
        "means": {"labels": labels, "above": above_means(blobs, labels)},
        "songs": [],
    }
    for method in ["ward", "average", "complete"]:
        labels, above, below = around_cut(blobs, method, 4)
        case = {"linkage": method, "n_clusters": 4, "labels": labels, "above": above, "below": below}
        cases["songs"].append(case)
    text = json.dumps(cases, separators=(",", ":")) + "\n"
    (HERE / "tree.json").write_text(text)


if __name__ == "__main__":
    main()
