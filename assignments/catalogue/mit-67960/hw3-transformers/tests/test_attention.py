"""Part 2: attention, and a block that is made of it."""

import math

import pytest
import torch
from gradebox import student


@pytest.mark.parametrize("causal", [False, True])
def test_attention_rows_sum_to_one(normal, causal):
    q, k, v = normal(2, 3, 7, 5), normal(2, 3, 7, 5), normal(2, 3, 7, 5)
    out, weights = student.attention(q, k, v, causal=causal)

    assert out.shape == (2, 3, 7, 5)
    assert weights.shape == (2, 3, 7, 7)
    assert (weights >= 0).all(), "a weight is negative or NaN"
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, 3, 7, dtype=torch.float64))


@pytest.mark.parametrize("d", [1, 5, 16])
def test_attention_matches_the_formula(normal, d):
    q, k, v = normal(2, 3, 7, d), normal(2, 3, 7, d), normal(2, 3, 7, d)
    out, weights = student.attention(q, k, v, causal=False)

    expected = torch.softmax(q @ k.mT / math.sqrt(d), dim=-1)
    torch.testing.assert_close(weights, expected, msg=lambda m: f"weights: {m}")
    torch.testing.assert_close(out, expected @ v, msg=lambda m: f"output: {m}")


def test_attention_never_looks_ahead(normal):
    """With the mask, position t gets what attention over the first t + 1 positions alone would give it."""
    q, k, v = normal(2, 3, 7, 5), normal(2, 3, 7, 5), normal(2, 3, 7, 5)
    out, weights = student.attention(q, k, v, causal=True)

    ahead = weights.triu(1)
    torch.testing.assert_close(ahead, torch.zeros_like(ahead), msg="a position gives weight to a later one")
    for t in range(7):
        scores = q[:, :, t : t + 1] @ k[:, :, : t + 1].mT / math.sqrt(5)
        expected = (torch.softmax(scores, dim=-1) @ v[:, :, : t + 1])[:, :, 0]
        torch.testing.assert_close(out[:, :, t], expected, msg=lambda m: f"output at position {t}: {m}")


def test_attention_survives_large_scores(normal):
    q, k, v = 1e3 * normal(1, 1, 6, 4), 1e3 * normal(1, 1, 6, 4), normal(1, 1, 6, 4)
    out, weights = student.attention(q, k, v, causal=False)

    assert torch.isfinite(weights).all(), "weights are NaN or infinite when scores are large"
    torch.testing.assert_close(out, torch.softmax(q @ k.mT / 2, dim=-1) @ v)


def test_block_without_mask_is_equivariant(rng, normal):
    """Without positions and without a mask, attention treats its input as a set."""
    block = student.Block(d=16, h=4, causal=False)
    x = normal(2, 7, 16).float()
    order = torch.from_numpy(rng.permutation(7))
    y, shuffled = block(x), block(x[:, order])

    assert y.shape == (2, 7, 16)
    torch.testing.assert_close(shuffled, y[:, order], rtol=0, atol=1e-5)
    alone = block(x[:, :1])
    assert (alone - y[:, :1]).abs().max() > 1e-4, "the other positions make no difference to the first"
