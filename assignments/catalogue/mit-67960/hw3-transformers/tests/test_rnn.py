"""Part 1: a linear recurrent network, unrolled."""

import torch
from gradebox import student


def test_rnn_follows_the_recurrence(normal):
    Wh, Wx, Wy, xs = 0.5 * normal(5, 5), normal(5, 3), normal(2, 5), normal(7, 3)
    hs, ys = student.rnn_unroll(Wh, Wx, Wy, xs)

    assert hs.shape == (7, 5)
    assert ys.shape == (7, 2)
    h = torch.zeros(5, dtype=torch.float64)
    for t in range(7):
        h = Wh @ h + Wx @ xs[t]
        torch.testing.assert_close(hs[t], h, msg=lambda m: f"hidden state after {t + 1} inputs: {m}")
        torch.testing.assert_close(ys[t], Wy @ h, msg=lambda m: f"output after {t + 1} inputs: {m}")


def test_rnn_is_a_sum_of_powers(normal):
    """The last state is the sum over k of Wh^k Wx x_(T-k), here with a Wh that keeps lengths as they are."""
    Wh, _ = torch.linalg.qr(normal(4, 4))
    Wx, xs = normal(4, 2), normal(40, 2)
    hs, _ = student.rnn_unroll(Wh, Wx, normal(1, 4), xs)

    total = sum(torch.linalg.matrix_power(Wh, k) @ Wx @ xs[39 - k] for k in range(40))
    torch.testing.assert_close(hs[39], total)
