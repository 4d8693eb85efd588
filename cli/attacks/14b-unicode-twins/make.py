"""Two files on Linux, one on a Mac."""

import sys
import unicodedata
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT
from zips import Entry, archive

name = "r\u00e9sum\u00e9.py"
entries = [
    Entry("solution.py", RIGHT),
    Entry(unicodedata.normalize("NFC", name), "a = 1"),
    Entry(unicodedata.normalize("NFD", name), "a = 2"),
]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
