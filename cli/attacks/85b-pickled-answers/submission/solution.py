"""Answers of every kind that some protocol would hand over as a pickle; who unpickles one runs a program that leaves its mark."""
import os
import pickle

import numpy as np


class Evil:
    def __reduce__(self):
        return os.system, ("touch @mark@ owned; printf 'the %s ran' payload >&2",)


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
