"""A suite as someone writes it who knows pytest, NumPy and PyTorch, and nothing else."""

import numpy as np
import pytest
import torch
from gradebox import student


def test_double():
    assert student.double(3) == 6


@pytest.mark.parametrize("n", [1, 2, 3])
def test_double_each(n):
    assert student.double(n) == 2 * n


def test_arrays(rng):
    x = rng.standard_normal((3, 4)).astype(np.float32)
    y = student.double(x)
    assert isinstance(y, np.ndarray) and y.dtype == np.float32 and y.shape == (3, 4)
    np.testing.assert_allclose(y, 2 * x, rtol=1e-6)


def test_tensors():
    x = torch.randn(2, 5, dtype=torch.float64)
    y = student.double(x)
    assert isinstance(y, torch.Tensor) and y.dtype == torch.float64
    torch.testing.assert_close(y, 2 * x)


def test_everything_crosses():
    value = [None, True, -1, 10**30, 0.5, float("inf"), "ü", (1, [2]), {"a": 1, 2: (3,)}, np.float64(1.5), np.arange(3, dtype=np.int8)]
    back = student.identity(value)
    assert back[:10] == value[:10]
    assert type(back[7]) is tuple
    np.testing.assert_array_equal(back[10], value[10])


def test_objects(counter):
    assert counter.add(4) == 7
    assert student.get(counter, "n") == 7
    assert counter(2) == 14
    assert student.total([counter, student.Counter(n=1)]) == 8
    assert student.has(counter, "n") and not student.has(counter, "m")


def test_names():
    assert student.get("LAYERS") == ["in", "out"]
    assert student.inner.triple(3) == 9
    assert student.has("double") and not student.has("halve")


def test_hold():
    held = student.hold([3, 1, 2])
    student.sort(held)
    assert student.get(held) == [1, 2, 3]


def test_raises():
    with pytest.raises(student.Error, match="negative") as caught:
        student.root(-1)
    assert caught.value.type == "ValueError"
    assert caught.value.message == "negative"


def test_elsewhere():
    other = student.elsewhere()
    student.remember(5)
    assert other.recall() is None
    assert student.recall() == 5


def test_fresh_process_for_each_test():
    assert student.recall() is None


def test_seed(seed):
    student.seed(seed)
    first = student.draw()
    student.seed(seed)
    assert student.draw() == first
    student.elsewhere().seed(seed)
    assert student.elsewhere().draw() == first


def test_skips():
    pytest.skip("no device here")


def test_the_authors_mistake():
    nothing = student.recall()
    nothing.append(1)


class TestInAClass:
    kept = []

    def test_keeps_an_object(self):
        self.kept.append(student.Counter(1))

    def test_uses_what_another_kept(self):
        assert self.kept[0].add(1) == 2
