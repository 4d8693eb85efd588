"""A folder may hold real links. Imported, this one would print gradebox's own environment in a SyntaxError."""

import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

out = Path(sys.argv[1]) / "upload"
out.mkdir()
(out / "solution.py").symlink_to(os.environ["GRADEBOX_HOST_SECRET"])
(out / "environ.py").symlink_to("/proc/self/environ")
(out / "notes.py").write_text("def add(a, b):\n    return a + b\n")
(out / "data").symlink_to("/etc")
