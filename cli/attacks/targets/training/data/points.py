import numpy as np

SECRET = "@canary-generator@"


def generate(seed):
    """Label points by the side of a plane through the origin: in twelve dimensions a direction by luck is right for few more than half."""
    rng = np.random.default_rng(seed)
    line, train, held_out = rng.standard_normal(12), rng.standard_normal((200, 12)), rng.standard_normal((400, 12))
    return {
        "train": {"X": train, "y": (train @ line > 0).astype(int)},
        "inputs": {"X": held_out},
        "hidden": {"y": (held_out @ line > 0).astype(int), "canary": np.array([@canary-label@])},
    }
