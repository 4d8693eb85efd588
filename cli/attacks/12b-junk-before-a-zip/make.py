"""A file that is a script and a zip at once."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT
from zips import Entry, archive

zipped = archive(Entry("solution.py", RIGHT))
(Path(sys.argv[1]) / "upload.zip").write_bytes(b"#!/usr/bin/env python3\n" + zipped + b"\0" * 64)
