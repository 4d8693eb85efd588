"""What a student calls a file becomes an id, a folder, a line in a table and a cell in a sheet."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import WRONG
from zips import Entry, archive

name = "=cmd|'calc'!A0 \x1b[31m\u202e$(touch owned)`id` <img src=x onerror=alert(1)> -rf .zip"
(Path(sys.argv[1]) / name).write_bytes(archive(Entry("solution.py", WRONG)))
