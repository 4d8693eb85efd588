import numpy as np
import pytest
from gradebox import student

SECRET = "@canary-suite@"


def expected_softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def test_add():
    x, y = np.random.default_rng().standard_normal((2, 3, 4))
    np.testing.assert_allclose(student.add(x, y), x + y)


def test_softmax():
    x = np.random.default_rng().standard_normal((4, 5))
    expected = expected_softmax(x)
    got = student.softmax(x)
    assert got.shape == (4, 5)
    assert np.allclose(got, expected, atol=1e-9)


def test_counter():
    counter = student.Counter(3)
    assert counter.add(4) == 7
    assert counter.add(-2) == 5


def test_raises():
    assert student.root(9.0) == 3.0
    with pytest.raises(Exception):
        student.root(-1.0)
