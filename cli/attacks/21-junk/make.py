"""git is never run there; what no one grades is left out, and listed."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

config = '[core]\n\tfsmonitor = "touch owned; false"\n\thooksPath = .\n\tsshCommand = touch owned\n[filter "x"]\n\tsmudge = touch owned\n'
entries = [
    Entry("solution.py", WRONG),
    Entry(".git/config", config),
    Entry(".git/HEAD", "ref: refs/heads/main\n"),
    Entry(".git/hooks/post-checkout", "#!/bin/sh\ntouch owned\n", mode=0o100755),
    Entry(".gitattributes", "* filter=x\n"),
    Entry("__MACOSX/._solution.py", RIGHT),
    Entry(".DS_Store", b"\0\0\0\1Bud1"),
    Entry("__pycache__/solution.cpython-313.pyc", b"\xf3\x0d\x0d\x0a" + bytes(12)),
    Entry("solution.pyc", b"\xf3\x0d\x0d\x0a" + bytes(12)),
    Entry(".env", "TOKEN=owned\n"),
    Entry(".venv/lib/numpy.py", "raise SystemExit"),
]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
