"""Draw the pictures of the vision metric: a mark on one tile of a noisy 4 x 4 grid, lighter or darker than the rest.

The sign of the contrast is a coin toss, so a mark's mean picture is blank and a classifier that is linear in the pixels
can do no better than chance. A network that does not share weights between tiles has to learn every mark sixteen times.
Which mark has which label is the seed's choice, so weights from another seed are of no use.
"""

import numpy as np
import torch

TILE = 3
GRID = 4
SIZE = TILE * GRID
TRAIN = 3000
HELD_OUT = 1500
NOISE = 0.4

MARKS = np.array(
    [
        [[0, 1, 0], [1, 1, 1], [0, 1, 0]],  # plus
        [[1, 0, 1], [0, 1, 0], [1, 0, 1]],  # cross
        [[1, 1, 1], [1, 0, 1], [1, 1, 1]],  # ring
        [[1, 1, 1], [0, 0, 0], [1, 1, 1]],  # bars
    ],
    dtype=np.float32,
)


def generate(seed):
    """Return the three parts of the data set for one secret seed."""
    rng = np.random.default_rng(seed)
    marks = rng.permutation(MARKS)
    x, y = draw(TRAIN, marks, rng)
    x_new, y_new = draw(HELD_OUT, marks, rng)
    return {"train": {"x": x, "y": y}, "inputs": {"x": x_new}, "hidden": {"y": y_new}}


def draw(n, marks, rng):
    """Return pictures, float32 of shape (n, 1, SIZE, SIZE), and the index of the mark on each, int64 of shape (n,)."""
    x = rng.normal(0, NOISE, size=(n, SIZE, SIZE))
    y = rng.integers(len(marks), size=n)
    rows, columns = TILE * rng.integers(GRID, size=(2, n))
    contrast = rng.choice([-1, 1], size=n) * rng.uniform(0.8, 1.6, size=n)
    for i in range(n):
        x[i, rows[i] : rows[i] + TILE, columns[i] : columns[i] + TILE] += contrast[i] * marks[y[i]]
    return torch.from_numpy(x[:, None].astype(np.float32)), torch.from_numpy(y)
