import numpy as np

SECRET = "@canary-generator@"


def generate(seed):
    """Label points by the side of a line through the origin that they lie on."""
    rng = np.random.default_rng(seed)
    line, train, held_out = rng.standard_normal(2), rng.standard_normal((200, 2)), rng.standard_normal((400, 2))
    return {
        "train": {"X": train, "y": (train @ line > 0).astype(int)},
        "inputs": {"X": held_out},
        "hidden": {"y": (held_out @ line > 0).astype(int), "canary": np.array([@canary-label@])},
    }
