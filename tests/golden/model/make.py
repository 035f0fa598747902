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


SIZES = {
    "encoder.0": (6, 5), "encoder.1": (5, 4), "mean": (4, 3), "log_variance": (4, 3),
    "decoder.0": (3, 4), "decoder.1": (4, 5), "output": (5, 6),
}


def rounded(rng, shape, scale=1.0):
    return torch.tensor((scale * rng.normal(size=shape)).round(3).astype(np.float32), dtype=torch.float64)


def fresh(rng, sizes):
    parameters = {}
    for name, (n_in, n_out) in sizes.items():
        for suffix, shape, scale in (("weight", (n_in, n_out), 0.6), ("bias", (n_out,), 0.2)):
            parameters[f"{name}.{suffix}"] = rounded(rng, shape, scale).requires_grad_()
    return parameters


def forward(parameters, x, noise, told=None):
    """6 -> 5 -> 4 -> (3, 3) -> 4 -> 5 -> 6 in float64; `told` stands beside x and beside z."""
    def linear(name, value):
        return value @ parameters[f"{name}.weight"] + parameters[f"{name}.bias"]

    def act(value):
        return torch.nn.functional.leaky_relu(value, 0.01)

    def beside(value):
        return value if told is None else torch.cat([value, told], 1)

    hidden = act(linear("encoder.1", act(linear("encoder.0", beside(x)))))
    mean, log_variance = linear("mean", hidden), linear("log_variance", hidden)
    z = mean + (0.5 * log_variance).exp() * noise
    x_hat = linear("output", act(linear("decoder.1", act(linear("decoder.0", beside(z))))))
    likelihood = torch.distributions.Normal(x_hat, torch.ones_like(x_hat))
    constant = 0.5 * np.log(2 * np.pi) * x.shape[1]
    return mean, log_variance, z, -likelihood.log_prob(x).sum(1).mean() - constant


def kl_per_dim(mean, log_variance):
    p = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    q = torch.distributions.Normal(mean, (0.5 * log_variance).exp())
    return torch.distributions.kl_divergence(q, p).mean(0)


def vae(rng):
    """One batch: losses, gradients, three steps of Adam."""
    parameters = fresh(rng, SIZES)
    x, noise = rounded(rng, (7, 6)), rounded(rng, (7, 3))
    beta, clip_norm, learning_rate = 0.7, 1.5, 0.01

    def losses():
        mean, log_variance, _, reconstruction = forward(parameters, x, noise)
        return reconstruction, kl_per_dim(mean, log_variance).sum()

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
        "sizes": {name: list(size) for name, size in SIZES.items()},
        "x": rows(x), "noise": rows(noise), "parameters": start,
        "beta": beta, "clip_norm": clip_norm, "learning_rate": learning_rate,
        "reconstruction": reconstruction.item(), "kl": kl.item(),
        "gradients": gradients,
        "steps": trace,
        "after": {name: flat(value) for name, value in parameters.items()},
    }


def tcvae_terms(z, mean, log_variance, n_songs):
    """Mutual information, total correlation and dimension-wise KL (Chen et al. 2018, equation 2), song by song and with
    the sums of their minibatch stratified sampling (appendix C.2) written out."""
    n, m = len(z), len(z) - 1

    def log_q(i, j):
        return torch.distributions.Normal(mean[j], (0.5 * log_variance[j]).exp()).log_prob(z[i])

    def estimate(i, density):
        others = [j for j in range(n) if j != i]
        last = (i + 1) % n
        total = density(i, i) / n_songs + (n_songs - m) / (n_songs * m) * density(i, last)
        return (total + sum(density(i, j) for j in others if j != last) / m).log()

    mi, tc, kl = 0, 0, 0
    for i in range(n):
        joint = estimate(i, lambda i, j: log_q(i, j).sum().exp())
        marginals = estimate(i, lambda i, j: log_q(i, j).exp()).sum()
        prior = torch.distributions.Normal(0.0, 1.0).log_prob(z[i]).sum()
        mi = mi + (log_q(i, i).sum() - joint) / n
        tc = tc + (joint - marginals) / n
        kl = kl + (marginals - prior) / n
    return mi, tc, kl


def losses(golden):
    """The losses of every kind and their gradients, in the network and batch of `vae`."""
    def case(kind, settings, told=None, parameters=golden["parameters"], sizes=SIZES):
        def leaf(name, value):
            layer, part = name.rsplit(".", 1)
            shape = sizes[layer] if part == "weight" else sizes[layer][1:]
            return torch.tensor(value, dtype=torch.float64).reshape(shape).requires_grad_()

        leaves = {name: leaf(name, value) for name, value in parameters.items()}
        x, noise = (torch.tensor(golden[name], dtype=torch.float64) for name in ("x", "noise"))
        mean, log_variance, z, reconstruction = forward(leaves, x, noise, told)
        cost, report = kind(mean, log_variance, z, **settings)
        (reconstruction + cost).backward()
        return {
            **settings, **report,
            "kl_per_dim": flat(kl_per_dim(mean, log_variance)),
            "reconstruction": reconstruction.item(), "total": (reconstruction + cost).item(),
            "gradients": {name: flat(leaf.grad) for name, leaf in leaves.items()},
        }

    def weighed(mean, log_variance, _, beta, free_bits=0.0, capacity=None):
        kl = torch.clamp(kl_per_dim(mean, log_variance), min=free_bits).sum()
        return beta * (kl if capacity is None else (kl - capacity).abs()), {}

    def tcvae(mean, log_variance, z, beta, n_songs):
        mi, tc, dimension_wise = tcvae_terms(z, mean, log_variance, n_songs)
        report = {"mutual_information": mi.item(), "total_correlation": tc.item()}
        report["dimension_wise_kl"] = dimension_wise.item()
        return kl_per_dim(mean, log_variance).sum() + (beta - 1) * tc, report

    rng = np.random.default_rng(21)
    sizes = {**SIZES, "encoder.0": (6 + 2, 5), "decoder.0": (3 + 2, 4)}
    told = torch.tensor([[1, 0], [0, 1], [0, 0], [1, 0], [1, 0], [0, 1], [0, 0]], dtype=torch.float64)
    parameters = {name: flat(value) for name, value in fresh(rng, sizes).items()}
    cvae = case(weighed, {"beta": 0.7}, told, parameters, sizes)
    return {
        "free_bits": case(weighed, {"beta": 0.7, "free_bits": 0.15}),
        "above_capacity": case(weighed, {"beta": 4.0, "capacity": 0.2}),
        "below_capacity": case(weighed, {"beta": 4.0, "capacity": 1.0}),
        "free_bits_and_capacity": case(weighed, {"beta": 2.0, "free_bits": 0.15, "capacity": 1.0}),
        "tcvae": case(tcvae, {"beta": 6.0, "n_songs": 20}),
        "tcvae_of_all_songs": case(tcvae, {"beta": 3.0, "n_songs": 7}),
        "cvae": {**cvae, "told": rows(told), "parameters": parameters},
    }


rng = np.random.default_rng(20)
(HERE / "pca.json").write_text(json.dumps({"tall": pca(rng, 40, 9, 5), "wide": pca(rng, 14, 30, 6)}))
golden = vae(rng)
(HERE / "vae.json").write_text(json.dumps(golden))
(HERE / "losses.json").write_text(json.dumps(losses(golden)))
