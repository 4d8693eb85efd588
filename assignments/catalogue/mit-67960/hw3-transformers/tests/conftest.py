"""What several tests share."""

import pytest
import torch
from gradebox import student


@pytest.fixture
def normal(rng):
    """Draw a float64 tensor of standard normal numbers."""
    return lambda *shape: torch.from_numpy(rng.standard_normal(shape))


@pytest.fixture
def tokens(rng):
    """Draw rows of token ids below V."""
    return lambda rows, length, V=6: torch.from_numpy(rng.integers(V, size=(rows, length)))


@pytest.fixture
def gpt():
    """Make a small, untrained GPT in the student's sandbox."""
    return student.GPT(V=6, d=32, L=12, n=2, h=4)
