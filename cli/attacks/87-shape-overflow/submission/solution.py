"""Shapes whose product is small in 64 bits, or in 32, and enormous in truth."""
import struct
import zipfile

import numpy as np

COUNT = 400


def block(header, data=b"", version=(1, 0)):
    text = header.encode("latin-1")
    size = struct.pack("<H" if version == (1, 0) else "<I", len(text))
    return b"\x93NUMPY" + bytes(version) + size + text + data


def put(*entries):
    with zipfile.ZipFile("/work/predictions.npz", "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)


put(("predictions.npy", block("{'descr': '<i8', 'fortran_order': False, 'shape': (4294967296, 4294967296, 400), }\n", np.zeros(COUNT, "<i8").tobytes())))
