"""Homework 1: backpropagation by hand. Hand in this file. NumPy is the only package you may import.

N is the size of a batch, D and M are numbers of features, C is the number of classes. Arrays are float64 unless said otherwise.
"""

import numpy as np


# ---- 1. Layers ----------------------------------------------------------------------------------------------------


def linear_forward(x, w, b):
    """Return (out, cache): out = x w + b, (N, M), from x (N, D), w (D, M), b (M,). What the cache holds is up to you."""
    raise NotImplementedError


def linear_backward(dout, cache):
    """Return (dx, dw, db), in the shapes of x, w and b, from dout (N, M), the gradient of a loss with respect to out."""
    raise NotImplementedError


def relu_forward(x):
    """Return (out, cache): the larger of x and 0, elementwise, for an x of any shape."""
    raise NotImplementedError


def relu_backward(dout, cache):
    """Return dx, in the shape of x."""
    raise NotImplementedError


def softmax_xent(z, y):
    """Return (loss, dz): the mean cross-entropy over the batch, a float, and its gradient with respect to z.

    z (N, C) are logits, y (N,) are the right classes, int64 from 0 to C - 1.
    """
    raise NotImplementedError


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
    """Return [(W1, b1), ..., (Wk+1, bk+1)]: k hidden layers of 2 units each that make the sawtooth with 2^k - 1 kinks."""
    raise NotImplementedError


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
