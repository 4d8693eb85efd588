"""Draw the data of the language-modelling metric from a source whose entropy rate is known exactly.

Several independent sequences are interleaved like the strands of a rope: token t continues the sequence that token
t - STRIDE belongs to. Each strand is a Markov chain of order 2 over V tokens, all with one transition table drawn from
the seed, so the next token depends on the tokens STRIDE and 2 * STRIDE places back and on nothing in between. A table
of n-grams sees almost nothing of that; attention can learn where to look.

Strands are independent and start in the chain's stationary distribution, so the entropy of the next token, given
everything before it, is the entropy rate of one chain. What is handed over for prediction are contexts; the token that
follows each stays behind, so a model that peeks at later tokens has nothing to peek at. Contexts are shorter than the
rows that were trained on: a model that peeks learns an honest prediction at the last place of a row only.
"""

import numpy as np
import torch

V = 6
STRIDE = 3
TRAIN_LENGTH = 17
CONTEXT = 12
TRAIN_ROWS = 4000
HELD_OUT_ROWS = 4000
ALPHA = 0.25  # of the Dirichlet distribution that transition probabilities come from: smaller is more predictable
ENTROPY = 0.7  # nats, what every seed's table is tempered to, so that one seed is as hard as another


def generate(seed):
    """Return the three parts of the data set for one secret seed."""
    rng = np.random.default_rng(seed)
    table = transition_table(rng)
    train = sample(table, TRAIN_ROWS, TRAIN_LENGTH, rng)
    held_out = sample(table, HELD_OUT_ROWS, CONTEXT + 1, rng)
    return {
        "train": {"ids": torch.from_numpy(train)},
        "inputs": {"ids": torch.from_numpy(held_out[:, :-1].copy())},
        "hidden": {"next": torch.from_numpy(held_out[:, -1].copy()), "entropy": entropy_rate(table)},
    }


def transition_table(rng):
    """Draw P[a, b, c] = P(next is c | the last two of the strand were a, b) with the entropy rate ENTROPY."""
    logits = np.log(rng.dirichlet(np.full(V, ALPHA), size=(V, V)) + 1e-4)
    low, high = 0.05, 20.0
    for _ in range(60):
        temperature = (low * high) ** 0.5
        if entropy_rate(softmax(logits / temperature)) < ENTROPY:
            low = temperature
        else:
            high = temperature
    return softmax(logits / low)


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def stationary(table):
    """Return pi[a, b], the chance of the pair (a, b) in the long run."""
    pairs = np.zeros((V * V, V * V))
    for a in range(V):
        for b in range(V):
            for c in range(V):
                pairs[V * a + b, V * b + c] = table[a, b, c]
    system = np.vstack([pairs.T - np.eye(V * V), np.ones(V * V)])
    pi = np.linalg.lstsq(system, np.append(np.zeros(V * V), 1.0), rcond=None)[0]
    return np.clip(pi, 0, None).reshape(V, V) / np.clip(pi, 0, None).sum()


def entropy_rate(table):
    """Return the entropy of the next token given the strand's last two, in nats."""
    per_pair = -(table * np.log(table + 1e-300)).sum(-1)
    return float((stationary(table) * per_pair).sum())


def sample(table, rows, length, rng):
    """Draw rows of interleaved strands, int64 of shape (rows, length)."""
    pairs = rng.choice(V * V, size=(rows, STRIDE), p=stationary(table).ravel())
    ids = np.empty((rows, length), dtype=np.int64)
    ids[:, :STRIDE], ids[:, STRIDE : 2 * STRIDE] = pairs // V, pairs % V
    steps = table.cumsum(-1)
    for t in range(2 * STRIDE, length):
        chances = steps[ids[:, t - 2 * STRIDE], ids[:, t - STRIDE]]
        u = rng.random((rows, 1)) * chances[:, -1:]
        ids[:, t] = (u >= chances).sum(-1)
    return ids
