"""Homework 1, Liv Eriksen. Parts 2 and 4 are missing."""

import numpy as np


# ---- 1. Layers ----------------------------------------------------------------------------------------------------


def linear_forward(x, w, b):
    return x @ w + b, (x, w)


def linear_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(0)


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def softmax_xent(z, y):
    rows = np.arange(len(z))
    shifted = z - z.max(1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    dz = np.exp(log_p)
    dz[rows, y] -= 1
    return float(-log_p[rows, y].mean()), dz / len(z)


# ---- 2. A network ---------------------------------------------------------------------------------------------------


class MLP:
    """A multi-layer perceptron: linear layers, with a ReLU after each but the last."""

    def __init__(self, sizes, seed):
        """Make the parameters, at random from seed alone: sizes [D, H, C] gives W1 (D, H), b1 (H,), W2 (H, C), b2 (C,)."""
        self.params = {}
        raise NotImplementedError

    def loss(self, X, y):
        """Return (loss, grads): a float, and a dictionary with the keys and shapes of params. Changes nothing."""
        raise NotImplementedError

    def predict(self, X):
        """Return the most likely class of each row of X: integers, (N,)."""
        raise NotImplementedError


# ---- 3. Depth -------------------------------------------------------------------------------------------------------


def count_regions_1d(Ws, bs, lo, hi):
    """Return the number of linear pieces, an int, of a ReLU network from R to R^m on the interval from lo to hi.

    Ws and bs are lists of arrays as in MLP: W1 (1, H), b1 (H,), ... A piece is a largest interval on which the output is affine.
    """
    raise NotImplementedError


def sawtooth(k):
    """Fold the unit interval k times: each layer is the tent 2 relu(x) - 4 relu(x - 1/2)."""
    fold = (np.array([[1.0, 1.0]]), np.array([0.0, -0.5]))
    refold = (np.array([[2.0, 2.0], [-4.0, -4.0]]), np.array([0.0, -0.5]))
    return [fold] + [refold] * (k - 1) + [(np.array([[2.0], [-4.0]]), np.zeros(1))]


# ---- 4. Training ----------------------------------------------------------------------------------------------------


def augment(X, rng):
    """Return images like X (N, 256), changed at random so that a person would still give each the same name.

    rng is anything that np.random.default_rng takes: a Generator or an integer seed.
    """
    rng = np.random.default_rng(rng)
    raise NotImplementedError


def train(X, y, seed, steps):
    """Return a trained MLP for X (N, D), float32, and y (N,), int64, after at most this many minibatch updates."""
    raise NotImplementedError
