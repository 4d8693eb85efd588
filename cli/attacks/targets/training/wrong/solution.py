import numpy as np


class Guess:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def predict(self, X):
        return self.rng.integers(2, size=len(X))


def train(X, y, seed):
    return Guess(seed)
