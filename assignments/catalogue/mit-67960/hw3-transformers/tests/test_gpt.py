"""Part 3: a GPT, and text out of it."""

import pytest
import torch
from gradebox import student


@pytest.mark.parametrize("length", [1, 5, 12])
def test_gpt_returns_logits(gpt, tokens, length):
    ids = tokens(3, length)
    logits = gpt(ids)

    assert logits.shape == (3, length, 6)
    assert logits.dtype == torch.float32
    assert torch.isfinite(logits).all()
    # Logits that are the same whatever they are asked agree with everything below.
    difference = (gpt((ids + 1) % 6) - logits).abs().amax(-1)
    assert (difference > 1e-4).all(), "other tokens get the same logits"


def test_gpt_is_causal(gpt, tokens):
    ids = tokens(1, 12)
    logits = gpt(ids)
    assert logits.shape == (1, 12, 6)
    for j in range(12):
        changed = ids.clone()
        changed[0, j] = (ids[0, j] + 1) % 6
        difference = (gpt(changed) - logits).abs().amax(-1)[0]
        assert (difference[:j] < 1e-5).all(), f"logits before position {j} depend on token {j}"
        assert (difference[j:] > 1e-4).any(), f"no logits at or after position {j} depend on token {j}"


def test_gpt_knows_order():
    """One layer of attention sees a set; only positions tell its members apart."""
    model = student.GPT(V=6, d=32, L=8, n=1, h=2)
    one, other = model(torch.tensor([[0, 1, 2, 3, 4]])), model(torch.tensor([[3, 1, 0, 2, 4]]))

    assert (one - other)[0, -1].abs().max() > 1e-4, "the order of earlier tokens makes no difference"


def test_next_logits_continue_the_text(gpt, tokens):
    ids = tokens(4, 20)

    short, long = gpt.next_logits(ids[:, :7]), gpt.next_logits(ids)
    torch.testing.assert_close(short, gpt(ids[:, :7])[:, -1], rtol=0, atol=1e-5)
    torch.testing.assert_close(
        long,
        gpt(ids[:, -12:])[:, -1],
        rtol=0,
        atol=1e-5,
        msg=lambda m: f"20 tokens for a context of 12 (the last 12 count): {m}",
    )


def test_greedy_is_argmax(gpt, tokens, seed):
    prefix = tokens(3, 4)
    text = student.generate(gpt, prefix, 12, temperature=0.0, seed=seed)

    assert text.shape == (3, 16)
    assert text.dtype == torch.int64
    assert torch.equal(text[:, :4], prefix), "the text does not begin with the prefix"
    for t in range(4, 16):
        best = gpt.next_logits(text[:, :t]).argmax(-1)
        assert torch.equal(text[:, t], best), f"token {t} is not the most likely one after tokens 0 to {t - 1}"


@pytest.mark.parametrize("temperature", [0.01, 0.5, 2.0])
def test_sampling_follows_the_temperature(gpt, tokens, seed, temperature):
    """Draw one token after each of 4000 copies of one prefix, and compare how often each comes."""
    n = 4000
    prefix = tokens(1, 5)
    text = student.generate(gpt, prefix.repeat(n, 1), 1, temperature=temperature, seed=seed)

    assert text.shape == (n, 6)
    drawn = torch.bincount(text[:, -1], minlength=6).double()
    expected = n * torch.softmax(gpt.next_logits(prefix)[0].double() / temperature, dim=-1)
    # Kinds that hardly ever come get a floor; a chi-square of 6 kinds is above 40 once in six million honest draws.
    assert ((drawn - expected) ** 2 / expected.clamp(min=1)).sum() < 40, (
        f"drawn {drawn.long().tolist()} of each token, expected about {expected.round().long().tolist()}"
    )


def test_sampling_repeats_itself(gpt, tokens, seed):
    prefix = tokens(20, 5)
    text = student.generate(gpt, prefix, 20, temperature=1.0, seed=seed)

    again = student.generate(gpt, prefix, 20, temperature=1.0, seed=seed)
    assert torch.equal(text, again), "the same seed draws different text"
    other = student.generate(gpt, prefix, 20, temperature=1.0, seed=seed + 1)
    assert not torch.equal(text, other), "another seed draws the same text"
