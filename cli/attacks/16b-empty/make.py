"""Nothing is no submission, and no reason to stop."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

(Path(sys.argv[1]) / "upload.zip").write_bytes(b"")
