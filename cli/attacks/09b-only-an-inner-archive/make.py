"""One wrapping of a learning platform is opened, and no more."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT
from zips import Entry, archive

inner = archive(Entry("solution.py", RIGHT))
for _ in range(3):
    inner = archive(Entry("upload.zip", inner))
(Path(sys.argv[1]) / "upload.zip").write_bytes(inner)
