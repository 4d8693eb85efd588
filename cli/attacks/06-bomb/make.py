"""Honest in its sizes; only far too large."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import WRONG
from zips import Entry, archive, zeros

packed, crc, size = zeros(1024)
bomb = Entry("data.bin", b"", packed=packed, crc=crc, size=size)
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(Entry("solution.py", WRONG), bomb))
