"""Draw 16x16 stroke glyphs of ten classes: the image data of this homework.

`generate(seed)` is what the autograder runs with a secret seed. Run it with seeds of your own to practise.

The ten shapes are fixed, and everything else comes from the seed: which label a shape has, how the whole alphabet is
turned and mirrored on the page (one of the square's eight symmetries), and every sample. A data set or a trained
network that is carried over from another seed therefore knows neither the labels nor the orientation.
"""

import numpy as np

SIDE = 16
TRAIN, TEST = 4000, 2000

NOISE = 0.10  # of each pixel
JITTER = 0.05  # of each stroke's ends, in units of half a glyph
BEND = 0.05  # of the smooth field that displaces the strokes
TURN = 0.15  # radians
SHEAR = 0.10
SCALE = (0.62, 0.8)
SHIFT = 0.10  # in units of half a page

# Ends of strokes in a square from -1 to 1, x to the right and y down.
_ALPHABET = (
    [[(-0.8, -0.9), (-0.8, 0.9)], [(0.8, -0.9), (0.8, 0.9)], [(-0.8, -0.9), (0.8, -0.9)]],  # gate
    [[(-0.8, -0.9), (-0.8, 0.9)], [(0.8, -0.9), (0.8, 0.9)], [(-0.8, 0.0), (0.8, 0.0)]],  # ladder
    [[(-0.8, -0.9), (-0.8, 0.9)], [(0.8, -0.9), (0.8, 0.9)], [(-0.8, -0.9), (0.8, 0.9)]],  # slash
    [[(-0.8, -0.9), (0.8, 0.9)], [(0.8, -0.9), (-0.8, 0.9)]],  # saltire
    [[(0.0, -0.9), (0.0, 0.9)], [(-0.8, 0.0), (0.8, 0.0)]],  # cross
    [[(0.0, 0.0), (0.0, 0.9)], [(-0.8, -0.9), (0.0, 0.0)], [(0.8, -0.9), (0.0, 0.0)]],  # fork
    [[(0.0, -0.9), (0.0, 0.9)], [(-0.8, 0.0), (0.0, -0.9)], [(0.8, 0.0), (0.0, -0.9)]],  # arrow
    [[(-0.8, -0.9), (0.8, -0.9)], [(0.8, -0.9), (-0.8, 0.9)], [(-0.8, 0.9), (0.8, 0.9)]],  # zed
    [[(-0.7, -0.8), (0.7, -0.8)], [(0.7, -0.8), (0.7, 0.8)], [(0.7, 0.8), (-0.7, 0.8)], [(-0.7, 0.8), (-0.7, -0.8)]],  # box
    [[(0.0, -0.9), (0.8, 0.0)], [(0.8, 0.0), (0.0, 0.9)], [(0.0, 0.9), (-0.8, 0.0)], [(-0.8, 0.0), (0.0, -0.9)]],  # kite
)
_DOTS = 9  # along each stroke
_CHUNK = 250  # samples drawn at a time, which bounds the memory


def generate(seed):
    """Return train (X, y), inputs (X) and hidden (y): X float32 in [0, 1], (N, 256); y int64, (N,)."""
    rng = np.random.default_rng(seed)
    order, symmetry = rng.permutation(10), int(rng.integers(8))
    X, y = draw(TRAIN, rng, order, symmetry)
    X_test, y_test = draw(TEST, rng, order, symmetry)
    return {"train": {"X": X, "y": y}, "inputs": {"X": X_test}, "hidden": {"y": y_test}}


def draw(count, rng, order, symmetry):
    """Return count samples, the classes in equal shares and shuffled."""
    shapes = rng.permutation(np.arange(count) % 10)
    images = np.concatenate(
        [_images(shapes[i : i + _CHUNK], rng, symmetry) for i in range(0, count, _CHUNK)]
    )
    return images.reshape(count, -1).astype(np.float32), order[shapes].astype(np.int64)


def _images(shapes, rng, symmetry):
    dots, present = _strokes(shapes, rng)
    dots = _placed(_bent(dots, rng), rng)
    extra, extra_present = _distractors(len(shapes), rng)
    dots, present = np.concatenate([dots, extra], 1), np.concatenate([present, extra_present], 1)
    ink = _inked(dots, present, rng.uniform(0.09, 0.19, (len(shapes), 1, 1)))
    ink = ink * rng.uniform(0.6, 1.0, (len(shapes), 1, 1)) + rng.normal(0, NOISE, ink.shape)
    page = np.rot90(ink, symmetry % 4, (1, 2))
    return np.clip(page[:, :, ::-1] if symmetry >= 4 else page, 0, 1)


def _strokes(shapes, rng):
    """Return dots (N, 4 * _DOTS, 2) along each sample's strokes, and which of them there are."""
    ends = np.zeros((len(_ALPHABET), 4, 2, 2))
    there = np.zeros((len(_ALPHABET), 4), bool)
    for i, strokes in enumerate(_ALPHABET):
        ends[i, : len(strokes)], there[i, : len(strokes)] = strokes, True
    mine = ends[shapes] + rng.normal(0, JITTER, (len(shapes), 4, 2, 2))
    return _along(mine), np.repeat(there[shapes], _DOTS, 1)


def _along(ends):
    t = np.linspace(0, 1, _DOTS)[:, None]
    dots = ends[:, :, None, 0] * (1 - t) + ends[:, :, None, 1] * t
    return dots.reshape(len(ends), -1, 2)


def _bent(dots, rng):
    """Displace the dots by a smooth field: three random plane waves a sample and direction."""
    wave = rng.normal(0, 2.0, (len(dots), 1, 2, 3, 2))
    phase = rng.uniform(0, 2 * np.pi, (len(dots), 1, 2, 3))
    return dots + BEND * np.sin((wave * dots[:, :, None, None]).sum(-1) + phase).sum(-1)


def _placed(dots, rng):
    """Turn, shear, scale and shift each sample; half of them stand on their heads."""
    n = len(dots)
    turn, shear = rng.normal(0, TURN, n), rng.normal(0, SHEAR, n)
    cos, sin = np.cos(turn), np.sin(turn)
    matrix = np.stack([np.stack([cos, shear - sin], -1), np.stack([sin, cos], -1)], 1)
    matrix *= rng.uniform(*SCALE, (n, 2, 1)) * rng.choice([-1, 1], (n, 1, 1))
    return dots @ matrix.transpose(0, 2, 1) + rng.normal(0, SHIFT, (n, 1, 2)).clip(-0.4, 0.4)


def _distractors(count, rng):
    """Return up to two short stray strokes a sample."""
    middle = rng.uniform(-0.9, 0.9, (count, 2, 1, 2))
    ends = middle + rng.normal(0, 0.25, (count, 2, 2, 2))
    there = rng.random((count, 2)) < 0.5
    return _along(ends), np.repeat(there, _DOTS, 1)


def _inked(dots, present, width):
    axis = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    across = (axis - dots[..., 0, None]) ** 2
    down = (axis - dots[..., 1, None]) ** 2
    far = np.where(present, 0.0, np.inf)[..., None, None]
    nearest = (down[..., :, None] + across[..., None, :] + far).min(1)
    return np.exp(-nearest / width**2)
