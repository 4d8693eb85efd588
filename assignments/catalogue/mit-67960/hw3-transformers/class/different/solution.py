"""Right, but not like the reference: einsum, an additive mask, separate projections, sinusoids, RMSNorm, plain Adam."""

import torch
import torch.nn as nn
from torch.nn.functional import cross_entropy, log_softmax


def rnn_unroll(Wh, Wx, Wy, xs):
    hs = torch.empty(len(xs), len(Wh), dtype=xs.dtype)
    for t in range(len(xs)):
        hs[t] = Wx @ xs[t]
        if t > 0:
            hs[t] += Wh @ hs[t - 1]
    return hs, torch.einsum("yh,th->ty", Wy, hs)


def attention(q, k, v, causal=False):
    scores = torch.einsum("bhqd,bhkd->bhqk", q * q.size(-1) ** -0.5, k)
    if causal:
        where = torch.arange(q.size(2))
        scores = scores + torch.where(where[None, :] > where[:, None], -1e9, 0.0).to(scores.dtype)
    weights = log_softmax(scores, -1).exp()
    return torch.einsum("bhqk,bhkd->bhqd", weights, v), weights


class RMSNorm(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(d))

    def forward(self, x):
        return x * (x.pow(2).mean(-1, keepdim=True) + 1e-6).rsqrt() * self.gain


class Block(nn.Module):
    def __init__(self, d, h, causal):
        super().__init__()
        self.heads, self.causal = h, causal
        self.q = nn.Linear(d, d, bias=False)
        self.k = nn.Linear(d, d, bias=False)
        self.v = nn.Linear(d, d, bias=False)
        self.o = nn.Linear(d, d, bias=False)
        self.up = nn.Linear(d, 4 * d)
        self.down = nn.Linear(4 * d, d)
        self.before_attention, self.before_mlp = RMSNorm(d), RMSNorm(d)

    def split(self, x):
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, x):
        y = self.before_attention(x)
        out, _ = attention(self.split(self.q(y)), self.split(self.k(y)), self.split(self.v(y)), self.causal)
        x = x + self.o(out.transpose(1, 2).flatten(2))
        return x + self.down(torch.relu(self.up(self.before_mlp(x))) ** 2)


def sinusoids(length, d):
    angle = torch.arange(length)[:, None] / 100 ** (torch.arange(0, d, 2) / d)
    return torch.cat([angle.sin(), angle.cos()], dim=-1)


class GPT(nn.Module):
    def __init__(self, V, d, L, n, h):
        super().__init__()
        self.context = L
        self.embedding = nn.Embedding(V, d)
        self.positions = nn.Parameter(sinusoids(L, d))
        self.layers = nn.ModuleList(Block(d, h, True) for _ in range(n))
        self.final = RMSNorm(d)
        self.head = nn.Linear(d, V, bias=False)

    def forward(self, ids):
        x = self.embedding(ids) + self.positions[: ids.size(1)]
        for layer in self.layers:
            x = layer(x)
        return self.head(self.final(x))

    def next_logits(self, ids):
        with torch.no_grad():
            return self.forward(ids[:, -self.context :])[:, -1, :]


def generate(model, prefix, n, temperature, seed):
    rng = torch.Generator()
    rng.manual_seed(seed)
    text = prefix.clone()
    while n > 0:
        logits = model.next_logits(text)
        if temperature > 0:
            # The largest of logits + Gumbel noise is a draw from their softmax.
            noise = torch.rand(logits.shape, generator=rng, dtype=torch.float64)
            logits = logits.double() / temperature - (-noise.clamp(min=1e-300).log()).log()
        text = torch.cat((text, logits.argmax(1)[:, None]), 1)
        n -= 1
    return text


def train_lm(train_ids, V, seed, steps):
    torch.manual_seed(seed)
    model = GPT(V, 48, train_ids.size(1) - 1, 2, 4)
    adam = torch.optim.Adam(model.parameters(), lr=4e-3)
    for step in range(steps):
        for group in adam.param_groups:
            group["lr"] = 6e-3 * min(1.0, (step + 1) / 20, 2 * (steps - step) / steps)
        rows = train_ids[torch.randperm(len(train_ids))[:32]]
        logits = model(rows[:, :-1])
        loss = cross_entropy(logits.transpose(1, 2), rows[:, 1:])
        model.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
    return model


def patchify(images, p):
    tiles = images[:, 0].unfold(1, p, p).unfold(2, p, p)
    return tiles.flatten(3).flatten(1, 2)


class ViT(nn.Module):
    def __init__(self, size, patch, classes, d, n, h):
        super().__init__()
        self.patch = patch
        self.embedding = nn.Linear(patch**2, d)
        self.summary = nn.Parameter(torch.randn(d))
        self.positions = nn.Parameter(torch.randn((size // patch) ** 2, d))
        self.layers = nn.ModuleList(Block(d, h, False) for _ in range(n))
        self.final = RMSNorm(d)
        self.head = nn.Linear(d, classes)

    def forward(self, images):
        x = self.embedding(patchify(images, self.patch)) + self.positions
        x = torch.cat([self.summary.expand(len(x), 1, -1), x], dim=1)
        for layer in self.layers:
            x = layer(x)
        return self.head(self.final(x[:, 0]))

    def predict(self, images):
        with torch.no_grad():
            return self.forward(images).max(1).indices


def train_vit(images, labels, seed, steps):
    torch.manual_seed(seed)
    model = ViT(images.size(-1), 3, 4, 48, 2, 4)
    adam = torch.optim.Adam(model.parameters(), lr=3e-3)
    for step in range(steps):
        for group in adam.param_groups:
            group["lr"] = 4e-3 * min(1.0, (step + 1) / 20, 2 * (steps - step) / steps)
        pick = torch.randperm(len(images))[:32]
        loss = cross_entropy(model(images[pick]), labels[pick])
        model.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
    return model
