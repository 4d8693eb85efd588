import numpy as np


def add(a, b):
    return a + b


def softmax(x):
    return np.exp(x) / np.exp(x).sum()


def double(x):
    return x * 2


def top(x):
    return x.argmin(axis=1)


def unit(x):
    x /= np.sqrt((x * x).sum(axis=1, keepdims=True))
    return x


def encode(bits):
    return bits.astype(np.uint8)[:8]


def decode(code):
    return np.repeat(code, 8).astype(np.int64)
