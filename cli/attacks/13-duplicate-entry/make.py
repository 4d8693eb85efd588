"""The first or the last? Readers disagree."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(Entry("solution.py", WRONG), Entry("solution.py", RIGHT)))
