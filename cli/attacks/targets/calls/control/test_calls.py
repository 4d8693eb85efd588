"""The checks of CallsSuite, as a course writes them that runs pytest in the student's process."""

import answers
import numpy as np
import pytest
import solution


@pytest.fixture
def rng():
    return np.random.default_rng()


def test_add(rng):
    a, b = rng.standard_normal((3, 4)), rng.standard_normal((3, 4))
    assert np.allclose(solution.add(a, b), answers.add(a, b))


def test_softmax(rng):
    x = rng.standard_normal((4, 5))
    got = solution.softmax(x)
    expected = answers.softmax(x)
    assert np.allclose(got, expected)


def test_double(rng):
    x = rng.standard_normal((3, 3))
    before = x.copy()
    solution.double(x)
    assert np.allclose(x, 2 * before)


def test_top(rng):
    x = rng.standard_normal((20, 6))
    got = solution.top(x)
    assert np.allclose(got, answers.top(x))


def test_unit(rng):
    x = rng.standard_normal((4, 5))
    got = solution.unit(x)
    assert np.allclose(got, answers.unit(x))


def test_round_trip(rng):
    bits = rng.integers(0, 2, 64)
    code = solution.encode(bits)
    assert len(code) == 8
    assert np.allclose(solution.decode(code), bits)
