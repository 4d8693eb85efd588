"""Scatter points along two spiral arms in the plane: the data on which a network without a hidden layer is at a loss.

`generate(seed)` is what the autograder runs with a secret seed. Run it with seeds of your own to practise. The seed decides
how the spiral is turned, which way it winds and which arm is called 0, besides every sample.
"""

import numpy as np

TRAIN, TEST = 1000, 2000
TURNS = 1.5
NOISE = 0.05


def generate(seed):
    """Return train (X, y), inputs (X) and hidden (y): X float32, (N, 2); y int64 of 0 and 1, (N,)."""
    rng = np.random.default_rng(seed)
    angle, hand, swap = rng.uniform(0, 2 * np.pi), rng.choice([-1, 1]), int(rng.integers(2))
    X, y = draw(TRAIN, rng, angle, hand, swap)
    X_test, y_test = draw(TEST, rng, angle, hand, swap)
    return {"train": {"X": X, "y": y}, "inputs": {"X": X_test}, "hidden": {"y": y_test}}


def draw(count, rng, angle, hand, swap):
    """Return count points, half of them on each arm, shuffled."""
    arm = rng.permutation(np.arange(count) % 2)
    # The root spreads the points evenly over the disc.
    radius = np.sqrt(rng.uniform(0.05, 1, count))
    turn = angle + hand * 2 * np.pi * TURNS * radius + np.pi * arm
    X = radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)
    return (X + rng.normal(0, NOISE, X.shape)).astype(np.float32), (arm ^ swap).astype(np.int64)
