"""Writes udr.json: latents of models from several seeds, and the unsupervised disentanglement ranking that NumPy and
SciPy give them by the definition in the authors' code (Duan et al. 2020; disentanglement_lib, evaluation/udr).

    pip install -r requirements.txt && python make_udr.py

Only dimensions with a mean KL above 0.01 nats count. Between two models, R is |Spearman's rho| of each dimension of one
with each of the other; a dimension's strength is the square of its largest R over the sum of its R; the score of the pair is
the mean of the two sides' mean strengths, and that of a model the median over the others. A model without such a dimension
has no score, and none with others.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats


def strength(r, axis):
    total = r.sum(axis=axis)
    best = r.max(axis=axis) ** 2
    return np.divide(best, total, out=np.zeros_like(best), where=total > 0).mean()


def pair(a, b):
    r = np.zeros((a.shape[1], b.shape[1]))
    if 0 in r.shape:
        return None
    for i in range(a.shape[1]):
        for j in range(b.shape[1]):
            rho = stats.spearmanr(a[:, i], b[:, j]).statistic
            r[i, j] = 0.0 if np.isnan(rho) else abs(rho)
    return (strength(r, 0) + strength(r, 1)) / 2


def case(name, models):
    kept = [np.asarray(z)[:, np.asarray(kl) > 0.01] for z, kl in models]
    scores = []
    for i, a in enumerate(kept):
        others = [pair(a, b) for j, b in enumerate(kept) if j != i]
        others = [s for s in others if s is not None]
        scores.append(float(np.median(others)) if others else None)
    shown = [{"latents": np.asarray(z).tolist(), "kl": list(map(float, kl))} for z, kl in models]
    return {"name": name, "models": shown, "scores": scores}


def main():
    rng = np.random.default_rng(5)
    # Values that a float of 32 bits holds exactly, so that ties are ties on both sides.
    exact = lambda x: np.round(x * 128) / 128
    draw = lambda *size: exact(rng.normal(size=size))
    truth = draw(40, 4)
    noisy = lambda scale: exact(truth[:, rng.permutation(4)] * rng.choice([-1, 1], 4) + scale * draw(40, 4))
    ones = [1.0] * 4
    steps = np.round(truth)
    still = truth.copy()
    still[:, 1] = 0.5
    cases = [
        case("the same dimensions in another order", [(noisy(0.0), ones), (noisy(0.0), ones)]),
        case("five seeds that find nearly the same", [(noisy(0.3), ones) for _ in range(5)]),
        case("four seeds that find nothing in common", [(draw(40, 4), ones) for _ in range(4)]),
        case("some dimensions carry nothing", [(noisy(0.1), [0.5, 0.005, 2.0, 0.01]), (noisy(0.1), ones), (noisy(0.1), [0.0, 0.02, 1.0, 1.0])]),
        case("ties", [(steps, ones), (np.round(noisy(0.5)), ones), (np.round(noisy(0.5)), ones)]),
        case("a dimension that does not vary", [(still, ones), (truth, ones), (noisy(0.2), ones)]),
        case("one has collapsed", [(noisy(0.1), ones), (noisy(0.1), ones), (draw(40, 4), [0.0] * 4)]),
        case("unlike widths", [(truth[:, :2], ones[:2]), (truth, ones), (draw(40, 3), ones[:3])]),
    ]
    text = "[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n"
    Path(__file__).with_name("udr.json").write_text(text)


if __name__ == "__main__":
    main()
