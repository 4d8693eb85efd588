"""Data from a seed. A naive course uses one seed for all: data, training, checks."""

import numpy as np

SEED = 20260921


def generate(seed):
    rng = np.random.default_rng(seed)
    line, train, held_out = rng.standard_normal(12), rng.standard_normal((200, 12)), rng.standard_normal((400, 12))
    return train, (train @ line > 0).astype(int), held_out, (held_out @ line > 0).astype(int)
