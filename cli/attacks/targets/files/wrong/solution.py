import sys

import numpy as np

if sys.argv[1] == "predict":
    X = np.load("/work/inputs.npz")["X"]
    np.savez("/work/predictions.npz", predictions=np.random.default_rng(0).integers(2, size=len(X)))
