"""Reference solution of homework 3: recurrence, attention, a small GPT and a small vision transformer."""

import math

import torch
import torch.nn.functional as F
from torch import nn


def rnn_unroll(Wh, Wx, Wy, xs):
    h = torch.zeros(Wh.shape[0], dtype=xs.dtype)
    hs = []
    for x in xs:
        h = Wh @ h + Wx @ x
        hs.append(h)
    hs = torch.stack(hs)
    return hs, hs @ Wy.T


def attention(q, k, v, causal=False):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if causal:
        future = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
        scores = scores.masked_fill(future, -torch.inf)
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


class Block(nn.Module):
    def __init__(self, d, h, causal):
        super().__init__()
        self.h, self.causal = h, causal
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.mlp = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d))

    def forward(self, x):
        B, L, d = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(B, L, 3, self.h, d // self.h).permute(2, 0, 3, 1, 4)
        mixed, _ = attention(q, k, v, self.causal)
        x = x + self.out(mixed.transpose(1, 2).reshape(B, L, d))
        return x + self.mlp(self.norm2(x))


class GPT(nn.Module):
    def __init__(self, V, d, L, n, h):
        super().__init__()
        self.L = L
        self.tokens, self.places = nn.Embedding(V, d), nn.Embedding(L, d)
        self.blocks = nn.Sequential(*[Block(d, h, causal=True) for _ in range(n)])
        self.norm, self.head = nn.LayerNorm(d), nn.Linear(d, V)

    def forward(self, ids):
        x = self.tokens(ids) + self.places(torch.arange(ids.shape[1]))
        return self.head(self.norm(self.blocks(x)))

    @torch.no_grad()
    def next_logits(self, ids):
        return self(ids[:, -self.L :])[:, -1]


def generate(model, prefix, n, temperature, seed):
    dice = torch.Generator().manual_seed(seed)
    ids = prefix
    for _ in range(n):
        logits = model.next_logits(ids)
        if temperature == 0:
            new = logits.argmax(-1, keepdim=True)
        else:
            new = torch.multinomial(torch.softmax(logits / temperature, -1), 1, generator=dice)
        ids = torch.cat([ids, new], dim=1)
    return ids


def train_lm(train_ids, V, seed, steps):
    torch.manual_seed(seed)
    model = GPT(V, d=32, L=train_ids.shape[1] - 1, n=2, h=4)

    def loss():
        batch = train_ids[torch.randint(len(train_ids), (32,))]
        return F.cross_entropy(model(batch[:, :-1]).flatten(0, 1), batch[:, 1:].flatten())

    return fit(model, loss, steps, lr=1.5e-2)


def patchify(images, p):
    N, _, H, W = images.shape
    grid = images.reshape(N, H // p, p, W // p, p).transpose(2, 3)
    return grid.reshape(N, (H // p) * (W // p), p * p)


class ViT(nn.Module):
    def __init__(self, size, patch, classes, d, n, h):
        super().__init__()
        self.patch = patch
        self.embed = nn.Linear(patch * patch, d)
        self.places = nn.Parameter(torch.randn((size // patch) ** 2, d) * 0.5)
        self.blocks = nn.Sequential(*[Block(d, h, causal=False) for _ in range(n)])
        self.norm, self.head = nn.LayerNorm(d), nn.Linear(d, classes)

    def forward(self, images):
        x = self.embed(patchify(images, self.patch)) + self.places
        return self.head(self.norm(self.blocks(x)).mean(1))

    @torch.no_grad()
    def predict(self, images):
        return self(images).argmax(-1)


def train_vit(images, labels, seed, steps):
    torch.manual_seed(seed)
    model = ViT(images.shape[-1], patch=3, classes=4, d=32, n=2, h=4)

    def loss():
        batch = torch.randint(len(images), (32,))
        return F.cross_entropy(model(images[batch]), labels[batch])

    return fit(model, loss, steps, lr=5e-3)


def fit(model, loss, steps, lr):
    optimizer = torch.optim.AdamW(model.parameters(), lr, betas=(0.9, 0.98), weight_decay=0.01)
    warm_up = max(1, 3 * steps // 10)  # with a tenth, some trainings never find where to look
    for step in range(steps):
        rising, falling = (step + 1) / warm_up, 0.5 * (1 + math.cos(math.pi * step / steps))
        optimizer.param_groups[0]["lr"] = lr * min(rising, falling)
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()
    return model.eval()
