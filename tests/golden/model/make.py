"""Golden values of the `model` room: PCA by scikit-learn, losses, gradients and Adam by PyTorch on the CPU.

    pip install -r requirements.txt && python make.py

Weights and inputs are written beside the results, so that nothing has to agree on a random generator.
"""
import json
from pathlib import Path

import numpy as np
import torch
from sklearn.decomposition import PCA

HERE = Path(__file__).parent


def rows(a):
    return [[float(v) for v in row] for row in np.asarray(a)]


def flat(t):
    return [float(v) for v in t.detach().to(torch.float64).flatten()]


def pca(rng, n, d, k):
    """Correlated columns with an offset, rounded so that the file holds exactly what was used."""
    x = rng.normal(size=(n, 4)) @ rng.normal(size=(4, d)) + 0.1 * rng.normal(size=(n, d)) + rng.normal(size=d)
    x = x.round(3).astype(np.float32)
    train = list(range(0, n, 2)) + list(range(1, n // 2, 2))
    model = PCA(k, svd_solver="full").fit(x[train].astype(np.float64))
    z = model.transform(x.astype(np.float64))
    return {
        "x": rows(x),
        "train": train,
        "mean": [float(v) for v in model.mean_],
        "components": rows(model.components_),
        "explained_variance": [float(v) for v in model.explained_variance_],
        "explained_variance_ratio": [float(v) for v in model.explained_variance_ratio_],
        "latents": rows(z),
        "reconstruction": rows(model.inverse_transform(z)),
    }


def vae(rng):
    """One batch through 6 -> 5 -> 4 -> (3, 3) -> 4 -> 5 -> 6 in float64: losses, gradients, three steps of Adam."""
    sizes = {
        "encoder.0": (6, 5), "encoder.1": (5, 4), "mean": (4, 3), "log_variance": (4, 3),
        "decoder.0": (3, 4), "decoder.1": (4, 5), "output": (5, 6),
    }
    parameters = {}
    for name, (n_in, n_out) in sizes.items():
        for suffix, shape, scale in (("weight", (n_in, n_out), 0.6), ("bias", (n_out,), 0.2)):
            value = (scale * rng.normal(size=shape)).round(3).astype(np.float32)
            parameters[f"{name}.{suffix}"] = torch.tensor(value, dtype=torch.float64, requires_grad=True)
    x = torch.tensor(rng.normal(size=(7, 6)).round(3).astype(np.float32), dtype=torch.float64)
    noise = torch.tensor(rng.normal(size=(7, 3)).round(3).astype(np.float32), dtype=torch.float64)
    beta, clip_norm, learning_rate = 0.7, 1.5, 0.01

    def linear(name, value):
        return value @ parameters[f"{name}.weight"] + parameters[f"{name}.bias"]

    def act(value):
        return torch.nn.functional.leaky_relu(value, 0.01)

    def losses():
        hidden = act(linear("encoder.1", act(linear("encoder.0", x))))
        mean, log_variance = linear("mean", hidden), linear("log_variance", hidden)
        z = mean + (0.5 * log_variance).exp() * noise
        x_hat = linear("output", act(linear("decoder.1", act(linear("decoder.0", z)))))
        p = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
        q = torch.distributions.Normal(mean, (0.5 * log_variance).exp())
        likelihood = torch.distributions.Normal(x_hat, torch.ones_like(x_hat))
        constant = 0.5 * np.log(2 * np.pi) * x.shape[1]
        reconstruction = -likelihood.log_prob(x).sum(1).mean() - constant
        return reconstruction, torch.distributions.kl_divergence(q, p).sum(1).mean()

    start = {name: flat(value) for name, value in parameters.items()}
    reconstruction, kl = losses()
    (reconstruction + beta * kl).backward()
    gradients = {name: flat(value.grad) for name, value in parameters.items()}
    adam = torch.optim.Adam(parameters.values(), lr=learning_rate)
    trace = []
    for _ in range(3):
        adam.zero_grad()
        loss = sum(l * w for l, w in zip(losses(), (1.0, beta)))
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(parameters.values(), clip_norm)
        trace.append({"total": loss.item(), "gradient_norm": norm.item()})
        adam.step()
    return {
        "sizes": {name: list(size) for name, size in sizes.items()},
        "x": rows(x), "noise": rows(noise), "parameters": start,
        "beta": beta, "clip_norm": clip_norm, "learning_rate": learning_rate,
        "reconstruction": reconstruction.item(), "kl": kl.item(),
        "gradients": gradients,
        "steps": trace,
        "after": {name: flat(value) for name, value in parameters.items()},
    }


rng = np.random.default_rng(20)
(HERE / "pca.json").write_text(json.dumps({"tall": pca(rng, 40, 9, 5), "wide": pca(rng, 14, 30, 6)}))
(HERE / "vae.json").write_text(json.dumps(vae(rng)))
