"""The naive baseline of this homework's two metrics: one linear layer under a softmax, trained well.

It has the interface that the metrics call and no hidden layer. What it scores, plus two standard deviations, earns nothing.
"""

import numpy as np

BATCH = 32


class Linear:
    def __init__(self, inputs, classes):
        self.w = np.zeros((inputs, classes))
        self.b = np.zeros(classes)

    def predict(self, X):
        return (X @ self.w + self.b).argmax(1)


def train(X, y, seed, steps):
    """Take steps of stochastic gradient descent, and return the average over the second half of the way."""
    rng = np.random.default_rng(seed)
    model = Linear(X.shape[1], int(y.max()) + 1)
    average_w, average_b = 0.0, 0.0
    for step in range(steps):
        rows = rng.integers(len(X), size=BATCH)
        p = np.exp(X[rows] @ model.w + model.b)
        p /= p.sum(1, keepdims=True)
        p[np.arange(BATCH), y[rows]] -= 1
        model.w -= 0.5 / BATCH * X[rows].T @ p
        model.b -= 0.5 / BATCH * p.sum(0)
        if step >= steps // 2:
            average_w, average_b = average_w + model.w, average_b + model.b
    model.w, model.b = average_w / (steps - steps // 2), average_b / (steps - steps // 2)
    return model
