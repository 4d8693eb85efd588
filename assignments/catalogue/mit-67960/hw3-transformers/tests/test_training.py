"""Part 4: training. Budgets are counted in steps; seeds come from the grader."""

import torch
import torch.nn.functional as F
from gradebox import student


def test_training_overfits_one_batch(rng, tokens, seed):
    """Eight rows that differ in their first token can be learnt by heart."""
    ids = tokens(8, 13, V=8)
    ids[:, 0] = torch.from_numpy(rng.permutation(8))
    model = student.train_lm(ids, V=8, seed=seed, steps=200)

    loss = F.cross_entropy(model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten())
    assert loss < 0.05, f"after 200 steps on the same 8 rows the loss is {loss:.3f}"


def test_training_learns_to_copy(tokens, seed):
    """Every row says eight tokens and then says them again. What was never seen can't be remembered, only looked up."""
    def twice(rows):
        return tokens(rows, 8).repeat(1, 3)[:, :17]

    model = student.train_lm(twice(2000), V=6, seed=seed, steps=200)
    ids = twice(200)
    for t in (9, 12, 16):
        loss = F.cross_entropy(model.next_logits(ids[:, :t]), ids[:, t])
        assert loss < 0.1, f"token {t} repeats token {t - 8}, but its loss is {loss:.3f} (guessing: 1.792)"


def test_training_repeats_itself(tokens, seed):
    """The same seed trains the same model, in another sandbox too; another seed another model."""
    ids, context = tokens(100, 9), tokens(5, 8)
    logits = student.train_lm(ids, V=6, seed=seed, steps=20)(context)
    elsewhere = student.elsewhere().train_lm(ids, V=6, seed=seed, steps=20)(context)
    torch.testing.assert_close(elsewhere, logits, rtol=0, atol=1e-4)

    other = student.train_lm(ids, V=6, seed=seed + 1, steps=20)(context)
    assert (other - logits).abs().max() > 1e-3, "two seeds train the same model"
