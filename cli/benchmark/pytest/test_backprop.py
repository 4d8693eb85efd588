"""Homework 1's checks as a plain pytest suite in one process with the submission: what an instructor has without gradebox.

A test stands for each check of the assignment's rubric, in its order, with the same number of calls, the same shapes and tolerances.
Expected values are worked out here, by NumPy, and the held-out labels lie in the same process as the student's code.

On the sample class every submission fails the tests whose checks it fails in gradebox, but for two:
- garcia_lucia_901561 takes more memory than the container has. The kernel ends the process, and with it every test that had not run yet;
  gradebox ends the check.
- blackwood_rex_901811 replaces NumPy's functions, empties its arguments in place and ends the process with os._exit(0). What it changes
  is seen by all later tests here; gradebox's checks neither share a process nor compare in the student's.
"""

import functools
import os

import numpy as np
import pytest

import line
import pictures
import source
from accuracy import points
from answers import array, call, close, differences, finite, integer, number, seed_generators, values
from network import Perceptron, cross_entropy, cross_entropy_gradient

NAMES = ("W1", "b1", "W2", "b2")
requires = pytest.mark.requires


def test_files_required(submission):
    assert os.path.isfile(os.path.join(submission, "solution.py")), "Your submission has no solution.py."


def test_files_imports(submission):
    assert not source.forbidden_imports(submission, {"torch", "torchvision", "sklearn", "scipy"})


# ----------------------------------------------------------------------------------------------------------- 1: the layers


def linear(rng):
    return rng.standard_normal((7, 5)), rng.standard_normal((5, 3)), rng.standard_normal(3)


def linear_out(student, x, w, b):
    return array(values(call(student.linear_forward, x, w, b), 2)[0], 7, 3)


def relu_out(student, x):
    return array(values(call(student.relu_forward, x), 2)[0], *x.shape)


def batch(rng, size, classes, scale):
    return rng.standard_normal((size, classes)) * scale, rng.integers(0, classes, size)


def batch_loss(student, z, y):
    return number(values(call(student.softmax_xent, z, y), 2)[0])


def test_linear_forward(student, rng):
    x, w, b = linear(rng)
    close(linear_out(student, x, w, b), x @ w + b, 1e-9)


@requires("test_linear_forward")
def test_linear_backward(student, rng):
    x, w, b = linear(rng)
    dout = rng.standard_normal((7, 3))
    cache = values(call(student.linear_forward, x, w, b), 2)[1]
    dx, dw, db = values(call(student.linear_backward, dout, cache), 3)
    close(array(dx, 7, 5), dout @ w.T, 1e-9)
    close(array(dw, 5, 3), x.T @ dout, 1e-9)
    close(array(db, 3), dout.sum(0), 1e-9)
    close(dx, differences(lambda at: (linear_out(student, at, w, b) * dout).sum(), x), 1e-6)
    close(dw, differences(lambda at: (linear_out(student, x, at, b) * dout).sum(), w), 1e-6)
    close(db, differences(lambda at: (linear_out(student, x, w, at) * dout).sum(), b), 1e-6)


def test_relu_forward(student, rng):
    for shape in (7, 5), (3, 2, 5):
        x = rng.standard_normal(shape)
        close(relu_out(student, x), np.maximum(x, 0), 1e-12)


@requires("test_relu_forward")
def test_relu_backward(student, rng):
    x = rng.standard_normal((7, 5))
    x += 0.1 * np.sign(x)  # a ReLU has no derivative at zero
    dout = rng.standard_normal((7, 5))
    cache = values(call(student.relu_forward, x), 2)[1]
    dx = array(call(student.relu_backward, dout, cache), 7, 5)
    close(dx, dout * (x > 0), 1e-12)
    close(dx, differences(lambda at: (relu_out(student, at) * dout).sum(), x), 1e-6)


def test_softmax_loss(student, rng):
    z, y = batch(rng, 7, 5, 1)
    close(batch_loss(student, z, y), cross_entropy(z, y), 1e-9)


def test_softmax_gradient(student, rng):
    z, y = batch(rng, 7, 5, 1)
    dz = array(values(call(student.softmax_xent, z, y), 2)[1], 7, 5)
    close(dz, cross_entropy_gradient(z, y), 1e-9)
    close(dz, differences(lambda at: batch_loss(student, at, y), z), 1e-6)


def test_large_logits(student, rng):
    z, y = batch(rng, 11, 3, 1000)
    loss, dz = values(call(student.softmax_xent, z, y), 2)
    close(number(loss), cross_entropy(z, y), 1e-9)
    close(finite(array(dz, 11, 3)), cross_entropy_gradient(z, y), 1e-9)


@requires("test_linear_forward", "test_relu_forward")
def test_arguments_untouched(student, rng):
    cache = values(untouched(student.linear_forward, *linear(rng)), 2)[1]
    untouched(student.linear_backward, rng.standard_normal((7, 3)), cache)
    cache = values(untouched(student.relu_forward, rng.standard_normal((7, 5))), 2)[1]
    untouched(student.relu_backward, rng.standard_normal((7, 5)), cache)
    untouched(student.softmax_xent, *batch(rng, 7, 5, 1))


def untouched(function, *arguments):
    before = [argument.copy() if isinstance(argument, np.ndarray) else None for argument in arguments]
    answer = call(function, *arguments)
    for i, copy in enumerate(before):
        assert copy is None or np.array_equal(arguments[i], copy), "has changed its argument %d" % (i + 1)
    return answer


@requires("test_linear_forward")
def test_worked_step(student):
    x, w0, w1 = np.array([[1, 0.1]]), np.array([[1, 0.2], [-3, 1]]), np.array([[1.0], [-1.0]])
    first, first_cache = values(call(student.linear_forward, x, w0, np.zeros(2)), 2)
    h = np.tanh(array(first, 1, 2))
    second, second_cache = values(call(student.linear_forward, h, w1, np.zeros(1)), 2)
    up, down = np.tanh(0.7), np.tanh(0.3)
    close(array(second, 1, 1), [[up - down]], 1e-9)
    dh, dw1, _ = values(call(student.linear_backward, second - 0.5, second_cache), 3)
    dw0 = values(call(student.linear_backward, array(dh, 1, 2) * (1 - h**2), first_cache), 3)[1]
    error = up - down - 0.5
    close(array(dw1, 2, 1), [[error * up], [error * down]], 1e-9)
    left, right = error * (1 - up**2), -error * (1 - down**2)
    close(array(dw0, 2, 2), [[left, right], [0.1 * left, 0.1 * right]], 1e-9)


# ----------------------------------------------------------------------------------------------------------- 2: a network


def test_mlp_gradients(student, rng):
    x, y = rng.standard_normal((11, 3)), rng.integers(0, 2, 11)
    ours = Perceptron(rng, x, 3, 7, 5, 2)
    theirs = ours.give(student)
    loss, grads = values(call(theirs.loss, x, y), 2)
    close(number(loss), cross_entropy(ours.logits(x), y), 1e-9)
    for name, expected in ours.gradients(x, y).items():
        close(array(grads[name], *expected.shape), expected, 1e-9)

    def moved(name, value):
        call(theirs.params.update, {name: value})
        return number(values(call(theirs.loss, x, y), 2)[0])

    for name, at in ours.params.items():
        close(grads[name], differences(functools.partial(moved, name), at), 1e-6)
        call(theirs.params.update, {name: at})


def test_loss_at_start(student, rng, own_seed):
    x, y = rng.standard_normal((101, 11)), rng.integers(0, 7, 101)
    for i in range(3):
        network = call(student.MLP, [11, 13, 7], own_seed + i)
        loss = number(values(call(network.loss, x, y), 2)[0])
        assert abs(loss - np.log(7)) <= 0.1


def test_seeded_start(student, own_seed):
    first = parameters(student, own_seed)
    seed_generators(own_seed + 1)
    again = parameters(student, own_seed)
    for name in NAMES:
        close(again[name], first[name], 0)
    finite(first["W1"])
    assert not np.array_equal(first["W1"], parameters(student, own_seed + 2)["W1"]), "is the same for two seeds"
    assert len(np.unique(first["W1"])) >= 7, "starts with units that are equal"


def parameters(student, seed):
    params = call(student.MLP, [5, 7, 3], seed).params
    shapes = {"W1": (5, 7), "b1": (7,), "W2": (7, 3), "b2": (3,)}
    return {name: array(params[name], *shape).copy() for name, shape in shapes.items()}


def test_predicts_the_largest_logit(student, rng):
    x = rng.standard_normal((29, 3))
    ours = Perceptron(rng, x, 3, 7, 5)
    close(array(call(ours.give(student).predict, x), 29), ours.logits(x).argmax(1), 0)


@requires("test_loss_at_start")
def test_loss_changes_nothing(student, rng):
    x, y = rng.standard_normal((11, 3)), rng.integers(0, 2, 11)
    ours = Perceptron(rng, x, 3, 7, 2)
    theirs = ours.give(student)
    first = number(values(call(theirs.loss, x, y), 2)[0])
    for name, before in ours.params.items():
        close(array(theirs.params[name], *before.shape), before, 0)
    close(number(values(call(theirs.loss, x, y), 2)[0]), first, 1e-12)


@requires("test_loss_at_start")
def test_batch_order(student, rng):
    x, y, order = rng.standard_normal((11, 3)), rng.integers(0, 2, 11), rng.permutation(11)
    network = Perceptron(rng, x, 3, 7, 2).give(student)
    loss, grads = values(call(network.loss, x, y), 2)
    shuffled, shuffled_grads = values(call(network.loss, x[order], y[order]), 2)
    close(number(shuffled), number(loss), 1e-9)
    for name in NAMES:
        close(shuffled_grads[name], finite(grads[name]), 1e-9)


# ----------------------------------------------------------------------------------------------------------------- 3: depth


def expect_pieces(student, network, lo=0.0, hi=1.0):
    weights, biases = [w for w, _ in network], [b for _, b in network]
    count = integer(call(student.count_regions_1d, weights, biases, lo, hi))
    assert count == len(line.Line(network, lo, hi).kinks) + 1


def test_counts_pieces(student, rng):
    for sizes in (1, 1, 1), (1, 11, 1), (1, 7, 5, 2), (1, 3, 3, 3, 1), (1, 13, 7, 3):
        for _ in range(3):
            lo, hi = -2 - rng.random(), 2 + rng.random()
            expect_pieces(student, line.plain(rng, sizes, lo, hi), lo, hi)


@requires("test_counts_pieces")
def test_counts_special_cases(student):
    expect_pieces(student, [layer([2], 1)])  # no hidden layer
    expect_pieces(student, hidden([1], [-5], 1))  # a kink outside the interval
    expect_pieces(student, hidden([1, 1], [-0.5, -0.25], 0, 1))  # a unit that goes nowhere
    expect_pieces(student, hidden([1, 2], [-0.5, -1], 1, -0.5))  # kinks that cancel
    expect_pieces(student, hidden([1, -1], [-0.5, 0.5], 1, 1))  # two units with one kink
    expect_pieces(student, hidden([-1, 1, 1], [0.25, -0.25, -0.75], 1, 1, 1))  # three units with two kinks
    first, last = hidden([1], [-0.5], 1)
    expect_pieces(student, [first, layer([1], -10), last])  # a second layer that never wakes


def layer(w, *b):
    return np.array([w], dtype=float), np.array(b, dtype=float)


def hidden(w, b, *out):
    return [layer(w, *b), (np.array(out, dtype=float)[:, None], np.zeros(1))]


def test_sawtooth(student):
    for k in range(1, 9):
        network = []
        for i, answer in enumerate(values(call(student.sawtooth, k), k + 1)):
            w, b = values(answer, 2)
            rows, columns = 1 if i == 0 else 2, 1 if i == k else 2
            network.append((finite(array(w, rows, columns)), finite(array(b, columns))))
        followed = line.Line(network, 0, 1)
        assert len(followed.kinks) == 2**k - 1
        teeth = np.arange(2**k + 1)
        assert (np.abs(followed.value(teeth / 2**k) - teeth % 2) <= 1e-6).all()


# -------------------------------------------------------------------------------------------------------------- 4: training


def test_augment_keeps_names(student, rng, own_seed):
    x = pictures.draw(rng, 60)
    before = x.astype(float)
    after = finite(array(call(student.augment, x, own_seed), 60, pictures.PIXELS))
    assert (np.abs(after - before).mean(1) > 1e-3).sum() >= 30, "should differ from its argument"
    kept = (pictures.names(after) == np.arange(60) % pictures.KINDS).sum()
    assert kept >= 0.95 * 60, "should still show what was there, and %d of 60 images do" % kept


def test_augment_seeded(student, rng, own_seed):
    x = pictures.draw(rng, 60)
    seed_generators(1)
    first = array(call(student.augment, x, own_seed), 60, pictures.PIXELS).copy()
    seed_generators(2)
    close(array(call(student.augment, x, own_seed), 60, pictures.PIXELS), first, 0)
    other = array(call(student.augment, x, own_seed + 1), 60, pictures.PIXELS)
    assert not np.array_equal(other, first), "should differ from one seed to another"


def agreeing(rng, count):
    """Draw points, and whether the signs of two of their coordinates agree: no linear layer learns it."""
    x = rng.standard_normal((count, 3)).astype(np.float32)
    return x, (x[:, 0] * x[:, 1] > 0).astype(np.int64)


def test_train_learns_anything(student, rng, own_seed):
    x, y = agreeing(rng, 600)
    network = call(student.train, x, y, own_seed, 500)
    fresh, wanted = agreeing(rng, 500)
    right = (array(call(network.predict, fresh), 500) == wanted).sum()
    assert right >= 450, "should be right on at least 450 of 500 points, and is on %d" % right


def test_train_starts_from_nothing(student, rng, own_seed):
    x, y = agreeing(rng, 200)
    network = call(student.train, x, y, own_seed, 0)
    assert abs(number(values(call(network.loss, x, y), 2)[0]) - np.log(2)) <= 0.1


def test_glyphs_accuracy(student, seed):
    assert points(student, seed, "glyphs", 1200, zero=0.86, full=0.91) > 0


def test_spirals_accuracy(student, seed):
    assert points(student, seed, "spirals", 600, zero=0.45, full=0.95) > 0
