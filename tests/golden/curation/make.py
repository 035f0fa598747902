"""Writes kappa.json: labels of two people for the same songs, and Cohen's kappa as scikit-learn gives it.

    pip install -r requirements.txt && python make.py

Where both give one and the same label to every song the coefficient is not defined: null.
"""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn.metrics import cohen_kappa_score


def case(name, a, b):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kappa = float(cohen_kappa_score(a, b))
    return {"name": name, "a": list(map(str, a)), "b": list(map(str, b)), "kappa": kappa if np.isfinite(kappa) else None}


rng = np.random.default_rng(7)
moods = np.array(["দুঃখ", "happy", "calm", "rock & roll"])
truth = moods[rng.integers(0, 4, 200)]


def noisy(share):
    other = moods[rng.choice(4, 200, p=[0.5, 0.3, 0.15, 0.05])]
    return np.where(rng.random(200) < share, other, truth)


cases = [
    case("the same", truth, truth),
    case("nearly the same", truth, noisy(0.1)),
    case("half", noisy(0.4), noisy(0.5)),
    case("unrelated", noisy(1.0), moods[rng.integers(0, 4, 200)]),
    case("values that the other never gives", ["a", "b", "c", "a"], ["a", "d", "d", "b"]),
    case("always otherwise", ["a", "b"] * 5, ["b", "a"] * 5),
    case("one gives one value only", ["a"] * 6, ["a", "b", "a", "b", "a", "a"]),
    case("both give one and the same", ["a"] * 4, ["a"] * 4),
    case("one song", ["a"], ["b"]),
]
lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
Path(__file__).with_name("kappa.json").write_text(f'{{"cases": [\n{lines}\n]}}\n', encoding="utf-8")
