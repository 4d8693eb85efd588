"""Scatter points along five spiral arms in the plane: the data on which a network without a hidden layer is at a loss.

`generate(seed)` is what the autograder runs with a secret seed. Run it with seeds of your own to practise. The seed decides
how the spiral is turned, which way it winds and which arm has which label, besides every sample. With two arms, somebody who carries
points from another seed along would be right about everything as often as wrong; with five, hardly ever about more than a third.
"""

import numpy as np

TRAIN, TEST = 1500, 2000
ARMS = 5
TURNS = 0.8
NOISE = 0.04


def generate(seed):
    """Return train (X, y), inputs (X) and hidden (y): X float32, (N, 2); y int64 from 0 to 4, (N,)."""
    rng = np.random.default_rng(seed)
    angle, hand, order = rng.uniform(0, 2 * np.pi), rng.choice([-1, 1]), rng.permutation(ARMS)
    X, y = draw(TRAIN, rng, angle, hand, order)
    X_test, y_test = draw(TEST, rng, angle, hand, order)
    return {"train": {"X": X, "y": y}, "inputs": {"X": X_test}, "hidden": {"y": y_test}}


def draw(count, rng, angle, hand, order):
    """Return count points, as many on each arm, shuffled."""
    arm = rng.permutation(np.arange(count) % ARMS)
    # The root spreads the points evenly over the disc.
    radius = np.sqrt(rng.uniform(0.05, 1, count))
    turn = angle + hand * 2 * np.pi * (TURNS * radius + arm / ARMS)
    X = radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1) + rng.normal(0, NOISE, (count, 2))
    return X.astype(np.float32), order[arm].astype(np.int64)
