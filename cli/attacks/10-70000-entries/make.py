"""Every file costs an inode, a snapshot's line and a mount's time."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import WRONG
from zips import Entry, archive

entries = [Entry("solution.py", WRONG)]
entries += [Entry("f/%05d" % i, b"", method=0) for i in range(70_000)]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
