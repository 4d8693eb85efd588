import numpy as np


class Line:
    def __init__(self, direction):
        self.direction = direction

    def predict(self, X):
        return (X @ self.direction > 0).astype(int)


def train(X, y, seed):
    return Line(np.linalg.lstsq(X, 2.0 * y - 1, rcond=None)[0])
