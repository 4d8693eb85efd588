"""Java's two readers pick different files."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

one, two = archive(Entry("solution.py", WRONG)), archive(Entry("solution.py", RIGHT))
(Path(sys.argv[1]) / "upload.zip").write_bytes(one + two)
