"""Writes digits.txt (1000 handwritten digits of 8 x 8 pixels), pca.json and tsne.json: what scikit-learn makes of them.

    pip install -r requirements.txt && python make.py

digits.txt has a row of 64 characters a digit, each a pixel of 0 to 16 in base 17 (0-9, a-g). Source: the test part of
"Optical Recognition of Handwritten Digits", E. Alpaydin and C. Kaynak, UCI (CC BY 4.0), as scikit-learn ships it.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness

HERE = Path(__file__).parent
N_NEIGHBORS = 12


def pca(name, x, n_shown):
    model = PCA(2, svd_solver="full").fit(x)
    return {
        "name": name,
        "x": None if name == "digits" else [[float(v) for v in row] for row in x],
        "xy": [[float(v) for v in row] for row in model.transform(x)[:n_shown]],
        "explained": [float(v) for v in model.explained_variance_ratio_],
    }


def rounded(rng, *shape):
    return np.round(rng.normal(size=shape), 3).astype(np.float32).astype(np.float64).round(3)


def tsne(x, n_rows):
    perplexity = min(30.0, (n_rows - 1) / 3)
    best = None
    for init in ["pca", "random"]:
        model = TSNE(2, perplexity=perplexity, init=init, random_state=0)
        xy = model.fit_transform(x[:n_rows])
        found = {
            "n_rows": n_rows,
            "init": init,
            "perplexity": perplexity,
            "n_neighbors": N_NEIGHBORS,
            "trustworthiness": float(trustworthiness(x[:n_rows], xy, n_neighbors=N_NEIGHBORS)),
            "kl_divergence": float(model.kl_divergence_),
        }
        best = found if best is None or found["trustworthiness"] > best["trustworthiness"] else best
    return best


def main():
    digits = load_digits().data[:1000]
    lines = ["".join("0123456789abcdefg"[int(v)] for v in row) for row in digits]
    (HERE / "digits.txt").write_text("\n".join(lines) + "\n")

    rng = np.random.default_rng(3)
    stretched = rounded(rng, 24, 5) * np.array([3.0, 1.0, 0.5, 2.0, 1.5])
    cases = [
        pca("tall", stretched.round(3), 24),
        pca("wide", rounded(rng, 7, 40), 7),
        pca("two columns", rounded(rng, 9, 2), 9),
        pca("digits", digits, 40),
    ]
    (HERE / "pca.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    found = [tsne(digits, 1000), tsne(digits, 120)]
    # What the picture of least distortion in straight lines reaches: a t-SNE that only hands back its start fails.
    for f in found:
        x = digits[: f["n_rows"]]
        xy = PCA(2, svd_solver="full").fit_transform(x)
        f["pca_trustworthiness"] = float(trustworthiness(x, xy, n_neighbors=N_NEIGHBORS))
    (HERE / "tsne.json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
