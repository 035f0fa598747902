"""The network, losses, batches and optimiser of `benches/train_vae.rs` in PyTorch: prints seconds an epoch takes.

Arguments: rows columns hidden1 hidden2 latent batch epochs threads
"""
import sys
import time

import torch
from torch import nn

N, D, H1, H2, K, BATCH, EPOCHS, THREADS = map(int, sys.argv[1:9])
torch.set_num_threads(THREADS)
torch.manual_seed(1)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        act = lambda: nn.LeakyReLU(0.01)
        self.encoder = nn.Sequential(nn.Linear(D, H1), act(), nn.Linear(H1, H2), act())
        self.mean = nn.Linear(H2, K)
        self.log_variance = nn.Linear(H2, K)
        self.decoder = nn.Sequential(nn.Linear(K, H2), act(), nn.Linear(H2, H1), act(), nn.Linear(H1, D))

    def loss(self, x):
        hidden = self.encoder(x)
        mean, log_variance = self.mean(hidden), self.log_variance(hidden)
        deviation = (0.5 * log_variance).exp()
        x_hat = self.decoder(mean + deviation * torch.randn_like(deviation))
        reconstruction = 0.5 * (x_hat - x).square().sum() / len(x)
        kl = 0.5 * (mean.square() + deviation.square() - log_variance - 1).sum() / len(x)
        return reconstruction, kl


index = torch.arange(N * D)
x = (((index * 7919 % 10007) / 10007 - 0.5) * 3.46).reshape(N, D)


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
