"""What is skipped has to be inflated to be skipped."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

import gzip
import tarfile

from solutions import WRONG

BLOCK = bytes(1 << 20)


def packed(parts):
    """Gzip members one after the other: the zeros are packed once."""
    once = gzip.compress(BLOCK, 9, mtime=0)
    return b"".join(once if part is BLOCK else gzip.compress(part, 9, mtime=0) for part in parts)


def header(name, size):
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


solution = WRONG + bytes(-len(WRONG) % 512)
parts = [header("solution.py", len(WRONG)), solution, header("__MACOSX/data.bin", 4096 << 20)]
parts += [BLOCK] * 4096 + [bytes(1024)]
(Path(sys.argv[1]) / "upload.tar.gz").write_bytes(packed(parts))
