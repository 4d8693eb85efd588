"""A plagiarism check that reads streams sees one file, a grader that reads directories the other."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

entries = [
    Entry("solution.py", WRONG, local_name=b"original.py"),
    Entry("original.py", RIGHT, local_name=b"solution.py"),
]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
