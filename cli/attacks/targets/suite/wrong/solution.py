import numpy as np


def add(a, b):
    return a + b


def softmax(x):
    return np.exp(x) / np.exp(x).sum()


class Counter:
    def __init__(self, start):
        self.count = 0

    def add(self, n):
        self.count += n
        return self.count


def root(x):
    return abs(x) ** 0.5
