"""A network of our own: the cross-entropy, and a perceptron whose parameters a student's network can be given."""

import numpy as np

from answers import call

CLEARANCE = 1e-3  # of every ReLU from its kink, where differences tell nothing


def log_softmax(z):
    shifted = z - z.max(1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(1, keepdims=True))


def cross_entropy(z, y):
    return -log_softmax(z)[np.arange(len(z)), y].mean()


def cross_entropy_gradient(z, y):
    gradient = np.exp(log_softmax(z))
    gradient[np.arange(len(z)), y] -= 1
    return gradient / len(z)


class Perceptron:
    def __init__(self, rng, x, *sizes):
        self.sizes = list(sizes)
        while True:
            self.params = {}
            for i in range(1, len(sizes)):
                self.params["W%d" % i] = rng.standard_normal((sizes[i - 1], sizes[i]))
                self.params["b%d" % i] = rng.standard_normal(sizes[i])
            if all(np.abs(z).min() > CLEARANCE for z in self.preactivations(x)[:-1]):
                return

    def give(self, student):
        """Construct the student's network, with these parameters in it."""
        network = call(student.MLP, list(self.sizes), 0)
        call(network.params.update, {name: value.copy() for name, value in self.params.items()})
        return network

    def preactivations(self, x):
        layers, h = [], x
        for i in range(1, len(self.sizes)):
            layers.append(h @ self.params["W%d" % i] + self.params["b%d" % i])
            h = np.maximum(layers[-1], 0)
        return layers

    def logits(self, x):
        return self.preactivations(x)[-1]

    def gradients(self, x, y):
        layers = self.preactivations(x)
        dout = cross_entropy_gradient(layers[-1], y)
        gradients = {}
        for i in range(len(layers), 0, -1):
            below = x if i == 1 else np.maximum(layers[i - 2], 0)
            gradients["W%d" % i], gradients["b%d" % i] = below.T @ dout, dout.sum(0)
            if i > 1:
                dout = dout @ self.params["W%d" % i].T * (layers[i - 2] > 0)
        return gradients
