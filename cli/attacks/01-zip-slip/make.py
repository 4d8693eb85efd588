"""Lay the right solution over the wrong one, over a neighbour's, and ever higher up."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

ways = ["../" * up + "solution.py" for up in range(1, 13)]
ways += ["x/../solution.py", "./../upload/solution.py", "a/b/../../solution.py", "..", "x/..", "../"]
entries = [Entry("solution.py", WRONG)] + [Entry(way, RIGHT) for way in ways]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
