import numpy as np


def add(a, b):
    return a + b


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class Counter:
    def __init__(self, start):
        self.count = start

    def add(self, n):
        self.count += n
        return self.count


def root(x):
    if x < 0:
        raise ValueError("negative")
    return x**0.5
