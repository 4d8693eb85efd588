"""Returned where a number is expected, so that they reach a comparison's words."""
import decimal
import numpy as np


def add(a, b):
    return np.full((3, 4), np.nan)


def softmax(x):
    return np.full(x.shape, np.inf)


def double(x):
    x[:] = 1e308
    x *= 10


def top(x):
    return np.full(len(x), np.iinfo(np.int64).min)


def unit(x):
    return np.full(x.shape, 5e-324)


def encode(bits):
    return [10 ** 900, -0.0, float("nan"), decimal.Decimal("NaN"), 1e400, True, None, 1j]
