"""Hand in a program that leaves a link where its model should be, to a pipe of the host: whoever followed it there would wait without end."""

import os
import shutil
import sys
from pathlib import Path

trap = Path(os.environ["GRADEBOX_HOST_SECRET"]).parent / "trap"
os.mkfifo(trap)
upload = Path(sys.argv[1]) / "upload"
upload.mkdir()
shutil.copy(Path(__file__).parent / "solution.py", upload)
(upload / "trap.txt").write_text(str(trap))
