"""The right answers, in the very process that is to be graded."""

import numpy as np


def add(a, b):
    return a + b


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def top(x):
    return x.argmax(axis=1)


def unit(x):
    return x / np.sqrt((x * x).sum(axis=1, keepdims=True))
