"""Call a submission, and look at what it returned: kind first, then shape, then numbers, so that NaN or a broadcast scalar fail."""

import random
import time

import numpy as np


class Tally:
    """Calls of the submission, and the CPU seconds in them, since the last test began."""

    def __init__(self):
        self.calls, self.seconds = 0, 0.0


tally = Tally()


def call(function, *arguments, **named):
    tally.calls += 1
    started = time.process_time()
    try:
        return function(*arguments, **named)
    finally:
        tally.seconds += time.process_time() - started


def seed_generators(number):
    """Seed what a submission may draw from by the side."""
    random.seed(number)
    np.random.seed(number)


def values(answer, size):
    assert isinstance(answer, (tuple, list)), "should be a tuple, and is " + type(answer).__name__
    assert len(answer) == size, "should be %d values, and is %d" % (size, len(answer))
    return answer


def array(answer, *shape):
    assert isinstance(answer, np.ndarray), "should be an array, and is " + type(answer).__name__
    assert answer.shape == shape, "should have the shape %s, and has %s" % (shape, answer.shape)
    return np.asarray(answer, dtype=np.float64)


def finite(answer):
    assert answer.size and np.isfinite(answer).all(), "should be finite"
    return answer


def number(answer):
    real = isinstance(answer, (int, float, np.integer, np.floating)) and not isinstance(answer, bool)
    assert real or (isinstance(answer, np.ndarray) and answer.shape == ()), "should be a number, and is " + type(answer).__name__
    return float(answer)


def integer(answer):
    whole = isinstance(answer, (int, np.integer)) and not isinstance(answer, bool)
    assert whole or (isinstance(answer, np.ndarray) and answer.shape == () and answer.dtype.kind in "iu"), "should be an int"
    return int(answer)


def close(got, wanted, tolerance):
    """Expect the same shape, and every element within tolerance x (1 + |wanted|)."""
    got, wanted = np.asarray(got, dtype=np.float64), np.asarray(wanted, dtype=np.float64)
    assert wanted.size and got.shape == wanted.shape, "should have the shape %s, and has %s" % (wanted.shape, got.shape)
    off = ~(np.abs(got - wanted) <= tolerance * (1 + np.abs(wanted)))
    if off.any():
        at = tuple(int(i) for i in np.argwhere(off)[0])
        raise AssertionError("should be %g at %s, and is %g (%d are off)" % (wanted[at], list(at), got[at], off.sum()))


def differences(function, at, step=1e-5):
    """Return the gradient of a function at a point by central differences, one entry at a time."""
    gradient = np.zeros(at.shape)
    for i in np.ndindex(at.shape):
        up, down = at.copy(), at.copy()
        up[i] += step
        down[i] -= step
        gradient[i] = (function(up) - function(down)) / (2 * step)
    return gradient
