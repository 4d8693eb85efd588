"""Homework 3: recurrence, attention, a small GPT and a small vision transformer.

Replace every NotImplementedError. The handout says what each part is for; every tensor here is a torch.Tensor. Add
functions and classes of your own as you like, but keep these names, arguments and shapes.
"""

import torch
from torch import nn

# ---------------------------------------------------------------------------------------------- 1. Recurrence


def rnn_unroll(Wh, Wx, Wy, xs):
    """Run h_t = Wh h_(t-1) + Wx x_t from h_0 = 0, and y_t = Wy h_t.

    Wh (m, m), Wx (m, d), Wy (o, m), xs (T, d); return (hs, ys), which are (T, m) and (T, o).
    """
    raise NotImplementedError("rnn_unroll")


# ---------------------------------------------------------------------------------------------- 2. Attention


def attention(q, k, v, causal=False):
    """Return softmax(q k^T / sqrt(d)) v and the weights, that is (out, weights).

    q, k, v (B, h, L, d); out (B, h, L, d), weights (B, h, L, L). With causal=True no position gives weight to a later one.
    """
    raise NotImplementedError("attention")


class Block(nn.Module):
    """One transformer block of width d with h heads, made of your attention: (B, L, d) to (B, L, d)."""

    def __init__(self, d, h, causal):
        super().__init__()
        raise NotImplementedError("Block")

    def forward(self, x):
        raise NotImplementedError("Block.forward")


# ---------------------------------------------------------------------------------------------- 3. GPT


class GPT(nn.Module):
    """A language model over V tokens: width d, context of L tokens, n blocks of h heads."""

    def __init__(self, V, d, L, n, h):
        super().__init__()
        raise NotImplementedError("GPT")

    def forward(self, ids):
        """Turn token ids (B, T), int64, T at most L, into logits (B, T, V): row t predicts token t + 1."""
        raise NotImplementedError("GPT.forward")

    def next_logits(self, ids):
        """Return the logits (B, V) of the token that follows ids (B, T); of a longer text, the last L tokens count."""
        raise NotImplementedError("GPT.next_logits")


def generate(model, prefix, n, temperature, seed):
    """Continue prefix (B, T) by n tokens and return all of it, (B, T + n), int64.

    Each token is drawn from softmax(logits / temperature), with randomness from seed alone; at temperature 0 it is the
    most likely one.
    """
    raise NotImplementedError("generate")


# ---------------------------------------------------------------------------------------------- 4. Training


def train_lm(train_ids, V, seed, steps):
    """Train a GPT on rows of token ids (N, L + 1) in at most `steps` updates on at most 32 rows each, and return it."""
    raise NotImplementedError("train_lm")


# ---------------------------------------------------------------------------------------------- 5. Vision


def patchify(images, p):
    """Cut images (N, 1, S, S) into p x p patches, in reading order, and return them as (N, (S / p)^2, p * p)."""
    raise NotImplementedError("patchify")


class ViT(nn.Module):
    """A classifier of size x size images: patches, n blocks of width d with h heads, one logit for each class."""

    def __init__(self, size, patch, classes, d, n, h):
        super().__init__()
        raise NotImplementedError("ViT")

    def forward(self, images):
        """Turn images (N, 1, size, size) into logits (N, classes)."""
        raise NotImplementedError("ViT.forward")

    def predict(self, images):
        """Return the class with the largest logit for each image: (N,), int64."""
        raise NotImplementedError("ViT.predict")


def train_vit(images, labels, seed, steps):
    """Train a ViT on images (N, 1, 12, 12) with labels (N,) of 4 classes, under the same rules as train_lm."""
    raise NotImplementedError("train_vit")
