"""Golden values of the joint VAE and of VaDE: losses and gradients by PyTorch on the CPU in float64, straight from the
papers' formulas and song by song; the mixture that VaDE starts from by scikit-learn.

    pip install -r requirements.txt && python make_joint.py

Weights, inputs and noise are written beside the results, so that nothing has to agree on a random generator.
"""
import json
from pathlib import Path

import numpy as np
import torch
from sklearn.mixture import GaussianMixture
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal, kl_divergence

HERE = Path(__file__).parent


def rows(a):
    return [[float(v) for v in row] for row in np.asarray(a)]


def flat(t):
    return [float(v) for v in t.detach().flatten()]


def drawn(rng, shape, scale=1.0):
    """Rounded to f32, so that the file holds exactly what was used."""
    return torch.tensor((scale * rng.normal(size=shape)).round(3).astype(np.float32), dtype=torch.float64)


def network(rng, d, hidden, k):
    """d -> hidden -> (k, k) -> hidden -> d, weights of each layer n_in x n_out, in the order of the module."""
    sizes = {"encoder": (d, hidden), "mean": (hidden, k), "log_variance": (hidden, k),
             "decoder": (k, hidden), "output": (hidden, d)}
    parameters = {}
    for name, (n_in, n_out) in sizes.items():
        parameters[f"{name}.weight"] = drawn(rng, (n_in, n_out), 0.6).requires_grad_()
        parameters[f"{name}.bias"] = drawn(rng, (n_out,), 0.2).requires_grad_()
    return parameters


def linear(parameters, name, value):
    return value @ parameters[f"{name}.weight"] + parameters[f"{name}.bias"]


def hidden(parameters, name, value):
    return torch.nn.functional.leaky_relu(linear(parameters, name, value), 0.01)


def encode(parameters, x):
    h = hidden(parameters, "encoder", x)
    return linear(parameters, "mean", h), linear(parameters, "log_variance", h)


def decode(parameters, z):
    return linear(parameters, "output", hidden(parameters, "decoder", z))


def unnormalised_nll(x, x_hat):
    """-log N(x | x_hat, I) without its constant."""
    constant = 0.5 * np.log(2 * np.pi) * len(x)
    return -Normal(x_hat, torch.ones_like(x_hat)).log_prob(x).sum() - constant


def product_of_experts(means, log_variances):
    """As in the authors' code: the prior is the first expert."""
    precisions = [torch.ones_like(means[0])] + [1 / v.exp() for v in log_variances]
    means = [torch.zeros_like(means[0])] + means
    total = sum(precisions)
    return sum(m * t for m, t in zip(means, precisions)) / total, 1 / total


def joint(rng):
    """Two views of 4 and 3 columns; songs with both, with one and with the other. Equation 5 of Wu & Goodman 2018
    with the subsets {both}, {audio}, {lyrics}; a subset that is another one again for this song is left out."""
    k, n, widths = 2, 6, (4, 3)
    nets = [network(rng, d, 5, k) for d in widths]
    present = [[1, 1, 0, 1, 1, 0], [1, 0, 1, 1, 1, 1]]
    x = [drawn(rng, (n, d)) * torch.tensor(p, dtype=torch.float64)[:, None] for d, p in zip(widths, present)]
    noise = drawn(rng, (3, n, k))
    beta = 0.7

    def elbo(song, subset, eps):
        posteriors = [encode(nets[v], x[v][song]) for v in subset]
        mean, variance = product_of_experts([m for m, _ in posteriors], [v for _, v in posteriors])
        z = mean + variance.sqrt() * eps
        reconstruction = sum(unnormalised_nll(x[v][song], decode(nets[v], z)) for v in subset)
        prior = Normal(torch.zeros_like(mean), torch.ones_like(mean))
        return reconstruction, kl_divergence(Normal(mean, variance.sqrt()), prior).sum()

    reconstruction, kl = 0.0, 0.0
    for song in range(n):
        has = [v for v in range(2) if present[v][song]]
        subsets = {tuple(has): 0}
        for v in has:
            subsets.setdefault((v,), 1 + v)
        for subset, draw in subsets.items():
            r, d = elbo(song, subset, noise[draw][song])
            reconstruction, kl = reconstruction + r / n, kl + d / n
    (reconstruction + beta * kl).backward()
    return {
        "x": [rows(xv) for xv in x], "present": present, "noise": [rows(e) for e in noise], "beta": beta,
        "parameters": [flat(value) for net in nets for value in net.values()],
        "reconstruction": reconstruction.item(), "kl": kl.item(),
        "gradients": [flat(value.grad) for net in nets for value in net.values()],
    }


def vade(rng):
    """Equation 12 of Jiang et al. 2017 with one draw of z, gamma by equation 16 from a mixture of torch's own."""
    d, k, n_components, n = 5, 2, 3, 6
    net = network(rng, d, 4, k)
    logits = drawn(rng, (n_components,), 0.5).requires_grad_()
    means = drawn(rng, (n_components, k)).requires_grad_()
    log_variances = drawn(rng, (n_components, k), 0.5).requires_grad_()
    x, noise, beta = drawn(rng, (n, d)), drawn(rng, (n, k)), 0.7

    mean, log_variance = encode(net, x)
    z = mean + (0.5 * log_variance).exp() * noise
    weights = logits.softmax(0)
    mixture = MixtureSameFamily(Categorical(weights), Independent(Normal(means, (0.5 * log_variances).exp()), 1))
    log_joint = weights.log() + mixture.component_distribution.log_prob(z[:, None, :])
    gamma = (log_joint - mixture.log_prob(z)[:, None]).exp()
    x_hat = decode(net, z)
    reconstruction, kl = 0.0, 0.0
    for i in range(n):
        reconstruction = reconstruction + unnormalised_nll(x[i], x_hat[i]) / n
        bound = 0.5 * (1 + log_variance[i]).sum()
        for c in range(n_components):
            variance = log_variances[c].exp()
            spread = log_variances[c] + log_variance[i].exp() / variance + (mean[i] - means[c]) ** 2 / variance
            bound = bound - 0.5 * gamma[i, c] * spread.sum() + gamma[i, c] * (weights[c] / gamma[i, c]).log()
        kl = kl - bound / n
    (reconstruction + beta * kl).backward()
    parameters = [*net.values(), logits, means, log_variances]
    return {
        "x": rows(x), "noise": rows(noise), "beta": beta, "n_components": n_components,
        "parameters": [flat(value) for value in parameters],
        "reconstruction": reconstruction.item(), "kl": kl.item(),
        "gradients": [flat(value.grad) for value in parameters],
        "z": rows(z.detach()), "gamma": rows(gamma.detach()),
    }


def mixture(rng):
    """EM from a given start, on three groups that overlap."""
    centres = np.array([[0, 0, 0], [2, 1, 0], [0, 2, 2]])
    x = np.concatenate([c + rng.normal(size=(25, 3)) * [1.0, 0.6, 0.4] for c in centres]).round(3).astype(np.float32)
    start = {"weights": [0.2, 0.3, 0.5], "means": rows(centres + [0.5, -0.5, 0.5]), "variances": [[1.5] * 3] * 3}
    model = GaussianMixture(
        3, covariance_type="diag", reg_covar=1e-3, tol=1e-3, max_iter=100,
        weights_init=start["weights"], means_init=start["means"], precisions_init=1 / np.array(start["variances"]),
    ).fit(x.astype(np.float64))
    return {
        "x": rows(x), "start": start, "floor": 1e-3,
        "weights": [float(v) for v in model.weights_], "means": rows(model.means_),
        "variances": rows(model.covariances_), "responsibilities": rows(model.predict_proba(x.astype(np.float64))),
        "log_likelihood": float(model.score(x.astype(np.float64))), "n_iterations": model.n_iter_,
    }


rng = np.random.default_rng(30)
golden = {"joint": joint(rng), "vade": vade(rng), "mixture": mixture(rng)}
(HERE / "joint.json").write_text(json.dumps(golden))
