"""Whoever opens a pipe that nobody writes waits for ever."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

import os
import socket

out = Path(sys.argv[1]) / "upload"
out.mkdir()
os.mkfifo(out / "solution.py")
(out / "notes.py").write_text("x = 1\n")
os.chdir(out)
socket.socket(socket.AF_UNIX).bind("listener.py")
