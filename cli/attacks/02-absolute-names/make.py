"""Each is the right solution's name to some system."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

ways = [
    "/solution.py", "//solution.py", "//server/share/solution.py", "C:\\solution.py", "C:solution.py", "C:/solution.py",
    "\\solution.py", ".\\solution.py", "..\\solution.py", "x\\..\\solution.py", "\\\\?\\C:\\solution.py",
    "\\\\server\\share\\solution.py", "solution.py::$DATA", "file:solution.py", "/proc/self/cwd/solution.py",
]
entries = [Entry("solution.py", WRONG)] + [Entry(way, RIGHT) for way in ways]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
