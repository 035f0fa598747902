"""The network, losses, batches and optimiser of `benches/train_conv.rs` in PyTorch: prints seconds an epoch takes.

Arguments: patches bands frames channels(comma-separated) latent batch epochs threads
"""
import sys
import time

import torch
from torch import nn

N, BANDS, FRAMES = map(int, sys.argv[1:4])
CHANNELS = [1] + [int(c) for c in sys.argv[4].split(",")]
K, BATCH, EPOCHS, THREADS = map(int, sys.argv[5:9])
torch.set_num_threads(THREADS)
torch.manual_seed(1)

SCALE = 2 ** (len(CHANNELS) - 1)
SMALL = (CHANNELS[-1], BANDS // SCALE, FRAMES // SCALE)
FLAT = SMALL[0] * SMALL[1] * SMALL[2]


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        act = lambda: nn.LeakyReLU(0.01)
        down = [[nn.Conv2d(a, b, 4, 2, 1), act()] for a, b in zip(CHANNELS, CHANNELS[1:])]
        self.encoder = nn.Sequential(*sum(down, []), nn.Flatten())
        self.mean = nn.Linear(FLAT, K)
        self.log_variance = nn.Linear(FLAT, K)
        up = [[nn.ConvTranspose2d(b, a, 4, 2, 1), act()] for a, b in zip(CHANNELS, CHANNELS[1:])][::-1]
        self.decoder = nn.Sequential(nn.Linear(K, FLAT), act(), nn.Unflatten(1, SMALL), *sum(up, [])[:-1])

    def loss(self, x):
        hidden = self.encoder(x)
        mean, log_variance = self.mean(hidden), self.log_variance(hidden)
        deviation = (0.5 * log_variance).exp()
        x_hat = self.decoder(mean + deviation * torch.randn_like(deviation))
        reconstruction = 0.5 * (x_hat - x).square().sum() / len(x)
        kl = 0.5 * (mean.square() + deviation.square() - log_variance - 1).sum() / len(x)
        return reconstruction, kl


index = torch.arange(N * BANDS * FRAMES)
x = (((index * 7919 % 10007) / 10007 - 0.5) * 3.46).reshape(N, 1, BANDS, FRAMES)


def train(epochs):
    model = Vae()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(epochs):
        for rows in torch.randperm(N).split(BATCH):
            reconstruction, kl = model.loss(x[rows])
            adam.zero_grad()
            (reconstruction + kl).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            adam.step()
            reconstruction.item(), kl.item()


# What torch loads and chooses at its first use is not counted.
train(1)
start = time.perf_counter()
train(EPOCHS)
print((time.perf_counter() - start) / EPOCHS)
