"""ZipFile does not look at it."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT
from zips import Entry, archive

(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(Entry("solution.py", RIGHT, crc=17)))
