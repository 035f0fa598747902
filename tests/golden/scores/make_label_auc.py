"""Writes label_auc.json: points, labels of which each point may have several, folds, and how well scikit-learn's ridge
regression tells each label of the points of one fold from those of all others, as ROC AUC.

    pip install -r requirements.txt && python make_label_auc.py

Of each label the AUC of a fold is `roc_auc_score` of the decisions there, and that of the label their mean, a fold weighted
by its pairs of a point with the label and one without; null where no fold has such a pair. A fold that no training point of
the label is outside of has one decision for all, and an AUC of one half.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import RidgeClassifier
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def auc(x, has, folds):
    right = pairs = 0.0
    for fold in range(folds.max() + 1):
        test = folds == fold
        n = has[test].sum() * (~has[test]).sum()
        if n == 0:
            continue
        if has[~test].any() and not has[~test].all():
            probe = make_pipeline(StandardScaler(), RidgeClassifier(alpha=1.0)).fit(x[~test], has[~test])
            # What is equal up to rounding is a tie.
            value = roc_auc_score(has[test], np.round(probe.decision_function(x[test]), 12))
        else:
            value = 0.5
        right, pairs = right + n * value, pairs + n
    return right / pairs if pairs else None


def case(rng, name, x, strength, n_folds, shares):
    n, d = x.shape
    x = x.astype(np.float32)
    has = np.column_stack([rng.random(n) < share for share in shares])
    # Every label but the last moves its points along a direction of its own.
    for i in range(len(shares) - 1):
        x[has[:, i]] += (strength * rng.normal(size=d)).astype(np.float32)
    # A label of one fold alone: nothing is learnt of it elsewhere.
    folds = np.arange(n) * 7 % 11 % n_folds
    alone = (folds == 1) & (rng.random(n) < 0.5)
    has = np.column_stack([has, alone])
    # Equal points are ties.
    x[1] = x[0]
    folds[1] = folds[0]
    return {
        "name": name,
        "x": x.tolist(),
        "folds": folds.tolist(),
        "labels": [np.flatnonzero(row).tolist() for row in has],
        "auc": [auc(x.astype(float), has[:, i], folds) for i in range(has.shape[1])],
    }


def main():
    rng = np.random.default_rng(5)
    cases = [
        case(rng, "narrow", rng.normal(size=(90, 4)), 0.8, 5, [0.5, 0.1, 0.06, 0.3]),
        case(rng, "wide", rng.normal(size=(60, 80)), 0.4, 4, [0.4, 0.15, 0.3]),
        case(rng, "scales", rng.normal(size=(80, 6)) * 10.0 ** np.arange(-3, 3), 0.5, 3, [0.3, 0.7, 0.2]),
    ]
    text = "[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n"
    Path(__file__).with_name("label_auc.json").write_text(text)


if __name__ == "__main__":
    main()
