"""Two noisy rings, one within the other: no line parts them."""

import numpy as np


def points(rng, n):
    y = rng.integers(0, 2, n)
    angle = rng.uniform(0, 2 * np.pi, n)
    radius = 1 + y + rng.normal(0, 0.12, n)
    X = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return X.astype("float32"), y


def generate(seed):
    rng = np.random.default_rng(seed)
    X, y = points(rng, 4000)
    X_new, y_new = points(rng, 1000)
    return {"train": {"X": X, "y": y}, "inputs": {"X": X_new}, "hidden": {"y": y_new}}
