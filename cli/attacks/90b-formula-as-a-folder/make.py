"""The folder's name becomes the submission's id, and the id a cell and a file's name."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import WRONG

folder = Path(sys.argv[1]) / "=HYPERLINK(\"https:beacon.example\",\"x\")\u202e\x1b[31m\n+1"
folder.mkdir()
(folder / "solution.py").write_bytes(WRONG)
(folder / "=1+1.py").write_bytes(WRONG)
(folder / "-rf").write_bytes(WRONG)
