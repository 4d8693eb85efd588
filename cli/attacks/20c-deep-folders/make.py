"""Recursion over a student's folder is bounded."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

import os

from solutions import WRONG

out = Path(sys.argv[1]) / "upload"
out.mkdir()
(out / "solution.py").write_bytes(WRONG)
os.chdir(out)
for level in range(200):
    os.mkdir("deep")
    os.chdir("deep")
Path("solution.py").write_bytes(WRONG)
