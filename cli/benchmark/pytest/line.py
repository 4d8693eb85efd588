"""Follow a ReLU network along an interval of the line, exactly: between neighbouring knots every unit is affine."""

import numpy as np

STRAIGHT = 1e-7  # slopes that differ by less, relative to the steepest, are no bend


class Line:
    """The knots, ascending, the ends of the interval included, and each unit's value at each knot."""

    def __init__(self, network, lo, hi):
        self.at = np.array([lo, hi], dtype=float)
        self.values = self.at[:, None]
        for i, (w, b) in enumerate(network):
            self.values = self.values @ w + b
            if i < len(network) - 1:
                self.cut_at_zero()
                self.values = np.maximum(self.values, 0)
        slopes = np.diff(self.values, axis=0) / np.diff(self.at)[:, None]
        bends = np.abs(np.diff(slopes, axis=0)).max(1)
        kinks = bends > STRAIGHT * max(1, np.abs(slopes).max())
        self.kinks, self.bends = self.at[1:-1][kinks], bends[kinks]

    def cut_at_zero(self):
        left, right = self.values[:-1], self.values[1:]
        piece, unit = np.nonzero(left * right < 0)
        share = left[piece, unit] / (left[piece, unit] - right[piece, unit])
        knots = np.unique(np.concatenate([self.at, self.at[piece] + share * np.diff(self.at)[piece]]))
        # Knots that only rounding tells apart are one, but both ends stay.
        kept = [knots[0]]
        for knot in knots[1:]:
            if knot - kept[-1] > 1e-12 and (knot == knots[-1] or knots[-1] - knot > 1e-12):
                kept.append(knot)
        kept = np.array(kept)
        self.at, self.values = kept, np.stack([np.interp(kept, self.at, column) for column in self.values.T], 1)

    def value(self, x):
        return np.interp(x, self.at, self.values[:, 0])

    def is_plain(self):
        """Tell whether nobody can be wrong by rounding: no tiny piece, no gentle kink."""
        pieces = np.diff(np.concatenate([self.at[:1], self.kinks, self.at[-1:]])) / (self.at[-1] - self.at[0])
        return pieces.min() > 3e-3 and self.bends.min(initial=np.inf) > 1e-2


def drawn(rng, sizes):
    """Draw a network from R to R^last, of He's size, its kinks spread over the interval."""
    return [
        (np.sqrt(2 / a) * rng.standard_normal((a, b)), 0.7 * rng.standard_normal(b)) for a, b in zip(sizes, sizes[1:])
    ]


def plain(rng, sizes, lo, hi):
    while True:
        network = drawn(rng, sizes)
        if Line(network, lo, hi).is_plain():
            return network
