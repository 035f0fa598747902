"""Writes histograms.json: numpy's counts between edges of which the bars of the charts are to have
the same, and the edges themselves by the rule: a width of 1, 2, 2.5 or 5 times a power of ten, the
least that gives fewer than 30 of them (120 for years), beginning at a multiple of it.

    pip install -r requirements.txt && python histograms.py
"""

import json
import math
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def edges_of(known, most, whole):
    low, high = float(known.min()), float(known.max())
    widths = sorted(
        step * 10.0**power for power in range(-8, 9) for step in (1, 2, 2.5, 5)
    )
    if whole:
        widths = [w for w in widths if w >= 1 and w == int(w)]
    span = high - low
    width = 1.0 if span == 0 else next(w for w in widths if span / w < most)
    first = math.floor(low / width)
    n = 1
    while np.float32((first + n) * width) <= known.max():
        n += 1
    return [(first + i) * width for i in range(n + 1)]


def case(name, values, most=30):
    values = np.asarray(values, dtype=np.float32)
    known = values[np.isfinite(values)]
    edges = edges_of(known, most, bool(np.all(known == np.floor(known))))
    counts, _ = np.histogram(known, bins=np.asarray(edges, dtype=np.float32))
    return {
        "name": name,
        "values": [float(v) if np.isfinite(v) else None for v in values],
        "edges": edges,
        "counts": counts.tolist(),
        "n_unknown": int(len(values) - len(known)),
    }


def main():
    rng = np.random.default_rng(7)
    tempo = rng.normal(118, 22, 60).round(3)
    loud = rng.normal(-14, 3, 60).round(1)
    loud[[3, 17]] = np.nan
    years = rng.integers(1962, 2025, 60)
    tenths = np.arange(60) / 10
    counts = rng.poisson(4, 60)
    small = rng.exponential(3e-4, 60)
    wide = rng.integers(0, 100_000, 60)
    cases = [
        case("tempo", tempo),
        case("loudness", loud),
        case("year", years, 120),
        case("tenths", tenths),
        case("plays", counts),
        case("small", small),
        case("listeners", wide),
        case("all alike", [5.0] * 12),
    ]
    text = json.dumps(cases, separators=(",", ":")) + "\n"
    (HERE / "histograms.json").write_text(text)


if __name__ == "__main__":
    main()
