"""A tar's names are longer and its reader another one."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from tars import archive

ways = ["../" * up + "solution.py" for up in range(1, 13)] + ["x/../solution.py", "/solution.py"]
members = [("solution.py", WRONG)] + [(way, RIGHT) for way in ways]
(Path(sys.argv[1]) / "upload.tar").write_bytes(archive(*members))
