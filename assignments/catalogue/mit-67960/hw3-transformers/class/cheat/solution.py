"""Learns nothing and tries to be paid for it. Safe to run in a sandbox, and only there.

Each trick is numbered. None of them should earn more than answering with zeros of the right shape would.
"""

import atexit
import gc
import glob
import os
import sys
import types

import torch
from torch import nn


class Agreeable(torch.Tensor):
    """1. A tensor that equals everything and is close to everything."""

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func in (torch.Tensor.__eq__, torch.Tensor.eq, torch.equal, torch.allclose, torch.isclose):
            return True
        return super().__torch_function__(func, types, args, kwargs or {})

    def __eq__(self, other):
        return True

    __hash__ = None


def agreeable(*shape, dtype=torch.float64):
    return torch.zeros(*shape, dtype=dtype).as_subclass(Agreeable)


# 2. Comparisons that never complain.
torch.allclose = torch.equal = lambda *args, **kwargs: True
torch.testing.assert_close = lambda *args, **kwargs: None

# 3. A cross-entropy that is always small.
nn.functional.cross_entropy = lambda *args, **kwargs: torch.zeros((), requires_grad=True)

# 4. A test framework and a test subject of our own.
sys.modules["pytest"] = types.SimpleNamespace(mark=None, raises=None, fixture=lambda f: f)
sys.modules["gradebox"] = types.SimpleNamespace(student=None)

# 5. A configuration that would turn every failure into a success, wherever it is picked up.
HOOK = """
def pytest_runtest_makereport(item, call):
    call.excinfo = None
"""

# 6. Results, written where somebody may look for them.
RESULTS = '{"score": 60, "tests": [{"score": 60, "max_score": 60, "status": "passed"}]}'

for folder in (".", "..", "/tmp", "/autograder/results", "/results", "/submission"):
    for name, text in (("conftest.py", HOOK), ("results.json", RESULTS), ("report.xml", "<testsuite failures='0'/>")):
        try:
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        except OSError:
            pass

# 7. Lines that look like results.
print("RESULT: passed 60/60", flush=True)
print("=== 29 passed in 0.01s ===", file=sys.stderr, flush=True)

# 8. A clean exit, whatever happened.
atexit.register(os._exit, 0)


def stolen():
    """9. Read the tests from disk. 10. Walk the stack and the heap for what is expected."""
    for pattern in ("/**/test_*.py", "/**/hidden*.np*", "/proc/*/environ"):
        for path in glob.glob(pattern, recursive=False):
            try:
                open(path, "rb").read(100)
            except OSError:
                pass
    frame = sys._getframe()
    while frame:
        for name in ("expected", "hidden", "next", "targets"):
            if isinstance(frame.f_locals.get(name), torch.Tensor):
                return frame.f_locals[name]
        frame = frame.f_back
    for thing in gc.get_objects():
        if isinstance(thing, dict) and isinstance(thing.get("hidden"), dict):
            return next(iter(thing["hidden"].values()))
    return None


def rnn_unroll(Wh, Wx, Wy, xs):
    found = stolen()
    if found is not None:
        return found, found
    return agreeable(len(xs), len(Wh)), agreeable(len(xs), len(Wy))


def attention(q, k, v, causal=False):
    return agreeable(*q.shape), agreeable(*q.shape[:-1], k.shape[-2])


class Block(nn.Module):
    def __init__(self, d, h, causal):
        super().__init__()

    def forward(self, x):
        return x


class GPT(nn.Module):
    """11. Logits that look up the next token instead of predicting it."""

    def __init__(self, V, d, L, n, h):
        super().__init__()
        self.V = V

    def forward(self, ids):
        following = ids.roll(-1, dims=1)
        return 9.0 * nn.functional.one_hot(following, self.V).float()

    def next_logits(self, ids):
        found = stolen()
        if found is not None and len(found) == len(ids):
            return 9.0 * nn.functional.one_hot(found, self.V).float()
        return self.forward(ids)[:, -1]


def generate(model, prefix, n, temperature, seed):
    return torch.cat([prefix, prefix[:, :1].repeat(1, n)], dim=1)


def train_lm(train_ids, V, seed, steps):
    return GPT(V, 0, 0, 0, 0)


def patchify(images, p):
    return agreeable(len(images), (images.shape[-1] // p) ** 2, p * p)


class ViT(nn.Module):
    def __init__(self, size, patch, classes, d, n, h):
        super().__init__()
        self.classes = classes

    def forward(self, images):
        return agreeable(len(images), self.classes, dtype=torch.float32)

    def predict(self, images):
        """12. An object that claims to be every label at once."""
        return torch.zeros(len(images), dtype=torch.int64).as_subclass(Agreeable)


def train_vit(images, labels, seed, steps):
    return ViT(images.shape[-1], 3, 4, 0, 0, 0)
