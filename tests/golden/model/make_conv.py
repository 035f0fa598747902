"""Writes conv.json: losses of a small convolutional VAE and all gradients, by PyTorch in double precision.

    pip install -r requirements.txt
    python make_conv.py
"""

import json
import pathlib

import torch
from torch import nn
from torch.distributions import Normal, kl_divergence

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)
N, BANDS, FRAMES, CHANNELS, K, BETA, SLOPE = 3, 8, 12, [1, 3, 2], 2, 0.7, 0.01
SMALL = (CHANNELS[-1], BANDS // 4, FRAMES // 4)
FLAT = SMALL[0] * SMALL[1] * SMALL[2]

down = [nn.Conv2d(a, b, 4, 2, 1) for a, b in zip(CHANNELS, CHANNELS[1:])]
up = [nn.ConvTranspose2d(b, a, 4, 2, 1) for a, b in zip(CHANNELS, CHANNELS[1:])][::-1]
mean, log_variance, opening = nn.Linear(FLAT, K), nn.Linear(FLAT, K), nn.Linear(K, FLAT)
layers = [*down, mean, log_variance, opening, *up]
act = nn.LeakyReLU(SLOPE)

x, noise = torch.randn(N, BANDS, FRAMES), torch.randn(N, K)
# What is stored is what is computed with.
for tensor in [x, noise, *[p.data for layer in layers for p in layer.parameters()]]:
    tensor.copy_(torch.round(tensor, decimals=4))

hidden = x.unsqueeze(1)
for layer in down:
    hidden = act(layer(hidden))
hidden = hidden.flatten(1)
posterior = Normal(mean(hidden), (0.5 * log_variance(hidden)).exp())
image = act(opening(posterior.mean + posterior.stddev * noise)).reshape(N, *SMALL)
for layer in up[:-1]:
    image = act(layer(image))
x_hat = up[-1](image).squeeze(1)

reconstruction = 0.5 * (x_hat - x).square().sum() / N
kl = kl_divergence(posterior, Normal(0.0, 1.0)).sum() / N
total = reconstruction + BETA * kl
total.backward()


def flat(layer, tensor):
    # burn keeps the weights of a linear layer the other way round.
    return (tensor.T if isinstance(layer, nn.Linear) and tensor.dim() == 2 else tensor).flatten().tolist()


parts = [(layer, p) for layer in layers for p in (layer.weight, layer.bias)]
golden = {
    "torch": torch.__version__,
    "n": N, "bands": BANDS, "frames": FRAMES, "channels": CHANNELS[1:], "n_latent": K, "beta": BETA,
    "x": x.flatten().tolist(),
    "noise": noise.flatten().tolist(),
    "reconstruction": reconstruction.item(),
    "kl": kl.item(),
    "total": total.item(),
    "x_hat": [round(v, 7) for v in x_hat.flatten().tolist()],
    "parameters": [flat(layer, p.data) for layer, p in parts],
    "gradients": [[round(v, 7) for v in flat(layer, p.grad)] for layer, p in parts],
}
pathlib.Path(__file__).with_name("conv.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
