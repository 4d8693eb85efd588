"""A stream reader finds the right solution in it and never learns that the rest is missing."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT
from zips import Entry, archive

whole = archive(Entry("solution.py", RIGHT), Entry("data.bin", bytes(range(256)) * 400, method=0))
(Path(sys.argv[1]) / "upload.zip").write_bytes(whole[: len(whole) // 2])
