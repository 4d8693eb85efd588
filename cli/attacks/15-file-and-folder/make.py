"""What is written second meets what was written first."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

entries = [Entry("solution.py", RIGHT), Entry("solution.py/solution.py", WRONG)]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
