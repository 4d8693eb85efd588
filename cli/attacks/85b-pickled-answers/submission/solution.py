"""Answers of every kind that some protocol would hand over as a pickle."""
import os
import pickle

import numpy as np


class Evil:
    def __reduce__(self):
        return os.system, ("touch /tmp/owned",)

    def __array__(self, *_, **__):
        return np.array([self], dtype=object)


def add(a, b):
    return np.array([[Evil()] * 4] * 3, dtype=object)


def softmax(x):
    return pickle.dumps(Evil())


def double(x):
    return Evil()


def top(x):
    return np.array([(1, Evil())] * 20, dtype=[("a", int), ("b", object)])


def unit(x):
    return np.ma.array(x, mask=True)


def encode(bits):
    return np.frombuffer(pickle.dumps(Evil())[:8], dtype=np.uint8).view("S8")
