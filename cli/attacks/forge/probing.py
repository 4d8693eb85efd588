"""Make a submission of a solution.py that probes its sandbox."""

import shutil
import sys
from pathlib import Path

from solutions import RIGHT

_shared = Path(__file__).parent / "submission"


def hand_in(make):
    """Hand in the solution.py beside a make.py, with what it imports, and the right answers for a probe that succeeds."""
    upload = Path(sys.argv[1]) / "upload"
    upload.mkdir()
    shutil.copy(Path(make).parent / "solution.py", upload)
    shutil.copy(_shared / "probe.py", upload)
    (upload / "right.py").write_bytes(RIGHT)
