"""Gzip's magic number, and then noise."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

import random

(Path(sys.argv[1]) / "upload.tar.gz").write_bytes(b"\x1f\x8b\x08\x00" + random.Random(16).randbytes(100_000))
