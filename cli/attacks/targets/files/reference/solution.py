import sys

import numpy as np

if sys.argv[1] == "train":
    data = np.load("/work/train.npz")
    direction = np.linalg.lstsq(data["X"], 2.0 * data["y"] - 1, rcond=None)[0]
    np.save("/work/line.npy", direction)
else:
    X = np.load("/work/inputs.npz")["X"]
    np.savez("/work/predictions.npz", predictions=(X @ np.load("/work/line.npy") > 0).astype(np.int64))
