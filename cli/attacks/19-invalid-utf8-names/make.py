"""Broken sequences, an overlong '..', half a surrogate pair: the JDK's stream reader throws an unchecked exception."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

entries = [
    Entry("solution.py", WRONG),
    Entry(b"solution\xff\xfe.py", RIGHT),
    Entry(b"\xc0\xae\xc0\xae/solution.py", RIGHT),
    Entry(b"sol\xed\xa0\x80ution.py", RIGHT),
    Entry(b"\x80\x81.py", "x = 1", flags=0),
]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
