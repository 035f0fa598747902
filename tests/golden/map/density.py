"""Writes density.json: scikit-learn's Gaussian kernel density of some points, at these points and
between them. The bandwidth is half of n^(-1/6) of their spread, the root of half of their total
variance.

    pip install -r requirements.txt && python density.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.neighbors import KernelDensity

HERE = Path(__file__).parent


def main():
    rng = np.random.default_rng(5)
    wide = rng.normal([0, 0], [2.0, 1.0], (90, 2))
    dense = rng.normal([5, 3], 0.5, (60, 2))
    points = np.concatenate([wide, dense]).round(3)
    bandwidth = 0.5 * len(points) ** (-1 / 6) * np.sqrt(points.var(axis=0).sum() / 2)
    asked = np.concatenate([points[::3], rng.uniform([-6, -3], [7, 5], (40, 2)).round(3)])
    model = KernelDensity(bandwidth=bandwidth, rtol=1e-9).fit(points)
    found = {
        "points": points.tolist(),
        "bandwidth": float(bandwidth),
        "asked": asked.tolist(),
        "density": [float(f"{v:.9g}") for v in np.exp(model.score_samples(asked))],
    }
    (HERE / "density.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
