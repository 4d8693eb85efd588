"""A reader that trusts the size allocates too little, or stops counting."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT
from zips import Entry, archive, zeros

packed, crc, _ = zeros(10)
liar = Entry("data.bin", b"", packed=packed, crc=crc, size=1)
short = Entry("notes.txt", b"x", size=100_000_000)
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(Entry("solution.py", RIGHT), liar, short))
