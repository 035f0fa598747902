"""Writes opentsne.json: what openTSNE makes of the digits in digits.txt, and where it places new ones.

    pip install -r requirements-opentsne.txt && OMP_WAIT_POLICY=PASSIVE python make_opentsne.py

The divergence is summed over all pairs from openTSNE's own P, because the one it reports rests on the approximation of its
descent. Positions are rounded to three decimals before anything is computed from them.
"""

import json
from pathlib import Path

import numpy as np
import openTSNE
from sklearn.manifold import trustworthiness

HERE = Path(__file__).parent
N_NEIGHBORS = 12
PERPLEXITY = 30


def digits():
    lines = (HERE / "digits.txt").read_text().split()
    return np.array([[int(c, 17) for c in line] for line in lines], np.float64)


def divergence(p, xy):
    p = p.tocoo()
    squares = ((xy[:, None] - xy[None]) ** 2).sum(2)
    near = 1 / (1 + squares)
    total = near.sum() - len(xy)
    q = near[p.row, p.col] / total
    weights = p.data / p.data.sum()
    kept = weights > 0
    return float((weights[kept] * np.log(weights[kept] / q[kept])).sum())


def rounded(xy):
    return np.asarray(xy, np.float64).round(3)


def fit(x):
    # Barnes-Hut with its defaults: for so few points the better of openTSNE's two ways.
    model = openTSNE.TSNE(
        perplexity=PERPLEXITY, initialization="pca", neighbors="exact", negative_gradient_method="bh", random_state=0, n_jobs=1
    )
    return model.fit(x)


def case(x):
    embedding = fit(x)
    xy = rounded(embedding)
    return {
        "n_rows": len(x),
        "perplexity": PERPLEXITY,
        "n_neighbors": N_NEIGHBORS,
        "kl_divergence": divergence(embedding.affinities.P, xy),
        "trustworthiness": float(trustworthiness(x, xy, n_neighbors=N_NEIGHBORS)),
        "xy": xy.tolist(),
    }


def placed(x, n_map):
    embedding = fit(x[:n_map])
    new = embedding.transform(x[n_map:])
    # transform has centred the map in place.
    return {"n_map": n_map, "map": rounded(embedding).tolist(), "placed": rounded(new).tolist()}


def main():
    x = digits()
    found = {"fits": [case(x), case(x[:300])], "transform": placed(x[:600], 500)}
    (HERE / "opentsne.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
