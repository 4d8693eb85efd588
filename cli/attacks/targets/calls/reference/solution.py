import numpy as np


def add(a, b):
    return a + b


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def double(x):
    x *= 2


def top(x):
    return x.argmax(axis=1)


def unit(x):
    return x / np.sqrt((x * x).sum(axis=1, keepdims=True))


def encode(bits):
    return np.packbits(bits.astype(np.uint8))


def decode(code):
    return np.unpackbits(code).astype(np.int64)
