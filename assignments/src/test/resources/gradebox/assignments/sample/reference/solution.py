"""The reference solution of the sample."""


def linear_forward(x, w, b):
    return x @ w + b
