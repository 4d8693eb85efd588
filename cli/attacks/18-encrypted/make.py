"""It says so; no password is asked for."""

import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT
from zips import Entry, archive

noise = random.Random(18).randbytes(12 + len(RIGHT))
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(Entry("solution.py", RIGHT, flags=1, packed=noise)))
