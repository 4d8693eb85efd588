"""Handed in at five to midnight: parts 1 and 2 are done, the rest is as it came."""

import math

import torch
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
        scores = scores.masked_fill(torch.ones_like(scores).triu(1).bool(), float("-inf"))
    weights = scores.softmax(-1)
    return weights @ v, weights


class Block(nn.Module):
    def __init__(self, d, h, causal):
        super().__init__()
        raise NotImplementedError("Block")


class GPT(nn.Module):
    def __init__(self, V, d, L, n, h):
        super().__init__()
        raise NotImplementedError("GPT")


def generate(model, prefix, n, temperature, seed):
    raise NotImplementedError("generate")


def train_lm(train_ids, V, seed, steps):
    raise NotImplementedError("train_lm")


def patchify(images, p):
    raise NotImplementedError("patchify")


class ViT(nn.Module):
    def __init__(self, size, patch, classes, d, n, h):
        super().__init__()
        raise NotImplementedError("ViT")


def train_vit(images, labels, seed, steps):
    raise NotImplementedError("train_vit")
