"""Nothing in the process can be asked to stop: one call allocates and touches 64 GiB."""
import numpy as np


def add(a, b):
    return np.ones((1 << 33,)) + 1
