"""The mode bits are in the central directory only, where java.util.zip does not look."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

entries = [
    Entry("solution.py", WRONG),
    Entry("way", ".", method=0, mode=0o120777),
    Entry("way/solution.py", RIGHT),
    Entry("up", "..", method=0, mode=0o120777),
    Entry("up/solution.py", RIGHT),
]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
